package main

// deskGates are those of the rights desk (PIPL/45 to 50) and of what is kept
// secret (W168/29/2).
func deskGates() []gate {
	const request, service = "civic/access/personal/request.go", "civic/access/personal/service.go"
	const test = "TestContract/sqlite/rights_desk"
	return []gate{
		{
			"PIPL/50", "personal.identity: nobody is served unchecked", request,
			"case r.Checked == nil:", "case r.Checked == nil && r.Number == \"\":", inRows, test,
		},
		{
			"L6 W168/28/2", "personal.young: nobody shortens the term", request,
			"case r.Kind == Erase && today.Before(", "case r.Kind == Look && today.Before(", inRows, test,
		},
		{
			"W168/28/1", "personal.footage-true: footage stays as it was taken", request,
			"case r.Kind == Correct && r.Footage:", "case r.Kind == Look && r.Footage:", inRows, test,
		},
		{
			"W168/26/1", "personal.to-mask: no copy leaves unmasked", request,
			"case ToMask:\n\t\treturn shiheng.Forbidden(\"personal.to-mask\").By(\"W168/26/1\")", "case ToMask:\n\t\treturn nil", inRows, test,
		},
		{
			"PIPL/56", "personal.kept: the record of an application is kept for its term", "civic/access/personal/forget.go",
			"if !until.Before(today) {", "if until.IsZero() {", inRows, test,
		},
		{
			"W168/29/2", "access.secret: basic information of what is secret", "civic/access/basic.go",
			"return kind != BasicOpen && r.Veils(c.Grade)", "return kind == BasicSecret && r.Veils(c.Grade)", inAccess, "TestClearedAreBounded_W168_29_2",
		},
		{
			"W168/29/2", "access.secret: nobody writes over what he may not read", "civic/access/basic.go",
			"if !r.Veils(g) {\n\t\treturn nil", "if r.Veils(g) || true {\n\t\treturn nil", inApp, "TestSecretRegister",
		},
		{
			"W168/29/2", "a clearance counts while it runs", "civic/identity/clearance.go",
			"return !c.ID.IsZero() && c.Withdrawn.IsZero() && !now.Before(c.From) && now.Before(c.Until)", "return !c.ID.IsZero()",
			inAccess, "TestClearedAreBounded_W168_29_2",
		},
		{
			"W168/29/1", "account.self: nobody clears themselves", "civic/identity/clearance.go",
			"if id == actor.Account {", "if id == actor.Account && want == nil {", inRows, "TestContract/sqlite/clearances",
		},
		{
			"PIPL/50", "personal.ground: refused only on a ground of the law", service,
			"case !known:", "case !known && ground == \"\":", inRows, test,
		},
		{
			"PIPL/50", "personal.refuse-reason: a refusal states its reasons", service,
			"case reason == \"\":", "case reason == ground:", inRows, test,
		},
		{
			"PIPL/50", "personal.agent-proof: an agent proves it", service,
			"if a.Agent.Proof.IsZero() {", "if a.Agent.Name == \"\" {", inRows, test,
		},
	}
}
