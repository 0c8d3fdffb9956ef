// Package audit says what an act on the record looks like: who did what to
// what, from where, and whether a rule let him.
//
// Every view, retrieval, copy, control, grant, refusal, setting and role
// change is written before it takes effect (design, gate L9; W168/29, 30(6)
// and 31(3)). A state change commits together with its event: a room's Tx
// therefore has an Append method, and the event is kept or lost with the rest.
// Until the ledger exists the committed row is the log; an event's place in
// the log ([Entry.Leaf]) is kept open for it.
//
// Nothing here can change or remove an event, and no event ever carries a
// password, a token, a key or a device's secret: [Event.Check] refuses the
// names they go by.
package audit
