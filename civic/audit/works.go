package audit

// The acts of a system's life (civic/works); each is on the system it is about.
const (
	SystemStep         Act = "system.step"
	SystemEnter        Act = "system.enter"
	AcceptanceOpen     Act = "acceptance.open"
	AcceptanceChange   Act = "acceptance.change"
	AcceptanceMeasure  Act = "acceptance.measure"
	AcceptanceRecord   Act = "acceptance.record"
	FilingSubmit       Act = "filing.submit"
	FilingReturn       Act = "filing.return"
	FilingReceive      Act = "filing.receive"
	RemovalNotify      Act = "removal.notify"
	RemovalAcknowledge Act = "removal.acknowledge"
	RemovalExecute     Act = "removal.execute"
	RemovalVerify      Act = "removal.verify"
	RemovalWithdraw    Act = "removal.withdraw"
	RemovalDisclose    Act = "removal.disclose" // removed before the report, because of danger
	RemovalFound       Act = "removal.found"    // removed without any report
	ChangeRequest      Act = "change.request"
	ChangeApprove      Act = "change.approve"
	ChangeRefuse       Act = "change.refuse"
	ChangeExecute      Act = "change.execute"
	ChangeVerify       Act = "change.verify"
	OutageOpen         Act = "outage.open"
	OutageBegin        Act = "outage.begin" // a planned one, by the clock
	OutageRestore      Act = "outage.restore"
	CameraLost         Act = "camera.lost"
	TodoDone           Act = "todo.done"
)

// Works lists the acts of a system's life, as above.
func Works() []Act {
	return []Act{
		SystemStep, SystemEnter, AcceptanceOpen, AcceptanceChange, AcceptanceMeasure, AcceptanceRecord,
		FilingSubmit, FilingReturn, FilingReceive,
		RemovalNotify, RemovalAcknowledge, RemovalExecute, RemovalVerify, RemovalWithdraw, RemovalDisclose, RemovalFound,
		ChangeRequest, ChangeApprove, ChangeRefuse, ChangeExecute, ChangeVerify,
		OutageOpen, OutageBegin, OutageRestore, CameraLost, TodoDone,
	}
}
