package dialog

import (
	"hash/maphash"
	"net/netip"
	"sync"
	"time"
)

// A Limiter holds every source to a rate, in fixed memory however many sources
// there are: sources are hashed with a secret seed into buckets, so one that
// falls in with a flooder suffers with it, and a new source costs nothing. It
// is safe for concurrent use.
type Limiter struct {
	rate, burst float64
	seed        maphash.Seed
	mu          sync.Mutex // guards buckets
	buckets     []bucket
}

type bucket struct {
	tokens float64
	last   time.Time
}

// NewLimiter allows each source perSecond events and bursts of burst.
func NewLimiter(perSecond, burst float64) *Limiter {
	return &Limiter{rate: perSecond, burst: burst, seed: maphash.MakeSeed(), buckets: make([]bucket, 8192)}
}

// Allow reports whether source may do one more thing at now.
func (l *Limiter) Allow(source netip.Addr, port uint16, now time.Time) bool {
	h := maphash.Comparable(l.seed, netip.AddrPortFrom(source, port))
	l.mu.Lock()
	defer l.mu.Unlock()
	b := &l.buckets[h%uint64(len(l.buckets))]
	if b.last.IsZero() {
		b.tokens = l.burst
	} else if passed := now.Sub(b.last); passed > 0 {
		b.tokens = min(l.burst, b.tokens+passed.Seconds()*l.rate)
	}
	b.last = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}
