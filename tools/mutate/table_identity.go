package main

// factorGates are the checks of signing in with a second factor.
func factorGates() []gate {
	const factor = "civic/identity/factor.go"
	return []gate{
		{
			"second factor", "login.code-wrong", factor,
			"if err == nil && !used {\n\t\treturn errCode()", "if err == nil && !used && err != nil {\n\t\treturn errCode()",
			inRows, "TestCodeIsGoodOnce",
		},
		{
			"second factor", "login.code-needed", factor,
			"if !a.twofold() {\n\t\treturn proof{}, nil", "if !a.twofold() || c.Code == \"\" {\n\t\treturn proof{}, nil",
			inRows, "TestSecondFactor/sqlite",
		},
		{
			"second factor", "factor.required", factor,
			"if must && !a.Passkey {\n\t\treturn s.refuseFactor", "if must && !a.Passkey && code == \"\" && password == \"\" {\n\t\treturn s.refuseFactor",
			inRows, "TestDropFactor",
		},
		{
			"second factor", "account.self", factor,
			"case a.ID == actor.Account:", "case a.ID == actor.Account && a.Login == \"\":",
			inRows, "TestDropFactor",
		},
		{
			"second factor", "account.must-enrol", "api/session.go",
			"case must:", "case must && p.Account.ID.IsZero():",
			inApp, "TestSecondFactorAtTheDoor",
		},
	}
}
