package dialog

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/emiago/sipgo/sip"

	"shiheng.internal"
)

// Why a session ended, as told by [Dialog.Cause].
var (
	ErrRemoteBye = errors.New("the peer ended the session")
	ErrLocalBye  = errors.New("ended by us")
	ErrNoACK     = errors.New("the peer never acknowledged the answer")
	ErrClosed    = errors.New("the endpoint was closed")
	ErrPeerGone  = errors.New("the peer went offline")
)

// A Dialog is one session that an INVITE opened, seen from either side. It is
// safe for concurrent use.
type Dialog struct {
	e      *Endpoint
	callID string
	caller bool // we sent the INVITE
	log    *Transcript
	done   chan struct{}

	mu        sync.Mutex // guards what follows
	path      Path
	local     Party
	remote    Party
	localTag  string
	remoteTag string
	target    Party // where in-session requests are addressed
	cseq      uint32
	cause     error
	ended     bool
	invite    *sip.Request  // the INVITE of ours that the peer accepted
	resend    *time.Timer   // repeats our 200 until it is acknowledged
	ackedOnce chan struct{} // closed by the first ACK, for sessions we answered
}

// CallID names the session.
func (d *Dialog) CallID() string { return d.callID }

// Path leads to the peer.
func (d *Dialog) Path() Path {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.path
}

// Follow sends what is still to be said in the session along another path: the
// peer's NAT gave it a new port.
func (d *Dialog) Follow(p Path) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.path, d.target.Host = p, p.Remote.String()
}

// Done is closed when the session has ended on either side.
func (d *Dialog) Done() <-chan struct{} { return d.done }

// Acked is closed when the peer acknowledged our answer; for a session that we
// opened it is closed from the start.
func (d *Dialog) Acked() <-chan struct{} { return d.ackedOnce }

// Cause says why the session ended, nil while it goes on.
func (d *Dialog) Cause() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cause
}

// Transcript returns the session's record.
func (d *Dialog) Transcript() *Transcript { return d.log }

// keep puts d on the endpoint's table of sessions.
func (e *Endpoint) keep(d *Dialog) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.stopping:
		return shiheng.Unavailable("sip.closed")
	case e.dialogs[d.callID] != nil:
		return shiheng.Conflict("sip.dialog", "call", d.callID)
	case len(e.dialogs) >= e.cfg.MaxDialogs:
		return shiheng.Exhausted("sip.dialogs")
	}
	e.dialogs[d.callID] = d
	return nil
}

// end closes the session once; later causes are not kept. It reports whether
// this call ended it.
func (d *Dialog) end(cause error) bool {
	d.mu.Lock()
	if d.ended {
		d.mu.Unlock()
		return false
	}
	d.ended, d.cause = true, cause
	if d.resend != nil {
		d.resend.Stop()
	}
	d.mu.Unlock()
	d.e.mu.Lock()
	if d.e.dialogs[d.callID] == d {
		delete(d.e.dialogs, d.callID)
	}
	d.e.mu.Unlock()
	d.log.Note("session ended: " + cause.Error())
	close(d.done)
	return true
}

// Abort ends the session on our side without a word to the peer, which is known
// to be gone or to have dropped it.
func (d *Dialog) Abort(cause error) { d.end(cause) }

// Bye ends the session with the cause and tells the peer. A session that has
// ended is left alone. The peer's refusal (481 and the like) is taken as done;
// a peer that does not answer is a shiheng.ErrUnavailable, and the session has
// ended all the same.
func (d *Dialog) Bye(ctx context.Context, cause error) error {
	if cause == nil {
		cause = ErrLocalBye
	}
	req, err := d.request("BYE", nil)
	if !d.end(cause) {
		return nil
	}
	if err != nil {
		return err
	}
	res, err := d.e.roundTrip(ctx, req, d.log)
	if err != nil {
		return err
	}
	if res.Code >= 300 && res.Code != 481 {
		d.log.Note("the peer refused the BYE; taken as ended")
	}
	return nil
}

// Request sends a request inside the session (INFO, MESSAGE) and returns the
// final response. Errors are those of [Endpoint.Do].
func (d *Dialog) Request(ctx context.Context, method, contentType string, body []byte, headers ...Header) (*Response, error) {
	if contentType != "" {
		headers = append(headers, Header{"Content-Type", contentType})
	}
	req, err := d.request(method, body, headers...)
	if err != nil {
		return nil, err
	}
	return d.e.roundTrip(ctx, req, d.log)
}

// request makes a request with the session's addresses, tags and next number.
func (d *Dialog) request(method string, body []byte, headers ...Header) (*sip.Request, error) {
	d.mu.Lock()
	d.cseq++
	m := &Message{Method: method, URI: d.target, From: d.local, To: d.remote, FromTag: d.localTag, ToTag: d.remoteTag,
		CallID: d.callID, CSeq: d.cseq, Contact: &Party{User: d.local.User}, Headers: headers, Body: body, Path: d.path}
	d.mu.Unlock()
	return d.e.build(m)
}

// fromPeer reports whether r, found by its Call-ID, may speak for the session:
// it carries our tag, or comes from where the session's peer is.
func (d *Dialog) fromPeer(r *Request) bool {
	d.mu.Lock()
	tag, path := d.localTag, d.path
	d.mu.Unlock()
	if h := r.req.To(); h != nil {
		if got, _ := h.Params.Get("tag"); got == tag {
			return true
		}
	}
	return r.Path.Remote.Addr() == path.Remote.Addr()
}
