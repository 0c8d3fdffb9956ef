package main

// officialGates are regime (b) of L4: official access under W168/23 and 24.
//
//house:long a flat table
func officialGates() []gate {
	const counter, rule, open, assess = "civic/access/official/counter.go", "civic/access/official/rule.go", "civic/access/official/open.go",
		"civic/access/official/assess.go"
	return []gate{
		{
			"L4 W168/24/1", "the clauses decide what is granted", rule,
			"if lacks := Unmet(s.cfg.Clauses, *c, e, j.now); len(lacks) > 0 {", "if lacks := Unmet(s.cfg.Clauses, *c, e, j.now); len(lacks) > 99 {",
			inRows, "TestOfficialFresh_W168_24",
		},
		{
			"L4 W168/38/2", "the clauses decide what may be refused", rule,
			"if lacks := Refusable(s.cfg.Clauses, *c, supervisor, j.now); len(lacks) > 0 {",
			"if lacks := Refusable(s.cfg.Clauses, *c, supervisor, j.now); len(lacks) > 99 {",
			inRows, "TestOfficialRefusal_W168_24_2",
		},
		{
			"L4 W168/24/1/2", "opened only when confirmed just now", assess,
			"return decide(set, c, question{view, r.bounds(), now, now.Add(-freshFor)})", "return decide(set, c, question{view, r.bounds(), now, time.Time{}})",
			inRows, "TestOfficialFresh_W168_24",
		},
		{
			"L4 W168/29/1", "nothing wider than was asked", assess,
			"bounds := clause.Extent{Acts: c.Acts, Cameras: c.Asked.Cameras, Span: c.Span(), Until: e.Until}",
			"bounds := clause.Extent{Acts: e.Acts, Cameras: e.Cameras, Span: shiheng.Span{From: e.From, To: e.To}, Until: e.Until}",
			inRows, "TestOfficialPart_W168_23",
		},
		{
			"L4 W168/29/1", "access.scope: another's camera is not asked for", counter,
			"if i < 0 || !k.Scope.Covers(linked[i]) {", "if i < 0 {",
			inRows, "TestContract/sqlite/lists_of_official_access",
		},
		{
			"L4 W168/24/1/2", "official.letter-other-matter", counter,
			"case err == nil && known.Matter != c.Asked.Matter():", "case err == nil && known.Matter == \"\":",
			inRows, "TestOfficialLetter_W168_24_1_2",
		},
		{
			"L4 W168/24/1/2", "official.until-letter", rule,
			"case c.Introduction != nil && e.Until.After(c.Introduction.Until.Add(1).Start()):",
			"case c.Introduction == nil && e.Until.IsZero():",
			inRows, "TestOfficialLetter_W168_24_1_2",
		},
		{
			"L4 W168/24/1/2", "session.step-up: a confirmation is by somebody proved just now", counter,
			"if s.now().Sub(p.Session.Fresh) > freshFor {", "if s.now().Sub(p.Session.Begun) > 99*freshFor {",
			inRows, "TestOfficialFresh_W168_24",
		},
		{
			"L4 W168/24/1/1", "nobody confirms himself", counter,
			"o.Site = o.Site || o.Account == j.clerk.Account.ID", "_ = o.Site",
			inRows, "TestOfficialSite_W168_24_1_1",
		},
		{
			"W168/24/1/4", "official.follow-open", rule,
			"return c.State == Granted && !l.settled() }) {", "return c.State == Closed && !l.settled() }) {",
			inRows, "TestOfficialCopy_W168_24",
		},
		{
			"L4 W168/24/1", "official.not-granted: nothing opens before", open,
			"	if a.State != Granted {\n		return shiheng.Grant{}, a, s.refused(ctx, e, notGranted())",
			"	if a.State == Closed {\n		return shiheng.Grant{}, a, s.refused(ctx, e, notGranted())",
			inRows, "TestOfficialNotYet_W168_24",
		},
		{
			"L4 W168/29/1", "official.quota: what is used up opens nothing", open,
			"if left <= 0 {", "if left <= -1<<40 {",
			inRows, "TestOfficialQuota_W168_29",
		},
		{
			"L4 W168/29/1", "official.quota ends what runs", open,
			"if m.written.Seconds+m.since.Seconds > float64(m.quota) {", "if m.written.Seconds+m.since.Seconds > 1e12 {",
			inRows, "TestOfficialRevoked_W168_29",
		},
		{
			"L4 W168/29/1", "basic information, only by the act that was granted", "civic/access/official/basic.go",
			"lacks := Unbasic(s.cfg.Clauses, *c, t.Act, now); len(lacks) > 0 {", "lacks := Unbasic(s.cfg.Clauses, *c, t.Act, now); len(lacks) > 99 {",
			inRows, "TestOfficialBasic_W168_23_29",
		},
		{
			"L4 W168/29/1", "a still is a copy, and only where copying was granted", "civic/access/official/still.go",
			"lacks := Unstill(s.cfg.Clauses, c, t, now); len(lacks) > 0 {", "lacks := Unstill(s.cfg.Clauses, c, t, now); len(lacks) > 99 {",
			inRows, "TestOfficialStill_W168_29",
		},
		{
			"L4 W168/29/1", "a revoked application ends its grants", rule,
			`return a, s.endAll(ctx, a, shiheng.Forbidden("official.revoked").By("W168/29/1"))`, "return a, nil",
			inRows, "TestOfficialRevoked_W168_29",
		},
	}
}
