package main

// controlGates are the moving of cameras (L4a, L9).
func controlGates() []gate {
	const room, refused = "civic/access/steer/service.go", "TestControlRefused_W168_29_1"
	return []gate{
		{
			"L4 W168/29/1", "the clauses decide who moves a camera", room,
			"return strings.Join(v.Clauses, \" \"), v.Err(string(audit.CameraControl))", "return strings.Join(v.Clauses, \" \"), nil",
			inRows, refused,
		},
		{
			"L4 W168/29/1", "control.own-use: who looks by another's leave moves nothing", room,
			"if !access.OwnUse(g) || g.Act != shiheng.ActLive && g.Act != shiheng.ActTest {", "if g.Act == \"\" {",
			inRows, refused,
		},
		{
			"L4 W168/29/1", "grant.camera: only the camera whose picture is open", room,
			"if err := g.Permits(g.Act, a.Camera, s.now()); err != nil {", "if err := g.Permits(g.Act, a.Camera, s.now()); err != nil && a.Urgent {",
			inRows, refused,
		},
		{
			"L9 W168/29/1", "a control that is not on record is given back", room,
			"give(id)\n", "_ = give\n",
			inRows, "TestControlNotOnRecord_L9",
		},
	}
}
