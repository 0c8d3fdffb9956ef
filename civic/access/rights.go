package access

import (
	"slices"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// Rights are what one account may do at one instant: a value, computed once
// for a request or a list and asked many times.
type Rights struct {
	principal identity.Principal
	held      []holding
	cleared   identity.HeldClearance // for what is secret; zero: not
	now       time.Time
	law       *law.Law
	clauses   *clause.Set
	who       clause.Principal // the account as the clauses see it, made ready once
	plain     clause.Facts     // of a camera alone
	told      *told            // what was answered of cameras alone
}

// A holding is a role held now, with what its target comes to.
type holding struct {
	identity.Assignment
	reach registry.Scope
	units party.Scope // of the registers of organisations and people
}

// acts says which role opens footage for which act. Whoever runs the house and
// whoever reads the record are not in it.
func acts(act shiheng.Act) identity.Role {
	switch act {
	case shiheng.ActLive, shiheng.ActPlayback, shiheng.ActSnapshot:
		return identity.WatchKeeper
	case shiheng.ActTest:
		return identity.Commissioning
	case shiheng.ActExport:
		return identity.CopyOfficer
	}
	return ""
}

// Acts lists the acts that open footage.
func Acts() []shiheng.Act {
	return []shiheng.Act{shiheng.ActLive, shiheng.ActTest, shiheng.ActPlayback, shiheng.ActSnapshot, shiheng.ActExport}
}

// A Duty is something to be done with the house itself, not with footage.
type Duty string

// The duties of the first form.
const (
	ManageAccounts Duty = "account.manage"  // accounts, roles, everybody's sessions, the rules of signing in
	ManageSettings Duty = "settings.manage" // those of the house; the rules of signing in are account.manage
	ReadSettings   Duty = "settings.read"
	ReadRights     Duty = "right.read"      // changes of rights and who holds which
	ConfirmRights  Duty = "right.confirm"   // as the second person
	ReviewRights   Duty = "right.review"    // the quarterly review, and taking note of changes by one person
	ManageRegister Duty = "register.manage" // places, systems, cameras, admission of channels
	ManageDevices  Duty = "device.manage"
	ReadDevices    Duty = "device.read"   // peers, their errors, attempts to open a stream
	ReadBasicInfo  Duty = "basic.read"    // codes and network data: basic information (W168/29)
	ReadRegister   Duty = "register.read" // the tree, as far as one's cameras go
	ReadFindings   Duty = "finding.read"
	ReportFindings Duty = "finding.report"
	ReadAudit      Duty = "audit.read"
	ReadStatus     Duty = "status.read"
	ReadAgenda     Duty = "obligation.read" // what is owed within one's scope, and the indicators
	ReadPapers     Duty = "papers.read"     // every document and attachment, whatever it belongs to
	AddPapers      Duty = "papers.add"      // bring in attachments, of which one's own act will make use
	ManagePapers   Duty = "papers.manage"   // void documents, retire attachments, change templates

	ReadPeople    Duty = "person.read"   // the register of people
	PushSystems   Duty = "system.push"   // remind the parties of a system of what is owed (W168/5, 19)
	CloseFindings Duty = "finding.close" // and see who reported one

	ReadCatalogue   Duty = "catalogue.read"   // the connection catalogue, as far as one's systems go
	ManageCatalogue Duty = "catalogue.manage" // compile and publish it (W168/21/3)
	TestInterface   Duty = "interface.test"   // of one's systems (W168/11)

	ReadPlans       Duty = "plan.read"        // building plans, who must build, projects, certificates, the joint conference
	ManagePlans     Duty = "plan.manage"      // draft them, and put approvals on record
	ReadUpkeep      Duty = "upkeep.read"      // systems' archives, signs, obstructions, upgrades, neighbours, sound
	ManageUpkeep    Duty = "upkeep.manage"    // file, seal, check, switch
	TellObstructors Duty = "obstruction.tell" // the organ's notice (W168/18)

	ReadWorks      Duty = "works.read"       // where systems stand in their life
	ManageWorks    Duty = "works.manage"     // acceptances, filings, reports, changes, outages
	SuperviseWorks Duty = "works.supervise"  // receives and acknowledges; approves nothing
	ManageArchive  Duty = "archive.manage"   // the camera archive: records, sheets in, comparison with devices
	ReviewActs     Duty = "oversight.review" // how people looked at footage: the auditor's alone
	ExportArchive  Duty = "archive.export"   // sheets out, each field as far as one may read it

	ReadOfficials      Duty = "official.read"      // the access register (W168/24)
	RegisterOfficials  Duty = "official.register"  // receive applications, note evidence, secure, open to both officers
	DecideOfficials    Duty = "official.decide"    // grant what has everything, refuse by the missing item, take back
	SuperviseOfficials Duty = "official.supervise" // answer for the unit: refuse though nothing is missing (W168/38)

	ReadRegisterBook Duty = "access-register.read" // every access of all regimes, within one's scope
	ReadFigures      Duty = "access-figures.read"  // what is counted of it, which names nobody
	ReadCitizens     Duty = "citizen.read"         // the registers of citizens who look (W168/25, R799/21)
	AttendCitizens   Duty = "citizen.attend"       // receive them, sit beside them, open footage to them
	DecideCitizens   Duty = "citizen.decide"       // the managing unit's consent (R799/21)
	ManageStations   Duty = "workstation.manage"   // at which citizens look

	ReadPersonal     Duty = "personal.read"     // the rights desk
	RegisterPersonal Duty = "personal.register" // receive applications of persons, and end what was carried out
	DecidePersonal   Duty = "personal.decide"

	ReadForwards Duty = "forward.read" // what was forwarded of one's cameras
	EndForwards  Duty = "forward.end"  // take it back though another forwarded it

	ReadHolds  Duty = "hold.read"  // footage that is kept as evidence (W168/29/2)
	PlaceHolds Duty = "hold.place" // one person is enough; and set another day of review
	LiftHolds  Duty = "hold.lift"  // propose it, or confirm it as the second person

	ReadRetention   Duty = "retention.read"    // how long footage is kept, and the certificates of what went
	ManageRetention Duty = "retention.manage"  // longer purposes of one's cameras
	SetCeiling      Duty = "retention.ceiling" // how long footage of the house stays past its term
	ReadExports     Duty = "evidence.read"     // copies that are handed over (W168/24, R799/16)
	MakeExports     Duty = "evidence.make"     // ask for one, fetch it, note receipt, return and destruction
)

// Duties lists every duty with the roles that have it. It is one table for
// all, and not to be changed.
func Duties() map[Duty][]identity.Role { return duties() }

var duties = sync.OnceValue(allDuties)

func allDuties() map[Duty][]identity.Role {
	admin, keeper, tester, auditor, copier := identity.SystemAdministrator, identity.WatchKeeper,
		identity.Commissioning, identity.Auditor, identity.CopyOfficer
	security := identity.SecurityAdministrator
	police, department, site, forwarder := identity.Supervisor, identity.Department, identity.SiteOperator, identity.ForwardOfficer
	return map[Duty][]identity.Role{
		ManageAccounts: {security},
		ManageSettings: {admin},
		ReadSettings:   {admin, security},
		ReadRights:     {admin, security, auditor},
		ConfirmRights:  {admin, security},
		ReviewRights:   {auditor},
		ManageRegister: {admin},
		ManageDevices:  {admin},
		ReadDevices:    {admin, tester},
		ReadBasicInfo:  {admin, tester},
		ReadRegister:   {admin, keeper, tester, copier, police, department, site, forwarder},
		ReadFindings:   {admin, auditor, police, department, site},
		ReportFindings: {admin, keeper, tester, copier, police, department, site, forwarder},
		ReadAudit:      {auditor},
		ReadAgenda:     {admin, auditor, police, department, site},
		ReadPapers:     {admin},
		AddPapers:      {admin, keeper, tester, copier, police, department, site, forwarder},
		ManagePapers:   {admin},
		ReadStatus:     {admin, security, keeper, tester, auditor, copier, police, department, site, forwarder},
		ReadPeople:     {admin, police, site},
		PushSystems:    {police, department},
		CloseFindings:  {admin, police},

		ReadCatalogue:   {admin, police, department, site, tester},
		ManageCatalogue: {police},
		TestInterface:   {admin, police, site, tester},

		ReadPlans:       {admin, police, department},
		ManagePlans:     {admin, police, department},
		ReadUpkeep:      {admin, police, department, site},
		ManageUpkeep:    {admin, site},
		TellObstructors: {admin, police},
		ReadWorks:       {admin, auditor, police, department, site},
		ManageWorks:     {admin, site},
		SuperviseWorks:  {police},
		ManageArchive:   {admin, site},
		ExportArchive:   {admin, police, site},
		ReviewActs:      {auditor},

		ReadOfficials:      {keeper, auditor, police, site},
		RegisterOfficials:  {keeper, site},
		DecideOfficials:    {keeper, site},
		SuperviseOfficials: {site},

		ReadRegisterBook: {auditor, police, department, site},
		ReadFigures:      {admin, auditor, police, department, site},
		ReadCitizens:     {keeper, auditor, police, site},
		AttendCitizens:   {keeper, site},
		DecideCitizens:   {site},
		ManageStations:   {admin},
		ReadPersonal:     {keeper, auditor, police, site},
		RegisterPersonal: {keeper, site},
		DecidePersonal:   {site},

		ReadForwards:    {auditor, police, site},
		EndForwards:     {police, site},
		ReadHolds:       {keeper, auditor, police, site},
		PlaceHolds:      {keeper, police, site},
		LiftHolds:       {police, site},
		ReadRetention:   {admin, auditor, police, department, site},
		ManageRetention: {police, site}, SetCeiling: {admin},
		ReadExports: {keeper, copier, auditor, police, site}, MakeExports: {keeper, copier, site},
	}
}

// Roles returns the roles held now, each once.
func (r Rights) Roles() []identity.Role {
	var out []identity.Role
	for _, a := range r.held {
		if !slices.Contains(out, a.Role) {
			out = append(out, a.Role)
		}
	}
	slices.Sort(out)
	return out
}

// Who is the account as the clauses see it, for rooms that ask them.
func (r Rights) Who() clause.Principal { return r.who }

// Assignments returns the assignments that count now.
func (r Rights) Assignments() []identity.Assignment {
	out := make([]identity.Assignment, len(r.held))
	for i, h := range r.held {
		out[i] = h.Assignment
	}
	return out
}

// May says why a duty may not be done, the zero Reason when it may.
func (r Rights) May(d Duty) Reason {
	if c := r.barred(); c != nil {
		return because(*c)
	}
	for _, role := range Duties()[d] {
		if slices.ContainsFunc(r.held, func(h holding) bool { return h.Role == role }) {
			return Reason{}
		}
	}
	return Reason{Code: "access.role", Article: "W168/29/1"}
}

// barred is what keeps a principal from everything but changing his password.
func (r Rights) barred() *Condition {
	switch {
	case r.principal.Account.Disabled:
		return &Condition{Code: "account.disabled", Article: "W168/29/1", Clause: "barred"}
	case r.principal.Account.MustChange:
		return &Condition{Code: "account.must-change-password", Clause: "barred"}
	}
	return nil
}

// Scope bounds lists to what the account may know of: all for whoever keeps
// the register, what his roles are over for the others, nothing for an auditor.
func (r Rights) Scope() registry.Scope {
	if r.May(ManageRegister) == (Reason{}) {
		return registry.Scope{All: true}
	}
	return r.over(func(identity.Role) bool { return true })
}

// Over bounds a duty: what the roles that have it are over, and no more. All
// for a role over the house, nothing when no role has the duty.
func (r Rights) Over(d Duty) registry.Scope {
	has := Duties()[d]
	if r.barred() == nil && slices.ContainsFunc(r.held, func(h holding) bool { return !h.Role.Scoped() && slices.Contains(has, h.Role) }) {
		return registry.Scope{All: true}
	}
	return r.over(func(role identity.Role) bool { return slices.Contains(has, role) })
}

// over joins what the roles asked for are over.
func (r Rights) over(counts func(identity.Role) bool) (s registry.Scope) {
	if r.barred() != nil {
		return s
	}
	for _, h := range r.held {
		if h.Role.Scoped() && counts(h.Role) {
			s = s.Join(h.reach)
		}
	}
	return s
}

// Units bounds the lists of organisations and people: all for whoever keeps
// the register; for the others their own organisation with all below it, a
// supervisor's territory, a department's trade.
func (r Rights) Units() (s party.Scope) {
	if r.May(ManageRegister) == (Reason{}) {
		return party.Scope{All: true}
	}
	if r.barred() != nil {
		return s
	}
	for _, h := range r.held {
		s = s.Join(h.units)
	}
	return s
}

// Knows reports whether the camera is in the scope.
func (r Rights) Knows(c registry.Linked) bool {
	if r.May(ManageRegister) == (Reason{}) {
		return true
	}
	if r.barred() != nil {
		return false
	}
	return slices.ContainsFunc(r.held, func(h holding) bool { return h.Role.Scoped() && h.reach.Covers(c) })
}

// Can says for each act on the camera, and of forwarding and moving it, why it may not be done now, the zero
// Reason when it may. For acts that ask for more than a camera (a span, a
// purpose) it speaks of the camera only.
func (r Rights) Can(c registry.Linked) map[shiheng.Act]Reason {
	out, by := make(map[shiheng.Act]Reason, len(Acts())+len(beside())), r.told.alike(r, c)
	none := r.noPicture(c)
	for i, act := range append(Acts(), beside()...) {
		why := by[i]
		if why == (Reason{}) && (act == shiheng.ActLive || act == shiheng.ActTest || act == forwards || act == controls) {
			why.Code = none
		}
		out[act] = why
	}
	return out
}

// until says how long a role over the camera is held at the latest; zero when
// it has no end, or is not held.
func (r Rights) until(role identity.Role, c registry.Linked) (until time.Time) {
	for _, h := range r.held {
		switch {
		case h.Role != role || !h.reach.Covers(c):
		case h.Until.IsZero():
			return time.Time{}
		case h.Until.After(until):
			until = h.Until
		}
	}
	return until
}
