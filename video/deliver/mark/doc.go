// Package mark puts a session mark into delivered footage and reads it back: a
// short authenticated word on who was shown this picture (grant, login, camera,
// time), in an SEI message that players pass over and files keep. Whoever leaks
// a captured stream leaks it with his name on it.
//
// The mark is made at the point of delivery, in the copy that goes out. What is
// stored, what goes to other platforms and what a camera signed is never
// touched: [Signed] tells such streams, and the owner leaves them alone.
//
// All of it is pure: bytes in, bytes out. A mark survives copying and
// re-packing (mp4, mkv, annex B); re-encoding loses it. The form is
// docs/reference/session-mark.md.
package mark
