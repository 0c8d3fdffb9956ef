package main

// retentionGates are the gates about how long footage is kept (W168/28/2,
// R799/17).
//
//house:long a flat table
func retentionGates() []gate {
	const retain, proof, purpose, ceiling = "civic/retain/retain.go", "civic/retain/proof.go", "civic/retain/term/purpose.go", "civic/retain/term/ceiling.go"
	return []gate{
		{
			"L6 R799/17", "a longer purpose keeps footage", retain,
			"case f.Purposed:", "case f.Purposed && f.Recording:",
			inRetain, "TestDecide",
		},
		{
			"L6 W168/28", "a witness proves no more than our clocks say as well", proof,
			"max(min(m.At.Sub(last.At), ours), 0)", "max(m.At.Sub(last.At), 0*ours)",
			inRetain, "TestProof",
		},
		{
			"L6 W168/28", "our clock proves no more than the witness says", proof,
			"max(min(m.At.Sub(last.At), ours), 0)", "max(ours, 0)",
			inRetain, "TestProof",
		},
		{
			"R799/17", "retention.purpose-none", purpose,
			`case n.Purpose == "":`, `case n.Purpose == "\x00":`,
			inRows, "TestPurposes_R799_17",
		},
		{
			"R799/17", "retention.basis", purpose,
			"case !known:", "case !known && len(n.Cameras) > 999:",
			inRows, "TestPurposes_R799_17",
		},
		{
			"L4 W168/29/1", "another's camera is not there", purpose,
			"if i < 0 || linked[i].System.ID != n.System || !k.Scope.Covers(linked[i]) {", "if i < 0 {",
			inRows, "TestPurposes_R799_17",
		},
		{
			"L6 W168/28/2", "retention.below-term", ceiling,
			"case c.Days < 0:", "case c.Days < -9999:",
			inRows, "TestCeiling_R799_17",
		},
		{
			"R799/17", "retention.ceiling-reason", ceiling,
			`case c.Days > 0 && c.Reason == "":`, `case c.Days > 9999 && c.Reason == "":`,
			inRows, "TestCeiling_R799_17",
		},
	}
}
