package gb28181

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/sdp"
)

// A Platform is the upper side: devices register at it, and it asks them for
// catalogues and media. Make it with [NewPlatform], bind it with
// [Platform.Open] and keep [Platform.Run] running. All methods are safe for
// concurrent use.
type Platform struct {
	cfg      PlatformConfig
	end      *dialog.Endpoint
	nonces   *dialog.Nonces
	wheel    *wheel
	told     *dialog.Limiter[netip.Addr] // events about refusals, per source
	fails    *dialog.Limiter[failure]    // wrong passwords, per source and device
	silenced atomic.Uint64               // such events not told since the last one
	seq      atomic.Uint64
	sn       atomic.Uint32

	mu     sync.RWMutex // guards the two tables
	byCode map[code.Code]*registrant
	byAddr map[netip.AddrPort]map[code.Code]*registrant // UDP and TCP addresses seen
}

// NewPlatform checks cfg and makes a platform that is not bound yet.
func NewPlatform(cfg PlatformConfig) (*Platform, error) {
	if err := cfg.fill(); err != nil {
		return nil, fmt.Errorf("make platform: %w", err)
	}
	p := &Platform{
		cfg:    cfg,
		nonces: dialog.NewNonces(5*time.Minute, 1<<17, time.Now()),
		wheel:  newWheel(),
		told:   dialog.NewLimiter[netip.Addr](0.2, 5),
		fails:  dialog.NewLimiter[failure](0.1, 20),
		byCode: map[code.Code]*registrant{},
		byAddr: map[netip.AddrPort]map[code.Code]*registrant{},
	}
	p.sn.Store(uint32(time.Now().Unix() % 1_000_000))
	end, err := dialog.New(dialog.Config{
		Listeners: cfg.Listeners, Log: cfg.Log, Serve: p.serve, Closed: p.connectionLost,
		Tap: cfg.Tap, Redact: sdp.Redact, Rate: cfg.Rate, Burst: cfg.Burst,
	})
	if err != nil {
		return nil, fmt.Errorf("make platform: %w", err)
	}
	p.end = end
	return p, nil
}

// Open loads the registrations kept by the store and binds the listeners. A
// device from the store that is spoken to over UDP counts as online until its
// silence says otherwise, so that recording goes on at once after a restart;
// one over TCP is offline until it connects anew.
func (p *Platform) Open(ctx context.Context) error {
	kept, err := p.cfg.Store.Load(ctx)
	if err != nil {
		return fmt.Errorf("load registrations: %w", err)
	}
	now := time.Now()
	for _, reg := range kept {
		if reg.Device == "" || !reg.Expires.After(now) || len(p.byCode) >= p.cfg.MaxDevices {
			continue
		}
		r := newRegistrant(reg.Device)
		r.reg = reg
		p.place(r, netip.AddrPort{})
		p.wheel.set(r, p.presume(ctx, r, now))
	}
	return p.end.Open()
}

// presume takes a device from the store for reachable where that can be, and
// returns when to look at it next.
func (p *Platform) presume(ctx context.Context, r *registrant, now time.Time) time.Time {
	if r.reg.Path.Transport != dialog.UDP {
		return r.reg.Expires
	}
	s, err := p.cfg.Devices.Settings(ctx, r.id)
	if err != nil { // not on the list any more, or not to be asked: it has to speak first
		return r.reg.Expires
	}
	r.settings, r.online = s, true // known stays false: its first word is checked against the list
	r.touch(now)
	return earlier(now.Add(r.silence()), r.reg.Expires)
}

func newRegistrant(id code.Code) *registrant {
	return &registrant{id: id, waiting: map[waitKey]*waiter{}, sessions: map[*Session]struct{}{}}
}

// Run serves devices until ctx ends, then ends every session on our side and
// returns when all it started has ended.
func (p *Platform) Run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var running sync.WaitGroup
	running.Go(func() { p.wheel.run(ctx, func(r *registrant, now time.Time) time.Time { return p.look(ctx, r, now) }) })
	err := p.end.Run(ctx)
	stop(err)
	running.Wait()
	return err
}

// Local is the bound address of a network's listener ("" for the first one).
func (p *Platform) Local(network string) netip.AddrPort { return p.end.Local(network) }

// Stats are a platform's figures.
type Stats struct {
	Registered, Online int
	SIP                dialog.Stats
}

// Stats counts registrations and what the SIP side turned away.
func (p *Platform) Stats() Stats {
	st := Stats{SIP: p.end.Stats()}
	p.mu.RLock()
	defer p.mu.RUnlock()
	st.Registered = len(p.byCode)
	for _, r := range p.byCode {
		if _, _, on := r.path(); on {
			st.Online++
		}
	}
	return st
}

// Registration tells what is held of a device and whether it is online. A
// device that is not registered is a shiheng.ErrNotFound.
func (p *Platform) Registration(device code.Code) (reg Registration, online bool, err error) {
	r := p.lookup(device)
	if r == nil {
		return Registration{}, false, shiheng.NotFound("gb28181.device", "device", string(device))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.reg, r.online, nil
}

// LastHeard is when a registered device was heard last, keepalives included;
// zero when it was not since the start, or is not registered.
func (p *Platform) LastHeard(device code.Code) time.Time {
	if r := p.lookup(device); r != nil && r.heard.Load() != 0 {
		return r.lastHeard().UTC()
	}
	return time.Time{}
}

func (p *Platform) lookup(id code.Code) *registrant {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.byCode[id]
}

// place puts r on the tables under its address, and off its old address.
func (p *Platform) place(r *registrant, old netip.AddrPort) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.byCode[r.id] = r
	at := r.reg.Path.Remote
	if old.IsValid() && old != at {
		p.unplace(r.id, old)
	}
	m := p.byAddr[at]
	if m == nil {
		m = map[code.Code]*registrant{}
		p.byAddr[at] = m
	}
	m[r.id] = r
}

func (p *Platform) unplace(id code.Code, at netip.AddrPort) {
	delete(p.byAddr[at], id)
	if len(p.byAddr[at]) == 0 {
		delete(p.byAddr, at)
	}
}

// forget takes r off the tables.
func (p *Platform) forget(r *registrant) {
	p.wheel.remove(r)
	p.mu.Lock()
	defer p.mu.Unlock()
	r.mu.Lock()
	r.gone = true
	at := r.reg.Path.Remote
	r.mu.Unlock()
	if p.byCode[r.id] == r {
		delete(p.byCode, r.id)
		p.unplace(r.id, at)
	}
}

// alone returns the only device registered at an address, or nil.
func (p *Platform) alone(at netip.AddrPort) *registrant {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if len(p.byAddr[at]) != 1 {
		return nil
	}
	for _, r := range p.byAddr[at] {
		return r
	}
	return nil
}

// tell hands an event over.
func (p *Platform) tell(e Event) {
	e.Seq, e.At = p.seq.Add(1), time.Now()
	p.cfg.Events(e)
}

// look is the wheel's question: is the device still there? It returns when to
// look again.
func (p *Platform) look(ctx context.Context, r *registrant, now time.Time) time.Time {
	r.mu.Lock()
	heard, silence, expires := r.lastHeard(), r.silence(), r.reg.Expires
	on, gone, path := r.online, r.gone, r.reg.Path
	r.mu.Unlock()
	switch {
	case gone:
		return time.Time{}
	case !now.Before(expires):
		p.offline(r, "expired")
		p.forget(r)
		if err := p.cfg.Store.Remove(ctx, r.id); err != nil && !errors.Is(err, context.Canceled) {
			p.cfg.Log.ErrorContext(ctx, "forget registration", "error", err)
		}
		return time.Time{}
	case on && now.Sub(heard) >= silence:
		p.offlineAt(r, path, "keepalive")
		return expires
	case on:
		return earlier(heard.Add(silence), expires)
	}
	return expires
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// connectionLost takes the devices of a TCP connection offline at once.
func (p *Platform) connectionLost(path dialog.Path) {
	p.mu.RLock()
	var there []*registrant
	for _, r := range p.byAddr[path.Remote] {
		there = append(there, r)
	}
	p.mu.RUnlock()
	for _, r := range there {
		p.offlineAt(r, path, "connection")
	}
}

// offline marks r offline, ends its sessions and tells, if it was online.
func (p *Platform) offline(r *registrant, reason string) {
	path, _, _ := r.path()
	p.offlineAt(r, path, reason)
}

// offlineAt does so only while r is still at that path.
func (p *Platform) offlineAt(r *registrant, path dialog.Path, reason string) {
	r.mu.Lock()
	was := r.online && r.reg.Path.Same(path)
	if was {
		r.online = false
	}
	reg := r.reg
	r.mu.Unlock()
	if !was {
		return
	}
	for _, s := range r.dropSessions(func(*Session) bool { return true }) {
		s.dlg.Abort(dialog.ErrPeerGone)
	}
	p.tell(Event{Kind: Offline, Device: r.id, Path: reg.Path, Reason: reason, Registration: reg})
}
