package api

import (
	"shiheng.internal/api/agenda"
	"shiheng.internal/api/archive"
	"shiheng.internal/api/binders"
	"shiheng.internal/api/catalogue"
	"shiheng.internal/api/citizen"
	"shiheng.internal/api/control"
	"shiheng.internal/api/desk"
	"shiheng.internal/api/evidence"
	"shiheng.internal/api/forward"
	"shiheng.internal/api/lawbook"
	"shiheng.internal/api/official"
	"shiheng.internal/api/oversight"
	"shiheng.internal/api/papers"
	"shiheng.internal/api/plans"
	"shiheng.internal/api/record"
	"shiheng.internal/api/retention"
	"shiheng.internal/api/rights"
	"shiheng.internal/api/route"
	"shiheng.internal/api/second"
	"shiheng.internal/api/units"
	"shiheng.internal/api/upkeep"
	"shiheng.internal/api/works"
)

// An area registers the operations of one room's desk.
type area interface{ Operations(t *route.Table) }

// Areas are the desks of the areas of the API, one each.
type Areas struct {
	Papers    *papers.Desk
	Lawbook   *lawbook.Desk
	Catalogue *catalogue.Desk
	Plans     *plans.Desk
	Binders   *binders.Desk
	Upkeep    *upkeep.Desk
	Works     *works.Desk
	Archive   *archive.Desk
	Units     *units.Desk
	Agenda    *agenda.Desk
	Rights    *rights.Desk
	Official  *official.Desk
	Evidence  *evidence.Desk
	Second    *second.Desk
	Retention *retention.Desk
	Citizen   *citizen.Desk
	Forward   *forward.Desk
	Control   *control.Desk
	Oversight *oversight.Desk
	Desk      *desk.Desk
	Record    *record.Desk
}

// blank are desks with nothing behind them: enough to describe the API.
func blank() Areas {
	return Areas{
		Papers:    papers.New(papers.Config{}),
		Lawbook:   lawbook.New(lawbook.Config{}),
		Catalogue: catalogue.New(catalogue.Config{}),
		Plans:     plans.New(plans.Config{}),
		Binders:   binders.New(binders.Config{}),
		Upkeep:    upkeep.New(upkeep.Config{}),
		Works:     works.New(works.Config{}),
		Archive:   archive.New(archive.Config{}),
		Units:     units.New(units.Config{}),
		Agenda:    agenda.New(agenda.Config{}),
		Rights:    rights.New(rights.Config{}),
		Official:  official.New(official.Config{}),
		Evidence:  evidence.New(evidence.Config{}),
		Second:    second.New(second.Config{}),
		Retention: retention.New(retention.Config{}),
		Citizen:   citizen.New(citizen.Config{}),
		Forward:   forward.New(forward.Config{}),
		Control:   control.New(control.Config{}),
		Oversight: oversight.New(oversight.Config{}),
		Desk:      desk.New(desk.Config{}),
		Record:    record.New(record.Config{}),
	}
}

// each lists the areas in the order they are described.
func (a Areas) each() []area {
	return []area{
		a.Papers,
		a.Lawbook,
		a.Catalogue,
		a.Plans,
		a.Binders,
		a.Upkeep,
		a.Works,
		a.Archive,
		a.Units,
		a.Agenda,
		a.Rights,
		a.Official, a.Evidence, a.Second, a.Retention,
		a.Citizen,
		a.Forward, a.Control,
		a.Oversight,
		a.Desk,
		a.Record,
	}
}
