// Package deliver brings pictures to browsers: live as fragmented MP4 over
// WebSocket or by WHEP, the past as fragmented MP4 that the player drives,
// stills, and exports. It takes a checked [shiheng.Grant] for everything and
// has no other way in (design, invariant 1).
//
// A request's way: the API finds session and grant, and calls one of the Serve
// methods. The session is admitted (grant permits now, bounds of sessions not
// reached), the source is held open through [Sources], frames come from the
// hub or from [Footage], become fragments, and go out one message per frame.
// A session ends when the player leaves, when the grant's time is over, when
// the grant or the login behind it is revoked, or when the machine stops; the
// player is told the cause in an `end` message.
//
// The wire is docs/reference/media-wire.md. Nobody here makes the hub wait: a
// frame is copied once per viewer into the session's own buffer and its slab
// released before the socket is written, so a hung socket pins no footage.
package deliver
