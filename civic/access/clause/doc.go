// Package clause decides by the clauses of the law: one Cedar policy for each,
// with its article and its words in Chinese and English (policies/). A permit
// says who may; each condition an article sets is a forbid of its own, so that
// a refusal names the clause that spoke, or the permit that would have allowed
// it and what of that is lacking.
//
// The four regimes of gate L4 stand in files of their own: own use, Articles
// 23 and 24, platform to platform, citizens; beside them keeping and deleting,
// publication, and what holds in all of them. Policies are checked strictly
// against schema.cedarschema when they are loaded. A city may add policies as
// files; they can only forbid. A policy that cannot be evaluated is a deny.
//
// A decision is a pure function of a [Request]. For lists, [Set.Filter] works
// out what is left when the thing asked about is not known yet, and writes it
// as SQL with arguments; names of columns are the caller's. Each row shown is
// decided once more by [Filter.Shows].
//
// Numbers of the law (how long footage is kept) come in as facts from the law
// packs. What is no law, such as a camera that has no source, is asked by
// civic/access itself, which also mints the grants and writes the record.
// Cedar's types stay inside this room.
package clause
