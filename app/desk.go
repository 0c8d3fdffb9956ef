package app

import (
	"log/slog"
	"time"

	deskapi "shiheng.internal/api/desk"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/access/personal"
	"shiheng.internal/civic/retain"
	"shiheng.internal/store/rows"
)

// openDesk opens the register of every access and the rights desk.
func (h *House) openDesk() (err error) {
	if h.book, err = book.New(book.Config{Store: rows.NewBook(h.db), Log: h.audit, Papers: h.papers}); err != nil {
		return err
	}
	h.personal, err = personal.New(personal.Config{Store: rows.NewPersonal(h.db), Papers: h.papers, Law: h.law, Cameras: h.registry.Read()})
	return err
}

// frontDesk is the area of the API in front of it.
func (h *House) frontDesk() *deskapi.Desk {
	return deskapi.New(deskapi.Config{Book: h.book, Personal: h.personal, Systems: h.registry.Read(), Now: time.Now})
}

// mayErase asks the clauses on keeping about footage that is to be erased
// (W168/28, 29). What they forbid is told in the log, since the rule compiled in
// would have let it go: the two should never differ.
func (h *House) mayErase(f retain.Facts, now time.Time) bool {
	ok, articles := retain.Lawful(h.clauses, f, now)
	if !ok {
		h.log.Warn("footage kept by a clause that the rule would have let go", slog.Any("articles", articles)) //nolint:sloglint // called from within the store
	}
	return ok
}
