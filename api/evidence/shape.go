package evidence

import (
	"context"
	"errors"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// HoldLine is one line of the register of holds.
type HoldLine struct {
	ID       shiheng.HoldID   `json:"id" format:"uuid"`
	State    evidence.State   `json:"state" enum:"in-force,lifted"`
	Origin   evidence.Origin  `json:"origin" enum:"own,counter,found"`
	Matter   string           `json:"matter"`
	Reason   string           `json:"reason"`
	Organ    string           `json:"organ,omitempty" doc:"The outside organ that asked for it"`
	By       string           `json:"by"`
	PlacedAt time.Time        `json:"placedAt"`
	From     time.Time        `json:"from"`
	To       time.Time        `json:"to"`
	Cameras  int              `json:"cameras"`
	ReviewOn string           `json:"reviewOn"`
	Overdue  bool             `json:"overdue" doc:"The day of review has come"`
	Secured  evidence.Keeping `json:"secured" enum:"secured,to-come,not-yet,nothing" doc:"The worst of its cameras"`
	Amiss    bool             `json:"amiss" doc:"Something of it is known not to fit: such holds stand first"`
	Lifting  bool             `json:"lifting" doc:"Waits for a second person to lift it"`
}

func line(h evidence.Hold, today law.Day) HoldLine {
	return HoldLine{
		ID: h.ID, State: h.State, Origin: h.Origin, Matter: h.Matter, Reason: h.Reason, Organ: h.Organ, By: h.Placed.Name, PlacedAt: h.Placed.At,
		From: h.From, To: h.To, Cameras: len(h.Items), ReviewOn: h.ReviewOn.String(), Secured: h.Worst(),
		Overdue: h.Overdue(today), Amiss: h.State == evidence.InForce && h.Amiss() > 0, Lifting: h.State == evidence.InForce && h.Lifting != nil,
	}
}

// HoldView is one hold, with where its footage is now and what may be done.
type HoldView struct {
	evidence.Hold
	ETag    string      `json:"etag"`
	Overdue bool        `json:"overdue" doc:"The day of review has come"`
	Points  []HoldPoint `json:"points" nullable:"false" doc:"Its cameras, in the order of items"`
	// Units names the organisations of who acted, by identity.
	Units map[string]string `json:"units"`
	// Acts are those on record about it, the oldest first, at most a hundred.
	Acts []HoldRecord `json:"acts" nullable:"false"`
	Can  route.Can    `json:"can" doc:"review, lift, confirm, withdraw"`
}

// HoldRecord is one act on a hold as it stands on record, and in the log.
type HoldRecord struct {
	ID   shiheng.EventID `json:"id" format:"uuid"`
	Seq  int64           `json:"seq"`
	Act  audit.Act       `json:"act"`
	At   time.Time       `json:"at"`
	Leaf *int64          `json:"leaf,omitempty" doc:"Its index in the log; missing while the log has not taken it"`
}

// HoldPoint is the footage of one camera of a hold, as it is now.
type HoldPoint struct {
	Camera shiheng.CameraID   `json:"cameraId" format:"uuid"`
	Name   string             `json:"name" doc:"Empty when the register does not know it"`
	System string             `json:"system"`
	State  evidence.Keeping   `json:"state" enum:"secured,to-come,not-yet,nothing"`
	Parts  []evidence.Stretch `json:"parts" nullable:"false" doc:"The whole span, in order"`
	Amiss  []evidence.Amiss   `json:"amiss" nullable:"false" doc:"What of it is known not to fit: it is not to be called unaltered"`
}

type holdList struct {
	route.Paged
	State    string    `query:"state" enum:"in-force,lifted"`
	ReviewBy string    `query:"reviewBy" maxLength:"10" doc:"In force, to be reviewed by that day, YYYY-MM-DD"`
	Insecure bool      `query:"insecure" doc:"In force, and not all secured"`
	Camera   string    `query:"cameraId" format:"uuid"`
	From     time.Time `query:"from" doc:"With to: overlapping that span"`
	To       time.Time `query:"to"`
	Q        string    `query:"q" maxLength:"100" doc:"Part of the case, the reason, the organ or a name"`
}

type holdPath struct {
	ID shiheng.HoldID `path:"id" format:"uuid"`
}

type holdAct[B any] struct {
	route.Matched
	ID   shiheng.HoldID `path:"id" format:"uuid"`
	Body B
}

// HoldReviewBody sets another day of review.
type HoldReviewBody struct {
	ReviewOn string `json:"reviewOn" minLength:"10" maxLength:"10" doc:"YYYY-MM-DD"`
	Reason   string `json:"reason" minLength:"1" maxLength:"500"`
}

// HoldLiftBody proposes that a hold be lifted.
type HoldLiftBody struct {
	Number string              `json:"number" maxLength:"100" doc:"Of the written decision"`
	Organ  string              `json:"organ" maxLength:"100" doc:"Who decided"`
	Day    string              `json:"day,omitempty" maxLength:"10" doc:"YYYY-MM-DD"`
	Scan   papers.AttachmentID `json:"scanId,omitzero" format:"uuid"`
	Reason string              `json:"reason" minLength:"1" maxLength:"500"`
}

func (b HoldLiftBody) decision() (d evidence.LiftDecision, err error) {
	d = evidence.LiftDecision{Number: b.Number, Organ: b.Organ, Scan: b.Scan}
	if b.Day != "" {
		if d.Day, err = law.ParseDay(b.Day); err != nil {
			return d, shiheng.Invalid("request.day", "value", b.Day)
		}
	}
	return d, nil
}

// HoldConfirmBody names what the second person saw.
type HoldConfirmBody struct {
	Digest string `json:"digest" minLength:"1" maxLength:"64"`
}

// out is the view of a hold.
func (d *Desk) out(ctx context.Context, who route.Caller, h evidence.Hold, err error) (*route.Out[HoldView], error) {
	if err != nil {
		return nil, err
	}
	v := HoldView{
		Hold: h, ETag: route.ETag(h.Version), Overdue: h.Overdue(law.DayOf(d.cfg.Evidence.Now())), Points: []HoldPoint{}, Units: map[string]string{},
	}
	known, err := d.linked(ctx, h)
	if err != nil {
		return nil, err
	}
	for _, it := range h.Items {
		p := HoldPoint{Camera: it.Camera, Name: known[it.Camera].Name, System: known[it.Camera].System.Name}
		if p.Parts, err = d.cfg.Evidence.Parts(ctx, h, it.Camera); err != nil {
			return nil, err
		}
		p.State, _ = evidence.Sum(p.Parts)
		found, err := d.cfg.Evidence.Amiss(ctx, it.Camera, h.Span())
		if err != nil {
			return nil, err
		}
		p.Amiss = append([]evidence.Amiss{}, found...)
		v.Points = append(v.Points, p)
	}
	if err := errors.Join(d.units(ctx, &v), d.acts(ctx, &v)); err != nil {
		return nil, err
	}
	if v.Can, err = d.can(ctx, who, h); err != nil {
		return nil, err
	}
	return &route.Out[HoldView]{ETag: v.ETag, Body: v}, nil
}

// acts fills in what stands on record about the hold.
func (d *Desk) acts(ctx context.Context, v *HoldView) error {
	v.Acts = []HoldRecord{}
	got, err := d.cfg.Audit.Entries(ctx, audit.Filter{Object: audit.On(Subject, v.Hold.ID)}, audit.Paging{Limit: 100})
	for _, e := range slices.Backward(got.Items) {
		if e.Outcome == audit.Granted {
			v.Acts = append(v.Acts, HoldRecord{e.ID, e.Seq, e.Act, e.At, e.Leaf})
		}
	}
	return err
}

// units fills in what the organisations of those who acted are called.
func (d *Desk) units(ctx context.Context, v *HoldView) error {
	ids := []shiheng.OrganisationID{}
	for _, s := range v.History {
		if !s.By.Unit.IsZero() {
			ids = append(ids, s.By.Unit)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	names, err := d.cfg.Units.Names(ctx, ids...)
	for id, name := range names {
		v.Units[id.String()] = name
	}
	return err
}

// can says what the caller may do to the hold, and why not.
func (d *Desk) can(ctx context.Context, who route.Caller, h evidence.Hold) (route.Can, error) {
	now := d.cfg.Evidence.Now()
	confirm := h.MayWithdraw(now)
	if confirm == nil {
		lacks, err := d.cfg.Evidence.MayConfirm(ctx, hand(who, access.LiftHolds), h)
		switch {
		case errors.Is(err, shiheng.ErrConflict):
			confirm = err
		case err != nil:
			return nil, err
		case len(lacks) > 0:
			confirm = shiheng.Forbidden(lacks[0].Code).By(lacks[0].Article)
		}
	}
	can := who.Barred(access.LiftHolds, map[string]error{"lift": h.MayPropose(now), "confirm": confirm, "withdraw": h.MayWithdraw(now)})
	for act, why := range who.Barred(access.PlaceHolds, map[string]error{"review": h.MayChange()}) {
		can[act] = why
	}
	return can, nil
}
