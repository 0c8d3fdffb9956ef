package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"shiheng.internal/bench/rig"
)

// A run is one kind of source in one number.
type run struct {
	options
	bin, dir, kind string
	n              int
}

// figures of one process per stream.
type cost struct {
	CPU      float64 // of a core, 0.01 is 1 %
	SM3      float64 // the part of it that SM3 takes, as the platform counts it
	System   float64 // the kernel's part of it
	Calls    float64 // system calls per stream-second; -1 not counted
	Resident float64 // bytes above the idle process
}

// result is what a run found.
type result struct {
	Kind          string
	Streams       int
	Ours, Plain   cost
	Lost          float64 // packets sent and not received
	Sent          float64
	Refused       float64 // chunks not taken
	LagSeconds    float64 // oldest footage not durable at the end
	DurableShare  float64 // elementary stream made durable over sent, in the window
	LatePictures  uint64  // of the sender: the machine was too slow for it
	KillLost      float64 // seconds of footage gone after kill -9; -1 not measured
	RestartTime   float64 // seconds from start to all streams recorded again; -1
	OverloadLost  float64 // packets lost under overload; -1
	OverloadChunk float64 // chunks refused under overload
	OverloadLag   float64
}

// measure feeds the platform, then the reference.
func (r run) measure(ctx context.Context) (result, error) {
	out := result{Kind: r.kind, Streams: r.n, KillLost: -1, RestartTime: -1, OverloadLost: -1}
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return out, err
	}
	if err := r.ours(ctx, &out); err != nil {
		return out, fmt.Errorf("shiheng serve: %w", err)
	}
	if err := r.plain(ctx, &out); err != nil {
		return out, fmt.Errorf("reference receiver: %w", err)
	}
	return out, nil
}

func (r run) sender(ctx context.Context, args ...string) (*rig.Child, string, error) {
	return rig.Self(ctx, filepath.Join(r.dir, "sender.log"), append([]string{"-role", "sender", "-kind", r.kind, "-count", strconv.Itoa(r.n)}, args...)...)
}

// ours measures the platform.
func (r run) ours(ctx context.Context, out *result) error {
	p, err := rig.Open(ctx, r.bin, r.dir)
	if err != nil {
		return err
	}
	defer func() { _ = p.Stop() }() // what it was asked has been answered
	// Hashing passwords took memory that is given back slowly: begin afresh, so
	// that what is idle is known. The session outlives the restart.
	if err := p.Stop(); err != nil {
		return fmt.Errorf("end in order: %w", err)
	}
	if err := p.Restart(ctx); err != nil {
		return err
	}
	if err := sleep(ctx, 3*time.Second); err != nil {
		return err
	}
	idle, err := rig.ReadUsage(p.PID())
	if err != nil {
		return err
	}
	sender, cameras, err := r.connect(ctx, p)
	if err != nil {
		return err
	}
	defer stopped(sender)
	if _, err := p.Recording(ctx, r.n); err != nil {
		return err
	}
	if err := sleep(ctx, time.Duration(r.warm)*time.Second); err != nil {
		return err
	}
	before, err := p.Figures(ctx)
	if err != nil {
		return err
	}
	if out.Ours, err = r.watch(ctx, p.PID(), idle); err != nil {
		return err
	}
	after, err := p.Figures(ctx)
	if err != nil {
		return err
	}
	out.Ours.SM3 = (after["footage_sm3_seconds_total"] - before["footage_sm3_seconds_total"]) / float64(r.seconds) / float64(r.n)
	out.LagSeconds = after["recording_lag_seconds"]
	out.DurableShare = (after["footage_bytes_total"] - before["footage_bytes_total"]) * 8 / float64(r.seconds) / float64(r.n) / bitRate
	if r.overload > 0 && r.n <= 20 {
		if err := r.overloaded(ctx, p, sender, out); err != nil {
			return err
		}
	}
	if r.crash && r.n <= 20 {
		if err := r.crashed(ctx, p, cameras, out); err != nil {
			return err
		}
		return nil // the counters began anew: what was sent cannot be compared
	}
	return r.compare(ctx, p, sender, out)
}

// connect starts the sender and makes its cameras known.
func (r run) connect(ctx context.Context, p *rig.Platform) (*rig.Child, []string, error) {
	if r.kind == "rtsp" {
		sender, address, err := r.sender(ctx)
		if err != nil {
			return nil, nil, err
		}
		cameras, err := p.Pull(ctx, address, r.n)
		return sender, cameras, err
	}
	var codes []string
	for i := range r.n {
		codes = append(codes, string(deviceCode(i+1)))
	}
	devices, err := p.Admit(ctx, "udp", codes...)
	if err != nil {
		return nil, nil, err
	}
	sender, _, err := r.sender(ctx, "-address", p.Signal+"/"+rig.PlatformCode, "-password", p.Password)
	if err != nil {
		return nil, nil, err
	}
	cameras, err := p.Meet(ctx, devices)
	return sender, cameras, err
}

// watch measures a process over the window.
func (r run) watch(ctx context.Context, pid int, idle rig.Usage) (cost, error) {
	window := time.Duration(r.seconds) * time.Second
	from, err := rig.ReadUsage(pid)
	if err != nil {
		return cost{}, err
	}
	calls, err := rig.SystemCalls(ctx, pid, window)
	if err != nil {
		return cost{}, err
	}
	to, err := rig.ReadUsage(pid)
	if err != nil {
		return cost{}, err
	}
	seconds := to.At.Sub(from.At).Seconds() * float64(r.n)
	c := cost{
		CPU:      (to.User + to.System - from.User - from.System).Seconds() / seconds,
		System:   (to.System - from.System).Seconds() / seconds,
		Calls:    calls,
		Resident: float64(to.Resident-idle.Resident) / float64(r.n),
	}
	if calls >= 0 {
		c.Calls = calls / seconds
	}
	return c, nil
}

// askTotals reads a sender's figures.
func askTotals(c *rig.Child, what string) (totals, error) {
	var t totals
	line, err := c.Ask(what)
	if err != nil {
		return t, err
	}
	return t, json.Unmarshal([]byte(line), &t)
}

// compare stops the sender and counts what did not arrive.
func (r run) compare(ctx context.Context, p *rig.Platform, sender *rig.Child, out *result) error {
	t, err := askTotals(sender, "stop")
	if err != nil {
		return err
	}
	if err := sleep(ctx, 2*time.Second); err != nil {
		return err
	}
	f, err := p.Figures(ctx)
	if err != nil {
		return err
	}
	if r.kind != "rtsp" { // TCP loses nothing on the way
		out.Sent, out.Lost = float64(t.Packets), float64(t.Packets)-f["ingest_packets_total"]
	}
	out.Refused, out.LatePictures = f["footage_refused_total"], t.Late
	return nil
}

// plain measures the reference receiver.
func (r run) plain(ctx context.Context, out *result) error {
	copies := filepath.Join(r.dir, "copies")
	if err := os.MkdirAll(copies, 0o755); err != nil {
		return err
	}
	args := []string{"-role", "reference", "-kind", r.kind, "-count", strconv.Itoa(r.n), "-dir", copies}
	var sender, reference *rig.Child
	var err error
	if r.kind == "rtsp" {
		var address string
		if sender, address, err = r.sender(ctx); err != nil {
			return err
		}
		defer stopped(sender)
		args = append(args, "-address", address)
	}
	reference, first, err := rig.Self(ctx, filepath.Join(r.dir, "reference.log"), args...)
	if err != nil {
		return err
	}
	defer stopped(reference)
	idle, err := rig.ReadUsage(reference.PID())
	if err != nil {
		return err
	}
	if r.kind != "rtsp" {
		if sender, _, err = r.sender(ctx, "-address", first); err != nil {
			return err
		}
		defer stopped(sender)
	}
	if err := sleep(ctx, time.Duration(r.warm)*time.Second); err != nil {
		return err
	}
	out.Plain, err = r.watch(ctx, reference.PID(), idle)
	return err
}

// stopped ends a child of our own, which has nothing more to tell.
func stopped(c *rig.Child) { _ = c.Stop() }
