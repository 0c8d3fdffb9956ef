package app

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api"
	archiveapi "shiheng.internal/api/archive"
	bindersapi "shiheng.internal/api/binders"
	catalogueapi "shiheng.internal/api/catalogue"
	evidenceapi "shiheng.internal/api/evidence"
	"shiheng.internal/api/lawbook"
	oversightapi "shiheng.internal/api/oversight"
	papersapi "shiheng.internal/api/papers"
	plansapi "shiheng.internal/api/plans"
	"shiheng.internal/api/record"
	"shiheng.internal/api/rights"
	"shiheng.internal/api/route"
	"shiheng.internal/api/units"
	upkeepapi "shiheng.internal/api/upkeep"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/access/personal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/plan"
	"shiheng.internal/civic/works/upkeep"
)

// areas makes the desks of the areas of the API.
func (h *House) areas() api.Areas {
	register := h.registry.Read()
	life, owed := h.worksDesk(), h.agendaDesk()
	planned := plansapi.New(plansapi.Config{Plans: h.plans, Ground: register, Cameras: register})
	kept := upkeepapi.New(upkeepapi.Config{Upkeep: h.upkeep, Systems: register, Cameras: register})
	joined := catalogueapi.New(catalogueapi.Config{Catalogue: h.catalogue, Systems: register, Cameras: register})
	counter, front, looks, held := h.officialDesk(), h.frontDesk(), h.citizenDesk(), h.evidenceDesk()
	reads := func(by func(ctx context.Context, who route.Caller, kind, id string) error, kind string) papersapi.Reader {
		return func(ctx context.Context, who route.Caller, id string) error { return by(ctx, who, kind, id) }
	}
	readers := map[string]papersapi.Reader{
		"finding":             h.readsFinding,
		"plan":                reads(planned.Reads, "plan"),
		"responsibility":      reads(planned.Reads, "responsibility"),
		"project":             reads(planned.Reads, "project"),
		"certificate":         reads(planned.Reads, "certificate"),
		"conference":          reads(planned.Reads, "conference"),
		"interface-test":      reads(joined.Reads, "interface-test"),
		"connection":          reads(joined.Reads, "connection"),
		"sign":                reads(kept.Reads, "sign"),
		plan.GapSubject:       reads(planned.Reads, plan.GapSubject),
		upkeep.UpgradeSubject: reads(kept.Reads, upkeep.UpgradeSubject),
		"obstruction":         reads(kept.Reads, "obstruction"),
		"upgrade":             reads(kept.Reads, "upgrade"),
		"neighbour":           reads(kept.Reads, "neighbour"),
		"system":              papersapi.Reader(bindersapi.Reads(register)),
		"place":               owed.MayRead(agenda.Place), "organisation": owed.MayRead(agenda.Organisation),
		"duty-proof":      owed.MayReadProof,
		"official":        reads(counter.Reads, "official"),
		"official-letter": reads(counter.Reads, "official-letter"), "official-book": reads(counter.Reads, "official-book"),
		"suspicion": reads(counter.Reads, "suspicion"),
		"citizen":   reads(looks.Reads, "citizen"), citizen.BookSubject: reads(looks.Reads, citizen.BookSubject),
		book.Subject:     front.Reads,
		personal.Subject: front.ReadsPersonal, evidenceapi.Subject: held.Reads, evidenceapi.ExportSubject: held.ReadsExport,
	}
	archived := archiveapi.New(archiveapi.Config{
		Archive: h.archive, Registry: h.registry, Access: h.access, Jobs: h.jobs, Live: h.liveWord,
		Changed: h.directory.Changed, Now: time.Now,
	})
	for _, more := range []map[string]func(context.Context, route.Caller, string) error{archived.Readers(), life.Readers()} {
		for kind, may := range more {
			readers[kind] = may
		}
	}
	return api.Areas{
		Papers: papersapi.New(papersapi.Config{
			Papers: h.papers, Audit: h.audit, Now: time.Now,
			Readers: readers,
			Named:   map[papers.Kind]papersapi.Reader{papers.ForbiddenRecord: h.readsFinders},
		}),
		Archive:   archived,
		Lawbook:   lawbook.New(lawbook.Config{Law: h.law, Now: time.Now}),
		Catalogue: joined,
		Plans:     planned,
		Binders:   bindersapi.New(bindersapi.Config{Binders: h.binders, Systems: register}),
		Upkeep:    kept,
		Works:     life,
		Units:     units.New(units.Config{Party: h.party, Changed: h.access.CamerasChanged}),
		Agenda:    owed,
		Rights:    rights.New(rights.Config{Identity: h.identity, Now: time.Now}),
		Official:  counter,
		Evidence:  held, Second: h.secondDesk(),
		Retention: h.retentionDesk(),
		Citizen:   looks,
		Forward:   h.forwardDesk(), Control: h.controlDesk(),
		Desk:      front,
		Record:    record.New(record.Config{Log: h.acts, Witnesses: h.cosigning, Watch: h.watcher.Watch, Audit: h.audit, Now: time.Now}),
		Oversight: oversightapi.New(oversightapi.Config{Oversight: h.oversight, Cameras: register, Name: h.called}),
	}
}

// readsFinding lets those read what is attached to a finding who may read it.
func (h *House) readsFinding(ctx context.Context, who route.Caller, text string) error {
	return h.findsWithin(ctx, who.Rights.Over(access.ReadFindings), text)
}

// readsFinders lets those read who reported a finding who may close it. The
// unit that was reported is not among them.
func (h *House) readsFinders(ctx context.Context, who route.Caller, text string) error {
	return h.findsWithin(ctx, who.Rights.Over(access.CloseFindings), text)
}

func (h *House) findsWithin(ctx context.Context, scope registry.Scope, text string) error {
	if scope.All {
		return nil
	}
	id, err := shiheng.ParseID[registry.FindingID](text)
	if err != nil {
		return shiheng.NotFound("finding.none", "finding", text)
	}
	got, err := h.registry.Read().Findings(ctx, registry.FindingFilter{Scope: scope, ID: id}, audit.Paging{Limit: 1})
	if err == nil && len(got.Items) == 0 {
		err = shiheng.NotFound("finding.none", "finding", text)
	}
	return err
}
