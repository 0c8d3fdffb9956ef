package ingest_test

import (
	"context"
	"encoding/binary"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/media"
)

const (
	platformID = code.Code("34020000002000000001")
	deviceID   = code.Code("34020000001180000001")
	channelID  = code.Code("34020000001320000001")
	password   = "不是12345"
)

// A world is a platform, an ingest and one device between them on loopback.
type world struct {
	t      *testing.T
	in     *ingest.Ingest
	pool   *media.Pool
	camera shiheng.CameraID
	sip    *ingest.SIP

	mu     sync.Mutex
	source ingest.Source // guarded by mu
	dev    *gb28181.Device
	line   *gb28181.Line
	plat   *gb28181.Platform
	stop   func() // of the ingest
}

// Source implements ingest.Directory: every camera is the one channel.
func (w *world) Source(_ context.Context, _ shiheng.CameraID, role ingest.Role) (ingest.Source, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.source.Kind == "" {
		return ingest.Source{}, shiheng.NotFound("camera.source", "role", string(role))
	}
	return w.source, nil
}

// Settings implements gb28181.Devices.
func (w *world) Settings(_ context.Context, id code.Code) (gb28181.Settings, error) {
	if id != deviceID {
		return gb28181.Settings{}, shiheng.NotFound("test.device")
	}
	return gb28181.Settings{Password: password, Dialect: gb28181.DialectStreamNumber}, nil
}

// background runs f until the test ends, or stop is called, and waits for it.
func background(t *testing.T, f func(context.Context) error) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := f(ctx); err != nil && ctx.Err() == nil {
			t.Errorf("ended: %v", err)
		}
	}()
	stop = sync.OnceFunc(func() { cancel(); <-done })
	t.Cleanup(stop)
	return stop
}

// quick are waits for tests.
var quick = ingest.Timing{
	Answer: 2 * time.Second, FirstMedia: 1500 * time.Millisecond, Loss: 1500 * time.Millisecond,
	KeyWait: time.Second, SubLinger: 200 * time.Millisecond, BackoffMin: 20 * time.Millisecond,
	BackoffMax: 100 * time.Millisecond, Bye: time.Second, Report: 200 * time.Millisecond,
	Connect: time.Second, ConnectGap: 50 * time.Millisecond, PortRest: 300 * time.Millisecond,
	Spread: time.Millisecond, Tick: 5 * time.Millisecond,
}

// newWorld starts everything but the device.
func newWorld(t *testing.T, address string, transport ingest.Transport, change func(*ingest.Config)) *world {
	t.Helper()
	w := &world{t: t, pool: media.NewPool()}
	newID(&w.camera)
	w.pool.Poison = true
	plat, err := gb28181.NewPlatform(gb28181.PlatformConfig{
		ID: platformID, Listeners: []dialog.Listener{{Network: "test", Address: address}},
		Devices: w, Log: slog.New(slog.DiscardHandler), Events: func(e gb28181.Event) { w.sip.Heard(e) },
	})
	if err != nil {
		t.Fatal(err)
	}
	w.plat, w.sip = plat, ingest.NewSIP(plat)
	if err := plat.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	background(t, plat.Run)
	w.source = ingest.Source{Sound: true, Kind: ingest.GB28181, GB: ingest.GBSource{Code: deviceID, Channel: channelID, Transport: transport}}
	w.open(change)
	return w
}

// open makes and runs the ingest.
func (w *world) open(change func(*ingest.Config)) {
	w.t.Helper()
	cfg := ingest.Config{Directory: w, Pool: w.pool, Domain: string(platformID), Timing: quick, Pumps: 1}
	if w.sip != nil {
		cfg.Signalling = w.sip
	}
	if change != nil {
		change(&cfg)
	}
	in, err := ingest.New(cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	w.in = in
	w.stop = background(w.t, in.Run)
}

// device registers a device that answers INVITEs with f.
func (w *world) device(address string, f func(context.Context, *gb28181.Call)) (stop func()) {
	w.t.Helper()
	return w.deviceAt(address, 0, true, f)
}

// deviceAt does so against a platform that listens everywhere, at that port; a
// device that does not sign off just falls silent when it is stopped.
func (w *world) deviceAt(address string, port uint16, signOff bool, f func(context.Context, *gb28181.Call)) (stop func()) {
	w.t.Helper()
	server := w.plat.Local("")
	if port != 0 {
		server = netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port)
	}
	line, err := gb28181.NewLine(gb28181.LineConfig{Address: address, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		w.t.Fatal(err)
	}
	if err := line.Open(); err != nil {
		w.t.Fatal(err)
	}
	w.line = line
	background(w.t, line.Run)
	registered := make(chan struct{}, 1)
	dev, err := gb28181.NewDevice(gb28181.DeviceConfig{
		Line: line, ID: deviceID, Channels: []code.Code{channelID}, Password: password,
		Server: server, ServerID: platformID, Retry: 50 * time.Millisecond, Invite: f, SignOff: signOff,
		State: func(s gb28181.DeviceState) {
			if s.Registered {
				select {
				case registered <- struct{}{}:
				default:
				}
			}
		},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.dev = dev
	stop = background(w.t, dev.Run)
	select {
	case <-registered:
	case <-time.After(10 * time.Second):
		w.t.Fatal("not registered: ", dev.State().Err)
	}
	return stop
}

// hold claims the camera's stream for the test.
func (w *world) hold(role ingest.Role) *ingest.Held {
	w.t.Helper()
	h, err := w.in.Hold(w.t.Context(), w.camera, role)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(h.Release)
	return h
}

// frames reads n frames of the stream.
func (w *world) frames(s *hub.Stream, n int) []*media.Frame {
	w.t.Helper()
	sub := s.Subscribe(hub.Options{MaxBytes: 8 << 20, FromKey: true})
	defer sub.Close()
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	var out []*media.Frame
	for len(out) < n {
		f, err := sub.Next(ctx)
		if err != nil {
			w.t.Fatalf("after %d frames: %v; attempts: %s", len(out), err, w.tell())
		}
		f.Slab.Release()
		if len(out) == 0 && !f.IsKey() {
			continue // sound may come before the first picture
		}
		out = append(out, f)
	}
	return out
}

// until waits for a state that satisfies ok.
func (w *world) until(h *ingest.Held, what string, ok func(ingest.State) bool) ingest.State {
	w.t.Helper()
	late := time.After(10 * time.Second)
	for {
		s, changed := h.Watch()
		if ok(s) {
			return s
		}
		select {
		case <-changed:
		case <-late:
			w.t.Fatalf("never %s: %+v; attempts: %s", what, s, w.tell())
		}
	}
}

// waiting waits until the source waits for a reason of that code and returns
// the attempt that it comes from.
func (w *world) waiting(h *ingest.Held, reason string) doctor.Attempt {
	w.t.Helper()
	w.until(h, reason, func(s ingest.State) bool { return s.Phase == ingest.Waiting && s.Reason.Code == reason })
	for _, a := range w.in.Attempts(w.camera)[ingest.Main] {
		if a.Diagnosis.Code == reason {
			return a
		}
	}
	w.t.Fatalf("no attempt says %s: %s", reason, w.tell())
	return doctor.Attempt{}
}

func playing(s ingest.State) bool { return s.Phase == ingest.Playing }

// answerTo is the description of a device that echoes what it was offered.
func answerTo(c *gb28181.Call, from netip.AddrPort) *sdp.Session {
	m := sdp.Media{Kind: "video", Port: int(from.Port()), Proto: c.Offer.Video().Proto, Payloads: []int{96}}
	m.Attrs = []sdp.Attr{{Key: "sendonly"}, {Key: "rtpmap", Value: "96 PS/90000"}}
	switch c.Offer.Video().Setup() {
	case "passive":
		m.Attrs = append(m.Attrs, sdp.Attr{Key: "setup", Value: "active"})
	case "active":
		m.Attrs = append(m.Attrs, sdp.Attr{Key: "setup", Value: "passive"})
	}
	return &sdp.Session{
		Owner: string(c.Channel), Name: "Play", Addr: from.Addr(), Media: []sdp.Media{m},
		SSRC: c.Offer.SSRC, HasSSRC: true,
	}
}

// udpCamera answers an INVITE and streams over UDP until the session ends.
func udpCamera(t *testing.T, change func(c *gb28181.Call, answer *sdp.Session, s *sender)) func(context.Context, *gb28181.Call) {
	return func(_ context.Context, c *gb28181.Call) {
		host := c.Offer.Target().Addr()
		conn, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(host, 0)))
		if err != nil {
			t.Error(err)
			return
		}
		to := net.UDPAddrFromAddrPort(c.Offer.Target())
		s := newSender(c.Offer.SSRC, func(b []byte) error { _, err := conn.WriteTo(b, to); return err })
		answer := answerTo(c, conn.LocalAddr().(*net.UDPAddr).AddrPort())
		if change != nil {
			change(c, answer, s)
		}
		d, err := c.Accept(answer.Bytes())
		if err != nil {
			t.Errorf("accept: %v", err)
			conn.Close()
			return
		}
		stream(t, s, d.Done(), func() { conn.Close() })
	}
}

// tcpCamera answers an INVITE and streams over TCP: it connects to a passive
// offer and listens for an active one, unless change does so itself by setting
// the sender's send.
func tcpCamera(t *testing.T, change func(c *gb28181.Call, answer *sdp.Session, s *sender)) func(context.Context, *gb28181.Call) {
	return func(ctx context.Context, c *gb28181.Call) {
		host := c.Offer.Target().Addr()
		l, err := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.AddrPortFrom(host, 0)))
		if err != nil {
			t.Error(err)
			return
		}
		defer l.Close()
		s := newSender(c.Offer.SSRC, nil)
		answer := answerTo(c, l.Addr().(*net.TCPAddr).AddrPort())
		if change != nil {
			change(c, answer, s)
		}
		d, err := c.Accept(answer.Bytes())
		if err != nil {
			t.Errorf("accept: %v", err)
			return
		}
		if d.AwaitACK(ctx) != nil {
			return
		}
		end := func() {}
		if s.send == nil {
			conn, err := connection(c, l, d.Done())
			if err != nil {
				return
			}
			s.send, end = counted(conn), func() { conn.Close() }
		}
		stream(t, s, d.Done(), end)
	}
}

// connection is the device's side of the media connection.
func connection(c *gb28181.Call, l *net.TCPListener, done <-chan struct{}) (net.Conn, error) {
	if c.Offer.Video().Setup() == "passive" {
		return net.Dial("tcp", c.Offer.Target().String())
	}
	accepted := make(chan struct{})
	defer close(accepted)
	go func() {
		select {
		case <-done:
			l.Close()
		case <-accepted:
		}
	}()
	return l.Accept()
}

// counted writes packets with their length before them (RFC 4571).
func counted(conn io.Writer) func([]byte) error {
	return func(b []byte) error {
		_, err := conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...))
		return err
	}
}

// shared makes all sessions use one port.
func shared(c *ingest.Config) { c.Media.Shared = true }

// ranged gives each session a port of a range; the range is the machine's own
// choice of free ports, so that tests may run side by side.
func ranged(t *testing.T, pairs int) func(*ingest.Config) {
	return func(c *ingest.Config) {
		c.Media.Low, c.Media.High = freeRange(t, pairs)
	}
}

// freeRange looks for so many free pairs of UDP ports in a row.
func freeRange(t *testing.T, pairs int) (low, high uint16) {
	t.Helper()
	for range 100 {
		c, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		first := c.LocalAddr().(*net.UDPAddr).Port
		c.Close()
		first += first & 1
		if first+2*pairs < 65535 && allFree(first, 2*pairs) {
			return uint16(first), uint16(first + 2*pairs - 1)
		}
	}
	t.Fatal("no free range of ports")
	return 0, 0
}

func allFree(first, n int) bool {
	for port := first; port < first+n; port++ {
		u, err := net.ListenUDP("udp", &net.UDPAddr{Port: port})
		if err != nil {
			return false
		}
		u.Close()
		l, err := net.ListenTCP("tcp", &net.TCPAddr{Port: port})
		if err != nil {
			return false
		}
		l.Close()
	}
	return true
}

// TestTransports brings one camera in over every transport, port mode and
// family.
func TestTransports(t *testing.T) {
	cameras := map[ingest.Transport]func(*testing.T, func(*gb28181.Call, *sdp.Session, *sender)) func(context.Context, *gb28181.Call){
		ingest.UDP: udpCamera, ingest.TCPPassive: tcpCamera, ingest.TCPActive: tcpCamera,
	}
	modes := map[string]func(*ingest.Config){"own port": nil, "shared port": shared, "port range": ranged(t, 3)}
	for transport, camera := range cameras {
		for mode, change := range modes {
			for _, address := range []string{"127.0.0.1:0", "[::1]:0"} {
				t.Run(string(transport)+"/"+mode+"/"+address, func(t *testing.T) {
					if mode != "port range" { // of which there is one
						t.Parallel()
					}
					w := newWorld(t, address, transport, change)
					w.device(address, camera(t, nil))
					checkPlaying(t, w, transport)
				})
			}
		}
	}
}

func checkPlaying(t *testing.T, w *world, transport ingest.Transport) {
	t.Helper()
	h := w.hold(ingest.Main)
	frames := w.frames(h.Stream(), 60)
	w.until(h, "playing", playing)
	checkFrames(t, frames)
	a := w.in.Attempts(w.camera)[ingest.Main][0]
	if a.Offered.Transport != string(transport) || a.Answered.Port == 0 || a.Traffic.Packets == 0 || a.FirstKey.IsZero() {
		t.Errorf("attempt %s", w.tell())
	}
	if len(a.Tracks) == 0 || len(a.Exchange) < 3 || len(a.Notes) > 0 || a.Traffic.Lost > 0 {
		t.Errorf("attempt %s", w.tell())
	}
	h.Release()
	w.stop()
	if st := w.in.Stats(); st.SSRCs != 0 || st.Sources != 0 || st.Ports != 0 {
		t.Errorf("left behind: %+v", st)
	}
}
