package identity

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Store keeps accounts, sessions and roles. It is safe for concurrent use.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error

	// Credential returns an account by login with its password hash, or
	// ErrNotFound.
	Credential(ctx context.Context, login string) (Account, string, error)
	Account(ctx context.Context, id shiheng.AccountID) (Account, error)
	Accounts(ctx context.Context, p audit.Paging) (audit.Page[Account], error)
	// Changes lists changes of rights, newest first; open: those proposed, and
	// those the auditor has to take note of. LateChanges are the proposed ones
	// whose time is over, at most 100.
	Changes(ctx context.Context, open bool, p audit.Paging) (audit.Page[RightChange], error)
	LateChanges(ctx context.Context, now time.Time) ([]RightChange, error)
	// Assignments returns those not withdrawn, of one account or (zero) all.
	Assignments(ctx context.Context, account shiheng.AccountID) ([]Assignment, error)
	// Clearance is what an account holds at now; the zero value for nothing.
	Clearance(ctx context.Context, account shiheng.AccountID, now time.Time) (HeldClearance, error)
	// SessionByToken returns a session that was not ended, by its token's hash.
	// The token before the last counts when it was replaced after since; the
	// session then comes without Fresh.
	SessionByToken(ctx context.Context, hash []byte, since time.Time) (Session, Account, error)
	Session(ctx context.Context, id shiheng.SessionID) (Session, error)
	// Sessions lists live sessions, of one account or (zero) all, newest first.
	Sessions(ctx context.Context, account shiheng.AccountID, p audit.Paging) (audit.Page[Session], error)
	// Stale returns live sessions last seen before idle or whose limit is
	// before now, at most 500.
	Stale(ctx context.Context, now, idle time.Time) ([]Session, error)
	// Touch records that the session was seen; it never moves LastSeen back.
	Touch(ctx context.Context, id shiheng.SessionID, at time.Time) error
	// Factor returns the second factor of an account, in force or only begun,
	// or ErrNotFound.
	Factor(ctx context.Context, id shiheng.AccountID) (Factor, error)
	// Keys returns the keys of an account, the oldest first; KeyByMark the key
	// of a kind that is found by the mark, with whose it is, or ErrNotFound.
	Keys(ctx context.Context, id shiheng.AccountID) ([]Key, error)
	KeyByMark(ctx context.Context, kind KeyKind, mark string) (Key, Account, error)
	// AccountsOf returns the accounts tied to a person. Spent are those not
	// disabled whose time ran out or whose person left, at most 100.
	AccountsOf(ctx context.Context, person shiheng.PersonID) ([]shiheng.AccountID, error)
	Spent(ctx context.Context, now time.Time) ([]Account, error)
	// Rights lists the rights that count or that the quarter's review withdrew,
	// by account, each with that review.
	Rights(ctx context.Context, q Quarter, p audit.Paging) (audit.Page[HeldRight], error)
	// Names says what the things that targets name are called; see [Names].
	Names(ctx context.Context, targets []Target) (Names, error)
	// Claimed reports whether any account exists.
	Claimed(ctx context.Context) (bool, error)
}

// Tx is one transaction's view.
type Tx interface {
	CountAccounts() (int, error)
	// Holders counts the enabled accounts that hold the role at the instant
	// without an end.
	Holders(role Role, now time.Time) (int, error)
	Account(id shiheng.AccountID) (Account, error)
	// InsertAccount fails with ErrConflict when the login is taken.
	InsertAccount(a Account, hash string) error
	// UpdateAccount stores a with Version+1; ErrConflict when it changed since.
	UpdateAccount(a Account) error
	SetPassword(id shiheng.AccountID, hash string) error
	// LoggedIn notes the login and forgets failures; the account's Version stays.
	LoggedIn(id shiheng.AccountID, at time.Time) error
	// Failed counts a failure and returns how many there were in a row. Lock
	// locks the account and begins counting anew.
	Failed(id shiheng.AccountID) (int, error)
	Lock(id shiheng.AccountID, until time.Time) error

	// PutFactor replaces the one-time codes of an account and DropFactor takes
	// them away; its recovery codes stay.
	PutFactor(f Factor) error
	DropFactor(id shiheng.AccountID) error
	// UseStep reports whether the time step is newer than any used before, and
	// notes it.
	UseStep(id shiheng.AccountID, step int64) (bool, error)
	// SetRecovery replaces the recovery codes, kept by hash. UseRecovery
	// reports whether one was there and unused, and notes its use.
	SetRecovery(id shiheng.AccountID, hashes [][]byte) error
	UseRecovery(id shiheng.AccountID, hash []byte, at time.Time) (bool, error)

	// Keys returns the keys of an account, the oldest first; Key one, or
	// ErrNotFound. InsertKey fails with ErrConflict when the mark is taken.
	Keys(id shiheng.AccountID) ([]Key, error)
	Key(id KeyID) (Key, error)
	InsertKey(k Key) error
	// UpdateKey stores its name and whether it was stopped.
	UpdateKey(k Key) error
	DropKey(id KeyID) error
	// UseKey notes that a key was used. It reports false for one that is gone or
	// stopped, or whose counter did not grow; zero counts nothing.
	UseKey(id KeyID, counter int64, at time.Time) (bool, error)
	// SpendChallenge reports whether the challenge was not spent before, and
	// notes that it is. ForgetChallenges drops those whose time is over.
	SpendChallenge(id string, until time.Time) (bool, error)
	ForgetChallenges(now time.Time) error

	InsertSession(s Session, tokenHash []byte) error
	// EndSession reports whether the session was live until now.
	EndSession(id shiheng.SessionID, at time.Time, cause string) (bool, error)
	// RenewSession gives a live session another token and notes the proof; the
	// token before it stays known for a moment, unless the session owed its
	// second factor under it. It reports whether it was live.
	RenewSession(r Renewal) (bool, error)
	LiveSessions(account shiheng.AccountID) ([]Session, error)

	// Assignments returns those not withdrawn, of one account or (zero) all.
	Assignments(account shiheng.AccountID) ([]Assignment, error)
	// InsertAssignment fails with ErrNotFound when the target does not exist.
	InsertAssignment(a Assignment) error
	InsertClearance(c HeldClearance) error
	// WithdrawClearances ends those an account holds.
	WithdrawClearances(account shiheng.AccountID, now time.Time) error
	WithdrawAssignment(id AssignmentID, at time.Time) error

	// Change returns a change of rights, or ErrNotFound. InsertChange fails with
	// ErrConflict while another one on the same is proposed.
	Change(id ChangeID) (RightChange, error)
	InsertChange(c RightChange) error
	// UpdateChange stores how a change was decided or noted.
	UpdateChange(c RightChange) error
	// OpenChanges returns the proposed changes that an account proposed or that
	// are about it.
	OpenChanges(id shiheng.AccountID) ([]RightChange, error)
	// Right returns one right that counts with what a quarter's review said of
	// it, or ErrNotFound. InsertReview fails with ErrConflict when there is one.
	Right(id AssignmentID, q Quarter) (HeldRight, error)
	InsertReview(r Review) error
	// HasLeft reports whether a person no longer works where they did.
	HasLeft(id shiheng.PersonID) (bool, error)
	// SetProfile stores the setting.
	SetProfile(p Profile, by shiheng.AccountID, now time.Time) error

	// Functions returns the functions of an organisation, and OrganisationOf
	// the one a person works for; ErrNotFound when there is none.
	Functions(id shiheng.OrganisationID) ([]string, error)
	OrganisationOf(id shiheng.PersonID) (shiheng.OrganisationID, error)

	// ClaimHash returns the hash of the claim token in force, nil for none.
	ClaimHash() ([]byte, error)
	SetClaimHash(hash []byte) error

	Append(e audit.Event) error
}

// A Renewal is a session that goes on under another token.
type Renewal struct {
	Session  shiheng.SessionID
	Token    []byte // its hash
	At       time.Time
	Fresh    time.Time // zero: what was proved counts for nothing sensitive
	Proved   string
	Was      Standing // before
	Standing Standing
}

// Listener is told, after the commit, what running grants must obey at once.
// Calls may come from several goroutines and must not block.
type Listener interface {
	// SessionEnded: cause is an error of kind ErrExpired or ErrForbidden.
	SessionEnded(id shiheng.SessionID, cause error)
	// RightsChanged: roles were assigned or withdrawn, or the account disabled.
	RightsChanged(id shiheng.AccountID)
}
