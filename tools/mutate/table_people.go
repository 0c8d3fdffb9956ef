package main

// peopleGates are the checks of who somebody is and of what rights are given.
func peopleGates() []gate {
	const stepup = "civic/identity/stepup.go"
	return []gate{
		{
			"step-up", "session.step-up", stepup,
			"if s.now().Sub(p.Session.Fresh) > policy.StepUp {", "if s.now().Sub(p.Session.Fresh) > policy.StepUp && p.Account.ID.IsZero() {",
			inRows, "TestStepUp/sqlite",
		},
		{
			"step-up", "operations that ask for it do ask", "api/route/table.go",
			"if err == nil && m.fresh {", "if err == nil && m.fresh && m.rule == \"\" {",
			inApp, "TestStepUpAtTheDoor",
		},
		{
			"W168/29/1", "change.same-person", "civic/identity/change.go",
			"case by.ID == c.Proposer ||", "case by.ID == c.Proposer && c.Digest == \"\" ||",
			inRows, "TestTwoPersonRoleChange/sqlite",
		},
		{
			"W168/29/1", "change.same-person: two accounts are one person", "civic/identity/change.go",
			"!by.Person.IsZero() && by.Person == proposer.Person:", "!by.Person.IsZero() && by.Person == proposer.Person && by.ID == proposer.ID:",
			inRows, "TestOnePersonWithTwoAccounts",
		},
		{
			"W168/29/1", "rights.own", "civic/identity/change.go",
			"case by.ID == c.Account:", "case by.ID == c.Account && c.Digest == \"\":",
			inRows, "TestTwoPersonRoleChange/sqlite",
		},
		{
			"W168/29/1", "a bureau's rights wait for a second person", "civic/identity/rights.go",
			"if p.Profile == Bureau && !byHouse {", "if p.Profile == Bureau && byHouse {",
			inRows, "TestTwoPersonRoleChange/sqlite",
		},
		{
			"W168/29/1", "account.self: nobody sets one's own roles", "civic/identity/rights.go",
			"if id == actor.Account {", "if id == actor.Account && reason == \"\" {",
			inRows, "TestRolesApart_W168_29",
		},
		{
			"W168/29/1", "review.own", "civic/identity/review.go",
			"case h.Account == by:", "case h.Account == by && q == \"\":",
			inRows, "TestReview/sqlite",
		},
		{
			"leavers", "a leaver's accounts are dismissed", "civic/registry/party/service.go",
			"if p.Left && s.cfg.Left != nil {", "if p.Left && s.cfg.Left == nil {",
			inRows, "TestLeaver/sqlite",
		},
		{
			"temporary lock", "login.locked", "civic/identity/passkeys.go",
			"case a.LockedUntil.After(now): // also", "case a.LockedUntil.After(now) && !right: // also",
			inRows, "TestLock/sqlite",
		},
	}
}
