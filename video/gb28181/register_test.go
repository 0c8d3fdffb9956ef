package gb28181_test

import (
	"errors"
	"net"
	"regexp"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
)

const expires = "Expires: 3600\r\n"

// TestRegisterForms registers in every form that equipment uses.
func TestRegisterForms(t *testing.T) {
	for _, tt := range []struct {
		name, headers string
		granted       string
		gone          bool // a sign-off
	}{
		{"plain", contact + expires, "3600", false},
		{"quirk 2: Contact missing", expires, "3600", false},
		{"quirk 2: Contact private and without port", "Contact: <sip:34020000001180000001@10.1.1.1:>\r\n" + expires, "3600", false},
		{"Contact empty", "Contact: \r\n" + expires, "3600", false},
		{"Contact without brackets", "Contact: sip:34020000001180000001@10.1.1.1\r\n" + expires, "3600", false},
		{"Expires missing", contact, "3600", false},
		{"Expires in Contact", "Contact: <sip:34020000001180000001@10.1.1.1:5060>;expires=7200\r\n", "7200", false},
		{"Expires unreadable", contact + "Expires: soon\r\n", "3600", false},
		{"Expires too short", contact + "Expires: 10\r\n", "60", false},
		{"Expires as asked", contact + "Expires: 90\r\n", "90", false},
		{"Expires absurd", contact + "Expires: 99999999\r\n", "604800", false},
		{"Dahua: Route header", contact + expires + "Route: <sip:34020000002000000001@127.0.0.1:5060;lr>\r\n", "3600", false},
		{"compact Contact", "m: <sip:34020000001180000001@10.1.1.1:5060>\r\n" + expires, "3600", false},
		{"sign-off", contact + "Expires: 0\r\n", "0", true},
		{"sign-off in Contact", "Contact: <sip:34020000001180000001@10.1.1.1>;expires=0\r\n" + expires, "0", true},
		{"sign-off with Contact *", "Contact: *\r\nExpires: 0\r\n", "0", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, nil)
			p := newRawPeer(t, w.p.Local(""), string(deviceID))
			if tt.gone {
				wantCode(t, p.register(contact+expires), 200)
			}
			got := p.register(tt.headers)
			wantCode(t, got, 200)
			if headerOf(got, "Expires") != tt.granted || headerOf(got, "X-GB-Ver") != "3.0" {
				t.Errorf("answer\n%s", got)
			}
			_, online, err := w.p.Registration(deviceID)
			if tt.gone != errors.Is(err, shiheng.ErrNotFound) || online == tt.gone {
				t.Errorf("online %v, %v", online, err)
			}
			if tt.gone {
				w.expect(gb28181.Deregistered)
				wantCode(t, p.keepalive(), 403)
			}
		})
	}
}

func TestRegisterAnswer(t *testing.T) {
	w := newWorld(t, nil)
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	first := p.request("REGISTER", contact+expires, "")
	wantCode(t, first, 401)
	challenge := headerOf(first, "WWW-Authenticate")
	for _, part := range []string{`Digest realm="3402000000"`, "algorithm=MD5"} { // quirk 1: Dahua
		if !strings.Contains(challenge, part) {
			t.Errorf("challenge %s", challenge)
		}
	}
	if strings.Contains(challenge, "qop") || strings.Contains(challenge, "stale") {
		t.Errorf("challenge %s", challenge)
	}
	// The answer came to this socket although Via says 192.168.1.64:5060.
	if via := headerOf(first, "Via"); !strings.Contains(via, "received=127.0.0.1") || !strings.Contains(via, "rport=") {
		t.Errorf("Via %s", via)
	}
	got := p.request("REGISTER", contact+expires+p.credentials(first, password), "")
	wantCode(t, got, 200)
	date := headerOf(got, "Date")
	if !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$`).MatchString(date) {
		t.Errorf("Date %q", date)
	}
	beijing, err := time.ParseInLocation("2006-01-02T15:04:05.000", date, time.FixedZone("", 8*3600))
	if err != nil || time.Since(beijing).Abs() > time.Minute {
		t.Errorf("Date %q is not Beijing time: %v", date, err)
	}
	w.devices.set(deviceID, gb28181.Settings{Password: password, NoDate: true})
	if got := p.register(contact + expires); headerOf(got, "Date") != "" {
		t.Error("Date was sent against the setting")
	}
}

// TestRegisterRefusals holds that nothing but a fresh proof registers, refreshes
// or signs off.
func TestRegisterRefusals(t *testing.T) {
	w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Discover = true })
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	first := p.request("REGISTER", contact+expires, "")

	wantCode(t, p.request("REGISTER", contact+expires+p.credentials(first, "wrong"), ""), 403)
	if e := w.expect(gb28181.Refused); e.Reason != "password" || e.Device != deviceID || e.Code != 403 || !e.Path.Remote.IsValid() {
		t.Errorf("%+v", e)
	}
	good := p.credentials(first, password)
	wantCode(t, p.request("REGISTER", contact+expires+good, ""), 200)
	w.expect(gb28181.Online)

	// The same Call-ID proves nothing (what WVP lets through).
	wantCode(t, p.request("REGISTER", contact+"Expires: 0\r\n", ""), 401)
	wantCode(t, p.request("REGISTER", contact+expires, ""), 401)
	// A used nonce is stale, also from the same sender.
	again := p.request("REGISTER", contact+expires+good, "")
	wantCode(t, again, 401)
	if !strings.Contains(headerOf(again, "WWW-Authenticate"), "stale=true") {
		t.Errorf("challenge %s", headerOf(again, "WWW-Authenticate"))
	}
	wantCode(t, p.request("REGISTER", contact+expires+p.credentials(again, password), ""), 200)
	if e := w.expect(gb28181.Refreshed); e.Device != deviceID {
		t.Errorf("%+v", e)
	}
	// A nonce that was never ours.
	forged := p.credentials(`nonce="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"`, password)
	if got := p.request("REGISTER", contact+expires+forged, ""); !strings.Contains(headerOf(got, "WWW-Authenticate"), "stale=true") {
		t.Errorf("%s", got)
	}
	// A proof by another algorithm than was asked.
	sha := strings.Replace(p.credentials(again, password), "response=", "algorithm=SHA-256, response=", 1)
	wantCode(t, p.request("REGISTER", contact+expires+sha, ""), 401)

	stranger := newRawPeer(t, w.p.Local(""), "34020000001180000099")
	wantCode(t, stranger.request("REGISTER", contact+expires, ""), 403)
	if e := w.expect(gb28181.Refused); e.Reason != "unknown" || e.Device != "34020000001180000099" {
		t.Errorf("%+v", e)
	}
	if e := w.expect(gb28181.Discovered); e.Device != "34020000001180000099" {
		t.Errorf("%+v", e)
	}
	if _, _, err := w.p.Registration("34020000001180000099"); !errors.Is(err, shiheng.ErrNotFound) {
		t.Error("a discovered device is in service")
	}
}

// TestReplay sends a proven REGISTER again: the sender gets its answer once
// more, anybody else gets a challenge, and nothing changes.
func TestReplay(t *testing.T) {
	store := &shelf{}
	w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Store = store })
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	proof := p.credentials(p.request("REGISTER", contact+expires, ""), password)
	wantCode(t, p.request("REGISTER", contact+expires+proof, ""), 200)
	_, writes := store.count()
	p.cseq-- // a copy has the number of what it copies
	wantCode(t, p.request("REGISTER", contact+expires+proof, ""), 200)
	thief := newRawPeer(t, w.p.Local(""), string(deviceID))
	thief.cseq = p.cseq - 1
	wantCode(t, thief.request("REGISTER", contact+expires+proof, ""), 401)
	if _, now := store.count(); now != writes {
		t.Errorf("copies wrote %d rows", now-writes)
	}
	if reg, _, err := w.p.Registration(deviceID); err != nil || reg.Path.Remote != netipOf(p) {
		t.Errorf("moved to %v, %v", reg.Path.Remote, err)
	}
}

// TestGuessing holds that passwords cannot be tried without end, and that it
// costs the neighbour nothing.
func TestGuessing(t *testing.T) {
	w := newWorld(t, nil)
	const other = code.Code("34020000001180000002")
	w.devices.set(other, gb28181.Settings{Password: password})
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	stopped := false
	for range 40 {
		first := p.request("REGISTER", contact+expires, "")
		if got := p.request("REGISTER", contact+expires+p.credentials(first, "guess"), ""); strings.HasPrefix(got, "SIP/2.0 503") {
			stopped = true
			break
		}
	}
	if !stopped {
		t.Error("forty guesses were weighed")
	}
	wantCode(t, newRawPeer(t, w.p.Local(""), string(other)).register(contact+expires), 200)
	told := 0
	for len(w.events) > 0 {
		if e := <-w.events; e.Kind == gb28181.Refused {
			told++
		}
	}
	if told == 0 || told > 10 {
		t.Errorf("%d refusals were told", told)
	}
}

func TestConfiguredUsername(t *testing.T) {
	w := newWorld(t, nil)
	w.devices.set(deviceID, gb28181.Settings{Password: password, Username: "admin"})
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	first := p.request("REGISTER", contact+expires, "")
	wantCode(t, p.request("REGISTER", contact+expires+p.credentials(first, password), ""), 403)
	if e := w.expect(gb28181.Refused); e.Reason != "username" {
		t.Errorf("%+v", e)
	}
	l := newLine(t, "127.0.0.1:0")
	cfg := deviceConfig(w, l)
	cfg.Username = "admin"
	runDevice(t, cfg)
}

// TestMoveAndFlap is a device that comes from another address, and two that use
// one code by turns.
func TestMoveAndFlap(t *testing.T) {
	w := newWorld(t, nil)
	a, b := newRawPeer(t, w.p.Local(""), string(deviceID)), newRawPeer(t, w.p.Local(""), string(deviceID))
	wantCode(t, a.register(contact+expires), 200)
	w.expect(gb28181.Online)
	wantCode(t, b.register(contact+expires), 200)
	e := w.expect(gb28181.Moved)
	if e.Reason != a.conn.LocalAddr().String() || e.Path.Remote.String() != b.conn.LocalAddr().String() {
		t.Errorf("%+v", e)
	}
	for range 2 {
		wantCode(t, a.register(contact+expires), 200)
		wantCode(t, b.register(contact+expires), 200)
	}
	w.expect(gb28181.Flapping)

	// A NAT that gives new ports never goes back: no alarm.
	quiet := newWorld(t, nil)
	for range 8 {
		wantCode(t, newRawPeer(t, quiet.p.Local(""), string(deviceID)).register(contact+expires), 200)
	}
	for len(quiet.events) > 0 {
		if e := <-quiet.events; e.Kind == gb28181.Flapping {
			t.Error("new ports were taken for two devices")
		}
	}
}

// TestUnregisteredIsRefused holds that messages need the code and the address.
func TestUnregisteredIsRefused(t *testing.T) {
	w := newWorld(t, nil)
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	wantCode(t, p.keepalive(), 403)
	if e := w.expect(gb28181.Refused); e.Reason != "unregistered" {
		t.Errorf("%+v", e)
	}
	wantCode(t, p.request("INVITE", contact, "v=0\r\n"), 100)
	for _, method := range []string{"OPTIONS", "INFO", "SUBSCRIBE"} {
		wantCode(t, p.request(method, "", ""), 403)
	}
	wantCode(t, p.request("BYE", "", ""), 481)
	wantCode(t, p.register(contact+expires), 200)
	wantCode(t, p.keepalive(), 200)
	wantCode(t, p.request("OPTIONS", "", ""), 200)

	// Another socket that claims the code: its alarm is refused; its keepalive is
	// a NAT's new port, unless the device's port is fixed.
	thief := newRawPeer(t, w.p.Local(""), string(deviceID))
	alarm := "<Notify><CmdType>Alarm</CmdType><SN>1</SN><DeviceID>" + string(deviceID) + "</DeviceID></Notify>"
	wantCode(t, thief.request("MESSAGE", "", alarm), 403)
	w.devices.set(deviceID, gb28181.Settings{Password: password, FixedPort: true})
	wantCode(t, p.register(contact+expires), 200)
	wantCode(t, thief.keepalive(), 403)
	w.devices.set(deviceID, gb28181.Settings{Password: password})
	wantCode(t, p.register(contact+expires), 200)
	wantCode(t, thief.keepalive(), 200)
	reg, _, err := w.p.Registration(deviceID)
	if err != nil || reg.Path.Remote.String() != thief.conn.LocalAddr().String() {
		t.Errorf("requests go to %v, %v", reg.Path.Remote, err)
	}
}

// TestJunk holds that noise on the port is not answered and hurts nobody.
func TestJunk(t *testing.T) {
	w := newWorld(t, nil)
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	for _, noise := range []string{"\r\n\r\n", "jaK", "\x00\x00\x00\x00", "GET / HTTP/1.1\r\n\r\n", "REGISTER sip:x SIP/2.0\r\n\r\n",
		"MESSAGE sip:a@b SIP/2.0\r\nVia: garbage\r\n\r\n", "SIP/2.0 200 OK\r\n\r\n"} {
		p.send(noise)
	}
	if got := p.receive(300 * time.Millisecond); got != "" && !strings.HasPrefix(got, "SIP/2.0 400") {
		t.Errorf("answered %q", got)
	}
	for p.receive(50*time.Millisecond) != "" {
	}
	wantCode(t, p.register(contact+expires), 200)
	wantCode(t, p.keepalive(), 200)
}

// TestDirtyRegister sends the whole exchange with bare LF and a leading CRLF.
func TestDirtyRegister(t *testing.T) {
	w := newWorld(t, nil)
	p := newRawPeer(t, w.p.Local(""), string(deviceID))
	first := p.request("REGISTER", contact+expires, "")
	msg := "\r\nREGISTER  sip:34020000002000000001@3402000000 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.1\nFrom: sip:" + string(deviceID) +
		"@x;tag=1\nTo: <sip:" + string(deviceID) + "@x>\nCall-ID: dirty\nCSeq: 9 REGISTER\nnonsense\nExpires: 300\n" +
		strings.ReplaceAll(p.credentials(first, password), "\r\n", "\n") + "\n"
	p.send(msg)
	for {
		got := p.receive(20 * time.Second)
		if got == "" {
			t.Fatal("no answer")
		}
		if strings.Contains(got, "Call-ID: dirty") {
			wantCode(t, got, 200)
			return
		}
	}
}

// TestConnectionLost is a TCP device whose connection breaks: offline at once.
func TestConnectionLost(t *testing.T) {
	w := newWorld(t, nil)
	l := newLine(t, "127.0.0.1:0")
	cfg := deviceConfig(w, l)
	cfg.Transport = dialog.TCP
	_, stop := runDevice(t, cfg)
	w.expect(gb28181.Online)
	stop()
	if e := w.expect(gb28181.Offline); e.Reason != "connection" {
		t.Errorf("%+v", e)
	}
	if _, err := w.p.DeviceInfo(t.Context(), deviceID); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("asked an offline device: %v", err)
	}
	// The line is the same; the device comes back over a new connection.
	cfg.Line = newLine(t, "127.0.0.1:0")
	runDevice(t, cfg)
	if e := w.expect(gb28181.Online); e.Path.Transport != dialog.TCP {
		t.Errorf("%+v", e)
	}
	if _, err := w.p.DeviceInfo(t.Context(), deviceID); err != nil {
		t.Error(err)
	}
}

// TestTCPRaw sends two messages in one segment and one in pieces.
func TestTCPRaw(t *testing.T) {
	w := newWorld(t, nil)
	c, err := net.Dial("tcp", w.p.Local("").String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ping := "OPTIONS sip:34020000002000000001@3402000000 SIP/2.0\r\nVia: SIP/2.0/TCP 10.0.0.1:5060;branch=z9hG4bK%\r\n" +
		"From: <sip:x@y>;tag=1\r\nTo: <sip:y@z>\r\nCall-ID: %\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"
	both := "\r\n" + strings.ReplaceAll(ping, "%", "1") + "\r\n\r\n" + strings.ReplaceAll(ping, "%", "2")
	for _, piece := range []string{both, ping[:30], ping[30:90], ping[90:]} {
		if _, err := c.Write([]byte(strings.ReplaceAll(piece, "%", "3"))); err != nil {
			t.Fatal(err)
		}
	}
	_ = c.SetReadDeadline(time.Now().Add(5 * time.Second))
	got := ""
	for b := make([]byte, 4096); strings.Count(got, "SIP/2.0 403") < 3; {
		n, err := c.Read(b)
		if err != nil {
			t.Fatalf("%v after\n%s", err, got)
		}
		got += string(b[:n])
	}
	for _, id := range []string{"Call-ID: 1", "Call-ID: 2", "Call-ID: 3"} {
		if !strings.Contains(got, id) {
			t.Errorf("%s was not answered", id)
		}
	}
}
