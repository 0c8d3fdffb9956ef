package main

// recordGates are those of the log of acts and its witness (L9, W168/31).
func recordGates() []gate {
	const witness = "civic/ledger/witness.go"
	return []gate{
		{
			"L9 W168/31", "the log has it before the past opens", "civic/access/service.go",
			"if unlogged != nil && run.ended == nil {", "if false && unlogged != nil && run.ended == nil {",
			inRows, "TestL9_TheLogFirst",
		},
		{
			"L9 W168/31", "witness.signature", witness,
			"if err != nil {\n\t\treturn nil, shiheng.Forbidden(\"witness.signature\").From(err)\n\t}",
			"if false {\n\t\treturn nil, shiheng.Forbidden(\"witness.signature\").From(err)\n\t}",
			inLedger, "TestWitnessRefuses",
		},
		{
			"L9 W168/31", "a tree that is no continuation is not cosigned", witness,
			"if err := w.judge(ctx, r, last, next); err != nil {", "if err := w.judge(ctx, r, last, next); err != nil && false {",
			inLedger, "TestWitnessRefusesARebuiltLog",
		},
	}
}
