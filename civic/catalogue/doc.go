// Package catalogue keeps the connection catalogue 接入目录 of W168/21: which
// video systems must connect to the networked sharing platform, by when, and
// whether they have; and the interface tests of W168/11 that prove they can.
//
// The municipal public security organ compiles the catalogue and publishes it.
// A version of it is made from rules over the register's facts, with single
// systems added or left out for a stated reason; a published version is never
// edited, the next one supersedes it. Each system of the published version has
// a connection task. Whether it is connected is read from probes of the running
// platform and is never set by hand: [Judge] is a pure function of what was
// measured. A task whose day has passed is overdue (V34-2).
//
// Who may ask is civic/access's to say, and was asked before.
package catalogue
