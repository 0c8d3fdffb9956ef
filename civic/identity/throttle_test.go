package identity

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func t0() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }

func address(n int) netip.Addr { return netip.AddrFrom4([4]byte{192, 0, byte(n >> 8), byte(n)}) }

func TestDelayAfter(t *testing.T) {
	for _, tt := range []struct {
		failures int
		want     time.Duration
	}{
		{0, 0}, {1, 0}, {2, 0}, {3, time.Second}, {4, 2 * time.Second}, {8, 32 * time.Second}, {9, time.Minute}, {1000, time.Minute},
	} {
		if got := delayAfter(tt.failures, freeAccount, maxAccountWait); got != tt.want {
			t.Errorf("after %d failures %v, want %v", tt.failures, got, tt.want)
		}
	}
}

// TestThrottleAgainstModel compares the throttle with a naive count per key.
func TestThrottleAgainstModel(t *testing.T) {
	type model struct {
		n         int
		notBefore time.Time
		last      time.Time
	}
	rapid.Check(t, func(t *rapid.T) {
		th := NewThrottle()
		accounts, sources := map[string]*model{}, map[netip.Addr]*model{}
		get := func(login string, from netip.Addr, now time.Time) (*model, *model) {
			if accounts[login] == nil {
				accounts[login] = &model{}
			}
			if sources[from] == nil {
				sources[from] = &model{}
			}
			for _, m := range []*model{accounts[login], sources[from]} {
				if !m.last.IsZero() && now.Sub(m.last) > forgetAfter {
					*m = model{}
				}
			}
			return accounts[login], sources[from]
		}
		now := t0()
		for range rapid.IntRange(1, 80).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "s")) * time.Second)
			a := attempt{login: rapid.SampledFrom([]string{"wang", "li"}).Draw(t, "login"), known: true, source: address(rapid.IntRange(1, 3).Draw(t, "from"))}
			acc, src := get(a.login, a.source, now)
			want := max(acc.notBefore.Sub(now), src.notBefore.Sub(now), 0)
			wait, _ := th.take(a, now)
			if wait != want {
				t.Fatalf("%s from %s waits %v, want %v", a.login, a.source, wait, want)
			}
			if wait > 0 {
				continue
			}
			right := rapid.IntRange(0, 4).Draw(t, "right") == 0
			if right {
				th.forgive(a, now)
				*acc = model{}
				src.n++ // the strike it took
				src.n--
				src.notBefore = time.Time{}
				src.last = now
				if src.n == 0 {
					*src = model{}
				}
				continue
			}
			for _, x := range []struct {
				m    *model
				free int
				most time.Duration
			}{{acc, freeAccount, maxAccountWait}, {src, freeSource, maxSourceWait}} {
				x.m.n++
				x.m.last = now
				x.m.notBefore = now.Add(delayAfter(x.m.n, x.free, x.most))
			}
		}
	})
}

// TestNoLockOut: however many failures, waiting the longest delay is enough.
func TestNoLockOut(t *testing.T) {
	th, now := NewThrottle(), t0()
	for range 200 {
		now = now.Add(maxSourceWait)
		if wait, _ := th.take(attempt{login: "wang", known: true, source: address(1)}, now); wait != 0 {
			t.Fatalf("still waits %v", wait)
		}
	}
}

// TestManyAtOnce: attempts in flight count before they are judged.
func TestManyAtOnce(t *testing.T) {
	th := NewThrottle()
	let := 0
	for n := range 100 {
		if wait, _ := th.take(attempt{login: "wang", known: true, source: address(n)}, t0()); wait == 0 {
			let++
		}
	}
	if let != freeAccount {
		t.Errorf("%d attempts at one instant, want %d", let, freeAccount)
	}
}

// TestSourceIsNotWashed: one right password does not clear a source's strikes.
func TestSourceIsNotWashed(t *testing.T) {
	th, now := NewThrottle(), t0()
	mine := attempt{login: "mallory", known: true, source: address(1)}
	for n := range freeSource - 1 {
		th.take(attempt{login: fmt.Sprint("victim", n), known: true, source: address(1)}, now)
	}
	for range 5 { // own logins between
		if wait, _ := th.take(mine, now); wait > 0 {
			now = now.Add(wait)
			th.take(mine, now)
		}
		th.forgive(mine, now)
	}
	th.take(attempt{login: "x", known: true, source: address(1)}, now)
	if wait, _ := th.take(attempt{login: "y", known: true, source: address(1)}, now); wait == 0 {
		t.Error("the source does not wait any more")
	}
}

// TestBounded: neither made-up logins nor made-up addresses fill the memory,
// nor do they wash out the account under attack.
func TestBounded(t *testing.T) {
	th := NewThrottle()
	for range 6 {
		th.take(attempt{login: "wang", known: true, source: address(9)}, t0())
	}
	for n := range maxSources + 3000 {
		from := netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, byte(n >> 16), byte(n >> 8), byte(n)})
		th.take(attempt{login: fmt.Sprint("nobody", n), source: from}, t0())
	}
	if len(th.sources) > maxSources || len(th.accounts) != 1 {
		t.Errorf("%d sources, %d accounts", len(th.sources), len(th.accounts))
	}
	if wait, _ := th.take(attempt{login: "wang", known: true, source: address(10)}, t0()); wait == 0 {
		t.Error("the account under attack does not wait any more")
	}
}

func TestNetwork(t *testing.T) {
	for in, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::", "fe80::1%eth0": "fe80::",
	} {
		if got := network(netip.MustParseAddr(in)).String(); got != want {
			t.Errorf("%s is of %s, want %s", in, got, want)
		}
	}
	if network(netip.Addr{}).IsValid() {
		t.Error("no address became one")
	}
}

// TestSeparate: who runs the house or gives its rights sees no footage, who
// reads the record holds nothing else; a site may join the first two.
func TestSeparate(t *testing.T) {
	for _, a := range Roles() {
		for _, b := range Roles() {
			rules := func(r Role) bool { return r == SystemAdministrator || r == SecurityAdministrator }
			apart := a != b && (rules(a) || rules(b) || a == Auditor || b == Auditor)
			for profile, want := range map[Profile]bool{Bureau: apart, Site: apart && !(rules(a) && rules(b))} {
				if Separate(a, b, profile) != want || Separate(b, a, profile) != want {
					t.Errorf("%s beside %s in a %s: separate %v, want %v", a, b, profile, Separate(a, b, profile), want)
				}
			}
		}
	}
}

func TestNormal(t *testing.T) {
	for in, want := range map[string]string{
		" Wang.Fang ": "wang.fang", "王芳": "王芳", "ＷＡＮＧ": "wang", "a": "", "": "", "a b": "", "-x": "", "x'; --": "", "a\x00b": "",
	} {
		if got, err := Normal(in); got != want && want != "" || (err != nil) != (want == "") {
			t.Errorf("%q is %q, %v", in, got, err)
		}
	}
}

func TestCheckPassword(t *testing.T) {
	for in, ok := range map[string]bool{
		"correct horse battery": true, "梅花香自苦寒来宝剑锋从磨砺": true, "short": false, "aaaaaaaaaaaaaaaa": false, "abababababab": false,
		"my name is WANG, yes": false, "12345678901": false, "\xff\xff\xff\xff\xff123456789abc": false,
	} {
		if err := CheckPassword("wang", in); (err == nil) != ok {
			t.Errorf("%q: %v", in, err)
		}
	}
	if a, b := oneTime(), oneTime(); a == b || len(a) != 19 {
		t.Errorf("one-time passwords %q and %q", a, b)
	}
}

func FuzzParsePHC(f *testing.F) {
	f.Add("$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	f.Add("$argon2i$v=19$m=64,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, s string) {
		if c, _, _, err := parsePHC(s); err == nil && (c.Passes == 0 || c.Lanes == 0 || c.MemoryKiB > 1<<20) {
			t.Errorf("%q gives %+v", s, c)
		}
	})
}
