package evidence

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// Bounds of one hold, rules of the house.
const (
	maxCameras   = 64
	longestSpan  = 366 * 24 * time.Hour
	reviewAfter  = 90  // days, when nothing is said
	latestReview = 366 // days
)

// A Placing is what is to be held.
type Placing struct {
	Cameras  []shiheng.CameraID `json:"cameraIds" minItems:"1" maxItems:"64" nullable:"false" format:"uuid"`
	From     time.Time          `json:"from"`
	To       time.Time          `json:"to" doc:"May lie ahead: what is recorded until then is held as it comes"`
	Matter   string             `json:"matter" maxLength:"200" doc:"Number of the case, or what it is about"`
	Reason   string             `json:"reason" maxLength:"500"`
	Basis    string             `json:"basis,omitempty" maxLength:"40" doc:"Article; W168/29/2 when empty"`
	ReviewOn law.Day            `json:"reviewOn,omitzero" doc:"In ninety days when empty"`
	Officer  *Asker             `json:"officer,omitempty" doc:"Who asked for it, by his work identity card"`
	// Application is the one for official access it is placed from, by Organ.
	// The door takes neither.
	Application string `json:"-"`
	Organ       string `json:"-"`
}

// tidy brings what is asked into one form, and refuses what cannot be.
func (p *Placing) tidy(l *law.Law, now time.Time) error {
	p.From, p.To = p.From.UTC().Truncate(time.Millisecond), p.To.UTC().Truncate(time.Millisecond)
	p.Matter, p.Reason, p.Basis = strings.TrimSpace(p.Matter), strings.TrimSpace(p.Reason), strings.TrimSpace(p.Basis)
	p.Cameras = slices.Clone(p.Cameras)
	if p.Basis == "" {
		p.Basis = Article
	}
	today := law.DayOf(now)
	if p.ReviewOn.IsZero() {
		p.ReviewOn = today.Add(reviewAfter)
	}
	if p.Officer != nil {
		o := Asker{strings.TrimSpace(p.Officer.Name), strings.TrimSpace(p.Officer.Unit), strings.TrimSpace(p.Officer.Card)}
		p.Officer, p.Organ = &o, o.Unit
	}
	_, known := l.Article(p.Basis, today)
	switch {
	case len(p.Cameras) == 0 || len(p.Cameras) > maxCameras || twice(p.Cameras):
		return shiheng.Invalid("hold.cameras", "most", strconv.Itoa(maxCameras))
	case p.From.IsZero() || !p.From.Before(p.To) || p.To.Sub(p.From) > longestSpan:
		return shiheng.Invalid("hold.span")
	case p.Matter == "":
		return shiheng.Invalid("hold.matter")
	case p.Officer != nil && (p.Officer.Name == "" || p.Officer.Unit == ""):
		return shiheng.Invalid("hold.officer")
	case !known:
		return shiheng.Invalid("hold.basis", "article", p.Basis)
	}
	return reviewable(p.ReviewOn, today)
}

func twice[T comparable](items []T) bool {
	for i, it := range items {
		if slices.Contains(items[:i], it) {
			return true
		}
	}
	return false
}

// reviewable refuses a day on which nobody can or nobody will look.
func reviewable(d, today law.Day) error {
	if !today.Before(d) || today.Add(latestReview).Before(d) {
		return shiheng.Invalid("hold.review-day", "days", strconv.Itoa(latestReview))
	}
	return nil
}

// Place holds footage: one person is enough. When it returns, the footage store
// keeps it and the row is committed, in that order; what a rule refuses is on
// record with its article.
func (s *Service) Place(ctx context.Context, k Hand, p Placing) (Hold, error) {
	now := s.now()
	if err := p.tidy(s.cfg.Law, now); err != nil {
		return Hold{}, err
	}
	h := Hold{
		ID: shiheng.NewID[shiheng.HoldID](now), Version: 1, State: InForce, Origin: Own, Matter: p.Matter, Reason: p.Reason, Basis: p.Basis,
		Organ: p.Organ, Officer: p.Officer, Application: p.Application, From: p.From, To: p.To, Items: []HeldFootage{}, Placed: k.attest(now), ReviewOn: p.ReviewOn,
		History: []CustodyStep{{Act: audit.HoldPlace, By: k.attest(now), Note: p.Reason}},
	}
	if h.Outside() {
		h.Origin = Counter
	}
	e := audit.New(now, k.Actor(), audit.HoldPlace, audit.On("hold", h.ID)).About(p.Cameras...).Because(p.Basis, string(audit.HoldPlace)).
		With("from", p.From.Format(time.RFC3339)).With("to", p.To.Format(time.RFC3339)).With("matter", p.Matter).With("reason", p.Reason).
		With("review", p.ReviewOn.String())
	for key, value := range map[string]string{"organ": p.Organ, "application": p.Application} {
		if value != "" {
			e = e.With(key, value)
		}
	}
	if err := s.mayPlace(ctx, k, p); err != nil {
		return Hold{}, s.refused(ctx, e, err)
	}
	if err := s.pinAll(ctx, &h, p.Cameras, now); err != nil {
		return Hold{}, err
	}
	// From here on the footage is safe. Were the row to be lost, Run would find
	// the pins and make a hold of them.
	s.assess(ctx, &h)
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.PutHold(h); err != nil {
			return err
		}
		return tx.Append(e)
	})
	if err != nil {
		return Hold{}, fmt.Errorf("%s: %w", e.Act, err)
	}
	return h, nil
}

// mayPlace asks whether the cameras are the caller's, and the clauses.
func (s *Service) mayPlace(ctx context.Context, k Hand, p Placing) error {
	linked, err := s.mine(ctx, k, p.Cameras)
	if err != nil {
		return err
	}
	r := clause.Request{Act: clause.Hold, Who: k.Who, How: clause.Holding{Reason: p.Reason}.Facts()}
	if o := p.Officer; o != nil {
		r.Who = clause.Officer{ID: strings.Join([]string{o.Unit, o.Name, o.Card}, " ")}.Principal()
		r.How = clause.Holding{Reason: p.Reason, Card: o.Card}.Facts()
	}
	if lacks := s.unmet(r, slots(p.Cameras, linked)); len(lacks) > 0 {
		return &access.Refusal{Act: string(audit.HoldPlace), Unmet: lacks}
	}
	return nil
}

// pinAll has the footage store keep the footage of all cameras, or none.
func (s *Service) pinAll(ctx context.Context, h *Hold, cameras []shiheng.CameraID, now time.Time) error {
	for _, c := range cameras {
		pin := Pin{ID: shiheng.NewID[shiheng.HoldID](now), Camera: c, Span: h.Span(), Placed: now}
		if err := s.cfg.Keeper.Pin(ctx, pin); err != nil {
			failed := []error{fmt.Errorf("hold footage of %s: %w", c, err)}
			for _, it := range h.Items {
				failed = append(failed, s.cfg.Keeper.Unpin(ctx, it.Pins[0]))
			}
			return errors.Join(failed...)
		}
		h.Items = append(h.Items, HeldFootage{Camera: c, Pins: []shiheng.HoldID{pin.ID}, State: NotYet, Owed: []Stretch{}})
	}
	return nil
}

// assess fills in where the footage of each item is. What cannot be told is
// not secured.
func (s *Service) assess(ctx context.Context, h *Hold) {
	for i := range h.Items {
		it := &h.Items[i]
		parts, err := s.Parts(ctx, *h, it.Camera)
		if err != nil {
			s.cfg.Log.WarnContext(ctx, "held footage not looked at", "hold", h.ID, "camera", it.Camera, "error", err)
			it.State, it.Owed = NotYet, []Stretch{}
			continue
		}
		it.At = s.now()
		it.State, it.Owed = Sum(parts)
	}
}

// Review sets another day by which somebody looks whether a hold is still
// needed.
func (s *Service) Review(ctx context.Context, k Hand, id shiheng.HoldID, version int64, on law.Day, reason string) (Hold, error) {
	reason = strings.TrimSpace(reason)
	return s.on(ctx, k, audit.HoldReview, id, version, func(j *job) error {
		if err := j.hold.MayChange(); err != nil {
			return err
		}
		if reason == "" {
			return shiheng.Invalid("hold.review-reason")
		}
		if err := reviewable(on, law.DayOf(j.now)); err != nil {
			return err
		}
		j.note("was", j.hold.ReviewOn.String())
		j.note("review", on.String())
		j.note("reason", reason)
		j.step(k.attest(j.now), on.String()+" "+reason)
		j.hold.ReviewOn = on
		return nil
	})
}
