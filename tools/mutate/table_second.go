package main

// secondGates are those of the second copies of held footage (W168/29/2).
func secondGates() []gate {
	const steps, probe, due = "civic/evidence/second/steps.go", "civic/evidence/second/probe.go", "civic/evidence/second/copy.go"
	return []gate{
		{
			"L6 W168/29/2", "a bucket takes nothing before a probe that counts", steps,
			"if !serves {", "if false && !serves {",
			inRows, "TestSecondCopy_W168_29_2",
		},
		{
			"L6 W168/29/2", "a bucket that gave in is not called compliant", probe,
			"return !p.At.IsZero() && len(p.Broken()) == 0", "return !p.At.IsZero()",
			inRows, "TestSecondBucket_W168_29_2",
		},
		{
			"L6 W168/29/2", "a probe counts for its days", probe,
			"&& now.Before(p.At.Add(time.Duration(days)*24*time.Hour))", "&& days > 0",
			inRows, "TestSecondBucket_W168_29_2",
		},
		{
			"L9 W168/29/2", "the log has it before footage leaves the house", steps,
			"if err := t.cfg.Logged(ctx); err != nil {", "if err := t.cfg.Logged(ctx); err != nil && false {",
			inRows, "TestSecondCopy_W168_29_2",
		},
		{
			"L6 W168/29/2", "an object is read back before it counts", steps,
			"if n != c.Size || got != c.Digest {", "if n != c.Size {",
			inRows, "TestSecondCopyAmiss_W168_29_2",
		},
		{
			"L6 W168/29/2", "an object goes when its lock has run out, not before", due,
			"case !now.Before(c.Until):", "case true || !now.Before(c.Until):",
			inRows, "TestSecondCopy_W168_29_2",
		},
	}
}
