// Package dialog is the SIP part of GB/T 28181: sockets, transactions, dialogs
// and digest, over emiago/sipgo, which never shows outside this package.
//
// An [Endpoint] listens on UDP and TCP, repairs what equipment sends before it
// is parsed, limits what one source may send, and hands each request to one
// function. It sends requests along a [Path]: an observed address on a known
// listener or connection, never an address that a peer merely claims. A
// [Dialog] is one INVITE session of either side; it keeps a bounded, redacted
// [Transcript] so that a technician can see why there is no picture.
//
// It knows SIP and nothing of codes, catalogues or media; those belong to the
// rooms beside it and to gb28181, which puts them together.
package dialog
