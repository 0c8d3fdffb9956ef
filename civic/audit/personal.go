package audit

// The acts of the rights desk (PIPL/45 to 50), on the application they are
// about.
const (
	PersonalReceive  Act = "personal.receive"
	PersonalCheck    Act = "personal.check"
	PersonalGrant    Act = "personal.grant"
	PersonalRefuse   Act = "personal.refuse"
	PersonalFinish   Act = "personal.finish"
	PersonalWithdraw Act = "personal.withdraw"
	PersonalForget   Act = "personal.forget"
)
