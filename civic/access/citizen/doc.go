// Package citizen is regime (d) of gate L4: people who look, and take nothing
// away. It keeps two flows apart. When an elderly person, a child or a person
// with intellectual disability is missing 走失, interested persons look at
// footage of the sharing platform (W168/25). To protect life, health or
// property a person concerned 关联人 looks with the managing unit's consent
// (R799/21). Each has its own conditions, screens, register and papers.
//
// A [Case] is a line of the register from the call or the arrival on. What may
// be done is asked of the clauses (civic/access/clause) and of nobody else. An
// admitted case opens footage in the session of the member of staff who sits
// beside the viewer, on a bound workstation ([Station]), for half an hour at a
// time; each stream is opened by a token that serves once. There is no way to
// a file: asking for one is refused by the article and on record. What was
// looked at is counted, and kept span by span.
//
// The grant is minted and watched by civic/access; pace and watermark are in
// it, and the machine obeys. Staff who search before the family is there do so
// in their own right, and not here.
package citizen
