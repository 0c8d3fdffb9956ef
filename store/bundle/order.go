package bundle

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/ledger"
	logs "shiheng.internal/store/ledger"
)

// An Order is what a bundle is made of. It is the same each time the making
// goes on.
type Order struct {
	Export   string // identity
	Name     string // of the file and of its one directory, in ASCII
	Portions []Portion
	// What is said of it: see the format.
	Case, Request, Recipient, Unit, Purpose, Contact string
	Practice                                         bool
	Program                                          string
	Created                                          time.Time
}

// A Portion is the footage of one stream, from one time to another.
type Portion struct {
	Stream shiheng.StreamID
	Camera shiheng.CameraID
	Name   string
	Role   string
	Span   shiheng.Span
}

// claim is what the bundle says of itself.
func (o Order) claim() ledger.Claim {
	c := ledger.Claim{
		Case: o.Case, Created: ledger.Time(o.Created), Export: o.Export, Practice: o.Practice, Program: o.Program, Purpose: o.Purpose,
		Recipient: o.Recipient, Request: o.Request, Unit: o.Unit, Spans: []ledger.ClaimSpan{},
	}
	for _, p := range o.Portions {
		c.Spans = append(c.Spans, ledger.ClaimSpan{
			Camera: p.Camera.String(), CameraName: p.Name, From: ledger.Time(p.Span.From), Role: p.Role, Stream: p.Stream.String(), To: ledger.Time(p.Span.To),
		})
	}
	return c
}

// A Step is one chunk that is about to be read.
type Step struct {
	Camera   shiheng.CameraID
	Bytes    int64
	From, To time.Time
}

// Minutes is the log of footage. *ledger.Minutes is one.
type Minutes interface {
	Stretch(ctx context.Context, id shiheng.StreamID, span shiheng.Span, needed uint64) (out []logs.Standing, anchored bool, err error)
	Region(l ledger.Logged) (ledger.Region, error)
}

// Log is the log of acts. *ledger.Acts is one.
type Log interface {
	Under(ctx context.Context, origin string, size uint64, indices []uint64) ([]logs.Proven, error)
	Published(ctx context.Context, origin string, index uint64) (ledger.Checkpoint, []byte, error)
	Keys(origin string) []string
}

// Witnesses are those who cosign the log. *ledger.Cosigning is one.
type Witnesses interface {
	Appointed(ctx context.Context) (keys []string, err error)
	Covering(ctx context.Context, origin string, index uint64) (logs.Cosigned, error)
}

// Footage is the footage store. *slots.Store is one.
type Footage interface {
	Held(ctx context.Context, id shiheng.StreamID, span ledger.SeqSpan, bad func(ledger.Position, error)) ([]ledger.Piece, error)
	Original(ctx context.Context, p ledger.Piece, b []byte) ([]byte, error)
	Head(ctx context.Context, p ledger.Piece) ([]byte, error)
	Declaring(p ledger.Piece) (ledger.Piece, error)
}

// Rows are the rows of acts and erasures. *rows.Leaves is one.
type Rows interface {
	ErasuresOf(ctx context.Context, camera shiheng.CameraID, day string) ([]ledger.Certificate, error)
	Explained(ctx context.Context, id shiheng.EventID) (u ledger.Unlogged, index uint64, err error)
	ExplainedAt(ctx context.Context, seq int64) (u ledger.Unlogged, index uint64, err error)
}

// Config is what a Writer needs. Those from Seal on may be missing.
type Config struct {
	Minutes   Minutes
	Log       Log
	Witnesses Witnesses
	Footage   Footage
	Rows      Rows
	Now       func() time.Time
	Seal      *Seal
	// Stamp has an authority say when it saw something, by RFC 3161.
	Stamp func(ctx context.Context, what []byte) ([]byte, error)
	// Verifiers is the directory of programs that check a bundle.
	Verifiers fs.FS
	// Patience is how long a witness is waited for; two minutes when zero. Wait
	// waits a little, a second when nil.
	Patience time.Duration
	Most     int // camera-minutes of one bundle; MostMinutes when zero
	Wait     func(context.Context) error
	// Step is told, for tests, what is about to be done.
	Step func(string)
}

// A Writer writes bundles. Safe for concurrent use; a directory is of one
// making at a time.
type Writer struct{ cfg Config }

const patience = 2 * time.Minute

// New makes a writer.
func New(c Config) (*Writer, error) {
	if c.Minutes == nil || c.Log == nil || c.Witnesses == nil || c.Footage == nil || c.Rows == nil || c.Now == nil {
		return nil, errors.New("bundle: all of Config down to Now is required")
	}
	if c.Most == 0 {
		c.Most = MostMinutes
	}
	if c.Patience == 0 {
		c.Patience = patience
	}
	if c.Wait == nil {
		c.Wait = func(ctx context.Context) error {
			select {
			case <-ctx.Done():
				return context.Cause(ctx)
			case <-time.After(time.Second):
				return nil
			}
		}
	}
	if c.Step == nil {
		c.Step = func(string) {}
	}
	return &Writer{c}, nil
}

// An Estimate is what a bundle would hold.
type Estimate struct {
	Chunks  int64
	Bytes   int64 // of footage
	Minutes int
	// Waiting: the log does not reach behind the end of a portion yet, as for
	// what was recorded a moment ago.
	Waiting bool
}

// Estimate tells what the portions hold, without reading any footage.
func (w *Writer) Estimate(ctx context.Context, portions []Portion) (e Estimate, err error) {
	for _, p := range portions {
		all, anchored, err := w.cfg.Minutes.Stretch(ctx, p.Stream, p.Span, 1<<62)
		if err != nil {
			return e, err
		}
		e.Waiting = e.Waiting || !anchored
		if e.Minutes += len(all); e.Minutes > w.cfg.Most {
			return e, tooLong()
		}
		for _, s := range all {
			pieces, err := w.held(ctx, p.Stream, s.Minute)
			if err != nil {
				return e, err
			}
			for i := range pieces {
				if within(&pieces[i], p.Span) && !pieces[i].Beside {
					e.Chunks++
					e.Bytes += int64(pieces[i].Bytes)
				}
			}
		}
	}
	return e, nil
}

// MostMinutes bounds the camera-minutes of one bundle: a week of one camera, or
// a day of seven.
const MostMinutes = 7*24*60 + 128

func tooLong() error {
	return shiheng.Exhausted("evidence.length", "hours", "168").By("R799/16")
}

// within reports whether a chunk lies wholly within a span.
func within(p *ledger.Piece, s shiheng.Span) bool {
	return !p.From.Before(s.From) && !p.To.After(s.To)
}

// held lists the chunks of a camera-minute as far as they are there.
func (w *Writer) held(ctx context.Context, id shiheng.StreamID, m ledger.CameraMinute) ([]ledger.Piece, error) {
	var unread error
	pieces, err := w.cfg.Footage.Held(ctx, id, ledger.SeqSpan{First: m.First, Last: m.Last}, func(at ledger.Position, err error) {
		unread = shiheng.Unavailable("footage.unreadable", "slot", at.Slot).From(err)
	})
	return pieces, errors.Join(err, unread)
}

// days are those in Wuxi on which what a span needs may have begun: a slot is
// an hour long at most.
func days(s shiheng.Span) (out []law.Day) {
	last := law.DayOf(s.To)
	for d := law.DayOf(s.From.Add(-2 * time.Hour)); !last.Before(d); d = d.Add(1) {
		out = append(out, d)
	}
	return out
}
