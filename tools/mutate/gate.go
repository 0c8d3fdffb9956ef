package main

import (
	"slices"
	"strings"
)

// A gate is one check of the house, with what the program looks like without
// it and the test that must then fail.
type gate struct {
	law  string // gate of the design, and the article
	code string // what it refuses with, or what it is called
	file string // from the root of the module
	old  string // its text, once in the file
	new  string // the text without the gate
	pkg  string // of the test
	test string // its name, with that of a subtest behind a slash
}

// named reports whether one of the words is in what the gate goes by; no
// words name every gate.
func (g gate) named(words []string) bool {
	return len(words) == 0 || slices.ContainsFunc(words, func(w string) bool {
		return strings.Contains(strings.Join([]string{g.law, g.code, g.file, g.pkg, g.test}, " "), w)
	})
}

// gates is every gate there is.
func gates() []gate {
	return slices.Concat(roomGates(), lifeGates(), registerGates(), paperGates(), planGates(), accessGates(), fieldGates(), keepGates(), factorGates(), peopleGates(), oversightGates(),
		officialGates(), holdGates(), retentionGates(), custodyGates(), secondGates(), owedGates(), markGates(), recordGates(), backupGates(),
		keyGates(), citizenGates(), deskGates(), forwardGates(), controlGates())
}

// The rooms whose tests guard gates.
const (
	inRows     = "./store/rows"
	inApp      = "./app"
	inRegistry = "./civic/registry"
	inAccess   = "./civic/access"
	inUpkeep   = "./civic/works/upkeep"
	inBinder   = "./civic/works/binder"
	inPlan     = "./civic/works/plan"
	inRetain   = "./civic/retain"
	inLaw      = "./civic/law"
	inLink     = "./civic/catalogue"
	inIdentity = "./civic/identity"
	inLedger   = "./civic/ledger"
)

// exempt are the refusals in civic that are no gate of the order's, each with
// the reason: a test of its own room is enough for them.
func exempt() map[string]string {
	return map[string]string{
		"account.disabled":         "ends sessions, by identity's own tests",
		"account.over":             "ends an account whose time ran out, by TestAccountEnds",
		"session.revoked":          "tells how a session ended",
		"official.revoked":         "tells how a viewing ended",
		"citizen.none":             "a case that is not there lets nothing run, as access.scope",
		"citizen.revoked":          "tells how a look ended",
		"official.none":            "an application that is not there lets nothing run, as access.scope",
		"session.password":         "tells how a session ended",
		"session.factor":           "tells how a session ended",
		"house.claim-token":        "the first claim, by TestFirstClaim",
		"login.wrong":              "says nothing on purpose, by TestLoginSaysNothing",
		"camera.practice-over":     "bounds a practice store, by TestPractice",
		"law.penalty-not-in-force": "asks for a rule that is not there",
		"removal.no-notice":        "stands three times in the table of life; its lines are here by their conditions",
	}
}
