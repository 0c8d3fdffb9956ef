package gb28181_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
)

// A shelf is a store of registrations in memory that counts its writes.
type shelf struct {
	mu     sync.Mutex
	m      map[code.Code]gb28181.Registration
	writes int
	fail   error
}

func (s *shelf) Load(context.Context) ([]gb28181.Registration, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []gb28181.Registration
	for _, r := range s.m {
		// What a row holds: the path without its live connection.
		r.Path = dialog.Path{Transport: r.Path.Transport, Remote: r.Path.Remote, Local: r.Path.Local, Network: r.Path.Network}
		out = append(out, r)
	}
	return out, s.fail
}

func (s *shelf) Save(_ context.Context, r gb28181.Registration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	if s.m == nil {
		s.m = map[code.Code]gb28181.Registration{}
	}
	s.writes++
	s.m[r.Device] = r
	return nil
}

func (s *shelf) Remove(_ context.Context, id code.Code) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.m, id)
	return s.fail
}

func (s *shelf) count() (rows, writes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.m), s.writes
}

// TestRestart is quirk 4: after our restart keepalives go on with no REGISTER.
// A device over UDP can be asked at once; over TCP its next keepalive brings it
// back.
func TestRestart(t *testing.T) {
	for _, transport := range []dialog.Transport{dialog.UDP, dialog.TCP} {
		t.Run(string(transport), func(t *testing.T) {
			store := &shelf{}
			devices := &devices{m: map[code.Code]gb28181.Settings{deviceID: {Password: password}}}
			events := make(chan gb28181.Event, 100)
			start := func(address string) (*gb28181.Platform, func()) {
				p, err := gb28181.NewPlatform(gb28181.PlatformConfig{ID: platformID, Devices: devices, Store: store, Log: discard(),
					Listeners: []dialog.Listener{{Address: address}}, Events: func(e gb28181.Event) { events <- e }})
				if err != nil {
					t.Fatal(err)
				}
				if err := p.Open(t.Context()); err != nil {
					t.Fatal(err)
				}
				return p, background(t, p.Run)
			}
			p, stop := start("127.0.0.1:0")
			w := &world{t: t, p: p, devices: devices, events: events}
			cfg := deviceConfig(w, newLine(t, "127.0.0.1:0"))
			cfg.Transport = transport
			registers := &atomic.Int32{}
			cfg.Alter = func(kind string, _ *dialog.Message) bool {
				if kind == "REGISTER" {
					registers.Add(1)
				}
				return registers.Load() <= 2 // after the restart it never registers again
			}
			d, _ := runDevice(t, cfg)
			w.expect(gb28181.Online)
			address := p.Local("").String()
			stop()

			p, _ = start(address)
			w.p = p
			if _, online, err := p.Registration(deviceID); err != nil || online != (transport == dialog.UDP) {
				t.Fatalf("from the store: online %v, %v", online, err)
			}
			_, err := p.DeviceInfo(t.Context(), deviceID)
			if asked := err == nil; asked != (transport == dialog.UDP) || err != nil && !errors.Is(err, shiheng.ErrUnavailable) {
				t.Errorf("asked before it was heard: %v", err)
			}
			_, before := store.count()
			if err := d.Keepalive(t.Context()); err != nil {
				t.Fatal(err)
			}
			if transport == dialog.TCP {
				if e := w.expect(gb28181.Online); e.Reason != "keepalive" {
					t.Errorf("%+v", e)
				}
			}
			if heard := p.LastHeard(deviceID); time.Since(heard) > time.Minute || !p.LastHeard("stranger").IsZero() {
				t.Errorf("heard at %v", heard)
			}
			if info, err := p.DeviceInfo(t.Context(), deviceID); err != nil || info.Channels != 1 {
				t.Errorf("%+v, %v", info, err)
			}
			if _, after := store.count(); after != before {
				t.Errorf("a keepalive wrote %d rows", after-before)
			}
		})
	}
}

// TestRestartOfTheUnwanted holds that a registration from the store is worth
// nothing once the device was taken off the list, or its time is over.
func TestRestartOfTheUnwanted(t *testing.T) {
	w := newWorld(t, nil)
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	reg := gb28181.Registration{Device: deviceID, Expires: time.Now().Add(time.Hour),
		Path: dialog.Path{Transport: dialog.UDP, Remote: netipOf(p)}}
	for _, tt := range []struct {
		name    string
		expires time.Time
		known   bool
		want    int
	}{
		{"wanted", time.Now().Add(time.Hour), true, 200},
		{"not on the list", time.Now().Add(time.Hour), false, 403},
		{"expired", time.Now().Add(-time.Second), true, 403},
	} {
		t.Run(tt.name, func(t *testing.T) {
			reg.Expires = tt.expires
			store := &shelf{m: map[code.Code]gb28181.Registration{deviceID: reg}}
			w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Store = store })
			p := newRawPeer(t, w.p.Local(""), string(deviceID))
			if !tt.known {
				w.devices.mu.Lock()
				delete(w.devices.m, deviceID)
				w.devices.mu.Unlock()
			}
			wantCode(t, p.keepalive(), tt.want)
		})
	}
}

// TestStoreDown answers 503 and keeps nothing half: no row, no registration.
func TestStoreDown(t *testing.T) {
	store := &shelf{}
	w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Store = store })
	store.mu.Lock()
	store.fail = errors.New("disk full")
	store.mu.Unlock()
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	wantCode(t, p.register(contact+expires), 503)
	if _, _, err := w.p.Registration(deviceID); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("registered without a row: %v", err)
	}
	store.mu.Lock()
	store.fail = nil
	store.mu.Unlock()
	wantCode(t, p.register(contact+expires), 200)
	if rows, _ := store.count(); rows != 1 {
		t.Errorf("%d rows", rows)
	}
}

// TestKeepaliveMissed takes a silent device offline and its next keepalive
// brings it back. The interval is the shortest allowed; real time passes.
func TestKeepaliveMissed(t *testing.T) {
	if testing.Short() {
		t.Skip("takes eight seconds")
	}
	w := newWorld(t, nil)
	w.devices.set(deviceID, gb28181.Settings{Password: password, KeepaliveInterval: 5 * time.Second, KeepaliveCount: 1})
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	wantCode(t, p.register(contact+expires), 200)
	began := time.Now()
	e := w.expect(gb28181.Offline)
	if took := time.Since(began); e.Reason != "keepalive" || took < 5*time.Second {
		t.Errorf("%+v after %v", e, took)
	}
	wantCode(t, p.keepalive(), 200)
	if e := w.expect(gb28181.Online); e.Reason != "keepalive" {
		t.Errorf("%+v", e)
	}
}

// TestFaulty tells a keepalive that names faulty parts.
func TestFaulty(t *testing.T) {
	w := newWorld(t, nil)
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	wantCode(t, p.register(contact+expires), 200)
	wantCode(t, p.request("MESSAGE", "", "<Notify><CmdType>Keepalive</CmdType><SN>1</SN><DeviceID>"+p.id+
		"</DeviceID><Status>ERROR</Status><Info><DeviceID>34020000001320000001</DeviceID></Info></Notify>"), 200)
	e := w.expect(gb28181.Faulty)
	if got := manscdp.FaultyDevices(e.Message); len(got) != 1 || got[0] != string(channelID) {
		t.Errorf("%v", got)
	}
	wantCode(t, p.request("MESSAGE", "", "not XML at all"), 200)
	if e := w.expect(gb28181.Unreadable); e.Reason != "manscdp.empty" {
		t.Errorf("%+v", e)
	}
	wantCode(t, p.request("MESSAGE", "", "<Notify><CmdType>NeverHeardOf</CmdType><SN>1</SN></Notify>"), 200)
	if e := w.expect(gb28181.Notified); e.Message.CmdType != "NeverHeardOf" {
		t.Errorf("%+v", e)
	}
}

func channels(n int) []manscdp.Item {
	var out []manscdp.Item
	for i := range n {
		out = append(out, manscdp.Item{Code: fmt.Sprintf("3402000000132%07d", i), Name: fmt.Sprintf("路口 %d & 号", i), Online: true,
			Manufacturer: "视衡", Model: "M", Parents: []string{string(deviceID)}})
	}
	return out
}

// TestCatalogs asks devices that answer as real ones do (quirk 6, annex M).
func TestCatalogs(t *testing.T) {
	many := channels(20)
	part := func(sum int, items ...manscdp.Item) gb28181.Part { return gb28181.Part{Items: items, SumNum: sum} }
	for _, tt := range []struct {
		name      string
		parts     []gb28181.Part
		items     int
		partial   bool
		transport dialog.Transport
		charset   manscdp.Charset
		alter     func(string, *dialog.Message) bool
	}{
		{name: "four to a message", parts: gb28181.Parts(many, 4), items: 20},
		{name: "one to a message, none waits", parts: noWait(gb28181.Parts(many, 1)), items: 20},
		{name: "repeated", parts: append(gb28181.Parts(many[:5], 2), gb28181.Parts(many[:5], 2)...), items: 5, partial: false},
		{name: "lost part", parts: gb28181.Parts(many, 4), items: 16, partial: true, alter: loseThird()},
		{name: "late part", parts: []gb28181.Part{part(2, many[0]), {Items: many[1:2], SumNum: 2, Delay: 300 * time.Millisecond}}, items: 2},
		{name: "empty", parts: []gb28181.Part{{}}, items: 0},
		{name: "SN not echoed", parts: []gb28181.Part{{Items: many[:2], SN: 999_999_999}}, items: 2},
		{name: "labelled UTF-8 in GB18030", parts: gb28181.Parts(many[:3], 4), items: 3, alter: relabel("GB2312", "UTF-8")},
		{name: "UTF-8 labelled GB2312", parts: gb28181.Parts(many[:3], 4), items: 3, charset: manscdp.CharsetUTF8, alter: relabel("UTF-8", "GB2312")},
		{name: "bare ampersands", parts: gb28181.Parts(many[:3], 4), items: 3, alter: relabel("&amp;", "&")},
		{name: "From is a channel", parts: gb28181.Parts(many[:3], 4), items: 3, alter: func(_ string, m *dialog.Message) bool {
			if m.Method == "MESSAGE" {
				m.From.User = string(channelID)
			}
			return true
		}},
		{name: "1,000 in one message over TCP", parts: gb28181.Parts(channels(1000), 1000), items: 1000, transport: dialog.TCP},
		{name: "51 kB in one datagram", parts: gb28181.Parts(channels(120), 200), items: 120},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, func(c *gb28181.PlatformConfig) { c.CatalogGap = time.Second })
			cfg := deviceConfig(w, newLine(t, "127.0.0.1:0"))
			cfg.Catalog = func() []gb28181.Part { return tt.parts }
			cfg.Transport, cfg.Charset = tt.transport, tt.charset
			registered := atomic.Bool{}
			if tt.alter != nil {
				cfg.Alter = func(kind string, m *dialog.Message) bool { return !registered.Load() || tt.alter(kind, m) }
			}
			if tt.name == "repeated" {
				for i := range tt.parts {
					tt.parts[i].SumNum = 5
				}
			}
			runDevice(t, cfg)
			registered.Store(true)
			got, err := w.p.Catalog(t.Context(), deviceID)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Items) != tt.items || got.Partial != tt.partial {
				t.Errorf("%d items, partial %v, sum %d, %s", len(got.Items), got.Partial, got.SumNum, got.Repairs)
			}
			for _, it := range got.Items {
				if !strings.HasPrefix(it.Name, "路口 ") || !strings.Contains(it.Name, "& 号") {
					t.Fatalf("name %q", it.Name)
				}
			}
		})
	}
}

func noWait(parts []gb28181.Part) []gb28181.Part {
	for i := range parts {
		parts[i].NoWait = true
	}
	return parts
}

func loseThird() func(string, *dialog.Message) bool {
	var n atomic.Int32
	return func(kind string, _ *dialog.Message) bool { return kind != manscdp.Catalog || n.Add(1) != 3 }
}

func relabel(from, to string) func(string, *dialog.Message) bool {
	return func(_ string, m *dialog.Message) bool {
		m.Body = []byte(strings.ReplaceAll(string(m.Body), from, to))
		return true
	}
}

// TestManyDevices registers a thousand devices over one socket, has them kept
// alive, and asks one of them.
func TestManyDevices(t *testing.T) {
	const n = 1000
	w := newWorld(t, nil)
	l := newLine(t, "127.0.0.1:0")
	var registered atomic.Int32
	all := make(chan struct{})
	for i := range n {
		id := code.Code(fmt.Sprintf("3402000000118%07d", i))
		w.devices.set(id, gb28181.Settings{Password: password})
		cfg := deviceConfig(w, l)
		cfg.ID, cfg.Channels, cfg.SignOff = id, nil, false
		var once sync.Once
		cfg.State = func(s gb28181.DeviceState) {
			if s.Registered {
				once.Do(func() {
					if registered.Add(1) == n {
						close(all)
					}
				})
			}
		}
		d, err := gb28181.NewDevice(cfg)
		if err != nil {
			t.Fatal(err)
		}
		background(t, d.Run)
	}
	select {
	case <-all:
	case <-time.After(60 * time.Second):
		t.Fatalf("%d of %d registered", registered.Load(), n)
	}
	if st := w.p.Stats(); st.Online != n || st.Registered != n {
		t.Errorf("%+v", st)
	}
	if info, err := w.p.DeviceInfo(t.Context(), "34020000001180000777"); err != nil || !info.OK {
		t.Errorf("%+v, %v", info, err)
	}
}
