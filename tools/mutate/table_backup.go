package main

// backupGates are those of who answers for a restored record (W168/31).
func backupGates() []gate {
	const custodian = "civic/identity/custodian.go"
	return []gate{
		{
			"L9 W168/31", "custodian.same", custodian,
			"if a.Account.ID == b.Account.ID || !person.IsZero() && person == b.Account.Person {", "if a.Account.ID == b.Account.ID && person.IsZero() && !person.IsZero() {",
			inIdentity, "TestCustodians_W168_31",
		},
		{
			"L9 W168/31", "custodian.one-time", custodian,
			"if a.Account.MustChange || b.Account.MustChange {", "if a.Account.MustChange && b.Account.MustChange {",
			inIdentity, "TestCustodians_W168_31",
		},
		{
			"L9 W168/31", "custodian.role", custodian,
			"if !administers(a) && !administers(b) {", "if false && !administers(b) {",
			inIdentity, "TestCustodians_W168_31",
		},
	}
}
