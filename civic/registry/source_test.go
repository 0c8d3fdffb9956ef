package registry

import (
	"net/url"
	"strings"
	"testing"
)

func sources() []string {
	return []string{
		"rtsp://192.0.2.1/Streaming/Channels/101", "rtsp://admin:p%40ss@192.0.2.1:554/h264?x=1", "rtsps://[2001:db8::1]:322/a",
		"  rtsp://u@h/ ", "http://h/", "rtsp://", "rtsp:///x", "::", "rtsp://a:b@", "rtsp://a b/c", "rtsp://h/\x00", "",
	}
}

// FuzzRTSPSource: whatever somebody pastes as an address, what is kept has no
// credentials in it and parses again.
func FuzzRTSPSource(f *testing.F) {
	for _, s := range sources() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		src := Source{RTSP: &RTSPSource{URL: s}}
		if src.tidy() != nil {
			return
		}
		u, err := url.Parse(src.RTSP.URL)
		if err != nil || u.User != nil || u.Host == "" || (u.Scheme != "rtsp" && u.Scheme != "rtsps") {
			t.Errorf("%q is kept as %q: %v", s, src.RTSP.URL, err)
		}
		again := src.clone()
		again.RTSP.Password = ""
		if err := again.tidy(); err != nil || again.RTSP.URL != src.RTSP.URL || again.RTSP.User != src.RTSP.User {
			t.Errorf("%q tidied twice is %q, %v", s, again.RTSP.URL, err)
		}
	})
}

func TestSourceTidy(t *testing.T) {
	s := Source{RTSP: &RTSPSource{URL: "rtsp://admin:p%40ss@192.0.2.1:554/h264?x=1"}}
	if err := s.tidy(); err != nil || s.RTSP.URL != "rtsp://192.0.2.1:554/h264?x=1" || s.RTSP.User != "admin" || s.RTSP.Password != "p@ss" || s.RTSP.Transport != RTSPTCP {
		t.Errorf("%+v, %v", s.RTSP, err)
	}
	for _, bad := range []Source{
		{}, {RTSP: &RTSPSource{URL: "rtsp://h/"}, GB28181: &GB28181Source{}}, {GB28181: &GB28181Source{}},
		{RTSP: &RTSPSource{URL: "rtsp://h/", Transport: "sctp"}}, {RTSP: &RTSPSource{URL: "file:///etc/passwd"}},
	} {
		if bad.tidy() == nil {
			t.Errorf("accepted %+v", bad)
		}
	}
	for code, ok := range map[string]bool{"34020000001320000001": true, "nvr_1-2.a": true, "": false, "a b": false, "a@h": false, "a\r\nVia:": false, strings.Repeat("1", 65): false} {
		if peerCode(code) != ok {
			t.Errorf("code %q: %v", code, !ok)
		}
	}
}

func TestPlan(t *testing.T) {
	day := func(d, from, to int) Window { return Window{Weekday: d, From: from, To: to} }
	for _, tt := range []struct {
		plan Plan
		ok   bool
	}{
		{Plan{}, true},
		{Plan{Windows: []Window{day(0, 0, 1440)}}, true},
		{Plan{Windows: []Window{day(1, 0, 480), day(1, 480, 600), day(2, 0, 480)}}, true},
		{Plan{Windows: []Window{day(1, 0, 481), day(1, 480, 600)}}, false},
		{Plan{Windows: []Window{day(7, 0, 1)}}, false},
		{Plan{Windows: []Window{day(1, 5, 5)}}, false},
		{Plan{Windows: []Window{day(1, -1, 5)}}, false},
		{Plan{Windows: []Window{day(1, 0, 1441)}}, false},
	} {
		if err := tt.plan.check(); (err == nil) != tt.ok {
			t.Errorf("%+v: %v", tt.plan, err)
		}
	}
}
