package evidence

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// An Amiss is footage that is not what was recorded, as far as the watch over
// the archive knows: a byte, a digest, a leaf does not fit.
type Amiss struct {
	// Camera is whose footage it is; zero when that cannot be told, or when it is
	// the log itself: then it is everybody's.
	Camera shiheng.CameraID `json:"cameraId,omitzero" format:"uuid"`
	// From and To are what of it cannot be relied on; both zero: all of it.
	From   time.Time `json:"from,omitzero"`
	To     time.Time `json:"to,omitzero"`
	Kind   string    `json:"kind" doc:"What does not fit: slot, footage, minute, chain, checkpoint, tree, leaf; more: too many to be listed"`
	Slot   string    `json:"slot,omitempty" doc:"Of the footage store: volume/number"`
	Where  string    `json:"where" doc:"As shiheng check names it"`
	Detail string    `json:"detail"`
	Seen   time.Time `json:"seen"`
}

// Span is what of the camera's footage cannot be relied on.
func (a Amiss) Span() shiheng.Span { return shiheng.Span{From: a.From, To: a.To} }

// Touches reports whether what is amiss may be footage of the camera in a span.
func (a Amiss) Touches(camera shiheng.CameraID, span shiheng.Span) bool {
	return (a.Camera.IsZero() || a.Camera == camera) && a.Span().Overlaps(span)
}

// Watch is what the watch over the archive knows, as this room needs it.
type Watch interface {
	// Amiss lists what does not fit of a camera's footage in a span: at once, and
	// without reading any. An ErrUnavailable when nobody watches.
	Amiss(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) ([]Amiss, error)
}

// Amiss lists what is known not to fit of a camera's footage in a span.
func (s *Service) Amiss(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) ([]Amiss, error) {
	found, err := s.cfg.Watch.Amiss(ctx, camera, span)
	if err != nil {
		err = fmt.Errorf("ask the watch over the archive: %w", err)
	}
	return found, err
}

// Unaltered refuses to call footage what was recorded when something of it is
// known not to fit (W168/28/1): whoever exports, certifies or shows footage as
// unaltered asks here first, and goes no further without an answer.
func (s *Service) Unaltered(ctx context.Context, span shiheng.Span, cameras ...shiheng.CameraID) error {
	for _, c := range cameras {
		found, err := s.Amiss(ctx, c, span)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			f := found[0]
			return shiheng.Forbidden("evidence.amiss", "camera", c.String(), "kind", f.Kind, "at", f.Where, "mismatches", strconv.Itoa(len(found))).By("W168/28/1")
		}
	}
	return nil
}

// Amiss is how much of what a hold covers is known not to fit.
func (h Hold) Amiss() (n int) {
	for _, it := range h.Items {
		n += it.Amiss
	}
	return n
}

// mind asks the watch about what is held, and puts on record when something
// of a hold does not fit, or all of it does again.
func (s *Service) mind(ctx context.Context) error {
	return s.each(ctx, Filter{State: InForce}, func(h Hold) error {
		items := slices.Clone(h.Items)
		for i := range items {
			found, err := s.Amiss(ctx, items[i].Camera, h.Span())
			if err != nil {
				return err
			}
			items[i].Amiss = len(found)
		}
		if slices.EqualFunc(h.Items, items, func(a, b HeldFootage) bool { return a.Amiss == b.Amiss }) {
			return nil
		}
		now, was := s.now(), h.Amiss()
		act := audit.HoldAmiss
		if (Hold{Items: items}).Amiss() == 0 {
			act = audit.HoldFits
		}
		e := audit.New(now, audit.House("evidence"), act, audit.On("hold", h.ID)).About(h.Cameras()...).Because("W168/28/1", string(act))
		return s.change(ctx, e, h.ID, h.Version, &h, func(j *job) error {
			h.Items = items
			j.quiet = (was == 0) == (h.Amiss() == 0)
			if !j.quiet {
				j.note("mismatches", strconv.Itoa(max(was, h.Amiss())))
				j.step(Doer{Name: j.event.Actor.Name, At: now}, "")
			}
			return nil
		})
	})
}
