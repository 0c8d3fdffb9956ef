package rows_test

import (
	"context"
	"fmt"
	"syscall"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
)

// BenchmarkViewers is ten seconds of a thousand people who each watch the past
// in a session of their own: every grant is decided anew from the rows once,
// the clock is looked at each second, and what ended would be written.
// core-%/100-streams is what a hundred of them cost of one core; with what
// BenchmarkChunk of video/deliver says it stays under 2 (issue C, criterion 4).
func BenchmarkViewers(b *testing.B) {
	const viewers, sites = 1000, 20
	w := newWorld(b, sqliteURL(b), false)
	ctx, stop := context.WithCancel(b.Context())
	var cameras []shiheng.CameraID
	var roles []identity.Grantable
	for n := range sites {
		p, v, c := w.site(fmt.Sprint("场所", n))
		cameras = append(cameras, c.ID, w.camera(p, v, fmt.Sprint("场所", n, "另一")).ID)
		roles = append(roles, watch(identity.WatchKeeper, identity.Target{System: v.ID}))
	}
	var all []context.Context
	for n := range viewers {
		who := w.person(fmt.Sprint("viewer", n), roles[n%sites])
		g, err := w.access.Open(ctx, access.Request{
			Principal: who, Act: shiheng.ActPlayback, Cameras: cameras[n%sites*2 : n%sites*2+2], Purpose: "核对报修情况",
			Footage: shiheng.Span{From: w.clock.Now().Add(-time.Hour), To: w.clock.Now()},
		})
		w.ok(err)
		under, gone, err := w.access.Watch(ctx, g.ID)
		w.ok(err)
		defer gone()
		all = append(all, under)
	}
	w.clock.Tick()
	done := make(chan error, 1)
	go func() { done <- w.access.Run(ctx) }()
	used := func() time.Duration {
		var u syscall.Rusage
		w.ok(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	time.Sleep(2 * time.Second) // past what opening left to do
	before := used()
	for b.Loop() {
		time.Sleep(10 * time.Second)
	}
	b.ReportMetric(float64(used()-before)/float64(b.Elapsed())*100*100/viewers, "core-%/100-streams")
	for _, under := range all {
		if under.Err() != nil {
			b.Fatalf("a grant ended: %v", context.Cause(under))
		}
	}
	stop()
	w.ok(<-done)
}
