package identity

import (
	"slices"

	"shiheng.internal"
)

// A Custodian is somebody who proved who he is a moment ago, with the roles he
// holds.
type Custodian struct {
	Account Account
	Roles   []Role
}

// Custodians says why two people may not answer together for the record: for
// what a restore lost, or for other keys of the log (W168/31(3)). They are two
// persons, each with a password of their own, and one of them at least
// administers the system or its security; so a site of two people can do it.
func Custodians(a, b Custodian) error {
	const article = "W168/31/3"
	person := a.Account.Person
	if a.Account.ID == b.Account.ID || !person.IsZero() && person == b.Account.Person {
		return shiheng.Forbidden("custodian.same").By(article)
	}
	if a.Account.MustChange || b.Account.MustChange {
		return shiheng.Forbidden("custodian.one-time").By(article)
	}
	administers := func(c Custodian) bool {
		return slices.Contains(c.Roles, SystemAdministrator) || slices.Contains(c.Roles, SecurityAdministrator)
	}
	if !administers(a) && !administers(b) {
		return shiheng.Forbidden("custodian.role").By(article)
	}
	return nil
}
