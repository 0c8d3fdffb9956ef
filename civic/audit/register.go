package audit

// The acts on the register of every access (civic/access/book), each on the
// reader's own.
const (
	RegisterRead   Act = "book.read"
	RegisterExport Act = "book.export"
	RegisterPrint  Act = "book.print"
)
