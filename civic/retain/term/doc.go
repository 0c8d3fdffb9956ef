// Package term keeps the register of how long footage is kept: for each camera
// the term the law gives it and when that changed, and how its footage stands
// against it (W168/28/2, R799/17).
//
// The rules are civic/retain's and read here as facts: what there is comes from
// the footage store, the term from the law packs. A judgement is kept so that
// lists and indicators can go by it, and made anew for whoever looks at one
// camera. Nothing here erases anything.
package term
