package audit

// How long footage is kept, and what goes before its time by an order
// (W168/28/2, R799/17, 26 to 28).
const (
	RetentionTerm Act = "retention.term" // the law gives a camera another term
)
