// Package backup makes copies of all that a platform keeps beside its footage,
// while it runs: rows, the log with its camera-minutes, what witnesses signed,
// papers, keys and settings; it looks whether a copy is whole, and puts one into
// an empty directory (docs/guide/backup.md).
//
// Write order: the copy grows under a name of its own (TO.partial), rows first,
// then the log, so that rows are older than it by moments at most; the list of
// all files with their digests comes last, everything is read back, and only
// then it gets its name. What was cut off is no backup, and is made anew.
//
// Keys leave the machine sealed only: under a public key whose private half
// comes from the custodians' passphrase and lies nowhere.
package backup
