package app

import (
	"context"
	"errors"
	"os"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/store/slots"
)

// A Keeping is what a platform that is not running keeps: rows and footage,
// for the tools that look after them. Close it in the end.
type Keeping struct{ house *House }

// OpenKeeping opens what a platform keeps, without doors and streams. A
// platform that is running holds it locked: ErrConflict "store.locked".
//
// Whether the store is real or practice is found out from what it says itself.
// Volumes that are away are an ErrUnavailable "store.disk"; none are made.
func OpenKeeping(ctx context.Context, s Start) (*Keeping, error) {
	var h *House
	err := eitherKind(s, func(s Start) error {
		h = &House{start: s, log: s.Log, began: time.Now()}
		return h.open(ctx, []step{
			{"data directory", h.openExisting}, {"rows", h.openRows}, {"office", h.openOffice}, {"footage", h.openFootage}, {"second copies", h.openSecond},
		})
	})
	return &Keeping{h}, err
}

// eitherKind does what is to be done with a store of unknown kind: as a real
// one, and when its volumes say otherwise as a practice one.
func eitherKind(s Start, do func(Start) error) error {
	s.Practice = false
	err := do(s)
	if e, ok := errors.AsType[*shiheng.Error](err); ok && e.Code == "store.kind" {
		s.Practice = true
		return do(s)
	}
	return err
}

// openExisting locks the data directory, which must be there.
func (h *House) openExisting(ctx context.Context) error {
	if _, err := os.Stat(h.path("rows.db")); err != nil && h.start.Settings.Database == "" {
		return shiheng.NotFound("store.none", "data", h.start.Settings.Data).From(err)
	}
	h.existing = true
	return h.openData(ctx)
}

// Close closes it.
func (k *Keeping) Close() error { return k.house.Close() }

// A Holding is what there is of one camera's footage.
type Holding struct {
	Camera shiheng.CameraID
	Name   string // in the register; empty when it is not there any more
	Role   string
	Span   shiheng.Span
	Bytes  int64
	Slots  int
	Held   int // slots under hold
	Gaps   []Gap
}

// Gap is a stretch without footage, and why.
type Gap struct {
	Span  shiheng.Span
	Cause string
}

// Holdings lists the footage there is, by camera.
func (k *Keeping) Holdings(ctx context.Context) ([]Holding, error) {
	h := k.house
	var out []Holding
	for _, l := range h.slots.List() {
		one := Holding{
			Camera: l.Stream.Camera, Role: string(l.Stream.Role), Span: l.Span, Bytes: l.Bytes, Slots: l.Slots, Held: l.Held,
		}
		if c, err := h.registry.Read().Camera(ctx, l.Stream.Camera); err == nil {
			one.Name = c.Name
		}
		if !l.Span.From.IsZero() {
			for next := uint64(0); ; {
				page, err := h.past.reader.Timeline(ctx, l.Stream.ID, l.Span, next, 500)
				if err != nil {
					return nil, err
				}
				for _, g := range page.Gaps {
					one.Gaps = append(one.Gaps, Gap{Span: shiheng.Span{From: g.From, To: g.To}, Cause: string(g.Cause)})
				}
				if next = page.Next; next == 0 {
					break
				}
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// Check verifies rows and footage: every slot's footer and roots, every
// chunk's checksum, and with deep its digests and chain as well.
func (k *Keeping) Check(ctx context.Context, deep bool, progress func(done, all int)) (slots.CheckReport, error) {
	if err := k.house.db.Ping(ctx); err != nil {
		return slots.CheckReport{}, err
	}
	return k.house.slots.Check(ctx, deep, progress)
}

// Integrity checks rows, slots, leaves and checkpoints against one another. Its
// error tells that it could not be done to the end.
func (k *Keeping) Integrity(ctx context.Context, level ledger.CheckLevel, progress func(what string, done, all uint64)) (*ledger.CheckReport, error) {
	return k.house.integrity(ctx, level, progress)
}

// Rebuild makes the index of footage anew from the volumes. The act is on
// record.
func Rebuild(ctx context.Context, s Start) (slots.RebuildReport, error) {
	var report slots.RebuildReport
	err := eitherKind(s, func(s Start) (err error) {
		report, err = rebuild(ctx, s)
		return err
	})
	return report, err
}

func rebuild(ctx context.Context, s Start) (slots.RebuildReport, error) {
	h := &House{start: s, log: s.Log, began: time.Now()}
	err := h.open(ctx, []step{{"data directory", h.openExisting}, {"rows", h.openRows}, {"office", h.openOffice}})
	if err != nil {
		return slots.RebuildReport{}, err
	}
	cfg, err := h.footageConfig()
	if err != nil {
		return slots.RebuildReport{}, errors.Join(err, h.Close())
	}
	e := audit.New(time.Now(), audit.House("footage"), audit.MigrationDone, audit.Object{Kind: "footage-index"}).Because("", "footage.rebuild")
	if err := h.audit.Append(ctx, e); err != nil {
		return slots.RebuildReport{}, errors.Join(err, h.Close())
	}
	report, err := slots.Rebuild(ctx, cfg)
	return report, errors.Join(err, h.Close())
}
