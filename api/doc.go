// Package api is the staff door: JSON over HTTP under /api/v1, described by
// OpenAPI 3.1 that is generated from the types here, the console's files, and
// the media sessions that hang on a grant.
//
// It turns requests into calls of civic rooms and their errors into words a
// screen can show (RFC 9457 problems with a stable code and the article). It
// decides nothing: permission is civic/access's, frames are video/deliver's.
// Every handler but the few marked open needs a session; a handler without a
// rule does not register.
package api
