package main

// roomGates are L1: no camera in a forbidden room (W168/9, R799/8).
//
//house:long a flat table
func roomGates() []gate {
	return []gate{
		{
			"L1 W168/9", "camera.room-forbidden when a camera is saved or admitted", "civic/registry/cameras.go",
			"if err := s.cfg.Law.CheckRoom(c.RoomUse, law.DayOf(now)); err != nil {\n\t\treturn event, err",
			"if err := s.cfg.Law.CheckRoom(c.RoomUse, law.DayOf(now)); err != nil && now.IsZero() {\n\t\treturn event, err",
			inApp, "TestW168_9",
		},
		{
			"L1 W168/9", "camera.room-forbidden", "civic/law/rooms.go",
			`return shiheng.Forbidden("camera.room-forbidden", "roomUse", use).By(p.Article)`,
			"_ = p\n\t\treturn nil",
			inApp, "TestW168_9",
		},
		{
			"L1 W168/9", "a forbidden camera found in the rows is not opened", "civic/registry/cameras.go",
			"|| s.cfg.Law.CheckRoom(l.RoomUse, law.DayOf(now)) != nil ||", "||",
			inRows, "TestL1_BehindTheGate",
		},
		{
			"L1 W168/9", "a forbidden camera found in the rows is a finding", "civic/registry/cameras.go",
			"if !forbidden {\n\t\t\tcontinue", "if forbidden || !forbidden {\n\t\t\tcontinue",
			inRows, "TestL1_BehindTheGate",
		},
		{
			"L1 W168/9", "camera.room-forbidden when a sheet is read", "civic/archive/plan.go",
			"if err := p.s.cfg.Law.CheckRoom(c.RoomUse, today); err != nil {",
			"if err := p.s.cfg.Law.CheckRoom(c.RoomUse, today); err != nil && r.Line < 0 {",
			inRows, "TestArchiveContract/sqlite/import_keeps_to_scope_and_gates",
		},
		{
			"L1 W168/9", "camera.room-forbidden when an archive record is saved", "civic/archive/service.go",
			"if err := s.cfg.Law.CheckRoom(in.camera.RoomUse, law.DayOf(s.now())); err != nil {",
			"if err := s.cfg.Law.CheckRoom(in.camera.RoomUse, law.DayOf(s.now())); err != nil && tx == nil {",
			inRows, "TestL1_ArchiveSaves_W168_9",
		},
		{
			"L1 W168/9", "camera.room-forbidden in a relocation that is reported", "civic/works/remove.go",
			"if err := s.cfg.Law.CheckRoom(m.RoomUse, j.today); err != nil {",
			"if err := s.cfg.Law.CheckRoom(m.RoomUse, j.today); err != nil && j.tx == nil {",
			inRows, "TestL1_Moves_W168_9",
		},
		{
			"L1 W168/9", "camera.room-forbidden when a change or relocation is carried out", "civic/registry/gone.go",
			"if err := s.cfg.Law.CheckRoom(c.RoomUse, law.DayOf(s.now())); err != nil {",
			"if err := s.cfg.Law.CheckRoom(c.RoomUse, law.DayOf(s.now())); err != nil && tx == nil {",
			inRows, "TestL1_Moves_W168_9",
		},
		{
			"L1 W168/9", "camera.room-forbidden when somebody wants to look", "civic/access/clauses.go",
			"clause.CameraOf(c, forbidden)", "clause.CameraOf(c, forbidden && room.Use == \"\")",
			inAccess, "TestDecide",
		},
		{
			"L1 W168/9", "camera.name-suspicious", "civic/registry/privacy.go",
			`return shiheng.Invalid("camera.name-suspicious", "word", word).By("W168/9")`, "return nil",
			inRows, "TestL1_W168_9/sqlite",
		},
		{
			"L1 W168/9", "archive.name-review", "civic/archive/service.go",
			`return shiheng.Forbidden("archive.name-review", "word", word).By("W168/9")`, "_ = word",
			inRows, "TestArchiveContract/sqlite/gates",
		},
		{
			"L1 W168/9", "archive.name-review when a sheet is read", "civic/archive/plan.go",
			`r.refuse(Fault{Field: Name, Code: "review", Params: map[string]string{"word": word}}, "W168/9")`, "_ = word",
			inRows, "TestArchiveContract/sqlite/import_keeps_to_scope_and_gates",
		},
		{
			"L1 W168/9", "finding.lawful-room: only a forbidden room is a finding", "civic/registry/findings.go",
			"if !forbidden {\n\t\t\treturn Finding{}", "if !forbidden && in.RoomUse == \"\" {\n\t\t\treturn Finding{}",
			inRows, "TestL1_FoundIsAFinding",
		},
	}
}

// lifeGates are L2 and L3: into service only with an acceptance (W168/15), out
// only with a report and ten days (W168/17), and what else moves a system.
//
//house:long a flat table
func lifeGates() []gate {
	const condition, accept, removal, remove = "civic/registry/condition.go", "civic/works/acceptance.go", "civic/works/removal.go", "civic/works/remove.go"
	return []gate{
		{
			"L2 W168/15/2", "system.not-accepted", condition,
			`return shiheng.Forbidden("system.not-accepted").By("W168/15/2")`, "return nil",
			inRegistry, "TestL2_W168_15_2",
		},
		{
			"L2 W168/15/1", "system.not-accepted: passing needs a passed acceptance", condition,
			`return shiheng.Forbidden("system.not-accepted").By("W168/15/1")`, "return nil",
			inRegistry, "TestL2_W168_15_2",
		},
		{
			"L2 W168/15/1", "system.by-house", "civic/works/life.go",
			"if on.ByHouse() {", "if on.ByHouse() && on == \"\" {",
			inRows, "TestL2_W168_15/sqlite",
		},
		{
			"L2 W168/15/2", "system.trial-over", "civic/registry/state.go",
			`return shiheng.Forbidden("system.trial-over").By("W168/15/2")`, "return nil",
			inRows, "TestL2_W168_15/sqlite",
		},
		{
			"L2 W168/15/2", "a trial that ran out is a finding", "civic/registry/moves.go",
			"return v, s.Find(tx, actor, Finding{Fault: NotAccepted", "return v, s.Find(tx, actor, Finding{Fault: \"\"",
			inRows, "TestL2_Finding_W168_15",
		},
		{
			"L2 W168/15/1", "acceptance.part", accept,
			`return shiheng.Forbidden("acceptance.part", "part", part).By("W168/15/1")`, "_ = part",
			inRows, "TestL2_Acceptance_W168_15/sqlite",
		},
		{
			"L2 W168/15/1", "acceptance.not-measured", accept,
			`return shiheng.Forbidden("acceptance.not-measured").By("W168/15/1")`, "return nil",
			inRows, "TestL2_Acceptance_W168_15/sqlite",
		},
		{
			"L2 W168/11", "acceptance.trial-short", accept,
			`return shiheng.Forbidden("acceptance.trial-short", "days", itoa(d.trialDays)).By("W168/11")`, "return nil",
			inRows, "TestL2_Acceptance_W168_15/sqlite",
		},
		{
			"L2 W168/28", "acceptance.storage-short", accept,
			`return shiheng.Forbidden("acceptance.storage-short", "days", itoa(d.floor.Days)).By(d.floor.Articles[0])`, "return nil",
			inRows, "TestL2_Acceptance_W168_15/sqlite",
		},
		{
			"L2 W168/15/2", "acceptance.item-failed", accept,
			`return shiheng.Forbidden("acceptance.item-failed", "item", it.Requirement).By("W168/15/2")`, "_ = it",
			inRows, "TestL2_Acceptance_W168_15/sqlite",
		},
		{
			"L2 W168/15/2", "acceptance.rectify-open", accept,
			`return shiheng.Forbidden("acceptance.rectify-open").By("W168/15/2")`, "return nil",
			inRows, "TestL2_Acceptance_W168_15/sqlite",
		},
		{
			"L2 W168/16", "acceptance.concluded", "civic/works/accept.go",
			`return shiheng.Forbidden("acceptance.concluded").By("W168/16")`, "_ = a",
			inRows, "TestL2_Acceptance_W168_15/sqlite",
		},
		{
			"W168/27", "system.no-maintainer", condition,
			`return shiheng.Forbidden("system.no-maintainer").By("W168/27")`, "return nil",
			inRows, "TestL2_W168_15/sqlite",
		},
		{
			"R799/10", "neighbour.no-consent in the table of life", condition,
			"return f.Neighbour.Consent()", "return nil",
			inRows, "TestL2_Acceptance_W168_15/sqlite",
		},
		{
			"L3 W168/17", "removal.no-notice: reported", condition,
			"if !f.Notice.Reported {\n\t\t\treturn", "if f.Now.IsZero() && !f.Notice.Reported {\n\t\t\treturn",
			inRegistry, "TestL3_W168_17",
		},
		{
			"L3 W168/17", "removal.no-notice: executed", condition,
			"case !n.Reported || n.Earliest.IsZero():", "case n.Danger && n.Reported:",
			inRegistry, "TestL3_W168_17",
		},
		{
			"L3 W168/17", "removal.no-notice: danger is disclosed with its reason", condition,
			`if !f.Notice.Danger || f.Reason == "" {`, `if !f.Notice.Danger && f.Now.IsZero() {`,
			inRegistry, "TestL3_W168_17",
		},
		{
			"L3 W168/17", "removal.no-notice: only a system that nothing binds is given up", condition,
			"case f.Bound:", "case f.Bound && f.Now.IsZero():",
			inRegistry, "TestL3_W168_17",
		},
		{
			"L3 W168/17", "removal.not-executed", condition,
			`return shiheng.Forbidden("removal.not-executed").By("W168/17")`, "return nil",
			inRegistry, "TestL3_W168_17",
		},
		{
			"L3 W168/17", "removal.too-early in the table of life", condition,
			`return shiheng.Forbidden("removal.too-early", "earliest", n.Earliest.String()).By("W168/17")`, "return nil",
			inRegistry, "TestL3_W168_17",
		},
		{
			"L3 W168/17", "removal.too-early when it is reported", remove,
			"if e.PlannedOn.Before(earliest) {", "if e.PlannedOn.Before(earliest) && rule.Article == \"\" {",
			inRows, "TestL3_Removal_W168_17/sqlite",
		},
		{
			"L3 W168/17", "removal.too-early when it is carried out", remove,
			"if x.On.Before(r.Earliest) {", "if x.On.Before(r.Earliest) && x.On.IsZero() {",
			inRows, "TestL3_Removal_W168_17/sqlite",
		},
		{
			"L3 W168/17", "removal.photos", removal,
			`return shiheng.Forbidden("removal.photos").By("W168/17")`, "return nil",
			inRows, "TestL3_Removal_W168_17/sqlite",
		},
		{
			"L3 W168/17", "removal.serials", removal,
			`return shiheng.Forbidden("removal.serials", "camera", c.String()).By("W168/17")`, "_ = c",
			inRows, "TestL3_Removal_W168_17/sqlite",
		},
		{
			"L3 W168/17", "system.removal-notified", "civic/registry/state.go",
			`return shiheng.Forbidden("system.removal-notified").By("W168/17")`, "return nil",
			inRows, "TestL3_Whole_W168_17",
		},
		{
			"L3 W168/17", "camera.gone", "civic/registry/gone.go",
			`return shiheng.Forbidden("camera.gone", "gone", string(old.Gone)).By("W168/17")`, "_ = old",
			inRows, "TestL3_Removal_W168_17/sqlite",
		},
		{
			"L3 W168/17", "change.gives-up-point", "civic/works/change.go",
			`return shiheng.Forbidden("change.gives-up-point").By("W168/17")`, "return nil",
			inRows, "TestChange_W168_30_7",
		},
	}
}
