package main

// registerGates are what holds works and outages to their records: W168/28,
// W168/29, W168/30.
//
//house:long a flat table
func registerGates() []gate {
	const change = "civic/works/change.go"
	return []gate{
		{
			"W168/28/1", "camera.plan-continuous", "civic/registry/cameras.go",
			`return shiheng.Forbidden("camera.plan-continuous").By("W168/28/1")`, "return nil",
			inRows, "TestPlanIsContinuous_W168_28",
		},
		{
			"W168/28", "camera.no-room", "civic/registry/space.go",
			`return nil, shiheng.Forbidden("camera.no-room"`, `return nil, nil` + "\n\treturn nil, shiheng.Forbidden(\"camera.no-room\"",
			inRows, "TestW168_28_NoRoom",
		},
		{
			"W168/28/1", "facts.lower-reason: a floor is lowered with a reason only", "civic/registry/cameras.go",
			`case c.Reason == "":`, `case c.Reason == "" && before < 0:`,
			inRows, "TestFloorIsLoweredWithReason_W168_28",
		},
		{
			"W168/29/2", "channel.secrecy", "civic/registry/cameras.go",
			"if c.Secrecy {", "if c.Secrecy && c.ID.IsZero() {",
			inRows, "TestArchiveContract/sqlite/comparison",
		},
		{
			"W168/29/2", "a channel that became secret is not opened", "civic/registry/cameras.go",
			"if slices.Contains(secret, l.ID) ||", "if slices.Contains(secret[:0], l.ID) ||",
			inRows, "TestArchiveContract/sqlite/comparison",
		},
		{
			"W168/29/2", "archive.secrecy when a record is saved", "civic/archive/service.go",
			`if after[Secrecy] == "true" {`, `if after[Secrecy] == "truly" {`,
			inRows, "TestArchiveContract/sqlite/gates",
		},
		{
			"W168/29/2", "archive.secrecy when a sheet is read", "civic/archive/plan.go",
			`if r.Values[Secrecy] == "true" {`, `if r.Values[Secrecy] == "truly" {`,
			inRows, "TestArchiveContract/sqlite/import_keeps_to_scope_and_gates",
		},
		{
			"W168/29/2", "archive.secrecy when a device's word is adopted", "civic/archive/compare.go",
			"if a.Adopt && a.Field == Secrecy {", "if a.Adopt && a.Field == Secrecy && a.Note == \"\" {",
			inRows, "TestArchiveContract/sqlite/comparison",
		},
		{
			"W168/29/2", "system.secrecy", "civic/registry/cameras.go",
			`return shiheng.Forbidden("system.secrecy").By("W168/29/2")`, "return nil",
			inRows, "TestW168_29_2_Connect/sqlite",
		},
		{
			"R799/10", "neighbour.no-consent when a camera is connected", "civic/registry/cameras.go",
			"\treturn n.Consent()\n}\n\n// secret", "\t_ = n\n\treturn nil\n}\n\n// secret",
			inRows, "TestR799_10_Connect/sqlite",
		},
		{
			"W168/16", "works.archive-lacks", "civic/works/service.go",
			`return shiheng.Forbidden("works.archive-lacks", "missing", strings.Join(list, ", ")).By("W168/16")`, "_ = strings.Join(list, \", \")\n\treturn nil",
			inRows, "TestL2_Acceptance_W168_15/sqlite",
		},
		{
			"W168/30/7", "camera.needs-change", "civic/registry/gone.go",
			`return shiheng.Forbidden("camera.needs-change").By("W168/30/7")`, "return nil",
			inRows, "TestChange_W168_30_7",
		},
		{
			"W168/30/6", "camera.needs-outage", "civic/registry/gone.go",
			"if err == nil && !covered {", "if err != nil && !covered {",
			inRows, "TestL3_Removal_W168_17/sqlite",
		},
		{
			"W168/30/7", "change.not-approved", change,
			`return shiheng.Forbidden("change.not-approved").By("W168/30/7")`, "_ = c",
			inRows, "TestChange_W168_30_7",
		},
		{
			"W168/30/7", "change.own", change,
			`return shiheng.Forbidden("change.own").By("W168/30/7")`, "_ = c",
			inRows, "TestChange_W168_30_7",
		},
		{
			"W168/30/7", "change.not-maintenance", change,
			`return shiheng.Forbidden("change.not-maintenance").By("W168/30/7")`, "return nil",
			inRows, "TestMaintenance_W168_30_7",
		},
		{
			"W168/30/6", "outage.approval", "civic/works/outage.go",
			`return shiheng.Forbidden("outage.approval").By("W168/30/6")`, "return nil",
			inRows, "TestOutage_W168_30_6",
		},
		{
			"R799/14", "filing.not-owed", "civic/works/filing.go",
			`return law.Day{}, "", shiheng.Invalid("filing.not-owed", "kind", e.Kind).By("R799/14")`, `return j.today, "R799/14", nil`,
			inRows, "TestFiling_R799_14",
		},
		{
			"R799/14", "filing.declaration", "civic/works/filing.go",
			`return shiheng.Invalid("filing.declaration").By("R799/14")`, "return nil",
			inRows, "TestFiling_R799_14",
		},
		{
			"W168/15/3", "todo.by-record", "civic/works/todo.go",
			`return shiheng.Forbidden("todo.by-record", "what", t.What).By(t.Article)`, "return nil",
			inRows, "TestTodoByRecord_W168_15_3",
		},
		{
			"W168/21", "the link of a system comes from probes", "civic/catalogue/link.go",
			"case len(r.Lacking()) == 0:", "case before == Connected || len(r.Lacking()) == 0:",
			inLink, "TestW168_21_Connected",
		},
		{
			"W168/21", "what is not tested is not connected (W168/11)", "civic/catalogue/link.go",
			"if r.Tested.IsZero() {", "if r.Tested.IsZero() && r.Cameras < 0 {",
			inLink, "TestW168_21_Connected",
		},
		{
			"W168/21", "connect-task.overdue", "civic/catalogue/link.go",
			"t.First.IsZero() && t.Due.Before(today)", "t.First.IsZero() && t.Due.Before(today) && t.Due.IsZero()",
			inLink, "TestV34_2_Overdue",
		},
	}
}

// paperGates are the papers, pictures and reasons that an act must have.
//
//house:long a flat table
func paperGates() []gate {
	return []gate{
		{
			"W168/18", "obstruction.photos", "civic/works/upkeep/obstruction.go",
			`return shiheng.Forbidden("obstruction.photos").By("W168/18")`, "return nil",
			inRows, "TestContract/sqlite/obstructions",
		},
		{
			"W168/18", "obstruction.photos: the pair are two pictures", "civic/works/upkeep/obstruction.go",
			" || e.Reference == e.Now:", ":",
			inRows, "TestContract/sqlite/obstructions",
		},
		{
			"W168/18", "obstruction.no-photo", "civic/works/upkeep/obstruction.go",
			`return shiheng.Forbidden("obstruction.no-photo").By("W168/18")`, "return nil",
			inRows, "TestContract/sqlite/obstructions",
		},
		{
			"W168/14", "sign.no-photo", "civic/works/upkeep/sign.go",
			`return shiheng.Forbidden("sign.no-photo").By("W168/14")`, "return nil",
			inRows, "TestContract/sqlite/signs",
		},
		{
			"PIPL/6", "sound.reason", "civic/works/upkeep/sound.go",
			`return shiheng.Forbidden("sound.reason").By("PIPL/6")`, "return nil",
			inRows, "TestContract/sqlite/sound_and_secrecy",
		},
		{
			"PIPL/6", "sound.until", "civic/works/upkeep/sound.go",
			`return shiheng.Forbidden("sound.until").By("PIPL/6")`, "return nil",
			inRows, "TestContract/sqlite/sound_and_secrecy",
		},
		{
			"PIPL/6", "sound is off unless somebody switched it on", "civic/works/upkeep/sound.go",
			"return s.On && !s.Until.Before(day)", "return !s.Until.Before(day)",
			inUpkeep, "TestPIPL_6",
		},
		{
			"R799/10", "neighbour.no-paper", "civic/works/upkeep/neighbour.go",
			`return shiheng.Forbidden("neighbour.no-paper").By("R799/10")`, "return nil",
			inRows, "TestContract/sqlite/neighbours",
		},
		{
			"R799/10", "neighbour.no-consent", "civic/registry/condition.go",
			`return shiheng.Forbidden("neighbour.no-consent", "unit", n.Unit).By("R799/10")`, "return nil",
			inUpkeep, "TestR799_10",
		},
		{
			"R799/10", "neighbour.refused", "civic/registry/condition.go",
			`return shiheng.Forbidden("neighbour.refused", "unit", n.Unit).By("R799/10")`, "return nil",
			inUpkeep, "TestR799_10",
		},
		{
			"W168/19/1", "upgrade.not-legacy", "civic/works/upkeep/switches.go",
			"if !s.cfg.Law.Legacy(v.Completed) {", "if !s.cfg.Law.Legacy(v.Completed) && v.Name == \"\" {",
			inRows, "TestContract/sqlite/upgrades",
		},
		{
			"W168/19/1", "upgrade.no-proof", "civic/works/upkeep/switches.go",
			`return e, shiheng.Forbidden("upgrade.no-proof").By("W168/19/1")`, "_ = u",
			inRows, "TestContract/sqlite/upgrades",
		},
		{
			"W168/29/2", "secrecy.basis", "civic/works/upkeep/switches.go",
			`return e, shiheng.Invalid("secrecy.basis").By("W168/29/2")`, "_ = e",
			inRows, "TestContract/sqlite/sound_and_secrecy",
		},
		{
			"W168/16", "binder: mandatory slots", "civic/works/binder/slot.go",
			"return f.Stage >= Operating && f.MustFile", "return f.Stage >= Gone && f.MustFile",
			inBinder, "TestW168_16",
		},
		{
			"W168/16", "binder: always mandatory", "civic/works/binder/slot.go",
			"case Always:\n\t\treturn true", "case Always:\n\t\treturn f.Stage >= Standing",
			inBinder, "TestW168_16",
		},
		{
			"W168/16", "binder.sealed", "civic/works/binder/file.go",
			`return Entry{}, shiheng.Forbidden("binder.sealed", "title", c.Entries[n].Title).By("W168/16")`, "return c.Entries[n], nil",
			inRows, "TestContract/sqlite/binder_of_a_system",
		},
		{
			"W168/16", "binder: a seal finds what was changed", "civic/works/binder/seal.go",
			"if n < 0 || entries[n].Digest() != e.Digest || entries[n].Slot != e.Slot {", "if n < 0 {",
			inBinder, "TestSeal",
		},
		{
			"W168/16", "binder.nothing-to-seal", "civic/works/binder/seal.go",
			"if len(entries) == 0 {", "if len(entries) < 0 {",
			inBinder, "TestSeal",
		},
		{
			"W168/16", "binder.handover-unsigned", "civic/works/binder/custody.go",
			`return shiheng.Forbidden("binder.handover-unsigned").By("W168/16")`, "return nil",
			inRows, "TestContract/sqlite/binder_of_a_system",
		},
		{
			"W168/29/1", "attachment.of-another when it is linked", "civic/papers/attach.go",
			`return shiheng.Forbidden("attachment.of-another", "name", a.Name).By("W168/29/1")`, "_ = a",
			inRows, "TestContract/sqlite/attachments",
		},
		{
			"W168/29/1", "attachment.of-another when it is taken back", "civic/papers/attach.go",
			`err = shiheng.Forbidden("attachment.of-another", "name", a.Name).By("W168/29/1")`, "err = s.drop(ctx, actor, a)",
			inRows, "TestContract/sqlite/attachments",
		},
		{
			"W168/29/1", "papers.subject: papers are for readers of their subject", "api/papers/desk.go",
			"return d.refuse(ctx, who, subject, act, on)\n}", "return nil\n}",
			inApp, "TestPapersAreForReadersOfTheirSubject",
		},
		{
			"L8 W168/29/1", "papers.subject: who reported a finding", "api/papers/desk.go",
			"if err := named(ctx, who, doc.Subject.ID); err != nil {", "if err := named(ctx, who, doc.Subject.ID); err != nil && doc.Number == \"\" {",
			inApp, "TestPapersAreForReadersOfTheirSubject",
		},
	}
}

// planGates are those of plans, certificates, builders and fines.
//
//house:long a flat table
func planGates() []gate {
	const ladder = "civic/law/ladder.go"
	return []gate{
		{
			"W168/29/1", "area.outside", "civic/registry/area.go",
			"if !s.Reaches(a) {", "if !s.Reaches(a) && a.Division == \"\" {",
			inRegistry, "TestAreas",
		},
		{
			"W168/7/2", "plan.approved", "civic/works/plan/plans.go",
			`return shiheng.Forbidden("plan.approved").By(p.Level.article())`, "return nil",
			inRows, "TestContract/sqlite/building_plans",
		},
		{
			"W168/7/2", "plan.approver-level", "civic/works/plan/plan.go",
			`return shiheng.Forbidden("plan.approver-level", "level", string(p.Level)).By(by)`, "return nil",
			inRows, "TestContract/sqlite/building_plans",
		},
		{
			"W168/7/2", "plan.approval-document", "civic/works/plan/plan.go",
			`return shiheng.Forbidden("plan.approval-document").By(by)`, "return nil",
			inRows, "TestContract/sqlite/building_plans",
		},
		{
			"W168/7/3", "plan.not-checked", "civic/works/plan/plan.go",
			`return shiheng.Forbidden("plan.not-checked").By("W168/7/3")`, "return nil",
			inRows, "TestContract/sqlite/building_plans",
		},
		{
			"W168/7/3", "plan.duplicate-unanswered", "civic/works/plan/plan.go",
			`return shiheng.Forbidden("plan.duplicate-unanswered", "point", d.Point, "other", d.Other).By("W168/7/3")`, "_ = d",
			inRows, "TestContract/sqlite/points_that_are_there_already",
		},
		{
			"W168/10/2", "responsibility.no-agreement", "civic/works/plan/responsibility.go",
			`return BuilderResult{}, shiheng.Forbidden("responsibility.no-agreement").By("W168/10/2")`, "_ = agreed",
			inPlan, "TestW168_10",
		},
		{
			"W168/12/1", "certificate.expired", "civic/works/plan/certificate.go",
			"return nil, c.refused(v)", "_ = v",
			inPlan, "TestW168_12",
		},
		{
			"W168/12/1", "certificate.withdrawn", "civic/works/plan/certificate.go",
			`e = shiheng.Forbidden("certificate.withdrawn", "number", c.Number, "holder", c.Holder)`, "_ = e",
			inPlan, "TestW168_12",
		},
		{
			"W168/12/1", "certificate.not-yet", "civic/works/plan/certificate.go",
			`e = shiheng.Forbidden("certificate.not-yet", "number", c.Number, "holder", c.Holder)`, "_ = e",
			inPlan, "TestW168_12_NotYet",
		},
		{
			"W168/4/2", "conference.not-held", "civic/works/plan/conference.go",
			`return shiheng.Forbidden("conference.not-held").By("W168/4/2")`, "return nil",
			inRows, "TestContract/sqlite/projects,_certificates,_conferences",
		},
		{
			"W168/4/2", "conference.minuted", "civic/works/plan/conferences.go",
			`return shiheng.Forbidden("conference.minuted").By("W168/4/2")`, "_ = old",
			inRows, "TestContract/sqlite/projects,_certificates,_conferences",
		},
		{
			"L10 W168/33", "penalty.order", ladder,
			"if r.Step == StepFine || r.Step == StepOrder && r.Stage.fines() {", "if r.Step == StepFine || r.Step == StepOrder {",
			inLaw, "TestLadder_W168_34",
		},
		{
			"L10 W168/34", "penalty.wait penalty.re-inspect penalty.closed", ladder,
			"return refused.By(r.Penalty.Article)", "_ = refused\n\treturn nil",
			inLaw, "TestLadder_W168_34",
		},
		{
			"L10 W168/33", "penalty.above", ladder,
			`return refuse("penalty.above")`, "return nil",
			inLaw, "TestL10_Amount",
		},
		{
			"L10 APL/32", "penalty.below", ladder,
			`return refuse("penalty.below")`, "return nil",
			inLaw, "TestL10_Amount",
		},
		{
			"L10 APL/58", "penalty.legal-review", ladder,
			`return shiheng.Forbidden("penalty.legal-review", "penalty", r.Penalty.Code).By("APL/58")`, "return nil",
			inLaw, "TestL10_Amount",
		},
		{
			"L10 APL/29", "penalty.nobody", ladder,
			`return Rung{}, shiheng.Forbidden("penalty.nobody").By("APL/29")`, "return Rung{}, nil",
			inLaw, "TestHighest_APL_29",
		},
		{
			"L10 W168/33", "law.no-penalty", "civic/law/penalty.go",
			`return nil, shiheng.Forbidden("law.no-penalty", "article", article).By(article)`, "return nil, nil",
			inLaw, "TestL10_NoPenalty",
		},
	}
}
