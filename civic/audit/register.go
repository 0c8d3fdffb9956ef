package audit

// The acts on the register of every access (civic/access/book), each on the
// reader's own.
const (
	RegisterRead   Act = "book.read"
	RegisterExport Act = "book.export"
	RegisterPrint  Act = "book.print"
)

// Who may know of what is secret (W168/29/2), on the account.
const (
	ClearanceGive Act = "clearance.give"
	ClearanceEnd  Act = "clearance.end"
)
