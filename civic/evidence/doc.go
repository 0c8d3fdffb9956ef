// Package evidence keeps footage that is evidence of an offence from deletion,
// alteration and destruction (W168/29/2): the register of holds 信息保全.
//
// A [Hold] is over cameras and a span, and is placed by one authorised person:
// by an account of one's own, or at the counter for an officer who shows a work
// identity card. The footage store is told first; the row and the event are
// written when it answered, within the second. What a crash leaves between the
// two is found by [Service.Run] and becomes a hold that somebody has to look at.
// A hold is lifted by two different persons over one digest and a written
// decision; by two organisations where an outside organ asked for it. The clauses
// (civic/access/clause) decide on both.
//
// What is not in the footage store, because it lies on a device or on a disk
// that is away, is never called secured: it is listed with its exact spans
// until it is there. How footage is kept, the footage store knows; who may look
// at it, civic/access. Copies for handing over are made elsewhere.
package evidence
