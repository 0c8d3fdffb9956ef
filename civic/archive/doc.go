// Package archive is the camera archive 一机一档: for each camera of the
// register one record of what it is, where it stands, what it looks at, how it
// is connected and who answers for it (W168/2, 14, 16, 29; regulation, section
// 7). What the register of cameras keeps (name, code, system, place, room use)
// is shown in the record and stays the register's.
//
// A record is a set of values by field. Fields and code tables are data
// ([Tables]): the form, the sheet, completeness, comparison and history all
// run over the same list. Values are kept in one written form each, so that
// equal means equal. Coordinates are WGS-84 (CGCS2000 counts as the same);
// shifted ones are converted on the way in when their datum is declared, and
// refused when they look shifted and nobody said so.
//
// Gate L1 stands in the way of every save and of every row of an import, and a
// name that sounds like a forbidden room needs a privacy review (W168/9).
// Secrets have no field here: passwords are never part of the archive. Who may
// see which field is the business of civic/access.
package archive
