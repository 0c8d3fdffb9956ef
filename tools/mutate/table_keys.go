package main

import "slices"

// keyGates are the checks of signing in otherwise than by password.
func keyGates() []gate { return slices.Concat(passkeyGates(), wayGates(), certificateGates()) }

// passkeyGates are those of passkeys and of challenges.
func passkeyGates() []gate {
	const passkeys = "civic/identity/passkeys.go"
	return []gate{
		{
			"keys", "challenge.used", "civic/identity/ticket.go",
			"if err == nil && !first {", "if err == nil && !first && t.For == \"\" {",
			inRows, "TestPasskeyAnswers",
		},
		{
			"keys", "challenge.over", "civic/identity/ticket.go",
			"t.Session != session || !s.now().Before(t.Until)", "false",
			inRows, "TestPasskeyAnswers",
		},
		{
			"keys", "passkey.wrong: somebody else's", passkeys,
			"if key.Account != a.ID {", "if key.Account != a.ID && a.ID.IsZero() {",
			inRows, "TestPasskeyBesidesThePassword",
		},
		{
			"keys", "passkey.wrong: stopped", passkeys,
			"case !key.Stopped.IsZero():", "case !key.Stopped.IsZero() && key.ID.IsZero():",
			inRows, "TestClonedPasskey/sqlite",
		},
		{
			"keys", "passkey.cloned", passkeys,
			"case got.Cloned:", "case got.Cloned && key.ID.IsZero():",
			inRows, "TestClonedPasskey/sqlite",
		},
		{
			"keys", "passkey.wrong: unverified", "civic/identity/passkey/passkey.go",
			"webauthn.WithUserVerification(protocol.VerificationRequired)", "webauthn.WithUserVerification(protocol.VerificationDiscouraged)",
			"./civic/identity/passkey", "TestPasskey",
		},
		{
			"keys", "account.must-change-password", passkeys,
			"if p.Account.MustChange {", "if p.Account.MustChange && p.Account.Login == \"\" {",
			inRows, "TestKeysOfAnAccount",
		},
		{
			"keys", "factor.required", "civic/identity/key.go",
			"case own && must:", "case own && must && id.IsZero():",
			inRows, "TestKeysOfAnAccount",
		},
		{
			"keys", "login.locked", passkeys,
			"if err == nil && a.LockedUntil.After(now) {", "if err == nil && a.LockedUntil.After(now) && a.ID.IsZero() {",
			inRows, "TestPasskeyGoesNotPastALock",
		},
	}
}
