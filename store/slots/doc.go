// Package slots keeps footage on disks: in volumes of slots of chunks. It is
// the only part of the product that deletes footage.
//
// A [Store] implements record.Store and record.Library. Appending never waits
// for a disk: chunks stay in memory, counted against one budget, until the
// writer of their disk has written and synced them in batches.
//
// Write order. To keep: the slot's entry and its chunks are written in one
// batch and synced together, the entry's twin in the next batch, rows last. A
// slot is sealed by its footer, then the entry, then the twin, then the row.
// To delete: the row says condemned, the caller's log takes it (Config.Condemned),
// the entry says condemned, the bytes are zeroed and synced, the entry says
// free, the row goes. Every step may be repeated after a crash. Chunks found
// without a row are adopted, never thrown away.
//
// What must be kept is decided by civic/retain; this package hands it facts.
// The byte format is docs/reference/footage-format.md, the reasons are in
// docs/design/footage-store.md.
package slots
