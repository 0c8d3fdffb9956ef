package gb28181_test

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/gb28181/sdp"
)

const (
	platformID = code.Code("34020000002000000001")
	deviceID   = code.Code("34020000001180000001")
	channelID  = code.Code("34020000001320000001")
	password   = "不是12345"
)

// A register of devices that may be changed while the platform runs.
type devices struct {
	mu sync.Mutex
	m  map[code.Code]gb28181.Settings
}

func (d *devices) Settings(_ context.Context, id code.Code) (gb28181.Settings, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s, ok := d.m[id]
	if !ok {
		return gb28181.Settings{}, shiheng.NotFound("test.device")
	}
	return s, nil
}

func (d *devices) set(id code.Code, s gb28181.Settings) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.m[id] = s
}

// A world is a platform with what happened at it.
type world struct {
	t       *testing.T
	p       *gb28181.Platform
	devices *devices
	events  chan gb28181.Event
}

func newWorld(t *testing.T, change func(*gb28181.PlatformConfig)) *world {
	t.Helper()
	w := &world{t: t, devices: &devices{m: map[code.Code]gb28181.Settings{deviceID: {Password: password}}},
		events: make(chan gb28181.Event, 1<<16)}
	cfg := gb28181.PlatformConfig{
		ID:        platformID,
		Listeners: []dialog.Listener{{Network: "test", Address: "127.0.0.1:0"}},
		Devices:   w.devices,
		Events:    func(e gb28181.Event) { w.events <- e },
		Log:       discard(),
	}
	if change != nil {
		change(&cfg)
	}
	p, err := gb28181.NewPlatform(cfg)
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

// expect waits for an event of that kind, passing over others.
func (w *world) expect(kind gb28181.Kind) gb28181.Event {
	w.t.Helper()
	late := time.After(60 * time.Second)
	for {
		select {
		case e := <-w.events:
			if e.Kind == kind {
				return e
			}
		case <-late:
			w.t.Fatalf("no %s event", kind)
		}
	}
}

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

func newLine(t *testing.T, address string) *gb28181.Line {
	t.Helper()
	l, err := gb28181.NewLine(gb28181.LineConfig{Address: address, Log: discard()})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Open(); err != nil {
		t.Fatal(err)
	}
	background(t, l.Run)
	return l
}

func deviceConfig(w *world, l *gb28181.Line) gb28181.DeviceConfig {
	return gb28181.DeviceConfig{
		Line: l, ID: deviceID, Channels: []code.Code{channelID}, Password: password,
		Server: w.p.Local(""), ServerID: platformID, Retry: 100 * time.Millisecond,
		Info: func() manscdp.Info {
			return manscdp.Info{Name: "录像机 <1>", Manufacturer: "视衡", OK: true, Channels: 1}
		},
		Status: func(code.Code) manscdp.Status {
			return manscdp.Status{OK: true, Online: true, Healthy: true, Time: time.Date(2026, 11, 23, 8, 2, 3, 0, time.UTC)}
		},
		Catalog: func() []gb28181.Part {
			return gb28181.Parts([]manscdp.Item{{Code: string(channelID), Name: "大厅&门口", Online: true, Parents: []string{string(deviceID)}}}, 4)
		},
	}
}

// runDevice starts a device and waits for its registration.
func runDevice(t *testing.T, cfg gb28181.DeviceConfig) (*gb28181.Device, func()) {
	t.Helper()
	registered := make(chan struct{}, 1)
	before := cfg.State
	cfg.State = func(s gb28181.DeviceState) {
		if before != nil {
			before(s)
		}
		if s.Registered {
			select {
			case registered <- struct{}{}:
			default:
			}
		}
	}
	d, err := gb28181.NewDevice(cfg)
	if err != nil {
		t.Fatal(err)
	}
	stop := background(t, d.Run)
	select {
	case <-registered:
	case <-time.After(60 * time.Second):
		t.Fatal("not registered: ", d.State().Err)
	}
	return d, stop
}

func TestBothRoles(t *testing.T) {
	for _, tt := range []struct {
		name      string
		address   string
		transport dialog.Transport
		settings  gb28181.Settings
	}{
		{"udp", "127.0.0.1:0", dialog.UDP, gb28181.Settings{}},
		{"udp qop", "127.0.0.1:0", dialog.UDP, gb28181.Settings{QOP: true}},
		{"udp sha-256", "127.0.0.1:0", dialog.UDP, gb28181.Settings{Algorithm: dialog.SHA256, QOP: true}},
		{"udp sm3", "127.0.0.1:0", dialog.UDP, gb28181.Settings{Algorithm: dialog.SM3}},
		{"tcp", "127.0.0.1:0", dialog.TCP, gb28181.Settings{}},
		{"udp ipv6", "[::1]:0", dialog.UDP, gb28181.Settings{}},
		{"tcp ipv6", "[::1]:0", dialog.TCP, gb28181.Settings{QOP: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Listeners[0].Address = tt.address })
			tt.settings.Password = password
			w.devices.set(deviceID, tt.settings)
			l := newLine(t, tt.address)
			cfg := deviceConfig(w, l)
			cfg.Transport = tt.transport
			sessions := make(chan *dialog.Dialog, 1)
			cfg.Invite = func(ctx context.Context, c *gb28181.Call) {
				answer := sdp.Session{Owner: string(c.Channel), Name: "Play", Addr: netip.MustParseAddr("127.0.0.1"),
					Media: []sdp.Media{{Kind: "video", Port: 40000, Proto: "RTP/AVP", Payloads: []int{96}}}, SSRC: c.Offer.SSRC, HasSSRC: true}
				d, err := c.Accept(answer.Bytes())
				if err == nil {
					sessions <- d
				}
			}
			d, _ := runDevice(t, cfg)
			w.expect(gb28181.Online)
			exchange(t, w, d, sessions)
		})
	}
}

// exchange goes through everything that the two roles say to each other.
func exchange(t *testing.T, w *world, d *gb28181.Device, sessions chan *dialog.Dialog) {
	t.Helper()
	ctx := t.Context()
	if err := d.Keepalive(ctx); err != nil {
		t.Fatal(err)
	}
	info, err := w.p.DeviceInfo(ctx, deviceID)
	if err != nil || info.Name != "录像机 <1>" || info.Channels != 1 {
		t.Fatalf("info %+v, %v", info, err)
	}
	status, err := w.p.DeviceStatus(ctx, deviceID, deviceID)
	if err != nil || !status.Time.Equal(time.Date(2026, 11, 23, 8, 2, 3, 0, time.UTC)) {
		t.Fatalf("status %+v, %v", status, err)
	}
	list, err := w.p.Catalog(ctx, deviceID)
	if err != nil || list.Partial || len(list.Items) != 1 || list.Items[0].Name != "大厅&门口" {
		t.Fatalf("catalog %+v, %v", list, err)
	}
	offer := gb28181.MediaOffer{Device: deviceID, Channel: channelID, Transport: gb28181.MediaUDP, Port: 30000, SSRC: 200000017}
	s, err := w.p.Invite(ctx, offer)
	if err != nil {
		t.Fatal(err)
	}
	if s.Answer.SSRC != offer.SSRC || s.Answer.Media.Port() != 40000 {
		t.Errorf("answer %+v", s.Answer)
	}
	dev := <-sessions
	if err := dev.AwaitACK(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Bye(ctx, nil); err != nil {
		t.Fatal(err)
	}
	<-dev.Done()
	if !errors.Is(dev.Cause(), dialog.ErrRemoteBye) || !errors.Is(s.Cause(), dialog.ErrLocalBye) {
		t.Errorf("causes %v, %v", dev.Cause(), s.Cause())
	}
	if s, err = w.p.Invite(ctx, offer); err != nil {
		t.Fatal(err)
	}
	dev = <-sessions
	if err := dev.Bye(ctx, nil); err != nil {
		t.Fatal(err)
	}
	<-s.Done()
	if !errors.Is(s.Cause(), dialog.ErrRemoteBye) {
		t.Errorf("cause %v", s.Cause())
	}
}
