package main

import (
	"context"
	"fmt"
	"time"

	"shiheng.internal/sim"
	"shiheng.internal/test/house"
)

// secret is the password of every practice camera.
const secret = "soak-practice-1"

// small is a stream of which fifty fill a disk slowly.
const small = "h264 320x180 12fps 150k"

// An expectation says where gaps must be.
type expectation struct {
	never bool // no footage at all
	// every and length bound the gaps: about so far apart, at most so long.
	// Without every there must be none; loose allows any up to length.
	every, length time.Duration
	loose         bool
}

// A group is cameras that behave alike and run in one process.
type group struct {
	name    string
	count   int
	media   string // of GB/T 28181; "rtsp" otherwise
	manners string
	expect  expectation

	first int // number of its first camera, from 1
	sim   *house.Sim
	ids   []string // cameras, in order
}

func groups() []*group {
	all := []*group{
		{name: "well-behaved udp", count: 16, media: "udp"},
		{name: "well-behaved tcp-passive", count: 12, media: "tcp-passive"},
		{name: "well-behaved tcp-active", count: 8, media: "tcp-active"},
		{name: "well-behaved rtsp", count: 4, media: "rtsp"},
		{name: "stalls", count: 1, media: "udp", manners: "stall=120s/20s", expect: expectation{every: 120 * time.Second, length: 45 * time.Second}},
		{name: "resets", count: 1, media: "tcp-passive", manners: "tcp-reset=90s", expect: expectation{loose: true, length: 30 * time.Second}},
		{name: "loses packets", count: 1, media: "udp", manners: "loss=0.02,reorder=0.02,duplicate=0.02"},
		{name: "clock leaps", count: 1, media: "udp", manners: "jump=60s"},
		{name: "sloppy stream", count: 1, media: "udp", manners: "ssrc-zero,psm-none,pes-zero,system-none"},
		{name: "wraps, ignores BYE", count: 1, media: "tcp-active", manners: "wrap,bye-ignored,utf8-as-gb2312"},
		{name: "changes size", count: 1, media: "tcp-passive", manners: "resize=30s"},
		{name: "changes port", count: 1, media: "udp", manners: "port-shift=75s", expect: expectation{loose: true, length: 30 * time.Second}},
		{name: "bad catalogue", count: 1, media: "udp", manners: "catalog-late=5s,catalog-twice,catalog-part,contact-wrong,answer-wrong-ip"},
		{name: "always busy", count: 1, media: "udp", manners: "answer=486", expect: expectation{never: true}},
	}
	next := 1
	for _, g := range all {
		g.first = next
		next += g.count
	}
	return all
}

// A world is the house with its cameras.
type world struct {
	house  *house.House
	groups []*group
	keeper *house.Person
}

func (w *world) cameras() int {
	n := 0
	for _, g := range w.groups {
		n += g.count
	}
	return n
}

// furnish claims the house, starts the cameras and puts them into service.
func (w *world) furnish(ctx context.Context) error {
	admin, err := w.house.Claim(ctx)
	if err != nil {
		return err
	}
	site, err := admin.Site(ctx, "耐久试验")
	if err != nil {
		return err
	}
	if w.keeper, err = w.house.Hire(ctx, admin, "keeper", "watch-keeper"); err != nil {
		return err
	}
	for _, g := range w.groups {
		if err := g.start(ctx, w.house, admin, site); err != nil {
			return fmt.Errorf("%s: %w", g.name, err)
		}
	}
	return nil
}

// startTime bounds the time until a group's catalogues have come.
const startTime = 2 * time.Minute

func (g *group) start(ctx context.Context, h *house.House, admin *house.Person, site house.Site) (err error) {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	if g.media == "rtsp" {
		return g.startRTSP(ctx, h, admin, site)
	}
	devices := make([]string, g.count)
	for i := range devices {
		if devices[i], err = admin.Device(ctx, fmt.Sprintf("3402000000132000%04d", g.first+i), secret, g.media); err != nil {
			return err
		}
	}
	args := []string{"gb28181", "--server", h.SIP, "--server-id", house.PlatformID, "--password", secret, "--count", fmt.Sprint(g.count),
		"--first-id", fmt.Sprintf("3402000000132000%04d", g.first), "--first-channel", fmt.Sprintf("3402000000131000%04d", g.first),
		"--retry", "2s", "--keepalive", "10s", "--main", small, "--seed", fmt.Sprint(g.first)}
	if g.manners != "" {
		args = append(args, "--bad", g.manners)
	} else {
		args = append(args, "--shared")
	}
	if g.sim, err = h.Sim(args...); err != nil {
		return err
	}
	for _, d := range devices {
		channels, err := admin.Channels(ctx, d, 1)
		if err != nil {
			return err
		}
		camera, err := admin.Admit(ctx, channels[0], site, false)
		if err != nil {
			return err
		}
		g.ids = append(g.ids, camera)
	}
	return nil
}

func (g *group) startRTSP(ctx context.Context, h *house.House, admin *house.Person, site house.Site) error {
	address, err := house.FreePort()
	if err != nil {
		return err
	}
	g.sim, err = h.Sim("rtsp", "--listen", address, "--user", "cam", "--password", secret, "--count", fmt.Sprint(g.count), "--main", small)
	if err != nil {
		return err
	}
	for i := range g.count {
		transport := [...]string{"tcp", "udp"}[i%2]
		camera, err := admin.RTSPCamera(ctx, fmt.Sprintf("rtsp %d", i+1), sim.URL(address, i+1, "main", "", ""), "cam", secret, transport, site)
		if err != nil {
			return err
		}
		g.ids = append(g.ids, camera)
	}
	return nil
}

// settle waits until every camera that can is recorded, and tells since when.
func (w *world) settle(ctx context.Context) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	from := time.Now().Add(-startTime)
	for _, g := range w.groups {
		if g.expect.never {
			continue
		}
		for _, camera := range g.ids {
			if _, err := w.keeper.Until(ctx, camera, from, func(t house.Timeline) bool { return len(t.Runs) > 0 }); err != nil {
				return time.Time{}, fmt.Errorf("%s: %w", g.name, err)
			}
		}
	}
	return time.Now(), nil
}

// close ends the cameras. It is idempotent.
func (w *world) close() {
	for _, g := range w.groups {
		if g.sim != nil {
			if err := g.sim.Stop(); err != nil {
				fmt.Printf("soak: cameras of %s: %v\n", g.name, err)
			}
			g.sim = nil
		}
	}
}
