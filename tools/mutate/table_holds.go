package main

// holdGates are the gates about footage that is evidence (W168/29/2).
//
//house:long a flat table
func holdGates() []gate {
	const place, lift, kept, round = "civic/evidence/place.go", "civic/evidence/lift.go", "civic/evidence/kept.go", "civic/evidence/round.go"
	return []gate{
		{
			"L6 W168/29/2", "the clauses decide who holds", place,
			"if lacks := s.unmet(r, slots(p.Cameras, linked)); len(lacks) > 0 {", "if lacks := s.unmet(r, slots(p.Cameras, linked)); len(lacks) > 99 {",
			inRows, "TestHoldClauses_W168_29_2",
		},
		{
			"L4 W168/29/1", "access.scope: another's camera is not held", "civic/evidence/service.go",
			"if i < 0 || !k.Scope.Covers(linked[i]) { // another's", "if i < 0 { // another's",
			inRows, "TestHoldScope_W168_29",
		},
		{
			"L6 W168/29/2", "the clauses decide who lifts", lift,
			"if err == nil && len(lacks) > 0 {", "if err == nil && len(lacks) > 99 {",
			inRows, "TestHoldLift_W168_29_2",
		},
		{
			"L6 W168/29/2", "lifting is asked with who proposed it", lift,
			"first := lifter(one.ID, one.Person, one.Organisation)", `first := clause.Lifter{ID: "somebody", Unit: "elsewhere"}`,
			inRows, "TestHoldLift_W168_29_2",
		},
		{
			"L6 W168/29/2", "a person with two accounts is one", lift,
			"if !person.IsZero() {", "if person.IsZero() && account.IsZero() {",
			inRows, "TestHoldLift_W168_29_2",
		},
		{
			"L6 W168/29/2", "an outside organ's hold is one to the clauses", lift,
			"Outside: h.Outside(),", "Outside: false && h.Outside(),",
			inRows, "TestHoldOrganisations_W168_29_2",
		},
		{
			"L6 W168/29/2", "hold.lift-gone: who proposed it may still", lift,
			"if !still || one.Disabled {", "if !still && one.Disabled {",
			inRows, "TestHoldLift_W168_29_2",
		},
		{
			"L6 W168/29/2", "hold.lift-other: both saw the same", lift,
			"case digest != l.Digest ||", `case digest == "" ||`,
			inRows, "TestHoldLift_W168_29_2",
		},
		{
			"L6 W168/29/2", "a proposal lasts a day", "civic/evidence/hold.go",
			"if h.State != InForce || h.Lifting == nil || !now.Before(h.Lifting.Expires) {", "if h.State != InForce || h.Lifting == nil {",
			inRows, "TestHoldLift_W168_29_2",
		},
		{
			"L6 W168/29/2", "what is away is not secured", kept,
			"if p.Where == Elsewhere || p.Where == Missing {", "if p.Where == Elsewhere {",
			"./civic/evidence", "TestAssess_W168_29_2",
		},
		{
			"L6 W168/29/2", "a pin nobody knows is kept", round,
			"if s.now().Sub(p.Placed) >= graceFor {", "if s.now().Sub(p.Placed) >= 1<<60 {",
			inRows, "TestHoldPinsFirst_W168_29_2",
		},
		{
			"L6 W168/28/1", "evidence.amiss: what does not fit is not called unaltered", "civic/evidence/amiss.go",
			"if len(found) > 0 {", "if len(found) > 99 {",
			inRows, "TestUnaltered_W168_28_1",
		},
		{
			"L6 W168/28/1", "no answer is no leave to call it unaltered", "civic/evidence/amiss.go",
			"if err != nil {\n\t\t\treturn err\n\t\t}\n\t\tif len(found) > 0 {", "if len(found) > 0 {",
			inRows, "TestUnaltered_W168_28_1",
		},
		{
			"L6 W168/29/2", "a lost index is pinned anew", round,
			"if len(it.Pins) > 0 && !have[it.Pins[0]] {", "if len(it.Pins) > 0 && have[it.Pins[0]] {",
			inRows, "TestHoldSurvives_W168_29_2",
		},
	}
}
