package dialog

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/emiago/sipgo/sip"

	"shiheng.internal"
)

// A Listener is one address that SIP is spoken on.
type Listener struct {
	// Network names the network it serves ("video", "egov", "internet").
	Network string
	// Address is host:port. An empty host or 0.0.0.0 or [::] means every
	// address; port 0 takes any free one, the same for UDP and TCP.
	Address string
	// UDP and TCP choose the transports; neither means both.
	UDP, TCP bool
	// Advertise is what Via, Contact and SDP tell peers instead of the address
	// that they talk to, for a gateway before us. A zero address or port is not
	// overridden.
	Advertise netip.AddrPort
}

// Config says what an Endpoint is made of.
type Config struct {
	Listeners []Listener
	// UserAgent is told in every message; "" means Shiheng.
	UserAgent string
	Log       *slog.Logger
	// Serve answers one request. It is called on a goroutine of its own and may
	// take its time; every request must be answered before it returns. Its
	// context ends with Run.
	Serve func(context.Context, *Request)
	// Closed is told that a TCP connection ended. It must return soon. Optional.
	Closed func(Path)
	// Tap sees, and may change, the raw bytes of each datagram or stream piece;
	// returning nil for an outgoing one loses it. It is how a practice device
	// misbehaves on the wire. Optional; called concurrently.
	Tap func(out bool, remote netip.AddrPort, b []byte) []byte
	// Redact takes secrets out of a body before it is put into a transcript.
	// Optional.
	Redact func(body []byte) []byte
	// Rate and Burst limit the messages of one source address and port; zero
	// means 2,000 a second in bursts of 8,000. Beyond it datagrams are dropped and
	// streams wait.
	Rate, Burst float64
	// MaxInFlight bounds the requests being served, MaxConns the TCP
	// connections, MaxDialogs the sessions; zero means 4,096, 65,536, 20,000.
	MaxInFlight          int64
	MaxConns, MaxDialogs int
}

// An Endpoint speaks SIP on its listeners. Make it with [New], bind it with
// [Endpoint.Open], and keep [Endpoint.Run] running. All methods are safe for
// concurrent use.
type Endpoint struct {
	cfg       Config
	log       *slog.Logger
	tpl       *sip.TransportLayer
	txl       *sip.TransactionLayer
	limiter   *Limiter[netip.AddrPort]
	accepts   *Limiter[netip.Addr] // new TCP connections of one address
	locals    *locals
	dials     *dialled
	drained   chan struct{} // closed when messages that were read have been handed on
	dialCount atomic.Uint64
	stats     counters
	serving   sync.WaitGroup

	mu        sync.Mutex // guards what follows
	bound     []bound
	streams   map[string]*streamConn
	dialogs   map[string]*Dialog // by Call-ID
	abandoned map[string]*abandoned
	opened    bool
	stopping  bool
}

// A bound is one listener with its sockets.
type bound struct {
	Listener
	udp   *packetConn
	tcp   net.Listener
	local netip.AddrPort
}

// raiseLimits sets sipgo's package-wide limits, once, before the first endpoint
// listens: the defaults cut catalogues of 200 items (they are variables of that
// package and cannot be set in any other way), and its own log would print
// whole messages.
var raiseLimits = sync.OnceFunc(func() {
	sip.UDPMTUSize = 65535 + 200
	sip.TransportBufferReadSize = 65535
	sip.ParseMaxMessageLength = maxMessage + 64<<10
	sip.SetDefaultLogger(slog.New(slog.DiscardHandler))
})

// New checks cfg and makes an endpoint that is not bound yet.
func New(cfg Config) (*Endpoint, error) {
	if cfg.Log == nil || cfg.Serve == nil {
		return nil, shiheng.Invalid("sip.config", "missing", "log or serve")
	}
	raiseLimits()
	cfg.UserAgent = or(cfg.UserAgent, "Shiheng")
	cfg.Rate, cfg.Burst = orf(cfg.Rate, 2000), orf(cfg.Burst, 8000)
	cfg.MaxInFlight = orn(cfg.MaxInFlight, 4096)
	cfg.MaxConns, cfg.MaxDialogs = orn(cfg.MaxConns, 65536), orn(cfg.MaxDialogs, 20000)
	e := &Endpoint{
		cfg:       cfg,
		log:       cfg.Log,
		limiter:   NewLimiter[netip.AddrPort](cfg.Rate, cfg.Burst),
		accepts:   NewLimiter[netip.Addr](100, 2000),
		locals:    newLocals(1 << 17),
		dials:     &dialled{conns: make(chan net.Conn), done: make(chan struct{})},
		drained:   make(chan struct{}),
		streams:   map[string]*streamConn{},
		dialogs:   map[string]*Dialog{},
		abandoned: map[string]*abandoned{},
	}
	quiet := slog.New(newQuiet(e))
	e.tpl = sip.NewTransportLayer(&net.Resolver{PreferGo: true}, sip.NewParser(), nil, sip.WithTransportLayerLogger(quiet),
		sip.WithTransportLayerTransports(sip.TransportsConfig{TCP: &sip.TransportTCP{DialerCreate: noDial}}))
	e.txl = sip.NewTransactionLayer(e.tpl, sip.WithTransactionLayerLogger(quiet),
		sip.WithTransactionLayerTerminateOnConnClose(),
		sip.WithTransactionLayerUnhandledResponseHandler(e.stray))
	return e, nil
}

// Open binds the listeners. On failure nothing stays bound.
func (e *Endpoint) Open() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.opened {
		return shiheng.Conflict("sip.opened")
	}
	for _, l := range e.cfg.Listeners {
		b, err := e.bind(l)
		if err != nil {
			closeAll(e.bound)
			e.bound = nil
			return shiheng.Unavailable("sip.listen", "address", l.Address).From(err)
		}
		e.bound = append(e.bound, b)
	}
	e.opened = true
	return nil
}

// bind opens one listener; with port 0 it looks for a port free for both.
func (e *Endpoint) bind(l Listener) (bound, error) {
	udp, tcp := l.UDP || !l.TCP, l.TCP || !l.UDP
	anyPort := strings.HasSuffix(l.Address, ":0")
	for try := 0; ; try++ {
		b := bound{Listener: l}
		address := l.Address
		if udp {
			c, err := e.listenUDP(address)
			if err != nil {
				return bound{}, err
			}
			b.udp = c
			b.local = unmap(c.LocalAddr().(*net.UDPAddr).AddrPort())
			host, _, _ := net.SplitHostPort(address)
			address = net.JoinHostPort(host, fmt.Sprint(b.local.Port()))
		}
		if !tcp {
			return b, nil
		}
		c, err := net.Listen("tcp", address)
		if err == nil {
			b.tcp = c
			b.local = unmap(c.Addr().(*net.TCPAddr).AddrPort())
			return b, nil
		}
		closeAll([]bound{b})
		if !anyPort || !udp || try > 20 {
			return bound{}, err
		}
	}
}

func closeAll(bs []bound) {
	for _, b := range bs {
		if b.udp != nil {
			b.udp.Close()
		}
		if b.tcp != nil {
			b.tcp.Close()
		}
	}
}

// Local is the bound address of the listener of that network, or of the first
// one when network is "". It is the zero value before Open.
func (e *Endpoint) Local(network string) netip.AddrPort {
	e.mu.Lock()
	defer e.mu.Unlock()
	if b := e.boundFor(network, netip.Addr{}); b != nil {
		return b.local
	}
	return netip.AddrPort{}
}

// boundFor finds the listener of a network that can reach remote. The caller
// holds mu.
func (e *Endpoint) boundFor(network string, remote netip.Addr) *bound {
	var fallback *bound
	for i := range e.bound {
		b := &e.bound[i]
		fits := !remote.IsValid() || b.local.Addr().Is4() == remote.Is4() || b.local.Addr() == netip.IPv6Unspecified()
		if fits && (b.Network == network || network == "") {
			return b
		}
		if fits && fallback == nil {
			fallback = b
		}
	}
	return fallback
}

// Run serves the sockets until ctx ends, then closes everything and returns
// when all it started has ended. It returns nil when ctx ended it.
func (e *Endpoint) Run(ctx context.Context) error {
	e.mu.Lock()
	if !e.opened || e.stopping {
		e.mu.Unlock()
		return shiheng.Conflict("sip.closed")
	}
	bs := e.bound
	e.mu.Unlock()
	e.txl.OnRequest(func(req *sip.Request, tx *sip.ServerTx) { e.arrived(ctx, req, tx) })
	var running sync.WaitGroup
	failed := make(chan error, 2*len(bs)+1)
	serve := func(f func() error) {
		running.Go(func() { failed <- f() })
	}
	for _, b := range bs {
		if b.udp != nil {
			serve(b.udp.serve)
		}
		if b.tcp != nil {
			l := &streamListener{Listener: b.tcp, e: e, network: b.Network}
			serve(func() error { return e.tpl.ServeTCP(l) })
		}
	}
	serve(func() error { return e.tpl.ServeTCP(e.dials) })
	running.Go(func() { e.sweep(ctx) })
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
		err = shiheng.Unavailable("sip.listener").From(err)
	}
	if ctx.Err() != nil {
		err = nil
	}
	e.shut()
	running.Wait()
	e.serving.Wait()
	return err
}

// shut closes sockets, connections, dialogs and transactions.
func (e *Endpoint) shut() {
	e.mu.Lock()
	e.stopping = true
	bs := e.bound
	var streams []*streamConn
	for _, s := range e.streams {
		streams = append(streams, s)
	}
	var dialogs []*Dialog
	for _, d := range e.dialogs {
		dialogs = append(dialogs, d)
	}
	e.mu.Unlock()
	e.dials.Close()
	for _, d := range dialogs {
		d.end(ErrClosed)
	}
	for _, s := range streams {
		s.Close()
	}
	e.drain(bs)
	closeAll(bs)
	e.txl.Close()
	_ = e.tpl.Close() // every socket is closed already
}

// drain waits until no message is on its way from a socket to its server. The
// parser hands each to a goroutine of its own, which would open a socket of its
// own if it found ours closed.
func (e *Endpoint) drain(bs []bound) {
	for _, b := range bs {
		if b.udp != nil {
			_ = b.udp.SetReadDeadline(time.Now()) // wakes the reader; a closed one needs no waking
		}
	}
	grace := time.NewTimer(50 * time.Millisecond)
	defer grace.Stop()
	<-grace.C
	e.serving.Wait()
	close(e.drained)
}

// noDial keeps the parser from opening connections: they are made by Dial.
func noDial(net.Addr) net.Dialer {
	return net.Dialer{Control: func(string, string, syscall.RawConn) error { return net.ErrClosed }}
}

func (e *Endpoint) halted() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.stopping
}

// sweep forgets abandoned invitations in time.
func (e *Endpoint) sweep(ctx context.Context) {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			e.mu.Lock()
			for id, a := range e.abandoned {
				if now.After(a.until) {
					delete(e.abandoned, id)
				}
			}
			e.mu.Unlock()
		}
	}
}

// Stats is what an endpoint counted since it was made.
type Stats struct {
	Junk     uint64 // datagrams and bytes that were not SIP
	Limited  uint64 // messages beyond their source's rate
	Refused  uint64 // TCP connections not taken
	Unparsed uint64 // messages that stayed unreadable after repair
	InFlight int64  // requests being served now
	Conns    int64  // TCP connections now
	Dialogs  int    // sessions now
}

// Stats returns the counters.
func (e *Endpoint) Stats() Stats {
	e.mu.Lock()
	n := len(e.dialogs)
	e.mu.Unlock()
	return Stats{
		Junk: e.stats.junk.Load(), Limited: e.stats.limited.Load(), Refused: e.stats.refused.Load(),
		Unparsed: e.stats.unparsed.Load(), InFlight: e.stats.inFlight.Load(), Conns: e.stats.conns.Load(), Dialogs: n,
	}
}

func or(v, fallback string) string {
	if v == "" {
		return fallback
	}
	return v
}

func orf(v, fallback float64) float64 {
	if v == 0 {
		return fallback
	}
	return v
}

func orn[T int | int64](v, fallback T) T {
	if v == 0 {
		return fallback
	}
	return v
}
