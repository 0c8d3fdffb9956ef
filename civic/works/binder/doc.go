// Package binder keeps the archive of each video system 立卷归档 (W168/16): the
// papers of its design, building, acceptance and upkeep, and the units and
// technicians who did that work, in eighteen slots.
//
// Which slots must be filled follows from what the system is and what happened
// to it; how far that has come is computed, never stated by anybody. A newer
// paper supersedes an older one, which stays. Sealing 封存 fixes a set of
// entries by one digest over all of them: a sealed entry is never changed, and
// whether it was can be checked at any time. Entries are kept for the life of
// the system; the room has no way to delete one.
//
// The bytes of attachments are civic/papers' to keep; here stand their digests.
package binder
