package works

import (
	"context"
	"errors"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works"
)

// Config is what the area stands in front of. All fields are required.
type Config struct {
	Works    *works.Service
	Registry *registry.Service
	Access   *access.Service
	// Changed tells the machine wing and the grants that a system or camera
	// changed.
	Changed func()
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes the desk. Nothing of cfg is used before the first request.
func New(cfg Config) *Desk { return &Desk{cfg} }

// The rules of the area.
var ( //nolint:gochecknoglobals // read-only
	read      = route.Duty(access.ReadWorks)
	manage    = route.Duty(access.ManageWorks)
	supervise = route.Duty(access.SuperviseWorks)
)

// Operations registers the operations of the area.
//
//house:long a flat list
func (d *Desk) Operations(t *route.Table) {
	route.Add(t, "GET", "/systems/{id}/life", read, "Where a system stands in its life, and what may come next", d.life)
	route.Add(t, "GET", "/systems/{id}/timeline", read, "What happened to a system", d.timeline)
	route.Add(t, "POST", "/systems/{id}/move", manage, "Take a system a step on in its life", d.step)
	route.Add(t, "POST", "/systems/{id}/give-up", manage, "Remove a system for which no fact asks for a report", d.giveUp)
	route.Add(t, "POST", "/works/existing", manage, "Enter a system that stands already", d.enter)

	route.Add(t, "GET", "/works/acceptances", read, "Acceptances", d.acceptances)
	route.Add(t, "POST", "/works/acceptances", manage, "Arrange an acceptance, or the re-check", d.openAcceptance)
	route.Add(t, "GET", "/works/acceptances/{id}", read, "One acceptance", d.acceptance)
	route.Add(t, "PUT", "/works/acceptances/{id}", manage, "Write on an open acceptance", d.saveAcceptance)
	route.Add(t, "POST", "/works/acceptances/{id}/measure", manage, "Have the running system measure itself", d.measure)
	route.Add(t, "POST", "/works/acceptances/{id}/conclude", manage, "Conclude an acceptance", d.conclude)

	route.Add(t, "GET", "/works/filings", read, "Filings", d.filings)
	route.Add(t, "POST", "/works/filings", manage, "Submit a filing", d.file)
	route.Add(t, "GET", "/works/filings/{id}", read, "One filing", d.filing)
	route.Add(t, "POST", "/works/filings/{id}/resubmit", manage, "Hand in again what was returned", d.resubmit)
	route.Add(t, "POST", "/works/filings/{id}/return", supervise, "Return a filing for correction", d.returnFiling)
	route.Add(t, "POST", "/works/filings/{id}/receive", supervise, "Receive a filing; no approval", d.receiveFiling)

	route.Add(t, "GET", "/works/removals", read, "Reports of removal", d.removals)
	route.Add(t, "POST", "/works/removals", manage, "Report a removal or relocation", d.report)
	route.Add(t, "GET", "/works/removals/{id}", read, "One report", d.removal)
	route.Add(t, "POST", "/works/removals/{id}/acknowledge", supervise, "Acknowledge a report; no approval", d.acknowledge)
	route.Add(t, "POST", "/works/removals/{id}/execute", manage, "Record that the devices were taken down", d.execute)
	route.Add(t, "POST", "/works/removals/{id}/verify", manage, "Verify a removal; the register follows", d.verify)
	route.Add(t, "POST", "/works/removals/{id}/withdraw", manage, "Take a report back", d.withdraw)
	route.Add(t, "POST", "/works/disclosures", manage, "Disclose a removal that danger forced", d.disclose)
	route.Add(t, "POST", "/cameras/{id}/lost", manage, "A camera was stolen or destroyed", d.lose)
	route.Add(t, "POST", "/cameras/{id}/found-removed", route.Duty(access.ReportFindings), "A camera is gone and nobody reported it", d.foundRemoved)

	route.Add(t, "GET", "/works/changes", read, "Changes of position, function, direction", d.changes)
	route.Add(t, "POST", "/works/changes", manage, "Ask for a change, or record a maintenance", d.requestChange)
	route.Add(t, "GET", "/works/changes/{id}", read, "One change", d.change)
	route.Add(t, "POST", "/works/changes/{id}/decide", manage, "Approve a change, or not", d.decide)
	route.Add(t, "POST", "/works/changes/{id}/execute", manage, "Record that a change was carried out", d.executeChange)
	route.Add(t, "POST", "/works/changes/{id}/verify", manage, "Verify a change", d.verifyChange)

	route.Add(t, "GET", "/works/outages", read, "Interruptions", d.outages)
	route.Add(t, "POST", "/works/outages", manage, "Record an interruption", d.interrupt)
	route.Add(t, "GET", "/works/outages/{id}", read, "One interruption", d.outage)
	route.Add(t, "POST", "/works/outages/{id}/restore", manage, "End an interruption", d.restore)

	route.Add(t, "GET", "/works/todos", read, "What is still owed", d.todos)
	route.Add(t, "POST", "/works/todos/{id}/done", manage, "Something owed was done", d.doTodo)
}

// scope is what the caller may read of the area: for who reads the record,
// everything.
func scope(who route.Caller) registry.Scope { return who.Rights.Over(access.ReadWorks) }

// sees returns a system when the caller may read of it here, ErrNotFound
// otherwise.
func (d *Desk) sees(ctx context.Context, who route.Caller, id shiheng.SystemID) (registry.VideoSystem, error) {
	return registry.SystemIn(ctx, d.cfg.Registry.Read(), scope(who), id)
}

// acts returns a system when the caller may do the duty on it. One he knows
// and that his duty does not reach is refused and on record.
func (d *Desk) acts(ctx context.Context, who route.Caller, duty access.Duty, id shiheng.SystemID) (registry.VideoSystem, error) {
	return d.cfg.Access.AuthorizeSystem(ctx, who.Principal, duty, id)
}

// A bearing is what the caller may do on the systems at hand: the same that
// acts asks, with nothing put on record.
type bearing struct {
	who route.Caller
	may map[access.Duty]map[shiheng.SystemID]access.Reason
}

// bearing asks for the duties of the area on some systems at once.
func (d *Desk) bearing(ctx context.Context, who route.Caller, systems ...shiheng.SystemID) (bearing, error) {
	b := bearing{who: who, may: map[access.Duty]map[shiheng.SystemID]access.Reason{}}
	for _, duty := range []access.Duty{access.ManageWorks, access.SuperviseWorks} {
		may, err := d.cfg.Access.MayOn(ctx, who.Rights, duty, systems...)
		if err != nil {
			return b, err
		}
		b.may[duty] = may
	}
	return b, nil
}

// on says why a duty may not be done on a system, the zero Reason when it may.
func (b bearing) on(duty access.Duty, system shiheng.SystemID) access.Reason {
	return b.may[duty][system]
}

// Readers says, for each kind of record of this area, who may read what hangs
// on one: its documents and attachments.
func (d *Desk) Readers() map[string]func(context.Context, route.Caller, string) error {
	return map[string]func(context.Context, route.Caller, string) error{
		"acceptance": reader(d, func(r works.Store) registry.Records[works.Acceptance] { return r.Acceptances() }),
		"filing":     reader(d, func(r works.Store) registry.Records[works.Filing] { return r.Filings() }),
		"removal":    reader(d, func(r works.Store) registry.Records[works.Removal] { return r.Removals() }),
		"change":     reader(d, func(r works.Store) registry.Records[works.Change] { return r.Changes() }),
		"outage":     reader(d, func(r works.Store) registry.Records[works.Outage] { return r.Outages() }),
	}
}

func reader[T registry.Record](d *Desk, from func(works.Store) registry.Records[T]) func(context.Context, route.Caller, string) error {
	return func(ctx context.Context, who route.Caller, id string) error {
		if err := refused(who.Rights.May(access.ReadWorks)); err != nil {
			return err
		}
		_, err := found(ctx, d, who, from(d.cfg.Works.Read()), id)
		return err
	}
}

func refused(why access.Reason) error {
	if why == (access.Reason{}) {
		return nil
	}
	return shiheng.Forbidden(why.Code).By(why.Article)
}

// why words an error of a rule as a can does: its code and its article.
func why(err error) string {
	if err == nil {
		return ""
	}
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok {
		return "internal"
	}
	return access.Reason{Code: e.Code, Article: e.Article}.String()
}

// both joins a right with a rule: the first that says no speaks.
func both(right access.Reason, rule error) string {
	if right != (access.Reason{}) {
		return right.String()
	}
	return why(rule)
}

// unless is a rule that holds but in one case.
func unless(ok bool, code string) error {
	if ok {
		return nil
	}
	return shiheng.Conflict(code)
}

// recordList narrows a list of records.
type recordList struct {
	route.Paged
	System string `query:"system" maxLength:"36"`
	State  string `query:"state" maxLength:"30"`
	Due    string `query:"due" maxLength:"10" doc:"Due on that day or before, YYYY-MM-DD"`
	Q      string `query:"q" maxLength:"100"`
}
