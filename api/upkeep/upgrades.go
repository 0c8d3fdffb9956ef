package upkeep

import (
	"context"
	"strings"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/upkeep"
)

// UpgradeView is the assessment of a system, and what is done about it.
type UpgradeView struct {
	ETag string `json:"etag"`
	upkeep.Upgrade
	Open    []string  `json:"open" nullable:"false" doc:"Codes of demands that are not met"`
	Overdue bool      `json:"overdue"`
	Can     route.Can `json:"can"`
}

type upgradeBody struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	upkeep.UpgradeEdit
}

type upgradeDone struct {
	Result string                `json:"result" minLength:"1" maxLength:"1000"`
	Proof  []papers.AttachmentID `json:"proofIds" nullable:"false" maxItems:"20"`
}

func (d *Desk) upgradeView(who route.Caller) func(upkeep.Upgrade) UpgradeView {
	return func(u upkeep.Upgrade) UpgradeView {
		rules := map[string]error{"change": nil, "finish": nil}
		if u.State == upkeep.Done {
			rules["change"] = shiheng.Conflict("upgrade.done")
		}
		if u.State != upkeep.Planned {
			rules["finish"] = shiheng.Conflict("upgrade.not-planned")
		}
		return UpgradeView{
			ETag: route.ETag(u.Version), Upgrade: u, Open: append([]string{}, u.Open()...),
			Overdue: u.State == upkeep.Planned && u.Till.Before(d.cfg.Upkeep.Today()), Can: can(who, rules),
		}
	}
}

func (d *Desk) demands(context.Context, route.Caller, *route.None) (*route.Out[route.Page[upkeep.Demand]], error) {
	return route.PageOf(upkeep.Demands(), "", func(x upkeep.Demand) upkeep.Demand { return x }), nil
}

func (d *Desk) upgrades(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[UpgradeView]], error) {
	return list(ctx, who, in, d.cfg.Upkeep.Read().Upgrades(), d.upgradeView(who))
}

func (d *Desk) upgrade(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[UpgradeView], error) {
	u, err := route.Within(ctx, d.cfg.Upkeep.Read().Upgrades(), scope(who), in.ID, "upgrade")
	return out(u, err, d.upgradeView(who))
}

func (d *Desk) makeUpgrade(ctx context.Context, who route.Caller, in *route.In[upgradeBody]) (*route.Out[UpgradeView], error) {
	if err := d.within(ctx, reach(who), in.Body.System); err != nil {
		return nil, err
	}
	u, err := d.cfg.Upkeep.SaveUpgrade(ctx, actor(who), in.Body.System, upkeep.UpgradeID{}, 0, in.Body.UpgradeEdit)
	return out(u, err, d.upgradeView(who))
}

func (d *Desk) changeUpgrade(ctx context.Context, who route.Caller, in *route.RecordPatch[upgradeBody]) (*route.Out[UpgradeView], error) {
	u, version, err := changed(ctx, who, d.cfg.Upkeep.Read().Upgrades(), in.ID, "upgrade", in.Matched)
	if err == nil {
		u, err = d.cfg.Upkeep.SaveUpgrade(ctx, actor(who), u.System, u.ID, version, in.Body.UpgradeEdit)
	}
	return out(u, err, d.upgradeView(who))
}

func (d *Desk) finishUpgrade(ctx context.Context, who route.Caller, in *route.RecordAct[upgradeDone]) (*route.Out[UpgradeView], error) {
	u, err := route.Within(ctx, d.cfg.Upkeep.Read().Upgrades(), reach(who), in.ID, "upgrade")
	if err == nil {
		u, err = d.cfg.Upkeep.FinishUpgrade(ctx, actor(who), u.ID, in.Body.Result, in.Body.Proof)
	}
	return out(u, err, d.upgradeView(who))
}

// UpgradeProgress is how far a department's systems have come.
type UpgradeProgress struct {
	Department string `json:"department"`
	Assessed   int    `json:"assessed"`
	UpToDate   int    `json:"upToDate"`
	Gaps       int    `json:"gaps"`
	Planned    int    `json:"planned"`
	Closed     int    `json:"closed"`
	Overdue    int    `json:"overdue"`
}

// progressPages bounds how many upgrades are counted.
const progressPages = 40

func (d *Desk) progress(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[route.Page[UpgradeProgress]], error) {
	var all []upkeep.Upgrade
	for next, n := "", 0; n < progressPages; n++ {
		got, err := d.cfg.Upkeep.Read().Upgrades().List(ctx, registry.RecordFilter{Scope: scope(who)}, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return nil, err
		}
		all = append(all, got.Items...)
		if next = got.Next; next == "" {
			break
		}
	}
	return route.PageOf(upkeep.ByDepartment(all, d.cfg.Upkeep.Today()), "", func(p upkeep.Progress) UpgradeProgress { return UpgradeProgress(p) }), nil
}

func (d *Desk) issueUpgrades(ctx context.Context, who route.Caller, in *route.In[route.AreaBody]) (*route.Out[route.ListDocument], error) {
	area, err := registry.ParseArea(in.Body.Area)
	if err != nil {
		return nil, err
	}
	doc, err := d.cfg.Upkeep.IssueUpgrades(ctx, actor(who), scope(who), area)
	return route.Issued(doc, err)
}

// NeighbourView is a neighbour and its consent.
type NeighbourView struct {
	ETag string `json:"etag"`
	upkeep.Neighbour
	Can route.Can `json:"can"`
}

type neighbourBody struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	upkeep.NeighbourEdit
}

type systemPath struct {
	ID shiheng.SystemID `path:"id" format:"uuid"`
}

func neighbourView(who route.Caller) func(upkeep.Neighbour) NeighbourView {
	return func(n upkeep.Neighbour) NeighbourView {
		rules := map[string]error{"change": nil, "ask": nil, "answer": nil}
		if n.State != upkeep.ToAsk {
			asked := shiheng.Conflict("neighbour.asked")
			rules["change"], rules["ask"] = asked, asked
		}
		return NeighbourView{ETag: route.ETag(n.Version), Neighbour: n, Can: can(who, rules)}
	}
}

func (d *Desk) neighbours(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[NeighbourView]], error) {
	return list(ctx, who, in, d.cfg.Upkeep.Read().Neighbours(), neighbourView(who))
}

func (d *Desk) neighbour(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[NeighbourView], error) {
	n, err := route.Within(ctx, d.cfg.Upkeep.Read().Neighbours(), scope(who), in.ID, "neighbour")
	return out(n, err, neighbourView(who))
}

func (d *Desk) makeNeighbour(ctx context.Context, who route.Caller, in *route.In[neighbourBody]) (*route.Out[NeighbourView], error) {
	if err := d.within(ctx, reach(who), in.Body.System); err != nil {
		return nil, err
	}
	n, err := d.cfg.Upkeep.SaveNeighbour(ctx, actor(who), in.Body.System, upkeep.NeighbourID{}, 0, in.Body.NeighbourEdit)
	return out(n, err, neighbourView(who))
}

func (d *Desk) changeNeighbour(ctx context.Context, who route.Caller, in *route.RecordPatch[neighbourBody]) (*route.Out[NeighbourView], error) {
	n, version, err := changed(ctx, who, d.cfg.Upkeep.Read().Neighbours(), in.ID, "neighbour", in.Matched)
	if err == nil {
		n, err = d.cfg.Upkeep.SaveNeighbour(ctx, actor(who), n.System, n.ID, version, in.Body.NeighbourEdit)
	}
	return out(n, err, neighbourView(who))
}

func (d *Desk) askNeighbour(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[NeighbourView], error) {
	n, err := route.Within(ctx, d.cfg.Upkeep.Read().Neighbours(), reach(who), in.ID, "neighbour")
	if err == nil {
		n, err = d.cfg.Upkeep.AskNeighbour(ctx, actor(who), n.ID)
	}
	return out(n, err, neighbourView(who))
}

func (d *Desk) answerNeighbour(ctx context.Context, who route.Caller, in *route.RecordAct[upkeep.NeighbourAnswer]) (*route.Out[NeighbourView], error) {
	n, err := route.Within(ctx, d.cfg.Upkeep.Read().Neighbours(), reach(who), in.ID, "neighbour")
	if err == nil {
		n, err = d.cfg.Upkeep.AnswerNeighbour(ctx, actor(who), n.ID, in.Body)
	}
	return out(n, err, neighbourView(who))
}

// ConsentView says whether a system may be installed as far as its neighbours go.
type ConsentView struct {
	Consented bool   `json:"consented"`
	Reason    string `json:"reason" doc:"Code and article of what is missing, empty when nothing is"`
}

func (d *Desk) consent(ctx context.Context, who route.Caller, in *systemPath) (*route.Out[ConsentView], error) {
	if err := d.within(ctx, scope(who), in.ID); err != nil {
		return nil, err
	}
	err := d.cfg.Upkeep.Consented(ctx, in.ID)
	why := route.Why(err)
	if strings.HasPrefix(why, "internal") {
		return nil, err
	}
	return &route.Out[ConsentView]{Body: ConsentView{Consented: err == nil, Reason: why}}, nil
}

// SoundView is whether the sound of a camera is kept.
type SoundView struct {
	upkeep.Sound
	Name string    `json:"name" doc:"Of the camera"`
	Kept bool      `json:"kept" doc:"On, and its day is not past"`
	Can  route.Can `json:"can"`
}

type soundPut struct {
	ID   shiheng.CameraID `path:"id" format:"uuid"`
	Body soundBody
}

type soundBody struct{ upkeep.SoundEdit }

func (d *Desk) soundView(ctx context.Context, who route.Caller) func(upkeep.Sound) SoundView {
	return func(s upkeep.Sound) SoundView {
		v := SoundView{Sound: s, Kept: s.Kept(d.cfg.Upkeep.Today()), Can: can(who, map[string]error{"switch": nil})}
		if got, err := d.cfg.Cameras.Linked(ctx, s.Camera); err == nil && len(got) > 0 {
			v.Name = got[0].Name
		}
		return v
	}
}

func (d *Desk) sounds(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[SoundView]], error) {
	return list(ctx, who, in, d.cfg.Upkeep.Read().Sounds(), d.soundView(ctx, who))
}

func (d *Desk) switchSound(ctx context.Context, who route.Caller, in *soundPut) (*route.Out[SoundView], error) {
	if err := d.camera(ctx, reach(who), in.ID); err != nil {
		return nil, err
	}
	s, err := d.cfg.Upkeep.SwitchSound(ctx, actor(who), in.ID, in.Body.SoundEdit)
	return out(s, err, d.soundView(ctx, who))
}

// SecrecyView is whether a system is marked as secret.
type SecrecyView struct {
	upkeep.Secrecy
	Can route.Can `json:"can"`
}

type secrecyPut struct {
	ID   shiheng.SystemID `path:"id" format:"uuid"`
	Body struct {
		Secret bool   `json:"secret"`
		Level  string `json:"level,omitempty" enum:"secret,confidential,top-secret" doc:"Left out: the lowest"`
		Basis  string `json:"basis" maxLength:"500"`
	}
}

func secrecyView(who route.Caller) func(upkeep.Secrecy) SecrecyView {
	return func(s upkeep.Secrecy) SecrecyView {
		return SecrecyView{Secrecy: s, Can: can(who, map[string]error{"mark": nil})}
	}
}

func (d *Desk) secrecies(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[SecrecyView]], error) {
	return list(ctx, who, in, d.cfg.Upkeep.Read().Secrecies(), secrecyView(who))
}

func (d *Desk) markSecret(ctx context.Context, who route.Caller, in *secrecyPut) (*route.Out[SecrecyView], error) {
	if err := d.within(ctx, reach(who), in.ID); err != nil {
		return nil, err
	}
	grade := registry.Unmarked
	if in.Body.Secret {
		given, _ := registry.ParseGrade(in.Body.Level)
		grade = max(given, registry.Secret)
	}
	s, err := d.cfg.Upkeep.MarkSecret(ctx, actor(who), in.ID, grade, in.Body.Basis)
	return out(s, err, secrecyView(who))
}
