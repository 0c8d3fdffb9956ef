package main

// citizenGates are regime (d) of L4 and gate L5: citizens who look.
//
//house:long a flat table
func citizenGates() []gate {
	const desk, open, station, meter = "civic/access/citizen/desk.go", "civic/access/citizen/open.go", "civic/access/citizen/station.go",
		"civic/access/citizen/meter.go"
	return []gate{
		{
			"L5 W168/25", "the clauses decide who is admitted", desk,
			"if lacks := Unmet(s.cfg.Clauses, *c, c.deciding(j.now, consent), cameras); len(lacks) > 0 {",
			"if lacks := Unmet(s.cfg.Clauses, *c, c.deciding(j.now, consent), cameras); len(lacks) > 99 {",
			inRows, "TestMissingWho_W168_25",
		},
		{
			"L5 W168/25", "citizen.nothing-missing", desk,
			"case c.Flow == Missing && len(missing) == 0:", "case c.Flow == Missing && len(missing) == 99:",
			inRows, "TestMissingWho_W168_25",
		},
		{
			"L4 R799/21", "citizen.reason: the managing unit says why", desk,
			"if c.Flow == Related && reason == \"\" {", "if c.Flow == Related && reason == \"-\" {",
			inRows, "TestContract/sqlite/persons_concerned",
		},
		{
			"L4 W168/29/1", "access.scope: nobody searches another's cameras", "civic/access/citizen/service.go",
			"if i < 0 || !k.Scope.Covers(linked[i]) {", "if i < 0 {",
			inRows, "TestCitizenScope_W168_29_1",
		},
		{
			"L5 W168/29/1", "the clauses decide how it is shown", open,
			"if lacks := Unmet(s.cfg.Clauses, c, m, cameras); len(lacks) > 0 {", "if lacks := Unmet(s.cfg.Clauses, c, m, cameras); len(lacks) > 99 {",
			inRows, "TestLookPlace_W168_29_1",
		},
		{
			"L5 W168/25", "citizen.not-admitted", open,
			"if c.State != Admitted {\n\t\t\t\treturn notAdmitted(c.Flow)", "if c.Ruling == nil {\n\t\t\t\treturn notAdmitted(c.Flow)",
			inRows, "TestLookBounds_W168_25",
		},
		{
			"L5 W168/25", "clause.look-bounds: a camera that is none", open,
			"m.extent, m.within, m.until, m.consent = want, c.Coverage,", "m.extent, m.within, m.until, m.consent = want, want,",
			inRows, "TestLookBounds_W168_25",
		},
		{
			"L5 W168/25", "citizen.quota", open,
			"if spent >= float64(g.Quota) {", "if spent >= 99*float64(g.Quota) {",
			inRows, "TestLookBounds_W168_25",
		},
		{
			"L5 W168/25", "citizen.quota: while it is shown", meter,
			"if g.Quota > 0 && m.total > float64(g.Quota) {", "if g.Quota > 0 && m.total > 99*float64(g.Quota) {",
			inRows, "TestLookBounds_W168_25",
		},
		{
			"L5 W168/29/1", "citizen.unbound", open,
			"if errors.Is(err, shiheng.ErrNotFound) {\n\t\treturn here, shiheng.Forbidden(\"citizen.unbound\").By(\"W168/29/1\")\n\t}", "if errors.Is(err, shiheng.ErrNotFound) {\n\t\treturn here, nil\n\t}",
			inRows, "TestLookPlace_W168_29_1",
		},
		{
			"L5 W168/25", "citizen.token", open,
			"case t.Digest.IsZero() || t.Grant != g.ID || t.Camera != camera:", "case t.Digest.IsZero():",
			inRows, "TestLookToken_W168_25",
		},
		{
			"L5 W168/25", "citizen.token-used", open,
			"case !t.Used.IsZero():", "case t.Used.After(now):",
			inRows, "TestLookToken_W168_25",
		},
		{
			"L5 W168/29/1", "citizen.elsewhere", open,
			"case t.Station != here.ID:", "case here.ID.IsZero():",
			inRows, "TestLookToken_W168_25",
		},
		{
			"L5 W168/25", "citizen.token-late", open,
			"case !now.Before(t.Until):", "case now.IsZero():",
			inRows, "TestLookToken_W168_25",
		},
		{
			"L5 W168/29/1", "station.code", station,
			"if st.State != Waiting || !now.Before(st.CodeUntil) {", "if st.State != Waiting {",
			inRows, "TestContract/sqlite/workstations",
		},
		{
			"L5 W168/25", "the pace of looking", "video/deliver/playback.go",
			"p.pace = d.paceOf(g, camera)", "_ = d.paceOf(g, camera)",
			"./video/deliver", "TestPace",
		},
	}
}
