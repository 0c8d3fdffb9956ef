package main

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"time"

	"shiheng.internal/bench/rig"
)

// overloaded burns twice the machine's processors beside the platform and
// counts what is lost (T8).
func (r run) overloaded(ctx context.Context, p *rig.Platform, sender *rig.Child, out *result) error {
	before, err := p.Figures(ctx)
	if err != nil {
		return err
	}
	sentBefore, err := askTotals(sender, "")
	if err != nil {
		return err
	}
	burn, stop := context.WithTimeout(ctx, time.Duration(r.overload)*time.Second)
	defer stop()
	// Each burner is a process of its own: the scheduler shares by process
	// group and thread, and ours has other work.
	var burners []*rig.Child
	for range 2 * runtime.NumCPU() {
		c, err := rig.Start(ctx, r.dir+"/burn.log", nil, "sh", "-c", "while :; do :; done")
		if err != nil {
			return err
		}
		burners = append(burners, c)
	}
	<-burn.Done()
	under, err := p.Figures(ctx)
	var killing sync.WaitGroup
	for _, c := range burners {
		killing.Go(c.Kill)
	}
	killing.Wait()
	if err != nil {
		return err
	}
	if err := sleep(ctx, 3*time.Second); err != nil { // what waits is taken in
		return err
	}
	sentAfter, err := askTotals(sender, "")
	if err != nil {
		return err
	}
	after, err := p.Figures(ctx)
	if err != nil {
		return err
	}
	sent := float64(sentAfter.Packets - sentBefore.Packets)
	got := after["ingest_packets_total"] - before["ingest_packets_total"]
	out.OverloadLost = max(sent-got, after["ingest_overflow_total"]-before["ingest_overflow_total"])
	if r.kind == "rtsp" || out.OverloadLost < float64(r.n)*20 {
		// The two counters were read some milliseconds apart.
		out.OverloadLost = after["ingest_overflow_total"] - before["ingest_overflow_total"]
	}
	out.OverloadChunk = after["footage_refused_total"] - before["footage_refused_total"]
	out.OverloadLag = under["recording_lag_seconds"]
	return nil
}

// crashed kills the platform, starts it again and looks how much footage is
// gone and how long it took (T5, T9).
func (r run) crashed(ctx context.Context, p *rig.Platform, cameras []string, out *result) error {
	at := time.Now()
	p.Kill()
	begin := time.Now()
	if err := p.Restart(ctx); err != nil {
		return err
	}
	if err := p.SignIn(ctx); err != nil {
		return err
	}
	if _, err := p.Recording(ctx, r.n); err != nil {
		return err
	}
	out.RestartTime = time.Since(begin).Seconds()
	for _, c := range cameras {
		lost, err := gone(ctx, p, c, at)
		if err != nil {
			return err
		}
		out.KillLost = max(out.KillLost, lost.Seconds())
	}
	return nil
}

// gone is how much of a camera's footage is missing before at: the declared gap
// that covers at, back to the end of the footage.
func gone(ctx context.Context, p *rig.Platform, camera string, at time.Time) (time.Duration, error) {
	t, err := p.Timeline(ctx, camera, at.Add(-time.Minute), at.Add(time.Minute))
	if err != nil {
		return 0, err
	}
	for _, g := range t.Gaps {
		if !g.From.After(at) && (g.To.IsZero() || g.To.After(at)) {
			return at.Sub(g.From), nil
		}
	}
	for _, r := range t.Runs {
		if r.From.Before(at) && r.To.After(at) && !t.Merged {
			return 0, nil
		}
	}
	return 0, fmt.Errorf("camera %s declares no gap at the kill: %+v", camera, t)
}
