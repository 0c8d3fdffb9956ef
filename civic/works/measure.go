package works

import (
	"context"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// A Reading is what the running system can tell of one camera.
type Reading struct {
	Online    bool // pictures come in now
	Recording bool // and are being made durable
	// First is the oldest footage there is; zero when there is none.
	First time.Time
	// Clock is how far the device's clock is off, where it is known.
	Clock *time.Duration
}

// Meter measures cameras. It is declared here and handed over in app; it must
// be safe for concurrent use. A camera it knows nothing of is left out.
type Meter interface {
	Measure(ctx context.Context, cameras []shiheng.CameraID) (map[shiheng.CameraID]Reading, error)
}

// mostClockOff is how far a device's clock may be off in an acceptance. GB/T
// 28181 asks for clocks kept by the platform; a second is what its own text
// format can carry.
const mostClockOff = 5 * time.Second

// Measure takes the items of an open acceptance that the running system can
// measure itself: whether every camera is online and recorded, how far footage
// reaches back, and clocks where they are known. It takes the place of an
// earlier measurement; a person can neither write nor change one.
func (s *Service) Measure(ctx context.Context, actor audit.Actor, id AcceptanceID) (Acceptance, error) {
	a, err := s.cfg.Store.Acceptances().One(ctx, id.String())
	if err != nil {
		return Acceptance{}, err
	}
	if s.cfg.Meter == nil {
		return Acceptance{}, shiheng.Unavailable("acceptance.no-meter")
	}
	var cameras []shiheng.CameraID
	err = s.cfg.Store.Look(ctx, func(tx Tx) error {
		cameras = nil
		all, err := tx.SystemCameras(a.System)
		for _, c := range all {
			if c.Gone == "" {
				cameras = append(cameras, c.ID)
			}
		}
		return err
	})
	if err != nil {
		return Acceptance{}, fmt.Errorf("measure: %w", err)
	}
	readings, err := s.cfg.Meter.Measure(ctx, cameras)
	if err != nil {
		return Acceptance{}, fmt.Errorf("measure: %w", err)
	}
	return s.onAcceptance(ctx, actor, audit.AcceptanceMeasure, id, func(j *job, a *Acceptance) error {
		if a.State != Open {
			return shiheng.Conflict("acceptance.concluded")
		}
		a.Measured = tally(cameras, readings, j.now)
		j.about(cameras)
		return nil
	})
}

// tally makes items of readings. A system without cameras passes nothing.
func tally(cameras []shiheng.CameraID, readings map[shiheng.CameraID]Reading, now time.Time) []CheckItem {
	var online, recording, known, right int
	var shallowest time.Duration
	for i, id := range cameras {
		r := readings[id]
		if r.Online {
			online++
		}
		if r.Recording {
			recording++
		}
		depth := time.Duration(0)
		if !r.First.IsZero() {
			depth = now.Sub(r.First)
		}
		if i == 0 || depth < shallowest {
			shallowest = depth
		}
		if r.Clock != nil {
			known++
			if r.Clock.Abs() <= mostClockOff {
				right++
			}
		}
	}
	all := len(cameras)
	item := func(requirement, result string, ok bool) CheckItem {
		return CheckItem{Part: Technical, Requirement: requirement, Method: "系统实测", Result: result, Passed: ok && all > 0, MeasuredAt: now}
	}
	out := []CheckItem{
		item("摄像机全部在线", fmt.Sprintf("%d/%d 路在线", online, all), online == all),
		item("视频图像全部正在录像", fmt.Sprintf("%d/%d 路录像，最短已存 %.1f 天", recording, all, shallowest.Hours()/24), recording == all),
	}
	if known > 0 {
		out = append(out, item("设备时钟准确", fmt.Sprintf("%d/%d 路误差不超过 %s", right, known, mostClockOff), right == known))
	}
	return out
}
