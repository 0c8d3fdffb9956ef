package dialog

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"time"

	"github.com/emiago/sipgo/sip"

	"shiheng.internal"
)

// An Invitation is an INVITE to be sent with how its answer is treated.
type Invitation struct {
	Message
	// Timeout bounds the wait for a final answer; zero means 12 s.
	Timeout time.Duration
	// ToContact sends ACK and later requests to the address in the answer's
	// Contact instead of the observed one. Behind NAT that leads nowhere.
	ToContact bool
}

// An Invited is what an INVITE came to.
type Invited struct {
	// Dialog is the session, nil unless the peer accepted.
	Dialog *Dialog
	// Final is the last answer, nil when none came.
	Final *Response
	// Provisional lists the codes of provisional answers in order.
	Provisional []int
	Transcript  *Transcript
}

// An abandoned invitation is one that we gave up before it was answered: what
// still comes for it is cancelled, or accepted and ended at once, so that no
// device streams to nobody.
type abandoned struct {
	invite *sip.Request
	path   Path
	until  time.Time
	sent   bool // CANCEL went out
}

const maxAbandoned = 4096

// Invite sends an INVITE, waits for its final answer and acknowledges a 200. A
// refusal is not an error: it is told in Final. The error is
// shiheng.ErrUnavailable when nobody answered in time, or the cause of ctx; the
// INVITE is then cancelled, and a late 200 acknowledged and ended. The result
// is never nil.
func (e *Endpoint) Invite(ctx context.Context, inv *Invitation) (*Invited, error) {
	out := &Invited{Transcript: &Transcript{}}
	inv.Method = "INVITE"
	if inv.FromTag == "" {
		inv.FromTag = newTag()
	}
	if inv.Contact == nil {
		inv.Contact = &Party{User: inv.From.User}
	}
	if err := e.awaitReady(ctx); err != nil {
		return out, err
	}
	req, err := e.build(&inv.Message)
	if err != nil {
		return out, err
	}
	timeout := inv.Timeout
	if timeout == 0 {
		timeout = 12 * time.Second
	}
	out.Transcript.add(e.entrySent(req))
	tx, err := e.txl.Request(ctx, req)
	if err != nil {
		return out, unreachable(req, err)
	}
	late := time.NewTimer(timeout)
	defer late.Stop()
	for {
		select {
		case res := <-tx.Responses():
			out.Transcript.add(e.entryReceived(res))
			if res.IsProvisional() {
				out.Provisional = append(out.Provisional, res.StatusCode)
				continue
			}
			out.Final = &Response{Code: res.StatusCode, Reason: res.Reason, res: res}
			if !res.IsSuccess() {
				return out, nil
			}
			out.Dialog, err = e.accepted(inv, req, res, tx, out.Transcript)
			return out, err
		case <-tx.Done():
			return out, unreachable(req, tx.Err())
		case <-late.C:
			out.Transcript.Note("no final answer within " + timeout.String())
			e.abandon(req, inv.Path, tx, len(out.Provisional) > 0)
			return out, shiheng.Unavailable("sip.timeout", "method", "INVITE", "remote", req.Destination())
		case <-ctx.Done():
			out.Transcript.Note("given up: " + context.Cause(ctx).Error())
			e.abandon(req, inv.Path, tx, len(out.Provisional) > 0)
			return out, context.Cause(ctx)
		}
	}
}

// accepted makes the session of a 200 and acknowledges it, and every copy of it.
func (e *Endpoint) accepted(inv *Invitation, req *sip.Request, res *sip.Response, tx *sip.ClientTx, t *Transcript) (*Dialog, error) {
	d := &Dialog{e: e, callID: inv.CallID, caller: true, path: inv.Path, log: t, done: make(chan struct{}),
		local: inv.From, remote: inv.To, localTag: inv.FromTag, cseq: inv.CSeq, invite: req, ackedOnce: make(chan struct{})}
	close(d.ackedOnce)
	if h := res.To(); h != nil {
		d.remoteTag, _ = h.Params.Get("tag")
	}
	d.target = Party{User: inv.To.User, Host: inv.Path.Remote.String()}
	if h := res.Contact(); h != nil && h.Address.User != "" {
		d.target.User = h.Address.User
		d.path = contactPath(inv, h, d.path)
		if inv.ToContact {
			d.target.Host = d.path.Remote.String()
		}
	}
	if err := e.keep(d); err != nil {
		e.ack(d)
		d.invite = nil
		e.orphan(req, res, inv.Path)
		return nil, err
	}
	tx.OnRetransmission(func(*sip.Response) { e.ack(d) })
	if err := e.ack(d); err != nil {
		d.log.Note("the ACK could not be sent: " + err.Error())
	}
	return d, nil
}

// contactPath is where in-session requests go: the observed address unless the
// invitation asks for the Contact.
func contactPath(inv *Invitation, h *sip.ContactHeader, p Path) Path {
	if !inv.ToContact || p.Transport == TCP {
		return p
	}
	port := h.Address.Port
	if port == 0 {
		port = 5060
	}
	remote, err := netip.ParseAddrPort(net.JoinHostPort(h.Address.Host, strconv.Itoa(port)))
	if err != nil {
		return p
	}
	p.Remote = unmap(remote)
	return p
}

// ack acknowledges the 200 of a session that we opened.
func (e *Endpoint) ack(d *Dialog) error {
	d.mu.Lock()
	m := &Message{Method: "ACK", URI: d.target, From: d.local, To: d.remote, FromTag: d.localTag, ToTag: d.remoteTag,
		CallID: d.callID, Path: d.path, Contact: &Party{User: d.local.User}}
	if d.invite != nil {
		m.CSeq = d.invite.CSeq().SeqNo
	}
	d.mu.Unlock()
	req, err := e.build(m)
	if err != nil {
		return err
	}
	d.log.add(e.entrySent(req))
	if err := e.tpl.WriteMsg(req); err != nil {
		return unreachable(req, err)
	}
	return nil
}

// abandon gives up an INVITE that was not answered. CANCEL goes out at once,
// also before a provisional answer: one may be on its way up and lost with the
// transaction. Without one, CANCEL is sent again when one comes.
func (e *Endpoint) abandon(req *sip.Request, p Path, tx *sip.ClientTx, provisional bool) {
	a := &abandoned{invite: req, path: p, until: time.Now().Add(64 * time.Second)}
	e.mu.Lock()
	if len(e.abandoned) < maxAbandoned {
		e.abandoned[req.CallID().Value()] = a
	}
	a.sent = provisional
	e.mu.Unlock()
	tx.Terminate()
	e.cancel(req, p)
}

// cancel sends CANCEL with the INVITE's own branch and number.
func (e *Endpoint) cancel(invite *sip.Request, p Path) {
	c := sip.NewRequest(sip.CANCEL, *invite.Recipient.Clone())
	sip.CopyHeaders("Via", invite, c)
	for _, name := range []string{"From", "To", "Call-ID", "Max-Forwards", "User-Agent"} {
		sip.CopyHeaders(name, invite, c)
	}
	c.AppendHeader(&sip.CSeqHeader{SeqNo: invite.CSeq().SeqNo, MethodName: sip.CANCEL})
	c.SetBody(nil)
	if e.aim(c, p) == nil {
		_ = e.tpl.WriteMsg(c) // lost or not, a late 200 is ended by stray
	}
}

// stray takes answers that belong to no transaction any more: copies of a 200
// whose ACK was lost, and answers to invitations that we gave up.
func (e *Endpoint) stray(res *sip.Response) {
	cseq, call := res.CSeq(), res.CallID()
	if cseq == nil || call == nil || cseq.MethodName != sip.INVITE {
		return
	}
	e.mu.Lock()
	d, a := e.dialogs[call.Value()], e.abandoned[call.Value()]
	cancel := a != nil && !a.sent && res.IsProvisional()
	if cancel {
		a.sent = true
	}
	if a != nil && res.IsSuccess() {
		delete(e.abandoned, call.Value())
	}
	stopping := e.stopping
	e.mu.Unlock()
	switch {
	case stopping:
	case d != nil && d.caller && res.IsSuccess():
		_ = e.ack(d) // the peer repeats its 200 until one arrives
	case cancel:
		e.cancel(a.invite, a.path)
	case a != nil && res.IsSuccess():
		e.orphan(a.invite, res, a.path)
	}
}

// orphan acknowledges and ends a session that nobody wants any more.
func (e *Endpoint) orphan(invite *sip.Request, res *sip.Response, p Path) {
	from, to := invite.From(), invite.To()
	m := &Message{Method: "ACK", From: party(from.Address), To: party(to.Address), CallID: invite.CallID().Value(),
		CSeq: invite.CSeq().SeqNo, Path: p}
	m.FromTag, _ = from.Params.Get("tag")
	if h := res.To(); h != nil {
		m.ToTag, _ = h.Params.Get("tag")
	}
	for _, method := range []string{"ACK", "BYE"} {
		m.Method = method
		req, err := e.build(m)
		if err != nil {
			return
		}
		_ = e.tpl.WriteMsg(req) // the device's own media timeout is behind it
		m.CSeq++
	}
}

func party(u sip.Uri) Party {
	host := u.Host
	if u.Port > 0 {
		host = netJoin(host, u.Port)
	}
	return Party{User: u.User, Host: host}
}
