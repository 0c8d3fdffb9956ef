// Package oversight watches over the watchers: it looks at how people looked at
// footage, and shows an auditor what somebody independent should look into. It
// judges nobody, and it never looks at a picture.
//
// Patterns are found by sums over the record of acts, week by week. What is
// found is an [Alarm]; a share of all acts, drawn by chance, is a [Sample] to
// be reviewed whatever it looks like; a [Canary] is a camera that nobody has a
// reason to open, and opening it is an alarm at once. No setting turns any of it
// off, and whoever runs the house can neither read nor decide it: the duties
// are the auditor's alone (W168/29/1, R799/16).
//
// The zero values of types mean nothing; make a [Service] with New.
package oversight
