// Package official is regime (b) of gate L4: judicial, enforcement and
// emergency organs that view, retrieve or copy basic information or footage of
// a system (W168/23), under the four conditions of W168/24.
//
// An [Application] is a line of the register from the moment officers arrive.
// Its conditions are kept as evidence: who confirmed what, when. With all four
// met it is granted, which is the normal way on; with one missing it is refused
// by the name of that item; refusing though all are met is for the one who
// answers for the unit, and W168/38 is named. What may be done is asked of the
// clauses (civic/access/clause) and of nobody else.
//
// A granted application opens footage when both officers were confirmed just
// now: civic/access mints the grant with what was granted as its bounds, and
// watches it like any other. Everything served is counted and goes on record
// in batches; a used-up quota ends the session. While conditions are being
// completed the site's staff may secure footage at once (W168/29/2) and report
// on their own initiative what they found (W168/30/9).
//
// Files for handing over are made elsewhere (civic/evidence); here is the
// permission to have them, and their line in the register.
package official
