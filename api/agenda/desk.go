// Package agenda is the area of the API for what is owed: the duties of each
// subject, what is due for the caller, notices, the webhook and the
// indicators. Whose obligations a caller may know of follows from their roles;
// what lies outside looks like what does not exist.
package agenda

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	room "shiheng.internal/civic/agenda"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
)

// Config is what the desk stands in front of. All fields are required.
type Config struct {
	Agenda *room.Service
	Law    *law.Law
	// Name tells what an account is called.
	Name func(ctx context.Context, id shiheng.AccountID) string
}

// A Desk answers for what is owed.
type Desk struct{ cfg Config }

// New makes a desk. One of the zero Config only describes its operations.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the area.
func (d *Desk) Operations(t *route.Table) {
	read, prove, settings := route.Duty(access.ReadAgenda), route.Duty(access.ManageWorks), route.Duty(access.ManageSettings)
	route.Add(t, "GET", "/obligations", read, "Every duty of one subject and how it stands", d.page)
	route.Add(t, "GET", "/obligations/due", read, "What is due for the caller, or for others in their territory", d.due)
	route.Add(t, "GET", "/obligations/counts", read, "How many, by state", d.counts)
	route.Add(t, "GET", "/obligations/proofs", read, "Proofs people recorded of a duty", d.proofs)
	route.Add(t, "POST", "/obligations/proofs", prove, "Record a dated proof where no room keeps any", d.prove)
	route.Add(t, "POST", "/obligations/document", read, "Issue the sheet of a subject's obligations", d.print)
	route.Add(t, "POST", "/obligations/reckoning", settings, "Have everything reckoned anew", d.again)

	route.Add(t, "GET", "/notices", route.Member, "The caller's inbox", d.notices)
	route.Add(t, "GET", "/notices/count", route.Member, "How many of it are unread", d.unread)
	route.Add(t, "POST", "/notices/read", route.Member, "Mark notices as read, all without ids", d.markRead)

	route.Add(t, "GET", "/webhook", settings, "The address that is told of days that come near", d.hook)
	route.Add(t, "PUT", "/webhook", settings, "Change it", d.saveHook)
	route.Add(t, "POST", "/webhook/test", settings, "Send it a message without content", d.testHook)
	route.Add(t, "GET", "/webhook/deliveries", settings, "What was sent to it, newest first", d.deliveries)

	route.Add(t, "GET", "/indicators", read, "K1 to K26 over what the caller may know of", d.indicators)
	route.Add(t, "GET", "/indicators/{key}/subjects", read, "The subjects behind a figure, those that fall short first", d.measures)
	route.Add(t, "GET", "/indicators/{key}/members", read, "What of one subject was counted, and what left out", d.members)
	route.Add(t, "GET", "/indicators/{key}/trend", read, "Its points of each day", d.trend)
}

// scopeOf is what of the obligations the caller may know. Whoever reads the
// record may know of all.
func scopeOf(who route.Caller) room.Scope {
	if slices.Contains(who.Rights.Roles(), identity.Auditor) {
		return room.Scope{All: true}
	}
	return Scope(who.Rights.Over(access.ReadAgenda))
}

// sides are those whose duties are the caller's own.
func sides(who route.Caller) []room.Side {
	var out []room.Side
	for _, role := range who.Rights.Roles() {
		if side, carries := SideOf(role); carries && !slices.Contains(out, side) {
			out = append(out, side)
		}
	}
	return out
}
