package audit

// The acts of citizens who look (W168/25, R799/21) and of the workstations
// they look at, on the case or workstation they are about.
const (
	CitizenReceive  Act = "citizen.receive"
	CitizenEvidence Act = "citizen.evidence" // the viewer came, or something was evidenced
	CitizenAdmit    Act = "citizen.admit"
	CitizenRefuse   Act = "citizen.refuse"
	CitizenExtend   Act = "citizen.extend"  // to further cameras, or a wider window
	CitizenOpen     Act = "citizen.open"    // footage was opened under it
	CitizenStream   Act = "citizen.stream"  // one stream was opened by its token
	CitizenReceipt  Act = "citizen.receipt" // what was shown since the last
	CitizenCopy     Act = "citizen.copy"    // somebody tried to have a file; always refused
	CitizenSight    Act = "citizen.sight"
	CitizenMask     Act = "citizen.mask"
	CitizenRevoke   Act = "citizen.revoke"
	CitizenClose    Act = "citizen.close"
	CitizenBook     Act = "citizen.book" // a register was printed
	StationRegister Act = "workstation.register"
	StationBind     Act = "workstation.bind"
	StationRemove   Act = "workstation.remove"
)
