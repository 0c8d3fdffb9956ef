package audit

// How long footage is kept, and what goes before its time by an order
// (W168/28/2, R799/17, 26 to 28).
const (
	RetentionTerm       Act = "retention.term"        // the law gives a camera another term
	RetentionCeiling    Act = "retention.ceiling"     // how long footage stays past its term
	RetentionPurpose    Act = "retention.purpose"     // a longer purpose was registered
	RetentionPurposeEnd Act = "retention.purpose-end" // it was ended before its day
)
