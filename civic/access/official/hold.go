package official

import (
	"context"
	"slices"
	"time"

	"shiheng.internal"
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

// A Securing is what the register of holds is asked to hold for an application.
type Securing struct {
	Application ApplicationID
	Organ       string
	Matter      string
	Reason      string
	Cameras     []shiheng.CameraID
	Span        shiheng.Span
}

// Hold secures footage from an application: it becomes a hold of the one
// register of holds, which puts it on record, reviews and lifts it.
func (s *Service) Hold(ctx context.Context, k Clerk, id ApplicationID, h Holding) (Application, error) {
	a, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return a, err
	}
	want := Securing{
		Application: id, Organ: a.Organ, Matter: a.Asked.Matter(), Reason: h.Reason, Cameras: h.Cameras,
		Span: shiheng.Span{From: h.From.UTC(), To: h.To.UTC()},
	}
	if len(want.Cameras) == 0 {
		want.Cameras = a.Asked.Cameras
	}
	if h.From.IsZero() && h.To.IsZero() {
		want.Span = a.Span()
	}
	switch {
	case want.Span.Open() || want.Span.Empty() || h.Reason == "":
		return a, shiheng.Invalid("official.hold")
	case slices.ContainsFunc(want.Cameras, func(id shiheng.CameraID) bool { return !slices.Contains(a.Asked.Cameras, id) }):
		return a, shiheng.Invalid("official.hold-cameras")
	case a.State == Closed:
		return a, shiheng.Conflict("official.state", "state", string(a.State))
	}
	return a, s.cfg.Secure(ctx, k, want)
}

// Held lists what is on hold from an application.
func (s *Service) Held(ctx context.Context, id ApplicationID) ([]Secured, error) {
	return s.cfg.Held(ctx, id)
}
