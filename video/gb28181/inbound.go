package gb28181

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
)

// Bounds of the body of a MESSAGE or NOTIFY, and of a keepalive.
const (
	maxBody      = 4 << 20
	maxKeepalive = 8 << 10
)

// serve answers one request of a device.
func (p *Platform) serve(ctx context.Context, r *dialog.Request) {
	switch r.Method() {
	case "REGISTER":
		p.register(ctx, r)
	case "OPTIONS": // a ping of some makers; it says nothing about anybody
		r.Brief()
		if dev := p.sender(ctx, r, ""); dev != nil {
			dev.touch(time.Now())
			_ = r.Respond(200, "OK", dialog.Header{Name: "Allow", Value: "INVITE, ACK, INFO, CANCEL, BYE, OPTIONS, MESSAGE"})
			return
		}
		p.refuse(r, 403, "Forbidden", "unregistered", "")
	case "MESSAGE", "NOTIFY":
		p.message(ctx, r)
	default:
		id, _ := code.Lenient(r.From())
		if p.sender(ctx, r, "") == nil {
			p.refuse(r, 403, "Forbidden", "unregistered", id)
			return
		}
		_ = r.Respond(405, "Method Not Allowed", dialog.Header{Name: "Allow", Value: "ACK, BYE, OPTIONS, MESSAGE, NOTIFY"})
	}
}

// message takes a body of a registered device: 200 at once, then to whom it
// concerns. An unknown CmdType is answered 200 too, since some peers drop their
// registration at a refusal.
func (p *Platform) message(ctx context.Context, r *dialog.Request) {
	if len(r.Body()) > maxBody {
		_ = r.Respond(413, "Request Entity Too Large")
		return
	}
	// Who may not speak does not get his body read; only a keepalive, which is
	// short, may come from another port than was registered.
	dev := p.sender(ctx, r, "")
	var m *manscdp.Message
	var err error
	if dev != nil || len(r.Body()) <= maxKeepalive {
		m, err = manscdp.Decode(r.Body(), p.charsetOf(r))
	}
	if dev == nil && err == nil && m != nil {
		dev = p.sender(ctx, r, m.CmdType)
	}
	if dev == nil {
		id, _ := code.Lenient(r.From())
		p.refuse(r, 403, "Forbidden", "unregistered", id)
		return
	}
	now := time.Now()
	dev.touch(now)
	if err != nil {
		_ = r.Respond(200, "OK")
		p.tell(Event{Kind: Unreadable, Device: dev.id, Path: r.Path, Reason: code0(err)})
		return
	}
	if m.CmdType == manscdp.Keepalive && m.Root == manscdp.Notify {
		p.keepalive(r, dev, m, now)
		return
	}
	_ = r.Respond(200, "OK")
	if m.Root == manscdp.Response && dev.deliver(ctx, m) {
		return
	}
	e := Event{Kind: Notified, Device: dev.id, Path: r.Path, Message: m}
	if d := r.Dialog(); d != nil {
		e.Call = d.CallID()
		if manscdp.HistoryEnded(m) {
			d.Transcript().Note("the device tells the end of the file (MediaStatus 121)")
		}
	}
	p.tell(e)
}

// charsetOf is how the sender's bodies are read: automatic unless it is set.
func (p *Platform) charsetOf(r *dialog.Request) manscdp.Charset {
	dev := p.lookup(code.Code(r.From()))
	if dev == nil {
		return manscdp.CharsetAuto
	}
	dev.mu.Lock()
	defer dev.mu.Unlock()
	return dev.settings.Charset
}

// sender finds the registered device that sent r: by the code in From and by
// the address it was observed at, both of which must fit. Some send a channel's
// code in From (quirk 6); then the address must be that of one device alone, or
// the session's.
func (p *Platform) sender(ctx context.Context, r *dialog.Request, cmd string) *registrant {
	if id, err := code.Lenient(r.From()); err == nil {
		if dev := p.lookup(id); dev != nil {
			if !p.fits(ctx, dev, r.Path, cmd == manscdp.Keepalive) {
				return nil
			}
			return dev
		}
	}
	if dev := p.alone(r.Path.Remote); dev != nil && p.fits(ctx, dev, r.Path, false) {
		return dev
	}
	return nil
}

// fits reports whether a message seen at path may come from dev. A keepalive
// from the same address and another port, or over a new TCP connection, is a
// NAT that forgot or a platform that restarted: the device is followed.
func (p *Platform) fits(ctx context.Context, dev *registrant, path dialog.Path, keepalive bool) bool {
	dev.mu.Lock()
	at, live := dev.reg.Path, dev.reg.Device != "" && !dev.gone && dev.reg.Expires.After(time.Now())
	strict, known := dev.settings.FixedPort, dev.known
	dev.mu.Unlock()
	switch {
	case !live || at.Transport != path.Transport || at.Remote.Addr() != path.Remote.Addr():
		return false
	case !known: // came back from the store: is it still wanted?
		s, err := p.cfg.Devices.Settings(ctx, dev.id)
		if err != nil {
			return false
		}
		dev.mu.Lock()
		dev.settings, dev.known, strict = s, true, s.FixedPort
		dev.mu.Unlock()
	}
	switch {
	case at.Same(path):
		return true
	case path.Transport == dialog.TCP:
		return keepalive && !p.end.Live(at)
	}
	return keepalive && !strict
}

// keepalive notes a sign of life, brings the device back, and follows its port.
// It writes no row.
func (p *Platform) keepalive(r *dialog.Request, dev *registrant, m *manscdp.Message, now time.Time) {
	r.Brief()
	dev.mu.Lock()
	back, old := !dev.online, dev.reg.Path
	dev.online, dev.reg.Path = true, r.Path
	reg := dev.reg
	dev.mu.Unlock()
	if !old.Same(r.Path) {
		p.place(dev, old.Remote)
		dev.follow(r.Path)
	}
	_ = r.Respond(200, "OK")
	if back {
		p.wheel.set(dev, earlier(now.Add(dev.silence()), reg.Expires))
		p.tell(Event{Kind: Online, Device: dev.id, Path: reg.Path, Reason: "keepalive", Registration: reg})
	}
	if !manscdp.Healthy(m) || len(manscdp.FaultyDevices(m)) > 0 {
		p.tell(Event{Kind: Faulty, Device: dev.id, Path: reg.Path, Message: m})
	}
}

// code0 is the stable code of an error, for an event's reason.
func code0(err error) string {
	var e *shiheng.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "unknown"
}
