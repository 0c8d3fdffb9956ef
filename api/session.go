package api

import (
	"context"
	"net/http"
	"regexp"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
)

// cookieName is the session's cookie; behind TLS the browser is told to accept
// it from this very host only.
const (
	cookieName       = "shiheng_session"
	securedName      = "__Host-shiheng_session"
	cookiePath       = "/"
	forgetImmediate  = -1
	rememberTheBrief = 0 // a session cookie: gone with the browser
)

type callerKey struct{}

// cookieNamed is the cookie's name here. Behind TLS the other name counts for
// nothing: a neighbour host or a plain page could have planted it.
func (d *Door) cookieNamed() string {
	if d.cfg.Secure {
		return securedName
	}
	return cookieName
}

// know puts the caller's token where admit finds it.
func (d *Door) know(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := ""
		if c, err := r.Cookie(d.cookieNamed()); err == nil {
			token = c.Value
		}
		ctx := context.WithValue(route.WithStation(r, d.cfg.Secure), callerKey{}, token)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// admit lets a request pass its rule, or says why not. The person behind it
// comes back with their roles.
func (d *Door) admit(ctx context.Context, r route.Rule) (route.Caller, error) {
	tok, _ := ctx.Value(callerKey{}).(string)
	if r == route.Open {
		return route.Caller{Token: tok}, nil
	}
	if tok == "" {
		return route.Caller{}, route.Unauthenticated(shiheng.Expired("session.none"))
	}
	p, err := d.cfg.Identity.Authenticate(ctx, tok, requestFrom(ctx).remote)
	if err != nil {
		return route.Caller{}, route.Unauthenticated(err)
	}
	who := route.Caller{Principal: p, Token: tok}
	if who.Rights, err = d.cfg.Access.Rights(ctx, p); err != nil {
		return route.Caller{}, err
	}
	if err := p.Settled(); err != nil && !settles().MatchString(requestFrom(ctx).under()) {
		return route.Caller{}, err
	}
	if err := d.attended(ctx, who); err != nil {
		return route.Caller{}, err
	}
	switch {
	case r == route.SignedIn:
		return who, nil
	case p.Account.MustChange:
		return route.Caller{}, shiheng.Forbidden("account.must-change-password")
	}
	must, err := d.cfg.Identity.MustEnrol(ctx, p)
	switch {
	case err != nil:
		return route.Caller{}, err
	case must:
		return route.Caller{}, shiheng.Forbidden("account.must-enrol")
	}
	if r == route.Member {
		return who, nil
	}
	return who, d.cfg.Access.Authorize(ctx, p, access.Duty(r))
}

// settles matches what may be done in a session that owes its owner's second
// factor: finding out who it is, giving it, and leaving.
var settles = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^((GET|DELETE) /session|POST /session/step-up(/passkey|/sm2)?)$`)
})

// fresh lets pass who proved lately who he is.
func (d *Door) fresh(ctx context.Context, who route.Caller) error {
	return d.cfg.Identity.Fresh(ctx, who.Principal)
}

// cookie makes the Set-Cookie text for a token; an empty one forgets it.
func (d *Door) cookie(tok string) string {
	c := &http.Cookie{
		Name: d.cookieNamed(), Value: tok, Path: cookiePath, HttpOnly: true, Secure: d.cfg.Secure,
		SameSite: http.SameSiteStrictMode, MaxAge: rememberTheBrief,
	}
	if tok == "" {
		c.MaxAge = forgetImmediate
	}
	return c.String()
}

func (d *Door) setup(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[SetupView], error) {
	claimed, err := d.cfg.Identity.Claimed(ctx)
	if err != nil {
		return nil, err
	}
	name, err := d.cfg.Settings.PlatformName(ctx)
	if err != nil {
		return nil, err
	}
	ways, err := d.cfg.Ways(ctx)
	if err != nil {
		return nil, err
	}
	return &route.Out[SetupView]{Body: SetupView{
		Provider: ways.Provider, CertificatePort: ways.CertificatePort, Claimed: claimed, Practice: d.cfg.Practice, LawDay: int(d.cfg.LawDay / time.Second),
		Version: d.cfg.Version, Name: name,
	}}, nil
}

func (d *Door) claim(ctx context.Context, who route.Caller, in *route.In[claimBody]) (*cookieOut[MeView], error) {
	b := in.Body
	if _, err := d.cfg.Identity.Claim(ctx, b.Token, b.Login, b.Name, b.Password, requestFrom(ctx).remote); err != nil {
		return nil, err
	}
	return d.login(ctx, who, &route.In[loginBody]{Body: loginBody{Login: b.Login, Password: b.Password}})
}

func (d *Door) login(ctx context.Context, who route.Caller, in *route.In[loginBody]) (*cookieOut[MeView], error) {
	req := requestFrom(ctx)
	ans, err := in.Body.Passkey.answer()
	if err != nil {
		return nil, err
	}
	issued, err := d.cfg.Identity.Login(ctx, identity.Credentials{
		Login: in.Body.Login, Password: in.Body.Password, Code: in.Body.Code, Passkey: ans, Remote: req.remote, Agent: req.agent, Previous: who.Token,
	})
	if err != nil {
		return nil, err
	}
	return d.signIn(ctx, issued)
}

// signIn answers with who is signed in now, and the cookie.
func (d *Door) signIn(ctx context.Context, issued identity.Issued) (*cookieOut[MeView], error) {
	rights, err := d.cfg.Access.Rights(ctx, issued.Principal)
	if err != nil {
		return nil, err
	}
	me, err := d.meView(ctx, route.Caller{Principal: issued.Principal, Rights: rights})
	if err != nil {
		return nil, err
	}
	return &cookieOut[MeView]{SetCookie: d.cookie(issued.Token), Body: me}, nil
}

// stepUp proves anew who sits there; the session goes on under another token.
func (d *Door) stepUp(ctx context.Context, who route.Caller, in *route.In[stepUpBody]) (*cookieOut[MeView], error) {
	ans, err := in.Body.Passkey.answer()
	if err != nil {
		return nil, err
	}
	var issued identity.Issued
	switch {
	case ans != nil:
		issued, err = d.cfg.Identity.StepUpPasskey(ctx, who.Principal, *ans)
	case in.Body.SM2 != nil:
		issued, err = d.cfg.Identity.StepUpSM2(ctx, who.Principal, in.Body.SM2.signed(ctx))
	default:
		issued, err = d.cfg.Identity.StepUp(ctx, who.Principal, in.Body.Password, in.Body.Code)
	}
	return d.proved(ctx, issued, err)
}

// proved answers a proof of who sits there: the controls of the post are free
// again, unless a second factor is still owed.
func (d *Door) proved(ctx context.Context, issued identity.Issued, err error) (*cookieOut[MeView], error) {
	if err != nil {
		return nil, err
	}
	if issued.Principal.Settled() == nil {
		if err := d.cfg.Access.Unlock(ctx, issued.Principal); err != nil {
			return nil, err
		}
	}
	return d.signIn(ctx, issued)
}

func (d *Door) me(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[MeView], error) {
	me, err := d.meView(ctx, who)
	if err != nil {
		return nil, err
	}
	return &route.Out[MeView]{Body: me}, nil
}

func (d *Door) logout(ctx context.Context, who route.Caller, _ *route.None) (*cookieOut[SignedOut], error) {
	if err := d.cfg.Identity.Logout(ctx, who.Principal); err != nil {
		return nil, err
	}
	return &cookieOut[SignedOut]{SetCookie: d.cookie(""), Body: SignedOut{At: d.cfg.Identity.LeaveOutside(ctx, who.Principal)}}, nil
}

func (d *Door) changePassword(ctx context.Context, who route.Caller, in *route.In[passwordBody]) (*cookieOut[MeView], error) {
	issued, err := d.cfg.Identity.ChangePassword(ctx, who.Principal, in.Body.Old, in.Body.New)
	if err != nil {
		return nil, err
	}
	return d.signIn(ctx, issued)
}

func (d *Door) sessions(ctx context.Context, who route.Caller, in *sessionList) (*route.Out[route.Page[SessionView]], error) {
	of := who.Account.ID
	if in.All {
		if err := d.cfg.Access.Authorize(ctx, who.Principal, access.ManageAccounts); err != nil {
			return nil, err
		}
		of = shiheng.AccountID{}
	}
	got, err := d.cfg.Identity.Sessions(ctx, of, in.Paging())
	if err != nil {
		return nil, err
	}
	logins := map[shiheng.AccountID]string{who.Account.ID: who.Account.Login}
	page := route.Page[SessionView]{Next: got.Next, Items: []SessionView{}}
	for _, s := range got.Items {
		if _, ok := logins[s.Account]; !ok {
			a, err := d.cfg.Identity.Account(ctx, s.Account)
			if err != nil {
				return nil, err
			}
			logins[s.Account] = a.Login
		}
		page.Items = append(page.Items, SessionView{
			ID: s.ID, Account: s.Account, Login: logins[s.Account], Remote: s.Remote, Agent: s.Agent,
			Created: s.Begun, LastSeen: s.LastSeen, Way: s.Way, Proved: s.Proved, ProvedAt: s.Fresh, Owed: s.Standing == identity.Owed, Current: s.ID == who.Session.ID,
		})
	}
	return &route.Out[route.Page[SessionView]]{Body: page}, nil
}

func (d *Door) endSession(ctx context.Context, who route.Caller, in *sessionPath) (*route.None, error) {
	sess, err := d.cfg.Identity.Session(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if sess.Account != who.Account.ID {
		if err := d.cfg.Access.Authorize(ctx, who.Principal, access.ManageAccounts); err != nil {
			return nil, err
		}
	}
	return &route.None{}, d.cfg.Identity.Revoke(ctx, who.Actor(), in.ID)
}

// meView says who is signed in and which duties are theirs.
func (d *Door) meView(ctx context.Context, who route.Caller) (MeView, error) {
	must, err := d.cfg.Identity.MustEnrol(ctx, who.Principal)
	if err != nil {
		return MeView{}, err
	}
	replay, err := d.cfg.Access.Replay(ctx)
	if err != nil {
		return MeView{}, err
	}
	locked, err := d.cfg.Access.Locked(ctx, who.Session.ID)
	if err != nil {
		return MeView{}, err
	}
	can := route.Can{}
	for duty := range access.Duties() {
		can[string(duty)] = who.Rights.May(duty).String()
	}
	return MeView{
		Account: accountView(who.Account, who.Rights.Assignments(), d.cfg.Now()),
		Session: who.Session.ID, ExpiresAt: who.Session.Until,
		IdleAt: who.Session.LastSeen.Add(d.cfg.Idle), MustEnrol: must, Owed: who.Settled() != nil, Way: who.Session.Way, Replay: int(replay.Seconds()), Mark: access.MarkOf(who.Principal), Can: can,
		Locked: locked, LockAfter: int(lockAfter / time.Second),
	}, nil
}
