// Package papers makes the numbered official documents of the product and
// keeps what people attach to things: photos, scans, tables.
//
// A document is a value ([Document]) that any room fills in; the room of the
// papers gives it its number and check code, renders it as a page for print
// from templates a city can edit, and freezes it. What other rooms must call
// inside their own transaction is [Service.Issue] and [Service.Link], with the
// [Tx] that their rows embed. The value as canonical JSON is the electronic
// original; its SHA-256 stands on the paper. A frozen original never changes:
// a correction is a new document that supersedes it, or it is voided with a
// reason.
//
// An attachment's bytes are an object of the blob store under their SHA-256;
// its row says what it is, who added it and to what it belongs. Order of
// writing: bytes durable, then the row.
//
// Rendering is pure. Who may read what is left to the door, which asks the
// room a subject belongs to; making PDF is left to press.
package papers
