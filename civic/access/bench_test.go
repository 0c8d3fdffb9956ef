package access

import (
	"syscall"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// BenchmarkCan is one camera's can map, as every list shows it.
func BenchmarkCan(b *testing.B) {
	r, c := typical(b)
	b.ReportAllocs()
	defer spent(b)()
	for b.Loop() {
		if r.Can(c)[shiheng.ActLive] != (Reason{}) {
			b.Fatal("not granted")
		}
	}
}

// BenchmarkCanOfAList is the can map of each of 10,000 cameras in 500 systems,
// as the tree shows them (target T15: at most 20 ms).
func BenchmarkCanOfAList(b *testing.B) {
	_, c := typical(b)
	list := make([]registry.Linked, 10_000)
	for i := range list {
		list[i] = c
		list[i].ID = shiheng.NewID[shiheng.CameraID](at())
		if i%20 == 0 {
			c.System.ID, c.Place = shiheng.NewID[shiheng.SystemID](at()), shiheng.NewID[shiheng.PlaceID](at())
		}
	}
	defer spent(b)()
	for b.Loop() {
		r, _ := typical(b)
		for _, c := range list {
			r.Can(c)
		}
	}
}

// typical is a watch keeper over twenty-one places and a camera in one of them.
func typical(b *testing.B) (Rights, registry.Linked) {
	place := shiheng.NewID[shiheng.PlaceID](at())
	var held []identity.Assignment
	for range 20 {
		held = append(held, identity.Assignment{Role: identity.WatchKeeper, From: at(), Until: at().Add(time.Hour),
			Target: identity.Target{Place: shiheng.NewID[shiheng.PlaceID](at())}})
	}
	r := rightsOf(b, append(held, identity.Assignment{Role: identity.WatchKeeper, From: at(), Target: identity.Target{Place: place}})...)
	c := registry.Linked{
		Camera: registry.Camera{ID: shiheng.NewID[shiheng.CameraID](at()), RoomUse: "hall", Enabled: true, Main: &registry.Source{}},
		System: registry.VideoSystem{State: registry.Trial}, Division: "320211", Path: []shiheng.PlaceID{shiheng.NewID[shiheng.PlaceID](at()), place},
	}
	return r, c
}

// BenchmarkDecision is one decision on the path of a grant: rights ready, the
// camera and the circumstances not (target T15: at most 10 µs of processor).
func BenchmarkDecision(b *testing.B) {
	r, c := typical(b)
	q := Request{Principal: r.principal, Act: shiheng.ActPlayback, Cameras: []shiheng.CameraID{c.ID},
		Footage: shiheng.Span{From: at().Add(-time.Hour), To: at()}, Purpose: "核对报修情况"}
	linked := []registry.Linked{c}
	b.ReportAllocs()
	defer spent(b)()
	for b.Loop() {
		if a := decide(q, r, linked); len(a.unmet) > 0 {
			b.Fatal(a.unmet)
		}
	}
}

// spent reports processor time per operation besides the clock's: on a machine
// that others use as well the clock tells little.
func spent(b *testing.B) func() {
	b.Helper()
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	before := used()
	return func() { b.ReportMetric(float64(used()-before)/float64(b.N), "cpu-ns/op") }
}
