package gb28181

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
)

// Limits of a registration's life in seconds. Devices ask for 60 to 600; the
// text wants 3600 and more. Less than 60 is raised to 60.
const (
	minExpires = 60
	maxExpires = 7 * 24 * 3600
)

// Two senders use one code when it came back to one address this often in this
// time.
const (
	flapBacks  = 2
	flapWindow = 5 * time.Minute
)

// register answers a REGISTER. Every one is authenticated, refresh and sign-off
// too: a Call-ID that is merely repeated proves nothing.
func (p *Platform) register(ctx context.Context, r *dialog.Request) {
	r.Brief()
	id, err := code.Lenient(r.From())
	if err != nil {
		p.refuse(r, 400, "Bad Request", "malformed", "")
		return
	}
	settings, err := p.cfg.Devices.Settings(ctx, id)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		p.refuse(r, 403, "Forbidden", "unknown", id)
		return
	case errors.Is(err, shiheng.ErrForbidden):
		p.refuse(r, 403, "Forbidden", "forbidden", id)
		return
	case err != nil:
		if ctx.Err() == nil { // else we are stopping
			p.cfg.Log.ErrorContext(ctx, "look up device", "error", err)
		}
		_ = r.Respond(503, "Service Unavailable", dialog.Header{Name: "Retry-After", Value: "60"})
		return
	}
	switch proven, again := p.authentic(r, id, settings); {
	case again:
		p.answerAgain(r, id, settings)
		return
	case !proven:
		return
	}
	// One REGISTER of a device at a time, so that its rows and events keep order.
	reg := p.admit(id)
	if reg == nil {
		_ = r.Respond(503, "Service Unavailable", dialog.Header{Name: "Retry-After", Value: "300"})
		return
	}
	reg.order.Lock()
	defer reg.order.Unlock()
	_, _, all, hasContact := r.Contact()
	seconds, asked := r.Expires()
	if asked && seconds == 0 || hasContact && all {
		p.signOff(ctx, r, reg)
		return
	}
	if !asked {
		seconds = int(p.cfg.Expires.Seconds())
	}
	p.signOn(ctx, r, reg, settings, min(max(seconds, minExpires), maxExpires))
}

// answerAgain answers a copy of a REGISTER whose answer was lost, and changes
// nothing. From another address it is a replay, which proves nothing.
func (p *Platform) answerAgain(r *dialog.Request, id code.Code, s Settings) {
	seconds, asked := r.Expires()
	if dev := p.lookup(id); dev != nil {
		dev.order.Lock()
		defer dev.order.Unlock()
		dev.mu.Lock()
		reg, gone := dev.reg, dev.gone
		dev.mu.Unlock()
		if !gone && reg.Device != "" && reg.Path.Same(r.Path) {
			now := time.Now()
			_ = r.Respond(200, "OK", p.okHeaders(r, s, int(reg.Expires.Sub(now).Round(time.Second).Seconds()), now)...)
			return
		}
	} else if asked && seconds == 0 {
		_ = r.Respond(200, "OK", dialog.Header{Name: "Expires", Value: "0"}, versionHeader())
		return
	}
	p.challenge(r, id, s, true)
}

// admit returns the device's place, a new one that is not on the tables yet, or
// nil when the platform is full.
func (p *Platform) admit(id code.Code) *registrant {
	p.mu.Lock()
	defer p.mu.Unlock()
	if r := p.byCode[id]; r != nil {
		return r
	}
	if len(p.byCode) >= p.cfg.MaxDevices {
		return nil
	}
	r := newRegistrant(id)
	p.byCode[id] = r
	return r
}

// A failure names who tries which password: a source and a device, so that a
// guesser is stopped and the neighbours behind his NAT are not.
type failure struct {
	source netip.Addr
	device code.Code
}

// authentic checks the digest and answers what fails it: 401 for none, a stale
// or a used nonce, 403 for a wrong password or user.
func (p *Platform) authentic(r *dialog.Request, id code.Code, s Settings) (proven, again bool) {
	now := time.Now()
	user := s.Username
	if user == "" {
		user = string(id)
	}
	var c dialog.Credentials
	given := false
	for _, v := range r.Headers("Authorization") {
		if c, given = dialog.ParseCredentials(v); given {
			break
		}
	}
	if !given {
		p.challenge(r, id, s, false)
		return false, false
	}
	if !p.nonces.Fresh(c.Nonce, string(id), now) {
		p.challenge(r, id, s, true)
		return false, false
	}
	want := s.Algorithm
	if want == "" {
		want = dialog.MD5
	}
	if got, known := dialog.ParseAlgorithm(c.Algorithm); !known || c.Algorithm != "" && got != want {
		p.challenge(r, id, s, false)
		return false, false
	}
	c.Algorithm = string(want) // old firmware answers without naming it
	trial := failure{r.Path.Remote.Addr(), id}
	if p.fails.Spent(trial, now) {
		_ = r.Respond(503, "Service Unavailable", dialog.Header{Name: "Retry-After", Value: "60"})
		return false, false
	}
	switch {
	case c.Username != user:
		p.fails.Allow(trial, now)
		p.refuse(r, 403, "Forbidden", "username", id)
		return false, false
	case !c.Proves("REGISTER", s.Password):
		p.fails.Allow(trial, now)
		p.refuse(r, 403, "Forbidden", "password", id)
		return false, false
	}
	proven, again = p.nonces.Use(c, string(id), r.CallID()+" "+strconv.Itoa(int(r.CSeq())), now)
	if !proven && !again {
		p.challenge(r, id, s, true)
	}
	return proven, again
}

// challenge answers 401. algorithm= is always there: Dahua stays silent without
// it (quirk 1).
func (p *Platform) challenge(r *dialog.Request, id code.Code, s Settings, stale bool) {
	algorithm := s.Algorithm
	if algorithm == "" {
		algorithm = dialog.MD5
	}
	v := `Digest realm="` + p.cfg.Domain + `", nonce="` + p.nonces.Make(string(id), time.Now()) + `", algorithm=` + string(algorithm)
	if s.QOP {
		v += `, qop="auth"`
	}
	if stale {
		v += `, stale=true`
	}
	_ = r.Respond(401, "Unauthorized", dialog.Header{Name: "WWW-Authenticate", Value: v}, versionHeader())
}

func versionHeader() dialog.Header { return dialog.Header{Name: "X-GB-Ver", Value: "3.0"} }

// refuse answers a refusal and makes the visible record of it, so many a source.
func (p *Platform) refuse(r *dialog.Request, status int, reason, why string, id code.Code) {
	_ = r.Respond(status, reason, versionHeader())
	if !p.told.Allow(r.Path.Remote.Addr(), time.Now()) {
		p.silenced.Add(1)
		return
	}
	e := Event{Kind: Refused, Device: id, Path: r.Path, Reason: why, Code: status, Suppressed: p.silenced.Swap(0),
		Registration: Registration{UserAgent: clip(r.Header("User-Agent")), Version: clip(r.Header("X-GB-Ver"))}}
	if id == "" {
		e.Name = clip(r.From())
	}
	p.tell(e)
	if p.cfg.Discover && why == "unknown" && r.Method() == "REGISTER" {
		e.Kind = Discovered
		p.tell(e)
	}
}

// signOn keeps the registration and answers 200.
func (p *Platform) signOn(ctx context.Context, r *dialog.Request, dev *registrant, s Settings, seconds int) {
	now := time.Now()
	_, contact, _, _ := r.Contact()
	dev.mu.Lock()
	old, was, first := dev.reg, dev.online, dev.reg.Device == ""
	next := Registration{Device: dev.id, Path: r.Path, Contact: clip(contact), UserAgent: clip(r.Header("User-Agent")),
		Version: clip(r.Header("X-GB-Ver")), Registered: now, Expires: now.Add(time.Duration(seconds) * time.Second)}
	if next.UserAgent == "" {
		next.UserAgent = old.UserAgent
	}
	if next.Version == "" {
		next.Version = old.Version
	}
	dev.mu.Unlock()
	if err := p.cfg.Store.Save(ctx, next); err != nil {
		p.cfg.Log.ErrorContext(ctx, "keep registration", "error", err)
		p.discard(dev, first)
		_ = r.Respond(503, "Service Unavailable", dialog.Header{Name: "Retry-After", Value: "60"})
		return
	}
	moved := !first && !old.Path.Same(r.Path)
	dev.mu.Lock()
	dev.reg, dev.settings, dev.known, dev.online, dev.gone = next, s, true, true, false
	flapping := moved && dev.flaps(old.Path.Remote, next.Path.Remote, now)
	dev.mu.Unlock()
	dev.touch(now)
	p.place(dev, old.Path.Remote)
	p.wheel.set(dev, earlier(now.Add(dev.silence()), next.Expires))
	_ = r.Respond(200, "OK", p.okHeaders(r, s, seconds, now)...)
	p.tellSignOn(dev, old, next, first, was, moved, flapping)
}

// discard takes a place off the tables that never held a registration.
func (p *Platform) discard(dev *registrant, first bool) {
	if !first {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byCode[dev.id] == dev {
		delete(p.byCode, dev.id)
	}
}

// flaps notes a move and reports whether two senders use the code by turns: it
// went back to an address that it had left, and that again. A NAT that gives new
// ports never goes back. The caller holds mu.
func (r *registrant) flaps(from, to netip.AddrPort, now time.Time) bool {
	keep, back := r.moves[:0], 0
	for _, m := range r.moves {
		if now.Sub(m.at) > flapWindow || len(r.moves) >= 16 && len(keep) == 0 && m == r.moves[0] {
			continue
		}
		if m.from == to {
			back++
		}
		keep = append(keep, m)
	}
	r.moves = append(keep, move{from, now})
	if back < flapBacks {
		return false
	}
	r.moves = r.moves[:0]
	return true
}

func (p *Platform) tellSignOn(dev *registrant, old, next Registration, first, was, moved, flapping bool) {
	e := Event{Kind: Refreshed, Device: dev.id, Path: next.Path, Registration: next}
	switch {
	case first:
		e.Kind = Registered
	case moved:
		e.Kind, e.Reason = Moved, old.Path.Remote.String()
		for _, s := range dev.dropSessions(func(s *Session) bool { return !s.dlg.Path().Same(next.Path) }) {
			s.dlg.Abort(dialog.ErrPeerGone)
		}
	}
	p.tell(e)
	if !was {
		e.Kind, e.Reason = Online, "register"
		p.tell(e)
	}
	if flapping {
		e.Kind, e.Reason = Flapping, old.Path.Remote.String()
		p.tell(e)
	}
}

// okHeaders are the headers of a 200 to REGISTER. Date is Beijing time in the
// form of the standard, not of RFC 3261; devices set their clocks by it.
func (p *Platform) okHeaders(r *dialog.Request, s Settings, seconds int, now time.Time) []dialog.Header {
	out := []dialog.Header{{Name: "Expires", Value: strconv.Itoa(seconds)}, versionHeader()}
	for _, c := range r.Headers("Contact") {
		out = append(out, dialog.Header{Name: "Contact", Value: c})
	}
	if !s.NoDate {
		out = append(out, dialog.Header{Name: "Date", Value: now.In(manscdp.Beijing()).Format("2006-01-02T15:04:05.000")})
	}
	return out
}

// signOff ends the registration on the device's word.
func (p *Platform) signOff(ctx context.Context, r *dialog.Request, dev *registrant) {
	if err := p.cfg.Store.Remove(ctx, dev.id); err != nil {
		p.cfg.Log.ErrorContext(ctx, "forget registration", "error", err)
		_ = r.Respond(503, "Service Unavailable", dialog.Header{Name: "Retry-After", Value: "60"})
		return
	}
	dev.mu.Lock()
	reg := dev.reg
	dev.mu.Unlock()
	done := func() { _ = r.Respond(200, "OK", dialog.Header{Name: "Expires", Value: "0"}, versionHeader()) }
	if reg.Device == "" {
		p.discard(dev, true)
		done()
		return
	}
	p.offline(dev, "signed-off")
	p.forget(dev)
	done()
	p.tell(Event{Kind: Deregistered, Device: dev.id, Path: r.Path, Registration: reg})
}

// Reload reads a device's settings anew, for an operator's change to take hold
// before its next REGISTER. A device that is not on the list any more, or may
// not register, goes offline at once and its registration is forgotten. One
// that is not registered is no error.
func (p *Platform) Reload(ctx context.Context, device code.Code) error {
	dev := p.lookup(device)
	if dev == nil {
		return nil
	}
	dev.order.Lock()
	defer dev.order.Unlock()
	s, err := p.cfg.Devices.Settings(ctx, device)
	switch {
	case err == nil:
		dev.mu.Lock()
		dev.settings, dev.known = s, true
		expires, on := dev.reg.Expires, dev.online
		dev.mu.Unlock()
		if on {
			p.wheel.set(dev, earlier(dev.lastHeard().Add(dev.silence()), expires))
		}
		return nil
	case !errors.Is(err, shiheng.ErrNotFound) && !errors.Is(err, shiheng.ErrForbidden):
		return fmt.Errorf("reload device %s: %w", device, err)
	}
	if err := p.cfg.Store.Remove(ctx, device); err != nil {
		return fmt.Errorf("forget device %s: %w", device, err)
	}
	p.offline(dev, "removed")
	p.forget(dev)
	return nil
}

// clip bounds text of a peer that is kept or told.
func clip(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "")
	}
	return s
}
