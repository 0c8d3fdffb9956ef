package dialog

import (
	"context"
	"net/netip"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/emiago/sipgo/sip"
)

// A Request is one request that came in. It belongs to the goroutine that
// serves it.
type Request struct {
	// Path leads back to the sender: the observed address.
	Path Path

	e         *Endpoint
	req       *sip.Request
	tx        *sip.ServerTx
	answered  bool
	brief     bool
	cancelled atomic.Bool
}

// Method is the request's method in capitals.
func (r *Request) Method() string { return string(r.req.Method) }

// From and To are the users of those headers; hosts are never looked at, since
// equipment writes any address there. They are "" when the header is missing.
func (r *Request) From() string {
	if h := r.req.From(); h != nil {
		return h.Address.User
	}
	return ""
}

// To is the user of the To header.
func (r *Request) To() string {
	if h := r.req.To(); h != nil {
		return h.Address.User
	}
	return ""
}

// FromHost is the host of the From header, for the record only.
func (r *Request) FromHost() string {
	if h := r.req.From(); h != nil {
		return h.Address.Host
	}
	return ""
}

// URI is the user of the request line.
func (r *Request) URI() string { return r.req.Recipient.User }

// CallID is the Call-ID, "" when there is none.
func (r *Request) CallID() string {
	if h := r.req.CallID(); h != nil {
		return h.Value()
	}
	return ""
}

// CSeq is the sequence number, 0 when there is none.
func (r *Request) CSeq() uint32 {
	if h := r.req.CSeq(); h != nil {
		return h.SeqNo
	}
	return 0
}

// Header returns the first header of that name, "" when there is none.
func (r *Request) Header(name string) string {
	if v := values(r.req, name); len(v) > 0 {
		return v[0]
	}
	return ""
}

// Headers returns every header of that name.
func (r *Request) Headers(name string) []string { return values(r.req, name) }

// Body returns the body, nil when there is none.
func (r *Request) Body() []byte { return r.req.Body() }

// Contact tells the first Contact: its user, its host:port, and whether it is
// "*". ok is false when there is none that can be read.
func (r *Request) Contact() (user, hostport string, all, ok bool) {
	h := r.req.Contact()
	if h == nil {
		return "", "", false, false
	}
	if h.Address.Wildcard {
		return "", "", true, true
	}
	host := h.Address.Host
	if h.Address.Port > 0 {
		host = netJoin(host, h.Address.Port)
	}
	return h.Address.User, host, false, true
}

// Expires tells the lifetime asked for: the Contact's parameter, else the
// header, in seconds; ok is false when neither can be read.
func (r *Request) Expires() (seconds int, ok bool) {
	if h := r.req.Contact(); h != nil {
		if v, has := h.Params.Get("expires"); has {
			if n, err := strconv.Atoi(strings.Trim(v, `" `)); err == nil && n >= 0 {
				return n, true
			}
		}
	}
	n, err := strconv.Atoi(strings.TrimSpace(r.Header("Expires")))
	return n, err == nil && n >= 0
}

// Dialog returns the session that the request belongs to by its Call-ID, or
// nil. MediaStatus comes with a foreign From (quirk 15), so tags do not count.
func (r *Request) Dialog() *Dialog {
	r.e.mu.Lock()
	defer r.e.mu.Unlock()
	return r.e.dialogs[r.CallID()]
}

// Brief says that serving the request twice does no harm, so that a copy of it
// need not be recognised. Keeping the transaction of each keepalive for the 32 s
// of the standard would cost a quarter of a gigabyte at 100,000 devices.
func (r *Request) Brief() { r.brief = true }

// Respond answers to the observed address. Only the first final answer is sent.
func (r *Request) Respond(code int, reason string, headers ...Header) error {
	return r.reply(code, reason, "", nil, headers)
}

// RespondBody answers with a body.
func (r *Request) RespondBody(code int, reason, contentType string, body []byte, headers ...Header) error {
	return r.reply(code, reason, contentType, body, headers)
}

func (r *Request) reply(code int, reason, contentType string, body []byte, headers []Header) error {
	if r.answered || r.req.IsAck() {
		return nil
	}
	res := r.response(code, reason, contentType, body, headers)
	r.answered = code >= 200
	if err := r.tx.Respond(res); err != nil {
		return unreachable(r.req, err)
	}
	return nil
}

// response makes an answer that goes where the request came from.
func (r *Request) response(code int, reason, contentType string, body []byte, headers []Header) *sip.Response {
	res := sip.NewResponseFromRequest(r.req, code, reason, nil)
	res.SetDestination(r.req.Source())
	if via := res.Via(); via != nil {
		if _, asked := via.Params.Get("rport"); asked {
			via.Params.Add("rport", strconv.Itoa(int(r.Path.Remote.Port())))
		}
		if _, told := via.Params.Get("received"); told || via.Host != r.Path.Remote.Addr().String() {
			via.Params.Add("received", r.Path.Remote.Addr().String())
		}
	}
	res.AppendHeader(sip.NewHeader("User-Agent", r.e.cfg.UserAgent))
	for _, h := range headers {
		res.AppendHeader(sip.NewHeader(h.Name, oneLine(h.Value)))
	}
	if contentType != "" {
		res.AppendHeader(sip.NewHeader("Content-Type", contentType))
	}
	res.SetBody(body)
	return res
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' || r == 0 {
			return -1
		}
		return r
	}, s)
}

// allowed is the Allow header of our answers.
const allowed = "INVITE, ACK, INFO, CANCEL, BYE, OPTIONS, MESSAGE, NOTIFY, SUBSCRIBE"

// arrived takes a request from the transaction layer.
func (e *Endpoint) arrived(ctx context.Context, req *sip.Request, tx *sip.ServerTx) {
	e.mu.Lock()
	if e.stopping {
		e.mu.Unlock()
		tx.Terminate()
		return
	}
	e.serving.Add(1)
	e.mu.Unlock()
	e.stats.inFlight.Add(1)
	defer func() {
		e.stats.inFlight.Add(-1)
		e.serving.Done()
	}()
	r := &Request{Path: e.pathOf(req), e: e, req: req, tx: tx}
	if !r.Path.Remote.IsValid() {
		tx.Terminate()
		return
	}
	e.dispatch(ctx, r)
	if !r.answered && !req.IsAck() {
		_ = r.Respond(501, "Not Implemented", Header{"Allow", allowed})
	}
	if r.brief || req.IsAck() {
		tx.Terminate()
		return
	}
	tx.TerminateGracefully()
}

func (e *Endpoint) dispatch(ctx context.Context, r *Request) {
	switch r.req.Method {
	case sip.ACK:
		if d := r.Dialog(); d != nil {
			d.acked(r.req)
		}
	case sip.BYE:
		d := r.Dialog()
		if d == nil || !d.fromPeer(r) {
			_ = r.Respond(481, "Call/Transaction Does Not Exist")
			return
		}
		d.log.add(e.entry(false, r.Path.Remote.String(), r.req.StartLine(), r.Headers, r.Body()))
		_ = r.Respond(200, "OK")
		d.end(ErrRemoteBye)
	case sip.CANCEL: // of an INVITE that is not there any more
		_ = r.Respond(481, "Call/Transaction Does Not Exist")
	case sip.INVITE:
		r.tx.OnCancel(func(*sip.Request) { r.cancelled.Store(true) })
		_ = r.Respond(100, "Trying")
		e.cfg.Serve(ctx, r)
	default:
		e.cfg.Serve(ctx, r)
	}
}

// pathOf tells where a request came from, by what was observed alone.
func (e *Endpoint) pathOf(req *sip.Request) Path {
	source := req.MessageData.Source()
	if strings.EqualFold(req.Transport(), "TCP") {
		e.mu.Lock()
		defer e.mu.Unlock()
		if s := e.streams[source]; s != nil {
			return s.path
		}
		return Path{}
	}
	remote, err := netip.ParseAddrPort(source)
	if err != nil {
		return Path{}
	}
	remote = unmap(remote)
	p := Path{Transport: UDP, Remote: remote}
	conn, _ := e.tpl.GetConnection("udp", source)
	if conn == nil {
		return Path{}
	}
	defer conn.TryClose()
	at := conn.LocalAddr().String()
	e.mu.Lock()
	defer e.mu.Unlock()
	for i := range e.bound {
		b := &e.bound[i]
		if b.udp == nil || b.udp.LocalAddr().String() != at {
			continue
		}
		p.Network, p.Local = b.Network, b.local
		if seen, ok := e.locals.get(remote); ok && b.udp.wildcard {
			p.Local = netip.AddrPortFrom(seen, b.local.Port())
		}
	}
	return p
}

func netJoin(host string, port int) string {
	if strings.Contains(host, ":") && !strings.HasPrefix(host, "[") {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(port)
}

// waitACK is how long a 200 is repeated without an ACK.
const waitACK = 32 * time.Second
