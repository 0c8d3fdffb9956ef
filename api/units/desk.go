// Package units is the area of the API for organisations and people. What
// somebody may see of the two registers is bounded by [access.Rights.Units]; a
// unit or person outside it is not found. Identity numbers come in and never
// go out: answers carry the masked form.
package units

import (
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/registry/party"
)

// Config is what the desk stands in front of. All fields are required.
type Config struct {
	Party *party.Service
	// Changed is told that an organisation changed: what roles over it reach
	// may be something else now.
	Changed func()
}

// A Desk answers for organisations and people.
type Desk struct{ cfg Config }

// New makes a desk. One of the zero Config only describes its operations.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the area.
func (d *Desk) Operations(t *route.Table) {
	read, manage, people := route.Duty(access.ReadRegister), route.Duty(access.ManageRegister), route.Duty(access.ReadPeople)
	route.Add(t, "GET", "/organisations", read, "Organisations", d.organisations)
	route.Add(t, "POST", "/organisations", manage, "Register an organisation", d.makeOrganisation)
	route.Add(t, "GET", "/organisations/{id}", read, "One organisation", d.organisation)
	route.Add(t, "PATCH", "/organisations/{id}", manage, "Change an organisation", d.changeOrganisation)
	route.Add(t, "GET", "/organisation-kinds", read, "Functions, levels, divisions and trades", d.kinds)
	route.Add(t, "GET", "/people", people, "People", d.people)
	route.Add(t, "POST", "/people", manage, "Register a person", d.makePerson)
	route.Add(t, "GET", "/people/{id}", people, "One person", d.person)
	route.Add(t, "PATCH", "/people/{id}", manage, "Change a person", d.changePerson)
}
