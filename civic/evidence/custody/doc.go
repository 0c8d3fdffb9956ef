// Package custody is the register of copies that are handed over as evidence:
// asked for, made, fetched, handed over against a receipt, returned or
// destroyed.
//
// An [Export] is asked for under a grant and never wider than it: of an
// application for official access where copying or retrieving was granted
// (W168/23, 24), or for the unit's own lawful purpose (R799/16). Nobody else
// gets here: citizens look, and maintenance sees no past. It is made in the
// background ([Service.Run]), chunk by chunk under that grant; what ends the
// grant ends the making, and who asked may go on under another one. Its act
// names the digest of what was made and stands in the log before anybody can
// fetch it. The file is kept for some days and then erased; the line stays.
//
// How a bundle is made, what it costs and where it lies, a [Maker] knows.
package custody
