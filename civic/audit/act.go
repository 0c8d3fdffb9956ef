package audit

import "slices"

// An Act is the stable code of what was done, "object.verb". Codes are never
// renamed: the log keeps them for ever.
type Act string

// The acts on the record so far.
const (
	// People.
	Claim           Act = "house.claim"
	Login           Act = "session.login"
	Logout          Act = "session.logout"
	SessionEnd      Act = "session.end"
	SessionStepUp   Act = "session.step-up" // its owner proved anew to be the owner
	SessionLock     Act = "session.lock"    // the controls of an unattended post
	SessionUnlock   Act = "session.unlock"
	SessionHandOver Act = "session.hand-over" // the next shift took the pictures over
	AccountLock     Act = "account.lock"      // for a while, after failures in a row
	AccountCreate   Act = "account.create"
	AccountChange   Act = "account.change"
	AccountDisable  Act = "account.disable"
	AccountEnable   Act = "account.enable"
	PasswordChange  Act = "account.password-change"
	PasswordReset   Act = "account.password-reset"
	FactorBegin     Act = "account.factor-begin"
	FactorConfirm   Act = "account.factor-confirm"
	FactorDrop      Act = "account.factor-drop"
	FactorReset     Act = "account.factor-reset"
	KeyAdd          Act = "account.key-add"
	KeyRename       Act = "account.key-rename"
	KeyDrop         Act = "account.key-drop"
	KeyStop         Act = "account.key-stop" // it showed to be in two hands
	RoleAssign      Act = "role.assign"
	RoleWithdraw    Act = "role.withdraw"
	RightPropose    Act = "right.propose"  // a change of rights waits for a second person
	RightConfirm    Act = "right.confirm"  // the second person's act
	RightWithdraw   Act = "right.withdraw" // the proposal, not the right
	RightExpire     Act = "right.expire"
	RightNote       Act = "right.note"   // the auditor took note
	RightReview     Act = "right.review" // the quarterly review of one right
	AuditRead       Act = "audit.read"
	LogCosigned     Act = "log.cosigned"       // a witness's answer was brought
	ManagementAct   Act = "management.attempt" // refused attempts at managing acts
	SettingChange   Act = "setting.change"
	HouseStart      Act = "house.start"
	HouseStop       Act = "house.stop"
	MigrationDone   Act = "house.migrate"
	GrantEnd        Act = "grant.end"
	GrantTampered   Act = "grant.tampered" // the mark over its picture was taken away
	FootageLive     Act = "footage.live"
	FootageTest     Act = "footage.test"
	FootagePlayback Act = "footage.playback"
	FootageSnapshot Act = "footage.snapshot"
	FootageExport   Act = "footage.export"
	// FootageCopied closes an export: files, sizes and digests that left.
	FootageCopied Act = "footage.copied"
	// FootageDelete is written when footage is condemned.
	FootageDelete Act = "footage.delete"
	// Watching over the watchers.
	OversightAlarm  Act = "oversight.alarm"
	OversightDecide Act = "oversight.decide"
	OversightCanary Act = "oversight.canary"

	ControlTake Act = "control.take"
	ControlDone Act = "control.release"

	// What is owed, and who is told of it.
	DutyProve     Act = "duty.prove" // a person recorded a dated proof
	WebhookChange Act = "webhook.change"
	WebhookTest   Act = "webhook.test"

	// Registers.
	PlaceCreate   Act = "place.create"
	PlaceChange   Act = "place.change"
	SystemCreate  Act = "system.create"
	SystemChange  Act = "system.change"
	SystemMove    Act = "system.move"
	CameraCreate  Act = "camera.create"
	CameraChange  Act = "camera.change"
	CameraEnable  Act = "camera.enable"
	CameraDisable Act = "camera.disable"
	DeviceAdmit   Act = "device.admit"
	DeviceChange  Act = "device.change"
	DeviceDismiss Act = "device.dismiss"
	FindingOpen   Act = "finding.open"
	FindingClose  Act = "finding.close"
	// What the unit's head decided in writing.
	InstructionMake Act = "instruction.make"
	InstructionEnd  Act = "instruction.end"
	// SystemPush reminds the parties of a system of what is owed (W168/19).
	SystemPush         Act = "system.push"
	OrganisationCreate Act = "organisation.create"
	OrganisationChange Act = "organisation.change"
	PersonCreate       Act = "person.create"
	PersonChange       Act = "person.change"
	PersonOpen         Act = "person.open-identity" // the identity number was opened for a paper

	// The camera archive 一机一档.
	ArchiveChange     Act = "archive.change"
	ArchiveImport     Act = "archive.import" // a sheet was read, or one of its rows refused
	ArchiveImportUndo Act = "archive.import-undo"
	ArchiveExport     Act = "archive.export" // basic information left in a file
	ArchiveDecide     Act = "archive.decide" // a device's value was adopted or not
	// The connection catalogue (W168/21) and interface tests (W168/11).
	CatalogueDraft   Act = "catalogue.draft"
	CatalogueDrop    Act = "catalogue.drop"
	CataloguePublish Act = "catalogue.publish"
	ConnectChange    Act = "connect.change"
	InterfaceTest    Act = "interface.test"

	// Conditions somebody must look after, such as a store that runs full.
	IncidentOpen  Act = "incident.open"
	IncidentClose Act = "incident.close"

	// Papers.
	AttachmentAdd    Act = "attachment.add"
	AttachmentLink   Act = "attachment.link"
	AttachmentRead   Act = "attachment.read" // of confidential ones, and refused readings of any
	AttachmentDrop   Act = "attachment.drop" // before it belonged to anything
	AttachmentRetire Act = "attachment.retire"
	DocumentIssue    Act = "document.issue"
	DocumentRead     Act = "document.read"
	DocumentVoid     Act = "document.void"
	TemplateSave     Act = "template.save"
	TemplateReset    Act = "template.reset"

	// What comes before a system is built.
	PlanSave             Act = "plan.save"
	PlanCheck            Act = "plan.check" // for points that are there already, and the planner's answers
	PlanSubmit           Act = "plan.submit"
	PlanWithdraw         Act = "plan.withdraw"
	PlanApprove          Act = "plan.approve"
	PlanProgress         Act = "plan.progress"
	ResponsibilityDecide Act = "responsibility.decide"
	ResponsibilityIssue  Act = "responsibility.issue"
	ProjectSave          Act = "project.save"
	CertificateSave      Act = "certificate.save"
	ConferenceSave       Act = "conference.save"
	ConferenceMinute     Act = "conference.minute"
	ConferenceTask       Act = "conference.task"

	// A system's binder.
	BinderEntry     Act = "binder.entry"
	BinderSeal      Act = "binder.seal"
	BinderHandover  Act = "binder.handover"
	BinderPerson    Act = "binder.technician"
	BinderIndex     Act = "binder.index"
	SignSave        Act = "sign.save"
	SignCheck       Act = "sign.check"
	SignPrint       Act = "sign.print"
	ObstructionFind Act = "obstruction.report"
	ObstructionTell Act = "obstruction.tell"
	ObstructionDone Act = "obstruction.clear"
	UpgradeSave     Act = "upgrade.save"
	UpgradeDone     Act = "upgrade.done"
	UpgradePrint    Act = "upgrade.print"
	NeighbourSave   Act = "neighbour.save"
	NeighbourAnswer Act = "neighbour.answer"
	NeighbourPrint  Act = "neighbour.print"
	SoundSwitch     Act = "sound.switch"
	SecrecyMark     Act = "secrecy.mark"

	// Copies that are handed over as evidence (W168/23, 24; R799/16).
	ExportRequest Act = "evidence.request"
	ExportAgain   Act = "evidence.again"  // under another grant
	ExportMade    Act = "evidence.export" // in the log before anybody can fetch it
	ExportFail    Act = "evidence.fail"
	ExportCancel  Act = "evidence.cancel"
	ExportFetch   Act = "evidence.fetch"
	ExportHand    Act = "evidence.hand-over"
	ExportReturn  Act = "evidence.return"
	ExportDestroy Act = "evidence.destroy"
	ExportLapse   Act = "evidence.lapse" // its file was erased; the line stays

	// Holds on footage that is evidence (W168/29/2).
	HoldPlace    Act = "hold.place"
	HoldFound    Act = "hold.found"   // a pin of the footage store that no hold was known for
	HoldSecured  Act = "hold.secured" // all there is of it lies here, or no longer does: unsecured
	HoldLoose    Act = "hold.unsecured"
	HoldAmiss    Act = "hold.amiss" // the watch over the archive found that something does not fit, or that all does again: fits
	HoldFits     Act = "hold.fits"
	HoldReview   Act = "hold.review" // another day of review
	HoldPropose  Act = "hold.lift-propose"
	HoldWithdraw Act = "hold.lift-withdraw"
	HoldLift     Act = "hold.lift" // by the second person

	// The log itself, and copies of all there is.
	LogKeysMade  Act = "log.keys-made" // when the platform was made
	LogRestored  Act = "log.restored"  // by two custodians: another log begins, and what was lost is named
	LogRotated   Act = "log.rotated"   // by two custodians: the keys were changed
	BackupMade   Act = "backup.made"
	BackupFailed Act = "backup.failed"

	// The second copy of held footage, in a bucket with Object Lock: on record
	// before it is made; its lock; its end.
	SecondCopy    Act = "second.copy"
	SecondProlong Act = "second.prolong"
	SecondRelease Act = "second.release" // no hold covers it: its lock runs out
	SecondEnd     Act = "second.end"     // and it was removed
	SecondAmiss   Act = "second.amiss"   // it is not what was stored, or not locked as it was
	SecondFetch   Act = "second.fetch"   // read back to a directory
	SecondProbe   Act = "second.probe"   // attempts to break the bucket's locks
)

// Acts lists every act, in the order of the list above.
func Acts() []Act {
	return []Act{
		Claim, Login, Logout, SessionEnd, SessionStepUp, SessionLock, SessionUnlock, SessionHandOver, AccountLock, AccountCreate, AccountChange, AccountDisable, AccountEnable,
		PasswordChange, PasswordReset, FactorBegin, FactorConfirm, FactorDrop, FactorReset, RoleAssign, RoleWithdraw, RightPropose, RightConfirm, RightWithdraw, RightExpire, RightNote, RightReview, AuditRead, LogCosigned, ManagementAct, SettingChange,
		HouseStart, HouseStop, MigrationDone, GrantEnd, GrantTampered,
		KeyAdd, KeyRename, KeyDrop, KeyStop,
		FootageLive, FootageTest, FootagePlayback, FootageSnapshot, FootageExport, FootageCopied, FootageDelete,
		ControlTake, ControlDone, OversightAlarm, OversightDecide, OversightCanary,
		DutyProve, WebhookChange, WebhookTest,
		PlaceCreate, PlaceChange, SystemCreate, SystemChange, SystemMove,
		CameraCreate, CameraChange, CameraEnable, CameraDisable,
		InstructionMake, InstructionEnd,
		AttachmentAdd, AttachmentLink, AttachmentRead, AttachmentDrop, AttachmentRetire, DocumentIssue, DocumentRead, DocumentVoid, TemplateSave, TemplateReset,
		PlanSave, PlanCheck, PlanSubmit, PlanWithdraw, PlanApprove, PlanProgress, ResponsibilityDecide, ResponsibilityIssue,
		ProjectSave, CertificateSave, ConferenceSave, ConferenceMinute, ConferenceTask,
		ArchiveChange, ArchiveImport, ArchiveImportUndo, ArchiveExport, ArchiveDecide,
		DeviceAdmit, DeviceChange, DeviceDismiss, FindingOpen, FindingClose,
		SystemPush, OrganisationCreate, OrganisationChange, PersonCreate, PersonChange, PersonOpen,
		CatalogueDraft, CatalogueDrop, CataloguePublish, ConnectChange, InterfaceTest, IncidentOpen, IncidentClose,
		BinderEntry, BinderSeal, BinderHandover, BinderPerson, BinderIndex, SignSave, SignCheck, SignPrint,
		ObstructionFind, ObstructionTell, ObstructionDone, UpgradeSave, UpgradeDone, UpgradePrint,
		NeighbourSave, NeighbourAnswer, NeighbourPrint, SoundSwitch, SecrecyMark,
		SystemStep, SystemEnter, AcceptanceOpen, AcceptanceChange, AcceptanceMeasure, AcceptanceRecord, FilingSubmit, FilingReturn, FilingReceive,
		RemovalNotify, RemovalAcknowledge, RemovalExecute, RemovalVerify, RemovalWithdraw, RemovalDisclose, RemovalFound,
		ChangeRequest, ChangeApprove, ChangeRefuse, ChangeExecute, ChangeVerify, OutageOpen, OutageBegin, OutageRestore, CameraLost, TodoDone,
		OfficialRegister, OfficialEvidence, OfficialConfirm, OfficialGrant, OfficialRefuse, OfficialOpen, OfficialStill, OfficialCopy, OfficialBasic, OfficialReceipt, OfficialRevoke,
		OfficialFollow, OfficialClose, OfficialBook, OfficialHold, OfficialHeld, SuspicionReport, SuspicionReceipt,
		ForwardMake, ForwardOpen, ForwardEnd,
		CameraControl, CameraMoved, ControlAside, ControlBack, ControlEnd, CameraHomed, HomeSet, HomeDrop,
		RegisterRead, RegisterExport, RegisterPrint, ClearanceGive, ClearanceEnd, PersonalForget,
		CitizenReceive, CitizenEvidence, CitizenAdmit, CitizenRefuse, CitizenExtend, CitizenOpen, CitizenStream, CitizenReceipt, CitizenCopy,
		CitizenSight, CitizenMask, CitizenRevoke, CitizenClose, CitizenBook, StationRegister, StationBind, StationRemove,
		PersonalReceive, PersonalCheck, PersonalGrant, PersonalRefuse, PersonalFinish, PersonalWithdraw,
		ExportRequest, ExportAgain, ExportMade, ExportFail, ExportCancel, ExportFetch, ExportHand, ExportReturn, ExportDestroy, ExportLapse,
		HoldPlace, HoldFound, HoldSecured, HoldLoose, HoldAmiss, HoldFits, HoldReview, HoldPropose, HoldWithdraw, HoldLift,
		SecondCopy, SecondProlong, SecondRelease, SecondEnd, SecondAmiss, SecondFetch, SecondProbe,
		RetentionTerm, RetentionCeiling, RetentionPurpose, RetentionPurposeEnd,
		LogKeysMade, LogRestored, LogRotated, BackupMade, BackupFailed,
	}
}

// Known reports whether a is in the list.
func (a Act) Known() bool { return slices.Contains(Acts(), a) }
