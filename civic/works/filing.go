package works

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

type filingKind struct{}

// FilingID names one filing.
type FilingID = shiheng.ID[filingKind]

// The kinds of filing (form 6.1).
const (
	FileNew        = "new"         // 新建备案 (R799/14)
	FileLegacyW168 = "legacy-w168" // 存量备案 (W168/15/3), by the using unit
	FileLegacyR799 = "legacy-r799" // 存量备案 (R799/14)
	FileChange     = "change"      // 变更备案
	FileCancel     = "cancel"      // 注销备案
)

// The states of a filing. Receiving it is no approval.
const (
	FilingSubmitted = "submitted" // 已提交
	FilingReturned  = "returned"  // 补正
	FilingReceived  = "received"  // 已备案
)

// An Owing is a filing that a system owes, with the day and the article.
type Owing struct {
	Kind    string  `json:"kind" enum:"new,legacy-w168,legacy-r799"`
	Code    string  `json:"code" doc:"The time limit it falls under"`
	Article string  `json:"article"`
	Due     law.Day `json:"due"`
}

// todo is what the owing is called among the things owed.
func (o Owing) todo() string { return "filing." + o.Kind }

// Owed lists the filings that the law asks of a system which is used since a
// day: of those of R799/7 (A7G, A7O) within thirty days of being put to use, or
// by 2025-06-30 when it was used before; of those completed before the order
// by 2019-09-30, from the using unit. Two may stand beside each other.
func (s *Service) Owed(v registry.VideoSystem, used law.Day) ([]Owing, error) {
	facts := v.Facts()
	facts.PutIntoUse = used
	var out []Owing
	for _, d := range s.cfg.Law.Duties(facts, law.DayOf(s.now())) {
		kind, known := filingDuties()[d.Code]
		if !known || !d.Applies {
			continue
		}
		due, rule, err := s.cfg.Law.Due(d.Deadline, used)
		if err != nil {
			return nil, err
		}
		out = append(out, Owing{Kind: kind, Code: d.Deadline, Article: rule.Article, Due: due})
	}
	return out, nil
}

// filingDuties says by which kind of filing a duty of the law is done.
func filingDuties() map[string]string {
	return map[string]string{
		"file-new": FileNew, "file-legacy-wuxi": FileLegacyW168, "file-legacy-national": FileLegacyR799,
	}
}

// owe adds to the things owed the filings of a system used since a day that
// were not received yet.
func (s *Service) owe(j *job, used law.Day) error {
	owed, err := s.Owed(j.system, used)
	if err != nil {
		return err
	}
	received, err := j.tx.Filings().All(about(j.system.ID, FilingReceived))
	if err != nil {
		return err
	}
	for _, o := range owed {
		done := false
		for _, f := range received {
			done = done || f.Entry.Kind == o.Kind
		}
		if done {
			continue
		}
		if err := s.owed(j, Todo{What: o.todo(), Article: o.Article, Due: o.Due}); err != nil {
			return err
		}
	}
	return nil
}

// A FilingUnit is who files: the unit and whom it sends.
type FilingUnit struct {
	Name       string `json:"name" minLength:"1" maxLength:"200"`
	Type       string `json:"type,omitempty" maxLength:"100"`
	CreditCode string `json:"creditCode,omitempty" maxLength:"18"`
	Head       string `json:"head,omitempty" maxLength:"100" doc:"Legal representative"`
	InCharge   string `json:"inCharge,omitempty" maxLength:"100" doc:"Person in charge of video"`
	Handler    string `json:"handler" minLength:"1" maxLength:"100"`
	HandlerID  string `json:"handlerId,omitempty" maxLength:"18"`
	Phone      string `json:"phone" minLength:"1" maxLength:"30"`
	Address    string `json:"address,omitempty" maxLength:"300"`
	Industry   string `json:"industry,omitempty" maxLength:"100"`
}

// A FilingScale is how large the system is. Counts are stated; the number of
// cameras stands beside what the register holds.
type FilingScale struct {
	Cameras     int    `json:"cameras" minimum:"0" maximum:"1000000"`
	Types       string `json:"types,omitempty" maxLength:"300" doc:"By type: dome, bullet, panoramic …"`
	WithSound   int    `json:"withSound,omitempty" minimum:"0"`
	WithPTZ     int    `json:"withPtz,omitempty" minimum:"0"`
	Recognising int    `json:"recognising,omitempty" minimum:"0"`
	Storage     string `json:"storage,omitempty" maxLength:"300"`
	StorageDays int    `json:"storageDays" minimum:"0" maximum:"3650"`
	Network     string `json:"network,omitempty" enum:"private,government,internet"`
	Connected   bool   `json:"connected,omitempty"`
	MLPS        string `json:"mlps,omitempty" maxLength:"100" doc:"Grade and number"`
}

// A FilingEntry is form 6.1 as it is filled in.
type FilingEntry struct {
	Kind       string      `json:"kind" enum:"new,legacy-w168,legacy-r799,change,cancel"`
	Unit       FilingUnit  `json:"unit"`
	Builder    string      `json:"builder,omitempty" maxLength:"200"`
	Designer   string      `json:"designer,omitempty" maxLength:"200"`
	Installer  string      `json:"installer,omitempty" maxLength:"200"`
	Maintainer string      `json:"maintainer,omitempty" maxLength:"200"`
	Funding    string      `json:"funding,omitempty" enum:"public,other"`
	UsedSince  law.Day     `json:"usedSince,omitzero"`
	Scale      FilingScale `json:"scale"`
	Reason     string      `json:"reason,omitempty" maxLength:"4000" doc:"What changed, or why it is cancelled"`
	Files      []FileID    `json:"files,omitempty" nullable:"false" maxItems:"60"`
	// Declared: the unit declares that what it files is true 承诺真实.
	Declared bool `json:"declared"`
}

// A FilingTurn is one handing back for correction 补正.
type FilingTurn struct {
	On         law.Day `json:"on"`
	By         string  `json:"by"`
	Correction string  `json:"correction"`
	Answered   law.Day `json:"answered,omitzero"`
}

// A Filing 备案 tells the public security organ of a system. It is no licence.
type Filing struct {
	Base[filingKind]
	State       string       `json:"state" enum:"submitted,returned,received"`
	Entry       FilingEntry  `json:"entry"`
	Article     string       `json:"article"`
	Due         law.Day      `json:"due,omitzero"`
	SubmittedOn law.Day      `json:"submittedOn"`
	Turns       []FilingTurn `json:"turns,omitempty" nullable:"false"`
	Number      string       `json:"number,omitempty"`
	ReceivedOn  law.Day      `json:"receivedOn,omitzero"`
	ReceivedBy  string       `json:"receivedBy,omitempty"`
	Form        DocumentID   `json:"formId,omitzero" format:"uuid"`
	Receipt     DocumentID   `json:"receiptId,omitzero" format:"uuid"`
}

// Head implements [registry.Record].
func (f Filing) Head() registry.Head { return f.head(f.State, f.Due, f.Number+" "+f.Entry.Unit.Name) }

func (e *FilingEntry) tidy() error {
	u := &e.Unit
	if err := words(maxLine, &u.Name, &u.Type, &u.CreditCode, &u.Head, &u.InCharge, &u.Handler, &u.HandlerID, &u.Phone, &u.Address,
		&u.Industry, &e.Builder, &e.Designer, &e.Installer, &e.Maintainer, &e.Scale.Types, &e.Scale.Storage, &e.Scale.MLPS); err != nil {
		return err
	}
	if err := words(maxText, &e.Reason); err != nil {
		return err
	}
	switch {
	case u.Name == "" || u.Handler == "" || u.Phone == "":
		return shiheng.Invalid("filing.unit").By("R799/14")
	case (e.Kind == FileChange || e.Kind == FileCancel) && e.Reason == "":
		return shiheng.Invalid("filing.reason").By("R799/14")
	case !e.Declared:
		return shiheng.Invalid("filing.declaration").By("R799/14")
	case len(e.Files) > maxFiles:
		return shiheng.Invalid("filing.size")
	}
	return nil
}

// owing is the time limit and article that a filing falls under. A kind that
// no article asks of the system is refused by the one that says of whom it is
// asked.
func (s *Service) owing(j *job, e FilingEntry) (law.Day, string, error) {
	todos, err := j.tx.Todos().All(about(j.system.ID, TodoOpen))
	if err != nil {
		return law.Day{}, "", err
	}
	for _, t := range todos {
		if t.What == "filing."+e.Kind {
			return t.Due, t.Article, nil
		}
	}
	if e.Kind == FileChange || e.Kind == FileCancel {
		received, err := j.tx.Filings().All(about(j.system.ID, FilingReceived))
		if err == nil && len(received) == 0 {
			err = shiheng.Conflict("filing.none")
		}
		return law.Day{}, "R799/14", err
	}
	used := e.UsedSince
	if used.IsZero() {
		used = j.today
	}
	owed, err := s.Owed(j.system, used)
	for _, o := range owed {
		if o.Kind == e.Kind {
			return o.Due, o.Article, err
		}
	}
	if err != nil {
		return law.Day{}, "", err
	}
	return law.Day{}, "", shiheng.Invalid("filing.not-owed", "kind", e.Kind).By("R799/14")
}

// File submits a filing of a system.
func (s *Service) File(ctx context.Context, actor audit.Actor, system shiheng.SystemID, e FilingEntry) (Filing, error) {
	if err := e.tidy(); err != nil {
		return Filing{}, err
	}
	var out Filing
	err := s.do(ctx, request{actor, audit.FilingSubmit, "R799/14", system}, func(j *job) error {
		all, err := j.tx.Filings().All(about(system, ""))
		if err != nil {
			return err
		}
		for _, f := range all {
			if f.State != FilingReceived && f.Entry.Kind == e.Kind {
				return shiheng.Conflict("filing.open")
			}
		}
		out = Filing{Base: fresh[filingKind](j), State: FilingSubmitted, Entry: e, SubmittedOn: j.today}
		if out.Due, out.Article, err = s.owing(j, e); err != nil {
			return err
		}
		return s.submit(j, &out, e.Files)
	})
	return out, err
}

// submit keeps a filing that was handed in, for the first time or again.
func (s *Service) submit(j *job, f *Filing, files []FileID) error {
	if err := s.attach(j, "filing", f.ID.String(), files...); err != nil {
		return err
	}
	j.event = j.event.Because(f.Article, "filing")
	j.note("record", f.ID.String())
	j.note("kind", f.Entry.Kind)
	var err error
	if f.Form, err = s.printFiling(j, *f); err != nil {
		return err
	}
	return j.tx.Filings().Put(*f)
}

// onFiling runs an act on one filing.
func (s *Service) onFiling(ctx context.Context, actor audit.Actor, act audit.Act, id FilingID, f func(*job, *Filing) error) (Filing, error) {
	out, err := s.cfg.Store.Filings().One(ctx, id.String())
	if err != nil {
		return Filing{}, err
	}
	err = s.do(ctx, request{actor, act, out.Article, out.System}, func(j *job) error {
		if out, err = j.tx.Filings().One(id.String()); err != nil {
			return err
		}
		j.note("record", id.String())
		j.note("kind", out.Entry.Kind)
		return f(j, &out)
	})
	return out, err
}

// Resubmit hands in again what was returned for correction.
func (s *Service) Resubmit(ctx context.Context, actor audit.Actor, id FilingID, version int64, e FilingEntry) (Filing, error) {
	if err := e.tidy(); err != nil {
		return Filing{}, err
	}
	return s.onFiling(ctx, actor, audit.FilingSubmit, id, func(j *job, f *Filing) error {
		switch {
		case f.State != FilingReturned:
			return shiheng.Conflict("filing.not-returned")
		case e.Kind != f.Entry.Kind:
			return shiheng.Invalid("filing.kind")
		}
		if err := f.current(version); err != nil {
			return err
		}
		before := f.Entry.Files
		f.State, f.Entry = FilingSubmitted, e
		f.Turns[len(f.Turns)-1].Answered = j.today
		f.Version++
		return s.submit(j, f, added(before, e.Files))
	})
}

// ReturnFiling hands a filing back for correction 补正, saying what is wrong.
func (s *Service) ReturnFiling(ctx context.Context, actor audit.Actor, id FilingID, correction string) (Filing, error) {
	if err := words(maxText, &correction); err != nil {
		return Filing{}, err
	}
	if correction == "" {
		return Filing{}, shiheng.Invalid("filing.correction").By("R799/14")
	}
	return s.onFiling(ctx, actor, audit.FilingReturn, id, func(j *job, f *Filing) error {
		if f.State != FilingSubmitted {
			return shiheng.Conflict("filing.not-submitted")
		}
		f.State = FilingReturned
		f.Turns = append(f.Turns, FilingTurn{On: j.today, By: actor.Called(), Correction: correction})
		f.Version++
		j.note("correction", correction)
		return j.tx.Filings().Put(*f)
	})
}

// ReceiveFiling gives a filing its number: it is on file. The day is today's;
// what the law asked was to hand it in.
func (s *Service) ReceiveFiling(ctx context.Context, actor audit.Actor, id FilingID, number string) (Filing, error) {
	if err := words(100, &number); err != nil {
		return Filing{}, err
	}
	if number == "" {
		return Filing{}, shiheng.Invalid("filing.number").By("R799/14")
	}
	return s.onFiling(ctx, actor, audit.FilingReceive, id, func(j *job, f *Filing) error {
		if f.State != FilingSubmitted {
			return shiheng.Conflict("filing.not-submitted")
		}
		f.State, f.Number, f.ReceivedOn, f.ReceivedBy = FilingReceived, number, j.today, actor.Called()
		f.Version++
		j.note("number", number)
		if err := s.settle(j, f.ID.String(), "filing."+f.Entry.Kind); err != nil {
			return err
		}
		var err error
		if f.Receipt, err = s.printReceipt(j, *f); err != nil {
			return err
		}
		return j.tx.Filings().Put(*f)
	})
}
