package dialog

import (
	"hash/maphash"
	"sync"
	"time"
)

// A Limiter holds every source K to a rate, in fixed memory however many sources
// there are: they are hashed with a secret seed into buckets, so one that
// falls in with a flooder suffers with it, and a new source costs nothing. It
// is safe for concurrent use.
type Limiter[K comparable] struct {
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
func NewLimiter[K comparable](perSecond, burst float64) *Limiter[K] {
	return &Limiter[K]{rate: perSecond, burst: burst, seed: maphash.MakeSeed(), buckets: make([]bucket, 8192)}
}

// Allow reports whether source may do one more thing at now, and counts it.
func (l *Limiter[K]) Allow(source K, now time.Time) bool {
	return l.take(source, now, 1)
}

// Spent reports whether source may do nothing more at now. It counts nothing.
func (l *Limiter[K]) Spent(source K, now time.Time) bool {
	return !l.take(source, now, 0)
}

func (l *Limiter[K]) take(source K, now time.Time, n float64) bool {
	h := maphash.Comparable(l.seed, source)
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
	b.tokens -= n
	return true
}
