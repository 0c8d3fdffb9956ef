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
			"return \"\", shiheng.Forbidden(\"cert.none\")", "return \"\", nil",
			inRows, "TestNoCertificate",
		},
		{
			"ways", "cert.expired", certificate,
			"if now.Before(leaf.NotBefore) || !now.Before(leaf.NotAfter) {", "if now.IsZero() {",
			inApp, inTLS,
		},
		{
			"ways", "cert.key", certificate,
			"	if err := strong(leaf); err != nil {\n		return \"\", err", "	if err := strong(leaf); err != nil && now.IsZero() {\n		return \"\", err",
			inApp, inTLS,
		},
		{
			"ways", "cert.authority", certificate,
			"return \"\", shiheng.Forbidden(\"cert.authority\").From(err)", "return \"\", nil",
			inApp, inTLS,
		},
		{
			"ways", "cert.revoked", certificate,
			"if taken.SerialNumber.Cmp(c.SerialNumber) == 0 {", "if taken.SerialNumber.Cmp(c.SerialNumber) == 2 {",
			inApp, inTLS,
		},
		{
			"ways", "cert.revoked: responder", "app/ocsp/ocsp.go",
			"case status == ocsp.Revoked:", "case status == ocsp.Revoked && address == \"\":",
			"./app/ocsp", "TestAsk",
		},
		{
			"ways", "cert.responder: who may answer", "app/ocsp/ocsp.go",
			"if !slices.Contains(by.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) || ", "if by.IsCA && !slices.Contains(by.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) || ",
			"./app/ocsp", "TestAsk",
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

// owedGates are the checks of a second factor that is owed, and of proving anew
// at the provider.
func owedGates() []gate {
	return []gate{
		{
			"ways", "session.owed", "api/session.go",
			"if err := p.Settled(); err != nil &&", "if err := p.Settled(); err != nil && tok == \"\" &&",
			inApp, "TestProviderAtTheDoor",
		},
		{
			"ways", "session.owed: standing", "civic/identity/standing.go",
			"case a.twofold():\n\t\treturn Owed", "case a.twofold() && a.Login == \"\":\n\t\treturn Owed",
			inRows, "TestSecondFactorIsOwed/sqlite",
		},
		{
			"ways", "login.code-wrong: nothing to owe", "civic/identity/standing.go",
			"if !a.twofold() || a.LockedUntil.After(now) {", "if a.LockedUntil.After(now) {",
			inRows, "TestNothingIsOwed",
		},
		{
			"ways", "oidc.unbound: anew", "civic/identity/standing.go",
			"err == nil && account.ID != p.Account.ID, ", "",
			inRows, "TestProvingAnewOutside",
		},
		{
			"ways", "oidc.stale", "civic/identity/standing.go",
			"case who.At.Before(t.Until.Add(-challengeLife - outsideSlack)):", "case who.At.Before(t.Until.AddDate(-9, 0, 0)) && !who.At.IsZero():",
			inRows, "TestProvingAnewOutside",
		},
		{
			"ways", "oidc.weak", "civic/identity/standing.go",
			"if shown.strong == \"\" && !account.twofold() {", "if shown.strong == \"\" && !account.twofold() && account.Login == \"\" {",
			inRows, "TestProvingAnewOutside",
		},
	}
}
