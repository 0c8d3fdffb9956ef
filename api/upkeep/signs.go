package upkeep

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/upkeep"
)

// SignView is a sign.
type SignView struct {
	ETag string `json:"etag"`
	upkeep.Sign
	Overdue bool      `json:"overdue" doc:"Not looked at in time, or not up"`
	Can     route.Can `json:"can"`
}

type signBody struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	upkeep.SignEdit
}

type signPrint struct {
	Label bool `json:"label,omitempty" doc:"The small one; else A4"`
}

// PrintedView is a document that was issued.
type PrintedView struct {
	Document string `json:"documentId" format:"uuid"`
	Number   string `json:"number"`
}

func (d *Desk) signView(who route.Caller) func(upkeep.Sign) SignView {
	return func(s upkeep.Sign) SignView {
		rules := map[string]error{"change": nil, "check": nil, "print": nil}
		if s.State == upkeep.SignDown {
			down := shiheng.Conflict("sign.taken-down")
			rules = map[string]error{"change": down, "check": down, "print": down}
		}
		return SignView{
			ETag: route.ETag(s.Version), Sign: s, Overdue: s.State != upkeep.SignDown && !s.Checked(d.cfg.Upkeep.Today()), Can: can(who, rules),
		}
	}
}

func (d *Desk) signs(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[SignView]], error) {
	return list(ctx, who, in, d.cfg.Upkeep.Read().Signs(), d.signView(who))
}

func (d *Desk) sign(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[SignView], error) {
	s, err := route.Within(ctx, d.cfg.Upkeep.Read().Signs(), scope(who), in.ID, "sign")
	return out(s, err, d.signView(who))
}

func (d *Desk) makeSign(ctx context.Context, who route.Caller, in *route.In[signBody]) (*route.Out[SignView], error) {
	if err := d.within(ctx, reach(who), in.Body.System); err != nil {
		return nil, err
	}
	s, err := d.cfg.Upkeep.SaveSign(ctx, actor(who), in.Body.System, upkeep.SignID{}, 0, in.Body.SignEdit)
	return out(s, err, d.signView(who))
}

func (d *Desk) changeSign(ctx context.Context, who route.Caller, in *route.RecordPatch[signBody]) (*route.Out[SignView], error) {
	s, version, err := changed(ctx, who, d.cfg.Upkeep.Read().Signs(), in.ID, "sign", in.Matched)
	if err == nil {
		s, err = d.cfg.Upkeep.SaveSign(ctx, actor(who), s.System, s.ID, version, in.Body.SignEdit)
	}
	return out(s, err, d.signView(who))
}

func (d *Desk) checkSign(ctx context.Context, who route.Caller, in *route.RecordAct[upkeep.SignCheck]) (*route.Out[SignView], error) {
	s, err := route.Within(ctx, d.cfg.Upkeep.Read().Signs(), reach(who), in.ID, "sign")
	if err == nil {
		s, err = d.cfg.Upkeep.CheckSign(ctx, actor(who), s.ID, in.Body)
	}
	return out(s, err, d.signView(who))
}

func (d *Desk) printSign(ctx context.Context, who route.Caller, in *route.RecordAct[signPrint]) (*route.Out[PrintedView], error) {
	s, err := route.Within(ctx, d.cfg.Upkeep.Read().Signs(), reach(who), in.ID, "sign")
	if err != nil {
		return nil, err
	}
	doc, err := d.cfg.Upkeep.PrintSign(ctx, actor(who), s.ID, in.Body.Label)
	if err != nil {
		return nil, err
	}
	return &route.Out[PrintedView]{Body: PrintedView{Document: doc.ID.String(), Number: doc.Number}}, nil
}

// SignCoverView is how far signs cover the cameras of a system (K23).
type SignCoverView struct {
	Cameras   int                `json:"cameras"`
	Covered   int                `json:"covered"`
	Uncovered []shiheng.CameraID `json:"uncoveredIds" nullable:"false" doc:"At most 500"`
}

// coverPages bounds how many cameras and signs of one system are looked at.
const coverPages = 20

func (d *Desk) signCover(ctx context.Context, who route.Caller, in *systemPath) (*route.Out[SignCoverView], error) {
	if err := d.within(ctx, scope(who), in.ID); err != nil {
		return nil, err
	}
	var cameras []shiheng.CameraID
	var signs []upkeep.Sign
	all := registry.Scope{All: true}
	for next, n := "", 0; n < coverPages; n++ {
		got, err := d.cfg.Cameras.Cameras(ctx, registry.CameraFilter{Scope: all, System: in.ID}, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return nil, err
		}
		for _, c := range got.Items {
			cameras = append(cameras, c.ID)
		}
		if next = got.Next; next == "" {
			break
		}
	}
	for next, n := "", 0; n < coverPages; n++ {
		got, err := d.cfg.Upkeep.Read().Signs().List(ctx, registry.RecordFilter{Scope: all, System: in.ID}, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return nil, err
		}
		signs = append(signs, got.Items...)
		if next = got.Next; next == "" {
			break
		}
	}
	bare := upkeep.Uncovered(cameras, signs, d.cfg.Upkeep.Today())
	v := SignCoverView{Cameras: len(cameras), Covered: len(cameras) - len(bare), Uncovered: append([]shiheng.CameraID{}, bare[:min(500, len(bare))]...)}
	return &route.Out[SignCoverView]{Body: v}, nil
}

// ObstructionView is something that stands in the way of a camera.
type ObstructionView struct {
	ETag string `json:"etag"`
	upkeep.Obstruction
	Overdue bool      `json:"overdue" doc:"Whoever obstructs let the day pass: W168/36(6), against it"`
	Can     route.Can `json:"can"`
}

type obstructionBody struct{ upkeep.ObstructionEdit }

func (d *Desk) obstructionView(who route.Caller) func(upkeep.Obstruction) ObstructionView {
	return func(o upkeep.Obstruction) ObstructionView {
		rules := map[string]error{"tell": nil, "clear": nil}
		if o.State == upkeep.Cleared {
			done := shiheng.Conflict("obstruction.cleared")
			rules = map[string]error{"tell": done, "clear": done}
		}
		return ObstructionView{ETag: route.ETag(o.Version), Obstruction: o, Overdue: o.Overdue(d.cfg.Upkeep.Today()), Can: canOf(who, rules)}
	}
}

// canOf is can, but for telling whoever obstructs, which is the organ's.
func canOf(who route.Caller, rules map[string]error) route.Can {
	c := can(who, rules)
	c["tell"] = who.Barred(access.TellObstructors, rules)["tell"]
	return c
}

func (d *Desk) obstructions(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[ObstructionView]], error) {
	return list(ctx, who, in, d.cfg.Upkeep.Read().Obstructions(), d.obstructionView(who))
}

func (d *Desk) obstruction(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[ObstructionView], error) {
	o, err := route.Within(ctx, d.cfg.Upkeep.Read().Obstructions(), scope(who), in.ID, "obstruction")
	return out(o, err, d.obstructionView(who))
}

func (d *Desk) makeObstruction(ctx context.Context, who route.Caller, in *route.In[obstructionBody]) (*route.Out[ObstructionView], error) {
	if err := d.camera(ctx, who.Rights.Over(access.ReportFindings), in.Body.Camera); err != nil {
		return nil, err
	}
	o, err := d.cfg.Upkeep.ReportObstruction(ctx, actor(who), in.Body.ObstructionEdit)
	return out(o, err, d.obstructionView(who))
}

func (d *Desk) tellObstruction(ctx context.Context, who route.Caller, in *route.RecordAct[upkeep.Telling]) (*route.Out[ObstructionView], error) {
	o, err := route.Within(ctx, d.cfg.Upkeep.Read().Obstructions(), who.Rights.Over(access.TellObstructors), in.ID, "obstruction")
	if err == nil {
		o, err = d.cfg.Upkeep.TellObstruction(ctx, actor(who), o.ID, in.Body)
	}
	return out(o, err, d.obstructionView(who))
}

func (d *Desk) clearObstruction(ctx context.Context, who route.Caller, in *route.RecordAct[upkeep.Clearing]) (*route.Out[ObstructionView], error) {
	o, err := route.Within(ctx, d.cfg.Upkeep.Read().Obstructions(), reach(who), in.ID, "obstruction")
	if err == nil {
		o, err = d.cfg.Upkeep.ClearObstruction(ctx, actor(who), o.ID, in.Body)
	}
	return out(o, err, d.obstructionView(who))
}
