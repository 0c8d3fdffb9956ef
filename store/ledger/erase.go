package ledger

import (
	"context"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/store/slots"
)

// ErasureRows are the rows of certificates. *rows.Leaves does what this asks.
type ErasureRows interface {
	// Erase puts acts on record together with what each erases.
	Erase(ctx context.Context, events []audit.Event, what []ledger.Erasure) error
}

// EraserConfig is what an Eraser needs. All are required.
type EraserConfig struct {
	Acts    *Acts
	Minutes *Minutes
	Rows    ErasureRows
	Now     func() time.Time
}

// An Eraser has the log told what is about to be erased, before it is. It
// belongs to the goroutine that keeps house in the footage store.
type Eraser struct {
	cfg  EraserConfig
	told map[string]bool // slots whose act is on record: it is not put there again while it waits for the log
}

// NewEraser makes one.
func NewEraser(c EraserConfig) *Eraser { return &Eraser{cfg: c} }

// A lot is what of one stream's day is erased for one reason.
type lot struct {
	stream shiheng.StreamID
	day    law.Day
	reason string
}

// Erasable is why nothing may be erased now; nil when it may. While the log is
// down nothing is (design, L9): what would go is not even hidden.
func (e *Eraser) Erasable() error { return e.cfg.Acts.Failing() }

// Condemned puts on record what is about to be erased, with a certificate for
// each camera's day, and waits until the acts stand in the log. An error keeps
// the footage: it is tried again.
func (e *Eraser) Condemned(ctx context.Context, gone []slots.Condemned) error {
	if err := e.Erasable(); err != nil {
		return err
	}
	told, fresh := map[string]bool{}, []slots.Condemned{}
	for _, c := range gone {
		if name := slotName(c); e.told[name] {
			told[name] = true
		} else {
			fresh = append(fresh, c)
		}
	}
	if len(fresh) > 0 {
		events, what, err := e.certify(ctx, fresh)
		if err != nil {
			return err
		}
		if err := e.cfg.Rows.Erase(ctx, events, what); err != nil {
			return err
		}
		for _, c := range fresh {
			told[slotName(c)] = true
		}
	}
	e.told = told
	return e.cfg.Acts.Settle(ctx)
}

func slotName(c slots.Condemned) string { return fmt.Sprintf("%s/%d/%d", c.Volume, c.Number, c.Use) }

// certify makes the certificates of slots, and the acts that name them.
func (e *Eraser) certify(ctx context.Context, gone []slots.Condemned) ([]audit.Event, []ledger.Erasure, error) {
	var order []lot
	lots := map[lot]*ledger.Erasure{}
	for _, c := range gone {
		l := lot{c.Stream, law.DayOf(c.Span.From), string(c.Reason)}
		one := lots[l]
		if one == nil {
			one = &ledger.Erasure{Camera: c.Camera.String(), Stream: c.Stream.String(), Day: l.day.String(), Reason: l.reason, Minutes: []ledger.ErasedMinute{}}
			lots[l], order = one, append(order, l)
		}
		one.Slots = append(one.Slots, ledger.Erased{
			First: c.FirstSeq, Last: c.LastSeq, From: ledger.Time(c.Span.From), To: ledger.Time(c.Span.To),
			Slot: slotName(c), SHA: ledger.Hex(c.SHA), SM3: ledger.Hex(c.SM3),
		})
		minutes, err := e.minutesOf(ctx, c)
		if err != nil {
			return nil, nil, err
		}
		one.Minutes = ledger.JoinMinutes(one.Minutes, minutes)
	}
	events, what := make([]audit.Event, len(order)), make([]ledger.Erasure, len(order))
	for i, l := range order {
		one := lots[l]
		text, err := one.Text()
		if err != nil {
			return nil, nil, err
		}
		camera, err := shiheng.ParseID[shiheng.CameraID](one.Camera)
		if err != nil {
			return nil, nil, err
		}
		what[i] = *one
		events[i] = audit.New(e.cfg.Now(), audit.House("footage"), audit.FootageDelete, audit.Object{Kind: "erasure", ID: ledger.SHA256().Of(text).String()}).
			About(camera).Because("W168/28/1", one.Reason).
			With("from", one.Slots[0].From).With("to", one.Slots[len(one.Slots)-1].To).With("day", one.Day).
			With("slots", fmt.Sprint(len(one.Slots))).With("minutes", fmt.Sprint(len(one.Minutes)))
	}
	return events, what, nil
}

// unreadable is how long after a slot's end the log has taken what can be read
// of it: what it does not have then never comes.
const unreadable = 10 * time.Minute

// minutesOf are the camera-minutes of a slot. A slot that is not in the log yet
// is not erased: ErrUnavailable "log.footage". What cannot be read never gets
// there, and its certificate names no minutes.
func (e *Eraser) minutesOf(ctx context.Context, c slots.Condemned) ([]ledger.ErasedMinute, error) {
	span := ledger.SeqSpan{First: c.FirstSeq, Last: c.LastSeq}
	if !e.cfg.Minutes.Has(c.Stream, span) && !e.cfg.Minutes.LookedAt(c.Span.To.Add(unreadable)) {
		return nil, shiheng.Unavailable("log.footage", "error", "not in the log yet")
	}
	known, err := e.cfg.Minutes.Of(ctx, c.Stream, span, c.Span)
	if err != nil {
		return nil, err
	}
	out := make([]ledger.ErasedMinute, 0, len(known))
	for _, m := range known {
		text, err := m.Text()
		if err != nil {
			return nil, err
		}
		out = append(out, ledger.ErasedMinute{
			Digest: ledger.Hex(ledger.SHA256().Of(text)), Minute: m.Minute, First: max(m.First, span.First), Last: min(m.Last, span.Last),
		})
	}
	return out, nil
}
