package ingest_test

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/media"
)

type (
	manner  = func(c *gb28181.Call, answer *sdp.Session, s *sender)
	cameraT = func(*testing.T, manner) func(context.Context, *gb28181.Call)
)

// notes are the codes of an attempt's notes.
func notes(a doctor.Attempt) []string {
	var out []string
	for _, n := range a.Notes {
		out = append(out, n.Code)
	}
	return out
}

// TestPutUpWith: devices that misbehave and still have a picture (gb28181.md
// §13, §14, §24). Each is named after its quirk.
func TestPutUpWith(t *testing.T) {
	for _, tt := range []struct {
		name      string
		camera    cameraT
		transport ingest.Transport
		config    func(*ingest.Config)
		manner    manner
		note      string // expected in the attempt
	}{
		{"another y in the answer", udpCamera, ingest.UDP, nil, func(_ *gb28181.Call, a *sdp.Session, s *sender) {
			a.SSRC, s.split.SSRC = 123456789, 123456789
		}, "sdp.ssrc"},
		{"another y in the answer, shared port", udpCamera, ingest.UDP, shared, func(_ *gb28181.Call, a *sdp.Session, s *sender) {
			a.SSRC, s.split.SSRC = 123456789, 123456789
		}, "sdp.ssrc"},
		{"another y but the SSRC we asked for", udpCamera, ingest.UDP, nil, func(_ *gb28181.Call, a *sdp.Session, _ *sender) {
			a.SSRC = 123456789
		}, "sdp.ssrc"},
		{"no y in the answer", udpCamera, ingest.UDP, nil, func(_ *gb28181.Call, a *sdp.Session, _ *sender) {
			a.SSRC, a.HasSSRC = 0, false
		}, ""},
		{"y of zeros", udpCamera, ingest.UDP, shared, func(_ *gb28181.Call, a *sdp.Session, _ *sender) { a.SSRC = 0 }, ""},
		{"SSRC 0 in RTP", udpCamera, ingest.UDP, nil, func(_ *gb28181.Call, _ *sdp.Session, s *sender) { s.split.SSRC = 0 },
			"media.odd-ssrc"},
		{"SSRC 0 in RTP, shared port", udpCamera, ingest.UDP, shared,
			func(_ *gb28181.Call, _ *sdp.Session, s *sender) { s.split.SSRC = 0 }, "media.odd-ssrc"},
		{"SSRC 1 over TCP", tcpCamera, ingest.TCPPassive, nil,
			func(_ *gb28181.Call, _ *sdp.Session, s *sender) { s.split.SSRC = 1 }, "media.odd-ssrc"},
		{"SSRC 1 over TCP, shared port", tcpCamera, ingest.TCPPassive, shared,
			func(_ *gb28181.Call, _ *sdp.Session, s *sender) { s.split.SSRC = 1 }, "media.odd-ssrc"},
		{"private address in the answer", udpCamera, ingest.UDP, nil, func(_ *gb28181.Call, a *sdp.Session, _ *sender) {
			a.Addr = netip.MustParseAddr("192.168.1.64")
		}, ""},
		{"port 0 in the answer", udpCamera, ingest.UDP, nil,
			func(_ *gb28181.Call, a *sdp.Session, _ *sender) { a.Media[0].Port = 0 }, ""},
		{"UDP in the answer to a TCP offer", tcpCamera, ingest.TCPPassive, nil, func(_ *gb28181.Call, a *sdp.Session, _ *sender) {
			a.Media[0].Proto = "RTP/AVP"
		}, "sdp.transport"},
		{"waits for us although we wait for it", tcpListener, ingest.TCPPassive, nil, func(_ *gb28181.Call, a *sdp.Session, _ *sender) {
			a.Media[0].Attrs = []sdp.Attr{{Key: "setup", Value: "passive"}}
		}, ""},
		{"comes to us although we would come", tcpDialer, ingest.TCPActive, nil, func(_ *gb28181.Call, a *sdp.Session, _ *sender) {
			a.Media[0].Port = 9
		}, "sdp.port"},
		{"waits at an address that leads nowhere", tcpCamera, ingest.TCPActive, nil, func(_ *gb28181.Call, a *sdp.Session, _ *sender) {
			a.Addr = netip.MustParseAddr("127.0.0.9")
		}, ""},
		{"waits at no address", tcpCamera, ingest.TCPActive, shared, func(_ *gb28181.Call, a *sdp.Session, _ *sender) {
			a.Addr = netip.IPv4Unspecified()
		}, ""},
		{"101 before the answer", udpCamera, ingest.UDP, nil, func(c *gb28181.Call, _ *sdp.Session, _ *sender) {
			c.Provisional(101, "Dialog Establishement")
		}, ""},
		{"answer without SDP", silentAnswer, ingest.UDP, nil, nil, "sdp.none"},
		{"refuses UDP, takes TCP", refusing("RTP/AVP", 488), ingest.UDP, nil, nil, "sip.488"},
		{"busy once", busyOnce(), ingest.UDP, nil, nil, "sip.486"},
		{"RTSP framing over TCP", dollarCamera, ingest.TCPPassive, nil, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "127.0.0.1:0", tt.transport, tt.config)
			w.device("127.0.0.1:0", tt.camera(t, tt.manner))
			h := w.hold(ingest.Main)
			checkFrames(t, w.frames(h.Stream(), 40))
			w.until(h, "playing", playing)
			a := w.in.Attempts(w.camera)[ingest.Main][0]
			if tt.note != "" && !slices.Contains(notes(a), tt.note) {
				t.Errorf("no note %s: %s", tt.note, w.tell())
			}
			if tt.note == "" && len(a.Notes) > 0 {
				t.Errorf("noted: %s", w.tell())
			}
		})
	}
}

// tcpListener waits for us whatever was offered.
func tcpListener(t *testing.T, change manner) func(context.Context, *gb28181.Call) {
	return tcpCamera(t, func(c *gb28181.Call, a *sdp.Session, s *sender) {
		change(c, a, s)
		c.Offer.Media[0].Attrs = []sdp.Attr{{Key: "setup", Value: "active"}}
	})
}

// tcpDialer comes to us whatever was offered.
func tcpDialer(t *testing.T, change manner) func(context.Context, *gb28181.Call) {
	return tcpCamera(t, func(c *gb28181.Call, a *sdp.Session, s *sender) {
		change(c, a, s)
		c.Offer.Media[0].Attrs = []sdp.Attr{{Key: "setup", Value: "passive"}}
	})
}

// silentAnswer accepts without a description.
func silentAnswer(t *testing.T, _ manner) func(context.Context, *gb28181.Call) {
	return func(_ context.Context, c *gb28181.Call) {
		conn, err := net.Dial("udp", c.Offer.Target().String())
		if err != nil {
			t.Error(err)
			return
		}
		s := newSender(c.Offer.SSRC, func(b []byte) error { _, err := conn.Write(b); return err })
		d, err := c.Accept(nil)
		if err != nil {
			t.Error(err)
			return
		}
		stream(t, s, d.Done(), func() { conn.Close() })
	}
}

// refusing takes only the other transport than proto.
func refusing(proto string, status int) cameraT {
	return func(t *testing.T, _ manner) func(context.Context, *gb28181.Call) {
		tcp := tcpCamera(t, nil)
		return func(ctx context.Context, c *gb28181.Call) {
			if c.Offer.Video().Proto == proto {
				c.Refuse(status, "Not Acceptable Here", "")
				return
			}
			tcp(ctx, c)
		}
	}
}

// busyOnce refuses the first INVITE.
func busyOnce() cameraT {
	return func(t *testing.T, _ manner) func(context.Context, *gb28181.Call) {
		var tries atomic.Int32
		udp := udpCamera(t, nil)
		return func(ctx context.Context, c *gb28181.Call) {
			if tries.Add(1) == 1 {
				c.Refuse(486, "Busy Here", "")
				return
			}
			udp(ctx, c)
		}
	}
}

// dollarCamera frames its packets as RTSP does.
func dollarCamera(t *testing.T, _ manner) func(context.Context, *gb28181.Call) {
	return tcpCamera(t, func(c *gb28181.Call, _ *sdp.Session, s *sender) {
		var conn net.Conn
		s.send = func(b []byte) (err error) {
			if conn == nil {
				if conn, err = net.Dial("tcp", c.Offer.Target().String()); err != nil {
					return err
				}
				t.Cleanup(func() { conn.Close() })
			}
			_, err = conn.Write(append([]byte{'$', 0, byte(len(b) >> 8), byte(len(b))}, b...))
			return err
		}
	})
}

// TestNoPicture: what the play doctor says when there is none.
func TestNoPicture(t *testing.T) {
	refuse := func(status int, warning string) cameraT {
		return func(*testing.T, manner) func(context.Context, *gb28181.Call) {
			return func(_ context.Context, c *gb28181.Call) { c.Refuse(status, "No", warning) }
		}
	}
	// raw sends bytes of its own instead of the packets.
	raw := func(change func(b []byte) []byte) manner {
		return func(_ *gb28181.Call, _ *sdp.Session, s *sender) {
			send := s.send
			s.send = func(b []byte) error { return send(change(b)) }
		}
	}
	payload := func(p []byte) manner {
		return raw(func(b []byte) []byte { return append(slices.Clone(b[:12]), p...) })
	}
	ts := make([]byte, 188*7)
	for i := range 7 {
		ts[188*i] = 0x47
	}
	for _, tt := range []struct {
		name      string
		camera    cameraT
		transport ingest.Transport
		config    func(*ingest.Config)
		manner    manner
		code      string
		params    map[string]string // some that must be there
	}{
		{"400", refuse(400, ""), ingest.UDP, nil, nil, "sip.400", nil},
		{"403", refuse(403, ""), ingest.UDP, nil, nil, "sip.403", nil},
		{"404", refuse(404, ""), ingest.UDP, nil, nil, "sip.404", nil},
		{"480", refuse(480, ""), ingest.UDP, nil, nil, "sip.480", nil},
		{"486 for good", refuse(486, ""), ingest.UDP, nil, nil, "sip.486", nil},
		{"488 for both", refuse(488, ""), ingest.UDP, nil, nil, "sip.488", map[string]string{"transport": "tcp-passive"}},
		{"500 with a warning", refuse(500, "link limit"), ingest.UDP, nil, nil, "sip.500", map[string]string{"warning": "link limit"}},
		{"603", refuse(603, ""), ingest.UDP, nil, nil, "sip.status", map[string]string{"status": "603"}},
		{"never answers", mute, ingest.UDP, nil, nil, "sip.timeout", nil},
		{"sends nothing", udpCamera, ingest.UDP, nil, func(_ *gb28181.Call, _ *sdp.Session, s *sender) {
			s.send = func([]byte) error { return nil }
		}, "media.no-packets.udp", nil},
		{"sends nothing to the shared port", udpCamera, ingest.UDP, shared, func(_ *gb28181.Call, _ *sdp.Session, s *sender) {
			s.send = func([]byte) error { return nil }
		}, "media.no-packets.udp", nil},
		{"never connects", tcpCamera, ingest.TCPPassive, nil, func(_ *gb28181.Call, _ *sdp.Session, s *sender) {
			s.send = func([]byte) error { return nil }
		}, "tcp.nobody", nil},
		{"connects and is silent", tcpCamera, ingest.TCPPassive, nil, func(_ *gb28181.Call, _ *sdp.Session, s *sender) {
			s.stop = 1
			s.number = 1
		}, "media.no-packets.tcp", nil},
		{"refuses our connection", closedPort, ingest.TCPActive, nil, nil, "tcp.refused", nil},
		{"names no port to connect to", closedPort, ingest.TCPActive, nil, func(_ *gb28181.Call, a *sdp.Session, _ *sender) {
			a.Media[0].Port = 0
		}, "sdp.port", nil},
		{"transport stream", udpCamera, ingest.UDP, nil, payload(ts), "media.ts", nil},
		{"IMKH", udpCamera, ingest.UDP, nil, payload([]byte("IMKH\x01\x02\x00\x00rest")), "media.imkh", nil},
		{"noise with the right SSRC", udpCamera, ingest.UDP, nil, payload([]byte("\x99\x98\x97\x96\x95\x94")), "media.not-ps", nil},
		{"not RTP at all", udpCamera, ingest.UDP, nil, raw(func([]byte) []byte { return []byte("jaK") }), "media.not-ps", nil},
		{"RTCP only", udpCamera, ingest.UDP, nil, raw(func([]byte) []byte {
			return []byte{0x80, 200, 0, 6, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
		}), "media.rtcp-only", nil},
		{"wrong SSRC and no PS, shared port", udpCamera, ingest.UDP, shared, func(c *gb28181.Call, a *sdp.Session, s *sender) {
			s.split.SSRC = 42
			payload([]byte("\x99\x98\x97\x96\x95\x94"))(c, a, s)
		}, "media.wrong-ssrc", map[string]string{"seen": "0000000042"}},
		{"garbage over TCP", garbage, ingest.TCPPassive, nil, nil, "tcp.framing", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "127.0.0.1:0", tt.transport, func(c *ingest.Config) {
				c.Timing.Answer, c.Timing.FirstMedia, c.Timing.KeyWait = time.Second, 500*time.Millisecond, 300*time.Millisecond
				if tt.config != nil {
					tt.config(c)
				}
			})
			w.device("127.0.0.1:0", tt.camera(t, tt.manner))
			h := w.hold(ingest.Main)
			a := w.waiting(h, tt.code)
			for k, want := range tt.params {
				if got := a.Diagnosis.Params[k]; !strings.Contains(got, want) {
					t.Errorf("%s = %q, want %q", k, got, want)
				}
			}
			if _, ok := doctor.Explain(a.Diagnosis.Code); !ok {
				t.Errorf("code %s has no explanation", a.Diagnosis.Code)
			}
			h.Release()
			w.stop()
			if st := w.in.Stats(); st.SSRCs != 0 || st.Sources != 0 {
				t.Errorf("left behind: %+v", st)
			}
		})
	}
}

// mute never answers an INVITE.
func mute(*testing.T, manner) func(context.Context, *gb28181.Call) {
	return func(ctx context.Context, _ *gb28181.Call) { <-ctx.Done() }
}

// closedPort answers with a port that nobody listens on.
func closedPort(t *testing.T, change manner) func(context.Context, *gb28181.Call) {
	return func(_ context.Context, c *gb28181.Call) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Error(err)
			return
		}
		at := l.Addr().(*net.TCPAddr).AddrPort()
		l.Close()
		answer := answerTo(c, at)
		if change != nil {
			change(c, answer, nil)
		}
		d, err := c.Accept(answer.Bytes())
		if err != nil {
			t.Error(err)
			return
		}
		<-d.Done()
	}
}

// garbage sends megabytes without a packet in them.
func garbage(t *testing.T, _ manner) func(context.Context, *gb28181.Call) {
	return tcpCamera(t, func(c *gb28181.Call, _ *sdp.Session, s *sender) {
		var conn net.Conn
		junk := make([]byte, 1<<20)
		for i := range junk {
			junk[i] = byte(i%61) | 1
		}
		s.send = func([]byte) (err error) {
			if conn == nil {
				if conn, err = net.Dial("tcp", c.Offer.Target().String()); err != nil {
					return err
				}
				t.Cleanup(func() { conn.Close() })
			}
			_, err = conn.Write(junk)
			return err
		}
	})
}

// TestReopen: what ends a session, and that the same stream goes on after it.
func TestReopen(t *testing.T) {
	for _, tt := range []struct {
		name      string
		camera    cameraT
		transport ingest.Transport
		manner    manner
		code      string
	}{
		{"media stop", udpCamera, ingest.UDP, func(_ *gb28181.Call, _ *sdp.Session, s *sender) { s.stop = 40 }, "media.lost"},
		{"media stop, TCP", tcpCamera, ingest.TCPPassive, func(_ *gb28181.Call, _ *sdp.Session, s *sender) { s.stop = 40 }, "media.lost"},
		{"device says BYE", byeCamera, ingest.UDP, nil, "sip.bye"},
		{"connection closes", closingCamera, ingest.TCPPassive, nil, "tcp.closed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "127.0.0.1:0", tt.transport, nil)
			w.device("127.0.0.1:0", tt.camera(t, tt.manner))
			h := w.hold(ingest.Main)
			frames := untilGap(t, w, h.Stream())
			checkFrames(t, frames)
			last := frames[len(frames)-1]
			if last.Track != frames[0].Track && last.Track.Codec == frames[0].Track.Codec {
				t.Error("the track was published anew although nothing about it changed")
			}
			list := w.in.Attempts(w.camera)[ingest.Main]
			if len(list) < 2 || list[len(list)-1].Diagnosis.Code != tt.code {
				t.Errorf("attempts %s", w.tell())
			}
		})
	}
}

// untilGap reads frames up to 20 behind the first Gap that is not the first
// frame's.
func untilGap(t *testing.T, w *world, s *hub.Stream) []*media.Frame {
	t.Helper()
	sub := s.Subscribe(hub.Options{MaxBytes: 8 << 20})
	defer sub.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var out []*media.Frame
	left := -1
	for left != 0 {
		f, err := sub.Next(ctx)
		if err != nil {
			t.Fatalf("after %d frames: %v; %s", len(out), err, w.tell())
		}
		f.Slab.Release()
		out = append(out, f)
		if left > 0 {
			left--
		} else if f.Flags&media.Gap != 0 && len(out) > 30 {
			left = 20
		}
	}
	return out
}

// byeCamera ends the session after 40 frames.
func byeCamera(t *testing.T, _ manner) func(context.Context, *gb28181.Call) {
	return func(ctx context.Context, c *gb28181.Call) {
		conn, err := net.Dial("udp", c.Offer.Target().String())
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		s := newSender(c.Offer.SSRC, func(b []byte) error { _, err := conn.Write(b); return err })
		d, err := c.Accept(answerTo(c, conn.LocalAddr().(*net.UDPAddr).AddrPort()).Bytes())
		if err != nil || d.AwaitACK(ctx) != nil {
			return
		}
		send := s.send
		s.send = func(b []byte) error {
			if s.number == 40 {
				return d.Bye(ctx, nil)
			}
			return send(b)
		}
		stream(t, s, d.Done(), func() {})
	}
}

// closingCamera closes its connection after 40 frames.
func closingCamera(t *testing.T, _ manner) func(context.Context, *gb28181.Call) {
	return tcpCamera(t, func(c *gb28181.Call, _ *sdp.Session, s *sender) {
		var conn net.Conn
		s.send = func(b []byte) (err error) {
			if conn == nil {
				if conn, err = net.Dial("tcp", c.Offer.Target().String()); err != nil {
					return err
				}
			}
			if s.number == 40 {
				conn.Close()
			}
			return counted(conn)(b)
		}
	})
}
