package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry/party"
)

// Parties keeps organisations and people. It implements [party.Store].
type Parties struct{ db *DB }

// NewParties returns the parties kept in db.
func NewParties(db *DB) *Parties { return &Parties{db} }

// Write implements party.Store.
func (s *Parties) Write(ctx context.Context, f func(party.Tx) error) error {
	return s.db.Write(ctx, func(tx bun.Tx) error { return f(partyTx{ctx: ctx, tx: tx, db: s.db}) })
}

// partyTx implements party.Tx.
type partyTx struct {
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
	db  *DB
}

func (t partyTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }

// Organisations.

const organisationColumns = `o.id, o.parent, o.name, o.short_name, coalesce(o.code, ''), o.functions, o.level, o.division,
	o.trade, o.legal, o.head, o.video_lead, o.contacts, o.address, o.created_at, o.version`

func scanOrganisation(r row) (o party.Organisation, err error) {
	return o, r.Scan(&o.ID, &o.Parent, &o.Name, &o.ShortName, &o.Code, jsonInto{&o.Functions}, &o.Level, &o.Division,
		&o.Trade, &o.Legal, jsonInto{&o.Head}, jsonInto{&o.VideoLead}, jsonInto{&o.Contacts}, &o.Address,
		instant{&o.CreatedAt}, &o.Version)
}

func oneOrganisation(ctx context.Context, db *DB, from bun.IDB, id shiheng.OrganisationID) (party.Organisation, error) {
	o, err := scanOrganisation(from.QueryRowContext(ctx, "SELECT "+organisationColumns+" FROM organisation o WHERE o.id = ?", id))
	return o, db.lookup(err, "organisation")
}

// Organisation implements party.Store.
func (s *Parties) Organisation(ctx context.Context, id shiheng.OrganisationID) (party.Organisation, error) {
	return oneOrganisation(ctx, s.db, s.db.read, id)
}

// OrganisationByCode implements party.Store.
func (s *Parties) OrganisationByCode(ctx context.Context, code string) (party.Organisation, error) {
	o, err := scanOrganisation(s.db.read.QueryRowContext(ctx, "SELECT "+organisationColumns+" FROM organisation o WHERE o.code = ?", code))
	return o, s.db.lookup(err, "organisation")
}

// parties adds the bounds of a scope over organisations.
func (w *where) parties(s party.Scope) {
	if s.All {
		return
	}
	var bounds where
	among(&bounds, "o.id IN (?)", s.Organisations)
	among(&bounds, "o.division IN (?)", s.Divisions)
	for _, t := range s.Trades {
		if t.Division == "" {
			bounds.and("o.trade = ?", t.Trade)
			continue
		}
		bounds.and("o.trade = ? AND o.division = ?", t.Trade, t.Division)
	}
	w.and(bounds.either(), bounds.args...)
}

// Organisations implements party.Store.
func (s *Parties) Organisations(ctx context.Context, f party.OrganisationFilter, p audit.Paging) (audit.Page[party.Organisation], error) {
	var w where
	w.parties(f.Scope)
	if f.IDs != nil {
		w.and("o.id IN (?)", bun.List(f.IDs))
	}
	if f.Function != "" { // a list of words as JSON text
		w.and(`o.functions LIKE ? ESCAPE '!'`, `%"`+likely(string(f.Function))+`"%`)
	}
	if f.Level != "" {
		w.and("o.level = ?", string(f.Level))
	}
	if f.Division != "" {
		w.and("o.division = ?", f.Division)
	}
	if f.Trade != "" {
		w.and("o.trade = ?", f.Trade)
	}
	if f.Text != "" {
		part := "%" + likely(f.Text) + "%"
		w.and(`lower(o.name) LIKE lower(?) ESCAPE '!' OR lower(o.short_name) LIKE lower(?) ESCAPE '!' OR o.code LIKE upper(?) ESCAPE '!'`, part, part, part)
	}
	if p.Cursor != "" {
		w.and("o.id > ?", p.Cursor)
	}
	items, err := list(ctx, s.db.read, scanOrganisation,
		"SELECT "+organisationColumns+" FROM organisation o"+w.String()+" ORDER BY o.id LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[party.Organisation]{}, s.db.fault(err)
	}
	return page(items, p, func(o party.Organisation) string { return o.ID.String() }), nil
}

// Below implements party.Store.
func (s *Parties) Below(ctx context.Context, ids ...shiheng.OrganisationID) ([]party.Organisation, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	items, err := list(ctx, s.db.read, scanOrganisation, `WITH RECURSIVE below (id) AS (
		SELECT id FROM organisation WHERE id IN (?) UNION SELECT c.id FROM organisation c JOIN below b ON c.parent = b.id)
		SELECT `+organisationColumns+` FROM organisation o JOIN below b ON b.id = o.id ORDER BY o.id`, bun.List(ids))
	return items, s.db.fault(err)
}

// Names implements party.Store.
func (s *Parties) Names(ctx context.Context, ids ...shiheng.OrganisationID) (map[shiheng.OrganisationID]string, error) {
	out := map[shiheng.OrganisationID]string{}
	if len(ids) == 0 {
		return out, nil
	}
	_, err := list(ctx, s.db.read, func(r row) (none struct{}, err error) {
		var id shiheng.OrganisationID
		var name string
		err = r.Scan(&id, &name)
		out[id] = name
		return none, err
	}, "SELECT id, name FROM organisation WHERE id IN (?)", bun.List(ids))
	return out, s.db.fault(err)
}

func (t partyTx) Organisation(id shiheng.OrganisationID) (party.Organisation, error) {
	return oneOrganisation(t.ctx, t.db, t.tx, id)
}

// orNull is a text that must be unique where there is one.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return text(s)
}

// takenCode words the loss of a race for a credit code.
func (t partyTx) takenCode(err error, code string) error {
	if err != nil && t.db.engine.kind(err) == taken {
		return shiheng.Conflict("organisation.code-taken", "code", code)
	}
	return err
}

func (t partyTx) InsertOrganisation(o party.Organisation) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO organisation
		(id, parent, name, short_name, code, functions, level, division, trade, legal, head, video_lead, contacts, address,
		created_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		o.ID, o.Parent, text(o.Name), text(o.ShortName), orNull(o.Code), jsonText(o.Functions), string(o.Level), o.Division,
		o.Trade, text(o.Legal), text(jsonText(o.Head)), text(jsonText(o.VideoLead)), text(jsonText(o.Contacts)),
		text(o.Address), usec(o.CreatedAt), o.Version)
	return t.takenCode(err, o.Code)
}

func (t partyTx) UpdateOrganisation(o party.Organisation) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE organisation SET parent = ?, name = ?, short_name = ?, code = ?, functions = ?,
		level = ?, division = ?, trade = ?, legal = ?, head = ?, video_lead = ?, contacts = ?, address = ?,
		version = version + 1 WHERE id = ? AND version = ?`,
		o.Parent, text(o.Name), text(o.ShortName), orNull(o.Code), jsonText(o.Functions), string(o.Level), o.Division, o.Trade,
		text(o.Legal), text(jsonText(o.Head)), text(jsonText(o.VideoLead)), text(jsonText(o.Contacts)), text(o.Address),
		o.ID, o.Version)
	return changed(res, t.takenCode(err, o.Code), shiheng.Conflict("organisation.changed"))
}

// People.

const personColumns = `p.id, p.organisation, p.name, p.post, p.phone, p.certificates, p.sealed, p.masked, p.left_unit,
	p.created_at, p.version`

func scanPerson(r row) (v party.Person, err error) {
	return v, r.Scan(&v.ID, &v.Organisation, &v.Name, &v.Post, &v.Phone, jsonInto{&v.Certificates}, &v.Sealed, &v.Masked,
		&v.Left, instant{&v.CreatedAt}, &v.Version)
}

func onePerson(ctx context.Context, db *DB, from bun.IDB, id shiheng.PersonID) (party.Person, error) {
	v, err := scanPerson(from.QueryRowContext(ctx, "SELECT "+personColumns+" FROM person p WHERE p.id = ?", id))
	return v, db.lookup(err, "person")
}

// Person implements party.Store.
func (s *Parties) Person(ctx context.Context, id shiheng.PersonID) (party.Person, error) {
	return onePerson(ctx, s.db, s.db.read, id)
}

// People implements party.Store.
func (s *Parties) People(ctx context.Context, f party.PersonFilter, p audit.Paging) (audit.Page[party.Person], error) {
	var w where
	w.parties(f.Scope)
	if f.IDs != nil {
		w.and("p.id IN (?)", bun.List(f.IDs))
	}
	if !f.Organisation.IsZero() {
		w.and("p.organisation = ?", f.Organisation)
	}
	if f.Text != "" {
		w.and(`lower(p.name) LIKE lower(?) ESCAPE '!'`, "%"+likely(f.Text)+"%")
	}
	if !f.Left {
		w.and("NOT p.left_unit")
	}
	if p.Cursor != "" {
		w.and("p.id > ?", p.Cursor)
	}
	items, err := list(ctx, s.db.read, scanPerson, "SELECT "+personColumns+
		" FROM person p JOIN organisation o ON o.id = p.organisation"+w.String()+" ORDER BY p.id LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[party.Person]{}, s.db.fault(err)
	}
	return page(items, p, func(v party.Person) string { return v.ID.String() }), nil
}

func (t partyTx) Person(id shiheng.PersonID) (party.Person, error) {
	return onePerson(t.ctx, t.db, t.tx, id)
}

func (t partyTx) InsertPerson(v party.Person) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO person
		(id, organisation, name, post, phone, certificates, sealed, masked, left_unit, created_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, v.ID, v.Organisation, text(v.Name), text(v.Post), text(v.Phone),
		text(jsonText(v.Certificates)), v.Sealed, v.Masked, v.Left, usec(v.CreatedAt), v.Version)
	return err
}

func (t partyTx) UpdatePerson(v party.Person) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE person SET organisation = ?, name = ?, post = ?, phone = ?, certificates = ?,
		sealed = ?, masked = ?, left_unit = ?, version = version + 1 WHERE id = ? AND version = ?`,
		v.Organisation, text(v.Name), text(v.Post), text(v.Phone), text(jsonText(v.Certificates)), v.Sealed, v.Masked, v.Left,
		v.ID, v.Version)
	return changed(res, err, shiheng.Conflict("person.changed"))
}
