package ingest

import (
	"math/rand/v2"
	"sync"

	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/ingest/doctor"
)

// ssrcs hands out the live SSRCs of a domain (gb28181.md §14): ten thousand
// numbers, each in use once. A number given back is the last to be used again,
// and counting begins anywhere, so that neither an ended session nor one from
// before a restart is mistaken for a new one.
type ssrcs struct {
	domain string

	mu   sync.Mutex
	next int          // serial to look at first; guarded by mu
	used map[int]bool // serials in use; guarded by mu
}

const serials = 10_000

func newSSRCs(domain string) *ssrcs {
	return &ssrcs{domain: domain, next: rand.IntN(serials), used: map[int]bool{}}
}

// take returns a number that nobody uses and the call that gives it back.
func (s *ssrcs) take() (uint32, func(), error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range serials {
		serial := s.next
		s.next = (s.next + 1) % serials
		if s.used[serial] {
			continue
		}
		n, err := sdp.SSRC(false, s.domain, serial)
		if err != nil {
			return 0, nil, doctor.Of("own.error", "error", err.Error())
		}
		s.used[serial] = true
		return n, sync.OnceFunc(func() { s.give(serial) }), nil
	}
	return 0, nil, doctor.Of("own.ssrc")
}

func (s *ssrcs) give(serial int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.used, serial)
}

func (s *ssrcs) inUse() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.used)
}
