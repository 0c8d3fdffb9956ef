package registry

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// A Demand is a camera whose footage must find room on the disks.
type Demand struct {
	Camera shiheng.CameraID
	Kbps   int     // as the register has it; 0 when nobody said
	Share  float64 // of the time that is recorded
	Days   int     // its floor, in law-days
}

// Room is what cameras need and what there is, in bytes, with all margins.
type Room struct {
	Need, Have int64
	Kbps       int // of the camera in question, the last of the demands, as it was reckoned
}

// share is the part of a week that the plan records.
func (p Plan) share() float64 {
	if p.Always() {
		return 1
	}
	minutes := 0
	for _, w := range p.Windows {
		minutes += w.To - w.From
	}
	return float64(minutes) / (7 * 24 * 60)
}

func (s *Service) demand(l Linked, today law.Day) Demand {
	return Demand{Camera: l.ID, Kbps: l.Kbps, Share: l.Plan.share(), Days: s.cfg.Law.Floor(l.Facts(), today).Days}
}

// roomFor refuses to enable a camera whose footage the disks cannot hold to its
// floor together with that of all others (W168/28). When the unit's head
// accepted that in writing, with a day by which the disks are expanded, it is
// enabled and the finding returned is to be opened. The program's own practice
// cameras are there to run a store past full.
func (s *Service) roomFor(tx Tx, c, old Camera, now time.Time) (*Finding, error) {
	begins := c.Enabled && c.Main != nil && !(old.Enabled && old.Main != nil)
	if s.cfg.Reckon == nil || c.Simulated || !begins {
		return nil, nil
	}
	today := law.DayOf(now)
	v, err := tx.System(c.System)
	if err != nil {
		return nil, err
	}
	others, err := tx.Recorded(c.ID)
	if err != nil {
		return nil, err
	}
	demands := make([]Demand, 0, len(others)+1)
	for _, o := range others {
		demands = append(demands, s.demand(o, today))
	}
	place, err := tx.Place(c.Place)
	if err != nil {
		return nil, err
	}
	own := s.demand(Linked{Camera: c, System: v, Around: place.Effective()}, today)
	room := s.cfg.Reckon(append(demands, own))
	if room.Need <= room.Have {
		return nil, nil
	}
	accepted, err := tx.Instruction(ShortageAccepted)
	if err != nil {
		return nil, err
	}
	if accepted.InForce(today) {
		return &Finding{
			Fault: TooSmall, Article: "W168/28/1", Place: c.Place, System: c.System, Camera: c.ID,
			Note: accepted.Reference + " " + accepted.ExpandBy.String(),
		}, nil
	}
	return nil, shiheng.Forbidden("camera.no-room", "kbps", strconv.Itoa(room.Kbps), "days", strconv.Itoa(own.Days),
		"cameras", strconv.Itoa(len(demands)+1), "need", gigabytes(room.Need), "have", gigabytes(room.Have)).By("W168/28/1")
}

func gigabytes(n int64) string { return strconv.FormatFloat(float64(n)/1e9, 'f', 1, 64) }

// endShortage closes the findings of cameras whose footage fits by now, or
// that are no longer recorded.
func (s *Service) endShortage(ctx context.Context) error {
	if s.cfg.Reckon == nil {
		return nil
	}
	open, err := s.cfg.Store.OpenFindings(ctx, TooSmall)
	if err != nil || len(open) == 0 {
		return err
	}
	now := s.now()
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		all, err := tx.Recorded(shiheng.CameraID{})
		if err != nil {
			return err
		}
		demands := make([]Demand, len(all))
		recorded := map[shiheng.CameraID]bool{}
		for i, l := range all {
			demands[i] = s.demand(l, law.DayOf(now))
			recorded[l.ID] = true
		}
		room := s.cfg.Reckon(demands)
		for _, f := range open {
			outcome := "house.fits"
			switch {
			case !recorded[f.Camera]:
				outcome = "house.not-recorded"
			case room.Need > room.Have:
				continue
			}
			if err := shut(tx, now, audit.House("registry"), f, Closing{Verdict: Corrected, Outcome: outcome}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("close findings of space: %w", err)
	}
	return nil
}
