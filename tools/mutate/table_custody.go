package main

// custodyGates are the gates about copies that are handed over as evidence
// (W168/24, R799/16).
//
//house:long a flat table
func custodyGates() []gate {
	const request, run, hand, official = "civic/evidence/custody/request.go", "civic/evidence/custody/run.go", "civic/evidence/custody/hand.go", "civic/access/official/copy.go"
	return []gate{
		{
			"L4 W168/29/1", "evidence.another: only whoever asked goes on with it", request,
			"case e.By.Account != k.Account.ID:", "case e.By.Account.IsZero():",
			inRows, "TestCustodyRevoked_W168_29_1",
		},
		{
			"L4 W168/29/1", "evidence.another: only whoever asked fetches it", hand,
			"case e.By.Account != k.Account.ID:", "case e.By.Account.IsZero():",
			inRows, "TestCustodyRevoked_W168_29_1",
		},
		{
			"L4 W168/29/1", "grant.footage: each chunk is asked for", run,
			"if err := context.Cause(ctx); err != nil {\n\t\treturn err\n\t}\n\tif err := g.Permits", "if err := g.Permits",
			inRows, "TestCustodyRevoked_W168_29_1",
		},
		{
			"L4 W168/29/1", "access.scope: another's camera is not copied", request,
			"if !known[c] {", "if len(known) == 0 {",
			inRows, "TestCustodyRefusals_R799_16",
		},
		{
			"L9 W168/29/1", "nothing is fetched while the log is down", hand,
			"if err == nil {\n\t\terr = s.cfg.Logged(ctx)\n\t}\n", "",
			inRows, "TestCustodyLog_L9",
		},
		{
			"L6 W168/28/1", "what is known not to fit is not copied", request,
			"if err := s.cfg.Unaltered(ctx, w.span(), w.Cameras...); err != nil {", "if err := s.cfg.Unaltered(ctx, w.span()); err != nil {",
			inRows, "TestCustodyRefusals_R799_16",
		},
		{
			"L4 W168/24", "a copy is of what was granted, by officers confirmed just now", official,
			"if lacks := Uncopied(s.cfg.Clauses, c, want, now); len(lacks) > 0 {", "if lacks := Uncopied(s.cfg.Clauses, c, want, now); len(lacks) > 99 {",
			inRows, "TestCustodyOfficial_W168_24",
		},
		{
			"L4 W168/29/1", "official.quota bounds copies", official,
			"if left < want.seconds() {", "if left < 0 {",
			inRows, "TestCustodyOfficial_W168_24",
		},
	}
}
