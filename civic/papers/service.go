package papers

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// Config is what the room needs. All but Press, Address and Now are required.
type Config struct {
	Store     Store
	Blobs     Blobs
	Templates *Templates // of the program and the city's files; see [Service.Refresh]
	Articles  Articles
	// Press makes PDF; nil where there is none.
	Press Press
	// Practice says that every page bears 演练.
	Practice bool
	// Address is where papers are checked ("https://…"), empty when nobody
	// said so. A QR code then holds a link.
	Address func(context.Context) string
	// Bound are kinds of subjects whose room writes down which attachments
	// stand: only it replaces and retires what belongs to them, with its own
	// record and in its own transaction.
	Bound []string
	Now   func() time.Time // time.Now when nil
}

// Articles gives the text of an article as it stands on a day.
type Articles interface {
	Article(id string, on law.Day) (law.Article, bool)
}

// Service is the room's desk. Whether the actor may ask is the door's to say.
// Safe for concurrent use.
type Service struct {
	cfg Config
	// gone keeps the removal of bytes apart from the keeping of the same ones:
	// keepers hold it for reading until their row is written.
	gone sync.RWMutex
	// templates are those in force: the configured ones with what was saved
	// laid over them.
	templates atomic.Pointer[Templates]
}

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Blobs == nil || cfg.Templates == nil || cfg.Articles == nil {
		return nil, errors.New("papers: Store, Blobs, Templates and Articles are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Address == nil {
		cfg.Address = func(context.Context) string { return "" }
	}
	s := &Service{cfg: cfg}
	s.templates.Store(cfg.Templates)
	return s, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists and lookups of the store, which need no rule.
func (s *Service) Read() Store { return s.cfg.Store }

// Templates are what documents are rendered with.
func (s *Service) Templates() *Templates { return s.templates.Load() }

// Bound says why an attachment is not replaced or retired by itself, nil when
// it may be: its room keeps it in step with a record.
func (s *Service) Bound(a Attachment) error {
	if slices.Contains(s.cfg.Bound, a.Subject.Kind) {
		return shiheng.Conflict("attachment.bound", "name", a.Name)
	}
	return nil
}

// Practice reports whether every page bears 演练.
func (s *Service) Practice() bool { return s.cfg.Practice }
