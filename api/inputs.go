package api

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
)

// What operations are asked with. Field documentation ends up in openapi.json.

type claimBody struct {
	Token    string `json:"token" maxLength:"100" doc:"The claim token the platform printed at its first start"`
	Login    string `json:"login" minLength:"2" maxLength:"64"`
	Name     string `json:"name" minLength:"1" maxLength:"64"`
	Password string `json:"password" minLength:"12" maxLength:"256"`
}

type loginBody struct {
	Login    string         `json:"login" maxLength:"64"`
	Password string         `json:"password" maxLength:"256"`
	Code     string         `json:"code,omitempty" maxLength:"64" doc:"One-time code of the second factor, or a recovery code; asked for by login.code-needed"`
	Passkey  *passkeyAnswer `json:"passkey,omitempty" doc:"In place of the code: the answer of a passkey, asked for at /session/passkey"`
}

type stepUpBody struct {
	Password string         `json:"password,omitempty" maxLength:"256" doc:"Not needed with a passkey, nor in a session that owes the second factor only"`
	Code     string         `json:"code,omitempty" maxLength:"64" doc:"One-time or recovery code, where the account has a second factor"`
	Passkey  *passkeyAnswer `json:"passkey,omitempty" doc:"The answer of an own passkey, asked for at /session/step-up/passkey; it alone does"`
	SM2      *signedBody    `json:"sm2,omitempty" doc:"A text from /session/step-up/sm2, signed with an own SM2 key; it alone does"`
}

type codeBody struct {
	Code string `json:"code" maxLength:"64"`
}

type factorDropBody struct {
	Password string `json:"password" maxLength:"256"`
	Code     string `json:"code" maxLength:"64"`
}

type passwordBody struct {
	Old string `json:"old" maxLength:"256"`
	New string `json:"new" minLength:"10" maxLength:"256"`
}

type cookieOut[T any] struct {
	SetCookie string `header:"Set-Cookie"`
	Body      T
}

type sessionPath struct {
	ID shiheng.SessionID `path:"id" format:"uuid"`
}

type sessionList struct {
	route.Paged
	All bool `query:"all" doc:"Everybody's, for administrators"`
}

type accountBody struct {
	Login string `json:"login" minLength:"2" maxLength:"64"`
	Name  string `json:"name" minLength:"1" maxLength:"64"`
}

// AccountMade is a new account with the password that works once.
type AccountMade struct {
	Account  AccountView `json:"account"`
	Password string      `json:"oneTimePassword" doc:"Shown once; must be changed at the first login"`
}

type accountPatch struct {
	route.Matched
	ID   shiheng.AccountID `path:"id" format:"uuid"`
	Body struct {
		Name     *string `json:"name,omitempty" maxLength:"64"`
		Disabled *bool   `json:"disabled,omitempty"`
		Ends     *string `json:"endsAt,omitempty" maxLength:"40" doc:"When the account stops by itself, RFC 3339; empty: never. Asked of whoever is here under a contract"`
		Of       *struct {
			Unit   shiheng.OrganisationID `json:"organisationId,omitzero" format:"uuid"`
			Person shiheng.PersonID       `json:"personId,omitzero" format:"uuid" doc:"Brings their organisation with them"`
		} `json:"of,omitempty" doc:"Where the person stands in the registers; empty fields cut the tie"`
	}
}

type rolesPut struct {
	route.Matched
	ID   shiheng.AccountID `path:"id" format:"uuid"`
	Body struct {
		Roles  []RoleView `json:"roles" nullable:"false" maxItems:"50"`
		Reason string     `json:"reason" minLength:"1" maxLength:"200" doc:"Why; it stands with each role"`
	}
}

type accountPath struct {
	ID shiheng.AccountID `path:"id" format:"uuid"`
}

type cameraBody struct {
	Name          string           `json:"name" minLength:"1" maxLength:"100"`
	Code          string           `json:"code,omitempty" maxLength:"20"`
	RoomUse       string           `json:"roomUse" minLength:"1" maxLength:"50"`
	NameStatement string           `json:"nameStatement,omitempty" maxLength:"500" doc:"Needed when the name, or that of its channel, sounds like a forbidden room"`
	Reason        string           `json:"reason,omitempty" maxLength:"500" doc:"Needed when the camera is moved to where footage need be kept less long"`
	System        shiheng.SystemID `json:"systemId" format:"uuid"`
	Place         shiheng.PlaceID  `json:"placeId" format:"uuid"`
	Enabled       *bool            `json:"enabled,omitempty" doc:"True when left out"`
	Class         int              `json:"class,omitempty" minimum:"1" maximum:"4" doc:"When space runs out: 1 the most important … 4 does without first; 3 when left out"`
	Redundancy    string           `json:"redundancy,omitempty" enum:"none,edge" doc:"none when left out; edge: the device keeps the footage to its floor"`
	Kbps          int              `json:"kbps,omitempty" minimum:"0" maximum:"1000000" doc:"Bit rate of the main stream, kbit/s; left out when nobody knows"`
	Plan          []WindowView     `json:"plan,omitempty" maxItems:"56" doc:"Left out: always"`
	Main          *SourceView      `json:"main,omitempty"`
	Sub           *SourceView      `json:"sub,omitempty"`
}

type cameraPatch struct {
	route.Matched
	ID   shiheng.CameraID `path:"id" format:"uuid"`
	Body cameraBody
}

type cameraPath struct {
	ID shiheng.CameraID `path:"id" format:"uuid"`
}

type cameraList struct {
	route.Paged
	Place  string `query:"place" maxLength:"36"`
	System string `query:"system" maxLength:"36"`
	Q      string `query:"q" maxLength:"100" doc:"Part of the name"`
	May    string `query:"may" enum:"live,test,playback,snapshot,export" doc:"Only those on which the caller may do this now"`
}

type timelineIn struct {
	ID    shiheng.CameraID `path:"id" format:"uuid"`
	From  time.Time        `query:"from" required:"true"`
	To    time.Time        `query:"to" required:"true"`
	Scale string           `query:"scale" enum:"month,day,hour" default:"day"`
	Grant string           `query:"grant" maxLength:"36" doc:"A grant to play this camera back, instead of the right to"`
}

type deviceList struct {
	route.Paged
	State string `query:"state" enum:"registered,offline,discovered"`
}

type deviceBody struct {
	Code    string        `json:"code" minLength:"1" maxLength:"64"`
	Name    string        `json:"name,omitempty" maxLength:"100"`
	Options DeviceOptions `json:"options"`
}

type devicePatch struct {
	route.Matched
	ID   shiheng.DeviceID `path:"id" format:"uuid"`
	Body struct {
		Name    *string        `json:"name,omitempty" maxLength:"100"`
		Options *DeviceOptions `json:"options,omitempty"`
	}
}

type devicePath struct {
	ID shiheng.DeviceID `path:"id" format:"uuid"`
}

type deviceDelete struct {
	route.Matched
	ID shiheng.DeviceID `path:"id" format:"uuid"`
}

type channelList struct {
	route.Paged
	ID shiheng.DeviceID `path:"id" format:"uuid"`
}

type admitIn struct {
	ID   shiheng.ChannelID `path:"id" format:"uuid"`
	Body struct {
		Name          string           `json:"name" minLength:"1" maxLength:"100"`
		RoomUse       string           `json:"roomUse" minLength:"1" maxLength:"50"`
		NameStatement string           `json:"nameStatement,omitempty" maxLength:"500" doc:"Needed when the name, or that of the channel, sounds like a forbidden room"`
		System        shiheng.SystemID `json:"systemId" format:"uuid"`
		Place         shiheng.PlaceID  `json:"placeId,omitzero" format:"uuid" doc:"Left out: the system's"`
		Sub           bool             `json:"sub,omitempty" doc:"Has a sub-stream as well"`
		Kbps          int              `json:"kbps,omitempty" minimum:"0" maximum:"1000000" doc:"Bit rate of the main stream, kbit/s; left out when nobody knows"`
	}
}

type grantBody struct {
	Act       string             `json:"act" enum:"live,test,playback,snapshot,export"`
	Cameras   []shiheng.CameraID `json:"cameraIds" minItems:"1" maxItems:"64" nullable:"false"`
	From      time.Time          `json:"from,omitzero" doc:"Of the footage; playback and export"`
	To        time.Time          `json:"to,omitzero"`
	Purpose   string             `json:"purpose,omitempty" maxLength:"500" doc:"Required for a copy, and once a session for footage older than duty watching reaches"`
	Recipient string             `json:"recipient,omitempty" maxLength:"500" doc:"Whom a copy is for; required for one"`
	Approver  string             `json:"approver,omitempty" maxLength:"500" doc:"Who of the unit approved a copy; required for one"`
	ExpiresOn string             `json:"expiresOn,omitempty" format:"date" doc:"Last day on which a copy may be used; required for one"`
}

type grantPath struct {
	ID shiheng.GrantID `path:"id" format:"uuid"`
}

type tamperedBody struct {
	How string `json:"how" enum:"removed,hidden,covered,altered" doc:"What the player found of the mark"`
}

type grantTampered struct {
	ID   shiheng.GrantID `path:"id" format:"uuid"`
	Body tamperedBody
}

type beatBody struct {
	Nonce  string `json:"nonce,omitempty" maxLength:"64" doc:"The word of the answer before; left out at first"`
	Drawn  string `json:"drawn,omitempty" maxLength:"1000" doc:"One text of the mark, as the page reads it from what it drew"`
	Hidden bool   `json:"hidden,omitempty" doc:"Nobody sees the page now: browsers let its clocks turn once a minute"`
}

type grantBeat struct {
	ID   shiheng.GrantID `path:"id" format:"uuid"`
	Body beatBody
}

type auditList struct {
	route.Paged
	From    string `query:"from" doc:"RFC 3339"`
	To      string `query:"to" doc:"RFC 3339"`
	Account string `query:"account" maxLength:"36"`
	Camera  string `query:"camera" maxLength:"36"`
	Act     string `query:"act" maxLength:"50"`
	Outcome string `query:"outcome" enum:"granted,refused"`
	Kind    string `query:"kind" maxLength:"40" doc:"With object: of what was acted on, such as hold"`
	Object  string `query:"object" maxLength:"200" doc:"Its identity"`
}

type settingPut struct {
	Key  string `path:"key" maxLength:"100"`
	Body struct {
		Value string `json:"value" maxLength:"4000" doc:"JSON"`
	}
}
