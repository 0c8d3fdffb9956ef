package sdp_test

import (
	"bytes"
	"net/netip"
	"strings"
	"testing"

	"shiheng.internal/video/gb28181/sdp"
)

const live = "v=0\r\no=34020000001320000001 0 0 IN IP4 10.0.0.5\r\ns=Play\r\nc=IN IP4 10.0.0.5\r\nt=0 0\r\n" +
	"m=video 30000 RTP/AVP 96\r\na=recvonly\r\na=rtpmap:96 PS/90000\r\ny=0200000017\r\n"

const hikvision = "v=0\r\no=34020000001180000001 0 0 IN IP4 192.168.1.64\r\ns=Network Video Recorder\r\nc=IN IP4 192.168.1.64\r\n" +
	"t=1795449600 1795453200\r\nm=video 15060 RTP/AVP 96\r\na=setup:active\r\na=sendonly\r\na=rtpmap:96 PS/90000\r\n" +
	"a=username:34020000001180000001\r\na=password:hik12345\r\na=filesize:1\r\nf=\r\ny=1200000018\r\n"

// One table feeds parse and fuzz: descriptions as equipment sends them.
var descriptions = []struct {
	name, in string
	ok       bool
	target   string
	ssrc     uint32
	hasSSRC  bool
	tcp      bool
	setup    string
}{
	{"offer of the text", live, true, "10.0.0.5:30000", 200000017, true, false, ""},
	{"LF only", strings.ReplaceAll(live, "\r\n", "\n"), true, "10.0.0.5:30000", 200000017, true, false, ""},
	{"CR CR LF", strings.ReplaceAll(live, "\r\n", "\r\r\n"), true, "10.0.0.5:30000", 200000017, true, false, ""},
	{"no final newline, trailing blanks", strings.TrimSuffix(strings.ReplaceAll(live, "\r\n", " \r\n"), "\r\n"), true, "10.0.0.5:30000", 200000017, true, false, ""},
	{"y with a stray newline and blank", strings.Replace(live, "y=0200000017", "y= 0200000017 \r\n", 1), true, "10.0.0.5:30000", 200000017, true, false, ""},
	{"y before m", "v=0\r\ny=0200000017\r\nc=IN IP4 10.0.0.5\r\nm=video 30000 RTP/AVP 96\r\n", true, "10.0.0.5:30000", 200000017, true, false, ""},
	{"y missing", strings.Replace(live, "y=0200000017\r\n", "", 1), true, "10.0.0.5:30000", 0, false, false, ""},
	{"y zero", strings.Replace(live, "0200000017", "0000000000", 1), true, "10.0.0.5:30000", 0, true, false, ""},
	{"y beyond uint32", strings.Replace(live, "0200000017", "9999999999", 1), true, "10.0.0.5:30000", 0, false, false, ""},
	{"y not a number", strings.Replace(live, "0200000017", "0xBEBC211", 1), true, "10.0.0.5:30000", 0, false, false, ""},
	{"Hikvision playback answer", hikvision, true, "192.168.1.64:15060", 1200000018, true, false, "active"},
	{"TCP passive", strings.Replace(live, "RTP/AVP 96\r\n", "TCP/RTP/AVP 96\r\na=setup:passive\r\na=connection:new\r\n", 1), true, "10.0.0.5:30000", 200000017, true, true, "passive"},
	{"c only in media", "v=0\r\nm=video 30000 RTP/AVP 96\r\nc=IN IP4 10.0.0.5\r\ny=0200000017\r\n", true, "10.0.0.5:30000", 200000017, true, false, ""},
	{"c 0.0.0.0", "v=0\r\nc=IN IP4 0.0.0.0\r\nm=video 9 RTP/AVP 96\r\n", true, "0.0.0.0:9", 0, false, false, ""},
	{"c missing", "v=0\r\nm=video 0 RTP/AVP 96\r\n", true, "invalid AddrPort", 0, false, false, ""},
	{"IPv6", "v=0\r\nc=IN IP6 fd00::5\r\nm=video 30000 RTP/AVP 96\r\n", true, "[fd00::5]:30000", 0, false, false, ""},
	{"c with ttl", "v=0\r\nc=IN IP4 239.1.1.1/127\r\nm=video 30000/2 RTP/AVP 96\r\n", true, "239.1.1.1:30000", 0, false, false, ""},
	{"u with a colon", live + "u=34020000001320000001:3\r\n", true, "10.0.0.5:30000", 200000017, true, false, ""},
	{"port not a number", "v=0\r\nm=video x RTP/AVP 96\r\n", true, "invalid AddrPort", 0, false, false, ""},
	{"upper-case keys", strings.ToUpper(live), true, "10.0.0.5:30000", 200000017, true, false, ""},
	{"no SDP", "hello", false, "", 0, false, false, ""},
	{"empty", "", false, "", 0, false, false, ""},
	{"endless", "v=0\n" + strings.Repeat("a=x\n", 600), false, "", 0, false, false, ""},
}

func TestParse(t *testing.T) {
	for _, tt := range descriptions {
		t.Run(tt.name, func(t *testing.T) {
			s, err := sdp.Parse([]byte(tt.in))
			if (err == nil) != tt.ok {
				t.Fatal(err)
			}
			if err != nil {
				return
			}
			if got := s.Target().String(); got != tt.target && !(tt.target == "invalid AddrPort" && !s.Target().IsValid()) {
				t.Errorf("target %s", got)
			}
			if s.SSRC != tt.ssrc || s.HasSSRC != tt.hasSSRC || s.Video().TCP() != tt.tcp || s.Video().Setup() != tt.setup {
				t.Errorf("%+v", s)
			}
		})
	}
}

func TestCredentialsAreNotKept(t *testing.T) {
	s, err := sdp.Parse([]byte(hikvision))
	if err != nil || !s.Credentials {
		t.Fatalf("%+v, %v", s, err)
	}
	if _, ok := s.Video().Attr("filesize"); !ok {
		t.Error("other attributes were lost")
	}
	for _, text := range []string{string(s.Bytes()), string(sdp.Redact([]byte(hikvision))), string(sdp.Redact([]byte(strings.ReplaceAll(hikvision, "\r\n", "\n")))),
		string(sdp.Redact([]byte(strings.ReplaceAll(hikvision, "a=password", " A=PassWord"))))} {
		if strings.Contains(text, "hik12345") {
			t.Errorf("the password stands in %q", text)
		}
	}
	if got := sdp.Redact([]byte(live)); string(got) != live {
		t.Errorf("a clean text was changed: %q", got)
	}
}

func TestBytes(t *testing.T) {
	s := &sdp.Session{Owner: "34020000001320000001", Name: "Play", Addr: netip.MustParseAddr("10.0.0.5"),
		Media: []sdp.Media{{Kind: "video", Port: 30000, Proto: "RTP/AVP", Payloads: []int{96},
			Attrs: []sdp.Attr{{Key: "recvonly"}, {Key: "rtpmap", Value: "96 PS/90000"}}}}, SSRC: 200000017, HasSSRC: true}
	if got := string(s.Bytes()); got != live {
		t.Errorf("got\n%s", got)
	}
	s.Name = "Play\r\na=injected"
	if strings.Contains(string(s.Bytes()), "\na=injected") {
		t.Error("a value began a line")
	}
	s.Addr = netip.MustParseAddr("fd00::5")
	if !strings.Contains(string(s.Bytes()), "c=IN IP6 fd00::5\r\n") {
		t.Errorf("got\n%s", s.Bytes())
	}
}

func TestSSRC(t *testing.T) {
	for _, tt := range []struct {
		history bool
		domain  string
		serial  int
		want    string
	}{
		{false, "34020000002000000001", 17, "0200000017"},
		{true, "34020000002000000001", 18, "1200000018"},
		{false, "13010000002000000001", 9999, "0100009999"},
		{false, "3402000000", 1, "0200000001"},
		{false, "3402", 1, ""}, {false, "3402000000", 10000, ""}, {false, "340x000000", 1, ""},
	} {
		n, err := sdp.SSRC(tt.history, tt.domain, tt.serial)
		if (err == nil) != (tt.want != "") || err == nil && sdp.FormatSSRC(n) != tt.want {
			t.Errorf("%+v: %010d, %v", tt, n, err)
		}
	}
}

func TestSubject(t *testing.T) {
	in := sdp.Subject("34020000001320000001", 200000017, "34020000002000000001")
	if in != "34020000001320000001:0200000017,34020000002000000001:0" {
		t.Error(in)
	}
	if a, b, c, d := sdp.ParseSubject(in); a != "34020000001320000001" || b != "0200000017" || c != "34020000002000000001" || d != "0" {
		t.Error(a, b, c, d)
	}
	sdp.ParseSubject("")
}

func TestPeriod(t *testing.T) {
	s, _ := sdp.Parse([]byte(hikvision))
	if from, to, ok := s.Period(); !ok || to.Sub(from).Hours() != 1 {
		t.Error(from, to, ok)
	}
	s, _ = sdp.Parse([]byte(live))
	if _, _, ok := s.Period(); ok {
		t.Error("live has no period")
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range descriptions {
		f.Add([]byte(tt.in))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		sdp.Redact(in)
		s, err := sdp.Parse(in)
		if err != nil {
			return
		}
		once := s.Bytes()
		again, err := sdp.Parse(once)
		if err != nil {
			t.Fatalf("what we wrote cannot be read: %v\n%s", err, once)
		}
		if twice := again.Bytes(); !bytes.Equal(once, twice) {
			t.Errorf("not stable:\n%s\n%s", once, twice)
		}
	})
}
