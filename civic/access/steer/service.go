package steer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// Config is what a Service needs. All but Now and Log are required.
type Config struct {
	Store  Store
	Access *access.Service
	People People
	Now    func() time.Time // time.Now when nil
	Log    *slog.Logger
}

// Service decides on controls and keeps homes. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Access == nil || cfg.People == nil {
		return nil, errors.New("steer: Store, Access and People are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lookups of the store.
func (s *Service) Read() Store { return s.cfg.Store }

// Basis is what control rests on.
const Basis = "W168/29/1"

// mostReason bounds a reason, in characters.
const mostReason = 200

// An Asking is a wish to move a camera.
type Asking struct {
	Camera shiheng.CameraID
	Grant  shiheng.GrantID // under which its picture is open
	Urgent bool            // take it from somebody who has it
	Reason string
}

// A Turn is a control that was decided on: Test when the camera is only being
// commissioned.
type Turn struct {
	Asking
	Test bool
}

// Take decides whether the caller may move the camera, lets the machine give
// the control by take, and puts it on record. When the record cannot be
// written, give takes the control back. Errors: a *[access.Refusal] for what a
// clause forbids, which is on record; those of the grant; those of take.
func (s *Service) Take(ctx context.Context, p identity.Principal, a Asking, take func(Turn) (shiheng.ControlID, error), give func(shiheng.ControlID)) (shiheng.ControlID, error) {
	a.Reason = strings.TrimSpace(a.Reason)
	if utf8.RuneCountInString(a.Reason) > mostReason {
		return shiheng.ControlID{}, shiheng.Invalid("control.reason-long", "most", strconv.Itoa(mostReason))
	}
	g, err := s.cfg.Access.Redeem(ctx, p, a.Grant)
	if err != nil {
		return shiheng.ControlID{}, err
	}
	e := audit.New(s.now(), p.Actor(), audit.CameraControl, audit.On("camera", a.Camera)).About(a.Camera).With("grant", g.ID.String())
	if a.Urgent {
		e = e.With("urgent", "true")
	}
	if a.Reason != "" {
		e = e.With("reason", a.Reason)
	}
	clauses, err := s.decide(ctx, p, g, a)
	if err != nil {
		return shiheng.ControlID{}, s.refused(ctx, e, err)
	}
	id, err := take(Turn{Asking: a, Test: g.Act == shiheng.ActTest})
	if err != nil {
		return shiheng.ControlID{}, err
	}
	e = e.Because(Basis, string(audit.CameraControl)).With("control", id.String()).With("clauses", clauses)
	if err := s.append(ctx, e); err != nil {
		give(id)
		return shiheng.ControlID{}, fmt.Errorf("record control: %w", err)
	}
	return id, nil
}

// decide asks whether the picture is open in own use, and then the clauses.
func (s *Service) decide(ctx context.Context, p identity.Principal, g shiheng.Grant, a Asking) (clauses string, err error) {
	if err := g.Permits(g.Act, a.Camera, s.now()); err != nil {
		return "", err
	}
	// Whoever looks by another's leave, as an organ, a citizen or the recipient
	// of a forwarded picture, moves nothing.
	if !access.OwnUse(g) || g.Act != shiheng.ActLive && g.Act != shiheng.ActTest {
		return "", shiheng.Forbidden("control.own-use").By(Basis)
	}
	v, err := s.cfg.Access.Controls(ctx, p.Account, a.Camera, a.Urgent, a.Reason)
	if err != nil {
		return "", err
	}
	return strings.Join(v.Clauses, " "), v.Err(string(audit.CameraControl))
}

// refused puts on record what a rule refused.
func (s *Service) refused(ctx context.Context, e audit.Event, err error) error {
	if refused, ruled := access.Refused(e, err); ruled {
		return errors.Join(err, s.append(ctx, refused))
	}
	return err
}

func (s *Service) append(ctx context.Context, e audit.Event) error {
	return s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.Append(e) })
}

// A Happening is what the machine tells of a control.
type Happening struct {
	Act     audit.Act         // one of CameraMoved, ControlAside, ControlBack, ControlEnd, CameraHomed
	Control shiheng.ControlID // zero of a homecoming
	Camera  shiheng.CameraID
	Account shiheng.AccountID // zero of a homecoming
	At      time.Time
	Since   time.Time      // of the counts
	Counts  map[string]int // commands given, by what they do
	Cause   string         // why it ended, or why the camera did not come home
	By      shiheng.AccountID
}

// Note puts on record what happened. What cannot be written is logged: the
// camera has moved already, and the taking of the control is on record.
func (s *Service) Note(ctx context.Context, h Happening) {
	actor := audit.House("control")
	if !h.Account.IsZero() {
		a, err := s.cfg.People.Account(ctx, h.Account)
		if err != nil {
			s.cfg.Log.ErrorContext(ctx, "holder of a control not found", "account", h.Account, "error", err)
		}
		actor = identity.Principal{Account: a}.Actor()
		actor.Account = h.Account
	}
	e := audit.New(h.At, actor, h.Act, audit.On("camera", h.Camera)).About(h.Camera).Because(Basis, string(h.Act))
	if h.Cause != "" {
		e.Reason = h.Cause
	}
	if !h.Control.IsZero() {
		e = e.With("control", h.Control.String())
	}
	if !h.By.IsZero() {
		e = e.With("by", h.By.String())
	}
	if len(h.Counts) > 0 {
		e = e.With("since", h.Since.UTC().Format(time.RFC3339))
	}
	for _, verb := range slices.Sorted(maps.Keys(h.Counts)) {
		e = e.With(verb, strconv.Itoa(h.Counts[verb]))
	}
	if err := s.append(ctx, e); err != nil {
		s.cfg.Log.ErrorContext(ctx, "what happened with a control is not on record", "act", h.Act, "camera", h.Camera, "error", err)
	}
}

// The bounds of a home, in seconds.
const (
	soonest = 30
	latest  = 7200
)

// check refuses what is no home.
func (h Home) check() error {
	switch {
	case h.Preset < 0 || h.Preset > 255 || h.Cruise < 0 || h.Cruise > 255 || h.Preset > 0 && h.Cruise > 0:
		return shiheng.Invalid("home.view")
	case h.After < soonest || h.After > latest:
		return shiheng.Invalid("home.after", "least", strconv.Itoa(soonest), "most", strconv.Itoa(latest))
	case utf8.RuneCountInString(h.Reason) > mostReason:
		return shiheng.Invalid("control.reason-long", "most", strconv.Itoa(mostReason))
	}
	return nil
}

// SetHome registers where a camera belongs; version is that of the home there
// is, 0 for none. Whether the caller keeps the camera was asked before.
func (s *Service) SetHome(ctx context.Context, who audit.Actor, c registry.Linked, h Home, version int64) (Home, error) {
	h.Reason = strings.TrimSpace(h.Reason)
	if err := h.check(); err != nil {
		return Home{}, err
	}
	now := s.now()
	h.Camera, h.By, h.At, h.Version = c.ID, who.Called(), now, version+1
	e := audit.New(now, who, audit.HomeSet, audit.On("camera", c.ID)).About(c.ID).Because("W168/30/7", string(audit.HomeSet)).
		With("preset", strconv.Itoa(h.Preset)).With("cruise", strconv.Itoa(h.Cruise)).With("afterSeconds", strconv.Itoa(h.After))
	if h.Reason != "" {
		e = e.With("reason", h.Reason)
	}
	return h, s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.PutHome(h); err != nil {
			return err
		}
		return tx.Append(e)
	})
}

// DropHome lets a camera belong nowhere.
func (s *Service) DropHome(ctx context.Context, who audit.Actor, c registry.Linked, version int64) error {
	e := audit.New(s.now(), who, audit.HomeDrop, audit.On("camera", c.ID)).About(c.ID).Because("W168/30/7", string(audit.HomeDrop))
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.DropHome(c.ID, version); err != nil {
			return err
		}
		return tx.Append(e)
	})
}
