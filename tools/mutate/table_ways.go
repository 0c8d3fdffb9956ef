package main

// wayGates are the checks of signing in by identity provider and SM2 key.
func wayGates() []gate {
	const outside, sm2 = "civic/identity/outside.go", "civic/identity/sm2.go"
	return []gate{
		{
			"ways", "oidc.wrong: state", outside,
			"if subtle.ConstantTimeCompare([]byte(h.State), []byte(r.State)) != 1 {", "if subtle.ConstantTimeCompare([]byte(h.State), []byte(r.State)) == 2 {",
			inRows, "TestOutside",
		},
		{
			"ways", "oidc.unbound: shut", outside,
			"if refuse := account.shut(now, true, \"\"); refuse != \"\" {", "if refuse := account.shut(now, true, \"\"); refuse == \"never\" {",
			inRows, "TestOutside",
		},
		{
			"ways", "account.self", outside,
			"case a.ID == actor.Account:", "case a.ID == actor.Account && a.Login == \"\":",
			inRows, "TestOutside",
		},
		{
			"ways", "session.step-up: vouched for", "civic/identity/factor.go",
			"if p.key.Kind == Outside || p.key.Kind == Certificate {", "if p.key.Kind == Certificate && p.key.Counter < 0 {",
			inRows, "TestOutside",
		},
		{
			"ways", "sm2.host", sm2,
			"if t.Host != g.Host {", "if t.Host != g.Host && t.Host == \"\" {",
			inRows, "TestSM2Key/sqlite",
		},
		{
			"ways", "sm2.wrong: somebody else's", sm2,
			"if key.Account != p.Account.ID {", "if key.Account != p.Account.ID && p.Account.ID.IsZero() {",
			inRows, "TestSM2GoesNotPastALock",
		},
		{
			"ways", "login.locked: SM2", sm2,
			"if err == nil && account.LockedUntil.After(now) {", "if err == nil && account.LockedUntil.After(now) && account.ID.IsZero() {",
			inRows, "TestSM2GoesNotPastALock",
		},
		{
			"ways", "account.must-change-password: SM2", sm2,
			"} else if p.Account.MustChange {", "} else if p.Account.MustChange && p.Account.Login == \"\" {",
			inRows, "TestSM2Key/sqlite",
		},
		{
			"ways", "sm2.wrong", "civic/identity/guomi/guomi.go",
			"if !ok || !sm2.VerifyASN1WithSM2(k, nil, text, signature) {", "if !ok || !sm2.VerifyASN1WithSM2(k, nil, text, signature) && len(signature) == 0 {",
			inRows, "TestSM2Key/sqlite",
		},
		{
			"ways", "oidc.wrong: nonce", "app/oidc/oidc.go",
			"if signed.Nonce != h.Nonce {", "if signed.Nonce != h.Nonce && h.Nonce == \"\" {",
			"./app/oidc", "TestNonce",
		},
		{
			"ways", "oidc.claim", "app/oidc/oidc.go",
			"if mark == \"\" || len(mark) > 200 {", "if len(mark) > 200 {",
			inApp, "TestProviderAtTheDoor",
		},
	}
}

// certificateGates are the checks of signing in by certificate.
func certificateGates() []gate {
	const certificate = "civic/identity/certificate.go"
	const inTLS = "TestCertificateAtItsOwnDoor"
	return []gate{
		{
			"ways", "cert.none", certificate,
			"return shiheng.Forbidden(\"cert.none\")", "return nil",
			inRows, "TestNoCertificate",
		},
		{
			"ways", "cert.expired", certificate,
			"if now.Before(leaf.NotBefore) || !now.Before(leaf.NotAfter) {", "if now.IsZero() {",
			inApp, inTLS,
		},
		{
			"ways", "cert.key", certificate,
			"	if err := strong(leaf); err != nil {\n		return err", "	if err := strong(leaf); err != nil && now.IsZero() {\n		return err",
			inApp, inTLS,
		},
		{
			"ways", "cert.authority", certificate,
			"return shiheng.Forbidden(\"cert.authority\").From(err)", "return nil",
			inApp, inTLS,
		},
		{
			"ways", "cert.revoked", certificate,
			"if taken.SerialNumber.Cmp(c.SerialNumber) == 0 {", "if taken.SerialNumber.Cmp(c.SerialNumber) == 2 {",
			inApp, inTLS,
		},
		{
			"ways", "cert.list: current", certificate,
			"!now.Before(l.NextUpdate) || ", "",
			inApp, inTLS,
		},
		{
			"ways", "cert.unbound", certificate,
			"account.shut(now, !key.ID.IsZero() &&", "account.shut(now, !account.Disabled || !key.ID.IsZero() &&",
			inApp, inTLS,
		},
		{
			"ways", "account.self: certificate", certificate,
			"case a.ID == actor.Account:", "case a.ID == actor.Account && a.Login == \"\":",
			inApp, inTLS,
		},
	}
}
