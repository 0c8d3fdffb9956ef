package official

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// A Holding asks for footage to be secured at once, by one person, whatever
// the conditions stand at: nothing is shown by it (W168/29/2). Empty fields
// mean what the application asks for.
type Holding struct {
	Cameras []shiheng.CameraID `json:"cameraIds,omitempty" maxItems:"64" format:"uuid"`
	From    time.Time          `json:"from,omitzero"`
	To      time.Time          `json:"to,omitzero"`
	Reason  string             `json:"reason" minLength:"1" maxLength:"500"`
}

// Hold secures footage from an application: the intent is on record, then the
// footage store takes it; what a crash leaves between the two is taken when the
// program runs again. Only whoever the order lets lift it does (two persons,
// with the custody of evidence).
func (s *Service) Hold(ctx context.Context, k Clerk, id ApplicationID, h Holding) (Application, error) {
	a, err := s.on(ctx, k, audit.OfficialHold, id, 0, func(j *job, c *Case) error {
		cameras := h.Cameras
		if len(cameras) == 0 {
			cameras = c.Asked.Cameras
		}
		span := shiheng.Span{From: h.From.UTC(), To: h.To.UTC()}
		if h.From.IsZero() && h.To.IsZero() {
			span = c.Span()
		}
		switch {
		case span.Open() || span.Empty() || h.Reason == "":
			return shiheng.Invalid("official.hold")
		case slices.ContainsFunc(cameras, func(id shiheng.CameraID) bool { return !slices.Contains(c.Asked.Cameras, id) }):
			return shiheng.Invalid("official.hold-cameras")
		case c.State == Closed:
			return shiheng.Conflict("official.state", "state", string(c.State))
		}
		for _, camera := range cameras {
			c.Secured = append(c.Secured, Secured{
				Hold: shiheng.NewID[shiheng.HoldID](j.now), Camera: camera, From: span.From, To: span.To, By: k.attest(j.now),
			})
		}
		j.event = j.event.About(cameras...).Because("W168/29/2", string(audit.OfficialHold))
		j.note("from", span.From.Format(time.RFC3339))
		j.note("to", span.To.Format(time.RFC3339))
		j.note("reason", h.Reason)
		return nil
	})
	if err != nil {
		return a, err
	}
	return s.take(ctx, a)
}

// take has the footage store hold what it does not hold yet, and notes since
// when it does.
func (s *Service) take(ctx context.Context, a Application) (Application, error) {
	var taken []shiheng.HoldID
	var failed []error
	for _, h := range a.Secured {
		if !h.Since.IsZero() {
			continue
		}
		if err := s.cfg.Pin(ctx, h.Hold, h.Camera, shiheng.Span{From: h.From, To: h.To}); err != nil {
			failed = append(failed, fmt.Errorf("hold footage of %s: %w", h.Camera, err))
			continue
		}
		taken = append(taken, h.Hold)
	}
	if len(taken) == 0 {
		return a, errors.Join(failed...)
	}
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		if a, err = tx.Application(a.ID); err != nil {
			return err
		}
		for i := range a.Secured {
			if slices.Contains(taken, a.Secured[i].Hold) && a.Secured[i].Since.IsZero() {
				a.Secured[i].Since = now
			}
		}
		a.Version++
		if err := tx.PutApplication(a); err != nil {
			return err
		}
		return tx.Append(audit.New(now, audit.House("official"), audit.OfficialHeld, audit.On("official", a.ID)).
			Because("W168/29/2", string(audit.OfficialHeld)).With("holds", fmt.Sprint(len(taken))))
	})
	return a, errors.Join(append(failed, err)...)
}

// secure takes what a crash left.
func (s *Service) secure(ctx context.Context) error {
	left, err := s.cfg.Store.Insecure(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, a := range left {
		_, err := s.take(ctx, a)
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}
