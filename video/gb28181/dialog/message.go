package dialog

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"github.com/emiago/sipgo/sip"

	"shiheng.internal"
)

// A Header is one header line of our own making.
type Header struct{ Name, Value string }

// A Party is a SIP address: a user at a host, which may be a domain of ten
// digits or host:port.
type Party struct{ User, Host string }

// A Message is a request to be sent.
type Message struct {
	Method string
	// URI is the request line's address; when its Host is empty it is To.
	URI, From, To Party
	// FromTag and ToTag, CallID and CSeq are made when they are empty.
	FromTag, ToTag string
	CallID         string
	CSeq           uint32
	// Contact is written with Contact's host, or the path's own address when
	// Host is empty. A nil Contact is left out.
	Contact     *Party
	Headers     []Header
	ContentType string
	Body        []byte
	Path        Path
}

// A Response is what came back.
type Response struct {
	Code   int
	Reason string
	res    *sip.Response
}

// Body returns the body, nil when there is none.
func (r *Response) Body() []byte { return r.res.Body() }

// Header returns the first header of that name, "" when there is none.
func (r *Response) Header(name string) string {
	if v := values(r.res, name); len(v) > 0 {
		return v[0]
	}
	return ""
}

// Headers returns every header of that name.
func (r *Response) Headers(name string) []string { return values(r.res, name) }

// Received is the address and port at which the peer saw our request (RFC
// 3581); invalid when it does not say.
func (r *Response) Received() netip.AddrPort {
	via := r.res.Via()
	if via == nil {
		return netip.AddrPort{}
	}
	host, _ := via.Params.Get("received")
	port, _ := via.Params.Get("rport")
	if host == "" {
		host = via.Host
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	n, err2 := strconv.ParseUint(port, 10, 16)
	if err != nil || err2 != nil {
		return netip.AddrPort{}
	}
	return netip.AddrPortFrom(a.Unmap(), uint16(n))
}

func values(m interface{ GetHeaders(string) []sip.Header }, name string) []string {
	var out []string
	for _, h := range m.GetHeaders(name) {
		out = append(out, h.Value())
	}
	if len(out) == 0 {
		if short, ok := compact(name); ok {
			for _, h := range m.GetHeaders(short) {
				out = append(out, h.Value())
			}
		}
	}
	return out
}

func compact(name string) (string, bool) {
	switch strings.ToLower(name) {
	case "contact":
		return "m", true
	case "subject":
		return "s", true
	case "event":
		return "o", true
	case "content-type":
		return "c", true
	}
	return "", false
}

// Advertised is the address that messages along p tell the peer: the listener's
// override, else the local address the peer talks to, else the one that the
// system would use to reach it.
func (e *Endpoint) Advertised(p Path) netip.AddrPort {
	e.mu.Lock()
	b := e.boundFor(p.Network, p.Remote.Addr())
	var local, over netip.AddrPort
	if b != nil {
		local, over = b.local, b.Advertise
	}
	e.mu.Unlock()
	addr, port := p.Local.Addr(), p.Local.Port()
	if !addr.IsValid() || addr.IsUnspecified() {
		addr = local.Addr()
	}
	if seen, ok := e.locals.get(p.Remote); p.Transport == UDP && ok {
		addr = seen
	}
	if !addr.IsValid() || addr.IsUnspecified() {
		addr = routeTo(p.Remote)
	}
	if port == 0 {
		port = local.Port()
	}
	if over.Addr().IsValid() && !over.Addr().IsUnspecified() {
		addr = over.Addr()
	}
	if over.Port() != 0 {
		port = over.Port()
	}
	return netip.AddrPortFrom(addr.Unmap(), port)
}

// routeTo asks the system which address it would send from; nothing is sent.
func routeTo(remote netip.AddrPort) netip.Addr {
	c, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(remote))
	if err != nil {
		return netip.IPv4Unspecified()
	}
	defer c.Close()
	return c.LocalAddr().(*net.UDPAddr).AddrPort().Addr().Unmap()
}

// PathTo makes the UDP path from the listener of a network to remote.
func (e *Endpoint) PathTo(network string, remote netip.AddrPort) Path {
	remote = unmap(remote)
	e.mu.Lock()
	defer e.mu.Unlock()
	p := Path{Transport: UDP, Remote: remote, Network: network}
	if b := e.boundFor(network, remote.Addr()); b != nil {
		p.Local, p.Network = b.local, b.Network
	}
	return p
}

// build makes the request in sipgo's form and aims it along its path.
func (e *Endpoint) build(m *Message) (*sip.Request, error) {
	if !m.Path.Remote.IsValid() {
		return nil, shiheng.Unavailable("sip.path")
	}
	uri := m.URI
	if uri.Host == "" {
		uri = m.To
	}
	req := sip.NewRequest(sip.RequestMethod(m.Method), address(uri))
	from := &sip.FromHeader{Address: address(m.From), Params: sip.NewParams()}
	from.Params.Add("tag", or(m.FromTag, newTag()))
	to := &sip.ToHeader{Address: address(m.To), Params: sip.NewParams()}
	if m.ToTag != "" {
		to.Params.Add("tag", m.ToTag)
	}
	if m.CallID == "" {
		m.CallID = e.NewCallID()
	}
	if m.CSeq == 0 {
		m.CSeq = 1
	}
	callID := sip.CallIDHeader(m.CallID)
	hops := sip.MaxForwardsHeader(70)
	adv := e.Advertised(m.Path)
	via := &sip.ViaHeader{ProtocolName: "SIP", ProtocolVersion: "2.0", Transport: strings.ToUpper(string(m.Path.Transport)),
		Host: adv.Addr().String(), Port: int(adv.Port()), Params: sip.NewParams()}
	via.Params.Add("rport", "")
	via.Params.Add("branch", sip.GenerateBranch())
	for _, h := range []sip.Header{via, from, to, &callID,
		&sip.CSeqHeader{SeqNo: m.CSeq, MethodName: sip.RequestMethod(m.Method)}, &hops} {
		req.AppendHeader(h)
	}
	if m.Contact != nil {
		req.AppendHeader(e.contact(*m.Contact, m.Path))
	}
	req.AppendHeader(sip.NewHeader("User-Agent", e.cfg.UserAgent))
	for _, h := range m.Headers {
		req.AppendHeader(sip.NewHeader(h.Name, h.Value))
	}
	if m.ContentType != "" {
		req.AppendHeader(sip.NewHeader("Content-Type", m.ContentType))
	}
	req.SetBody(m.Body)
	if !clean(m) {
		return nil, shiheng.Invalid("sip.message", "method", m.Method)
	}
	return req, e.aim(req, m.Path)
}

// clean reports that no part of m can begin a line of its own: codes and names
// come from peers' catalogues.
func clean(m *Message) bool {
	ok := func(s string) bool { return !strings.ContainsAny(s, "\r\n\x00<> \"") }
	for _, p := range []Party{m.URI, m.From, m.To} {
		if !ok(p.User) || !ok(p.Host) {
			return false
		}
	}
	for _, h := range m.Headers {
		if !ok(h.Name) || strings.ContainsAny(h.Value, "\r\n\x00") {
			return false
		}
	}
	return ok(m.CallID) && ok(m.FromTag) && ok(m.ToTag)
}

// contact writes an address of ours as Contact.
func (e *Endpoint) contact(p Party, path Path) sip.Header {
	if p.Host == "" {
		p.Host = e.Advertised(path).String()
	}
	return &sip.ContactHeader{Address: address(p), Params: sip.NewParams()}
}

// aim chooses the socket and the destination of a request.
func (e *Endpoint) aim(req *sip.Request, p Path) error {
	req.SetTransport(strings.ToUpper(string(p.Transport)))
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stopping {
		return shiheng.Unavailable("sip.closed")
	}
	if p.Transport == TCP {
		if e.streams[p.conn] == nil {
			return shiheng.Unavailable("sip.connection.gone", "remote", p.Remote.String())
		}
		req.SetDestination(p.conn)
		return nil
	}
	b := e.boundFor(p.Network, p.Remote.Addr())
	if b == nil || b.udp == nil {
		return shiheng.Unavailable("sip.listener.none", "network", p.Network)
	}
	if _, seen := e.locals.get(p.Remote); !seen && b.udp.wildcard && p.Local.Addr().IsValid() && !p.Local.Addr().IsUnspecified() {
		e.locals.set(p.Remote, p.Local.Addr())
	}
	req.SetDestination(p.Remote.String())
	addr := b.udp.LocalAddr().(*net.UDPAddr)
	req.Laddr = sip.Addr{IP: addr.IP, Port: addr.Port, Zone: addr.Zone}
	return nil
}

func address(p Party) sip.Uri {
	u := sip.Uri{Scheme: "sip", User: p.User, Host: p.Host}
	if host, port, err := net.SplitHostPort(p.Host); err == nil {
		if n, err := strconv.ParseUint(port, 10, 16); err == nil {
			u.Host, u.Port = host, int(n)
		}
	}
	return u
}

func newTag() string { return sip.GenerateTagN(12) }

// NewCallID makes a Call-ID that nobody can guess.
func (e *Endpoint) NewCallID() string { return sip.GenerateTagN(24) }

// Do sends a request other than INVITE and ACK and returns the final response
// of whatever code. A peer that does not answer, a connection that breaks and a
// path that leads nowhere are a shiheng.ErrUnavailable; the end of ctx is its
// cause.
func (e *Endpoint) Do(ctx context.Context, m *Message) (*Response, error) {
	if err := e.awaitReady(ctx); err != nil {
		return nil, err
	}
	req, err := e.build(m)
	if err != nil {
		return nil, err
	}
	return e.roundTrip(ctx, req, nil)
}

func (e *Endpoint) roundTrip(ctx context.Context, req *sip.Request, t *Transcript) (*Response, error) {
	t.add(e.entrySent(req))
	tx, err := e.txl.Request(ctx, req)
	if err != nil {
		return nil, unreachable(req, err)
	}
	defer tx.Terminate()
	for {
		select {
		case res := <-tx.Responses():
			t.add(e.entryReceived(res))
			if !res.IsProvisional() {
				return &Response{Code: res.StatusCode, Reason: res.Reason, res: res}, nil
			}
		case <-tx.Done():
			return nil, unreachable(req, tx.Err())
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// unreachable turns an error of the transaction into one of ours.
func unreachable(req *sip.Request, err error) error {
	code := "sip.transport"
	if errors.Is(err, sip.ErrTransactionTimeout) {
		code = "sip.timeout"
	}
	return shiheng.Unavailable(code, "method", string(req.Method), "remote", req.Destination()).From(err)
}

func (e *Endpoint) entrySent(req *sip.Request) Entry {
	return e.entry(true, req.Destination(), req.StartLine(), func(n string) []string { return values(req, n) }, req.Body())
}

func (e *Endpoint) entryReceived(res *sip.Response) Entry {
	return e.entry(false, res.Source(), res.StartLine(), func(n string) []string { return values(res, n) }, res.Body())
}
