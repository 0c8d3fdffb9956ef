package ingest

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/media"
)

// A switchboard is signalling without a network: it refuses, or accepts and
// stays silent.
type switchboard struct {
	mu       sync.Mutex
	online   bool // guarded by mu, as is what follows
	changed  map[code.Code]chan struct{}
	calls    []time.Time
	byes     int
	now, max int // INVITEs under way
	accept   bool
	wait     time.Duration // before an answer
	keys     int
}

func (s *switchboard) Peer(code.Code) (Peer, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := netip.MustParseAddr("127.0.0.1")
	return Peer{Online: s.online, Observed: netip.AddrPortFrom(a, 5060), Local: a, Media: a}, true
}

func (s *switchboard) Changed(d code.Code) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changed[d] == nil {
		s.changed[d] = make(chan struct{})
	}
	return s.changed[d]
}

// set changes what is known of all devices.
func (s *switchboard) set(online bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.online = online
	for d, c := range s.changed {
		close(c)
		delete(s.changed, d)
	}
}

func (s *switchboard) Invite(ctx context.Context, i Invitation) (Call, error) {
	s.mu.Lock()
	s.calls = append(s.calls, time.Now())
	s.now++
	s.max = max(s.max, s.now)
	wait, accept := s.wait, s.accept
	s.mu.Unlock()
	sleep(ctx, wait)
	s.mu.Lock()
	s.now--
	s.mu.Unlock()
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case !accept:
		return nil, &Refusal{Status: 480, Reason: "Temporarily Unavailable"}
	}
	return &silentCall{s: s, ended: make(chan struct{})}, nil
}

func (s *switchboard) KeyFrame(context.Context, code.Code, code.Code) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys++
	return nil
}

// tally is what happened so far.
type tally struct {
	calls     []time.Time
	byes, max int
}

func (s *switchboard) tally() tally {
	s.mu.Lock()
	defer s.mu.Unlock()
	return tally{slices.Clone(s.calls), s.byes, s.max}
}

type silentCall struct {
	s     *switchboard
	ended chan struct{}
	once  sync.Once
}

func (c *silentCall) Answer() (*sdp.Session, bool) { return nil, false }
func (c *silentCall) Ended() <-chan struct{}       { return c.ended }
func (c *silentCall) Bye(context.Context) error {
	c.once.Do(func() {
		c.s.mu.Lock()
		defer c.s.mu.Unlock()
		c.s.byes++
		close(c.ended)
	})
	return nil
}

// everywhere is a directory in which every camera is a channel of one device.
type everywhere struct{ device code.Code }

func (e everywhere) Source(context.Context, shiheng.CameraID, Role) (Source, error) {
	return Source{Kind: GB28181, GB: GBSource{Code: e.device, Channel: "34020000001320000001"}}, nil
}

// bubble runs f with an ingest over s, in time that is made up.
func bubble(t *testing.T, s *switchboard, f func(in *Ingest)) {
	synctest.Test(t, func(t *testing.T) {
		s.changed = map[code.Code]chan struct{}{}
		in, err := New(Config{
			Directory: everywhere{"34020000001180000001"}, Pool: media.NewPool(), Signalling: s,
			Domain: "34020000002000000001", Pumps: 1,
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- in.Run(ctx) }()
		f(in)
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("run: %v", err)
		}
		if n := in.ssrcs.inUse(); n != 0 {
			t.Errorf("%d SSRCs left in use", n)
		}
	})
}

func hold(t *testing.T, in *Ingest) *Held {
	t.Helper()
	h, err := in.Hold(t.Context(), shiheng.NewID[shiheng.CameraID](time.Now()), Main)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestBackoff: tries come further and further apart, with jitter, and never
// more than a minute.
func TestBackoff(t *testing.T) {
	s := &switchboard{online: true}
	bubble(t, s, func(in *Ingest) {
		defer hold(t, in).Release()
		time.Sleep(20 * time.Minute) // of made-up time
		wait := time.Second
		calls := s.tally().calls
		for i := 1; i < len(calls); i++ {
			gap := calls[i].Sub(calls[i-1])
			if gap < wait/2 || gap > wait+time.Second/10 {
				t.Errorf("try %d after %v, want %v to %v", i, gap, wait/2, wait)
			}
			wait = min(2*wait, time.Minute)
		}
		if n := len(calls); n < 20 || n > 60 {
			t.Errorf("%d tries in twenty minutes", n)
		}
	})
}

// TestOfflineIsLeftAlone: nothing is sent to a device that is offline; when it
// is back, its streams start spread out, and few at once.
func TestOfflineIsLeftAlone(t *testing.T) {
	s := &switchboard{accept: true, wait: time.Second}
	bubble(t, s, func(in *Ingest) {
		const streams = 20
		for range streams {
			defer hold(t, in).Release()
		}
		time.Sleep(time.Hour)
		if n := len(s.tally().calls); n != 0 {
			t.Errorf("%d calls to a device that is offline", n)
		}
		s.set(true)
		time.Sleep(9 * time.Second)
		got := s.tally()
		if len(got.calls) < perDevice {
			t.Errorf("%d calls after it came back", len(got.calls))
		}
		if got.max > perDevice {
			t.Errorf("%d INVITEs at once to one device", got.max)
		}
		time.Sleep(10 * time.Minute)
		s.set(false)
		time.Sleep(time.Minute)
		before := len(s.tally().calls)
		time.Sleep(time.Hour)
		if n := len(s.tally().calls); n != before {
			t.Errorf("%d calls while it was offline again", n-before)
		}
	})
}

// TestSilenceIsEnded: a session that brings nothing is ended with BYE.
func TestSilenceIsEnded(t *testing.T) {
	s := &switchboard{online: true, accept: true}
	bubble(t, s, func(in *Ingest) {
		h := hold(t, in)
		time.Sleep(10500 * time.Millisecond) // FirstMedia is 10 s
		if n := s.tally().byes; n != 1 {
			t.Errorf("%d BYE", n)
		}
		if st := h.State(); st.Phase != Waiting || st.Reason.Code != "tcp.nobody" {
			t.Errorf("state %+v", st)
		}
		h.Release()
		synctest.Wait()
		if st := h.State(); st.Phase != Stopped {
			t.Errorf("state %+v", st)
		}
	})
}

func TestSSRCs(t *testing.T) {
	s := newSSRCs("34020000002000000001")
	seen := map[uint32]bool{}
	var gives []func()
	for range serials {
		n, give, err := s.take()
		if err != nil || seen[n] || n/10_000 != 20000 {
			t.Fatalf("took %010d, %v", n, err)
		}
		seen[n] = true
		gives = append(gives, give)
	}
	if _, _, err := s.take(); diagnosis(err).Code != "own.ssrc" {
		t.Errorf("one too many: %v", err)
	}
	gives[17]()
	gives[17]() // giving twice frees once
	if _, _, err := s.take(); err != nil {
		t.Error(err)
	}
	if _, _, err := s.take(); err == nil {
		t.Error("a number was freed twice")
	}
}

// TestSplice: frames of two builders become one sequence.
func TestSplice(t *testing.T) {
	at := time.Unix(1000, 0)
	track := func(sps string) *media.Track {
		return &media.Track{ID: 1, Codec: media.H264, SPS: [][]byte{[]byte(sps)}, Generation: 1}
	}
	var s splice
	s.begin()
	first := track("a")
	join := func(tr *media.Track, dts int64, after time.Duration) *media.Frame {
		f := &media.Frame{Track: tr, DTS: dts, PTS: dts + 100, Received: at.Add(after)}
		s.join(f)
		return f
	}
	a := join(first, 180_000, 0)
	b := join(first, 183_600, 40*time.Millisecond)
	s.begin()
	c := join(track("a"), 5, 10*time.Second+40*time.Millisecond)
	if a.Seq != 1 || b.Seq != 2 || c.Seq != 3 {
		t.Errorf("numbers %d %d %d", a.Seq, b.Seq, c.Seq)
	}
	if c.Track != first || c.Flags&media.Gap == 0 || b.Flags != 0 {
		t.Errorf("track %p, want %p; flags %v %v", c.Track, first, b.Flags, c.Flags)
	}
	if passed := c.DTS - b.DTS; passed < 899_000 || passed > 901_000 {
		t.Errorf("ten seconds became %d ticks", passed)
	}
	s.begin()
	d := join(track("b"), 0, 11*time.Second)
	if d.Track == first || d.Track.Generation != 2 || string(d.Track.SPS[0]) != "b" || d.DTS <= c.DTS {
		t.Errorf("changed track %+v, DTS %d after %d", d.Track, d.DTS, c.DTS)
	}
}

// TestSite: which address a device is told.
func TestSite(t *testing.T) {
	ip := netip.MustParseAddr
	for _, tt := range []struct {
		name     string
		networks []Network
		peer     Peer
		bind     string
		told     string // "" for none
	}{
		{"by default where it registered", nil, Peer{Local: ip("10.0.0.5")}, "0.0.0.0", "10.0.0.5"},
		{"IPv6", nil, Peer{Local: ip("2001:db8::5")}, "::", "2001:db8::5"},
		{"set for the device", nil, Peer{Local: ip("10.0.0.5"), Media: ip("203.0.113.9")}, "0.0.0.0", "203.0.113.9"},
		{"its network's", []Network{{Listen: ip("10.0.0.5"), Advertise: ip("198.51.100.1")}, {Listen: ip("192.168.0.1")}},
			Peer{Local: ip("10.0.0.5"), Media: ip("10.0.0.5")}, "10.0.0.5", "198.51.100.1"},
		{"second network", []Network{{Listen: ip("10.0.0.5")}, {Listen: ip("192.168.0.1")}},
			Peer{Local: ip("192.168.0.1")}, "192.168.0.1", "192.168.0.1"},
		{"all IPv4", []Network{{Listen: ip("0.0.0.0")}}, Peer{Local: ip("192.168.0.1")}, "0.0.0.0", "192.168.0.1"},
		{"of no network", []Network{{Listen: ip("10.0.0.5")}}, Peer{Local: ip("192.168.0.1")}, "", ""},
	} {
		in := &Ingest{cfg: Config{Media: Media{Networks: tt.networks}}}
		st, err := in.site(tt.peer)
		if tt.told == "" {
			if diagnosis(err).Code != "own.network" {
				t.Errorf("%s: %+v, %v", tt.name, st, err)
			}
			continue
		}
		if err != nil || st.bind != ip(tt.bind) || st.advertise != ip(tt.told) {
			t.Errorf("%s: %+v, %v", tt.name, st, err)
		}
	}
}

// TestHistoriesAreBounded: attempts are forgotten by the least recently opened
// source.
func TestHistoriesAreBounded(t *testing.T) {
	var h histories
	var keys []key
	for range keptHistories + 10 {
		k := key{shiheng.NewID[shiheng.CameraID](time.Now()), Main}
		keys = append(keys, k)
		h.open(k).Begin("rtsp", time.Now).End(doctor.Of("sip.bye"))
		h.open(keys[0]) // used again and again
	}
	if h.find(keys[0]) == nil || h.find(keys[1]) != nil || len(h.byKey) != keptHistories {
		t.Errorf("%d histories", len(h.byKey))
	}
	if !slices.ContainsFunc(h.find(keys[0]).Attempts(), func(a doctor.Attempt) bool { return a.Number == 1 }) {
		t.Error("the attempt is gone")
	}
}
