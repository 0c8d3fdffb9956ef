package api

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
)

// SetupView tells a browser what it has come to, before anyone signs in.
type SetupView struct {
	Claimed  bool   `json:"claimed" doc:"False until the first administrator was made"`
	Practice bool   `json:"practice" doc:"A practice store: every page says so"`
	LawDay   int    `json:"lawDaySeconds" doc:"How long a day of the law lasts; 86400 in a real store"`
	Version  string `json:"version"`
	Name     string `json:"name" doc:"Name of the platform"`

	Provider        string `json:"provider" doc:"What the identity provider is called; empty: there is none"`
	CertificatePort int    `json:"certificatePort" doc:"Port on which people sign in by certificate; 0: none"`
}

// AccountView is a person's account.
type AccountView struct {
	ID         shiheng.AccountID      `json:"id" format:"uuid"`
	ETag       string                 `json:"etag"`
	Login      string                 `json:"login"`
	Name       string                 `json:"name"`
	Disabled   bool                   `json:"disabled"`
	MustChange bool                   `json:"mustChangePassword"`
	Factor     bool                   `json:"secondFactor" doc:"Logs in with a one-time code besides the password"`
	Passkey    bool                   `json:"passkey" doc:"Has a passkey, which stands in for the code"`
	Locked     time.Time              `json:"lockedUntil,omitzero" doc:"Too many failures in a row; signing in is refused until then"`
	Ends       time.Time              `json:"endsAt,omitzero" doc:"When the account stops by itself"`
	LastLogin  time.Time              `json:"lastLogin,omitzero"`
	Unit       shiheng.OrganisationID `json:"organisationId,omitzero" format:"uuid"`
	Person     shiheng.PersonID       `json:"personId,omitzero" format:"uuid" doc:"In the register of people"`
	Roles      []RoleView             `json:"roles" nullable:"false"`
	Waiting    string                 `json:"changeId,omitempty" format:"uuid" doc:"In answer to setting roles: the change that waits for a second person"`
	Can        route.Can              `json:"can"`
}

// RoleView is one role a person holds: over one place, system, camera or
// organisation, or over the whole house when none is named.
type RoleView struct {
	Role   string                 `json:"role" enum:"system-administrator,security-administrator,watch-keeper,commissioning,auditor,copy-officer,forward-officer,supervisor,department,site-operator"`
	Place  shiheng.PlaceID        `json:"placeId,omitzero" format:"uuid"`
	System shiheng.SystemID       `json:"systemId,omitzero" format:"uuid"`
	Camera shiheng.CameraID       `json:"cameraId,omitzero" format:"uuid"`
	Unit   shiheng.OrganisationID `json:"organisationId,omitzero" format:"uuid" doc:"A supervisor's territory, a department's trade, everybody else's own systems"`
	From   time.Time              `json:"from,omitzero" doc:"Only read"`
	Until  time.Time              `json:"until,omitzero" doc:"When the role ends by itself"`
	Reason string                 `json:"reason,omitempty" doc:"Only read: why it was given"`
}

// FactorBegun is a secret for an authenticator program, shown this once.
type FactorBegun struct {
	Secret  string `json:"secret" doc:"Base32, to be typed"`
	Address string `json:"address" doc:"otpauth address, to be shown as a QR code"`
}

// FactorReady are the recovery codes of a second factor, shown this once; each
// is good for one login.
type FactorReady struct {
	Recovery []string `json:"recoveryCodes" nullable:"false"`
}

// MeView is who is signed in and where they may go.
type MeView struct {
	Account   AccountView       `json:"account"`
	Session   shiheng.SessionID `json:"sessionId" format:"uuid"`
	ExpiresAt time.Time         `json:"expiresAt" doc:"The latest end of this session"`
	IdleAt    time.Time         `json:"idleAt" doc:"When it ends without activity"`
	MustEnrol bool              `json:"mustEnrolFactor" doc:"The house requires a second factor, and this account has none: nothing else may be done yet"`
	Owed      bool              `json:"owesFactor" doc:"Somebody else vouched for this sign-in, and the account's own second factor is still to be given: nothing else may be done yet"`
	Way       string            `json:"way" enum:"password,passkey,oidc,certificate,sm2" doc:"How the session was begun"`
	Replay    int               `json:"replaySeconds" doc:"How far back duty watching reaches; older footage asks its purpose once a session"`
	Locked    bool              `json:"locked" doc:"The controls of this post are locked: live pictures go on, all else waits for a proof of who sits there"`
	LockAfter int               `json:"lockSeconds" doc:"After how long without a hand on it the duty wall locks its controls"`
	Mark      string            `json:"mark" doc:"Drawn faintly over the pictures of duty watching: who, and at which workstation"`
	Can       route.Can         `json:"can" doc:"By duty, each of docs/reference/roles.md"`
}

// SessionView is one login.
type SessionView struct {
	ID       shiheng.SessionID `json:"id" format:"uuid"`
	Account  shiheng.AccountID `json:"accountId" format:"uuid"`
	Login    string            `json:"login"`
	Remote   string            `json:"remote" doc:"Network address it came from"`
	Agent    string            `json:"agent" doc:"Browser as it calls itself"`
	Created  time.Time         `json:"createdAt"`
	LastSeen time.Time         `json:"lastSeenAt"`
	Way      string            `json:"way" enum:"password,passkey,oidc,certificate,sm2" doc:"How it was begun"`
	Proved   string            `json:"proved" doc:"By what its owner last proved to be the owner"`
	ProvedAt time.Time         `json:"provedAt,omitzero" doc:"Left out: by nothing that counts as fresh"`
	Owed     bool              `json:"owesFactor" doc:"Its owner has yet to give the account's second factor"`
	Current  bool              `json:"current"`
}

// RoomUseView is a coded use of a room.
type RoomUseView struct {
	Code      string `json:"code"`
	Zh        string `json:"zh"`
	En        string `json:"en"`
	Forbidden bool   `json:"forbidden"`
	Article   string `json:"article" doc:"The clause that forbids it"`
	TextZh    string `json:"textZh" doc:"Its words"`
	TextEn    string `json:"textEn"`
}

// SourceView is where a picture comes from. Passwords are only written:
// hasPassword says whether one is kept; an empty one on a change keeps it.
type SourceView struct {
	Kind        string           `json:"kind" enum:"gb28181,rtsp"`
	Device      shiheng.DeviceID `json:"deviceId,omitzero" format:"uuid"`
	Channel     string           `json:"channel,omitempty" maxLength:"64" doc:"Code of the channel"`
	Stream      int              `json:"stream,omitempty" minimum:"0" maximum:"7" doc:"0 main, 1 sub"`
	URL         string           `json:"url,omitempty" maxLength:"2000" doc:"RTSP address"`
	User        string           `json:"user,omitempty" maxLength:"200"`
	Password    string           `json:"password,omitempty" maxLength:"200" doc:"Only written, never read"`
	HasPassword bool             `json:"hasPassword,omitempty" doc:"Only read"`
	Transport   string           `json:"transport,omitempty" enum:"tcp,udp,tcp-passive,tcp-active" doc:"Empty: as the device, or tcp for RTSP"`
}

// WindowView is a stretch of one weekday in which a camera is recorded.
type WindowView struct {
	Weekday int `json:"weekday" minimum:"0" maximum:"6" doc:"0 is Sunday"`
	From    int `json:"from" minimum:"0" maximum:"1440" doc:"Minutes from midnight, Shanghai time"`
	To      int `json:"to" minimum:"0" maximum:"1440"`
}

// LiveView is what a camera is doing now.
type LiveView struct {
	State     string    `json:"state" enum:"recording,live,connecting,waiting,offline,disabled,idle" doc:"In one word"`
	Code      string    `json:"code" doc:"Why, as a diagnosis code; empty when all is well"`
	Since     time.Time `json:"since,omitzero"`
	DurableTo time.Time `json:"durableTo,omitzero" doc:"Footage up to here survives a power cut"`
	Codec     string    `json:"codec"`
	Width     int       `json:"width"`
	Height    int       `json:"height"`
	Bitrate   int       `json:"bitrate" doc:"Bits per second over the last seconds"`
	FPS       float64   `json:"fps"`
	Measure   string    `json:"measure,omitempty" enum:"sub,keys-only,sub-keys-only,left-on-device,stopped" doc:"What it has to do without while space is short: its sub-stream is recorded in place of the main one, key frames only, both, nothing because its device keeps it, nothing"`
}

// CameraView is one camera of the register.
type CameraView struct {
	ID            shiheng.CameraID `json:"id" format:"uuid"`
	ETag          string           `json:"etag"`
	Name          string           `json:"name"`
	Code          string           `json:"code,omitempty" doc:"20-digit code; confidential"`
	RoomUse       string           `json:"roomUse"`
	NameStatement string           `json:"nameStatement,omitempty" doc:"Why a name that sounds like a forbidden room stands for a lawful one"`
	System        shiheng.SystemID `json:"systemId" format:"uuid"`
	Place         shiheng.PlaceID  `json:"placeId" format:"uuid"`
	Enabled       bool             `json:"enabled" doc:"Connected and recorded by its plan"`
	Class         int              `json:"class" doc:"When space runs out: 1 the most important … 4 does without first"`
	Redundancy    string           `json:"redundancy" enum:"none,edge" doc:"Where its footage is kept besides our disks; edge: the device keeps it to its floor"`
	Kbps          int              `json:"kbps" doc:"Bit rate of the main stream as the maintainer knows it, kbit/s; 0 when nobody said"`
	Plan          []WindowView     `json:"plan" nullable:"false" doc:"When it is recorded; empty: always"`
	Main          *SourceView      `json:"main,omitempty"`
	Sub           *SourceView      `json:"sub,omitempty"`
	Simulated     bool             `json:"simulated" doc:"A practice camera of the program's own"`
	TryUntil      time.Time        `json:"tryUntil,omitzero" doc:"When a practice store stops connecting a real camera"`
	Gone          string           `json:"gone" enum:",removed,lost" doc:"Empty while it stands at its point"`
	GoneOn        string           `json:"goneOn" doc:"YYYY-MM-DD, empty while it stands"`
	FloorDays     int              `json:"floorDays"`
	Live          LiveView         `json:"live"`
	Can           route.Can        `json:"can"`
}

// TreeView is what one may know of, as a tree.
type TreeView struct {
	Places  []PlaceView  `json:"places" nullable:"false"`
	Systems []SystemView `json:"systems" nullable:"false"`
	Cameras []TreeCamera `json:"cameras" nullable:"false"`
}

// TreeCamera is a leaf of the tree.
type TreeCamera struct {
	ID     shiheng.CameraID `json:"id" format:"uuid"`
	Name   string           `json:"name"`
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	Place  shiheng.PlaceID  `json:"placeId" format:"uuid"`
	HasSub bool             `json:"hasSub"`
	Live   LiveView         `json:"live"`
	Can    route.Can        `json:"can"`
}
