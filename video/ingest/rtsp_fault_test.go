package ingest_test

import (
	"bufio"
	"context"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/media"
)

// script answers each request of a client by its method; the empty answer
// closes the connection, "-" says nothing.
func script(t *testing.T, answers map[string]string) (url string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	background(t, func(ctx context.Context) error {
		context.AfterFunc(ctx, func() { l.Close() })
		for {
			c, err := l.Accept()
			if err != nil {
				return nil
			}
			serveScript(ctx, c, answers)
		}
	})
	return "rtsp://" + l.Addr().String() + "/main"
}

func serveScript(ctx context.Context, c net.Conn, answers map[string]string) {
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	r := bufio.NewReader(c)
	method, cseq := "", ""
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSpace(line)
		switch {
		case method == "":
			method, _, _ = strings.Cut(line, " ")
		case strings.HasPrefix(line, "CSeq:"):
			cseq = line
		case line == "":
			answer, known := answers[method]
			if !known {
				answer = "200 OK\r\n"
			}
			method = ""
			if answer == "" {
				return
			}
			if answer == "-" {
				continue
			}
			status, rest, _ := strings.Cut(answer, "\r\n")
			if _, err := c.Write([]byte("RTSP/1.0 " + status + "\r\n" + cseq + "\r\n" + rest + "\r\n")); err != nil {
				return
			}
		}
	}
}

// described is an answer to DESCRIBE with one medium.
func described(media string) string {
	body := "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\n" + media + "a=control:trackID=0\r\n"
	return "200 OK\r\nContent-Type: application/sdp\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body[:len(body)-2]
}

const h264Media = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\n"

// TestNoRTSPPicture: what the play doctor says of an RTSP server.
func TestNoRTSPPicture(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	setup := "200 OK\r\nSession: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"
	for _, tt := range []struct {
		name string
		url  string
		code string
	}{
		{"no address", "http://127.0.0.1/x", "rtsp.url"},
		{"nobody listens", "rtsp://" + closed.Addr().String() + "/x", "rtsp.refused"},
		{"no such host", "rtsp://camera.invalid/x", "rtsp.unreachable"},
		{"wrong password", script(t, map[string]string{"DESCRIBE": "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n"}), "rtsp.401"},
		{"no such path", script(t, map[string]string{"DESCRIBE": "404 Not Found\r\n"}), "rtsp.404"},
		{"too many viewers", script(t, map[string]string{"DESCRIBE": "453 Not Enough Bandwidth\r\n"}), "rtsp.status"},
		{"says nothing", script(t, map[string]string{"OPTIONS": "-"}), "rtsp.timeout"},
		{"hangs up", script(t, map[string]string{"DESCRIBE": ""}), "rtsp.protocol"},
		{"only JPEG", script(t, map[string]string{"DESCRIBE": described("m=video 0 RTP/AVP 26\r\n")}), "rtsp.no-media"},
		{"not even SDP", script(t, map[string]string{"DESCRIBE": "200 OK\r\nContent-Type: application/sdp\r\nContent-Length: 4\r\n\r\njunk"}), "rtsp.protocol"},
		{"no TCP and no UDP", script(t, map[string]string{"DESCRIBE": described(h264Media), "SETUP": "461 Unsupported Transport\r\n"}), "rtsp.461"},
		{"plays nothing", script(t, map[string]string{"DESCRIBE": described(h264Media), "SETUP": setup}), "media.no-packets.tcp"},
		{"plays and hangs up", script(t, map[string]string{"DESCRIBE": described(h264Media), "SETUP": setup, "PLAY": ""}), "rtsp.protocol"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			transport := ingest.TCP
			if tt.code == "rtsp.461" {
				transport = ingest.Auto
			}
			w := newRTSP(t, ingest.RTSPSource{URL: tt.url, User: "u", Password: "geheim", Transport: transport}, func(c *ingest.Config) {
				c.Timing.Answer, c.Timing.FirstMedia = time.Second, 300*time.Millisecond
			})
			h := w.hold(ingest.Main)
			a := w.waiting(h, tt.code)
			if _, ok := doctor.Explain(a.Diagnosis.Code); !ok {
				t.Errorf("%s has no explanation", a.Diagnosis.Code)
			}
			if strings.Contains(w.tell(), "geheim") {
				t.Error("the attempt holds the password")
			}
		})
	}
}

// TestRTSPReopens: a camera that falls silent, or is restarted, is opened
// again and goes on in the same stream.
func TestRTSPReopens(t *testing.T) {
	t.Parallel()
	c, url := openCamera(t, nil)
	w := newRTSP(t, ingest.RTSPSource{URL: url, Transport: ingest.TCP}, nil)
	h := w.hold(ingest.Main)
	w.frames(h.Stream(), 20)
	sub := h.Stream().Subscribe(hub.Options{MaxBytes: 8 << 20})
	defer sub.Close()
	c.mu.Lock()
	c.paused = true
	c.mu.Unlock()
	w.waiting(h, "media.lost")
	c.mu.Lock()
	c.paused = false
	c.mu.Unlock()
	last := uint64(0)
	for {
		f, err := sub.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		f.Slab.Release()
		if last != 0 && f.Seq != last+1 {
			t.Fatalf("frame %d follows %d", f.Seq, last)
		}
		last = f.Seq
		if f.Flags&media.Gap != 0 && last > 20 {
			break
		}
	}
	w.until(h, "playing", playing)
	w.in.RequestKey(w.camera, ingest.Main) // RTSP knows no such thing: no harm
	if st := w.in.Stats(); st.Receive.Bytes == 0 {
		t.Error("the media did not go past gortsplib")
	}
}
