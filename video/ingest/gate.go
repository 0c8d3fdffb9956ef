package ingest

import (
	"context"
	"sync"
)

// A gate spreads the opening of sessions: so many at once over all devices,
// and few at once per device, since recorders choke on more.
type gate struct {
	all chan struct{}

	mu      sync.Mutex
	devices map[string]*turnstile // guarded by mu
}

// A turnstile lets few at once through to one device.
type turnstile struct {
	slots chan struct{}
	users int // who pass or wait; guarded by gate.mu
}

const (
	startingAtOnce = 32
	perDevice      = 3
)

func newGate(atOnce int) *gate {
	if atOnce <= 0 {
		atOnce = startingAtOnce
	}
	return &gate{all: make(chan struct{}, atOnce), devices: map[string]*turnstile{}}
}

// enter waits for a turn. The returned call gives it back; it may be called
// again.
func (g *gate) enter(ctx context.Context, device string) (leave func(), err error) {
	t := g.turnstile(device)
	select {
	case t.slots <- struct{}{}:
	case <-ctx.Done():
		g.drop(device, t)
		return nil, context.Cause(ctx)
	}
	select {
	case g.all <- struct{}{}:
	case <-ctx.Done():
		<-t.slots
		g.drop(device, t)
		return nil, context.Cause(ctx)
	}
	return sync.OnceFunc(func() {
		<-g.all
		<-t.slots
		g.drop(device, t)
	}), nil
}

func (g *gate) turnstile(device string) *turnstile {
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.devices[device]
	if t == nil {
		t = &turnstile{slots: make(chan struct{}, perDevice)}
		g.devices[device] = t
	}
	t.users++
	return t
}

func (g *gate) drop(device string, t *turnstile) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t.users--
	if t.users == 0 {
		delete(g.devices, device)
	}
}
