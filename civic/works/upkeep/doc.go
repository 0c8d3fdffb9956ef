// Package upkeep keeps what a video system in use owes to those around it and
// to the rules of today: signs (W168/14, R799/13), cameras that are obstructed
// and who stands in their way (W168/18), systems from before the order that
// must be upgraded (W168/19), the consent of military and secret-related
// neighbours (R799/10), cameras whose sound may be kept, and what is marked as
// secret (W168/29/2).
//
// The rules are pure functions beside each kind of record; a record and its
// event are written together. Whether the actor may ask was decided before.
// The machine wing obeys what is said here of sound: a camera's sound is kept
// while it is switched on with a reason, and otherwise dropped as it comes in.
package upkeep
