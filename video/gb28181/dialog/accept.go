package dialog

import (
	"context"
	"sync"
	"time"

	"github.com/emiago/sipgo/sip"

	"shiheng.internal"
)

// Cancelled tells when the caller of an INVITE cancels it before it is
// accepted. f is called at most once and must return soon. It reports false
// when the INVITE is cancelled already.
func (r *Request) Cancelled(f func()) bool {
	once := sync.OnceFunc(f)
	ok := r.tx.OnCancel(func(*sip.Request) { once() })
	return ok && !r.cancelled.Load()
}

// Accept answers an INVITE with 200 and returns its session. The 200 is
// repeated over UDP until it is acknowledged; without an ACK for 32 s the
// session ends with [ErrNoACK]. contact is our user in Contact.
func (r *Request) Accept(contact Party, contentType string, body []byte, headers ...Header) (*Dialog, error) {
	if r.req.Method != sip.INVITE || r.answered {
		return nil, shiheng.Conflict("sip.answered")
	}
	if r.cancelled.Load() {
		return nil, shiheng.Conflict("sip.cancelled")
	}
	from, to := r.req.From(), r.req.To()
	if from == nil || to == nil {
		_ = r.Respond(400, "Bad Request")
		return nil, shiheng.Invalid("sip.invite")
	}
	res := r.response(200, "OK", contentType, body, headers)
	res.AppendHeader(r.e.contact(contact, r.Path))
	d := &Dialog{e: r.e, callID: r.CallID(), path: r.Path, log: &Transcript{}, done: make(chan struct{}),
		local: party(to.Address), remote: party(from.Address), ackedOnce: make(chan struct{})}
	d.local.User = or(contact.User, d.local.User)
	d.remoteTag, _ = from.Params.Get("tag")
	if h := res.To(); h != nil {
		d.localTag, _ = h.Params.Get("tag")
	}
	d.target = Party{User: d.remote.User, Host: r.Path.Remote.String()}
	if h := r.req.Contact(); h != nil && h.Address.User != "" {
		d.target.User = h.Address.User
	}
	d.log.add(r.e.entry(false, r.Path.Remote.String(), r.req.StartLine(), r.Headers, r.Body()))
	if err := r.e.keep(d); err != nil {
		_ = r.Respond(486, "Busy Here")
		return nil, err
	}
	r.answered = true
	d.log.add(r.e.entry(true, r.Path.Remote.String(), res.StartLine(), func(n string) []string { return values(res, n) }, body))
	if err := r.tx.Respond(res); err != nil {
		d.end(ErrPeerGone)
		return nil, unreachable(r.req, err)
	}
	r.repeat(d, res)
	return d, nil
}

// repeat sends the 200 again and again, at doubling intervals, until the ACK.
func (r *Request) repeat(d *Dialog, res *sip.Response) {
	began := time.Now()
	interval := 500 * time.Millisecond
	again := func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.ended || d.resend == nil {
			return
		}
		if time.Since(began) > waitACK {
			d.resend = nil
			go d.end(ErrNoACK)
			return
		}
		if r.Path.Transport == UDP {
			_ = r.tx.Respond(res) // one of the repetitions gets through
		}
		interval = min(2*interval, 4*time.Second)
		d.resend.Reset(interval)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ended {
		return
	}
	select {
	case <-d.ackedOnce:
	default:
		d.resend = time.AfterFunc(interval, again)
	}
	acks, done := r.tx.Acks(), r.tx.Done()
	r.e.serving.Go(func() { // an ACK that wrongly reuses the INVITE's branch
		select {
		case ack := <-acks:
			d.acked(ack)
		case <-d.ackedOnce:
		case <-done:
		case <-d.done:
		}
	})
}

// acked notes the peer's ACK and stops repeating our 200.
func (d *Dialog) acked(req *sip.Request) {
	d.mu.Lock()
	if d.caller {
		d.mu.Unlock()
		return
	}
	if d.resend != nil {
		d.resend.Stop()
		d.resend = nil
	}
	first := false
	select {
	case <-d.ackedOnce:
	default:
		first = true
		close(d.ackedOnce)
	}
	d.mu.Unlock()
	if first {
		d.log.add(d.e.entry(false, req.Source(), req.StartLine(), func(n string) []string { return values(req, n) }, nil))
	}
}

// AwaitACK waits until the peer acknowledged, the session ended, or ctx ended.
func (d *Dialog) AwaitACK(ctx context.Context) error {
	select {
	case <-d.ackedOnce:
		return nil
	case <-d.done:
		return d.Cause()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
