package identity

import (
	"hash/maphash"
	"net/netip"
	"sync"
	"time"
)

// A Throttle spaces out failed logins: after the third failure in a row the
// next attempt of the same account, or from the same source address, must wait
// one second, then two, four, and so on. It delays and never locks out, so
// nobody can shut a colleague out for good.
//
// It lives in memory. A restart forgets the delays, but no guesser can cause
// one, each evaluated failure is on record, and writing rows on behalf of
// strangers would hand them the disk. Memory is bounded: entries exist for
// accounts that exist, for [unknownBuckets] groups of logins that do not, and
// for [maxSources] addresses. Safe for concurrent use.
type Throttle struct {
	mu       sync.Mutex
	accounts map[string]*strikes     // by login of an existing account; guarded by mu
	unknown  [unknownBuckets]strikes // by hash of any other login; guarded by mu
	sources  map[netip.Addr]*strikes // IPv4 address, or IPv6 network of 64 bits; guarded by mu
	seed     maphash.Seed
}

const (
	unknownBuckets = 1024
	maxSources     = 16384
	freeAccount    = 3  // failures before an account waits
	freeSource     = 10 // failures before an address waits: people share addresses
	maxAccountWait = time.Minute
	maxSourceWait  = 5 * time.Minute
	forgetAfter    = time.Hour
)

type strikes struct {
	failures  int
	notBefore time.Time
	last      time.Time
	unseen    int // attempts turned away since the last one that was checked
}

// NewThrottle makes a throttle that has seen nothing.
func NewThrottle() *Throttle {
	return &Throttle{accounts: map[string]*strikes{}, sources: map[netip.Addr]*strikes{}, seed: maphash.MakeSeed()}
}

// An attempt is one login as the throttle sees it.
type attempt struct {
	login  string // normal form
	known  bool   // an account of that login exists
	source netip.Addr
}

// take asks for one attempt at now. It returns how long to wait when it is too
// early, or 0 and how many attempts were turned away before this one. The
// attempt counts as a failure from here on, so that many at once do not slip
// through; forgive takes that back.
func (t *Throttle) take(a attempt, now time.Time) (wait time.Duration, unseen int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	acc, src := t.entries(a, now)
	acc.age(now)
	src.age(now)
	if wait = max(acc.notBefore.Sub(now), src.notBefore.Sub(now), 0); wait > 0 {
		acc.unseen++
		return wait, 0
	}
	acc.strike(now, freeAccount, maxAccountWait)
	src.strike(now, freeSource, maxSourceWait)
	unseen, acc.unseen = acc.unseen, 0
	return 0, unseen
}

// forgive takes back an attempt whose password was right. The account begins
// anew; the source loses only this one strike, or a guesser with one account
// of his own could wash himself clean.
func (t *Throttle) forgive(a attempt, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	acc, src := t.entries(a, now)
	*acc = strikes{}
	if a.known {
		delete(t.accounts, a.login)
	}
	if src.failures--; src.failures <= 0 {
		delete(t.sources, network(a.source))
		return
	}
	src.notBefore = time.Time{}
}

func (t *Throttle) entries(a attempt, now time.Time) (acc, src *strikes) {
	if a.known {
		if acc = t.accounts[a.login]; acc == nil {
			acc = &strikes{}
			t.accounts[a.login] = acc
		}
	} else {
		acc = &t.unknown[maphash.String(t.seed, a.login)%unknownBuckets]
	}
	addr := network(a.source)
	if src = t.sources[addr]; src == nil {
		if len(t.sources) >= maxSources {
			t.makeRoom(now)
		}
		src = &strikes{}
		t.sources[addr] = src
	}
	return acc, src
}

// makeRoom drops the sources that are forgotten by now, and failing that the
// one with the fewest failures, which has the least to lose.
func (t *Throttle) makeRoom(now time.Time) {
	var least netip.Addr
	fewest := -1
	for addr, s := range t.sources {
		if now.Sub(s.last) > forgetAfter {
			delete(t.sources, addr)
			continue
		}
		if fewest < 0 || s.failures < fewest {
			least, fewest = addr, s.failures
		}
	}
	if len(t.sources) >= maxSources {
		delete(t.sources, least)
	}
}

func (s *strikes) age(now time.Time) {
	if !s.last.IsZero() && now.Sub(s.last) > forgetAfter {
		*s = strikes{unseen: s.unseen}
	}
}

func (s *strikes) strike(now time.Time, free int, most time.Duration) {
	s.failures++
	s.last = now
	s.notBefore = now.Add(delayAfter(s.failures, free, most))
}

// delayAfter is the wait after so many failures in a row: none for the first
// free-1, then one second, doubling up to most.
func delayAfter(failures, free int, most time.Duration) time.Duration {
	n := failures - free
	switch {
	case n < 0:
		return 0
	case n >= 20:
		return most
	}
	return min(time.Second<<n, most)
}

// network is the unit that one peer controls: an IPv4 address, or the first
// 64 bits of an IPv6 one.
func network(a netip.Addr) netip.Addr {
	a = a.Unmap()
	if !a.Is6() {
		return a
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return a
	}
	return p.Addr()
}
