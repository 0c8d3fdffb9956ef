package api

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// InstructionView is what the unit's head decided in writing about space.
type InstructionView struct {
	ID        string    `json:"id" format:"uuid"`
	Matter    string    `json:"matter" enum:"class-order,shortage" doc:"In which order cameras do without; or that cameras are enabled which do not fit"`
	Head      string    `json:"head" doc:"Who signed it"`
	Signed    string    `json:"signed" doc:"Day, YYYY-MM-DD"`
	Reference string    `json:"reference" doc:"Number or title of the document"`
	ExpandBy  string    `json:"expandBy,omitempty" doc:"Day by which the disks are expanded; of shortage"`
	At        time.Time `json:"enteredAt"`
	Ended     time.Time `json:"endedAt,omitzero" doc:"Withdrawn, or followed by another"`
	InForce   bool      `json:"inForce"`
	Can       route.Can `json:"can"`
}

type instructionBody struct {
	Matter    string `json:"matter" enum:"class-order,shortage"`
	Head      string `json:"head" minLength:"1" maxLength:"100"`
	Signed    string `json:"signed" maxLength:"10" doc:"YYYY-MM-DD"`
	Reference string `json:"reference" minLength:"1" maxLength:"200"`
	ExpandBy  string `json:"expandBy,omitempty" maxLength:"10" doc:"YYYY-MM-DD; required for shortage"`
}

type instructionPath struct {
	ID string `path:"id" format:"uuid"`
}

// OwedView is footage that was left on its device while space was short, and
// has to be fetched from there.
type OwedView struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	From   time.Time        `json:"from"`
	To     time.Time        `json:"to,omitzero" doc:"Missing while it goes on"`
	Due    time.Time        `json:"due" doc:"When the device need keep its beginning no longer"`
}

func (d *Door) instructionView(who route.Caller, i registry.Instruction) InstructionView {
	return InstructionView{
		ID: i.ID.String(), Matter: string(i.Matter), Head: i.Head, Signed: i.Signed.String(), Reference: i.Reference,
		ExpandBy: i.ExpandBy.String(), At: i.At, Ended: i.Ended, InForce: i.InForce(law.DayOf(d.cfg.Now())), Can: who.Can(access.ManageRegister, "withdraw"),
	}
}

func (d *Door) instructions(ctx context.Context, who route.Caller, in *route.Paged) (*route.Out[route.Page[InstructionView]], error) {
	got, err := d.cfg.Registry.Read().Instructions(ctx, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(i registry.Instruction) InstructionView { return d.instructionView(who, i) }), nil
}

func (d *Door) makeInstruction(ctx context.Context, who route.Caller, in *route.In[instructionBody]) (*route.Out[InstructionView], error) {
	b := in.Body
	i := registry.Instruction{Matter: registry.Matter(b.Matter), Head: b.Head, Reference: b.Reference}
	if err := i.Signed.UnmarshalText([]byte(b.Signed)); err != nil {
		return nil, shiheng.Invalid("instruction.signed").From(err)
	}
	if err := i.ExpandBy.UnmarshalText([]byte(b.ExpandBy)); err != nil {
		return nil, shiheng.Invalid("instruction.expand-by").From(err)
	}
	saved, err := d.cfg.Registry.Instruct(ctx, who.Actor(), i)
	if err != nil {
		return nil, err
	}
	d.cfg.CamerasChanged()
	return &route.Out[InstructionView]{Body: d.instructionView(who, saved)}, nil
}

func (d *Door) withdrawInstruction(ctx context.Context, who route.Caller, in *instructionPath) (*route.None, error) {
	id, err := shiheng.ParseID[registry.InstructionID](in.ID)
	if err != nil {
		return nil, err
	}
	if err := d.cfg.Registry.Withdraw(ctx, who.Actor(), id); err != nil {
		return nil, err
	}
	d.cfg.CamerasChanged()
	return &route.None{}, nil
}

// owed lists the footage that is still with devices, of the cameras the caller
// may know of. A page may then hold fewer than asked for.
func (d *Door) owed(ctx context.Context, who route.Caller, in *route.Paged) (*route.Out[route.Page[OwedView]], error) {
	spans, next, err := d.cfg.Footage.Owed(ctx, in.Cursor, in.Paging().Size())
	if err != nil {
		return nil, err
	}
	ids := make([]shiheng.CameraID, len(spans))
	for i, s := range spans {
		ids[i] = s.Camera
	}
	linked, err := d.cfg.Registry.Read().Linked(ctx, ids...)
	if err != nil {
		return nil, err
	}
	floors := map[shiheng.CameraID]time.Duration{}
	for _, l := range linked {
		if who.Rights.Knows(l) {
			floors[l.ID] = time.Duration(d.cfg.Law.Floor(l.System.Facts(), law.DayOf(d.cfg.Now())).Days) * d.cfg.LawDay
		}
	}
	out := route.Page[OwedView]{Items: []OwedView{}, Next: next}
	for _, s := range spans {
		if floor, known := floors[s.Camera]; known {
			out.Items = append(out.Items, OwedView{Camera: s.Camera, From: s.Span.From, To: s.Span.To, Due: s.Span.From.Add(floor)})
		}
	}
	return &route.Out[route.Page[OwedView]]{Body: out}, nil
}
