// Package identity knows the people: their accounts, passwords, sessions and
// the roles they hold over places, systems and cameras for a time.
//
// It answers "who is this" and "which roles has he"; what a role may do is
// civic/access's to say. Passwords are kept as argon2id, session tokens as a
// hash, and neither ever appears in an event, a log or an error. Each change
// is committed together with its audit event; whoever must act on it at once
// (running grants end with their session) is told after the commit through
// [Listener].
//
// A login is refused faster than it can be guessed: delays grow per account
// and per source address ([Throttle]). There is no default password and no
// default account: the first administrator claims the house with a token
// printed at the first start, and everybody else begins with a one-time
// password that must be changed.
//
// Against cross-site requests the door (api) relies on the cookie's
// SameSite=Strict together with http.CrossOriginProtection; a session token
// travels in that cookie only.
package identity
