package gb28181_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
)

// TestDeviceComesBack loses the platform: the device counts missed keepalives,
// registers again until one is there, and also when it is told that it is not
// known.
func TestDeviceComesBack(t *testing.T) {
	set := &devices{m: map[code.Code]gb28181.Settings{deviceID: {Password: password}}}
	events := make(chan gb28181.Event, 100)
	start := func(address string) (*world, func()) {
		p, err := gb28181.NewPlatform(gb28181.PlatformConfig{ID: platformID, Devices: set, Log: discard(),
			Listeners: []dialog.Listener{{Address: address, UDP: true}}, Events: func(e gb28181.Event) { events <- e }})
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Open(t.Context()); err != nil {
			t.Fatal(err)
		}
		return &world{t: t, p: p, devices: set, events: events}, background(t, p.Run)
	}
	w, stop := start("127.0.0.1:0")
	cfg := deviceConfig(w, newLine(t, ""))
	cfg.Keepalive, cfg.Misses = 100*time.Millisecond, 2
	var misses atomic.Int32
	cfg.State = func(s gb28181.DeviceState) { misses.Store(max(misses.Load(), int32(s.Misses))) }
	d, _ := runDevice(t, cfg)
	w.expect(gb28181.Registered)
	stop()
	for late := time.After(20 * time.Second); d.State().Registered; {
		select {
		case <-late:
			t.Fatal("still taken for registered")
		case <-time.After(20 * time.Millisecond):
		}
	}
	if misses.Load() != 2 {
		t.Errorf("gave up after %d misses", misses.Load())
	}
	w, stop = start(cfg.Server.String())
	w.expect(gb28181.Registered)
	stop()
	// A platform that kept nothing answers the next keepalive with 403.
	w, _ = start(cfg.Server.String())
	w.expect(gb28181.Registered)
}

// TestDeviceRefused tells the device why.
func TestDeviceRefused(t *testing.T) {
	w := newWorld(t, nil)
	cfg := deviceConfig(w, newLine(t, ""))
	cfg.Password = "wrong"
	d, err := gb28181.NewDevice(cfg)
	if err != nil {
		t.Fatal(err)
	}
	background(t, d.Run)
	w.expect(gb28181.Refused)
	if err := d.Register(t.Context()); !errors.Is(err, shiheng.ErrForbidden) {
		t.Error(err)
	}
	if _, err := gb28181.NewDevice(cfg); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("two devices with one code on a line: %v", err)
	}
}

// TestReload changes settings, then takes the device off the list.
func TestReload(t *testing.T) {
	store := &shelf{}
	w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Store = store })
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	if err := w.p.Reload(t.Context(), deviceID); err != nil {
		t.Errorf("a device that is not registered: %v", err)
	}
	wantCode(t, p.register(contact+expires), 200)
	w.devices.set(deviceID, gb28181.Settings{Password: password, Advertise: netip.MustParseAddr("198.51.100.9")})
	if err := w.p.Reload(t.Context(), deviceID); err != nil {
		t.Fatal(err)
	}
	if a, err := w.p.MediaAddr(deviceID); err != nil || a.String() != "198.51.100.9" {
		t.Errorf("media at %v, %v", a, err)
	}
	w.devices.mu.Lock()
	delete(w.devices.m, deviceID)
	w.devices.mu.Unlock()
	if err := w.p.Reload(t.Context(), deviceID); err != nil {
		t.Fatal(err)
	}
	if e := w.expect(gb28181.Offline); e.Reason != "removed" {
		t.Errorf("%+v", e)
	}
	wantCode(t, p.keepalive(), 403)
	if rows, _ := store.count(); rows != 0 {
		t.Errorf("%d rows", rows)
	}
}

// TestDeviceIgnoresStrangers takes requests from its platform's address only.
func TestDeviceIgnoresStrangers(t *testing.T) {
	w := newWorld(t, nil)
	l := newLine(t, "0.0.0.0:0")
	cfg := deviceConfig(w, l)
	rang := atomic.Bool{}
	cfg.Invite = func(_ context.Context, c *gb28181.Call) { rang.Store(true) }
	runDevice(t, cfg)
	c, err := net.DialUDP("udp", &net.UDPAddr{IP: net.ParseIP("127.0.0.9")}, &net.UDPAddr{IP: net.ParseIP("127.0.0.1"), Port: int(l.Local().Port())})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	p := &rawPeer{t: t, conn: c, id: string(platformID)}
	p.send("INVITE sip:" + string(channelID) + "@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.9;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:" +
		string(channelID) + "@b>\r\nCall-ID: s\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n")
	for {
		got := p.receive(20 * time.Second)
		if got == "" {
			t.Fatal("no answer")
		}
		if !strings.HasPrefix(got, "SIP/2.0 100") {
			wantCode(t, got, 403)
			break
		}
	}
	if rang.Load() {
		t.Error("a stranger's call was taken")
	}
}

// TestByeFollowsThePort is a NAT that gives the device a new port in a session:
// the BYE goes to the port its keepalive came from.
func TestByeFollowsThePort(t *testing.T) {
	w := newWorld(t, nil)
	old := newRawPeer(t, w.p.Local(""), string(deviceID))
	wantCode(t, old.register(contact+expires), 200)
	type result struct {
		s   *gb28181.Session
		err error
	}
	called := make(chan result, 1)
	go func() {
		s, err := w.p.Invite(context.WithoutCancel(t.Context()), offer)
		called <- result{s, err}
	}()
	invite := old.receive(20 * time.Second)
	accept(old, invite)
	got := <-called
	if got.err != nil {
		t.Fatal(got.err)
	}
	if ack := old.receive(20 * time.Second); !strings.HasPrefix(ack, "ACK ") {
		t.Fatalf("no ACK: %q", ack)
	}
	moved := newRawPeer(t, w.p.Local(""), string(deviceID))
	wantCode(t, moved.keepalive(), 200)
	ended := make(chan error, 1)
	go func() { ended <- got.s.Bye(context.WithoutCancel(t.Context()), nil) }()
	bye := moved.receive(20 * time.Second)
	if !strings.HasPrefix(bye, "BYE ") {
		t.Fatalf("no BYE: %q", bye)
	}
	refuse(moved, bye, "481 Call/Transaction Does Not Exist")
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// accept answers an INVITE with 200 and a description that has no y=.
func accept(p *rawPeer, invite string) {
	body := "v=0\no=x 0 0 IN IP4 127.0.0.1\ns=Network Video Recorder\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 15060 RTP/AVP 96\na=sendonly\n"
	var b strings.Builder
	b.WriteString("SIP/2.0 200 OK\r\n")
	for _, name := range []string{"Via", "From", "Call-ID", "CSeq"} {
		b.WriteString(name + ": " + headerOf(invite, name) + "\r\n")
	}
	b.WriteString("To: " + headerOf(invite, "To") + ";tag=dev\r\nContact: <sip:" + p.id + "@192.168.1.64:5060>\r\n")
	b.WriteString("Content-Type: APPLICATION/SDP\r\nContent-Length: " + fmt.Sprint(len(body)) + "\r\n\r\n" + body)
	p.send(b.String())
}

// TestTCPWaits floods over TCP: nothing is dropped, the sender waits.
func TestTCPWaits(t *testing.T) {
	w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Rate, c.Burst = 200, 20 })
	cfg := deviceConfig(w, newLine(t, ""))
	cfg.Transport = dialog.TCP
	cfg.Catalog = func() []gb28181.Part { return noWait(gb28181.Parts(channels(100), 1)) }
	runDevice(t, cfg)
	got, err := w.p.Catalog(t.Context(), deviceID)
	if err != nil || len(got.Items) != 100 || got.Partial {
		t.Errorf("%d items, partial %v, %v", len(got.Items), got.Partial, err)
	}
}

// TestHundredThousand loads the registrations of a city and shows what one
// costs in memory, and that none costs a goroutine.
func TestHundredThousand(t *testing.T) {
	const n = 100_000
	store := &shelf{m: map[code.Code]gb28181.Registration{}}
	expires := time.Now().Add(time.Hour)
	for i := range n {
		id := code.Code(fmt.Sprintf("3402000000118%07d", i))
		store.m[id] = gb28181.Registration{Device: id, Expires: expires, UserAgent: "IP Camera",
			Path: dialog.Path{Transport: dialog.UDP, Remote: netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}), 5060)}}
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	goroutines := runtime.NumGoroutine()
	w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Store = store })
	runtime.GC()
	runtime.ReadMemStats(&after)
	if st := w.p.Stats(); st.Registered != n || st.Online > 1 { // one of them is on the list
		t.Errorf("%+v", st)
	}
	if more := runtime.NumGoroutine() - goroutines; more > 20 {
		t.Errorf("%d goroutines more", more)
	}
	each := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / n
	t.Logf("%d bytes a device", each)
	if each > 4096 {
		t.Errorf("%d bytes a device", each)
	}
}
