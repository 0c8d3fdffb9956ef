// Package sheet reads and writes sheets of texts, as XLSX workbooks and as CSV.
// It knows nothing of what the columns mean.
//
// Reading is for files from people: bounds on bytes, rows, columns and what an
// archive unpacks to hold before memory is used, GB18030 and UTF-8 are told
// apart, and a file that is none is an ErrInvalid, never a panic. Writing makes
// a text that a spreadsheet would take for a formula plain (=, +, -, @ and the
// control characters that precede them), and CSV carries the mark by which
// spreadsheets see UTF-8.
//
// excelize stays inside this room.
package sheet
