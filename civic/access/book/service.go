package book

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Store reads the register out of the record. Safe for concurrent use.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(papers.Tx) error) error
	// Lines lists the newest first.
	Lines(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Line], error)
	// Systems and Cameras list at most limit of those of a scope whose names
	// hold the text, in the order of their names; cameras of one system, unless
	// that is zero.
	Systems(ctx context.Context, scope registry.Scope, text string, limit int) ([]Point, error)
	Cameras(ctx context.Context, scope registry.Scope, system shiheng.SystemID, text string, limit int) ([]Point, error)
	// Counted sums up a span of the whole house, by everything a [Cell] tells
	// apart.
	Counted(ctx context.Context, span shiheng.Span) ([]Cell, error)
}

// Config is what a Service needs. All but Now are required.
type Config struct {
	Store  Store
	Log    audit.Log
	Papers *papers.Service
	Now    func() time.Time
}

// Service reads, prints and counts the register. Whether the caller has the
// duty was asked before. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Log == nil || cfg.Papers == nil {
		return nil, errors.New("book: Store, Log and Papers are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// A Reader is who reads, and what he may be told.
type Reader struct {
	Actor audit.Actor
	Sight Sight
}

// basis is the rule by which the register is kept.
const basis = "W168/24/1/3"

// Subject is the kind of subject a printed register or printed figures have:
// they are their maker's.
const Subject = "access-register"

// Lines reads the register, newest first. The reading itself is on record
// before anything is read (W168/31/3).
func (s *Service) Lines(ctx context.Context, r Reader, f Filter, p audit.Paging) (audit.Page[Line], error) {
	none := audit.Page[Line]{}
	if err := f.check(); err != nil {
		return none, err
	}
	e := f.narrowed(audit.New(s.now(), r.Actor, audit.RegisterRead, audit.On(Subject, r.Actor.Account)))
	if err := s.cfg.Log.Append(ctx, e.Because(basis, string(audit.RegisterRead))); err != nil {
		return none, fmt.Errorf("record reading: %w", err)
	}
	return s.lines(ctx, r, f, p)
}

func (s *Service) lines(ctx context.Context, r Reader, f Filter, p audit.Paging) (audit.Page[Line], error) {
	got, err := s.cfg.Store.Lines(ctx, f, p)
	for i, l := range got.Items {
		got.Items[i] = l.seen(r.Sight)
	}
	return got, err
}

// mostChoices bounds what is offered to choose from; who looks for more types
// a part of its name.
const mostChoices = 50

// Choices are systems and cameras of a reader's scope to narrow the register
// by. They are names and nothing else, so that whoever reads the register
// without running it, such as the auditor, can say what they look for.
func (s *Service) Choices(ctx context.Context, scope registry.Scope, system shiheng.SystemID, text string) (systems, cameras []Point, err error) {
	text = strings.TrimSpace(text)
	if systems, err = s.cfg.Store.Systems(ctx, scope, text, mostChoices); err != nil {
		return nil, nil, fmt.Errorf("systems of the register: %w", err)
	}
	if cameras, err = s.cfg.Store.Cameras(ctx, scope, system, text, mostChoices); err != nil {
		return nil, nil, fmt.Errorf("cameras of the register: %w", err)
	}
	return systems, cameras, nil
}

// mostExported and mostPrinted bound one sheet and one printed register.
const (
	mostExported = 50_000
	mostPrinted  = 2_000
)

// Export hands out the lines one by one, nil at the end. That they leave is on
// record before the first; a period with too many is refused while it is read.
func (s *Service) Export(ctx context.Context, r Reader, f Filter) (func() (*Line, error), error) {
	if err := f.period(); err != nil {
		return nil, err
	}
	e := f.narrowed(audit.New(s.now(), r.Actor, audit.RegisterExport, audit.On(Subject, r.Actor.Account)))
	if err := s.cfg.Log.Append(ctx, e.Because(basis, string(audit.RegisterExport))); err != nil {
		return nil, fmt.Errorf("record export: %w", err)
	}
	return s.walk(ctx, r, f, mostExported), nil
}

// period asks for a filter of a bounded time.
func (f *Filter) period() error {
	if err := f.check(); err != nil {
		return err
	}
	if f.From.IsZero() || f.To.IsZero() {
		return shiheng.Invalid("book.period")
	}
	return nil
}

// walk reads page by page.
func (s *Service) walk(ctx context.Context, r Reader, f Filter, most int) func() (*Line, error) {
	var page audit.Page[Line]
	read, at, first := 0, 0, true
	return func() (*Line, error) {
		if at == len(page.Items) {
			if !first && page.Next == "" {
				return nil, nil //nolint:nilnil // the end
			}
			var err error
			if page, err = s.lines(ctx, r, f, audit.Paging{Cursor: page.Next, Limit: 500}); err != nil {
				return nil, err
			}
			if at, first = 0, false; len(page.Items) == 0 {
				return nil, nil //nolint:nilnil // the end
			}
		}
		if read++; read > most {
			return nil, shiheng.Invalid("book.long", "most", strconv.Itoa(most))
		}
		at++
		return &page.Items[at-1], nil
	}
}

// Print issues the register of a period as a numbered document: its digest and
// check code are in the record of documents, as those of every other.
func (s *Service) Print(ctx context.Context, r Reader, f Filter) (out papers.Issued, err error) {
	if err := f.period(); err != nil {
		return out, err
	}
	var lines []Line
	for next := s.walk(ctx, r, f, mostPrinted); ; {
		l, err := next()
		if err != nil {
			return out, err
		}
		if l == nil {
			break
		}
		lines = append(lines, *l)
	}
	e := f.narrowed(audit.New(s.now(), r.Actor, audit.RegisterPrint, audit.On(Subject, r.Actor.Account))).
		Because(basis, string(audit.RegisterPrint)).With("lines", strconv.Itoa(len(lines)))
	return s.issue(ctx, r, e, printed(f, lines, r.Actor))
}

// issue writes a document with the event that it was asked for.
func (s *Service) issue(ctx context.Context, r Reader, e audit.Event, d papers.Document) (out papers.Issued, err error) {
	err = s.cfg.Store.Write(ctx, func(tx papers.Tx) error {
		if out, err = s.cfg.Papers.Issue(ctx, tx, r.Actor, d); err != nil {
			return err
		}
		return tx.Append(e.With("number", out.Number).With("sha256", out.SHA256.String()))
	})
	if err != nil {
		return out, fmt.Errorf("%s: %w", e.Act, err)
	}
	return out, nil
}

// Figures are the statistics of a quarter that is over: the same for every
// reader, so that neither two days nor two readers make a difference that
// tells of one person.
func (s *Service) Figures(ctx context.Context, q identity.Quarter) (Figures, error) {
	if s.now().Before(q.Span().To) {
		return Figures{}, shiheng.Conflict("book.quarter-runs", "quarter", string(q))
	}
	cells, err := s.cfg.Store.Counted(ctx, q.Span())
	if err != nil {
		return Figures{}, fmt.Errorf("count the quarter: %w", err)
	}
	return Publish(q, cells), nil
}

// PrintFigures issues them as a document.
func (s *Service) PrintFigures(ctx context.Context, r Reader, q identity.Quarter) (papers.Issued, error) {
	f, err := s.Figures(ctx, q)
	if err != nil {
		return papers.Issued{}, err
	}
	e := audit.New(s.now(), r.Actor, audit.RegisterPrint, audit.On(Subject, r.Actor.Account)).
		Because(basis, string(audit.RegisterPrint)).With("quarter", string(q))
	return s.issue(ctx, r, e, f.paper(r.Actor))
}
