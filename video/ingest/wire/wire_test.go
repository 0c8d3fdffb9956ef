package wire_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/sys/unix"

	"shiheng.internal"
	"shiheng.internal/video/ingest/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start runs a pump until the test ends.
func start(t *testing.T) *wire.Pump {
	t.Helper()
	p := wire.NewPump(2 * time.Millisecond)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := p.Run(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("run: %v", err)
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
	return p
}

// got is what a socket brought.
type got struct {
	from netip.AddrPort
	data string
}

type inbox chan got

func (c inbox) Packet(_ time.Time, from netip.AddrPort, b []byte) { c <- got{from, string(b)} }

func TestUDP(t *testing.T) {
	for _, tt := range []struct{ bind, from string }{
		{"127.0.0.1:0", "127.0.0.1"}, {"[::1]:0", "::1"}, {"0.0.0.0:0", "127.0.0.1"}, {"[::]:0", "127.0.0.1"}, {"[::]:0", "::1"},
	} {
		t.Run(tt.bind+" "+tt.from, func(t *testing.T) {
			p, in := start(t), make(inbox, 1000)
			u, err := wire.ListenUDP(netip.MustParseAddrPort(tt.bind), in)
			if err != nil {
				t.Fatal(err)
			}
			p.Add(u)
			defer func() { p.Remove(u); u.Close() }()
			to := netip.AddrPortFrom(netip.MustParseAddr(tt.from), u.Local().Port())
			c, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(to))
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			for range 200 { // more than one batch
				if _, err := c.Write([]byte("packet")); err != nil {
					t.Fatal(err)
				}
			}
			here := c.LocalAddr().(*net.UDPAddr).AddrPort()
			for range 200 {
				g := <-in
				if g.data != "packet" || g.from.Port() != here.Port() || g.from.Addr() != netip.MustParseAddr(tt.from) {
					t.Fatalf("got %+v", g)
				}
			}
			if err := u.Send([]byte("report"), netip.AddrPortFrom(here.Addr().Unmap(), here.Port())); err != nil {
				t.Fatal(err)
			}
			b := make([]byte, 100)
			if n, err := c.Read(b); err != nil || string(b[:n]) != "report" {
				t.Errorf("got %q, %v", b[:n], err)
			}
			st := p.Stats()
			if st.Packets != 200 || st.Bytes != 1200 || st.Syscalls == 0 || st.Syscalls > 200 {
				t.Errorf("stats %+v", st)
			}
		})
	}
}

// TestLongDatagrams: the first one is cut and counted, then there is room.
func TestLongDatagrams(t *testing.T) {
	p, in := start(t), make(inbox, 10)
	u, err := wire.ListenUDP(netip.MustParseAddrPort("127.0.0.1:0"), in)
	if err != nil {
		t.Fatal(err)
	}
	p.Add(u)
	defer func() { p.Remove(u); u.Close() }()
	c, err := net.Dial("udp", u.Local().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	long := make([]byte, 60_000)
	for {
		if _, err := c.Write(long); err != nil {
			t.Fatal(err)
		}
		select {
		case g := <-in:
			if len(g.data) != len(long) || p.Stats().Cut == 0 {
				t.Errorf("%d bytes, %+v", len(g.data), p.Stats())
			}
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// TestOverflow: what the kernel drops is counted.
func TestOverflow(t *testing.T) {
	in := make(inbox, 1<<20)
	u, err := wire.ListenUDP(netip.MustParseAddrPort("127.0.0.1:0"), in)
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("udp", u.Local().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	b := make([]byte, 1400)
	for range 3*u.Buffer()/1400 + 100 { // nobody reads yet
		if _, err := c.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	p := start(t)
	p.Add(u)
	defer func() { p.Remove(u); u.Close() }()
	<-in
	for p.Stats().Overflow == 0 { // the count comes with the next packet behind the loss
		if _, err := c.Write(b); err != nil {
			t.Fatal(err)
		}
		<-in
	}
}

// echo is a stream handler that keeps what came.
type echo struct {
	mu   sync.Mutex
	buf  [64]byte
	data []byte
	end  chan error
	stop int // refuse to go on at so many bytes
}

var errEnough = errors.New("enough")

func (e *echo) Space() []byte { return e.buf[:] }

func (e *echo) Filled(_ time.Time, n int) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.data = append(e.data, e.buf[:n]...)
	if e.stop > 0 && len(e.data) >= e.stop {
		return errEnough
	}
	return nil
}

func (e *echo) End(err error) { e.end <- err }

// door accepts or refuses connections.
type door struct {
	refuse bool
	echo   *echo
	conns  chan *wire.Conn
}

func (d *door) Accept(_ time.Time, c *wire.Conn) bool {
	if d.refuse {
		c.Refuse()
		return false
	}
	c.SetHandler(d.echo)
	d.conns <- c
	return true
}

func listen(t *testing.T, p *wire.Pump, d *door) *wire.Listener {
	t.Helper()
	l, err := wire.ListenTCP(netip.MustParseAddrPort("127.0.0.1:0"), d)
	if err != nil {
		t.Fatal(err)
	}
	p.Add(l)
	t.Cleanup(func() { p.Remove(l); l.Close() })
	return l
}

func TestTCP(t *testing.T) {
	p := start(t)
	d := &door{echo: &echo{end: make(chan error, 1)}, conns: make(chan *wire.Conn, 1)}
	l := listen(t, p, d)
	c, err := net.Dial("tcp", l.Local().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	conn := <-d.conns
	if conn.Remote().String() != c.LocalAddr().String() || conn.Local() != l.Local() {
		t.Errorf("ends %s %s", conn.Local(), conn.Remote())
	}
	sent := make([]byte, 10_000) // many rooms of the handler
	for i := range sent {
		sent[i] = byte(i)
	}
	if _, err := c.Write(sent); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write([]byte("answer"), time.Second); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 6)
	if _, err := io.ReadFull(c, b); err != nil || string(b) != "answer" {
		t.Errorf("got %q, %v", b, err)
	}
	c.Close()
	if err := <-d.echo.end; !errors.Is(err, io.EOF) {
		t.Errorf("end: %v", err)
	}
	if string(d.echo.data) != string(sent) {
		t.Errorf("%d bytes came", len(d.echo.data))
	}
	if _, err := conn.Write([]byte("x"), time.Second); !errors.Is(err, net.ErrClosed) {
		t.Errorf("write after the end: %v", err)
	}
}

// TestAdopt: a connection of the net package changes hands, and stays open.
func TestAdopt(t *testing.T) {
	p := start(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	peer, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	e := &echo{end: make(chan error, 1), stop: 5}
	conn, err := wire.Adopt(c.(*net.TCPConn), e)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write([]byte("x")); err == nil {
		t.Error("the former owner still writes")
	}
	p.Add(conn)
	if _, err := peer.Write([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	if err := <-e.end; !errors.Is(err, errEnough) {
		t.Errorf("end: %v", err)
	}
	if err := peer.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := peer.Read(make([]byte, 1)); err == nil {
		t.Error("the connection is still open")
	}
}

// TestSlowReader: a peer that does not read cannot hold a writer for ever.
func TestSlowReader(t *testing.T) {
	p := start(t)
	d := &door{echo: &echo{end: make(chan error, 1)}, conns: make(chan *wire.Conn, 1)}
	l := listen(t, p, d)
	c, err := net.Dial("tcp", l.Local().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	conn := <-d.conns
	if _, err := conn.Write(make([]byte, 64<<20), 50*time.Millisecond); !errors.Is(err, unix.ETIMEDOUT) {
		t.Errorf("write: %v", err)
	}
	p.Remove(conn)
	conn.Close()
}

func TestRefuse(t *testing.T) {
	l := listen(t, start(t), &door{refuse: true})
	c, err := net.Dial("tcp", l.Local().String())
	if err == nil {
		defer c.Close()
		_, err = c.Read(make([]byte, 1))
	} // or the reset was there before Dial looked whether it is connected
	if !errors.Is(err, unix.ECONNRESET) {
		t.Errorf("dial or read: %v", err)
	}
}

func TestPorts(t *testing.T) {
	now := time.Unix(1000, 0)
	for _, bad := range [][2]uint16{{0, 0}, {5, 5}, {10, 9}, {65535, 65535}} {
		if _, err := wire.NewPorts(bad[0], bad[1], 0); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("range %v: %v", bad, err)
		}
	}
	p, err := wire.NewPorts(30001, 30006, 10*time.Second) // the pairs 30002 and 30004
	if err != nil {
		t.Fatal(err)
	}
	free := func(uint16) error { return nil }
	a, _ := p.Take(now, free)
	b, _ := p.Take(now, free)
	if a != 30002 || b != 30004 || p.InUse() != 2 {
		t.Errorf("took %d and %d", a, b)
	}
	if _, err := p.Take(now, free); !errors.Is(err, shiheng.ErrExhausted) {
		t.Errorf("third: %v", err)
	}
	p.Give(a, now)
	if _, err := p.Take(now.Add(9*time.Second), free); !errors.Is(err, shiheng.ErrExhausted) {
		t.Errorf("before its rest is over: %v", err)
	}
	now = now.Add(11 * time.Second)
	busy := errors.New("address in use")
	if _, err := p.Take(now, func(uint16) error { return busy }); !errors.Is(err, busy) {
		t.Errorf("somebody else has it: %v", err)
	}
	now = now.Add(11 * time.Second)
	if c, err := p.Take(now, free); err != nil || c != a {
		t.Errorf("after its rest: %d, %v", c, err)
	}
}
