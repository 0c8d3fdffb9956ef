package api

import (
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
)

// operations registers the whole API: one line each, with the rule that says
// who may call it at all.
//
//house:long a flat table of operations
func (d *Door) operations(t *route.Table) {
	var (
		manageAccounts = route.Duty(access.ManageAccounts)
		manageSettings = route.Duty(access.ManageSettings)
		manageRegister = route.Duty(access.ManageRegister)
		manageDevices  = route.Duty(access.ManageDevices)
		readRegister   = route.Duty(access.ReadRegister)
		readDevices    = route.Duty(access.ReadDevices)
		readFindings   = route.Duty(access.ReadFindings)
		reportFindings = route.Duty(access.ReportFindings)
		closeFindings  = route.Duty(access.CloseFindings)
		pushSystems    = route.Duty(access.PushSystems)
		readAudit      = route.Duty(access.ReadAudit)
		readStatus     = route.Duty(access.ReadStatus)
	)
	route.Add(t, "GET", "/setup", route.Open, "What a browser has come to", d.setup)
	route.Add(t, "POST", "/claim", route.Open, "Make the first administrator", d.claim)
	route.Add(t, "POST", "/session", route.Open, "Log in", d.login)
	route.Add(t, "GET", "/session", route.SignedIn, "Who am I", d.me)
	route.Add(t, "DELETE", "/session", route.SignedIn, "Log out", d.logout)
	route.Add(t, "POST", "/session/password", route.SignedIn, "Change the own password", d.changePassword)
	route.Add(t, "GET", "/sessions", route.Member, "Sessions", d.sessions)
	route.Add(t, "DELETE", "/sessions/{id}", route.Member, "End a session", d.endSession)

	route.Add(t, "GET", "/accounts", manageAccounts, "Accounts", d.accounts)
	route.Add(t, "POST", "/accounts", manageAccounts, "Make an account", d.makeAccount)
	route.Add(t, "PATCH", "/accounts/{id}", manageAccounts, "Change an account", d.changeAccount)
	route.Add(t, "PUT", "/accounts/{id}/roles", manageAccounts, "Set the roles of an account", d.setRoles)
	route.Add(t, "POST", "/accounts/{id}/reset", manageAccounts, "Give a new one-time password", d.resetAccount)

	route.Add(t, "GET", "/places", readRegister, "Places", d.places)
	route.Add(t, "POST", "/places", manageRegister, "Make a place", d.makePlace)
	route.Add(t, "GET", "/places/{id}", readRegister, "One place", d.place)
	route.Add(t, "PATCH", "/places/{id}", manageRegister, "Change a place", d.changePlace)
	route.Add(t, "GET", "/systems", readRegister, "Video systems", d.systems)
	route.Add(t, "POST", "/systems", manageRegister, "Make a video system", d.makeSystem)
	route.Add(t, "GET", "/systems/{id}", readRegister, "One video system", d.system)
	route.Add(t, "PATCH", "/systems/{id}", manageRegister, "Change a video system", d.changeSystem)
	route.Add(t, "GET", "/room-uses", readRegister, "Coded uses of rooms", d.roomUses)
	route.Add(t, "GET", "/cameras", readRegister, "Cameras", d.cameras)
	route.Add(t, "POST", "/cameras", manageRegister, "Register a camera", d.makeCamera)
	route.Add(t, "GET", "/cameras/{id}", readRegister, "One camera", d.camera)
	route.Add(t, "PATCH", "/cameras/{id}", manageRegister, "Change a camera", d.changeCamera)
	route.Add(t, "GET", "/cameras/{id}/timeline", readRegister, "What was recorded", d.timeline)
	route.Add(t, "GET", "/cameras/{id}/attempts", readDevices, "Play doctor", d.attempts)
	route.Add(t, "GET", "/diagnoses", route.Member, "What diagnosis codes mean", d.diagnoses)
	route.Add(t, "GET", "/tree", readRegister, "Places, systems and cameras with their state", d.tree)
	route.Add(t, "GET", "/findings", readFindings, "Findings", d.findings)
	route.Add(t, "POST", "/findings", reportFindings, "Record a finding", d.makeFinding)
	route.Add(t, "GET", "/finding-kinds", readRegister, "Kinds of findings", d.findingKinds)
	route.Add(t, "GET", "/findings/{id}", readFindings, "One finding", d.finding)
	route.Add(t, "POST", "/findings/{id}/close", closeFindings, "Close a finding", d.closeFinding)
	route.Add(t, "GET", "/pushes", readRegister, "Reminders of what is owed, of all systems", d.reminders)
	route.Add(t, "GET", "/systems/{id}/pushes", readRegister, "Reminders of what is owed for a system", d.pushes)
	route.Add(t, "POST", "/systems/{id}/pushes", pushSystems, "Remind a party of a system", d.push)
	route.Add(t, "GET", "/instructions", readFindings, "What the unit's head decided in writing about space", d.instructions)
	route.Add(t, "POST", "/instructions", manageRegister, "Enter an instruction of the unit's head", d.makeInstruction)
	route.Add(t, "POST", "/instructions/{id}/withdraw", manageRegister, "Withdraw an instruction", d.withdrawInstruction)
	route.Add(t, "GET", "/footage/owed", readRegister, "Footage left on devices, to be fetched", d.owed)

	route.Add(t, "GET", "/devices", readDevices, "GB/T 28181 devices", d.devices)
	route.Add(t, "POST", "/devices", manageDevices, "Admit a device, known or discovered", d.makeDevice)
	route.Add(t, "GET", "/devices/{id}", readDevices, "One device", d.device)
	route.Add(t, "PATCH", "/devices/{id}", manageDevices, "Change a device", d.changeDevice)
	route.Add(t, "DELETE", "/devices/{id}", manageDevices, "Dismiss a device", d.dismissDevice)
	route.Add(t, "POST", "/devices/{id}/catalog", readDevices, "Ask for the catalogue now", d.askCatalog)
	route.Add(t, "GET", "/devices/{id}/channels", readDevices, "Channels of a device", d.channels)
	route.Add(t, "POST", "/channels/{id}/admit", manageRegister, "Admit a channel as a camera", d.admitChannel)
	route.Add(t, "GET", "/refusals", readDevices, "Registrations refused", d.refusals)

	route.Add(t, "POST", "/grants", route.Member, "Ask for permission to open footage", d.makeGrant)
	route.Add(t, "DELETE", "/grants/{id}", route.Member, "Give a permission back", d.endGrant)
	route.Add(t, "GET", "/audit", readAudit, "Audit events", d.auditLog)
	route.Add(t, "GET", "/settings", manageSettings, "Settings", d.settings)
	route.Add(t, "PUT", "/settings/{key}", manageSettings, "Change a setting", d.changeSetting)
	route.Add(t, "GET", "/status", readStatus, "How the platform is", d.status)
}
