// Package access decides who may do what, and mints the grants that open
// footage. It is the only maker of [shiheng.Grant] values: media leave the
// process against one and nothing else (design, invariant 1).
//
// This first form knows regime (a) of gate L4: own use, one person, role ×
// territory × purpose, on record. What the law says is asked of its clauses
// (clause/); what is no law, such as a camera without a source, stands beside
// them here. A decision is a pure function of the rights, the cameras and the
// clock; every unmet condition is named in a [Refusal], with its article. The event is committed before the grant is handed out,
// and so is the event of a refusal (L9).
//
// A grant ends at its time, with its session, with the role it rests on, or
// when it is given back; whoever serves footage under it holds the context of
// [Service.Watch], which ends with the cause.
package access
