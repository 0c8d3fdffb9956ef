package api

import (
	"context"
	"regexp"
	"strings"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/identity"
)

// lockAfter is how long a duty wall is left without a hand on it before its
// page locks the controls.
const lockAfter = 10 * time.Minute

// LockView tells whether the controls of a post are locked.
type LockView struct {
	Locked bool `json:"locked"`
}

// HandOverView answers a change of shift: who is signed in now, and which
// grants took the place of which.
type HandOverView struct {
	Me     MeView        `json:"me"`
	Grants []HandedGrant `json:"grants" nullable:"false"`
}

// HandedGrant is a grant that goes on under another person.
type HandedGrant struct {
	From shiheng.GrantID `json:"fromId" format:"uuid"`
	To   shiheng.Grant   `json:"grant"`
}

// goesOn matches what may be done at a locked post: finding out who sits there,
// proving it, taking over, leaving, and what its wall asks for by itself. Live
// pictures go on; whether a new grant is for one, makeGrant says.
var goesOn = sync.OnceValue(func() *regexp.Regexp {
	const id = `[0-9a-f-]{36}`
	return regexp.MustCompile(`^((GET|DELETE) /session|POST /session/(step-up(/passkey)?|lock|hand-over)` +
		`|GET /(tree|events|diagnoses)|GET /cameras/` + id + `|POST /grants|DELETE /grants/` + id + `|POST /grants/` + id + `/tampered` +
		`|GET /grants/` + id + `/live/` + id + `|(POST|DELETE) /grants/` + id + `/whep/` + id + `(/[A-Za-z0-9]+)?)$`)
})

// attended refuses what is tried at a locked post.
func (d *Door) attended(ctx context.Context, who route.Caller) error {
	locked, err := d.cfg.Access.Locked(ctx, who.Session.ID)
	if err != nil || !locked {
		return err
	}
	what := requestFrom(ctx).under()
	if goesOn().MatchString(what) {
		return nil
	}
	return d.cfg.Access.Unattended(ctx, who.Principal, what, !strings.HasPrefix(what, "GET ") || strings.HasPrefix(what, "GET /grants/"))
}

// onlyLive refuses any other grant at a locked post.
func (d *Door) onlyLive(ctx context.Context, who route.Caller, act shiheng.Act) error {
	if act == shiheng.ActLive {
		return nil
	}
	locked, err := d.cfg.Access.Locked(ctx, who.Session.ID)
	if err != nil || !locked {
		return err
	}
	return d.cfg.Access.Unattended(ctx, who.Principal, "grant "+string(act), true)
}

// lock locks the controls of the own post. Its owner frees them by proving who
// they are (stepUp), or the next shift takes over.
func (d *Door) lock(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[LockView], error) {
	if err := d.cfg.Access.Lock(ctx, who.Principal); err != nil {
		return nil, err
	}
	return &route.Out[LockView]{Body: LockView{Locked: true}}, nil
}

// handOver changes the shift: the next person signs in at this post, the live
// pictures go on under theirs, and the session before ends.
func (d *Door) handOver(ctx context.Context, who route.Caller, in *route.In[loginBody]) (*cookieOut[HandOverView], error) {
	req := requestFrom(ctx)
	ans, err := in.Body.Passkey.answer()
	if err != nil {
		return nil, err
	}
	issued, err := d.cfg.Identity.Login(ctx, identity.Credentials{
		Login: in.Body.Login, Password: in.Body.Password, Code: in.Body.Code, Passkey: ans, Remote: req.remote, Agent: req.agent,
	})
	if err != nil {
		return nil, err
	}
	handed, err := d.cfg.Access.HandOver(ctx, who.Principal, issued.Principal)
	if err != nil {
		return nil, err
	}
	out := HandOverView{Grants: []HandedGrant{}}
	for _, h := range handed {
		d.cfg.Deliver.HandOver(h.From, h.To)
		out.Grants = append(out.Grants, HandedGrant(h))
	}
	if err := d.cfg.Identity.Logout(ctx, who.Principal); err != nil {
		return nil, err
	}
	me, err := d.signIn(ctx, issued)
	if err != nil {
		return nil, err
	}
	out.Me = me.Body
	return &cookieOut[HandOverView]{SetCookie: me.SetCookie, Body: out}, nil
}
