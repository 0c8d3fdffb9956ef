package api

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/ingest/doctor"
)

// Footage is what the door asks about recordings. It must be safe for
// concurrent use.
type Footage interface {
	// Timeline lists runs and gaps of the camera's recorded stream within the
	// span. Runs less than join apart are shown as one.
	Timeline(ctx context.Context, camera shiheng.CameraID, span shiheng.Span, join time.Duration) (Timeline, error)
	// Owed lists what was left on devices, the oldest first, and where the next
	// page begins. A cursor it did not give is an ErrInvalid.
	Owed(ctx context.Context, cursor string, limit int) (spans []Owed, next string, err error)
}

// Owed is a span of a camera's footage that is on its device only. It is open
// while it goes on.
type Owed struct {
	Camera shiheng.CameraID
	Span   shiheng.Span
}

// Timeline is what there is of one camera in a span.
type Timeline struct {
	Runs      []RunView
	Gaps      []GapView
	First     time.Time // oldest footage there is; zero when there is none
	DurableTo time.Time
	Merged    bool
}

// timelines bounds how much one answer may span at each scale, and how far
// apart runs must be to be shown apart there: about a pixel.
var timelines = map[string]struct{ most, join time.Duration }{ //nolint:gochecknoglobals // a read-only table
	"month": {400 * 24 * time.Hour, 10 * time.Minute},
	"day":   {8 * 24 * time.Hour, 10 * time.Second},
	"hour":  {26 * time.Hour, 0},
}

// timeline shows what was recorded. It shows no picture, so it asks for the
// right to play back but leaves no event of its own.
func (d *Door) timeline(ctx context.Context, who route.Caller, in *timelineIn) (*route.Out[TimelineView], error) {
	l, err := d.played(ctx, who, in)
	if err != nil {
		return nil, err
	}
	span := shiheng.Span{From: in.From.UTC(), To: in.To.UTC()}
	scale := timelines[in.Scale]
	if span.Empty() || span.Open() || span.Duration() > scale.most {
		return nil, shiheng.Invalid("timeline.span", "most", scale.most.String())
	}
	got, err := d.cfg.Footage.Timeline(ctx, in.ID, span, scale.join)
	if err != nil {
		return nil, err
	}
	v := TimelineView{
		Camera: in.ID, From: span.From, To: span.To, Runs: got.Runs, Gaps: got.Gaps, First: got.First,
		DurableTo: got.DurableTo, Merged: got.Merged,
	}
	if v.Runs == nil {
		v.Runs = []RunView{}
	}
	if v.Gaps == nil {
		v.Gaps = []GapView{}
	}
	now := d.cfg.Now()
	v.FloorFrom = now.Add(-d.cfg.Law.Floor(l.Facts(), law.DayOf(now)).For(d.cfg.LawDay)).UTC()
	return &route.Out[TimelineView]{Body: v}, nil
}

// played returns a camera whose timeline the caller may see: by the right to
// play it back, or under a grant of his session that plays it back.
func (d *Door) played(ctx context.Context, who route.Caller, in *timelineIn) (l registry.Linked, err error) {
	if l, err = d.linked(ctx, who, in.ID); err != nil {
		return l, err
	}
	if in.Grant == "" {
		if why := who.Rights.Can(l)[shiheng.ActPlayback]; why != (access.Reason{}) {
			return l, refusedBy(why)
		}
		return l, nil
	}
	id, err := shiheng.ParseID[shiheng.GrantID](in.Grant)
	if err != nil {
		return l, err
	}
	g, err := d.cfg.Access.Redeem(ctx, who.Principal, id)
	if err != nil {
		return l, err
	}
	return l, g.Permits(shiheng.ActPlayback, in.ID, d.cfg.Now())
}

// Doctor is what the door asks about streams that do not come. It must be safe
// for concurrent use.
type Doctor interface {
	Attempts(camera shiheng.CameraID) map[ingest.Role][]doctor.Attempt
}

func (d *Door) attempts(ctx context.Context, who route.Caller, in *cameraPath) (*route.Out[route.Page[AttemptView]], error) {
	if _, err := d.linked(ctx, who, in.ID); err != nil {
		return nil, err
	}
	page := route.Page[AttemptView]{Items: []AttemptView{}}
	got := d.cfg.Doctor.Attempts(in.ID)
	for _, role := range []ingest.Role{ingest.Main, ingest.Sub} {
		for _, a := range got[role] {
			page.Items = append(page.Items, AttemptView{Role: string(role), Attempt: a})
		}
	}
	return &route.Out[route.Page[AttemptView]]{Body: page}, nil
}

func (d *Door) diagnoses(_ context.Context, _ route.Caller, _ *route.None) (*route.Out[route.Page[doctor.Explanation]], error) {
	return &route.Out[route.Page[doctor.Explanation]]{Body: route.Page[doctor.Explanation]{Items: doctor.Explanations()}}, nil
}
