package app

import (
	"time"

	deskapi "shiheng.internal/api/desk"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/access/personal"
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
