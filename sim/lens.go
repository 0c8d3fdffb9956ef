package sim

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"shiheng.internal/sim/scene"
	"shiheng.internal/video/gb28181/manscdp"
)

// A lens is where a camera looks and how it is moving. Safe for concurrent use.
type lens struct {
	mu      sync.Mutex
	view    scene.View     // at since; guarded by mu
	speed   scene.View     // per second; guarded by mu
	since   time.Time      // guarded by mu
	presets map[int]preset // guarded by mu
}

// A preset is a view kept under a number, with a name where one was told.
type preset struct {
	view scene.View
	name string
}

func newLens() *lens { return &lens{view: scene.View{Zoom: 1}, presets: map[int]preset{}} }

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
func (l *lens) keep(now time.Time, number int, name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.advance(now)
	l.presets[number] = preset{l.view, name}
}

// forget drops a preset.
func (l *lens) forget(number int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.presets, number)
}

// recall looks where a preset says; an unknown number changes nothing.
func (l *lens) recall(now time.Time, number int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.advance(now)
	if p, ok := l.presets[number]; ok {
		l.view, l.speed = p.view, scene.View{}
	}
}

// list tells the presets by number; one without a name is called by it.
func (l *lens) list() []manscdp.Preset {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []manscdp.Preset
	for _, n := range slices.Sorted(maps.Keys(l.presets)) {
		out = append(out, manscdp.Preset{Number: n, Name: cmp.Or(l.presets[n].name, fmt.Sprintf("预置位%d", n))})
	}
	return out
}
