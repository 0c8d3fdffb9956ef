package desk

import (
	"bytes"
	"context"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/access/personal"
	"shiheng.internal/civic/archive/sheet"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
)

// Config is what the desk stands in front of. All are required to serve; none
// to describe.
type Config struct {
	Book     *book.Service
	Personal *personal.Service
	Systems  Systems
	Now      func() time.Time
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	read, figures := route.Duty(access.ReadRegisterBook), route.Duty(access.ReadFigures)
	route.Add(t, "GET", "/access-register", read, "Every access to footage, of all regimes", d.lines)
	route.Add(t, "GET", "/access-register/choices", read, "Acts, systems and cameras to narrow the register by", d.choices)
	route.Add(t, "GET", "/access-register/sheet", read, "The register of a period as a sheet", d.sheet)
	route.Add(t, "POST", "/access-register/print", read, "Issue the register of a period", d.print)
	route.Add(t, "GET", "/access-figures", figures, "Statistics of a quarter, without personal data", d.figures)
	route.Add(t, "GET", "/access-figures/sheet", figures, "Statistics of a quarter as a sheet", d.figureSheet)
	route.Add(t, "POST", "/access-figures/print", figures, "Issue the statistics of a quarter", d.printFigures)
	d.personalOperations(t)
}

// reader is the caller with what of people he may be told (gate L8).
func reader(who route.Caller) book.Reader {
	may := func(d access.Duty) bool { return who.Rights.May(d) == access.Reason{} }
	return book.Reader{Actor: who.Actor(), Sight: book.Sight{
		Officers: may(access.ReadOfficials), Cards: may(access.RegisterOfficials) || may(access.ReadAudit), Remote: may(access.ReadAudit),
	}}
}

func (d *Desk) lines(ctx context.Context, who route.Caller, in *registerQuery) (*route.Out[route.Page[AccessLine]], error) {
	f, err := in.filter(who)
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Book.Lines(ctx, reader(who), f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, accessLine), nil
}

func (d *Desk) choices(ctx context.Context, who route.Caller, in *choiceQuery) (*route.Out[RegisterChoices], error) {
	system, err := route.OptionalID[shiheng.SystemID](in.System)
	if err != nil {
		return nil, err
	}
	systems, cameras, err := d.cfg.Book.Choices(ctx, who.Rights.Over(access.ReadRegisterBook), system, in.Q)
	if err != nil {
		return nil, err
	}
	return &route.Out[RegisterChoices]{Body: registerChoices(systems, cameras)}, nil
}

// A Sheet is an answer that a browser saves.
type Sheet struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        func(huma.Context)
}

// rows makes a sheet of what next hands out. It is made before it is sent:
// what can go wrong has gone wrong before the first byte.
func rows(name string, heads []string, next sheet.Rows) (*Sheet, error) {
	var out bytes.Buffer
	if err := sheet.WriteCSV(&out, heads, next); err != nil {
		return nil, err
	}
	return &Sheet{
		ContentType: "text/csv; charset=utf-8", Disposition: "attachment; filename*=UTF-8''" + url.PathEscape(name),
		Body: func(c huma.Context) {
			_, _ = c.BodyWriter().Write(out.Bytes()) // the client may be gone; nothing is owed
		},
	}, nil
}

func (d *Desk) sheet(ctx context.Context, who route.Caller, in *registerQuery) (*Sheet, error) {
	f, err := in.filter(who)
	if err != nil {
		return nil, err
	}
	next, err := d.cfg.Book.Export(ctx, reader(who), f)
	if err != nil {
		return nil, err
	}
	return rows("查阅登记簿-"+f.From.String()+"-"+f.To.String()+".csv", book.Heads(), func() ([]string, error) {
		l, err := next()
		if err != nil || l == nil {
			return nil, err
		}
		return l.Columns(), nil
	})
}

func (d *Desk) print(ctx context.Context, who route.Caller, in *route.In[RegisterPrintBody]) (*route.Out[route.ListDocument], error) {
	b := in.Body
	q := registerQuery{Regime: b.Regime, From: b.From, To: b.To, System: b.System, Camera: b.Camera, Account: b.Account, Act: b.Act, Outcome: b.Outcome, Q: b.Q}
	f, err := q.filter(who)
	if err != nil {
		return nil, err
	}
	return route.Issued(d.cfg.Book.Print(ctx, reader(who), f))
}

func (d *Desk) figures(ctx context.Context, _ route.Caller, in *figureQuery) (*route.Out[AccessFiguresView], error) {
	q, err := in.quarter(d.cfg.Now())
	if err != nil {
		return nil, err
	}
	f, err := d.cfg.Book.Figures(ctx, q)
	if err != nil {
		return nil, err
	}
	return &route.Out[AccessFiguresView]{Body: figuresView(f)}, nil
}

func (d *Desk) figureSheet(ctx context.Context, _ route.Caller, in *figureQuery) (*Sheet, error) {
	q, err := in.quarter(d.cfg.Now())
	if err != nil {
		return nil, err
	}
	f, err := d.cfg.Book.Figures(ctx, q)
	if err != nil {
		return nil, err
	}
	all, at := f.Rows(), 0
	return rows("查阅情况统计-"+string(q)+".csv", book.FigureHeads(), func() ([]string, error) {
		if at == len(all) {
			return nil, nil
		}
		at++
		return all[at-1], nil
	})
}

func (d *Desk) printFigures(ctx context.Context, who route.Caller, in *route.In[FiguresPrintBody]) (*route.Out[route.ListDocument], error) {
	q, err := identity.ParseQuarter(in.Body.Quarter)
	if err != nil {
		return nil, err
	}
	return route.Issued(d.cfg.Book.PrintFigures(ctx, reader(who), q))
}

// Reads says whether the caller may read what hangs on the desk's subjects, as
// the papers ask: a printed register lists what was its maker's to read.
func (d *Desk) Reads(_ context.Context, who route.Caller, text string) error {
	if text == who.Account.ID.String() {
		return nil
	}
	return shiheng.NotFound("document.none")
}

// filter reads the query within the caller's scope.
func (q registerQuery) filter(who route.Caller) (f book.Filter, err error) {
	f = book.Filter{
		Scope: who.Rights.Over(access.ReadRegisterBook), Regime: book.Regime(q.Regime), Act: audit.Act(q.Act), Outcome: audit.Outcome(q.Outcome), Text: q.Q,
	}
	for _, x := range []struct {
		from string
		to   *law.Day
	}{{q.From, &f.From}, {q.To, &f.To}} {
		if x.from == "" {
			continue
		}
		if *x.to, err = law.ParseDay(x.from); err != nil {
			return f, shiheng.Invalid("request.day", "value", x.from)
		}
	}
	if f.Camera, err = route.OptionalID[shiheng.CameraID](q.Camera); err != nil {
		return f, err
	}
	if f.System, err = route.OptionalID[shiheng.SystemID](q.System); err != nil {
		return f, err
	}
	f.Account, err = route.OptionalID[shiheng.AccountID](q.Account)
	return f, err
}
