// Package book is the register of every access to footage 查阅登记簿, over all
// four regimes of gate L4, and what is counted of it each quarter.
//
// A line is nothing new: it is an act on the record (civic/audit) by which
// somebody got at footage, was let do so, or was refused. The regime follows
// from the act and from the article its grant rests on, so that what another
// room mints or refuses later stands in the register by itself. Nothing is
// copied; a line cannot differ from the record.
//
// The register names people and is read within one's scope. The statistics
// name nobody: small figures are left out so that none can be worked out
// ([Publish]), they are of the whole house, and of quarters that are over.
package book
