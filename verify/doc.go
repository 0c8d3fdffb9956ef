// Package verify checks evidence bundles
// (docs/reference/evidence-bundle.md) for somebody who trusts neither the
// platform nor its makers. It imports nothing of the platform: it is written
// from the formats alone, on signed notes (x/mod), SM2 and SM3 (gmsm) and the
// standard library.
//
// A bundle is a file from outside. Memory is bounded whatever it says of
// itself: members are stored, never unpacked; what is held at once is one
// member of text, or a handful of chunks. What cannot be told is said to be not
// proven, and never guessed.
//
// Nothing here touches a file, a clock or the network; cmd/shiheng-verify is
// the program, verify/page the page for a browser.
package verify
