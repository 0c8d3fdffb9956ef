package main

// forwardGates are the forwarding of live pictures (L4), under each regime.
//
//house:long a flat table
func forwardGates() []gate {
	const room, open, officials, citizens = "civic/access/forward/service.go", "civic/access/forward/open.go", "civic/access/official/forward.go",
		"civic/access/citizen/open.go"
	const refused, ends, under = "TestForwardRefused_W168_29", "TestForwardEnds_W168_29", "TestForwardOfficial_W168_24"
	return []gate{
		{
			"L4 W168/29/1", "the clauses decide who forwards", room,
			"if err := v.Err(string(audit.ForwardMake)); err != nil {", "if err := v.Err(string(audit.ForwardMake)); err != nil && f.Purpose == \"-\" {",
			inRows, refused,
		},
		{
			"L4 W168/29/2", "the clauses decide who receives", room,
			"return v.Err(string(audit.ForwardMake))", "_ = v\n	return nil",
			inRows, refused,
		},
		{
			"L4 W168/29/1", "forward.live-only", room,
			"if g.Act != shiheng.ActLive {", "if g.Act == \"\" {",
			inRows, refused,
		},
		{
			"L4 W168/29/1", "forward.camera: only what is watched", room,
			"if !slices.Contains(g.Cameras, camera) {", "if len(g.Cameras) == 99 && !camera.IsZero() {",
			inRows, refused,
		},
		{
			"L4 W168/29/1", "what was forwarded goes no further", room,
			"onward := Ours(g)", "onward := Ours(g) && g.Basis == \"\"",
			inRows, refused,
		},
		{
			"R799/16/3", "clause.own-forward-registered: a purpose under official access too", room,
			"if f.Purpose == \"\" {", "if f.Purpose == \"-\" {",
			inRows, under,
		},
		{
			"L4 W168/29/1", "forward.not-yours: who takes it back", room,
			"if errors.Is(err, shiheng.ErrNotFound) {\n\t\treturn shiheng.Forbidden(\"forward.not-yours\").By(\"W168/29/1\")\n\t}",
			"if errors.Is(err, shiheng.ErrNotFound) {\n\t\treturn nil\n\t}",
			inRows, refused,
		},
		{
			"L4 W168/29/1", "forward.ended stops what runs", room,
			"return f, s.cfg.Access.End(ctx, taken(), running...)", "return f, nil",
			inRows, "TestContract/sqlite/forwarding",
		},
		{
			"L4 W168/29/1", "forward.ended opens nothing", open,
			"case Ended:\n\t\treturn taken(), nil", "case Ended:\n\t\treturn nil, nil",
			inRows, ends,
		},
		{
			"L4 W168/29/1", "forward.none: a grant that nothing knows of", open,
			"return shiheng.Forbidden(\"forward.none\").By(\"W168/29/1\"), nil", "return nil, nil",
			inRows, ends,
		},
		{
			"R799/16/3", "forward.over", open,
			"case Over:\n\t\treturn shiheng.Expired(\"forward.over\").By(\"R799/16/3\"), nil", "case Over:\n\t\treturn nil, nil",
			inRows, ends,
		},
		{
			"L4 W168/29/1", "it ends with the forwarder's right", open,
			"if len(v.Unmet) > 0 {\n\t\t\treturn first(v), nil", "if len(v.Unmet) > 99 {\n\t\t\treturn first(v), nil",
			inRows, ends,
		},
		{
			"L4 W168/24/1", "it ends with the application's permission", open,
			"cause != nil || err != nil {", "err != nil {",
			inRows, under,
		},
		{
			"L4 W168/29/1", "only what was asked for and granted", officials,
			"lacks := Unforwardable(s.cfg.Clauses, c, cameras, now); len(lacks) > 0 {",
			"lacks := Unforwardable(s.cfg.Clauses, c, cameras, now); len(lacks) > 99 {",
			inRows, under,
		},
		{
			"L4 W168/24/1/2", "handed on only when both were confirmed just now", officials,
			"live(c, cameras, now, now.Add(-freshFor))", "live(c, cameras, now, time.Time{})",
			inRows, under,
		},
		{
			"L5 W168/25", "citizens forward nothing", citizens,
			"return s.kept(ctx, c, \"forward\", s.now())", "_ = c\n	return nil, nil",
			inRows, "TestForwardCitizen_W168_25",
		},
	}
}
