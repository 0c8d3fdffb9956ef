package citizen

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// The figures of one look, rules of the house.
const (
	longest    = 30 * time.Minute // then somebody says anew that he sits there
	tokenLasts = time.Minute
	looks      = 4                // times the footage of a case may be looked through
	ahead      = 30 * time.Second // of footage that may have been sent and not shown
)

// An Opening asks for footage of an admitted case. What is left empty is the
// whole of the case.
type Opening struct {
	Cameras []shiheng.CameraID `json:"cameraIds,omitempty" maxItems:"64" format:"uuid"`
	From    time.Time          `json:"from,omitzero"`
	To      time.Time          `json:"to,omitzero"`
	Beside  bool               `json:"beside" doc:"The caller sits beside the viewer and stays there"`
}

func (o Opening) extent(c Case) Coverage {
	e := Coverage{Cameras: o.Cameras, From: o.From.UTC(), To: o.To.UTC()}
	if len(e.Cameras) == 0 {
		e.Cameras = c.Cameras
	}
	if o.From.IsZero() {
		e.From = c.From
	}
	if o.To.IsZero() {
		e.To = c.To
	}
	return e
}

// Open opens footage of an admitted case in the session of the member of staff
// who sits beside the viewer, on the workstation whose token is shown. A
// *[access.Refusal] names what is in the way. The grant is for half an hour at
// most, bears the viewer's name, and keeps to the pace of looking.
func (s *Service) Open(ctx context.Context, k Clerk, token string, id CaseID, o Opening) (shiheng.Grant, Case, error) {
	c, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return shiheng.Grant{}, c, err
	}
	now := s.now()
	e := about(c, k, audit.CitizenOpen, now)
	if c.Ruling == nil || !c.Ruling.Admitted { // whether it still is, is asked with the grant
		return shiheng.Grant{}, c, s.refused(ctx, e, notAdmitted(c.Flow))
	}
	station, err := s.Here(ctx, token)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return shiheng.Grant{}, c, err
	}
	want := o.extent(c)
	w := access.Warrant{
		Principal: k.Principal, Act: shiheng.ActPlayback, Basis: c.Flow.Basis(), Purpose: string(c.Flow) + " " + c.ID.String(), Cameras: want.Cameras,
		Footage: want.Span(), Until: earlier(c.Ruling.Until, now.Add(longest)), Mark: mark(c, k, station, now), Masked: c.MaskOthers, Ahead: int64(ahead / time.Second),
	}
	barred, err := s.barred(ctx, c, want, moment{beside: o.Beside, bound: !station.ID.IsZero(), marked: strings.Contains(w.Mark, c.Viewer.Name), now: now})
	if err != nil {
		return shiheng.Grant{}, c, err
	}
	if barred != nil { // nothing is asked of the room that mints
		return shiheng.Grant{}, c, s.refused(ctx, e, barred)
	}
	w.Quota = int64(looks * len(c.Cameras) * int(c.Span().Duration()/time.Second))
	w.Write = func(ctx context.Context, mint func(access.Tx) error, g shiheng.Grant) error {
		var err error
		c, err = s.on(ctx, k, audit.CitizenOpen, id, 0, func(j *job, c *Case) error {
			if c.State != Admitted {
				return notAdmitted(c.Flow)
			}
			spent, err := j.tx.Spent(id)
			if err != nil {
				return err
			}
			if spent >= float64(g.Quota) {
				return usedUp(c.Flow)
			}
			if err := mint(j.tx); err != nil {
				return err
			}
			c.Looks = append(c.Looks, Look{
				Grant: g.ID, Cameras: g.Cameras, From: g.Footage.From, To: g.Footage.To, Station: station.ID, At: station.Name, By: k.attest(now), Until: g.Until,
			})
			j.event = j.event.About(g.Cameras...)
			j.note("grant", g.ID.String())
			j.note("workstation", station.Name)
			return nil
		})
		return err
	}
	g, err := s.cfg.Access.Mint(ctx, w)
	return g, c, err
}

func notAdmitted(f Flow) error { return shiheng.Forbidden("citizen.not-admitted").By(f.Basis()) }

func usedUp(f Flow) error {
	return shiheng.Exhausted("citizen.quota", "looks", itoa(looks)).By(f.Basis())
}

// barred is the refusal of an opening, nil when nothing is in the way.
func (s *Service) barred(ctx context.Context, c Case, want Coverage, m moment) (refusal, err error) {
	cameras, err := s.sights(ctx, want.Cameras, m.now)
	if err != nil {
		return nil, err
	}
	m.extent, m.within, m.until, m.consent = want, c.Coverage, c.Ruling.Until, c.Ruling.Admitted
	if len(cameras) < len(want.Cameras) || !want.From.Before(want.To) {
		return shiheng.Forbidden("clause.look-bounds").By(c.Flow.Basis()), nil
	}
	if lacks := Unmet(s.cfg.Clauses, c, m, cameras); len(lacks) > 0 {
		return unmet(string(clause.Look), lacks), nil
	}
	return nil, nil
}

// mark is drawn over the picture: who looks, who accompanies, where, when.
func mark(c Case, k Clerk, at Station, now time.Time) string {
	v := c.Viewer
	tail := v.Number
	if r := []rune(tail); len(r) > 4 {
		tail = string(r[len(r)-4:])
	}
	return strings.Join([]string{v.Name, tail, "陪同 " + k.Account.Name, at.Name, now.In(law.Shanghai()).Format("2006-01-02 15:04:05")}, " ")
}

// A Token opens one stream, once.
type Token struct {
	Token string    `json:"token"`
	Until time.Time `json:"until"`
}

// Token makes the token for one stream of a camera under a grant of the case,
// for the workstation it is asked from.
func (s *Service) Token(ctx context.Context, k Clerk, station string, id CaseID, grant shiheng.GrantID, camera shiheng.CameraID) (Token, error) {
	c, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return Token{}, err
	}
	now := s.now()
	e := about(c, k, audit.CitizenStream, now).About(camera)
	g, err := s.cfg.Access.Redeem(ctx, k.Principal, grant)
	if err != nil {
		return Token{}, err
	}
	if !slices.Contains(c.grants(), grant) {
		return Token{}, shiheng.NotFound("grant.none")
	}
	if err := g.Permits(shiheng.ActPlayback, camera, now); err != nil {
		return Token{}, s.refused(ctx, e, err)
	}
	here, err := s.bound(ctx, station)
	if err != nil {
		return Token{}, s.refused(ctx, e, err)
	}
	text, digest := secret()
	t := Ticket{Digest: digest, Case: id, Grant: grant, Camera: camera, Station: here.ID, Until: now.Add(tokenLasts)}
	if err := s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.PutTicket(t) }); err != nil {
		return Token{}, fmt.Errorf("make token: %w", err)
	}
	return Token{Token: text, Until: t.Until}, nil
}

// bound returns the workstation whose token is shown, or the refusal of the
// clause that asks for one.
func (s *Service) bound(ctx context.Context, token string) (Station, error) {
	here, err := s.Here(ctx, token)
	if errors.Is(err, shiheng.ErrNotFound) {
		return here, shiheng.Forbidden("citizen.unbound").By("W168/29/1")
	}
	return here, err
}

// secret makes a random text and its digest.
func secret() (text string, digest shiheng.Digest) {
	b := make([]byte, 32)
	rand.Read(b)
	text = base64.RawURLEncoding.EncodeToString(b)
	return text, digestOf(text)
}

func digestOf(text string) shiheng.Digest { return sha256.Sum256([]byte(text)) }

// Ours reports whether a grant is of this room.
func (*Service) Ours(g shiheng.Grant) bool { return Ours(g) }

// Stream spends a token for one stream of a grant. That the stream is opened
// is on record when Stream returns nil; what is in the way is on record too.
func (s *Service) Stream(ctx context.Context, who audit.Actor, g shiheng.Grant, camera shiheng.CameraID, token, station string) error {
	c, err := s.cfg.Store.OfGrant(ctx, g.ID)
	if err != nil {
		return err
	}
	now := s.now()
	e := audit.New(now, who, audit.CitizenStream, audit.On("citizen", c.ID)).About(camera).Because(g.Basis, string(audit.CitizenStream)).With("grant", g.ID.String())
	here, err := s.bound(ctx, station)
	if err == nil {
		err = s.cfg.Store.Write(ctx, func(tx Tx) error {
			t, err := tx.UseTicket(digestOf(token), now)
			if err == nil || errors.Is(err, shiheng.ErrNotFound) {
				err = serves(t, g, camera, here, now)
			}
			if err != nil {
				return err
			}
			return tx.Append(e.With("workstation", here.Name))
		})
	}
	return s.refused(ctx, e, err)
}

// serves says why a ticket does not open a stream, nil when it does. A ticket
// that is not there is the zero Ticket.
func serves(t Ticket, g shiheng.Grant, camera shiheng.CameraID, here Station, now time.Time) error {
	switch {
	case t.Digest.IsZero() || t.Grant != g.ID || t.Camera != camera:
		return shiheng.Forbidden("citizen.token").By(g.Basis)
	case !t.Used.IsZero():
		return shiheng.Forbidden("citizen.token-used").By(g.Basis)
	case t.Station != here.ID:
		return shiheng.Forbidden("citizen.elsewhere").By("W168/29/1")
	case !now.Before(t.Until):
		return shiheng.Expired("citizen.token-late").By(g.Basis)
	}
	return nil
}

// Taking refuses a file of any kind: a copy, a still, a clip, a stream that is
// meant to be kept. The clauses say so, with the article; who asked for what
// is on record.
func (s *Service) Taking(ctx context.Context, who audit.Actor, g shiheng.Grant, camera shiheng.CameraID, what string) error {
	c, err := s.cfg.Store.OfGrant(ctx, g.ID)
	if err != nil {
		return err
	}
	return s.taking(ctx, audit.New(s.now(), who, audit.CitizenCopy, audit.On("citizen", c.ID)).About(camera), c, what)
}

// Ask is the viewer asking at the desk to have a copy. It is refused, and the
// register knows that it was asked for.
func (s *Service) Ask(ctx context.Context, k Clerk, id CaseID, what string) error {
	c, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return err
	}
	return s.taking(ctx, about(c, k, audit.CitizenCopy, s.now()), c, what)
}

// takes are the acts by which something leaves the house, by what was tried.
func takes(what string) clause.Act {
	switch what {
	case "retrieve":
		return clause.Retrieve
	case "forward":
		return clause.ForwardLive
	}
	return clause.Copy
}

func (s *Service) taking(ctx context.Context, e audit.Event, c Case, what string) error {
	refusal, err := s.kept(ctx, c, what, e.At)
	if err != nil {
		return err
	}
	return s.refused(ctx, e.With("what", what), refusal)
}

// kept is the refusal of whatever would have footage of a case leave the look.
func (s *Service) kept(ctx context.Context, c Case, what string, now time.Time) (refusal, err error) {
	cameras, err := s.sights(ctx, c.Cameras, now)
	if err != nil {
		return nil, err
	}
	var lacks []Want
	who := clause.Citizen{ID: c.ID.String()}.Principal()
	facts := clause.Official{Now: now, Span: c.Span()}.Facts()
	for _, camera := range cameras {
		lacks = lacking(lacks, s.cfg.Clauses.Decide(clause.Request{Act: takes(what), Who: who, On: camera.as, How: facts}))
	}
	if len(lacks) == 0 {
		return nil, errors.New("citizen: the clauses let a citizen take something away")
	}
	for i := range lacks {
		lacks[i].Article = c.Flow.Basis() // the clause rests on both articles
	}
	return unmet(string(takes(what)), lacks), nil
}

// Forwarding is the refusal of having what citizens look at forwarded: the
// clauses let nobody. It puts nothing on record; whoever asks does.
func (s *Service) Forwarding(ctx context.Context, g shiheng.Grant) (refusal, err error) {
	c, err := s.cfg.Store.OfGrant(ctx, g.ID)
	if err != nil {
		return nil, err
	}
	return s.kept(ctx, c, "forward", s.now())
}

// Warranted says why a grant of this room may run no longer, nil while it may.
func (s *Service) Warranted(ctx context.Context, g shiheng.Grant) (cause, err error) {
	c, err := s.cfg.Store.OfGrant(ctx, g.ID)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return shiheng.Forbidden("citizen.none").By(g.Basis), nil
	case err != nil:
		return nil, fmt.Errorf("recheck citizen grant: %w", err)
	case c.State != Admitted:
		return notAdmitted(c.Flow), nil
	}
	return nil, nil //nolint:nilnil // no cause, no error
}
