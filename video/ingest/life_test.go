package ingest_test

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestDeviceComesAndGoes: nothing is sent to a device that is not registered,
// and its streams follow its registration.
func TestDeviceComesAndGoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "127.0.0.1:0", ingest.UDP, nil)
	h := w.hold(ingest.Main)
	w.until(h, "waiting for a stranger", func(s ingest.State) bool { return s.Reason.Code == "sip.unknown" })
	if n := len(w.in.Attempts(w.camera)[ingest.Main]); n != 0 {
		t.Errorf("%d attempts at a device that is not there", n)
	}
	stop := w.device("127.0.0.1:0", udpCamera(t, nil))
	w.until(h, "playing", playing)
	w.frames(h.Stream(), 10)
	stop() // it signs off
	w.until(h, "waiting again", func(s ingest.State) bool {
		return s.Phase == ingest.Waiting && (s.Reason.Code == "sip.unknown" || s.Reason.Code == "sip.offline")
	})
	if got := w.in.Attempts(w.camera)[ingest.Main][0].Diagnosis.Code; got != "sip.gone" && got != "sip.bye" {
		t.Errorf("ended with %q", got)
	}
	w.device("127.0.0.1:0", udpCamera(t, nil))
	w.until(h, "playing", playing)
}

// TestRelease: the last release ends a main stream with BYE, at once.
func TestRelease(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "127.0.0.1:0", ingest.UDP, nil)
	ended := make(chan struct{}, 10)
	w.device("127.0.0.1:0", func(ctx context.Context, c *gb28181.Call) {
		udpCamera(t, nil)(ctx, c)
		ended <- struct{}{}
	})
	a, b := w.hold(ingest.Main), w.hold(ingest.Main)
	if a.Stream() != b.Stream() {
		t.Fatal("two holds, two streams")
	}
	w.frames(a.Stream(), 5)
	a.Release()
	a.Release() // idempotent
	w.frames(b.Stream(), 5)
	sub := b.Stream().Subscribe(hub.Options{MaxBytes: 1 << 20})
	defer sub.Close()
	b.Release()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("no BYE")
	}
	for {
		f, err := sub.Next(t.Context())
		if err != nil {
			break // the stream is over for those who forgot to leave
		}
		f.Slab.Release()
	}
	if s := w.in.State(w.camera, ingest.Main); s.Phase != ingest.Stopped {
		t.Errorf("state %+v", s)
	}
	w.until(w.hold(ingest.Sub), "playing", playing)
}

// TestSubLingers: a sub-stream outlives its last viewer for a while, and the
// next viewer takes it over.
func TestSubLingers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "127.0.0.1:0", ingest.UDP, nil)
	var calls atomic.Int32
	var asked atomic.Bool
	w.device("127.0.0.1:0", func(ctx context.Context, c *gb28181.Call) {
		calls.Add(1)
		v, _ := c.Offer.Video().Attr("streamnumber")
		asked.Store(v == "1")
		udpCamera(t, nil)(ctx, c)
	})
	a := w.hold(ingest.Sub)
	w.until(a, "playing", playing)
	a.Release()
	b := w.hold(ingest.Sub)
	if a.Stream() != b.Stream() || b.State().Phase != ingest.Playing {
		t.Error("the stream did not linger")
	}
	b.Release()
	w.until(b, "stopped", func(s ingest.State) bool { return s.Phase == ingest.Stopped })
	if calls.Load() != 1 || !asked.Load() {
		t.Errorf("%d calls, sub-stream asked for: %v", calls.Load(), asked.Load())
	}
}

// TestReload: changed settings end the session and open the new source, on the
// same stream.
func TestReload(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "127.0.0.1:0", ingest.UDP, nil)
	w.device("127.0.0.1:0", udpCamera(t, nil))
	h := w.hold(ingest.Main)
	w.frames(h.Stream(), 20)
	_, url := openCamera(t, nil)
	w.mu.Lock()
	w.source = ingest.Source{Kind: ingest.RTSP, RTSP: ingest.RTSPSource{URL: url}}
	w.mu.Unlock()
	sub := h.Stream().Subscribe(hub.Options{MaxBytes: 8 << 20})
	defer sub.Close()
	w.in.Reload(w.camera)
	last, gap, after := uint64(0), false, 0
	for after < 40 {
		f, err := sub.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		f.Slab.Release()
		if last != 0 && f.Seq != last+1 {
			t.Errorf("frame %d follows %d", f.Seq, last)
		}
		last = f.Seq
		gap = gap || f.Flags != 0 && w.in.Attempts(w.camera)[ingest.Main][0].Kind == "rtsp"
		if gap {
			after++
		}
	}
	w.until(h, "playing", playing)
}

// TestStates: a subscriber sees every source once to begin with, then changes,
// and never more than the newest of each.
func TestStates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "127.0.0.1:0", ingest.UDP, nil)
	w.device("127.0.0.1:0", udpCamera(t, nil))
	early := w.in.States()
	defer early.Close()
	h := w.hold(ingest.Main)
	w.until(h, "playing", playing)
	w.frames(h.Stream(), 5)
	for _, s := range []*ingest.States{early, w.in.States()} {
		got, err := s.Next(t.Context())
		if err != nil || len(got) != 1 || got[0].Camera != w.camera || got[0].State.Phase != ingest.Playing {
			t.Errorf("states %+v, %v", got, err)
		}
	}
	h.Release()
	for {
		got, err := early.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got[0].State.Phase == ingest.Stopped {
			break
		}
	}
	if st := w.in.Stats(); st.Playing != 0 || st.Receive.Packets == 0 || st.Receive.Syscalls == 0 || st.Buffer == 0 {
		t.Errorf("stats %+v", st)
	}
}

// TestHoldRefuses: what cannot be held.
func TestHoldRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "127.0.0.1:0", ingest.UDP, nil)
	if _, err := w.in.Hold(t.Context(), shiheng.CameraID{}, ingest.Main); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("no camera: %v", err)
	}
	if _, err := w.in.Hold(t.Context(), w.camera, "third"); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("no such role: %v", err)
	}
	h := w.hold(ingest.Main)
	w.stop()
	if _, err := w.in.Hold(t.Context(), w.camera, ingest.Main); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("after the end: %v", err)
	}
	if _, err := h.Stream().Subscribe(hub.Options{MaxBytes: 1}).Next(t.Context()); err == nil {
		t.Error("the stream goes on after the end")
	}
	if _, err := ingest.New(ingest.Config{}); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("empty config: %v", err)
	}
}

// TestNoSource: a camera without a source waits and says so.
func TestNoSource(t *testing.T) {
	t.Parallel()
	w := newRTSP(t, ingest.RTSPSource{}, nil)
	w.source = ingest.Source{}
	h := w.hold(ingest.Main)
	w.until(h, "waiting", func(s ingest.State) bool { return s.Reason.Code == "own.source" && !s.Next.IsZero() })
}

// TestEncoderRestarts: the device changes its SSRC midway; it is followed after
// a second (gb28181.md §14).
func TestEncoderRestarts(t *testing.T) {
	for name, change := range map[string]func(*ingest.Config){"own port": nil, "shared port": shared} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "127.0.0.1:0", ingest.UDP, change)
			w.device("127.0.0.1:0", udpCamera(t, func(_ *gb28181.Call, _ *sdp.Session, s *sender) {
				send := s.send
				s.send = func(b []byte) error {
					if s.number == 40 {
						s.split.SSRC = 0x01020304
						s.split.Seq = 7
					}
					return send(b)
				}
			}))
			h := w.hold(ingest.Main)
			checkFrames(t, untilGap(t, w, h.Stream()))
			a := w.in.Attempts(w.camera)[ingest.Main][0]
			if !slices.Contains(notes(a), "media.restarted") || !a.Ended.IsZero() {
				t.Errorf("attempt %s", w.tell())
			}
		})
	}
}

// TestReceiverReports: UDP senders get RTCP receiver reports at the port above
// their media port.
func TestReceiverReports(t *testing.T) {
	for name, change := range map[string]func(*ingest.Config){"own port": ranged(t, 2), "shared port": shared} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "127.0.0.1:0", ingest.UDP, change)
			reports := make(chan []byte, 100)
			w.device("127.0.0.1:0", func(_ context.Context, c *gb28181.Call) {
				low, _ := freeRange(t, 1)
				conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: int(low)})
				if err != nil {
					t.Error(err)
					return
				}
				control, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: int(low) + 1})
				if err != nil {
					t.Error(err)
					conn.Close()
					return
				}
				defer control.Close()
				go func() {
					for {
						b := make([]byte, 1500)
						n, err := control.Read(b)
						if err != nil {
							return
						}
						reports <- b[:n]
					}
				}()
				to := net.UDPAddrFromAddrPort(c.Offer.Target())
				s := newSender(c.Offer.SSRC, func(b []byte) error { _, err := conn.WriteTo(b, to); return err })
				d, err := c.Accept(answerTo(c, conn.LocalAddr().(*net.UDPAddr).AddrPort()).Bytes())
				if err != nil {
					t.Error(err)
					return
				}
				stream(t, s, d.Done(), func() { conn.Close() })
			})
			w.hold(ingest.Main)
			select {
			case b := <-reports:
				if len(b) < 32 || b[1] != 201 || b[0] != 0x81 {
					t.Errorf("not a receiver report: %x", b)
				}
			case <-time.After(5 * time.Second):
				t.Fatal("no report")
			}
		})
	}
}

// TestPortsRunOut: more sessions than ports, with and without a shared port to
// fall back to.
func TestPortsRunOut(t *testing.T) {
	t.Run("waits", func(t *testing.T) {
		w := newWorld(t, "127.0.0.1:0", ingest.UDP, ranged(t, 1))
		w.device("127.0.0.1:0", udpCamera(t, nil))
		w.until(w.hold(ingest.Main), "playing", playing)
		w.until(w.hold(ingest.Sub), "out of ports", func(s ingest.State) bool { return s.Reason.Code == "own.ports" })
	})
	t.Run("shares", func(t *testing.T) {
		few := ranged(t, 1)
		w := newWorld(t, "127.0.0.1:0", ingest.UDP, func(c *ingest.Config) { few(c); shared(c) })
		w.device("127.0.0.1:0", udpCamera(t, nil))
		w.until(w.hold(ingest.Main), "playing", playing)
		w.until(w.hold(ingest.Sub), "playing", playing)
	})
}

// TestPortsRest: a port that a session gave back is closed and not used again
// at once.
func TestPortsRest(t *testing.T) {
	w := newWorld(t, "127.0.0.1:0", ingest.TCPPassive, ranged(t, 2))
	w.device("127.0.0.1:0", tcpCamera(t, nil))
	h := w.hold(ingest.Main)
	w.until(h, "playing", playing)
	first := w.in.Attempts(w.camera)[ingest.Main][0].Offered.Port
	h.Release()
	w.until(h, "stopped", func(s ingest.State) bool { return s.Phase == ingest.Stopped })
	at := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), uint16(first))
	if c, err := net.Dial("tcp", at.String()); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a connection to a stale port: %v %v", c, err)
	}
	h = w.hold(ingest.Main)
	w.until(h, "playing", playing)
	if second := w.in.Attempts(w.camera)[ingest.Main][0].Offered.Port; second == first {
		t.Error("the port was used again at once")
	}
}

// TestSecondConnection: once one connection brings the stream, others are
// refused; at the shared port so is everybody who is not awaited.
func TestSecondConnection(t *testing.T) {
	for name, change := range map[string]func(*ingest.Config){"own port": nil, "shared port": shared} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "127.0.0.1:0", ingest.TCPPassive, change)
			w.device("127.0.0.1:0", tcpCamera(t, nil))
			h := w.hold(ingest.Main)
			w.until(h, "playing", playing)
			port := w.in.Attempts(w.camera)[ingest.Main][0].Offered.Port
			c, err := net.DialTCP("tcp", nil, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
			if errors.Is(err, syscall.ECONNREFUSED) {
				w.frames(h.Stream(), 20)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if err := c.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
				t.Fatal(err)
			}
			if _, err := c.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
				t.Errorf("read: %v", err)
			}
			w.frames(h.Stream(), 20)
		})
	}
}

// TestTCPOnly: with the switch for security boundary devices no UDP port is
// opened, whatever the camera's settings say.
func TestTCPOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "127.0.0.1:0", ingest.UDP, func(c *ingest.Config) { shared(c); c.Media.TCPOnly = true })
	w.device("127.0.0.1:0", tcpCamera(t, nil))
	h := w.hold(ingest.Main)
	w.until(h, "playing", playing)
	a := w.in.Attempts(w.camera)[ingest.Main][0]
	if a.Offered.Transport != "tcp-passive" {
		t.Errorf("offered %+v", a.Offered)
	}
	u, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: a.Offered.Port})
	if err != nil {
		t.Fatalf("the UDP port is open: %v", err)
	}
	u.Close()
}

// TestManyShareAPort: many sessions at one port stay apart.
func TestManyShareAPort(t *testing.T) {
	t.Parallel()
	for _, transport := range []ingest.Transport{ingest.UDP, ingest.TCPPassive} {
		t.Run(string(transport), func(t *testing.T) {
			w := newWorld(t, "127.0.0.1:0", transport, shared)
			camera := udpCamera
			if transport != ingest.UDP {
				camera = tcpCamera
			}
			w.device("127.0.0.1:0", camera(t, func(c *gb28181.Call, _ *sdp.Session, s *sender) { s.size = 2000 + int(c.Offer.SSRC%10000) }))
			for range 12 {
				var id shiheng.CameraID
				newID(&id)
				h, err := w.in.Hold(t.Context(), id, ingest.Main)
				if err != nil {
					t.Fatal(err)
				}
				defer h.Release()
				w.until(h, "playing", playing)
				frames := w.frames(h.Stream(), 30)
				a := w.in.Attempts(id)[ingest.Main][0]
				ssrc := []byte(a.Offered.SSRC)
				want := 2000 + int(ssrc[6]-'0')*1000 + int(ssrc[7]-'0')*100 + int(ssrc[8]-'0')*10 + int(ssrc[9]-'0')
				for _, f := range frames {
					if f.Track.Codec.Video() && !f.IsKey() && len(f.Data) != want+4 {
						t.Fatalf("frame of %d bytes in a stream of %d: %v", len(f.Data), want, f.Flags)
					}
				}
			}
		})
	}
}

// TestDescriptors: sessions leave no descriptor open.
func TestDescriptors(t *testing.T) {
	w := newWorld(t, "127.0.0.1:0", ingest.TCPPassive, ranged(t, 20))
	w.device("127.0.0.1:0", tcpCamera(t, nil))
	open := func() int {
		list, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip("no /proc: ", err)
		}
		return len(list)
	}
	var before int
	for i := range 6 {
		h := w.hold(ingest.Main)
		w.until(h, "playing", playing)
		h.Release()
		w.until(h, "stopped", func(s ingest.State) bool { return s.Phase == ingest.Stopped })
		if i == 0 {
			before = open()
		}
	}
	// The device's own ends close a moment later.
	for deadline := time.Now().Add(5 * time.Second); open() > before+2; {
		if time.Now().After(deadline) {
			t.Fatalf("%d descriptors, %d before", open(), before)
		}
		<-time.After(20 * time.Millisecond)
	}
	w.stop()
	if used := w.pool.Stats().Used; used != 0 {
		t.Errorf("%d bytes of slabs still in use", used)
	}
}
