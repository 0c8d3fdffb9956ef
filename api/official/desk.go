// Package official is the area of the API for official access (W168/23, 24)
// and for reports of suspicious information to the police (W168/30/9). Lists
// and single applications end with the caller's duty; what is another unit's is
// not there.
package official

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// Config is what the desk stands in front of. Both are required to serve;
// neither to describe.
type Config struct {
	Official *official.Service
	Cameras  interface {
		Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
	}
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
//
//house:long a flat table of operations
func (d *Desk) Operations(t *route.Table) {
	read, register, decide := route.Duty(access.ReadOfficials), route.Duty(access.RegisterOfficials), route.Duty(access.DecideOfficials)
	route.Add(t, "GET", "/official/applications", read, "The access register", d.list)
	route.Add(t, "POST", "/official/applications", register, "Receive an application at the counter", d.receive)
	route.Add(t, "GET", "/official/applications/{id}", read, "One application", d.one)
	route.Add(t, "POST", "/official/applications/{id}/evidence", register, "Note evidence of conditions", d.evidence)
	route.Add(t, "POST", "/official/applications/{id}/hold", register, "Secure footage at once", d.hold)
	route.Add(t, "POST", "/official/applications/{id}/open", register, "Open footage to both officers", d.open)
	route.Add(t, "POST", "/official/applications/{id}/still", register, "One still picture, where copying was granted", d.still)
	route.Add(t, "POST", "/official/applications/{id}/basic", register, "Basic information that was granted, to look at or as a sheet", d.basic)
	route.Add(t, "POST", "/official/applications/{id}/withdraw", register, "The organ takes it back", d.withdraw)
	route.Add(t, "POST", "/official/applications/{id}/follow-up", register, "Note a receipt, a return or a destruction", d.follow)
	route.Add(t, "POST", "/official/applications/{id}/grant", decide, "Grant, in whole or in part", d.grant)
	route.Add(t, "POST", "/official/applications/{id}/refuse", decide, "Refuse by the missing item", d.refuse)
	route.Add(t, "POST", "/official/applications/{id}/revoke", decide, "Take a permission back", d.revoke)
	route.Add(t, "POST", "/official/applications/{id}/close", decide, "Close what everything followed of", d.close)
	route.Add(t, "POST", "/official/book", read, "Issue the register of a period", d.book)
	route.Add(t, "GET", "/official/confirmations", route.Member, "Applications that name me as an officer", d.mine)
	route.AddSensitive(t, "POST", "/official/confirmations/{id}/confirm", route.Member, "Confirm by one's own account", d.confirm)

	route.Add(t, "GET", "/official/suspicions", read, "Reports to the police", d.suspicions)
	route.Add(t, "POST", "/official/suspicions", register, "Report suspicious information", d.report)
	route.Add(t, "GET", "/official/suspicions/{id}", read, "One report", d.suspicion)
	route.Add(t, "POST", "/official/suspicions/{id}/receipt", register, "Note the receipt of the police", d.receipt)
}

// clerk is the caller with what a duty of his is over.
func clerk(who route.Caller, d access.Duty) official.Clerk {
	return official.Clerk{Principal: who.Principal, Scope: who.Rights.Over(d)}
}

func (d *Desk) list(ctx context.Context, who route.Caller, in *applicationList) (*route.Out[route.Page[ApplicationLine]], error) {
	f := official.Filter{Scope: who.Rights.Over(access.ReadOfficials), State: official.State(in.State), Text: in.Q}
	for _, x := range []struct {
		from string
		to   *law.Day
	}{{in.From, &f.From}, {in.To, &f.To}, {in.DueBy, &f.DueBy}} {
		if x.from == "" {
			continue
		}
		var err error
		if *x.to, err = law.ParseDay(x.from); err != nil {
			return nil, shiheng.Invalid("request.day", "value", x.from)
		}
	}
	got, err := d.cfg.Official.Read().Applications(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, line), nil
}

func (d *Desk) receive(ctx context.Context, who route.Caller, in *route.In[ApplicationBody]) (*route.Out[ApplicationView], error) {
	a, err := d.cfg.Official.Register(ctx, clerk(who, access.RegisterOfficials), in.Body.Asked, in.Body.Evidence)
	return d.out(ctx, who, a, err)
}

func (d *Desk) one(ctx context.Context, who route.Caller, in *applicationPath) (*route.Out[ApplicationView], error) {
	a, err := d.cfg.Official.One(ctx, who.Rights.Over(access.ReadOfficials), in.ID)
	return d.out(ctx, who, a, err)
}

func (d *Desk) evidence(ctx context.Context, who route.Caller, in *applicationAct[official.Evidence]) (*route.Out[ApplicationView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	a, err := d.cfg.Official.Supplement(ctx, clerk(who, access.RegisterOfficials), in.ID, version, in.Body)
	return d.out(ctx, who, a, err)
}

func (d *Desk) hold(ctx context.Context, who route.Caller, in *applicationAct[official.Holding]) (*route.Out[ApplicationView], error) {
	a, err := d.cfg.Official.Hold(ctx, clerk(who, access.RegisterOfficials), in.ID, in.Body)
	return d.out(ctx, who, a, err)
}

func (d *Desk) open(ctx context.Context, who route.Caller, in *applicationPath) (*route.Out[shiheng.Grant], error) {
	g, _, err := d.cfg.Official.Open(ctx, clerk(who, access.RegisterOfficials), in.ID)
	if err != nil {
		return nil, err
	}
	return &route.Out[shiheng.Grant]{Body: g}, nil
}

func (d *Desk) basic(ctx context.Context, who route.Caller, in *applicationAct[official.BasicTaking]) (*route.Out[official.BasicShown], error) {
	got, err := d.cfg.Official.Basic(ctx, clerk(who, access.RegisterOfficials), in.ID, in.Body)
	if err != nil {
		return nil, err
	}
	return &route.Out[official.BasicShown]{Body: got}, nil
}

func (d *Desk) still(ctx context.Context, who route.Caller, in *applicationAct[official.Taking]) (*route.Out[shiheng.Grant], error) {
	g, err := d.cfg.Official.Still(ctx, clerk(who, access.RegisterOfficials), in.ID, in.Body)
	if err != nil {
		return nil, err
	}
	return &route.Out[shiheng.Grant]{Body: g}, nil
}

func (d *Desk) withdraw(ctx context.Context, who route.Caller, in *applicationAct[OfficialReason]) (*route.Out[ApplicationView], error) {
	a, err := d.cfg.Official.Withdraw(ctx, clerk(who, access.RegisterOfficials), in.ID, in.Body.Why)
	return d.out(ctx, who, a, err)
}

func (d *Desk) follow(ctx context.Context, who route.Caller, in *applicationAct[FollowUpBody]) (*route.Out[ApplicationView], error) {
	now, err := in.Body.copied()
	if err != nil {
		return nil, err
	}
	a, err := d.cfg.Official.Follow(ctx, clerk(who, access.RegisterOfficials), in.ID, in.Body.Line, now)
	return d.out(ctx, who, a, err)
}

func (d *Desk) grant(ctx context.Context, who route.Caller, in *applicationAct[official.Granting]) (*route.Out[ApplicationView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	a, err := d.cfg.Official.Grant(ctx, clerk(who, access.DecideOfficials), in.ID, version, in.Body)
	return d.out(ctx, who, a, err)
}

// refuse refuses. Whoever has the duty to answer for the unit over the cameras
// may do so though nothing is missing.
func (d *Desk) refuse(ctx context.Context, who route.Caller, in *applicationAct[official.Refusing]) (*route.Out[ApplicationView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	supervisor, err := d.supervises(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	a, err := d.cfg.Official.Refuse(ctx, clerk(who, access.DecideOfficials), in.ID, version, in.Body, supervisor)
	return d.out(ctx, who, a, err)
}

// supervises reports whether the caller answers for the unit of every camera.
func (d *Desk) supervises(ctx context.Context, who route.Caller, id official.ApplicationID) (bool, error) {
	got, err := d.cfg.Official.Read().Applications(ctx, official.Filter{Scope: who.Rights.Over(access.SuperviseOfficials), ID: id}, audit.Paging{Limit: 1})
	return len(got.Items) == 1, err
}

func (d *Desk) revoke(ctx context.Context, who route.Caller, in *applicationAct[OfficialReason]) (*route.Out[ApplicationView], error) {
	a, err := d.cfg.Official.Revoke(ctx, clerk(who, access.DecideOfficials), in.ID, in.Body.Why)
	return d.out(ctx, who, a, err)
}

func (d *Desk) close(ctx context.Context, who route.Caller, in *applicationPath) (*route.Out[ApplicationView], error) {
	a, err := d.cfg.Official.Close(ctx, clerk(who, access.DecideOfficials), in.ID)
	return d.out(ctx, who, a, err)
}

func (d *Desk) book(ctx context.Context, who route.Caller, in *route.In[OfficialBookBody]) (*route.Out[route.ListDocument], error) {
	from, err := law.ParseDay(in.Body.From)
	if err != nil {
		return nil, shiheng.Invalid("request.day", "value", in.Body.From)
	}
	to, err := law.ParseDay(in.Body.To)
	if err != nil {
		return nil, shiheng.Invalid("request.day", "value", in.Body.To)
	}
	return route.Issued(d.cfg.Official.Book(ctx, clerk(who, access.ReadOfficials), from, to))
}

// mine lists what names the caller as an officer: what is asked, and whether it
// is confirmed. More of an application is for the counter.
func (d *Desk) mine(ctx context.Context, who route.Caller, in *route.Paged) (*route.Out[route.Page[ConfirmationView]], error) {
	f := official.Filter{Scope: registry.Scope{All: true}, Officer: who.Account.ID}
	got, err := d.cfg.Official.Read().Applications(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(a official.Application) ConfirmationView { return d.confirmation(who, a) }), nil
}

func (d *Desk) confirm(ctx context.Context, who route.Caller, in *applicationPath) (*route.Out[ConfirmationView], error) {
	a, err := d.cfg.Official.Confirm(ctx, official.Clerk{Principal: who.Principal}, in.ID)
	if err != nil {
		return nil, err
	}
	return &route.Out[ConfirmationView]{Body: d.confirmation(who, a)}, nil
}

// Reads says whether the caller may read what hangs on an application, a
// letter or a report, as the papers ask.
func (d *Desk) Reads(ctx context.Context, who route.Caller, kind, text string) error {
	if why := who.Rights.May(access.ReadOfficials); why != (access.Reason{}) && kind != BookSubject {
		return shiheng.Forbidden(why.Code).By(why.Article)
	}
	scope := who.Rights.Over(access.ReadOfficials)
	switch kind {
	case "suspicion":
		_, err := route.Within(ctx, d.cfg.Official.Read().Suspicions(), scope, text, "suspicion")
		return err
	case BookSubject: // a book is its maker's: it lists what was his to read
		if text == who.Account.ID.String() {
			return nil
		}
		return shiheng.NotFound("document.none")
	}
	f := official.Filter{Scope: scope}
	var err error
	if kind == "official" {
		f.ID, err = shiheng.ParseID[official.ApplicationID](text)
	} else {
		f.Letter, err = shiheng.ParseID[official.LetterID](text)
	}
	if err != nil {
		return err
	}
	got, err := d.cfg.Official.Read().Applications(ctx, f, audit.Paging{Limit: 1})
	if err == nil && len(got.Items) == 0 {
		err = shiheng.NotFound("official.none")
	}
	return err
}

// BookSubject is the kind of subject a printed register has.
const BookSubject = official.BookSubject
