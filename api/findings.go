package api

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// FindingView is something that is not as the rules want it, until it is closed.
type FindingView struct {
	ID           string                 `json:"id" format:"uuid"`
	Fault        string                 `json:"fault" doc:"One of GET /finding-kinds"`
	Article      string                 `json:"article"`
	Place        shiheng.PlaceID        `json:"placeId,omitzero" format:"uuid"`
	System       shiheng.SystemID       `json:"systemId,omitzero" format:"uuid"`
	Camera       shiheng.CameraID       `json:"cameraId,omitzero" format:"uuid"`
	Organisation shiheng.OrganisationID `json:"organisationId,omitzero" format:"uuid"`
	RoomUse      string                 `json:"roomUse,omitempty"`
	Note         string                 `json:"note"`
	Spot         string                 `json:"spot" doc:"Where exactly, in words"`
	ByHouse      bool                   `json:"byHouse" doc:"Found by the platform itself"`
	Source       string                 `json:"source" enum:"house,staff,citizen,inspector"`
	Finder       string                 `json:"finder,omitempty" doc:"Shown to who may close findings, in the single view; empty for an anonymous one"`
	FinderPhone  string                 `json:"finderPhone,omitempty"`
	Handler      string                 `json:"handler,omitempty"`
	Due          string                 `json:"due,omitempty" doc:"YYYY-MM-DD"`
	By           string                 `json:"by,omitempty" doc:"Who entered it; in the single view, empty when the platform did"`
	At           time.Time              `json:"at"`
	Closed       time.Time              `json:"closedAt,omitzero"`
	ClosedBy     string                 `json:"closedBy,omitempty" doc:"Who closed it; in the single view, empty when the platform did"`
	Verdict      string                 `json:"verdict,omitempty" enum:"corrected,unfounded,confirmed,transferred"`
	Outcome      string                 `json:"outcome"`
	Reply        string                 `json:"reply,omitempty"`
	Can          route.Can              `json:"can"`
}

// FindingKindView is a kind of finding.
type FindingKindView struct {
	Fault      string `json:"fault"`
	Article    string `json:"article"`
	Reportable bool   `json:"reportable" doc:"A person may enter it"`
}

type findingList struct {
	route.Paged
	Open         bool   `query:"open" doc:"Only those not closed"`
	Fault        string `query:"fault" maxLength:"40"`
	Source       string `query:"source" maxLength:"20"`
	Place        string `query:"place" maxLength:"36" doc:"With all below it"`
	System       string `query:"system" maxLength:"36"`
	Camera       string `query:"camera" maxLength:"36"`
	Organisation string `query:"organisation" maxLength:"36"`
}

type findingPath struct {
	ID string `path:"id" format:"uuid"`
}

type findingBody struct {
	Fault        string                 `json:"fault,omitempty" maxLength:"40" doc:"forbidden-room when left out"`
	Place        shiheng.PlaceID        `json:"placeId,omitzero" format:"uuid"`
	System       shiheng.SystemID       `json:"systemId,omitzero" format:"uuid"`
	Camera       shiheng.CameraID       `json:"cameraId,omitzero" format:"uuid"`
	Organisation shiheng.OrganisationID `json:"organisationId,omitzero" format:"uuid"`
	RoomUse      string                 `json:"roomUse,omitempty" maxLength:"50"`
	Note         string                 `json:"note" minLength:"1" maxLength:"1000"`
	Spot         string                 `json:"spot,omitempty" maxLength:"300"`
	Source       string                 `json:"source,omitempty" enum:"staff,citizen,inspector" doc:"staff when left out"`
	Finder       string                 `json:"finder,omitempty" maxLength:"100" doc:"May be left out: an anonymous report"`
	FinderPhone  string                 `json:"finderPhone,omitempty" maxLength:"60"`
	Handler      string                 `json:"handler,omitempty" maxLength:"100"`
	Due          string                 `json:"due,omitempty" maxLength:"10" doc:"YYYY-MM-DD"`
	Attachments  []papers.AttachmentID  `json:"attachments,omitempty" maxItems:"50" doc:"Files brought in before, such as photos"`
}

type findingClose struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Verdict     string                `json:"verdict,omitempty" enum:"corrected,unfounded,confirmed,transferred" doc:"corrected when left out"`
		Outcome     string                `json:"outcome" minLength:"1" maxLength:"2000"`
		Reply       string                `json:"reply,omitempty" maxLength:"2000" doc:"What whoever reported it was told"`
		Attachments []papers.AttachmentID `json:"attachments,omitempty" maxItems:"50" doc:"Needed to close a review of a field of view"`
	}
}

// findingView shows a finding. Who reported it is for those who deal with it.
func findingView(who route.Caller, f registry.Finding, single bool) FindingView {
	v := FindingView{
		ID: f.ID.String(), Fault: string(f.Fault), Article: f.Article, Place: f.Place, System: f.System, Camera: f.Camera,
		Organisation: f.Organisation, RoomUse: f.RoomUse, Note: f.Note, Spot: f.Spot, ByHouse: f.By.IsZero(),
		Source: string(f.Source), Handler: f.Handler, Due: f.Due.String(), At: f.At, Closed: f.Closed,
		Verdict: string(f.Verdict), Outcome: f.Outcome, Reply: f.Reply, Can: who.Can(access.CloseFindings, "close"),
	}
	if !f.Closed.IsZero() && v.Can["close"] == "" {
		v.Can["close"] = "finding.closed"
	}
	if single && who.Rights.May(access.CloseFindings) == (access.Reason{}) {
		v.Finder, v.FinderPhone = f.Finder, f.FinderPhone
	}
	return v
}

// readID reads an id of the query; an empty one does not narrow.
func readID[T ~[16]byte](to *T, text string) error {
	if text == "" {
		return nil
	}
	id, err := shiheng.ParseID[T](text)
	*to = id
	return err
}

func (d *Door) findings(ctx context.Context, who route.Caller, in *findingList) (*route.Out[route.Page[FindingView]], error) {
	f := registry.FindingFilter{
		Scope: who.Rights.Over(access.ReadFindings), Open: in.Open, Fault: registry.Fault(in.Fault), Source: registry.FindingSource(in.Source),
	}
	for _, err := range []error{
		readID(&f.Place, in.Place), readID(&f.System, in.System), readID(&f.Camera, in.Camera), readID(&f.Organisation, in.Organisation),
	} {
		if err != nil {
			return nil, err
		}
	}
	got, err := d.cfg.Registry.Read().Findings(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(f registry.Finding) FindingView { return findingView(who, f, false) }), nil
}

// knownFinding reads a finding within what a duty reaches; others are
// ErrNotFound.
func (d *Door) knownFinding(ctx context.Context, who route.Caller, duty access.Duty, text string) (registry.Finding, error) {
	id, err := shiheng.ParseID[registry.FindingID](text)
	if err != nil {
		return registry.Finding{}, err
	}
	got, err := d.cfg.Registry.Read().Findings(ctx, registry.FindingFilter{Scope: who.Rights.Over(duty), ID: id}, audit.Paging{Limit: 1})
	if err == nil && len(got.Items) == 0 {
		err = shiheng.NotFound("finding.none", "finding", text)
	}
	if err != nil {
		return registry.Finding{}, err
	}
	return got.Items[0], nil
}

func (d *Door) finding(ctx context.Context, who route.Caller, in *findingPath) (*route.Out[FindingView], error) {
	f, err := d.knownFinding(ctx, who, access.ReadFindings, in.ID)
	if err != nil {
		return nil, err
	}
	v := findingView(who, f, true)
	names := accountNames{}
	if v.By, err = d.nameOf(ctx, f.By, names); err != nil {
		return nil, err
	}
	if v.ClosedBy, err = d.nameOf(ctx, f.ClosedBy, names); err != nil {
		return nil, err
	}
	return &route.Out[FindingView]{Body: v}, nil
}

func (d *Door) findingKinds(context.Context, route.Caller, *route.None) (*route.Out[route.Page[FindingKindView]], error) {
	return route.PageOf(registry.Faults(), "", func(k registry.FaultKind) FindingKindView {
		return FindingKindView{Fault: string(k.Fault), Article: k.Article, Reportable: k.Reportable}
	}), nil
}

// makeFinding records what somebody found or reports. A camera found where
// none may be becomes a finding and nothing else.
func (d *Door) makeFinding(ctx context.Context, who route.Caller, in *route.In[findingBody]) (*route.Out[FindingView], error) {
	b := in.Body
	var due law.Day
	if err := due.UnmarshalText([]byte(b.Due)); err != nil {
		return nil, shiheng.Invalid("request.day", "day", b.Due)
	}
	f, err := d.cfg.Registry.Report(ctx, who.Actor(), registry.Found{
		Fault: registry.Fault(b.Fault), Place: b.Place, System: b.System, Camera: b.Camera, Organisation: b.Organisation,
		RoomUse: b.RoomUse, Note: b.Note, Spot: b.Spot, Source: registry.FindingSource(b.Source), Finder: b.Finder,
		FinderPhone: b.FinderPhone, Handler: b.Handler, Due: due, Attachments: b.Attachments,
	})
	if err != nil {
		return nil, err
	}
	return &route.Out[FindingView]{Body: findingView(who, f, true)}, nil
}

func (d *Door) closeFinding(ctx context.Context, who route.Caller, in *findingClose) (*route.None, error) {
	f, err := d.knownFinding(ctx, who, access.CloseFindings, in.ID)
	if err != nil {
		return nil, err
	}
	return &route.None{}, d.cfg.Registry.CloseFinding(ctx, who.Actor(), f.ID, registry.Close{
		Verdict: registry.Verdict(in.Body.Verdict), Outcome: in.Body.Outcome, Reply: in.Body.Reply, Attachments: in.Body.Attachments,
	})
}
