package picture

import (
	"sync"
	"time"

	"shiheng.internal/video/media"
)

// A moment is what the result of a transcode takes from its source.
type moment struct {
	ms               int64 // as told to the child
	pts              int64
	received, device time.Time
}

// momentsKept is far more than the frames inside a child at one time.
const momentsKept = 256

// moments remembers the times of the frames inside the child.
type moments struct {
	mu   sync.Mutex
	ring [momentsKept]moment // guarded by mu
	next int                 // guarded by mu
	full bool                // guarded by mu
}

func (m *moments) reset() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.next, m.full = 0, false
}

func (m *moments) note(ms int64, f *media.Frame) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ring[m.next] = moment{ms: ms, pts: f.PTS, received: f.Received, device: f.Device}
	if m.next++; m.next == momentsKept {
		m.next, m.full = 0, true
	}
}

// at finds the frame told to the child as ms, or the nearest to it with its
// time corrected.
func (m *moments) at(ms int64) moment {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := m.ring[:m.next]
	if m.full {
		known = m.ring[:]
	}
	var best moment
	distance := int64(1 << 62)
	for _, c := range known {
		if d := max(c.ms-ms, ms-c.ms); d < distance {
			best, distance = c, d
		}
	}
	best.pts += (ms - best.ms) * media.TimeScale / 1000
	return best
}
