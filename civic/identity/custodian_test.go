package identity_test

import (
	"errors"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
)

// TestCustodians_W168_31: two persons answer for the record, one of whom
// administers the house; nobody twice, and nobody by a password that another
// gave him.
func TestCustodians_W168_31(t *testing.T) {
	now := time.Now()
	one, two, person := shiheng.NewID[shiheng.AccountID](now), shiheng.NewID[shiheng.AccountID](now), shiheng.NewID[shiheng.PersonID](now)
	who := func(id shiheng.AccountID, roles ...identity.Role) identity.Custodian {
		return identity.Custodian{Account: identity.Account{ID: id}, Roles: roles}
	}
	same, also, fresh := who(one, identity.SystemAdministrator), who(two, identity.Auditor), who(two, identity.Auditor)
	same.Account.Person, also.Account.Person, fresh.Account.MustChange = person, person, true
	for _, tt := range []struct {
		name string
		a, b identity.Custodian
		want string
	}{
		{"an administrator and a keeper", who(one, identity.SystemAdministrator), who(two, identity.WatchKeeper), ""},
		{"the other way round", who(one, identity.WatchKeeper), who(two, identity.SecurityAdministrator), ""},
		{"one account", who(one, identity.SystemAdministrator), who(one, identity.SystemAdministrator), "custodian.same"},
		{"one person", same, also, "custodian.same"},
		{"nobody administers", who(one, identity.WatchKeeper), who(two, identity.Auditor), "custodian.role"},
		{"a one-time password", who(one, identity.SystemAdministrator), fresh, "custodian.one-time"},
	} {
		err := identity.Custodians(tt.a, tt.b)
		e, _ := errors.AsType[*shiheng.Error](err)
		if tt.want == "" && err != nil || tt.want != "" && (e == nil || e.Code != tt.want || e.Article != "W168/31/3") {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}
