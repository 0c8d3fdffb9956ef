package deliver_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/goleak"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/media"
)

func TestMain(m *testing.M) {
	http.DefaultTransport.(*http.Transport).DisableKeepAlives = true
	goleak.VerifyTestMain(m)
}

// playing opens a house with one camera that plays.
func playing(t *testing.T, change func(*deliver.Config)) (*house, *camera) {
	h := open(t, change)
	cam := newCamera(t)
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	cam.send(use(t, clip264), 0, 10, nil)
	return h, cam
}

// TestGrantEnds ends a session in mid-stream with its cause, within a second.
func TestGrantEnds(t *testing.T) {
	for _, tt := range []struct {
		name, code string
		lasts      time.Duration
		end        func(*house)
	}{
		{"expired", "grant.expired", 700 * time.Millisecond, func(*house) {}},
		{"revoked", "session.revoked", time.Minute, func(h *house) { h.revoked.Grant(h.grant.ID, errRevoked) }},
		{"logged out", "session.revoked", time.Minute, func(h *house) { h.revoked.Session(h.grant.Session, errRevoked) }},
		{"account closed", "session.revoked", time.Minute, func(h *house) { h.revoked.Account(h.grant.Account, errRevoked) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h, _ := playing(t, nil)
			h.grant = h.mint(shiheng.ActLive, tt.lasts)
			p := h.dial("/live")
			p.want("init")
			p.frames(10)
			began := time.Now()
			if tt.lasts < time.Second {
				began = h.grant.Until
			}
			h.revoked.Grant(shiheng.NewID[shiheng.GrantID](time.Now()), errRevoked) // another one
			tt.end(h)
			end, _ := p.last()
			if end.Code != tt.code {
				t.Errorf("ends with %q, want %q", end.Code, tt.code)
			}
			if late := time.Since(began); late > time.Second {
				t.Errorf("ended %v late", late)
			}
		})
	}
}

// TestAdmission holds the grant and the bounds at the door.
func TestAdmission(t *testing.T) {
	h, _ := playing(t, func(c *deliver.Config) { c.Limits = deliver.Limits{Sessions: 2, PerAccount: 1} })
	good := h.grant
	refused := func(name, code string, g shiheng.Grant) {
		t.Helper()
		h.grant = g
		if end, got := h.dial("/live").last(); end.Code != code || len(got) > 0 {
			t.Errorf("%s: ends with %q behind %d bytes, want %q", name, end.Code, len(got), code)
		}
	}
	refused("expired", "grant.expired", h.mint(shiheng.ActLive, -time.Second))
	refused("another act", "grant.act", h.mint(shiheng.ActPlayback, time.Minute))
	other := h.mint(shiheng.ActLive, time.Minute)
	other.Cameras = nil
	refused("another camera", "grant.camera", other)
	masked := h.mint(shiheng.ActLive, time.Minute)
	masked.Masked = true
	refused("masked", "grant.masked", masked)
	late := h.mint(shiheng.ActLive, time.Minute)
	h.revoked.Grant(late.ID, errRevoked)
	refused("revoked on its way", "session.revoked", late)

	h.grant = good
	first := h.dial("/live")
	first.want("init")
	refused("second of an account", "session.account", good)
	h.grant = h.mint(shiheng.ActTest, time.Minute)
	h.dial("/live").want("init")
	refused("third of all", "session.total", h.mint(shiheng.ActLive, time.Minute))
	if s := h.Stats(); s.Sessions != 2 || s.Opened != 2 || s.Refused < 6 {
		t.Errorf("stats are %+v", s)
	}
	_ = first.conn.CloseNow()
	for h.Stats().Sessions != 1 {
		<-time.After(time.Millisecond)
	}
	resp, err := http.Get(h.server.URL + "/live")
	if err != nil || resp.StatusCode != http.StatusTeapot {
		t.Errorf("a plain GET is answered %v %v, want the API's own answer", resp, err)
	}
	_ = resp.Body.Close()
}

// TestStopping tells players that the machine stops, and waits for them.
func TestStopping(t *testing.T) {
	h, _ := playing(t, nil)
	p := h.dial("/live")
	p.want("init")
	told := make(chan string)
	go func() {
		end, _ := p.last()
		told <- end.Code
	}()
	h.stop()
	if code := <-told; code != "server.stopping" {
		t.Errorf("the player was told %q", code)
	}
	if n := h.Stats().Sessions; n != 0 {
		t.Errorf("%d sessions outlived Run", n)
	}
}

// TestSlowViewer stops reading: it loses frames to the next key frame, holds
// no memory of the camera's, and nobody else notices.
func TestSlowViewer(t *testing.T) {
	h, cam := playing(t, nil)
	slow, good := h.dial("/live"), h.dial("/live")
	slow.want("init")
	good.want("init")
	big := *use(t, clip264)
	big.units = nil
	for _, u := range use(t, clip264).units { // 40 times the bytes: SEI-like padding behind the slices
		u.data = append(bytes.Clone(u.data), nalOf(6, 200<<10)...)
		big.units = append(big.units, u)
	}
	before := cam.pool.Stats().Used
	good.frames(8)
	for i := range 100 {
		cam.send(&big, i, i+1, nil)
		good.frames(1)
	}
	for h.Stats().Lost == 0 { // told when the subscription ends or overflows
		_ = slow.conn.CloseNow()
		<-time.After(time.Millisecond)
	}
	if used := cam.pool.Stats().Used; used > before+8<<20 {
		t.Errorf("%d bytes of the camera's memory are held", used)
	}
}

// nalOf is a NAL unit of a kind with n bytes, in length form.
func nalOf(kind byte, n int) []byte {
	out := make([]byte, 4+n)
	out[0], out[1], out[2], out[3] = byte(n>>24), byte(n>>16), byte(n>>8), byte(n)
	out[4] = kind
	for i := 5; i < len(out); i++ {
		out[i] = 0x55
	}
	return out
}

// TestHungViewer never reads, and is cut off at the end of its grant all the
// same.
func TestHungViewer(t *testing.T) {
	h, cam := playing(t, nil)
	conn, _, err := websocket.Dial(t.Context(), h.server.URL+"/live", &websocket.DialOptions{HTTPClient: &http.Client{Transport: &http.Transport{ //nolint:bodyclose // an upgrade has none
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := (&net.Dialer{}).DialContext(ctx, network, addr)
			if err == nil {
				err = c.(*net.TCPConn).SetReadBuffer(4 << 10)
			}
			return c, err
		},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.CloseNow() }()
	v := *use(t, clip264)
	pad := unit{data: append(bytes.Clone(v.units[0].data), nalOf(6, 4<<20)...), key: true}
	v.units = []unit{pad, pad, pad, pad}
	for h.Stats().Sessions == 0 {
		<-time.After(time.Millisecond)
	}
	for range 8 {
		cam.send(&v, 0, 1, nil)
	}
	began := time.Now()
	h.revoked.Grant(h.grant.ID, errRevoked)
	for h.Stats().Sessions > 0 {
		<-time.After(time.Millisecond)
	}
	if d := time.Since(began); d > time.Second {
		t.Errorf("a hung viewer's session ended after %v", d)
	}
}

// TestSound encodes G.711 for Media Source, once for all viewers, and fills
// up with silence when the camera falls silent.
func TestSound(t *testing.T) {
	for _, track := range []*media.Track{trackA, trackU} {
		h := open(t, nil)
		cam := newCamera(t)
		h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
		v := use(t, clip264)
		cam.send(v, 0, 10, track)
		p, q := h.dial("/live?codecs=avc1,opus"), h.dial("/live?codecs=avc1,opus")
		first, _ := p.want("init")
		q.want("init")
		if first.Audio != "opus" || !strings.Contains(first.MIME, "opus") {
			t.Errorf("init says %+v", first)
		}
		got := p.frames(10 + 18)
		q.frames(10)
		if n := h.Stats().Derived; n != 1 {
			t.Errorf("%d encoders for two viewers", n)
		}
		cam.send(v, 10, 100, track)
		got = append(got, p.frames(90+180)...)
		spoken := len(samples(t, got)[2])
		cam.send(v, 100, 150, nil)
		got = append(got, p.frames(50+6)...)
		pictures, sounds := decodes(t, got)
		if pictures != 150 || spoken < 190 || sounds < spoken+60 {
			t.Errorf("%d pictures, %d of %d sounds spoken; want 150, about 200 and 300", pictures, spoken, sounds)
		}
		end := uint64(0)
		for i, s := range samples(t, got)[2] {
			if i > 0 && s.DecodeTime != end {
				t.Fatalf("sound %d begins at %d, the one before ended at %d", i, s.DecodeTime, end)
			}
			end = s.DecodeTime + uint64(s.Dur)
		}
		loud := probe(t, got, "ffmpeg", []string{"-hide_banner", "-v", "info", "-i"}, []string{"-t", "3", "-af", "volumedetect", "-vn", "-f", "null", "-"})
		if !strings.Contains(loud, "mean_volume: -15.") && !strings.Contains(loud, "mean_volume: -16.") {
			t.Errorf("the tone is not there: %s", loud)
		}
		h.stop()
	}
}

// TestSnapshot makes stills of now and of then.
func TestSnapshot(t *testing.T) {
	v := newTape(t, use(t, clip264))
	h, _ := playing(t, func(c *deliver.Config) { c.Footage, c.Pictures = v, newLab(t) })
	get := func(query string) (int, http.Header, []byte) {
		t.Helper()
		resp, err := http.Get(h.server.URL + "/snapshot" + query)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, resp.Header, b
	}
	h.grant = h.mint(shiheng.ActSnapshot, time.Minute)
	if status, header, b := get(""); status != http.StatusOK || header.Get("Content-Type") != "image/jpeg" || !bytes.HasPrefix(b, []byte{0xff, 0xd8}) {
		t.Errorf("now: %d %s, %d bytes", status, header, len(b))
	}
	if status, _, b := get("?at=" + at(v.from)); status == http.StatusOK || !strings.HasPrefix(string(b), "grant.footage") {
		t.Errorf("then, under a grant for now: %d %.40s", status, b)
	}
	h.grant.Footage = shiheng.Span{From: v.from, To: v.to}
	status, header, b := get("?at=" + at(v.from.Add(3500*time.Millisecond)))
	if got, want := header.Get("Shiheng-At"), v.from.Add(3*time.Second).Format("2006-01-02T15:04:05.000Z"); status != http.StatusOK || got != want {
		t.Errorf("then: %d, of %s, want %s: %.60s", status, got, want, b)
	}
	if status, _, _ := get(""); status == http.StatusOK {
		t.Error("now, under a grant for then, was answered")
	}
}

// TestExport downloads in one piece and in two.
func TestExport(t *testing.T) {
	v := newTape(t, use(t, clip264))
	h := open(t, func(c *deliver.Config) { c.Footage = v })
	h.grant = h.mint(shiheng.ActExport, time.Minute)
	h.grant.Footage = shiheng.Span{From: v.from, To: v.to}
	whole := v.exported()
	get := func(ranged string) (int, http.Header, []byte) {
		t.Helper()
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, h.server.URL+"/export", nil)
		if ranged != "" {
			req.Header.Set("Range", ranged)
			req.Header.Set("If-Range", `"abc"`)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, resp.Header, b
	}
	status, header, b := get("")
	if status != 200 || !bytes.Equal(b, whole) || header.Get("ETag") != `"abc"` || header.Get("Content-Type") != "video/mp4" {
		t.Errorf("whole: %d %v, %d of %d bytes", status, header, len(b), len(whole))
	}
	if got, want := header.Get("Content-Disposition"), `attachment; filename="__ 1.mp4"; filename*=UTF-8''%E4%B8%9C%E9%97%A8%201.mp4`; got != want {
		t.Errorf("disposition is %s, want %s", got, want)
	}
	if status, header, b := get("bytes=1000-"); status != 206 || !bytes.Equal(b, whole[1000:]) || !strings.HasPrefix(header.Get("Content-Range"), "bytes 1000-") {
		t.Errorf("rest: %d %v, %d bytes", status, header, len(b))
	}
}

// TestExportEnds breaks a transfer at the end of its grant.
func TestExportEnds(t *testing.T) {
	v := newTape(t, use(t, clip264))
	for range 300 { // more than sockets hold
		v.record(use(t, clip264), 0, 100, v.to, 0, nil)
	}
	h := open(t, func(c *deliver.Config) { c.Footage = v })
	h.grant = h.mint(shiheng.ActExport, time.Minute)
	h.grant.Footage = shiheng.Span{From: v.from, To: v.to}
	resp, err := http.Get(h.server.URL + "/export")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	h.revoked.Grant(h.grant.ID, errRevoked)
	for h.Stats().Sessions > 0 {
		<-time.After(time.Millisecond)
	}
	if n, err := io.Copy(io.Discard, resp.Body); err == nil {
		t.Errorf("the whole export of %d bytes came after its grant ended", n)
	}
}

// TestNew names what is missing.
func TestNew(t *testing.T) {
	if _, err := deliver.New(deliver.Config{Log: slog.New(slog.DiscardHandler)}); err == nil {
		t.Error("a Deliver without parts was made")
	}
}
