package binders

import (
	"context"
	"maps"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/binder"
)

// Config is what the desk stands in front of. Both are required to serve;
// neither to describe.
type Config struct {
	Binders *binder.Service
	Systems registry.Systems
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	read, manage := route.Duty(access.ReadUpkeep), route.Duty(access.ManageUpkeep)
	route.Add(t, "GET", "/systems/{id}/binder", read, "The archive of a system", d.binder)
	route.Add(t, "POST", "/systems/{id}/binder/entries", manage, "File a paper", d.file)
	route.Add(t, "PATCH", "/systems/{id}/binder/entries/{entry}", manage, "Correct a paper that is not sealed", d.correct)
	route.Add(t, "POST", "/systems/{id}/binder/seals", manage, "Seal what is not sealed yet", d.seal)
	route.Add(t, "POST", "/systems/{id}/binder/handovers", manage, "Hand the archive over", d.handOver)
	route.Add(t, "POST", "/systems/{id}/binder/technicians", manage, "List a technician", d.listPerson)
	route.Add(t, "PATCH", "/systems/{id}/binder/technicians/{person}", manage, "Correct a technician", d.correctPerson)
	route.Add(t, "POST", "/systems/{id}/binder/index", manage, "Issue the index of the archive", d.index)
}

// BinderView is the archive of a system as it stands.
type BinderView struct {
	System       shiheng.SystemID    `json:"systemId" format:"uuid"`
	Name         string              `json:"name"`
	Completeness binder.Completeness `json:"completeness"`
	Slots        []BinderSlot        `json:"slots" nullable:"false"`
	Seals        []BinderSeal        `json:"seals" nullable:"false"`
	Handovers    []binder.Handover   `json:"handovers" nullable:"false" doc:"The oldest first"`
	Technicians  []BinderPerson      `json:"technicians" nullable:"false"`
	Keeper       string              `json:"keeper" doc:"Who has it now"`
	Whole        bool                `json:"whole" doc:"Every seal fits, and everything sealed is as it was"`
	Can          route.Can           `json:"can" doc:"file, seal, handOver, technician, index; record: of its connection"`
}

// BinderSlot is one of the eighteen parts, with its papers.
type BinderSlot struct {
	binder.Slot
	Mandatory bool          `json:"mandatory"`
	Entries   []BinderEntry `json:"entries" nullable:"false" doc:"The oldest first; what was superseded is among them"`
}

// BinderEntry is one paper.
type BinderEntry struct {
	ETag string `json:"etag"`
	binder.Entry
	Sealed       bool           `json:"sealed"`
	Broken       bool           `json:"broken" doc:"It differs from what was sealed"`
	SupersededBy binder.EntryID `json:"supersededBy,omitzero" format:"uuid"`
	Can          route.Can      `json:"can"`
}

// BinderSeal is one seal, without its list.
type BinderSeal struct {
	ID    binder.SealID  `json:"id" format:"uuid"`
	At    time.Time      `json:"at"`
	By    string         `json:"by"`
	Count int            `json:"count"`
	Hash  shiheng.Digest `json:"hash"`
	Whole bool           `json:"whole" doc:"Its own digest fits its list"`
}

// BinderPerson is one technician.
type BinderPerson struct {
	ETag string `json:"etag"`
	binder.Person
}

type binderPath struct {
	ID shiheng.SystemID `path:"id" format:"uuid"`
}

type entryAdd struct {
	ID   shiheng.SystemID `path:"id" format:"uuid"`
	Body entryBody
}

type entryBody struct{ binder.EntryEdit }

type entryPatch struct {
	route.Matched
	ID    shiheng.SystemID `path:"id" format:"uuid"`
	Entry binder.EntryID   `path:"entry" format:"uuid"`
	Body  entryBody
}

type handoverAdd struct {
	ID   shiheng.SystemID `path:"id" format:"uuid"`
	Body handoverBody
}

type handoverBody struct{ binder.HandoverEdit }

type personAdd struct {
	ID   shiheng.SystemID `path:"id" format:"uuid"`
	Body technicianBody
}

type technicianBody struct{ binder.PersonEdit }

type personPatch struct {
	route.Matched
	ID     shiheng.SystemID `path:"id" format:"uuid"`
	Person binder.PersonID  `path:"person" format:"uuid"`
	Body   technicianBody
}

// filing checks that the system lies within what the caller may manage, and
// says who files.
func (d *Desk) filing(ctx context.Context, who route.Caller, id shiheng.SystemID) (binder.Filing, error) {
	_, err := registry.SystemIn(ctx, d.cfg.Systems, who.Rights.Over(access.ManageUpkeep), id)
	return binder.Filing{Actor: who.Actor(), Name: who.Account.Name, System: id}, err
}

func (d *Desk) view(who route.Caller, b binder.View) BinderView {
	out := BinderView{
		System: b.System.ID, Name: b.System.Name, Completeness: b.Completeness, Keeper: b.Keeper(), Whole: b.Whole && len(b.Broken) == 0,
		Slots: []BinderSlot{}, Seals: []BinderSeal{}, Handovers: b.Handovers, Technicians: []BinderPerson{},
	}
	broken := map[binder.EntryID]bool{}
	for _, id := range b.Broken {
		broken[id] = true
	}
	open := 0
	for _, s := range binder.Slots() {
		slot := BinderSlot{Slot: s, Mandatory: s.Need.Binds(b.Facts), Entries: []BinderEntry{}}
		for _, e := range b.Entries {
			if e.Slot != s.Code {
				continue
			}
			rules := map[string]error{"correct": nil}
			if b.Sealed[e.ID] {
				rules["correct"] = shiheng.Forbidden("binder.sealed").By("W168/16")
			} else {
				open++
			}
			slot.Entries = append(slot.Entries, BinderEntry{
				ETag: route.ETag(e.Version), Entry: e, Sealed: b.Sealed[e.ID], Broken: broken[e.ID], SupersededBy: b.Superseded[e.ID],
				Can: who.Barred(access.ManageUpkeep, rules),
			})
		}
		out.Slots = append(out.Slots, slot)
	}
	for _, s := range b.Seals {
		_, whole := s.Broken(b.Entries)
		out.Seals = append(out.Seals, BinderSeal{ID: s.ID, At: s.CreatedAt, By: s.By, Count: len(s.Entries), Hash: s.Hash, Whole: whole})
	}
	for _, p := range b.Persons {
		out.Technicians = append(out.Technicians, BinderPerson{ETag: route.ETag(p.Version), Person: p})
	}
	if out.Handovers == nil {
		out.Handovers = []binder.Handover{}
	}
	rules := map[string]error{"file": nil, "seal": nil, "handOver": nil, "technician": nil, "index": nil}
	if open == 0 {
		rules["seal"] = shiheng.Invalid("binder.nothing-to-seal").By("W168/16")
	}
	out.Can = who.Barred(access.ManageUpkeep, rules)
	maps.Copy(out.Can, who.Can(access.TestInterface, "record"))
	return out
}

func (d *Desk) answer(ctx context.Context, who route.Caller, id shiheng.SystemID, err error) (*route.Out[BinderView], error) {
	if err != nil {
		return nil, err
	}
	b, err := d.cfg.Binders.Binder(ctx, id)
	if err != nil {
		return nil, err
	}
	return &route.Out[BinderView]{Body: d.view(who, b)}, nil
}

func (d *Desk) binder(ctx context.Context, who route.Caller, in *binderPath) (*route.Out[BinderView], error) {
	_, err := registry.SystemIn(ctx, d.cfg.Systems, who.Rights.Over(access.ReadUpkeep), in.ID)
	return d.answer(ctx, who, in.ID, err)
}

func (d *Desk) file(ctx context.Context, who route.Caller, in *entryAdd) (*route.Out[BinderView], error) {
	f, err := d.filing(ctx, who, in.ID)
	if err == nil {
		_, err = d.cfg.Binders.SaveEntry(ctx, f, binder.EntryID{}, 0, in.Body.EntryEdit)
	}
	return d.answer(ctx, who, in.ID, err)
}

func (d *Desk) correct(ctx context.Context, who route.Caller, in *entryPatch) (*route.Out[BinderView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	f, err := d.filing(ctx, who, in.ID)
	if err == nil {
		_, err = d.cfg.Binders.SaveEntry(ctx, f, in.Entry, version, in.Body.EntryEdit)
	}
	return d.answer(ctx, who, in.ID, err)
}

func (d *Desk) seal(ctx context.Context, who route.Caller, in *binderPath) (*route.Out[BinderView], error) {
	f, err := d.filing(ctx, who, in.ID)
	if err == nil {
		_, err = d.cfg.Binders.SealBinder(ctx, f)
	}
	return d.answer(ctx, who, in.ID, err)
}

func (d *Desk) handOver(ctx context.Context, who route.Caller, in *handoverAdd) (*route.Out[BinderView], error) {
	f, err := d.filing(ctx, who, in.ID)
	if err == nil {
		_, err = d.cfg.Binders.HandOver(ctx, f, in.Body.HandoverEdit)
	}
	return d.answer(ctx, who, in.ID, err)
}

func (d *Desk) listPerson(ctx context.Context, who route.Caller, in *personAdd) (*route.Out[BinderView], error) {
	f, err := d.filing(ctx, who, in.ID)
	if err == nil {
		_, err = d.cfg.Binders.SavePerson(ctx, f, binder.PersonID{}, 0, in.Body.PersonEdit)
	}
	return d.answer(ctx, who, in.ID, err)
}

func (d *Desk) correctPerson(ctx context.Context, who route.Caller, in *personPatch) (*route.Out[BinderView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	f, err := d.filing(ctx, who, in.ID)
	if err == nil {
		_, err = d.cfg.Binders.SavePerson(ctx, f, in.Person, version, in.Body.PersonEdit)
	}
	return d.answer(ctx, who, in.ID, err)
}

func (d *Desk) index(ctx context.Context, who route.Caller, in *binderPath) (*route.Out[route.ListDocument], error) {
	f, err := d.filing(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	doc, err := d.cfg.Binders.IssueIndex(ctx, f)
	return route.Issued(doc, err)
}

// Reads is who may read what belongs to a system's archive, as the papers ask.
func Reads(systems registry.Systems) func(ctx context.Context, who route.Caller, id string) error {
	return func(ctx context.Context, who route.Caller, id string) error {
		if why := who.Rights.May(access.ReadUpkeep); why != (access.Reason{}) {
			return shiheng.Forbidden(why.Code).By(why.Article)
		}
		system, err := shiheng.ParseID[shiheng.SystemID](id)
		if err == nil {
			_, err = registry.SystemIn(ctx, systems, who.Rights.Over(access.ReadUpkeep), system)
		}
		return err
	}
}
