package app

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/netip"
	"slices"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
)

// peers joins the register with the signalling room: it tells signalling who
// may register, and keeps in the register what peers show of themselves. What
// happens at peers is gathered in memory, newest per peer, and written in one
// transaction a second, so that a storm of registrations costs few writes.
// Safe for concurrent use.
type peers struct {
	register *registry.Service
	platform *gb28181.Platform
	log      *slog.Logger
	now      func() time.Time
	changed  func(shiheng.DeviceID) // tells browsers

	wake chan struct{}
	asks chan code.Code // peers to be asked for info and catalogue

	mu      sync.Mutex
	reports map[string]registry.DeviceReport // newest known, by code; guarded by mu
	dirty   map[string]struct{}              // to be written; guarded by mu
	knocks  map[string]registry.DeviceReport // not admitted; guarded by mu
	refused []registry.RefusedRegistration   // guarded by mu
}

// Bounds of what is gathered between two writes. Beyond them the newest
// happening is dropped; the next keepalive or registration tells again.
const (
	writeEvery  = time.Second
	maxKnocks   = 1000
	maxRefusals = 1000
	maxAsks     = 4096
	asking      = 8 // peers asked at a time
	askAgain    = 10 * time.Minute
)

func newPeers(register *registry.Service, log *slog.Logger, now func() time.Time, changed func(shiheng.DeviceID)) *peers {
	return &peers{
		register: register, log: log, now: now, changed: changed,
		wake: make(chan struct{}, 1), asks: make(chan code.Code, maxAsks),
		reports: map[string]registry.DeviceReport{}, dirty: map[string]struct{}{}, knocks: map[string]registry.DeviceReport{},
	}
}

// Settings implements [gb28181.Devices].
func (p *peers) Settings(ctx context.Context, id code.Code) (gb28181.Settings, error) {
	d, password, err := p.register.Credentials(ctx, string(id))
	if err != nil {
		return gb28181.Settings{}, err
	}
	o := d.Options
	algorithm, ok := dialog.ParseAlgorithm(o.Digest)
	if !ok {
		return gb28181.Settings{}, shiheng.Invalid("device.digest", "digest", o.Digest)
	}
	s := gb28181.Settings{
		Password: password, Algorithm: algorithm, QOP: o.QOP, NoDate: o.NoDate, Charset: manscdp.Charset(o.Charset),
		Version: o.Version, KeepaliveInterval: time.Duration(o.KeepaliveSeconds) * time.Second, KeepaliveCount: o.Misses,
		Dialect: gb28181.Dialect(o.Dialect),
	}
	if o.Advertised != "" {
		if s.Advertise, err = netip.ParseAddr(o.Advertised); err != nil {
			return gb28181.Settings{}, shiheng.Invalid("device.advertised", "value", o.Advertised).From(err)
		}
	}
	return s, nil
}

// Event takes what happened at a peer. It returns at once.
func (p *peers) Event(e gb28181.Event) {
	id := string(e.Device)
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e.Kind {
	case gb28181.Refused:
		p.refuse(e)
	case gb28181.Discovered:
		if len(p.knocks) < maxKnocks {
			p.knocks[id] = registry.DeviceReport{Address: e.Path.Remote.String(), Local: e.Path.Local.Addr().String(), Transport: string(e.Path.Transport)}
		}
	case gb28181.Registered, gb28181.Refreshed, gb28181.Moved:
		p.edit(id, func(r *registry.DeviceReport) {
			g := e.Registration
			r.State, r.Address, r.Contact = registry.Registered, g.Path.Remote.String(), g.Contact
			r.Local, r.Transport, r.GBVersion = g.Path.Local.Addr().String(), string(g.Path.Transport), g.Version
			r.RegisteredAt, r.LastSeen = g.Registered, e.At
			if e.Kind != gb28181.Refreshed {
				r.LastError, r.LastErrorText = "", ""
			}
		})
		if e.Kind == gb28181.Registered {
			p.ask(e.Device)
		}
	case gb28181.Online:
		p.edit(id, func(r *registry.DeviceReport) { r.State, r.LastSeen = registry.Registered, e.At })
		if e.At.Sub(p.reports[id].CatalogueAt) > askAgain { // after our restart it only keeps alive
			p.ask(e.Device)
		}
	case gb28181.Offline, gb28181.Deregistered:
		p.edit(id, func(r *registry.DeviceReport) {
			r.State = registry.Offline
			r.LastError, r.LastErrorText, r.LastErrorAt = "device.offline."+e.Reason, "", e.At
		})
	case gb28181.Flapping, gb28181.Faulty, gb28181.Unreadable:
		p.edit(id, func(r *registry.DeviceReport) {
			r.LastError, r.LastErrorText, r.LastErrorAt = "device."+string(e.Kind), e.Reason, e.At
		})
	case gb28181.Notified:
		p.edit(id, func(r *registry.DeviceReport) { r.LastSeen = e.At })
	}
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// refuse notes a refused registration. Called with mu held.
func (p *peers) refuse(e gb28181.Event) {
	id := string(e.Device)
	if id == "" {
		id = e.Name
	}
	if len(p.refused) < maxRefusals {
		p.refused = append(p.refused, registry.RefusedRegistration{
			At: e.At, Code: id, Source: e.Path.Remote.Addr().String(), Reason: "device.refused." + e.Reason, Count: int64(1 + e.Suppressed),
		})
	}
	if _, known := p.reports[id]; known {
		p.edit(id, func(r *registry.DeviceReport) {
			r.LastError, r.LastErrorText, r.LastErrorAt = "device.refused."+e.Reason, e.Path.Remote.String(), e.At
		})
	}
}

// edit changes what is known of a peer. Called with mu held.
func (p *peers) edit(id string, f func(*registry.DeviceReport)) {
	r := p.reports[id]
	f(&r)
	p.reports[id] = r
	p.dirty[id] = struct{}{}
}

// ask has a peer asked soon. Called with mu held; never blocks.
func (p *peers) ask(id code.Code) {
	select {
	case p.asks <- id:
	default:
		p.log.Warn("too many peers to ask; their catalogues come when somebody asks for them", slog.String("device", string(id)))
	}
}

// load reads what the register knows of peers, before signalling starts.
func (p *peers) load(ctx context.Context) error {
	for d, err := range everyDevice(ctx, p.register) {
		if err != nil {
			return err
		}
		if d.Admitted {
			p.mu.Lock()
			p.reports[d.Code] = d.Report
			p.mu.Unlock()
		}
	}
	return nil
}

// Run writes what was gathered, and asks new peers about themselves, until ctx
// ends.
func (p *peers) Run(ctx context.Context) error {
	var running sync.WaitGroup
	defer running.Wait()
	for range asking {
		running.Go(func() { p.askAll(ctx) })
	}
	for {
		select {
		case <-ctx.Done():
			return p.flush(context.WithoutCancel(ctx))
		case <-p.wake:
		}
		if err := p.flush(ctx); err != nil && ctx.Err() == nil {
			p.log.ErrorContext(ctx, "peers not written", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
		case <-time.After(writeEvery):
		}
	}
}

// flush writes what was gathered. What fails is gathered again.
func (p *peers) flush(ctx context.Context) error {
	p.mu.Lock()
	reports := make(map[string]registry.DeviceReport, len(p.dirty))
	for id := range p.dirty {
		reports[id] = p.reports[id]
	}
	knocks, refused := p.knocks, p.refused
	clear(p.dirty)
	p.knocks, p.refused = map[string]registry.DeviceReport{}, nil
	p.mu.Unlock()

	var failed []error
	if len(reports) > 0 {
		if err := p.register.Read().SaveReports(ctx, reports); err != nil {
			failed = append(failed, err)
			p.mu.Lock()
			for id := range reports {
				p.dirty[id] = struct{}{}
			}
			p.mu.Unlock()
		}
	}
	for id, r := range knocks {
		if err := p.register.Knocked(ctx, id, r); err != nil && !errors.Is(err, shiheng.ErrInvalid) {
			failed = append(failed, err)
		}
	}
	for _, r := range refused {
		if err := p.register.Read().CountRefusal(ctx, r); err != nil {
			failed = append(failed, err)
		}
	}
	p.tell(ctx, slices.Concat(slices.Collect(maps.Keys(reports)), slices.Collect(maps.Keys(knocks))))
	return errors.Join(failed...)
}

func (p *peers) tell(ctx context.Context, codes []string) {
	for _, id := range codes {
		if d, err := p.register.Read().DeviceByCode(ctx, id); err == nil {
			p.changed(d.ID)
		}
	}
}
