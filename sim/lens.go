package sim

import (
	"sync"
	"time"

	"shiheng.internal/sim/scene"
)

// A lens is where a camera looks and how it is moving. Safe for concurrent use.
type lens struct {
	mu      sync.Mutex
	view    scene.View         // at since; guarded by mu
	speed   scene.View         // per second; guarded by mu
	since   time.Time          // guarded by mu
	presets map[int]scene.View // guarded by mu
}

func newLens() *lens { return &lens{view: scene.View{Zoom: 1}, presets: map[int]scene.View{}} }

// at moves the lens on to now and tells where it looks.
func (l *lens) at(now time.Time) scene.View {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.advance(now)
	return l.view
}

func (l *lens) advance(now time.Time) {
	if s := now.Sub(l.since).Seconds(); s > 0 && !l.since.IsZero() {
		l.view.Pan = clamp(l.view.Pan+l.speed.Pan*s, -1, 1)
		l.view.Tilt = clamp(l.view.Tilt+l.speed.Tilt*s, -1, 1)
		l.view.Zoom = clamp(l.view.Zoom+l.speed.Zoom*s, 1, 4)
	}
	l.since = now
}

func clamp(v, low, high float64) float64 { return min(max(v, low), high) }

// drive sets the speeds, each from -1 to 1 of the fastest, until the next call;
// all zero stops.
func (l *lens) drive(now time.Time, pan, tilt, zoom float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.advance(now)
	// From edge to edge in four seconds, through the zoom range in three.
	l.speed = scene.View{Pan: pan / 2, Tilt: tilt / 2, Zoom: zoom}
}

// keep remembers where the lens looks under a preset's number.
func (l *lens) keep(now time.Time, preset int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.advance(now)
	l.presets[preset] = l.view
}

// forget drops a preset.
func (l *lens) forget(preset int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.presets, preset)
}

// recall looks where a preset says; an unknown number changes nothing.
func (l *lens) recall(now time.Time, preset int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.advance(now)
	if v, ok := l.presets[preset]; ok {
		l.view, l.speed = v, scene.View{}
	}
}
