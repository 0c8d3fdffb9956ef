package works

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

type todoKind struct{}

// TodoID names one thing that is owed.
type TodoID = shiheng.ID[todoKind]

// The states of a todo.
const (
	TodoOpen = "open"
	TodoDone = "done"
)

// What may be owed about a system. Codes are stable; the console words them.
const (
	TodoFilingNew        = "filing.new"
	TodoFilingLegacyW168 = "filing.legacy-w168"
	TodoFilingLegacyR799 = "filing.legacy-r799"
	TodoFilingChange     = "filing.change"
	TodoRectify          = "acceptance.rectify"
	TodoAcceptancePaper  = "acceptance.paper" // the paper of an acceptance that was stated
	TodoDesignPaper      = "paper.design"
	TodoEquipmentPaper   = "paper.equipment"
	TodoMaintenancePaper = "paper.maintenance"
	TodoSignPhoto        = "paper.sign"
	TodoFilingPaper      = "paper.filing"
	TodoMaintainer       = "maintainer"      // nobody maintains the system yet
	TodoAcceptanceHeld   = "acceptance.hold" // hold an acceptance: the system is used without one
)

// Papers lists what may be owed as a paper when an existing system is entered,
// with the article that asks for it.
func Papers() map[string]string {
	return map[string]string{
		TodoAcceptancePaper: "W168/16", TodoDesignPaper: "W168/16", TodoEquipmentPaper: "W168/16",
		TodoMaintenancePaper: "W168/27", TodoSignPhoto: "W168/14", TodoFilingPaper: "W168/15/3",
	}
}

// A Todo is something still owed about a system, with its day.
type Todo struct {
	Base[todoKind]
	State   string  `json:"state" enum:"open,done"`
	What    string  `json:"what"`
	Note    string  `json:"note,omitempty"`
	Article string  `json:"article"`
	Due     law.Day `json:"due"`
	// Of is the record it follows from, Item which of its parts.
	Of     string  `json:"of,omitempty"`
	Item   int     `json:"item,omitempty"`
	DoneOn law.Day `json:"doneOn,omitzero"`
	DoneBy string  `json:"doneBy,omitempty"`
	How    string  `json:"how,omitempty"`
	File   FileID  `json:"fileId,omitzero" format:"uuid"`
}

// Head implements [registry.Record].
func (t Todo) Head() registry.Head { return t.head(t.State, t.Due, t.What) }

// proves reports whether gate L2 rests on the todo for the acceptance.
func (t Todo) proves(a AcceptanceID) bool {
	return t.Of == a.String() && (t.What == TodoAcceptancePaper || t.What == TodoRectify)
}

// byRecord are the todos that a record of this room closes; nobody ticks them
// off by hand.
func byRecord(what string) bool {
	return slices.Contains([]string{TodoFilingNew, TodoFilingLegacyW168, TodoFilingLegacyR799, TodoFilingChange, TodoAcceptanceHeld}, what)
}

// ByHand says why the todo cannot be closed by hand, nil when it can.
func (t Todo) ByHand() error {
	switch {
	case t.State != TodoOpen:
		return shiheng.Conflict("todo.done")
	case byRecord(t.What):
		return shiheng.Forbidden("todo.by-record", "what", t.What).By(t.Article)
	}
	return nil
}

// needsPaper are the todos that are done only with an attachment.
func needsPaper(what string) bool {
	_, paper := Papers()[what]
	return paper
}

// owed adds a todo to the system of the act. One of the same kind, record and
// item that is open already is left alone.
func (s *Service) owed(j *job, t Todo) error {
	open, err := j.tx.Todos().All(about(j.system.ID, TodoOpen))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(open, func(o Todo) bool { return o.What == t.What && o.Of == t.Of && o.Item == t.Item }) {
		return nil
	}
	t.Base, t.State = fresh[todoKind](j), TodoOpen
	return j.tx.Todos().Put(t)
}

// settle closes the open todos of some kinds because of a record.
func (s *Service) settle(j *job, record string, kinds ...string) error {
	open, err := j.tx.Todos().All(about(j.system.ID, TodoOpen))
	if err != nil {
		return err
	}
	for _, t := range open {
		if !slices.Contains(kinds, t.What) {
			continue
		}
		t.State, t.DoneOn, t.DoneBy, t.How = TodoDone, j.today, j.actor.Called(), record
		t.Version++
		if err := j.tx.Todos().Put(t); err != nil {
			return err
		}
	}
	return nil
}

// A TodoDoing says how something owed was done.
type TodoDoing struct {
	How  string `json:"how,omitempty" maxLength:"300"`
	File FileID `json:"fileId,omitzero" format:"uuid" doc:"Required for a paper"`
}

// DoTodo closes something that was owed, with its paper where one was owed.
func (s *Service) DoTodo(ctx context.Context, actor audit.Actor, id TodoID, in TodoDoing) (Todo, error) {
	if err := words(maxLine, &in.How); err != nil {
		return Todo{}, err
	}
	out, err := s.cfg.Store.Todos().One(ctx, id.String())
	if err != nil {
		return Todo{}, err
	}
	err = s.do(ctx, request{actor, audit.TodoDone, out.Article, out.System}, func(j *job) error {
		if out, err = j.tx.Todos().One(id.String()); err != nil {
			return err
		}
		if err := out.ByHand(); err != nil {
			return err
		}
		switch {
		case needsPaper(out.What) && in.File.IsZero():
			return shiheng.Invalid("todo.paper").By(out.Article)
		case in.File.IsZero() && in.How == "":
			return shiheng.Invalid("todo.how")
		}
		out.State, out.DoneOn, out.DoneBy, out.How, out.File = TodoDone, j.today, actor.Called(), in.How, in.File
		out.Version++
		j.note("record", id.String())
		j.note("what", out.What)
		if err := s.attach(j, "system", j.system.ID.String(), in.File); err != nil {
			return err
		}
		return j.tx.Todos().Put(out)
	})
	return out, err
}
