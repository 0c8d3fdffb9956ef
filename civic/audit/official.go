package audit

// The acts of official access (W168/23, 24) and of reports to the police
// (W168/30/9), on the application or report they are about.
const (
	OfficialRegister Act = "official.register"
	OfficialEvidence Act = "official.evidence" // a condition was evidenced
	OfficialConfirm  Act = "official.confirm"  // an officer, by their own account
	OfficialGrant    Act = "official.grant"
	OfficialRefuse   Act = "official.refuse"
	OfficialOpen     Act = "official.open"    // footage was opened under it
	OfficialStill    Act = "official.still"   // one still picture was taken under it
	OfficialCopy     Act = "official.copy"    // files to be handed over were asked for under it
	OfficialBasic    Act = "official.basic"   // basic information was shown or handed out under it
	OfficialReceipt  Act = "official.receipt" // what was served since the last
	OfficialRevoke   Act = "official.revoke"
	OfficialFollow   Act = "official.follow-up"
	OfficialClose    Act = "official.close"
	OfficialBook     Act = "official.book" // the register was printed
	OfficialHold     Act = "official.hold" // by earlier versions; now HoldPlace
	OfficialHeld     Act = "official.held" // by earlier versions
	SuspicionReport  Act = "suspicion.report"
	SuspicionReceipt Act = "suspicion.receipt"
)
