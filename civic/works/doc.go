// Package works is the life a video system may lead: from planning to the
// archive, and what moves it on. It keeps acceptances (W168/15), filings
// (R799/14), reports of removal (W168/17), changes and outages (W168/30) and
// what is still owed about a system, and it is the only room that takes a
// system to its next state ([registry.Service.Advance]).
//
// A record, the state it moves, what is owed because of it and the event are
// written in one transaction. A refusal is put on record by itself, with its
// article. Records that were concluded are never edited: a re-check, a new
// filing, a new notice takes their place and says of which.
//
// The police acknowledge what is reported and receive what is filed; nothing
// here asks them to approve (W168/17, R799/14). State never starts or stops
// recording and never bars footage that exists: taking a camera away keeps its
// past. Whether the actor may ask was decided before, by civic/access. Plans,
// projects and the archive of papers are sub-rooms.
package works
