package oversight

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// A Filter narrows lists of alarms and samples.
type Filter struct {
	Decided bool // those that were decided on; else those that wait
	Pattern Pattern
	Account shiheng.AccountID
}

// Store keeps alarms, samples and canaries, and sums up the record. Safe for
// concurrent use.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	// Tallies sums up, for each account, the footage of the past that it was
	// granted from from to before to. Where cameras stand is left out.
	Tallies(ctx context.Context, from, to time.Time) ([]Tally, error)
	// Alarms and Samples are lists, the newest first.
	Alarms(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Alarm], error)
	Samples(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Sample], error)
	Canaries(ctx context.Context) ([]Canary, error)
	// Figures tells of each reviewer's decisions on samples.
	Figures(ctx context.Context) ([]Figures, error)
	// Entry returns one act on record, or ErrNotFound.
	Entry(ctx context.Context, seq int64) (audit.Entry, error)
}

// Tx is one transaction's view.
type Tx interface {
	// Latest returns the newest alarm of the same account, pattern, week and
	// subject, or ErrNotFound.
	Latest(a Alarm) (Alarm, error)
	InsertAlarm(a Alarm) error
	// RefigureAlarm gives an alarm that waits for its verdict new figures.
	RefigureAlarm(id AlarmID, value, peers float64) error
	// Alarm and Sample return one, or ErrNotFound.
	Alarm(id AlarmID) (Alarm, error)
	Sample(seq int64) (Sample, error)
	DecideAlarm(id AlarmID, d Decision) error
	OpenSample(seq int64, at time.Time) error
	DecideSample(seq int64, d Decision) error
	// Drawn is the last week of which samples were drawn, the zero Day for none.
	Drawn() (law.Day, error)
	// Draw draws samples by chance from the granted acts on footage of the past
	// of a week, the share of them but one at least, and notes that the week is
	// drawn. It returns how many.
	Draw(week law.Day, share float64, at time.Time) (int, error)
	// PutCanary fails with ErrNotFound when there is no such camera. DropCanary
	// reports whether it was one.
	PutCanary(c Canary) error
	DropCanary(camera shiheng.CameraID) (bool, error)
	// Touched returns acts on canaries behind the one that was last noted, granted
	// or refused, at most limit, and notes them.
	Touched(limit int) ([]Touch, error)
	Append(e audit.Event) error
}

// A Touch is an act on a canary.
type Touch struct {
	Seq     int64
	Account shiheng.AccountID
	Camera  shiheng.CameraID
	At      time.Time
}

// Cameras is what this room asks of civic/registry's rows.
type Cameras interface {
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
}
