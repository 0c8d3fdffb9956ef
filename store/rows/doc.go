// Package rows keeps every room's rows in SQLite or PostgreSQL: the registers,
// people, grants, settings, and the record of acts. It implements the Store
// and Tx interfaces those rooms declare and knows no rule of theirs.
//
// SQL is written out, in the part both engines share, with bun for
// placeholders and lists; what differs stands in dialect_*.go and in the two
// directories of migrations. Instants are BIGINT microseconds since 1970 UTC,
// which compare and sort alike on both engines; identities are text.
//
// Writing: one [DB.Write] is one transaction, committed with full sync. A
// change and its audit event are written in it together; nothing outside is
// touched inside it. Writers take their turn, on SQLite by its one write
// connection, on PostgreSQL by an advisory lock, so that events are numbered
// in commit order without holes and a rule that counted rows may rely on the
// count. Reads run beside on their own connections and see what is committed.
//
// Opening: migrations run under one lock, after an automatic backup; a
// database newer than the program is refused by its version.
package rows
