// Package ledger keeps the record that an outsider can check: the log on disk
// (RFC 6962 in C2SP tlog-tiles, by transparency-dev/tessera, whose types stay
// in here), its keys, and what a witness remembers of the logs it watches. What
// a leaf, a checkpoint and a proof are is civic/ledger's to say.
//
// A log belongs to one process: its directory is locked with the data directory
// that it stands in.
package ledger
