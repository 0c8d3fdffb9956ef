package main

// markGates are those of marks over pictures and in them (W168/29/1).
func markGates() []gate {
	return []gate{
		{
			"W168/29/2", "access.secret: the place of a secret system", "api/register.go",
			"return who.Rights.Veils(g) || who.Rights.Asks(\"place.address\")", "return who.Rights.Asks(\"place.address\")",
			inApp, "TestSecretRegister",
		},
		{
			"W168/29/1", "grant.silent", "civic/access/beat.go",
			"return Beats(r.grant) && len(r.watches) > 0 && now.After(r.due)", "return Beats(r.grant) && len(r.watches) > 0 && now.After(r.due.AddDate(1, 0, 0))",
			inRows, "TestBeat_W168_29",
		},
		{
			"W168/29/1", "grant.mark: a wrong beat", "civic/access/beat.go",
			"if !shows(g, b.Drawn) {", "if !shows(g, b.Drawn) && b.Nonce == \"\" {",
			inRows, "TestBeat_W168_29",
		},
		{
			"W168/29/1", "grant.mark: a picture without its mark stops", "civic/access/running.go",
			"logged := s.cfg.Log.Append(ctx, e)\n\ts.finish(func(r *running) bool { return r.grant.ID == id }, cause)", "logged := s.cfg.Log.Append(ctx, e)",
			inRows, "TestTampered_W168_29/sqlite",
		},
		{
			"W168/29/1", "session.locked: a locked post does nothing but show", "api/lock.go",
			"if goesOn().MatchString(what) {", "if what != \"\" {",
			inApp, "TestLockedPost_W168_29",
		},
		{
			"W168/29/1", "session.locked: what is tried at a locked post is on record", "civic/access/lock.go",
			"if !record {", "if !record || what != \"\" {",
			inRows, "TestLock_W168_29/sqlite",
		},
		{
			"W168/29/1", "the next shift watches what it may watch", "civic/access/lock.go",
			"if r.Knows(c) && r.Can(c)[shiheng.ActLive] == (Reason{}) {", "if !c.ID.IsZero() {",
			inRows, "TestHandOver_W168_29/sqlite",
		},
	}
}
