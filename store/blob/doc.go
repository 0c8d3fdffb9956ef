// Package blob keeps write-once objects: attachments, PDF, later exports and
// archived slots. An object has a name, is written whole or not at all, and is
// never changed; objects kept by what they are have their SHA-256 as name.
//
// [Dir] is a directory, [Memory] the same in memory for tests; both are held
// to one contract test. Order of writing in a directory: a file under tmp/ is
// written and synced, linked to its name, which fails when the name is taken,
// and the directory synced; then nil is returned. A crash leaves at most a
// file under tmp/, which the next [Open] removes; every step may be repeated.
//
// What an object is and who may read it is the business of the rooms that name
// it.
package blob
