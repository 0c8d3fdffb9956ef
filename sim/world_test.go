package sim_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"shiheng.internal/sim"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/media"
	"shiheng.internal/video/rtpframe"
)

const (
	platformID = code.Code("34020000002000000001")
	deviceID   = code.Code("34020000001320000001")
	channelID  = code.Code("34020000001310000001")
	secret     = "视衡-practice"
)

// everybody may register with the one password.
type everybody struct{ settings gb28181.Settings }

func (e everybody) Settings(context.Context, code.Code) (gb28181.Settings, error) {
	return e.settings, nil
}

// A world is a platform and the fleet that registers at it.
type world struct {
	t      *testing.T
	p      *gb28181.Platform
	events chan gb28181.Event
}

func newWorld(t *testing.T, settings gb28181.Settings) *world {
	t.Helper()
	settings.Password = secret
	w := &world{t: t, events: make(chan gb28181.Event, 10_000)}
	p, err := gb28181.NewPlatform(gb28181.PlatformConfig{
		ID:            platformID,
		Listeners:     []dialog.Listener{{Network: "test", Address: "127.0.0.1:0"}},
		Devices:       everybody{settings},
		Events:        func(e gb28181.Event) { w.events <- e },
		Log:           quiet(),
		InviteTimeout: 3 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.p = p
	if err := p.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	background(t, p.Run)
	return w
}

// background runs f until the test ends and waits for it.
func background(t *testing.T, f func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := f(ctx); err != nil && ctx.Err() == nil {
			t.Errorf("ended: %v", err)
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
}

// fleet starts practice devices and waits until want of them are online.
func (w *world) fleet(c sim.GB28181Config, want int) {
	w.t.Helper()
	c.Server, c.ServerID, c.Password = w.p.Local("test"), platformID, secret
	c.Lab, c.Log = lab(w.t), quiet()
	c.SignOff = true
	background(w.t, func(ctx context.Context) error { return sim.GB28181(ctx, c) })
	for range want {
		w.expect(gb28181.Online)
	}
}

// expect waits for an event of a kind, passing over others.
func (w *world) expect(kind gb28181.Kind) gb28181.Event {
	w.t.Helper()
	timeout := time.After(30 * time.Second)
	for {
		select {
		case e := <-w.events:
			if e.Kind == kind {
				return e
			}
		case <-timeout:
			w.t.Fatalf("no event %s", kind)
		}
	}
}

// A frame is what a test keeps of a media.Frame.
type frame struct {
	codec media.Codec
	flags media.Flags
	pts   int64
	nals  []string // digests
	data  []byte
}

// A catch is what came of one invitation.
type catch struct {
	mu      sync.Mutex
	frames  []frame // guarded by mu
	packets []string
	ssrc    uint32
	arrived chan struct{}
}

// invite asks a channel for media and receives it until the test or the
// session ends.
func (w *world) invite(o gb28181.MediaOffer) (*gb28181.Session, *catch) {
	w.t.Helper()
	o.Device, o.Channel = or(o.Device, deviceID), or(o.Channel, channelID)
	o.Addr = netip.MustParseAddr("127.0.0.1")
	if o.SSRC == 0 {
		o.SSRC = 200_000_001
	}
	c := &catch{arrived: make(chan struct{}, 100_000)}
	pool := media.NewPool()
	b, err := media.NewBuilder(media.BuilderConfig{Pool: pool, SharedClock: true, Emit: c.take})
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := rtpframe.NewReceiver(rtpframe.Config{Builder: b, Window: 512, Wait: 2 * time.Second})
	if err != nil {
		w.t.Fatal(err)
	}
	var receive func(context.Context) error
	switch o.Transport {
	case gb28181.MediaUDP, "":
		o.Transport = gb28181.MediaUDP
		conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: int(o.Port)})
		if err != nil {
			w.t.Fatal(err)
		}
		o.Port = uint16(conn.LocalAddr().(*net.UDPAddr).Port)
		receive = func(ctx context.Context) error { return receiveUDP(ctx, conn, r, c) }
	case gb28181.MediaTCPPassive:
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			w.t.Fatal(err)
		}
		o.Port = uint16(l.Addr().(*net.TCPAddr).Port)
		receive = func(ctx context.Context) error {
			defer context.AfterFunc(ctx, func() { l.Close() })()
			defer l.Close()
			conn, err := l.Accept()
			if err != nil {
				return nil
			}
			return receiveTCP(ctx, conn, r, c)
		}
	}
	if receive != nil {
		background(w.t, receive)
	}
	s, err := w.p.Invite(w.t.Context(), o)
	if err != nil {
		w.t.Fatal(err)
	}
	if receive == nil {
		conn, err := net.Dial("tcp", s.Answer.Media.String())
		if err != nil {
			w.t.Fatal(err)
		}
		background(w.t, func(ctx context.Context) error { return receiveTCP(ctx, conn, r, c) })
	}
	return s, c
}

func or(v, fallback code.Code) code.Code {
	if v == "" {
		return fallback
	}
	return v
}

func receiveUDP(ctx context.Context, conn *net.UDPConn, r *rtpframe.Receiver, c *catch) error {
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	buf := make([]byte, 2000)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return nil
		}
		c.packet(buf[:n])
		r.Push(buf[:n], time.Now())
		r.Tick(time.Now())
	}
}

func receiveTCP(ctx context.Context, conn net.Conn, r *rtpframe.Receiver, c *catch) error {
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	f := rtpframe.NewFramer(rtpframe.MinFramer)
	for {
		n, err := conn.Read(f.Space())
		if err != nil {
			r.Close()
			return nil
		}
		f.Add(n)
		for p := f.Next(); p != nil; p = f.Next() {
			c.packet(p)
			r.Push(p, time.Now())
		}
	}
}

func (c *catch) packet(p []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ssrc = uint32(p[8])<<24 | uint32(p[9])<<16 | uint32(p[10])<<8 | uint32(p[11])
	c.packets = append(c.packets, string(p[12:min(len(p), 60)]))
}

func (c *catch) take(f *media.Frame) {
	k := frame{codec: f.Track.Codec, flags: f.Flags, pts: f.PTS, data: append([]byte(nil), f.Data...)}
	if f.Track.Codec.Video() {
		k.nals = digests(f.Data)
	}
	c.mu.Lock()
	c.frames = append(c.frames, k)
	c.mu.Unlock()
	c.arrived <- struct{}{}
}

// wait blocks until n frames have come.
func (c *catch) wait(t *testing.T, n int) []frame {
	t.Helper()
	return c.waitFor(t, n, func(media.Codec) bool { return true })
}

// waitFor blocks until n frames of a kind have come, and returns all.
func (c *catch) waitFor(t *testing.T, n int, kind func(media.Codec) bool) []frame {
	t.Helper()
	timeout := time.After(30 * time.Second)
	for {
		c.mu.Lock()
		have := append([]frame(nil), c.frames...)
		c.mu.Unlock()
		found := 0
		for _, f := range have {
			if kind(f.codec) {
				found++
			}
		}
		if found >= n {
			return have
		}
		select {
		case <-c.arrived:
		case <-timeout:
			t.Fatalf("got %d frames, want %d", found, n)
		}
	}
}

func digests(unit []byte) []string {
	var out []string
	for nal := range media.NALs(unit) {
		sum := sha256.Sum256(nal)
		out = append(out, hex.EncodeToString(sum[:8]))
	}
	return out
}

func joined(frames [][]string) string {
	var b strings.Builder
	for _, f := range frames {
		b.WriteString(strings.Join(f, " ") + "\n")
	}
	return b.String()
}
