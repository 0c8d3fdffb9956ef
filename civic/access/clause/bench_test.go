package clause

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"shiheng.internal"
)

func now() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }

// typicalKeeper is a watch keeper over twenty areas; typicalCamera lies in six.
func typicalKeeper() Staff {
	s := Staff{Account: shiheng.NewID[shiheng.AccountID](now())}
	for i := range 20 {
		s.Watches = append(s.Watches, AreaOf("place", fmt.Sprint("p", i)))
	}
	return s
}

func typicalCamera() Camera {
	c := Camera{ID: shiheng.NewID[shiheng.CameraID](now()), Watched: true, Shared: true}
	c.Areas = append(c.Areas, "place:p19", "place:district", "system:s1", "unit:u1", "division:320213", "trade:education")
	return c
}

func typicalMatter() Matter {
	return Matter{
		Authority: "investigation", Matter: "锡公(刑)立字[2026]1号",
		First:      Person{ID: "p1", Unit: "梁溪分局", Card: "032001", Present: true, Home: "320213"},
		Second:     &Person{ID: "p2", Unit: "梁溪分局", Card: "032002", Present: true, Home: "320213"},
		Letter:     &Letter{Unit: "梁溪分局", Number: "介2026-7", Scanned: true, Matter: "锡公(刑)立字[2026]1号", From: now().Add(-24 * time.Hour), Until: now().Add(24 * time.Hour)},
		Registered: true, Served: true, Signed: true,
	}
}

func typicalExtent(cameras ...shiheng.CameraID) Extent {
	hour := shiheng.Span{From: now().Add(-2 * time.Hour), To: now().Add(-time.Hour)}
	return Extent{Acts: []Act{View, Copy, Retrieve}, Cameras: cameras, Span: hour, Until: now().Add(time.Hour)}
}

// BenchmarkDecide is one decision as a request makes it: who asks and the
// matter are ready, the circumstances of the moment are not (target T15: at
// most 10 µs).
func BenchmarkDecide(b *testing.B) {
	s := builtinSet(b)
	camera := typicalCamera()
	on := camera.Resource()
	b.Run("own playback", func(b *testing.B) {
		who := typicalKeeper().Principal()
		b.ReportAllocs()
		defer spent(b)()
		for b.Loop() {
			how := Own{Now: now(), DutyFrom: now().Add(-30 * time.Minute), From: now().Add(-time.Hour), Purpose: "核对报修情况"}.Facts()
			if d := s.Decide(Request{Playback, who, on, how}); !d.Allowed {
				b.Fatal(d.Unmet())
			}
		}
	})
	b.Run("officials view", func(b *testing.B) {
		who := Officer{ID: "p1"}.Principal()
		m := typicalMatter()
		ready, extent := m.Ready(), typicalExtent(camera.ID)
		granted := extent.Ready()
		b.ReportAllocs()
		defer spent(b)()
		for b.Loop() {
			how := Official{Now: now(), Span: extent.Span, Matter: ready, Extent: granted}.Facts()
			if d := s.Decide(Request{View, who, on, how}); !d.Allowed {
				b.Fatal(d.Unmet())
			}
		}
	})
	b.Run("officials refused", func(b *testing.B) {
		who := Officer{ID: "p1"}.Principal()
		m := typicalMatter()
		m.Letter = nil
		ready, extent := m.Ready(), typicalExtent(camera.ID)
		granted := extent.Ready()
		b.ReportAllocs()
		defer spent(b)()
		for b.Loop() {
			how := Official{Now: now(), Span: extent.Span, Matter: ready, Extent: granted}.Facts()
			if d := s.Decide(Request{View, who, on, how}); d.Allowed {
				b.Fatal("allowed without a letter")
			}
		}
	})
	b.Run("everything anew", func(b *testing.B) {
		keeper := typicalKeeper()
		b.ReportAllocs()
		defer spent(b)()
		for b.Loop() {
			how := Own{Now: now(), DutyFrom: now().Add(-30 * time.Minute), From: now().Add(-time.Hour), Purpose: "核对报修情况"}.Facts()
			if d := s.Decide(Request{Playback, keeper.Principal(), camera.Resource(), how}); !d.Allowed {
				b.Fatal(d.Unmet())
			}
		}
	})
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
