// Package ledger is the record that an outsider can check: what a leaf says,
// the tree over leaves, checkpoints with their signatures, and the witness who
// sees that the tree only grows. Everything here is pure; store/ledger keeps
// it.
//
// The tree is that of RFC 6962, with SHA-256 in the log's layout (C2SP
// tlog-tiles) and with SM3 beside it, so that either is enough to check. A
// checkpoint (C2SP tlog-checkpoint) is a signed note of the size and the root;
// it carries an Ed25519 and an SM2 signature, and the cosignatures of witnesses
// (C2SP tlog-cosignature). A leaf is UTF-8 JSON with its keys in order, no
// floating-point number, and no personal data but as salted digests.
package ledger
