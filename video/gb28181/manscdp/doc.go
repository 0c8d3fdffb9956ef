// Package manscdp reads and writes the XML bodies of GB/T 28181: queries,
// controls, notifications and responses (reference clauses 5 to 9).
//
// Real equipment writes XML that no XML parser takes: bare "&" and "<", NUL
// bytes, wrong letter case, values in attributes, cut documents, two documents
// in one body, and a label that names the wrong character set. [Decode] reads
// all of that and tells in [Repairs] what it had to mend, so that a technician
// can see it; one broken Item never loses the rest of a catalogue. There are no
// document types and no entities but the five of XML, so a body cannot grow
// while it is read. What is written is strict ([Encode]).
//
// [Collector] puts a catalogue together from parts that come out of order,
// twice, late or never. The package knows no network and no clock: callers pass
// the time they want judged.
package manscdp
