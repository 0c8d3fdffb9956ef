package dialog

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// The worked examples of RFC 2617 section 3.5 and RFC 7616 section 3.9.1, and
// damaged forms of them.
var proofs = []struct {
	name, header, method, password string
	ok                             bool
}{
	{"RFC 2617", `Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41"`, "GET", "Circle Of Life", true},
	{"RFC 7616 SHA-256", `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"`, "GET", "Circle of Life", true},
	{"wrong password", `Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1"`, "GET", "Circle of life", false},
	{"response in capitals", `Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="6629FAE49393A05397450978507C4EF1"`, "GET", "Circle Of Life", true},
	{"auth-int proves nothing", `Digest username="Mufasa", realm="r", nonce="n", uri="u", qop="auth-int", nc=1, cnonce="c", response="x"`, "GET", "p", false},
	{"empty response", `Digest username="Mufasa", realm="r", nonce="n", uri="u", response=""`, "GET", "p", false},
}

func TestProves(t *testing.T) {
	for _, tt := range proofs {
		t.Run(tt.name, func(t *testing.T) {
			c, ok := ParseCredentials(tt.header)
			if !ok || c.Proves(tt.method, tt.password) != tt.ok {
				t.Errorf("%+v", c)
			}
		})
	}
}

func TestParseCredentials(t *testing.T) {
	for _, tt := range []struct {
		in string
		ok bool
	}{
		{"", false}, {"Basic abc", false}, {"Digest", false}, {"Digest realm=x", false},
		{`digest NONCE="a" , Realm = "b,c"`, true},
		{`Digest nonce="a`, true},
		{`Digest nonce=a,,,=,x`, true},
		{`Digest ` + strings.Repeat(`a="b",`, 2000) + `nonce="x"`, false},
	} {
		c, ok := ParseCredentials(tt.in)
		if ok != tt.ok {
			t.Errorf("%.40q: %+v", tt.in, c)
		}
	}
	c, _ := ParseCredentials(`digest NONCE="a" , Realm = "b,c", stale=TRUE`)
	if c.Realm != "b,c" || c.Nonce != "a" || !c.Stale {
		t.Errorf("%+v", c)
	}
}

func TestAnswer(t *testing.T) {
	for _, algorithm := range []Algorithm{MD5, SHA256, SM3} {
		for _, qop := range []string{"", "auth", "auth,auth-int"} {
			challenge := fmt.Sprintf(`Digest realm="3402000000", nonce="n", algorithm=%s`, algorithm)
			if qop != "" {
				challenge += `, qop="` + qop + `"`
			}
			c, _ := ParseCredentials(challenge)
			got, ok := ParseCredentials(c.Answer("REGISTER", "sip:a@b", "user", "密码", 1))
			if !ok || !got.Proves("REGISTER", "密码") || got.Proves("REGISTER", "other") || got.Proves("INVITE", "密码") {
				t.Errorf("%s %q: %+v", algorithm, qop, got)
			}
		}
	}
	if len(SM3.sum("abc")) != 64 || SM3.sum("abc") != "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" {
		t.Error("SM3 of abc is not that of GB/T 32905")
	}
}

func use(n *Nonces, c Credentials, device, call string, now time.Time) bool {
	fresh, _ := n.Use(c, device, call, now)
	return fresh
}

func TestNonces(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	n := NewNonces(5*time.Minute, 100, now)
	nonce := n.Make("a", now)
	plain := Credentials{Nonce: nonce}
	for _, tt := range []struct {
		name string
		got  bool
		want bool
	}{
		{"fresh", n.Fresh(nonce, "a", now), true},
		{"of another device", n.Fresh(nonce, "b", now), false},
		{"altered", n.Fresh("B"+nonce[1:], "a", now), false},
		{"no nonce", n.Fresh("", "a", now), false},
		{"of the process before", NewNonces(5*time.Minute, 100, now).Fresh(nonce, "a", now), false},
		{"at the end of its life", n.Fresh(nonce, "a", now.Add(5*time.Minute)), true},
		{"after its life", n.Fresh(nonce, "a", now.Add(5*time.Minute+time.Second)), false},
		{"first use", use(n, plain, "a", "call 1", now), true},
		{"copy of the same request is not fresh", use(n, plain, "a", "call 1", now), false},
		{"used again", use(n, plain, "a", "call 2", now), false},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %v", tt.name, tt.got)
		}
	}
	if _, again := n.Use(plain, "a", "call 1", now); !again {
		t.Error("a copy was not recognised")
	}
	counted := Credentials{Nonce: n.Make("a", now), QOP: "auth"}
	for _, tt := range []struct {
		nc   string
		want bool
	}{{"00000001", true}, {"00000002", true}, {"00000002", false}, {"00000001", false}, {"0000000a", true}, {"00000000", false}, {"x", false}, {"", false}} {
		counted.NC = tt.nc
		if got := use(n, counted, "a", "call "+tt.nc+fmt.Sprint(tt.want), now); got != tt.want {
			t.Errorf("count %s: %v", tt.nc, got)
		}
	}
}

// TestNoncesBounded holds that a flood of proven requests cannot make an old
// nonce usable again, and that memory stays.
func TestNoncesBounded(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	n := NewNonces(5*time.Minute, 100, now)
	first := Credentials{Nonce: n.Make("a", now)}
	if !use(n, first, "a", "1", now) {
		t.Fatal("refused")
	}
	for i := range 1000 {
		now = now.Add(100 * time.Millisecond)
		c := Credentials{Nonce: n.Make("a", now)}
		if !use(n, c, "a", fmt.Sprint(i), now) {
			t.Fatal("a fresh nonce was refused")
		}
	}
	if _, again := n.Use(first, "a", "1", now); again || use(n, first, "a", "2", now) {
		t.Error("a forgotten nonce was taken again")
	}
	if len(n.newer)+len(n.older) > 200 {
		t.Errorf("%d remembered", len(n.newer)+len(n.older))
	}
}

func TestLimiter(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	l := NewLimiter[netip.Addr](1, 3)
	a, b := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")
	got := ""
	for range 5 {
		got += fmt.Sprint(l.Allow(a, now), " ")
	}
	if got != "true true true false false " || !l.Spent(a, now) {
		t.Error(got)
	}
	if !l.Allow(b, now) {
		t.Error("another source was refused (or hashed into one bucket: 1 in 8192)")
	}
	if !l.Allow(a, now.Add(time.Second)) || l.Allow(a, now.Add(time.Second)) {
		t.Error("the rate is not one a second")
	}
}

func TestLocalsBounded(t *testing.T) {
	l := newLocals(10)
	us := netip.MustParseAddr("10.0.0.1")
	for i := range 100 {
		l.set(netip.AddrPortFrom(us, uint16(i)), us)
	}
	if len(l.new)+len(l.old) > 20 {
		t.Errorf("%d kept", len(l.new)+len(l.old))
	}
	if _, ok := l.get(netip.AddrPortFrom(us, 99)); !ok {
		t.Error("the latest was forgotten")
	}
}

func TestTranscriptBounded(t *testing.T) {
	var tr Transcript
	for i := range 500 {
		tr.Note(fmt.Sprint(i))
	}
	got := tr.Entries()
	if len(got) != maxEntries || got[0].Line != "0" || got[maxEntries-1].Line != "499" {
		t.Errorf("%d entries, %s to %s", len(got), got[0].Line, got[len(got)-1].Line)
	}
	var none *Transcript
	none.add(Entry{})
	if none.Entries() != nil {
		t.Error("a missing transcript holds something")
	}
}

func FuzzParseCredentials(f *testing.F) {
	for _, tt := range proofs {
		f.Add(tt.header)
	}
	f.Fuzz(func(t *testing.T, in string) {
		c, ok := ParseCredentials(in)
		if !ok {
			return
		}
		c.Proves("REGISTER", "x")
		c.QOP = ""
		a := c.Answer("REGISTER", "sip:a@b", "user", "pw", 1)
		if got, ok := ParseCredentials(a); !ok && strings.Trim(c.Nonce, "\" \r\n\x00") != "" && len(a) < 4096 {
			t.Errorf("%q is not read back: %+v", a, got)
		}
	})
}
