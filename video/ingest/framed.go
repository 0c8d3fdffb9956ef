package ingest

import (
	"errors"
	"time"

	"shiheng.internal/video/ingest/wire"
	"shiheng.internal/video/rtpframe"
)

// errFraming ends a connection whose packets cannot be found any more.
var errFraming = errors.New("ingest: no packets in the stream")

// framerRoom is the buffer of one TCP media connection: what a key frame may
// bring between two rounds.
const framerRoom = 128 << 10

// A framed is the TCP side of one session. It takes the first connection that
// brings a packet of the stream and refuses all later ones. It belongs to the
// pump.
type framed struct {
	leg     *leg
	own     *wire.Listener // of a port of its own; closed once the stream is there
	conn    *wire.Conn     // the one that was taken
	waiting []*arrival     // connected, but nothing came yet
	met     bool           // somebody connected at some time
	failed  error          // why the last connection ended that brought no packet
}

// maxWaiting bounds the connections of one session that have not yet shown
// that they are the stream's.
const maxWaiting = 4

// Accept takes a connection for the time being.
func (f *framed) Accept(_ time.Time, c *wire.Conn) bool {
	if f.conn != nil || len(f.waiting) >= maxWaiting {
		f.leg.others.drop("second-connection")
		c.Refuse()
		return false
	}
	f.attach(c)
	return true
}

// attach makes f the reader of c.
func (f *framed) attach(c *wire.Conn) {
	f.met = true
	f.leg.rec.Step("connected", "peer", c.Remote().String())
	a := newArrival(c)
	a.framed = f
	f.waiting = append(f.waiting, a)
}

// settle keeps the connection that brought the stream; the others end.
func (f *framed) settle(a *arrival) {
	f.conn = a.conn
	if f.own != nil {
		f.own.Close() // whoever comes now is refused by the kernel
	}
	for _, w := range f.waiting {
		if w != a {
			w.over = true
			w.conn.Refuse()
		}
	}
	f.waiting = nil
}

// forget drops a connection that ended before it was taken.
func (f *framed) forget(a *arrival) {
	for i, w := range f.waiting {
		if w == a {
			f.waiting = append(f.waiting[:i], f.waiting[i+1:]...)
			return
		}
	}
}

// close ends every connection. It is called from outside the pump.
func (f *framed) close(p *wire.Pump) {
	var all []*wire.Conn
	p.Do(func() {
		if f.conn != nil {
			all = append(all, f.conn)
		}
		for _, a := range f.waiting {
			all = append(all, a.conn)
		}
		f.waiting = nil
	})
	for _, c := range all {
		p.Remove(c)
		c.Close()
	}
}

// An arrival is one connection as it is read.
type arrival struct {
	framed *framed // whose it is; nil at the shared port until a packet told
	conn   *wire.Conn
	framer *rtpframe.Framer
	over   bool // another connection was taken, or it came to nothing
	// route finds the owner by a packet; of the shared port.
	route func(a *arrival, now time.Time, b []byte) error
}

func newArrival(c *wire.Conn) *arrival {
	a := &arrival{conn: c, framer: rtpframe.NewFramer(framerRoom)}
	c.SetHandler(a)
	return a
}

// Space is where the next bytes go.
func (a *arrival) Space() []byte { return a.framer.Space() }

// Filled takes the packets among the bytes.
func (a *arrival) Filled(now time.Time, n int) error {
	a.framer.Add(n)
	for b := a.framer.Next(); b != nil; b = a.framer.Next() {
		if a.framed == nil {
			if err := a.route(a, now, b); err != nil {
				return err
			}
			if a.framed == nil {
				continue
			}
		}
		f := a.framed
		before := f.leg.packets
		f.leg.Packet(now, a.conn.Remote(), b)
		if f.conn == nil && f.leg.packets > before {
			f.settle(a)
		}
	}
	if a.framer.Check() != nil {
		return errFraming
	}
	return nil
}

// End tells the session that its connection is over.
func (a *arrival) End(err error) {
	f := a.framed
	switch {
	case f == nil:
	case f.conn == a.conn:
		f.leg.end(err)
		return
	default:
		f.forget(a)
		if !a.over {
			f.failed = err
			f.leg.rec.Step("disconnected", "peer", a.conn.Remote().String(), "error", err.Error())
		}
	}
	a.over = true
}
