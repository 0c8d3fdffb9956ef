package relay

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"shiheng.internal"
)

// Config says what is relayed where.
type Config struct {
	// Network is "udp" or "tcp" (flag --network). Required.
	Network string
	// Listen is where senders send to, Target where it goes on to (flags
	// --listen, --target). Required; port 0 of Listen takes a free one.
	Listen, Target string
	// Up is what happens on the way to the target, Down on the way back (flags
	// --loss, --delay and so on; the same with --down- before it).
	Up, Down Faults
	// Seed repeats a run (flag --seed).
	Seed uint64
	// Ready is told the address listened on. It may be nil.
	Ready func(net.Addr)
	// Count takes what passed. It may be nil.
	Count *Counters
}

// Counters tell what a relay did. Safe for concurrent use.
type Counters struct {
	Passed, Lost atomic.Uint64 // packets (UDP) or stretches of bytes (TCP), both directions
	Cuts         atomic.Uint64 // connections reset
}

// Run relays until ctx ends, which is nil, or the listening socket fails.
func Run(ctx context.Context, c Config) error {
	if err := errors.Join(c.Up.check(), c.Down.check()); err != nil {
		return err
	}
	if c.Count == nil {
		c.Count = &Counters{}
	}
	switch c.Network {
	case "udp":
		return runUDP(ctx, c)
	case "tcp":
		return runTCP(ctx, c)
	default:
		return shiheng.Invalid("relay.network", "value", c.Network)
	}
}

// A guarded Line may be asked by several goroutines.
type guarded struct {
	mu   sync.Mutex
	line *Line // guarded by mu
}

func (g *guarded) pass(now time.Time, size int) []time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.line.Pass(now, size)
}

func (g *guarded) cut(now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.line.Cut(now)
}

// lines makes both directions.
func lines(c Config, now time.Time) (up, down *guarded, err error) {
	u, err := NewLine(c.Up, c.Seed, now)
	if err != nil {
		return nil, nil, err
	}
	d, err := NewLine(c.Down, c.Seed+1, now)
	if err != nil {
		return nil, nil, err
	}
	return &guarded{line: u}, &guarded{line: d}, nil
}

const (
	largest  = 64 << 10 // bytes of a datagram
	inFlight = 4096     // datagrams on their way at most; more are lost
	peersMax = 1024     // senders of one UDP relay
	stalled  = 200 * time.Millisecond
)

// runUDP passes datagrams; each sender has a socket towards the target, so that
// answers find their way back.
func runUDP(ctx context.Context, c Config) error {
	var config net.ListenConfig
	front, err := config.ListenPacket(ctx, "udp", c.Listen)
	if err != nil {
		return fmt.Errorf("relay: %w", err)
	}
	target, err := net.ResolveUDPAddr("udp", c.Target)
	if err != nil {
		return errors.Join(fmt.Errorf("relay: %w", err), front.Close())
	}
	up, down, err := lines(c, time.Now())
	if err != nil {
		return errors.Join(err, front.Close())
	}
	if c.Ready != nil {
		c.Ready(front.LocalAddr())
	}
	r := &udpRelay{front: front, target: target, up: up, down: down, count: c.Count, peers: map[string]*net.UDPConn{}, flights: make(chan flight, 64)}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	r.running.Go(func() {
		<-ctx.Done()
		r.close()
	})
	r.running.Go(func() { fly(ctx, r.flights, c.Count) })
	err = r.forward(ctx)
	ended := ctx.Err() != nil
	stop()
	r.running.Wait()
	if ended {
		return nil
	}
	return err
}

type udpRelay struct {
	front    net.PacketConn
	target   *net.UDPAddr
	up, down *guarded
	count    *Counters
	running  sync.WaitGroup
	flights  chan flight

	mu     sync.Mutex
	peers  map[string]*net.UDPConn // by sender; guarded by mu
	closed bool                    // guarded by mu
}

func (r *udpRelay) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	r.front.Close()
	for _, p := range r.peers {
		p.Close()
	}
}

func (r *udpRelay) forward(ctx context.Context) error {
	buf := make([]byte, largest)
	for {
		n, from, err := r.front.ReadFrom(buf)
		if err != nil {
			return fmt.Errorf("relay: %w", err)
		}
		back, err := r.peer(ctx, from)
		if err != nil {
			return err
		}
		if back == nil {
			continue // too many senders
		}
		r.send(ctx, r.up, buf[:n], func(p []byte) { _, _ = back.Write(p) })
	}
}

// peer finds or makes a sender's socket and begins to carry answers back.
func (r *udpRelay) peer(ctx context.Context, from net.Addr) (*net.UDPConn, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p, ok := r.peers[from.String()]; ok || r.closed || len(r.peers) >= peersMax {
		return p, nil
	}
	p, err := net.DialUDP("udp", nil, r.target)
	if err != nil {
		return nil, fmt.Errorf("relay to %s: %w", r.target, err)
	}
	r.peers[from.String()] = p
	r.running.Go(func() {
		buf := make([]byte, largest)
		for {
			n, err := p.Read(buf)
			switch {
			case errors.Is(err, net.ErrClosed):
				return
			case err != nil: // nobody listens at the target yet
				continue
			}
			r.send(ctx, r.down, buf[:n], func(b []byte) { _, _ = r.front.WriteTo(b, from) })
		}
	})
	return p, nil
}

// send lets one datagram meet its fate.
func (r *udpRelay) send(ctx context.Context, line *guarded, p []byte, write func([]byte)) {
	arrivals := line.pass(time.Now(), len(p))
	if len(arrivals) == 0 {
		r.count.Lost.Add(1)
		return
	}
	r.count.Passed.Add(1)
	kept := append([]byte(nil), p...)
	for _, at := range arrivals {
		select {
		case r.flights <- flight{at: at, data: kept, write: write}:
		case <-ctx.Done():
			return
		}
	}
}
