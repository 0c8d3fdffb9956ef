// Package media says what a frame is, what a track is, and where a frame's
// bytes live. Every room of the machine wing speaks in these values.
//
// A frame's bytes lie in a [Slab]: memory that is already laid out as it will
// lie on disk, so that a payload is copied once between socket and disk. The
// package reads NAL units far enough to tell frames apart; it decodes nothing.
package media
