package app

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	agendaapi "shiheng.internal/api/agenda"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/papers"
	"shiheng.internal/store/rows"
	rowsagenda "shiheng.internal/store/rows/agenda"
)

// How often everything is looked at for what is measured: a city's systems
// take a minute, a practice store's a blink, and its days are short.
const (
	sweepEvery    = time.Hour
	sweepPractice = time.Minute
)

// openAgenda opens the room that keeps what is owed. It is opened when the
// footage store has said how long a day of the law lasts.
func (h *House) openAgenda(context.Context) error {
	seal, err := rows.OpenSeal(h.path("seal.key"))
	if err != nil {
		return err
	}
	sweep := sweepEvery
	if h.start.Practice {
		sweep = sweepPractice
	}
	tables, err := archive.Builtin()
	if err != nil {
		return err
	}
	h.agenda, err = agenda.New(agenda.Config{
		Store: rowsagenda.NewStore(h.db, func(ctx context.Context, tx bun.Tx) papers.Tx { return rows.NewPapersTx(ctx, tx) }),
		Sources: rowsagenda.NewSources(rowsagenda.Config{
			Rows: h.db, Register: rows.NewRegistry(h.db), Law: h.law, Tables: tables, LawDay: h.slots.LawDay(),
		}),
		Log: h.audit, Law: h.law, Sealer: seal, Papers: h.papers,
		Readers: h.readers, Sender: newWebhook(), Sweep: sweep, Logger: h.log,
	})
	return err
}

// readers lists who is told of what is owed: each account with each of its
// roles that carries duties, over what that role is over.
func (h *House) readers(ctx context.Context) ([]agenda.Reader, error) {
	var out []agenda.Reader
	for p := (audit.Paging{Limit: 500}); ; {
		accounts, err := h.identity.Accounts(ctx, p)
		if err != nil {
			return nil, err
		}
		for _, a := range accounts.Items {
			if a.Disabled {
				continue
			}
			more, err := h.readersOf(ctx, a)
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		}
		if p.Cursor = accounts.Next; p.Cursor == "" {
			return out, nil
		}
	}
}

func (h *House) readersOf(ctx context.Context, a identity.Account) ([]agenda.Reader, error) {
	rights, err := h.access.Rights(ctx, identity.Principal{Account: a})
	if err != nil {
		return nil, err
	}
	var out []agenda.Reader
	for _, role := range rights.Roles() {
		side, carries := agendaapi.SideOf(role)
		// Whoever runs the house looks after the registers of all, and reads of
		// it in the lists; to be told of each would be told of nothing.
		if !carries || role == identity.SystemAdministrator {
			continue
		}
		out = append(out, agenda.Reader{Account: a.ID, Side: side, Scope: agendaapi.Scope(rights.Over(access.ReadAgenda)), Watches: side != agenda.Unit})
	}
	return out, nil
}

// agendaDesk makes the desk of the area of the API.
func (h *House) agendaDesk() *agendaapi.Desk {
	return agendaapi.New(agendaapi.Config{Agenda: h.agenda, Law: h.law, Name: h.called})
}

// called is what an account is called; empty when it cannot be read.
func (h *House) called(ctx context.Context, id shiheng.AccountID) string {
	a, err := h.identity.Account(ctx, id)
	if err != nil {
		return ""
	}
	return a.Name
}
