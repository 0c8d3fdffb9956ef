// Package bundle writes evidence bundles: original footage byte for byte, with
// what somebody who trusts nobody needs to prove by the log that nothing of it
// was changed, put in or left out. docs/reference/evidence-bundle.md is the
// format; what reads it is a program of its own and shares no code with this
// one.
//
// A bundle is made in a directory of its own, in two steps. [Writer.Footage]
// writes footage and camera-minutes; each is on the disk before a line of the
// journal names it, so that a program that was killed goes on where it was. The
// digest of its manifests goes into the log then, as an act of whoever makes
// the bundle, and [Writer.Finish] writes leaves, proofs under one checkpoint of
// each log, custody, lists and seal, and gives the file its name. Finish may be
// repeated; it begins behind the footage each time.
//
// Who may take which footage is decided elsewhere: each chunk is asked for
// before it is read.
package bundle
