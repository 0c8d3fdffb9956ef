// Package forward hands live pictures on 转发: whoever watches live, and may
// forward, gives the picture to a named account for a set time and a stated
// purpose. Forwarding is a permission of its own beside viewing, retrieving and
// copying (gate L4).
//
// A [Forward] is a line of the register. Its recipient opens it in a session of
// their own, under a grant that is minted, marked with both names and watched
// like any other (civic/access): live only, no past, no copy, no further
// forwarding. It ends at its time, when whoever forwarded it or answers for the
// cameras takes it back, and when what it rests on ends: the right of the
// forwarder, the clearance of the recipient, or the permission of the organ.
//
// Who may is asked of the clauses (civic/access/clause). What was opened under
// another regime is asked of the room that decided on it: under Articles 23 and
// 24 an application has to have asked for forwarding and been granted it,
// citizens forward nothing.
package forward
