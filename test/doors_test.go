package test_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal/test/house"
)

// A besieged is a platform with one camera, at whose doors others throw what
// they have.
type besieged struct {
	*house.House
	site   house.Site
	camera string
	admin  *house.Person
	keeper *house.Person
}

// TestDoorsTakeBadInput throws what no good client sends at every HTTP door:
// each is answered with a problem or cut off, nothing panics, and nothing is
// left running.
func TestDoorsTakeBadInput(t *testing.T) {
	rtc := must(house.FreePort())(t)
	t.Setenv("SHIHENG_MEDIA_WEBRTC_LISTEN", rtc)
	figures := must(house.FreePort())(t)
	t.Setenv("SHIHENG_METRICS_LISTEN", figures)
	w := &besieged{House: newHouse(t, t.TempDir())}
	start(t, w.House)
	w.admin = must(w.Claim(t.Context()))(t)
	w.site = must(w.admin.Site(t.Context(), "城西"))(t)
	w.keeper = must(w.Hire(t.Context(), w.admin, "keeper", "watch-keeper"))(t)
	w.record(t)
	baseline := w.calm(t, 0)

	slow := w.slowCallers(t) // looked at in the end: they take their time
	t.Run("bodies", w.bodies)
	t.Run("parameters", w.parameters)
	t.Run("commands of players", w.commands)
	t.Run("offers", w.offers)
	t.Run("guessers", w.guessers)
	t.Run("figures of their own", func(t *testing.T) { onlyFigures(t, figures) })
	t.Run("slow callers", func(t *testing.T) { slow(t) })
	t.Run("nothing is left running", func(t *testing.T) {
		if n := w.calm(t, baseline); n > baseline+20 {
			t.Errorf("%d goroutines run, %d did before", n, baseline)
		}
	})
	t.Run("ten thousand cameras", w.crowd)
	noPanic(t, w.House)
	log := must(w.Log())(t)
	if n := strings.Count(log, `msg="request failed"`); n > 0 {
		t.Errorf("%d requests ended in an internal error", n)
	}
}

// record puts one practice camera into service and waits for footage.
func (w *besieged) record(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	const code = "34020000001320000801"
	device := must(w.admin.Device(ctx, code, secret, "udp"))(t)
	s := must(w.Sim("gb28181", "--server", w.SIP, "--password", secret, "--first-id", code, "--first-channel", "34020000001310000801",
		"--main", "h264 320x240 10fps 200k gop10", "--retry", "1s"))(t)
	t.Cleanup(func() { _ = s.Stop() }) // the platform is gone by then
	channels := must(w.admin.Channels(ctx, device, 1))(t)
	w.camera = must(w.admin.Admit(ctx, channels[0], w.site, false))(t)
	_, err := w.keeper.Until(ctx, w.camera, time.Now(), func(tl house.Timeline) bool { return recorded(tl) > 2*time.Second })
	ok(t, err)
}

// calm waits until the platform runs few goroutines more than want, or for its
// time, and returns how many it runs.
func (w *besieged) calm(t *testing.T, want int) (n int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for {
		n = must(w.Goroutines(t.Context()))(t)
		if want == 0 || n <= want+10 {
			return n
		}
		select {
		case <-ctx.Done():
			return n
		case <-time.After(500 * time.Millisecond):
		}
	}
}

// good checks an answer to something bad: a problem, and no fault of ours.
func good(t *testing.T, what string, a house.Answer) {
	t.Helper()
	if a.Status < 400 || a.Status >= 500 {
		t.Errorf("%s: answered with %d %s", what, a.Status, a.Body[:min(len(a.Body), 200)])
		return
	}
	if kind := a.Header.Get("Content-Type"); kind != "application/problem+json" || a.Problem().Code == "" {
		t.Errorf("%s: answered with %d %s %s", what, a.Status, kind, a.Body[:min(len(a.Body), 200)])
	}
}

// bodies sends requests whose bodies cannot be right.
func (w *besieged) bodies(t *testing.T) {
	const asJSON = "application/json"
	deep := strings.Repeat("[", 100_000)
	for _, tt := range []struct{ name, kind, body string }{
		{"nothing", asJSON, ""},
		{"a word", asJSON, "name"},
		{"null", asJSON, "null"},
		{"a list", asJSON, "[]"},
		{"a number", asJSON, "1e999"},
		{"half", asJSON, `{"name":"x"`},
		{"two", asJSON, `{"name":"x"}{"name":"y"}`},
		{"deep", asJSON, deep},
		{"deep within", asJSON, `{"name":` + strings.Repeat(`{"a":`, 20_000) + `1` + strings.Repeat(`}`, 20_000) + `}`},
		{"wrong types", asJSON, `{"name":{"a":1}}`},
		{"unknown field", asJSON, `{"name":"x","isAdmin":true}`},
		{"long", asJSON, `{"name":"` + strings.Repeat("x", 5000) + `"}`},
		{"larger than allowed", asJSON, `{"name":"` + strings.Repeat("x", 2<<20) + `"}`},
		{"empty name", asJSON, `{"name":""}`},
		{"a parent that is none", asJSON, `{"name":"x","parentId":"01a207ef-1e31-7db5-b155-bd03db385fd4"}`},
		{"a parent that is no id", asJSON, `{"name":"x","parentId":"../../etc/passwd"}`},
		{"a text with an end in it", asJSON, `{"name":"a\u0000b"}`},
		{"another kind", "application/xml", "<name>x</name>"},
		{"a form", "application/x-www-form-urlencoded", "name=x"},
		{"CBOR", "application/cbor", "\xa1\x64name\x61x"},
	} {
		for _, key := range []string{"", "again"} {
			header := map[string]string{"Content-Type": tt.kind}
			if key != "" {
				header["Idempotency-Key"] = key + tt.name
			}
			a, err := w.admin.Ask(t.Context(), house.Request{Method: "POST", Path: "/places", Header: header, Body: []byte(tt.body)})
			if err != nil && tt.name == "larger than allowed" {
				continue // cut off while it was still being sent
			}
			ok(t, err)
			good(t, tt.name+" "+key, a)
		}
	}
	for name, body := range map[string]string{"invalid UTF-8": "{\"name\":\"\xff\xfe\"}", "lone surrogate": `{"name":"\ud800"}`} {
		a := must(w.admin.Ask(t.Context(), house.Request{Method: "POST", Path: "/places", Header: map[string]string{"Content-Type": asJSON}, Body: []byte(body)}))(t)
		if a.Status >= 500 {
			t.Errorf("%s: answered with %d %s", name, a.Status, a.Body)
		}
	}
	a := must(w.admin.Ask(t.Context(), house.Request{Method: "POST", Path: "/places", Header: map[string]string{"Content-Type": asJSON, "Idempotency-Key": strings.Repeat("k", 300)}, Body: []byte(`{"name":"x"}`)}))(t)
	good(t, "a long key", a)
	ask := func(method, path, body string) {
		a := must(w.admin.Ask(t.Context(), house.Request{Method: method, Path: path, Header: map[string]string{"Content-Type": asJSON, "If-Match": `"x"`}, Body: []byte(body)}))(t)
		good(t, method+" "+path, a)
	}
	ask("POST", "/session", `{"login":"a\u0000b","password":"x\u0000"}`)
	ask("POST", "/grants", `{"act":"export","cameraIds":["`+w.camera+`"],"purpose":"\u0000"}`)
	ask("PATCH", "/places/"+w.site.Place, `{"name":"x"}`)
	ask("PUT", "/settings/platform.name", `{"value":"not JSON"}`)
	ask("PUT", "/settings/no.such", `{"value":"1"}`)
	ask("POST", "/claim", `{"token":"x","login":"second","name":"x","password":"long enough to be one"}`)
	ask("POST", "/channels/01a207ef-1e31-7db5-b155-bd03db385fd4/admit", `{"name":"x","roomUse":"road","systemId":"`+w.site.System+`"}`)
	many := strings.TrimSuffix(strings.Repeat(`"`+w.camera+`",`, 65), ",")
	ask("POST", "/grants", `{"act":"live","cameraIds":[`+many+`]}`)
	ask("POST", "/grants", `{"act":"live","cameraIds":[]}`)
	ask("POST", "/grants", `{"act":"everything","cameraIds":["`+w.camera+`"]}`)
	ask("POST", "/grants", `{"act":"playback","cameraIds":["`+w.camera+`"],"from":"yesterday"}`)
}

// parameters asks lists for what they cannot give.
func (w *besieged) parameters(t *testing.T) {
	auditor := must(w.Hire(t.Context(), w.admin, "auditor", "auditor"))(t)
	lists := map[string]*house.Person{
		"/places": w.admin, "/systems": w.admin, "/cameras": w.admin, "/devices": w.admin, "/accounts": w.admin, "/sessions": w.admin,
		"/findings": w.admin, "/refusals": w.admin, "/audit": auditor,
	}
	for path, who := range lists {
		for _, query := range []string{
			"limit=-1", "limit=0", "limit=501", "limit=9999999999999999999999", "limit=ten", "limit=1.5",
			"cursor=nonsense", "cursor=%00", "cursor=AAAA", "cursor=eyJhIjoxfQ", "cursor=%27%20OR%201=1--", "cursor=%ff%fe", "cursor=" + strings.Repeat("A", 501),
		} {
			a := must(who.Ask(t.Context(), house.Request{Method: "GET", Path: path + "?" + query}))(t)
			if a.Status == http.StatusOK && strings.HasPrefix(query, "cursor=") && !strings.ContainsAny(query, "%") {
				continue // an old cursor may have become one of nothing
			}
			good(t, path+"?"+query, a)
		}
	}
	for path, who := range map[string]*house.Person{
		"/cameras?place=x": w.admin, "/cameras?system=%00": w.admin, "/cameras?q=%00": w.admin, "/cameras/%00": w.admin, "/cameras?q=" + strings.Repeat("x", 101): w.admin,
		"/cameras/x": w.admin, "/cameras/" + w.camera + "/timeline": w.keeper,
		"/cameras/" + w.camera + "/timeline?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z":         w.keeper,
		"/cameras/" + w.camera + "/timeline?from=0001-01-01T00:00:00Z&to=9999-01-01T00:00:00Z":         w.keeper,
		"/cameras/" + w.camera + "/timeline?from=x&to=y":                                               w.keeper,
		"/cameras/" + w.camera + "/timeline?from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z&scale=x": w.keeper,
		"/audit?from=yesterday": auditor, "/audit?account=x": auditor, "/audit?outcome=maybe": auditor,
		"/devices?state=x": w.admin, "/no/such/path": w.admin, "/cameras/": w.admin, "/": w.admin,
	} {
		good(t, path, must(who.Ask(t.Context(), house.Request{Method: "GET", Path: path}))(t))
	}
	for _, q := range []string{"%25", "_", "'", "\\", "%22", "%e4%b8"} { // words to look for are words
		a := must(w.admin.Ask(t.Context(), house.Request{Method: "GET", Path: "/cameras?q=" + q}))(t)
		if a.Status >= 500 || a.Status == http.StatusOK && strings.Contains(string(a.Body), w.camera) {
			t.Errorf("looking for %s: %d %s", q, a.Status, a.Body)
		}
	}
	for _, cookie := range []string{"shiheng_session=", "shiheng_session=x", "shiheng_session=" + strings.Repeat("A", 40_000), "shiheng_session=\x01", "__Host-shiheng_session=x"} {
		nobody := must(w.Stranger())(t)
		a, err := nobody.Ask(t.Context(), house.Request{Method: "GET", Path: "/session", Header: map[string]string{"Cookie": cookie}})
		if err == nil && a.Status != http.StatusUnauthorized && a.Status != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("a cookie of %d bytes: %d %s", len(cookie), a.Status, a.Body)
		}
	}
}

// commands sends a playback what no player says. The session ends or goes on;
// others notice nothing.
func (w *besieged) commands(t *testing.T) {
	live := must(w.keeper.Grant(t.Context(), "live", time.Time{}, time.Time{}, w.camera))(t)
	watcher, a, err := w.keeper.View(t.Context(), "/grants/"+live+"/live/"+w.camera, nil)
	if watcher == nil {
		t.Fatalf("no socket: %d %s %v", a.Status, a.Body, err)
	}
	defer watcher.Close()
	grant := must(w.keeper.Grant(t.Context(), "playback", time.Now().Add(-time.Hour), time.Now(), w.camera))(t)
	junk := [][]byte{
		[]byte(""), []byte("{"), []byte("null"), []byte("[]"), []byte(`"seek"`), []byte(`{"type":1}`), []byte(`{"type":"unknown"}`), []byte("\xff\xfe"),
		[]byte(`{"type":"seek"}`), []byte(`{"type":"seek","at":"0000-01-01T00:00:00Z"}`), []byte(`{"type":"seek","at":"9999-12-31T23:59:59Z"}`),
		[]byte(`{"type":"seek","at":"` + time.Now().UTC().Format(time.RFC3339) + `","speed":1e308}`), []byte(`{"type":"speed","speed":-1}`),
		[]byte(`{"type":"more","until":-1e300}`), []byte(`{"type":"more","until":"x"}`), []byte(strings.Repeat("[", 4000)), bytes.Repeat([]byte("A"), 1<<20),
	}
	for _, door := range []string{"playback", "live"} {
		id := grant
		if door == "live" {
			id = live
		}
		for _, b := range junk {
			for _, binary := range []bool{false, true} {
				v, a, err := w.keeper.View(t.Context(), "/grants/"+id+"/"+door+"/"+w.camera, nil)
				if v == nil {
					t.Fatalf("no socket: %d %s %v", a.Status, a.Body, err)
				}
				_ = v.Send(t.Context(), binary, b)                     // it may be cut off while it is sent
				_ = v.Send(t.Context(), false, []byte(`{"type":"x"}`)) // and again
				v.Close()
			}
		}
	}
	w.frames(t, grant)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if end, err := watcher.First(ctx); err != nil || end != "" {
		t.Errorf("another viewer's picture ended: %s %v", end, err)
	}
}

// frames writes bytes that are no WebSocket frames behind a good upgrade.
func (w *besieged) frames(t *testing.T, grant string) {
	cookie := must(w.keeper.Cookie())(t)
	for _, junk := range []string{
		"\x81\x05hello", // not masked
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", // reserved bits, longest length
		"\x89\xfe\xff\xff....",                     // a ping too long
		"\x00\x80....",                             // a continuation of nothing
		"\x88\x81\x00\x00\x00\x00x",                // a close of one byte
		"GET / HTTP/1.1\r\n\r\n", strings.Repeat("\x00", 9000),
	} {
		conn := must(net.DialTimeout("tcp", w.Console, 5*time.Second))(t)
		fmt.Fprintf(conn, "GET /api/v1/grants/%s/playback/%s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
			"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nCookie: %s\r\n\r\n%s", grant, w.camera, w.Console, cookie, junk)
		ok(t, conn.SetReadDeadline(time.Now().Add(patience(10*time.Second))))
		if _, err := io.Copy(io.Discard, conn); err != nil && strings.Contains(err.Error(), "timeout") && junk[0] != 0 {
			t.Errorf("%q keeps a socket open", junk)
		}
		conn.Close()
	}
}

// offers sends WHEP what is no offer.
func (w *besieged) offers(t *testing.T) {
	grant := must(w.keeper.Grant(t.Context(), "live", time.Time{}, time.Time{}, w.camera))(t)
	const begin = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
	for name, sdp := range map[string]string{
		"nothing": "", "a word": "offer", "binary": "\x00\xff\xfe\x01", "a head": begin, "only sound": begin + "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n",
		"no ICE":           begin + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 H264/90000\r\na=recvonly\r\n",
		"bad numbers":      begin + "m=video 99999999999 UDP/TLS/RTP/SAVPF -1\r\na=rtpmap:x H264/y\r\n",
		"a thousand lines": begin + strings.Repeat("m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 H264/90000\r\n", 900),
		"too large":        begin + strings.Repeat("a=x\r\n", 20_000),
		"no fingerprint":   begin + "a=ice-ufrag:aaaa\r\na=ice-pwd:aaaaaaaaaaaaaaaaaaaaaaaa\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\na=rtpmap:96 H264/90000\r\na=recvonly\r\n",
	} {
		a := must(w.keeper.Ask(t.Context(), house.Request{Method: "POST", Path: "/grants/" + grant + "/whep/" + w.camera, Header: map[string]string{"Content-Type": "application/sdp"}, Body: []byte(sdp)}))(t)
		if a.Status < 400 || a.Status >= 500 || a.Problem().Code == "" {
			t.Errorf("%s: answered with %d %s", name, a.Status, a.Body[:min(len(a.Body), 300)])
		}
	}
	a := must(w.keeper.Ask(t.Context(), house.Request{Method: "POST", Path: "/grants/" + grant + "/whep/" + w.camera, Header: map[string]string{"Content-Type": "text/html"}, Body: []byte(begin)}))(t)
	good(t, "another kind", a)
	a = must(w.keeper.Ask(t.Context(), house.Request{Method: "DELETE", Path: "/grants/" + grant + "/whep/" + w.camera + "/x"}))(t)
	good(t, "no session", a)
}

// guessers has two hundred guess at once: somebody else gets in meanwhile.
func (w *besieged) guessers(t *testing.T) {
	var all sync.WaitGroup
	var in, broken atomic.Int32
	for i := range 200 {
		all.Go(func() {
			p, err := w.From(fmt.Sprintf("127.0.1.%d", 1+i%4))
			if err != nil {
				broken.Add(1)
				return
			}
			defer p.Leave()
			login := []string{"admin", "keeper", fmt.Sprint("nobody", i), "auditor"}[i%4]
			a, err := p.Ask(t.Context(), house.Request{Method: "POST", Path: "/session", Header: map[string]string{"Content-Type": "application/json"}, Body: fmt.Appendf(nil, `{"login":%q,"password":"guess number %d"}`, login, i)})
			switch {
			case err != nil || a.Status >= 500 && a.Status != http.StatusServiceUnavailable:
				broken.Add(1)
			case a.Status < 400:
				in.Add(1)
			}
		})
	}
	began := time.Now()
	_, err := w.Hire(t.Context(), w.admin, "newcomer", "watch-keeper") // signs in twice
	if took := time.Since(began); err != nil || took > patience(15*time.Second) {
		t.Errorf("somebody else was let in after %v (%v)", took, err)
	}
	all.Wait()
	if in.Load() > 0 || broken.Load() > 0 {
		t.Errorf("%d guessers were let in, %d were not answered properly", in.Load(), broken.Load())
	}
	if _, _, err := w.keeper.Me(t.Context()); err != nil {
		t.Errorf("a session of before the guessing: %v", err)
	}
}

// slowCallers open connections and say next to nothing; the returned check
// wants all of them cut off in the end, and answered nothing good.
func (w *besieged) slowCallers(t *testing.T) func(*testing.T) {
	t.Helper()
	begun := time.Now()
	const body = "Host: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
	var conns []net.Conn
	for range 5 {
		for _, text := range []string{
			"", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
			"POST /api/v1/session HTTP/1.1\r\n" + body + "\r\n{",
			"POST /api/v1/session HTTP/1.1\r\n" + body + "Idempotency-Key: slow\r\n\r\n{",
		} {
			conn := must(net.DialTimeout("tcp", w.Console, 5*time.Second))(t)
			must(conn.Write([]byte(text)))(t)
			conns = append(conns, conn)
		}
	}
	return func(t *testing.T) {
		end := begun.Add(patience(25 * time.Second))
		for i, conn := range conns {
			ok(t, conn.SetReadDeadline(end))
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err == nil {
				if res.StatusCode < 400 {
					t.Errorf("slow caller %d was answered with %s", i%4, res.Status)
				}
				res.Body.Close()
			} else if n, ok := err.(net.Error); ok && n.Timeout() {
				t.Errorf("slow caller %d is still there", i%4)
			}
			conn.Close()
		}
	}
}

// onlyFigures checks that the address for machines serves them and nothing else.
func onlyFigures(t *testing.T, address string) {
	for path, want := range map[string]int{"/metrics": 200, "/healthz": 204, "/readyz": 204, "/": 404, "/api/v1/setup": 404, "/api/v1/session": 404} {
		req := must(http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+path, nil))(t)
		res := must(http.DefaultClient.Do(req))(t)
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s is answered with %d, want %d", path, res.StatusCode, want)
		}
	}
}

// crowd reads a register of ten thousand cameras.
func (w *besieged) crowd(t *testing.T) {
	const many = 10_000
	ok(t, w.Stop())
	ok(t, w.Crowd(t.Context(), many))
	start(t, w.House)
	keeper := must(w.Login(t.Context(), "newcomer"))(t)
	seen := map[string]bool{}
	for next, pages := "", 0; ; pages++ {
		var page struct {
			Items []struct{ ID string }
			Next  string
		}
		ok(t, keeper.Get(t.Context(), "/cameras", map[string][]string{"limit": {"500"}, "cursor": {next}}, &page))
		for _, c := range page.Items {
			seen[c.ID] = true
		}
		if next = page.Next; next == "" || pages > 30 {
			break
		}
	}
	if len(seen) != many+1 {
		t.Errorf("%d cameras are listed, want %d", len(seen), many+1)
	}
	var tree struct{ Cameras []struct{ ID string } }
	began := time.Now()
	ok(t, keeper.Get(t.Context(), "/tree", nil, &tree))
	if took := time.Since(began); len(tree.Cameras) != many+1 || took > patience(5*time.Second) {
		t.Errorf("the tree shows %d cameras after %v", len(tree.Cameras), took)
	}
	t.Logf("the tree of %d cameras took %v", many, time.Since(began))
	ok(t, w.Stop())
}
