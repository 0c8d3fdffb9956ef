package binder

import (
	"context"
	"slices"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Filing says who files what where.
type Filing struct {
	Actor  audit.Actor
	Name   string // of the person who files, as it stands in the binder
	System shiheng.SystemID
}

// SaveEntry files a paper in a system's binder (zero ID), or corrects one that
// is not sealed; then version must be the one that was read. A newer version
// of a paper is a new entry that names the one it supersedes.
func (s *Service) SaveEntry(ctx context.Context, f Filing, id EntryID, version int64, edit EntryEdit) (Entry, error) {
	if err := edit.tidy(); err != nil {
		return Entry{}, err
	}
	e := Entry{Kept: registry.Fresh[entryKind](s.now()), System: f.System}
	err := s.act(ctx, f.Actor, audit.BinderEntry, f.System, func(tx Tx, c Contents, event audit.Event) (audit.Event, error) {
		if !id.IsZero() {
			old, err := correctable(c, id, version)
			if err != nil {
				return event, err
			}
			e = old
			e.Version++
		}
		if err := supersedes(c, e.ID, edit); err != nil {
			return event, err
		}
		e.EntryEdit, e.FiledBy, e.SHA256 = edit, f.Name, shiheng.Digest{}
		if !edit.Attachment.IsZero() {
			a, err := tx.Attachment(edit.Attachment)
			if err != nil {
				return event, err
			}
			if e.SHA256 = a.SHA256; a.Subject != event.Object {
				err = s.cfg.Papers.Link(tx, f.Actor, event.Object, edit.Attachment)
			}
			if err != nil {
				return event, err
			}
		}
		return e.tell(event), tx.Entries().Put(e)
	})
	return e, err
}

// correctable finds an entry that may still be corrected: no seal holds it.
func correctable(c Contents, id EntryID, version int64) (Entry, error) {
	n := slices.IndexFunc(c.Entries, func(x Entry) bool { return x.ID == id })
	switch {
	case n < 0:
		return Entry{}, shiheng.NotFound("binder.entry-none")
	case sealed(c.Seals, id):
		return Entry{}, shiheng.Forbidden("binder.sealed", "title", c.Entries[n].Title).By("W168/16")
	case version != 0 && version != c.Entries[n].Version:
		return Entry{}, shiheng.Conflict("binder.entry-changed")
	}
	return c.Entries[n], nil
}

// supersedes checks that what an entry replaces is in force and of its slot.
func supersedes(c Contents, id EntryID, edit EntryEdit) error {
	if edit.Supersedes.IsZero() {
		return nil
	}
	n := slices.IndexFunc(c.Entries, func(x Entry) bool { return x.ID == edit.Supersedes })
	switch {
	case n < 0 || edit.Supersedes == id:
		return shiheng.NotFound("binder.entry-none")
	case c.Entries[n].Slot != edit.Slot:
		return shiheng.Invalid("binder.other-slot")
	}
	if by, is := Superseded(c.Entries)[edit.Supersedes]; is && by != id {
		return shiheng.Conflict("binder.superseded")
	}
	return nil
}

// SealBinder seals every entry of a system's binder that no seal holds yet.
// From then on none of them is ever changed.
func (s *Service) SealBinder(ctx context.Context, f Filing) (Seal, error) {
	var out Seal
	err := s.act(ctx, f.Actor, audit.BinderSeal, f.System, func(tx Tx, c Contents, e audit.Event) (_ audit.Event, err error) {
		open := slices.DeleteFunc(slices.Clone(c.Entries), func(x Entry) bool { return sealed(c.Seals, x.ID) })
		if out, err = SealOf(s.now(), f.System, f.Name, open); err != nil {
			return e, err
		}
		return out.tell(e), tx.Seals().Put(out)
	})
	return out, err
}

// FileIssued files a document that another room issues into a system's binder,
// in that room's transaction, and seals it at once: what the house made is not
// to be corrected by hand. A document that is there already is left alone.
func (s *Service) FileIssued(tx Tx, f Filing, slot string, doc papers.Issued) error {
	c, err := tx.Whole(f.System)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(c.Entries, func(x Entry) bool { return x.Document == doc.ID }) {
		return nil
	}
	e := Entry{Kept: registry.Fresh[entryKind](s.now()), System: f.System, SHA256: doc.SHA256, Document: doc.ID, FiledBy: f.Name}
	e.EntryEdit = EntryEdit{Slot: slot, Title: doc.Title, Date: doc.Date, Maker: f.Name, Confidentiality: "internal", Location: doc.Number}
	if err := e.tidy(); err != nil {
		return err
	}
	if err := tx.Entries().Put(e); err != nil {
		return err
	}
	seal, err := SealOf(s.now(), f.System, f.Name, []Entry{e})
	if err != nil {
		return err
	}
	if err := tx.Seals().Put(seal); err != nil {
		return err
	}
	if err := tx.Append(e.tell(s.event(f.Actor, audit.BinderEntry, f.System))); err != nil {
		return err
	}
	return tx.Append(seal.tell(s.event(f.Actor, audit.BinderSeal, f.System)))
}

// tell says in the event of a filing what was filed.
func (e Entry) tell(event audit.Event) audit.Event {
	return event.With("entry", e.ID.String()).With("slot", e.Slot).With("title", e.Title).With("sha256", e.SHA256.String())
}

// tell says in the event of a sealing what was sealed.
func (s Seal) tell(event audit.Event) audit.Event {
	return event.With("entries", strconv.Itoa(len(s.Entries))).With("hash", s.Hash.String())
}

// HandOver records that the custody of a binder passed on.
func (s *Service) HandOver(ctx context.Context, f Filing, edit HandoverEdit) (Handover, error) {
	h := Handover{Kept: registry.Fresh[handoverKind](s.now()), System: f.System}
	err := s.act(ctx, f.Actor, audit.BinderHandover, f.System, func(tx Tx, c Contents, e audit.Event) (audit.Event, error) {
		var last *Handover
		if n := len(c.Handovers); n > 0 {
			last = &c.Handovers[n-1]
		}
		if err := edit.follows(last, law.DayOf(s.now())); err != nil {
			return e, err
		}
		h.HandoverEdit = edit
		if err := s.cfg.Papers.Link(tx, f.Actor, e.Object, edit.Signed); err != nil {
			return e, err
		}
		return e.With("from", h.From).With("to", h.To).With("on", h.On.String()), tx.Handovers().Put(h)
	})
	return h, err
}

// SavePerson lists a technician (zero ID) or corrects one; then version must
// be the one that was read.
func (s *Service) SavePerson(ctx context.Context, f Filing, id PersonID, version int64, edit PersonEdit) (Person, error) {
	if err := edit.tidy(); err != nil {
		return Person{}, err
	}
	p := Person{Kept: registry.Fresh[personKind](s.now()), System: f.System}
	err := s.act(ctx, f.Actor, audit.BinderPerson, f.System, func(tx Tx, _ Contents, e audit.Event) (audit.Event, error) {
		if !id.IsZero() {
			old, err := tx.Persons().One(id.String())
			switch {
			case err != nil:
				return e, err
			case old.System != f.System:
				return e, shiheng.NotFound("binder.person-none")
			case version != 0 && version != old.Version:
				return e, shiheng.Conflict("binder.person-changed")
			}
			p = old
			p.Version++
		}
		p.PersonEdit = edit
		return e.With("unit", p.Unit).With("role", p.Role), tx.Persons().Put(p)
	})
	return p, err
}
