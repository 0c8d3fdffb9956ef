package identity

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// An Account is a person's entry to the house.
type Account struct {
	ID       shiheng.AccountID `json:"id"`
	Login    string            `json:"login"` // normal form, see Normal
	Name     string            `json:"name"`  // as the person is called
	Disabled bool              `json:"disabled"`
	// Organisation and Person tie the account to the registers; both may be
	// zero. A person belongs to that organisation.
	Organisation shiheng.OrganisationID `json:"organisationId,omitzero"`
	Person       shiheng.PersonID       `json:"personId,omitzero"`
	// MustChange: the password is a one-time one; nothing but changing it is
	// allowed. PasswordUntil is when such a password stops working.
	MustChange    bool      `json:"mustChange"`
	PasswordUntil time.Time `json:"passwordUntil,omitzero"`
	// SecondFactor: a login takes a one-time code besides the password.
	// Passkey: it has a passkey, which stands in for the code; one that was
	// stopped counts.
	SecondFactor bool `json:"secondFactor"`
	Passkey      bool `json:"passkey"`
	// Ends is when the account stops by itself, such as with its holder's
	// contract; zero: never. LockedUntil: too many failures in a row.
	Ends        time.Time `json:"endsAt,omitzero"`
	LockedUntil time.Time `json:"lockedUntil,omitzero"`
	CreatedAt   time.Time `json:"createdAt"`
	LastLogin   time.Time `json:"lastLogin,omitzero"`
	Version     int64     `json:"version"` // grows with each change; the API's etag
}

// A Role is a bundle of permissions. civic/access says what each may do.
type Role string

// The roles, docs/reference/roles.md.
const (
	SystemAdministrator Role = "system-administrator" // runs the house, sees no footage
	// SecurityAdministrator gives accounts and rights and sets the rules of
	// signing in; sees no footage.
	SecurityAdministrator Role = "security-administrator"
	WatchKeeper           Role = "watch-keeper"  // live and playback of own cameras
	Commissioning         Role = "commissioning" // live test view, time-boxed
	Auditor               Role = "auditor"       // reads the audit list, nothing else
	CopyOfficer           Role = "copy-officer"  // takes copies for the unit's own lawful purpose
	// ForwardOfficer hands live pictures that they watch on to a named account 转发.
	ForwardOfficer Role = "forward-officer"
	Supervisor     Role = "supervisor"    // 公安监管民警: the registers of his territory, no footage
	Department     Role = "department"    // 行业主管部门: the systems of its trade, no footage
	SiteOperator   Role = "site-operator" // 使用单位管理员: its own systems, no footage
)

// Roles lists every role.
func Roles() []Role {
	return []Role{SystemAdministrator, SecurityAdministrator, WatchKeeper, Commissioning, Auditor, CopyOfficer, ForwardOfficer, Supervisor, Department, SiteOperator}
}

// Known reports whether r is one of Roles.
func (r Role) Known() bool {
	for _, k := range Roles() {
		if r == k {
			return true
		}
	}
	return false
}

// Scoped reports whether the role is held over some part of the registers, and
// therefore says over which. The others are over the house.
func (r Role) Scoped() bool {
	return r != SystemAdministrator && r != SecurityAdministrator && r != Auditor
}

// OverOrganisation reports whether the role is held over an organisation and
// nothing else.
func (r Role) OverOrganisation() bool { return r == Department || r == SiteOperator }

// Needs is the function that an organisation must have for the role to be held
// over it, empty when any will do. The words are those of the register of
// organisations.
func (r Role) Needs() string {
	switch r {
	case Supervisor, Department, SiteOperator:
		return string(r)
	case SystemAdministrator, SecurityAdministrator, WatchKeeper, Commissioning, Auditor, CopyOfficer, ForwardOfficer:
	}
	return ""
}

// Separate reports whether one account may not hold both roles: who runs the
// house or gives its rights sees no footage, and who reads the record is none
// of those on it. A site may let one person run it and give its rights.
func Separate(a, b Role, p Profile) bool {
	if a == b {
		return false
	}
	rules := func(r Role) bool { return r == SystemAdministrator || r == SecurityAdministrator }
	if rules(a) && rules(b) {
		return p == Bureau
	}
	alone := func(r Role) bool { return rules(r) || r == Auditor }
	return alone(a) || alone(b)
}

// A Target is what a role is held over: one place with everything in it, one
// system, one camera, one organisation, or (all four zero) the whole house.
// Over an organisation means: for a supervisor its territory, for a department
// the systems of its trade there, for all others the systems it is a party of.
type Target struct {
	Place        shiheng.PlaceID        `json:"placeId,omitzero"`
	System       shiheng.SystemID       `json:"systemId,omitzero"`
	Camera       shiheng.CameraID       `json:"cameraId,omitzero"`
	Organisation shiheng.OrganisationID `json:"organisationId,omitzero"`
}

// All reports whether the target is the whole house.
func (t Target) All() bool { return t == Target{} }

func (t Target) valid() bool {
	n := 0
	for _, zero := range []bool{t.Place.IsZero(), t.System.IsZero(), t.Camera.IsZero(), t.Organisation.IsZero()} {
		if !zero {
			n++
		}
	}
	return n <= 1
}

// fits reports whether a role may be held over the target at all.
func (t Target) fits(r Role) bool {
	switch {
	case !t.valid():
		return false
	case !r.Scoped():
		return t.All()
	case r.OverOrganisation():
		return !t.Organisation.IsZero()
	case r == Supervisor:
		return t.System.IsZero() && t.Camera.IsZero()
	}
	return true
}

func (t Target) String() string {
	switch {
	case !t.Place.IsZero():
		return "place " + t.Place.String()
	case !t.System.IsZero():
		return "system " + t.System.String()
	case !t.Camera.IsZero():
		return "camera " + t.Camera.String()
	case !t.Organisation.IsZero():
		return "organisation " + t.Organisation.String()
	}
	return "all"
}

type assignmentKind struct{}

// AssignmentID names one assignment of a role.
type AssignmentID = shiheng.ID[assignmentKind]

// An Assignment gives an account a role over a target for a time.
type Assignment struct {
	ID      AssignmentID      `json:"id"`
	Account shiheng.AccountID `json:"accountId"`
	Role    Role              `json:"role"`
	Target  Target            `json:"target"`
	From    time.Time         `json:"from"`
	Until   time.Time         `json:"until,omitzero"` // zero: until withdrawn
	By      shiheng.AccountID `json:"by,omitzero"`
	Reason  string            `json:"reason,omitempty"`
}

// At reports whether the assignment counts at the instant.
func (a Assignment) At(now time.Time) bool {
	return shiheng.Span{From: a.From, To: a.Until}.Contains(now)
}

// A Session is one login.
type Session struct {
	ID       shiheng.SessionID `json:"id"`
	Account  shiheng.AccountID `json:"accountId"`
	Begun    time.Time         `json:"begun"`
	LastSeen time.Time         `json:"lastSeen"`
	Until    time.Time         `json:"until"` // absolute limit
	Remote   string            `json:"remote"`
	Agent    string            `json:"agent"` // the browser's name for itself, cut to 200 bytes
	Ended    time.Time         `json:"ended,omitzero"`
	Cause    string            `json:"cause,omitempty"` // code of why it ended
	// Way is how it was begun: password, or a kind of key.
	Way string `json:"way"`
	// Fresh is when its owner last proved to be the owner, and Proved by what;
	// Fresh is zero for a request that came with the token before the last.
	Fresh  time.Time `json:"fresh,omitzero"`
	Proved string    `json:"proved,omitempty"`
	// Standing says how far somebody else's word for its owner goes.
	Standing Standing `json:"standing,omitempty"`
}

// twofold reports whether the password alone does not open the account.
func (a Account) twofold() bool { return a.SecondFactor || a.Passkey }

// over reports whether the account's time ran out.
func (a Account) over(now time.Time) bool { return !a.Ends.IsZero() && !now.Before(a.Ends) }

// A Principal is an account in a live session: who is asking.
type Principal struct {
	Account Account
	Session Session
	Remote  string // address of this request
}

// Actor is the principal as it stands in events.
func (p Principal) Actor() audit.Actor {
	return audit.Actor{Account: p.Account.ID, Session: p.Session.ID, Name: p.Account.Login, Remote: p.Remote, Person: p.Account.Name}
}

var loginForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]{1,63}$`)

// Normal is the form in which logins are kept and compared: NFKC, lower case,
// no blanks around. It returns an ErrInvalid for what cannot be a login.
func Normal(login string) (string, error) {
	s := strings.ToLower(norm.NFKC.String(strings.TrimSpace(login)))
	if len(login) > 256 || !loginForm.MatchString(s) {
		return "", shiheng.Invalid("account.login")
	}
	return s, nil
}
