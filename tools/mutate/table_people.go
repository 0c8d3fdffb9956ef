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
			"temporary lock", "login.locked", "civic/identity/login.go",
			"case account.LockedUntil.After(now): //", "case account.LockedUntil.After(now) && !right: //",
			inRows, "TestLock/sqlite",
		},
	}
}
