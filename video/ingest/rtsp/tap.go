package rtsp

import (
	"context"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// A Handler takes the bytes of an adopted connection; see wire.StreamHandler,
// which it is.
type Handler interface {
	Space() []byte
	Filled(now time.Time, n int) error
	End(err error)
}

// A Conn is an adopted connection.
type Conn interface {
	Write(b []byte, patience time.Duration) (int, error)
	// Close ends the connection; when it returns the handler is not called
	// any more. It is idempotent.
	Close() error
}

// Adopt hands a connection to a pump, which reads it by the clock into h.
type Adopt func(c *net.TCPConn, h Handler) (Conn, error)

// idle is a channel no camera uses: an empty frame on it tells gortsplib that
// media come in, which it looks at once a second.
var idle = []byte{'$', 255, 0, 0} // never written to

const (
	idleEvery = time.Second
	maxText   = 2 << 20 // of RTSP that gortsplib has not read
	patience  = 3 * time.Second
)

// A tap is the connection that gortsplib is given. It keeps media frames for
// itself.
type tap struct {
	cfg    *Config
	tcp    *net.TCPConn
	local  net.Addr
	remote net.Addr
	tracks *channels
	split  *splitter // of the reading goroutine, then of the pump
	frames uint64    // like split
	now    time.Time // of the bytes being split; like split
	told   time.Time // last idle frame; like split
	wake   chan struct{}

	mu     sync.Mutex
	conn   Conn   // once adopted; guarded by mu
	text   []byte // for gortsplib; guarded by mu
	err    error  // why the connection ended; guarded by mu
	closed bool   // guarded by mu
}

// channels tells which track an interleaved channel belongs to. It may be read
// and written by different goroutines.
type channels struct {
	track   [256]atomic.Int32 // index + 1, 0 for none
	playing atomic.Bool       // PLAY was answered
}

func newTap(cfg *Config, tcp *net.TCPConn, tracks *channels) *tap {
	t := &tap{cfg: cfg, tcp: tcp, local: tcp.LocalAddr(), remote: tcp.RemoteAddr(), tracks: tracks,
		wake: make(chan struct{}, 1)}
	t.split = newSplitter(t.gotText, t.gotFrame)
	return t
}

// Read hands gortsplib the text of the connection.
func (t *tap) Read(p []byte) (int, error) {
	for {
		t.mu.Lock()
		n := copy(p, t.text)
		t.text = t.text[:copy(t.text, t.text[n:])]
		err, adopted := t.err, t.conn != nil
		t.mu.Unlock()
		switch {
		case n > 0:
			return n, nil
		case err != nil:
			return 0, err
		case adopted:
			<-t.wake
			continue
		}
		if err := t.pull(); err != nil {
			t.fail(err)
		}
	}
}

// pull reads the connection on gortsplib's goroutine, until media flow and the
// pump takes over.
func (t *tap) pull() error {
	n, err := t.tcp.Read(t.split.space())
	if err != nil {
		return err
	}
	if err := t.Filled(time.Now(), n); err != nil {
		return err
	}
	if t.frames == 0 || t.cfg.Adopt == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return net.ErrClosed
	}
	// From the moment of adoption on, the pump splits.
	conn, err := t.cfg.Adopt(t.tcp, t)
	if err != nil {
		return err
	}
	t.conn = conn
	return nil
}

// Space implements Handler.
func (t *tap) Space() []byte { return t.split.space() }

// Filled implements Handler.
func (t *tap) Filled(now time.Time, n int) error {
	t.now = now
	before := t.frames
	if err := t.split.filled(n); err != nil {
		return err
	}
	if t.frames > before && t.tracks.playing.Load() && !t.split.inMessage() && now.Sub(t.told) >= idleEvery {
		t.told = now
		t.gotText(idle)
	}
	return nil
}

// End implements Handler.
func (t *tap) End(err error) { t.fail(err) }

func (t *tap) fail(err error) {
	t.mu.Lock()
	if t.err == nil {
		t.err = err
	}
	t.mu.Unlock()
	t.rouse()
}

func (t *tap) rouse() {
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

func (t *tap) gotText(b []byte) {
	t.mu.Lock()
	if len(t.text)+len(b) > maxText && t.err == nil {
		t.err = errText
	} else {
		t.text = append(t.text, b...)
	}
	t.mu.Unlock()
	t.rouse()
}

func (t *tap) gotFrame(channel uint8, b []byte) {
	t.frames++
	if index := t.tracks.track[channel].Load(); index > 0 {
		t.cfg.Packet(int(index-1), t.now, b)
	}
}

// Write sends what gortsplib has to say.
func (t *tap) Write(p []byte) (int, error) {
	t.mu.Lock()
	conn, closed := t.conn, t.closed
	t.mu.Unlock()
	switch {
	case closed:
		return 0, net.ErrClosed
	case conn != nil:
		return conn.Write(p, patience)
	}
	n, err := t.tcp.Write(p)
	if err != nil && n == 0 {
		// The pump may have taken the socket over just then.
		t.mu.Lock()
		conn = t.conn
		t.mu.Unlock()
		if conn != nil {
			return conn.Write(p, patience)
		}
	}
	return n, err
}

// Close ends the connection. It is idempotent.
func (t *tap) Close() error {
	t.mu.Lock()
	conn := t.conn
	again := t.closed
	t.closed = true
	if t.err == nil {
		t.err = io.ErrClosedPipe
	}
	t.mu.Unlock()
	t.rouse()
	switch {
	case again:
		return nil
	case conn != nil:
		return conn.Close()
	}
	return t.tcp.Close()
}

// LocalAddr and RemoteAddr are those of the connection.
func (t *tap) LocalAddr() net.Addr { return t.local }

// RemoteAddr is the server's address.
func (t *tap) RemoteAddr() net.Addr { return t.remote }

// SetDeadline does nothing: the session has timeouts of its own.
func (t *tap) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing.
func (t *tap) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline holds for writes before the pump took over.
func (t *tap) SetWriteDeadline(at time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.conn != nil || t.closed {
		return nil
	}
	return t.tcp.SetWriteDeadline(at)
}

// dial connects and puts the tap in.
func (s *Session) dial(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := s.cfg.Dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	tcp, ok := c.(*net.TCPConn)
	if !ok || s.cfg.UDP || s.secure {
		return c, nil
	}
	return newTap(&s.cfg, tcp, &s.channels), nil
}
