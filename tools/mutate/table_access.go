package main

// accessGates are L4 and L9: who may do what, and the record of it before it
// takes effect.
//
//house:long a flat table
func accessGates() []gate {
	const rights, service, request = "civic/access/rights.go", "civic/access/service.go", "civic/access/request.go"
	const clauses = "civic/access/clauses.go"
	return []gate{
		{
			"L4 W168/29/1", "access.role for a duty", rights,
			"if slices.ContainsFunc(r.held, func(h holding) bool { return h.Role == role }) {\n\t\t\treturn Reason{}",
			"if len(r.held) > 0 {\n\t\t\t_ = role\n\t\t\treturn Reason{}",
			inApp, "TestEveryOperationKeepsItsRule",
		},
		{
			"L4 W168/29/1", "what the clauses refuse is refused", clauses,
			"for _, u := range unmet {", "for _, u := range unmet[:0] {",
			inAccess, "TestDecide",
		},
		{
			"L4 W168/29/1", "access.role for footage", clauses,
			`if c.Code == "access.scope" && !r.has(acts(q.act)) {`, `if c.Code == "access.scope" && q.act == "" {`,
			inAccess, "TestDecide",
		},
		{
			"L4 W168/29/1", "clauses are asked with what each role is over", clauses,
			"s.Watches = append(s.Watches, areas...)", `s.Watches = append(s.Watches, clause.Everywhere)`,
			inAccess, "TestDecide",
		},
		{
			"L4 W168/29/1", "an administrator is one to the clauses", clauses,
			"s.Administrator = true", "s.Administrator = false",
			inAccess, "TestDecide",
		},
		{
			"L4 W168/29/1", "an auditor is one to the clauses", clauses,
			"s.Auditor = true", "s.Auditor = false",
			inAccess, "TestDecide",
		},
		{
			"R799/16/3", "export.expires", request,
			"o.Expires = q.Expires.Add(1).Start()", "o.Expires = now.Add(1e9)",
			inAccess, "TestCopyLine_R799_16",
		},
		{
			"R799/16/3", "playback.purpose", request,
			"DutyFrom: q.dutyFrom", "DutyFrom: time.Time{}",
			inRows, "TestOlderFootageAsksItsPurpose_R799_16/sqlite",
		},
		{
			"L4 W168/29/1", "access.scope: another's camera is not there", request,
			"if !exists || !r.Knows(c) {", "if !exists {",
			inAccess, "TestAnothersCameraTellsNothing_W168_29",
		},
		{
			"L2 W168/15/2", "system.not-watched", "civic/access/clause/register.go",
			"Watched: l.System.State.Watched()", "Watched: true",
			inAccess, "TestDecide",
		},
		{
			"W168/30/3", "system.test-in-service", "civic/access/clause/register.go",
			"Testable: l.System.State.Testable()", "Testable: true",
			inAccess, "TestDecide",
		},
		{
			"W168/29/2", "clause.secret-staff", "civic/access/clause/register.go",
			"Secret: l.Grade,", "Secret: 0,",
			inAccess, "TestSecretIsForNobody_W168_29_2",
		},
		{
			"L4 W168/29/1", "Over: a duty reaches as far as the roles that have it", rights,
			"return r.over(func(role identity.Role) bool { return slices.Contains(has, role) })",
			"return r.over(func(role identity.Role) bool { return true })",
			inAccess, "TestOver_W168_29",
		},
		{
			"L4 W168/29/1", "Scope: lists end with what one's roles are over", rights,
			"return r.over(func(identity.Role) bool { return true })", "return registry.Scope{All: true}",
			inApp, "TestRegisterEndsAtTheScope",
		},
		{
			"L4 W168/29/1", "Units: registers of people end with what one's roles are over", rights,
			"s = s.Join(h.units)", "s = party.Scope{All: len(h.Role) > 0}",
			inApp, "TestTerritory_W168_5_W168_29",
		},
		{
			"L4 W168/29/1", "access.scope: a camera outside is not managed", "civic/access/basic.go",
			"if r.Over(d).Covers(c) {\n\t\treturn nil", "if r.Over(d).Covers(c) || s != nil {\n\t\treturn nil",
			inApp, "TestArchiveIsManagedWithinTheScope_W168_29",
		},
		{
			"L4 W168/29/1", "a system outside is not there", "civic/registry/scope.go",
			"SystemFilter{Scope: scope, Systems: []shiheng.SystemID{id}}", "SystemFilter{Scope: Scope{All: true}, Systems: []shiheng.SystemID{id}}",
			inApp, "TestTerritory_W168_5_W168_29",
		},
		{
			"L4 W168/29/1", "a place outside is not there", "civic/registry/scope.go",
			"PlaceFilter{Scope: scope, Places: []shiheng.PlaceID{id}}", "PlaceFilter{Scope: Scope{All: true}, Places: []shiheng.PlaceID{id}}",
			inApp, "TestTerritory_W168_5_W168_29",
		},
		{
			"L4 W168/29/1", "a record outside is not there", "api/route/records.go",
			"registry.RecordFilter{Scope: scope, ID: id}", "registry.RecordFilter{Scope: registry.Scope{All: true}, ID: id}",
			inApp, "TestTerritory_W168_5_W168_29",
		},
		{
			"L4 W168/29/1", "a list of records ends with the scope", "api/route/records.go",
			"f = registry.RecordFilter{Scope: scope, State: q.State, Text: q.Q}", "f = registry.RecordFilter{Scope: registry.Scope{All: true}, State: q.State, Text: q.Q}",
			inApp, "TestTerritory_W168_5_W168_29",
		},
		{
			"L4 W168/29/1", "where.systems: lists of systems end with the scope", "store/rows/scope.go",
			"bounds := systemsIn(s)\n\tw.and(bounds.either(), bounds.args...)", "bounds := systemsIn(s)\n\t_ = bounds",
			inApp, "TestTerritory_W168_5_W168_29",
		},
		{
			"L4 W168/29/1", "rows of records end with the scope", "store/rows/records.go",
			"if !f.Scope.All {\n\t\tcond", "if !f.Scope.All && f.Text == \"?\" {\n\t\tcond",
			inApp, "TestTerritory_W168_5_W168_29",
		},
		{
			"W168/29/1", "role.separate", "civic/identity/roles.go",
			`return shiheng.Forbidden("role.separate", "role", string(o.Role), "other", string(g.Role)).By("W168/29/1")`, "_ = o",
			inRows, "TestRolesApart_W168_29",
		},
		{
			"L9 W168/29/1", "a refusal of a duty is on record", service,
			"e := audit.New(r.now, p.Actor(), audit.ManagementAct, audit.Object{Kind: \"duty\", ID: string(d)}).Refuse(why.Article, why.Code)\n\tif err := s.cfg.Log.Append(ctx, e); err != nil {",
			"e := audit.New(r.now, p.Actor(), audit.ManagementAct, audit.Object{Kind: \"duty\", ID: string(d)}).Refuse(why.Article, why.Code)\n\tif err := error(nil); err != nil || e.At.IsZero() {",
			inRows, "TestAuthorize",
		},
		{
			"L9 W168/29/1", "a refusal of footage is on record", service,
			"\tif err := s.cfg.Log.Append(ctx, e); err != nil {\n\t\treturn fmt.Errorf(\"record refusal: %w\", err)\n\t}\n\treturn &Refusal{Act: string(q.Act)",
			"\treturn &Refusal{Act: string(q.Act)",
			inRows, "TestL9_WrittenBefore/sqlite",
		},
		{
			"L9 W168/29/1", "a grant is on record before it is given", service,
			"if err := tx.InsertGrant(m); err != nil {\n\t\treturn err\n\t}\n\treturn tx.Append(e)", "return tx.InsertGrant(m)",
			inRows, "TestL9_WrittenBefore/sqlite",
		},
		{
			"L9 W168/29/1", "no grant for a session that ended meanwhile", service,
			"if !live {", "if !live && g.ID.IsZero() {",
			inRows, "TestNoGrantForAnEndedSession",
		},
		{
			"L9 W168/9", "a refusal of the register is on record", "civic/registry/cameras.go",
			"if refused = asRefusal(err); refused != nil {\n\t\t\treturn tx.Append(refusal(event, refused))",
			"if refused = asRefusal(err); refused != nil {\n\t\t\treturn nil",
			inRows, "TestL1_W168_9/sqlite",
		},
		{
			"L9 W168/9", "a refusal to admit a channel is on record", "civic/registry/devices.go",
			"if refused = asRefusal(err); refused != nil {\n\t\t\treturn tx.Append(refusal(event, refused))",
			"if refused = asRefusal(err); refused != nil {\n\t\t\treturn nil",
			inRows, "TestL1_W168_9/sqlite",
		},
		{
			"L9 W168/17", "a refusal of works is on record", "civic/works/service.go",
			"return audit.Under(ctx, s.cfg.Store.Write, event, func", "return s.cfg.Store.Write(ctx, func",
			inRows, "TestL3_Removal_W168_17/sqlite",
		},
		{
			"L9 W168/16", "a refusal of the binder is on record", "civic/works/binder/service.go",
			"return audit.Under(ctx, s.cfg.Store.Write, e, func", "return s.cfg.Store.Write(ctx, func",
			inRows, "TestContract/sqlite/binder_of_a_system",
		},
		{
			"L9 W168/18", "a refusal of upkeep is on record", "civic/works/upkeep/service.go",
			"return audit.Under(ctx, s.cfg.Store.Write, e, func", "return s.cfg.Store.Write(ctx, func",
			inRows, "TestContract/sqlite/sound_and_secrecy",
		},
		{
			"L9 W168/29/1", "refused rows of a sheet are on record", "civic/archive/import.go",
			"if r.Article == \"\" {\n\t\t\tcontinue", "if r.Article != \"\" || r.Line > 0 {\n\t\t\tcontinue",
			inRows, "TestArchiveContract/sqlite/import_keeps_to_scope_and_gates",
		},
		{
			"L9 W168/17", "an act of works is on record", "civic/works/service.go",
			"return tx.Append(j.event)", "return nil",
			inRows, "TestL9_Works_W168_29",
		},
	}
}

// fieldGates are L8: basic information field by role (W168/26, W168/29).
//
//house:long a flat table
func fieldGates() []gate {
	const basic = "civic/access/basic.go"
	return []gate{
		{
			"L8 W168/29/1", "access.field: roles of a kind", basic,
			"if slices.Contains(roles, h.Role) && (!h.Role.Scoped() || h.reach.Covers(c)) {", "if _ = roles; !h.Role.Scoped() || h.reach.Covers(c) {",
			inAccess, "TestL8_W168_26_W168_29",
		},
		{
			"L8 W168/29/1", "access.field: over the camera", basic,
			"if slices.Contains(roles, h.Role) && (!h.Role.Scoped() || h.reach.Covers(c)) {", "if slices.Contains(roles, h.Role) {",
			inAccess, "TestL8_W168_26_W168_29",
		},
		{
			"L8 W168/29/1", "access.field: what is not sorted is secret", basic,
			"return kind\n\t}\n\treturn BasicSecret", "return kind\n\t}\n\treturn BasicOpen",
			inAccess, "TestL8_W168_26_W168_29",
		},
		{
			"L8 W168/29/1", "access.field when a list is narrowed", basic,
			"e := audit.New(r.now, p.Actor(), audit.ManagementAct, audit.Object{Kind: \"field\", ID: f})", "if r.law != nil {\n\t\t\tcontinue\n\t\t}\n\t\te := audit.New(r.now, p.Actor(), audit.ManagementAct, audit.Object{Kind: \"field\", ID: f})",
			inApp, "TestL8_Asking_W168_29",
		},
		{
			"L8 W168/29/1", "access.field: asking tells", basic,
			"}) {\n\t\t\treturn no\n\t\t}", "}) && r.law == nil {\n\t\t\treturn no\n\t\t}",
			inAccess, "TestL8_AskingTells",
		},
		{
			"L8 W168/29/1", "access.field: the refusal to narrow a list is on record", basic,
			"if err := s.cfg.Log.Append(ctx, e); err != nil {", "if err := error(nil); err != nil || e.At.IsZero() {",
			inApp, "TestL8_Asking_W168_29",
		},
		{
			"L8 W168/29/1", "a camera's code", "api/cameras.go",
			`if who.Rights.Sees("device_code", l) == (access.Reason{}) {`, `if l.ID != (shiheng.CameraID{}) {`,
			inApp, "TestL8_Register_W168_29",
		},
		{
			"L8 W168/29/1", "a camera's sources", "api/cameras.go",
			`if who.Rights.Sees("source.url", l) == (access.Reason{}) {`, `if l.ID != (shiheng.CameraID{}) {`,
			inApp, "TestL8_Register_W168_29",
		},
		{
			"L8 W168/29/1", "a place's address", "api/register.go",
			"if veilsAddress(who, g) {\n\t\tv.Address", "if veilsAddress(who, g) && v.Name == \"\" {\n\t\tv.Address",
			inApp, "TestL8_Register_W168_29",
		},
		{
			"L8 W168/29/1", "places found by their address", "api/register.go",
			`if in.Q != "" {`, `if in.Q == "?" {`,
			inApp, "TestL8_Register_W168_29",
		},
		{
			"L8 W168/29/1", "a system's codes", "api/register.go",
			`if veiled || who.Rights.Asks("device_code") != (access.Reason{}) {`, `if v.Name == "" && veiled {`,
			inApp, "TestL8_Register_W168_29",
		},
		{
			"L8 W168/29/1", "a system's network", "api/register.go",
			`if veiled || who.Rights.Asks("network_type") != (access.Reason{}) {`, `if v.Name == "" && veiled {`,
			inApp, "TestL8_Register_W168_29",
		},
		{
			"L8 W168/29/1", "what is installed in a system", "api/register.go",
			`if veiled || who.Rights.Asks("model") != (access.Reason{}) {`, `if v.Name == "" && veiled {`,
			inApp, "TestL8_Register_W168_29",
		},
		{
			"L8 W168/29/1", "codes and networks in the tree", "api/cameras.go",
			"unlessBasic(who, d.systemView(s, route.Can{}), graded[s.ID])", "d.systemView(s, route.Can{})",
			inApp, "TestL8_Register_W168_29",
		},
		{
			"L8 W168/29/1", "a device's code and address", "api/devices.go",
			"if who.Rights.Veils(g) || !who.Rights.Shows(access.BasicNetwork).All {\n\t\tif v.Name == v.Code", "if !who.Rights.Shows(access.BasicNetwork).All && v.ETag == \"\" {\n\t\tif v.Name == v.Code",
			inApp, "TestL8_Devices_W168_29",
		},
		{
			"L8 W168/29/1", "a channel's code", "api/devices.go",
			"if veiled || !who.Rights.Shows(access.BasicCode).All {", "if veiled && v.Name == \"?\" {",
			inApp, "TestL8_Devices_W168_29",
		},
		{
			"L8 W168/29/1", "fields of an archive record", "api/archive/records.go",
			"case !sees(who, l, f.Code):", "case !sees(who, l, f.Code) && f.Code == \"\":",
			inApp, "TestL8_Archive_W168_29",
		},
		{
			"L8 W168/29/1", "fields of the archive's list", "api/archive/list.go",
			`if all[code] != "" && sees(who, l, code) {`, `if all[code] != "" {`,
			inApp, "TestL8_Archive_W168_29",
		},
		{
			"L8 W168/29/1", "changes of an archive record", "api/archive/records.go",
			"if !sees(who, l, code) {\n\t\t\tothers++", "if !sees(who, l, code) && code == \"\" {\n\t\t\tothers++",
			inApp, "TestL8_Archive_W168_29",
		},
		{
			"L8 W168/29/1", "fields of an exported sheet", "api/archive/sheets.go",
			"Sees: func(l registry.Linked, c archive.Code) bool { return sees(who, l, c) },", "Sees: func(l registry.Linked, c archive.Code) bool { return true },",
			inApp, "TestL8_Archive_W168_29",
		},
		{
			"L8 W168/29/1", "cameras on the map", "api/archive/map.go",
			"Scope: who.Rights.Shows(access.BasicPosition)", "Scope: who.Rights.Shows(access.BasicOpen)",
			inApp, "TestL8_Archive_W168_29",
		},
	}
}

// keepGates are L6: what may not be deleted (W168/28, W168/29, R799/17).
//
//house:long a flat table
func keepGates() []gate {
	const retain = "civic/retain/retain.go"
	return []gate{
		{
			"L6 W168/28", "held", retain,
			"case f.Held:\n\t\tv.Reason = Held", "case f.Held && f.Recording:\n\t\tv.Reason = Held",
			inRetain, "TestDecide",
		},
		{
			"L6 W168/28", "young", retain,
			"case v.Age < v.Floor:\n\t\tv.Reason = Young", "case v.Age < v.Floor && !f.Needed:\n\t\tv.Reason = Young",
			inRetain, "TestTheTwoNevers",
		},
		{
			"L6 W168/28", "age-unclear: a clock set forward deletes nothing", retain,
			"max(min(wall, running), f.Attested, 0)", "max(min(wall, max(wall, running)), f.Attested, 0)",
			inRetain, "TestDecide",
		},
		{
			"L6 W168/28", "thirty days, whatever is set", retain,
			"floorDays = max(floorDays, MinimumDays)", "_ = MinimumDays",
			inRetain, "TestDecide",
		},
		{
			"L6 W168/28", "a law-day is a day", retain,
			"day = max(day, 24*time.Hour)", "_ = day",
			inRetain, "TestDecide",
		},
		{
			"L6 ATL/32", "90 days of an anti-terror key target", "civic/law/term.go",
			"case f.Days < out.Days || !l.speaks(f, facts, on):", "case f.Days < out.Days || f.Days > 30 || !l.speaks(f, facts, on):",
			inLaw, "TestFloor_W168_28_R799_17_ATL_32",
		},
	}
}
