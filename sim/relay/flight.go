package relay

import (
	"container/heap"
	"context"
	"time"
)

// A flight is one datagram on its way.
type flight struct {
	at    time.Time // when it arrives
	order uint64    // of those that arrive together
	data  []byte
	write func([]byte)
}

// flights is a heap, the next to arrive on top.
type flights []flight

// Len, Less, Swap, Push and Pop are for container/heap.
func (f flights) Len() int { return len(f) }

// Less puts earlier arrivals first, and equal ones in the order they were sent.
func (f flights) Less(i, j int) bool {
	if f[i].at.Equal(f[j].at) {
		return f[i].order < f[j].order
	}
	return f[i].at.Before(f[j].at)
}

// Swap changes two places.
func (f flights) Swap(i, j int) { f[i], f[j] = f[j], f[i] }

// Push adds a flight.
func (f *flights) Push(x any) { *f = append(*f, x.(flight)) }

// Pop takes the last place.
func (f *flights) Pop() any {
	old := *f
	last := old[len(old)-1]
	*f = old[:len(old)-1]
	return last
}

// fly delivers what comes through in at its time, until ctx ends. Beyond
// inFlight datagrams new ones are lost.
func fly(ctx context.Context, in <-chan flight, count *Counters) {
	var waiting flights
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	var order uint64
	for {
		if len(waiting) > 0 {
			timer.Reset(time.Until(waiting[0].at))
		}
		select {
		case <-ctx.Done():
			return
		case f := <-in:
			if len(waiting) >= inFlight {
				count.Lost.Add(1)
				continue
			}
			order++
			f.order = order
			heap.Push(&waiting, f)
		case now := <-timer.C:
			for len(waiting) > 0 && !waiting[0].at.After(now) {
				f := heap.Pop(&waiting).(flight)
				f.write(f.data)
			}
			timer.Reset(time.Hour)
		}
	}
}
