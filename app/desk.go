package app

import (
	"time"

	deskapi "shiheng.internal/api/desk"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/store/rows"
)

// openBook opens the register of every access.
func (h *House) openBook() (err error) {
	h.book, err = book.New(book.Config{Store: rows.NewBook(h.db), Log: h.audit, Papers: h.papers})
	return err
}

// frontDesk is the area of the API in front of it.
func (h *House) frontDesk() *deskapi.Desk {
	return deskapi.New(deskapi.Config{Book: h.book, Now: time.Now})
}
