package ingest_test

import (
	"context"
	"net"
	"slices"
	"strconv"
	"testing"

	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/ingest/doctor"
)

// TestGoesOnAfterBYE: a device that ignores BYE and sends on does not disturb
// the next session, at a port of its own or at the shared one (quirk 14).
func TestGoesOnAfterBYE(t *testing.T) {
	for name, change := range map[string]func(*ingest.Config){"own port": ranged(t, 8), "shared port": shared} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "127.0.0.1:0", ingest.UDP, change)
			w.device("127.0.0.1:0", func(_ context.Context, c *gb28181.Call) {
				conn, err := net.Dial("udp", c.Offer.Target().String())
				if err != nil {
					t.Error(err)
					return
				}
				// The port is closed after BYE; that is no reason to stop.
				s := newSender(c.Offer.SSRC, func(b []byte) error { _, _ = conn.Write(b); return nil })
				if _, err := c.Accept(answerTo(c, conn.LocalAddr().(*net.UDPAddr).AddrPort()).Bytes()); err != nil {
					t.Error(err)
					return
				}
				stream(t, s, t.Context().Done(), func() { conn.Close() })
			})
			for range 3 {
				h := w.hold(ingest.Main)
				checkFrames(t, w.frames(h.Stream(), 30))
				a := w.in.Attempts(w.camera)[ingest.Main][0]
				if len(a.Notes) > 0 || len(a.Traffic.Strangers) > 0 || a.Traffic.Lost > 0 {
					t.Errorf("the last session disturbed this one: %s", w.tell())
				}
				h.Release()
				w.until(h, "stopped", func(s ingest.State) bool { return s.Phase == ingest.Stopped })
			}
		})
	}
}

// TestDeviceMoves: a device that registers from another address has its streams
// opened again there.
func TestDeviceMoves(t *testing.T) {
	w := newWorld(t, "0.0.0.0:0", ingest.UDP, nil)
	first := w.deviceAt("127.0.0.1:0", w.plat.Local("").Port(), false, udpCamera(t, nil))
	h := w.hold(ingest.Main)
	w.until(h, "playing", playing)
	w.deviceAt("127.0.0.2:0", w.plat.Local("").Port(), true, udpCamera(t, nil))
	w.until(h, "opened again", func(ingest.State) bool { return len(w.in.Attempts(w.camera)[ingest.Main]) > 1 })
	w.until(h, "playing", playing)
	list := w.in.Attempts(w.camera)[ingest.Main]
	if got := list[len(list)-1].Diagnosis.Code; got != "sip.moved" {
		t.Errorf("ended with %q", got)
	}
	first()
}

// TestStrangersAreShown: packets of somebody else at the port are dropped,
// counted and shown, and do not disturb the stream.
func TestStrangersAreShown(t *testing.T) {
	for name, change := range map[string]func(*ingest.Config){"own port": nil, "shared port": shared} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "127.0.0.1:0", ingest.UDP, change)
			w.device("127.0.0.1:0", udpCamera(t, nil))
			h := w.hold(ingest.Main)
			w.until(h, "playing", playing)
			port := w.in.Attempts(w.camera)[ingest.Main][0].Offered.Port
			intruder, err := net.Dial("udp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
			if err != nil {
				t.Fatal(err)
			}
			defer intruder.Close()
			s := newSender(99, func(b []byte) error { _, err := intruder.Write(b); return err })
			for range 20 {
				if err := s.frame(); err != nil {
					t.Fatal(err)
				}
			}
			for _, junk := range []string{"", "x", "\r\n\r\n", "jaK", "\x80", "\x80\x60\x00\x01", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"} {
				if _, err := intruder.Write([]byte(junk)); err != nil {
					t.Fatal(err)
				}
			}
			for _, f := range w.frames(h.Stream(), 40) {
				if len(f.Data) > 7000 {
					t.Errorf("a frame of %d bytes", len(f.Data))
				}
			}
			if change != nil {
				return // at the shared port nobody waits for them
			}
			a := w.in.Attempts(w.camera)[ingest.Main][0]
			found := slices.ContainsFunc(a.Traffic.Strangers, func(e doctor.Stranger) bool {
				return e.From == intruder.LocalAddr().String() && e.SSRC == "0000000099" && e.Payload == "ps" && !e.Adopted
			})
			if !found || a.Traffic.Dropped["not-rtp"] == 0 || a.Traffic.Dropped["wrong-ssrc"] == 0 {
				t.Errorf("attempt %s", w.tell())
			}
		})
	}
}
