package main

// oversightGates are those of the watchers over the watchers (W168/29/1).
func oversightGates() []gate {
	return []gate{
		{
			"W168/29/1", "oversight.own: nobody judges their own acts", "civic/oversight/service.go",
			"case whose == actor.Account:", "case whose == actor.Account && d.Note == \"\":",
			inRows, "TestContract/sqlite/oversight",
		},
		{
			"W168/29/1", "role.last-auditor: nobody takes the last auditor away", "civic/identity/roles.go",
			`return shiheng.Forbidden("role.last-auditor").By("W168/29/1")`, "return nil",
			inRows, "TestContract/sqlite/oversight",
		},
		{
			"W168/29/1", "a canary's alarm is raised after a verdict too", "civic/oversight/run.go",
			"case a.Pattern != Opened && a.Value < 2*last.Value:", "case a.Value < 2*last.Value:",
			inRows, "TestContract/sqlite/oversight",
		},
		{
			"W168/29/1", "what doubles after a verdict is an alarm again", "civic/oversight/run.go",
			"case last.Verdict == Pending:\n\t\treturn tx.Refigure", "case true:\n\t\treturn tx.Refigure",
			inRows, "TestContract/sqlite/oversight",
		},
	}
}
