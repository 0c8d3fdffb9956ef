package main

// markGates are those of marks over pictures and in them (W168/29/1).
func markGates() []gate {
	return []gate{
		{
			"W168/29/1", "grant.mark: a picture without its mark stops", "civic/access/running.go",
			"logged := s.cfg.Log.Append(ctx, e)\n\ts.finish(func(r *running) bool { return r.grant.ID == id }, cause)", "logged := s.cfg.Log.Append(ctx, e)",
			inRows, "TestTampered_W168_29/sqlite",
		},
	}
}
