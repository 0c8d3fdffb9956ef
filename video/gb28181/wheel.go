package gb28181

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// A wheel knows when each device has to be looked at next: one heap and one
// goroutine for all devices. A keepalive does not touch it; a device that was
// heard since is put back when its time comes.
type wheel struct {
	mu   sync.Mutex // guards heap and at
	due  dueHeap
	at   map[*registrant]*due
	wake chan struct{}
}

// A due is one entry of the heap.
type due struct {
	when  time.Time
	r     *registrant
	index int
}

func newWheel() *wheel {
	return &wheel{at: map[*registrant]*due{}, wake: make(chan struct{}, 1)}
}

// set has r looked at not later than when.
func (w *wheel) set(r *registrant, when time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d := w.at[r]
	if d == nil {
		d = &due{when: when, r: r}
		w.at[r] = d
		heap.Push(&w.due, d)
	} else {
		d.when = when
		heap.Fix(&w.due, d.index)
	}
	if d.index == 0 {
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

// remove has r not looked at any more.
func (w *wheel) remove(r *registrant) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if d := w.at[r]; d != nil {
		heap.Remove(&w.due, d.index)
		delete(w.at, r)
	}
}

// run calls look for each device whose time has come, until ctx ends. look
// returns when to look again; the zero time takes the device off.
func (w *wheel) run(ctx context.Context, look func(r *registrant, now time.Time) time.Time) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		timer.Reset(w.turn(look))
		select {
		case <-ctx.Done():
			return
		case <-w.wake:
		case <-timer.C:
		}
	}
}

// turn looks at all devices that are due and tells how long to sleep.
func (w *wheel) turn(look func(r *registrant, now time.Time) time.Time) time.Duration {
	for {
		now := time.Now()
		w.mu.Lock()
		if len(w.due) == 0 {
			w.mu.Unlock()
			return time.Hour
		}
		first := w.due[0]
		if wait := first.when.Sub(now); wait > 0 {
			w.mu.Unlock()
			return wait
		}
		heap.Pop(&w.due)
		delete(w.at, first.r)
		w.mu.Unlock()
		if next := look(first.r, now); !next.IsZero() {
			w.again(first.r, next)
		}
	}
}

// again puts r back unless a registration did so meanwhile.
func (w *wheel) again(r *registrant, when time.Time) {
	w.mu.Lock()
	set := w.at[r] != nil
	w.mu.Unlock()
	if !set {
		w.set(r, when)
	}
}

// dueHeap orders entries by time (container/heap).
type dueHeap []*due

func (h dueHeap) Len() int           { return len(h) }
func (h dueHeap) Less(i, j int) bool { return h[i].when.Before(h[j].when) }
func (h dueHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}
func (h *dueHeap) Push(x any) {
	d := x.(*due)
	d.index = len(*h)
	*h = append(*h, d)
}
func (h *dueHeap) Pop() any {
	old := *h
	d := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	return d
}
