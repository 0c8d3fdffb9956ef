package access

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
)

// The beat of a mark: while footage is shown under the full mark, the page
// proves at intervals that the mark stands, by sending back a word it was given
// together with what it reads from the mark as it is drawn at that moment. A page
// that answers wrongly, or no longer answers, has no picture any more.

// How often a page is to prove it, and after how long without a proof the
// picture ends. Browsers hold the clocks of pages that nobody sees back to one
// turn a minute, so that those get longer; nothing is shown there either.
const (
	beatEvery  = 10 * time.Second
	beatShown  = 40 * time.Second
	beatHidden = 150 * time.Second
)

// A Beat is one proof.
type Beat struct {
	Nonce  string // the word given before; empty for the first
	Drawn  string // one text of the mark, as the page reads it from what it drew
	Hidden bool   // the page is in the background
}

// A Pulse is what the next proof takes. Every is zero for a grant of which none
// is asked.
type Pulse struct {
	Nonce string
	Every time.Duration
}

// Beats reports whether a page that shows footage under the grant has to prove
// its mark: all but duty watching, whose mark is the wall's, and what is no
// moving picture.
func Beats(g shiheng.Grant) bool {
	return (g.Act == shiheng.ActLive || g.Act == shiheng.ActPlayback) && !g.Faint && g.Mark != ""
}

// Beat takes a proof and gives the next word. A wrong one ends the grant
// (ErrForbidden "grant.mark") and is on record as an altered mark; an old word,
// as after an answer that was lost, proves nothing and does no harm. Errors
// besides are those of [Service.Redeem].
func (s *Service) Beat(ctx context.Context, p identity.Principal, id shiheng.GrantID, b Beat) (Pulse, error) {
	g, err := s.Redeem(ctx, p, id)
	if err != nil || !Beats(g) {
		return Pulse{}, err
	}
	next, right := s.beat(g, b)
	if !right {
		return Pulse{}, s.tampered(ctx, p, g, MarkAltered)
	}
	return next, nil
}

func (s *Service) beat(g shiheng.Grant, b Beat) (next Pulse, right bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	run := s.open[g.ID]
	if run == nil {
		return Pulse{Every: beatEvery}, true // just over: the next one hears of it
	}
	if b.Nonce != "" && b.Nonce == run.nonce {
		if !shows(g, b.Drawn) {
			return Pulse{}, false
		}
		run.due = s.now().Add(beatShown)
		if b.Hidden {
			run.due = s.now().Add(beatHidden)
		}
	}
	var raw [16]byte
	rand.Read(raw[:])
	run.nonce = base64.RawURLEncoding.EncodeToString(raw[:])
	return Pulse{Nonce: run.nonce, Every: beatEvery}, true
}

// shows reports whether a text is that of the grant's mark: its words, a clock,
// and the end of the grant's number.
func shows(g shiheng.Grant, drawn string) bool {
	id := g.ID.String()
	return strings.HasPrefix(drawn, g.Mark+"  ") && strings.HasSuffix(drawn, "  "+id[len(id)-8:])
}

// silent reports whether no proof came for too long while something is shown
// under the grant.
func (r *running) silent(now time.Time) bool {
	return Beats(r.grant) && len(r.watches) > 0 && now.After(r.due)
}

// expect begins to wait for proofs when something is first shown under the
// grant, and when something is shown again after all were closed.
func (r *running) expect(now time.Time) {
	if len(r.watches) == 0 && now.After(r.due) {
		r.due = now.Add(beatShown)
	}
}

// errSilent is why a picture ends whose mark was no longer proved.
func errSilent() error { return shiheng.Forbidden("grant.silent").By(markArticle) }
