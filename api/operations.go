package api

import "shiheng.internal/civic/access"

// operations registers the whole API: one line each, with the rule that says
// who may call it at all.
//
//house:long a flat table of operations
func (d *Door) operations() {
	var (
		manageAccounts = duty(access.ManageAccounts)
		manageSettings = duty(access.ManageSettings)
		manageRegister = duty(access.ManageRegister)
		manageDevices  = duty(access.ManageDevices)
		readRegister   = duty(access.ReadRegister)
		readDevices    = duty(access.ReadDevices)
		readFindings   = duty(access.ReadFindings)
		reportFindings = duty(access.ReportFindings)
		readAudit      = duty(access.ReadAudit)
		readStatus     = duty(access.ReadStatus)
	)
	route(d, "GET", "/setup", open, "What a browser has come to", d.setup)
	route(d, "POST", "/claim", open, "Make the first administrator", d.claim)
	route(d, "POST", "/session", open, "Log in", d.login)
	route(d, "GET", "/session", signedIn, "Who am I", d.me)
	route(d, "DELETE", "/session", signedIn, "Log out", d.logout)
	route(d, "POST", "/session/password", signedIn, "Change the own password", d.changePassword)
	route(d, "GET", "/sessions", member, "Sessions", d.sessions)
	route(d, "DELETE", "/sessions/{id}", member, "End a session", d.endSession)

	route(d, "GET", "/accounts", manageAccounts, "Accounts", d.accounts)
	route(d, "POST", "/accounts", manageAccounts, "Make an account", d.makeAccount)
	route(d, "PATCH", "/accounts/{id}", manageAccounts, "Change an account", d.changeAccount)
	route(d, "PUT", "/accounts/{id}/roles", manageAccounts, "Set the roles of an account", d.setRoles)
	route(d, "POST", "/accounts/{id}/reset", manageAccounts, "Give a new one-time password", d.resetAccount)

	route(d, "GET", "/places", readRegister, "Places", d.places)
	route(d, "POST", "/places", manageRegister, "Make a place", d.makePlace)
	route(d, "PATCH", "/places/{id}", manageRegister, "Change a place", d.changePlace)
	route(d, "GET", "/systems", readRegister, "Video systems", d.systems)
	route(d, "POST", "/systems", manageRegister, "Make a video system", d.makeSystem)
	route(d, "PATCH", "/systems/{id}", manageRegister, "Change a video system", d.changeSystem)
	route(d, "POST", "/systems/{id}/move", manageRegister, "Move a system on in its life", d.moveSystem)
	route(d, "GET", "/room-uses", readRegister, "Coded uses of rooms", d.roomUses)
	route(d, "GET", "/cameras", readRegister, "Cameras", d.cameras)
	route(d, "POST", "/cameras", manageRegister, "Register a camera", d.makeCamera)
	route(d, "GET", "/cameras/{id}", readRegister, "One camera", d.camera)
	route(d, "PATCH", "/cameras/{id}", manageRegister, "Change a camera", d.changeCamera)
	route(d, "GET", "/cameras/{id}/timeline", readRegister, "What was recorded", d.timeline)
	route(d, "GET", "/cameras/{id}/attempts", readDevices, "Play doctor", d.attempts)
	route(d, "GET", "/diagnoses", member, "What diagnosis codes mean", d.diagnoses)
	route(d, "GET", "/tree", readRegister, "Places, systems and cameras with their state", d.tree)
	route(d, "GET", "/findings", readFindings, "Findings", d.findings)
	route(d, "POST", "/findings", reportFindings, "Record a finding", d.makeFinding)
	route(d, "POST", "/findings/{id}/close", manageRegister, "Close a finding", d.closeFinding)

	route(d, "GET", "/devices", readDevices, "GB/T 28181 devices", d.devices)
	route(d, "POST", "/devices", manageDevices, "Admit a device, known or discovered", d.makeDevice)
	route(d, "GET", "/devices/{id}", readDevices, "One device", d.device)
	route(d, "PATCH", "/devices/{id}", manageDevices, "Change a device", d.changeDevice)
	route(d, "DELETE", "/devices/{id}", manageDevices, "Dismiss a device", d.dismissDevice)
	route(d, "POST", "/devices/{id}/catalog", readDevices, "Ask for the catalogue now", d.askCatalog)
	route(d, "GET", "/devices/{id}/channels", readDevices, "Channels of a device", d.channels)
	route(d, "POST", "/channels/{id}/admit", manageRegister, "Admit a channel as a camera", d.admitChannel)
	route(d, "GET", "/refusals", readDevices, "Registrations refused", d.refusals)

	route(d, "POST", "/grants", member, "Ask for permission to open footage", d.makeGrant)
	route(d, "DELETE", "/grants/{id}", member, "Give a permission back", d.endGrant)
	route(d, "GET", "/audit", readAudit, "Audit events", d.auditLog)
	route(d, "GET", "/settings", manageSettings, "Settings", d.settings)
	route(d, "PUT", "/settings/{key}", manageSettings, "Change a setting", d.changeSetting)
	route(d, "GET", "/status", readStatus, "How the platform is", d.status)
}
