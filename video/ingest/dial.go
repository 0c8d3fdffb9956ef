package ingest

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"time"

	"shiheng.internal/video/ingest/wire"
)

// connects is how often a device's media port is tried (gb28181.md §13.3).
const connects = 3

// A dialing is our attempt to connect to a device's media port.
type dialing struct {
	done   chan struct{} // closed when it ended
	failed chan error    // the last error, when every try failed; room for one
}

var errNoPort = errors.New("ingest: the device named no port")

// dial connects to the device when we offered to (TCP active), or when the
// device insists on waiting for us. It returns nil when there is nothing to
// connect to.
func (c *session) dial(ctx context.Context) *dialing {
	active := c.src.Transport == TCPActive
	insists := c.src.Transport == TCPPassive && c.port.setup == "passive"
	if !active && !insists {
		return nil
	}
	d := &dialing{done: make(chan struct{}), failed: make(chan error, 1)}
	go func() {
		defer close(d.done)
		if err := c.connect(ctx); err != nil && ctx.Err() == nil {
			d.failed <- err
		}
	}()
	return d
}

// connect tries at least three times, at least a second apart, until a
// connection stands or the device came to us. Where the device says it waits is
// tried in turn with where it was seen, since answers name addresses that lead
// nowhere (gb28181.md §13.1).
func (c *session) connect(ctx context.Context) error {
	targets := c.targets()
	if len(targets) == 0 {
		return errNoPort
	}
	var last error
	for try := range max(connects, 2*len(targets)) {
		if try > 0 {
			sleep(ctx, c.s.in.timing.ConnectGap)
		}
		if ctx.Err() != nil || c.port.taken() {
			return nil
		}
		to := targets[try%len(targets)].String()
		c.rec.Step("connect", "to", to)
		wait, cancel := context.WithTimeout(ctx, c.s.in.timing.Connect)
		conn, err := wire.Dialer().DialContext(wait, "tcp", to)
		cancel()
		if err == nil {
			return c.port.take(conn.(*net.TCPConn))
		}
		c.rec.Step("connect-failed", "error", err.Error())
		last = err
	}
	return last
}

// targets are the addresses at which the device may wait for us.
func (c *session) targets() []netip.AddrPort {
	port := c.port.target.Port()
	if port == 0 || port == 9 { // 9 is "discard": the writer will connect itself
		return nil
	}
	var out []netip.AddrPort
	for _, a := range []netip.Addr{c.port.target.Addr().Unmap(), c.peer.Observed.Addr()} {
		to := netip.AddrPortFrom(a, port)
		if a.IsValid() && !a.IsUnspecified() && !slices.Contains(out, to) {
			out = append(out, to)
		}
	}
	return out
}

// taken reports whether a connection already brought the stream.
func (o *opened) taken() bool {
	var yes bool
	o.leg.pump.Do(func() { yes = o.stream.conn != nil })
	return yes
}

// take adds a connection of ours to those that may bring the stream.
func (o *opened) take(tcp *net.TCPConn) error {
	conn, err := wire.Adopt(tcp, nil)
	if err != nil {
		tcp.Close()
		return err
	}
	ok := false
	o.leg.pump.Do(func() { ok = o.stream.Accept(time.Time{}, conn) })
	if ok {
		o.leg.pump.Add(conn)
	}
	return nil
}
