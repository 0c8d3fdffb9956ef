package rows

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

const rightChangeColumns = `id, kind, account, body, digest, state, proposer, proposed_at, expires, decider, decided_at, told, acknowledger, acknowledged`

func scanRightChange(r row) (c identity.RightChange, err error) {
	return c, r.Scan(&c.ID, &c.Kind, &c.Account, jsonInto{&c.Ask}, &c.Digest, &c.State, &c.Proposer, instant{&c.ProposedAt},
		instant{&c.Expires}, &c.Decider, instant{&c.DecidedAt}, &c.Told, &c.Acknowledger, instant{&c.Acknowledged})
}

// Changes implements identity.Store.
func (i *Identity) Changes(ctx context.Context, open bool, p audit.Paging) (audit.Page[identity.RightChange], error) {
	var w where
	if open {
		w.and("state = 'proposed' OR told AND acknowledged IS NULL")
	}
	if p.Cursor != "" {
		w.and("id < ?", p.Cursor)
	}
	items, err := list(ctx, i.db.read, scanRightChange,
		"SELECT "+rightChangeColumns+" FROM right_change"+w.String()+" ORDER BY id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[identity.RightChange]{}, i.db.fault(err)
	}
	return page(items, p, func(c identity.RightChange) string { return c.ID.String() }), nil
}

// Names implements identity.Store.
func (i *Identity) Names(ctx context.Context, targets []identity.Target) (n identity.Names, err error) {
	if n.Places, err = namesOf(ctx, i.db, "place", targets, func(t identity.Target) shiheng.PlaceID { return t.Place }); err != nil {
		return n, err
	}
	if n.Systems, err = namesOf(ctx, i.db, "video_system", targets, func(t identity.Target) shiheng.SystemID { return t.System }); err != nil {
		return n, err
	}
	if n.Cameras, err = namesOf(ctx, i.db, "camera", targets, func(t identity.Target) shiheng.CameraID { return t.Camera }); err != nil {
		return n, err
	}
	n.Organisations, err = namesOf(ctx, i.db, "organisation", targets, func(t identity.Target) shiheng.OrganisationID { return t.Organisation })
	return n, err
}

// namesOf reads what those things of a table are called that targets name.
func namesOf[K any](ctx context.Context, db *DB, table string, targets []identity.Target, of func(identity.Target) shiheng.ID[K]) (map[shiheng.ID[K]]string, error) {
	seen, ids := map[shiheng.ID[K]]string{}, []shiheng.ID[K]{}
	for _, t := range targets {
		id := of(t)
		if _, ok := seen[id]; ok || id.IsZero() {
			continue
		}
		seen[id], ids = "", append(ids, id)
	}
	for some := range slices.Chunk(ids, 500) {
		_, err := list(ctx, db.read, func(r row) (id shiheng.ID[K], err error) {
			var name string
			err = r.Scan(&id, &name)
			seen[id] = name
			return id, err
		}, "SELECT id, name FROM "+table+" WHERE id IN (?)", bun.List(some))
		if err != nil {
			return nil, db.fault(err)
		}
	}
	return seen, nil
}

// LateChanges implements identity.Store.
func (i *Identity) LateChanges(ctx context.Context, now time.Time) ([]identity.RightChange, error) {
	items, err := list(ctx, i.db.read, scanRightChange, "SELECT "+rightChangeColumns+` FROM right_change
		WHERE state = 'proposed' AND expires <= ? ORDER BY id LIMIT 100`, usec(now))
	return items, i.db.fault(err)
}

func (t identityTx) Change(id identity.ChangeID) (identity.RightChange, error) {
	c, err := scanRightChange(t.tx.QueryRowContext(t.ctx, "SELECT "+rightChangeColumns+" FROM right_change WHERE id = ?", id))
	return c, t.db.lookup(err, "rights")
}

func (t identityTx) InsertChange(c identity.RightChange) error {
	if c.State == identity.ChangeProposed {
		var n int
		err := t.tx.QueryRowContext(t.ctx, `SELECT count(*) FROM right_change
			WHERE state = 'proposed' AND kind = ? AND (account = ? OR account IS NULL AND ? IS NULL)`, string(c.Kind), c.Account, c.Account).Scan(&n)
		if err == nil && n > 0 {
			err = shiheng.Conflict("change.waiting")
		}
		if err != nil {
			return err
		}
	}
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO right_change (`+rightChangeColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, c.ID, string(c.Kind), c.Account, text(jsonText(c.Ask)), c.Digest, string(c.State),
		c.Proposer, usec(c.ProposedAt), usec(c.Expires), c.Decider, usec(c.DecidedAt), c.Told, c.Acknowledger, usec(c.Acknowledged))
	if err != nil && t.db.engine.kind(err) == taken {
		return shiheng.Conflict("change.waiting")
	}
	return err
}

func (t identityTx) UpdateChange(c identity.RightChange) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE right_change SET state = ?, decider = ?, decided_at = ?, acknowledger = ?, acknowledged = ?
		WHERE id = ?`, string(c.State), c.Decider, usec(c.DecidedAt), c.Acknowledger, usec(c.Acknowledged), c.ID)
	return changed(res, err, shiheng.NotFound("rights.none"))
}

func (t identityTx) SetProfile(p identity.Profile, by shiheng.AccountID, now time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO setting (name, value, changed_at, changed_by, version) VALUES (?, ?, ?, ?, 1)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
			changed_by = excluded.changed_by, version = setting.version + 1`, identity.ProfileSetting, jsonText(p), usec(now), by)
	return err
}

func (t identityTx) OpenChanges(id shiheng.AccountID) ([]identity.RightChange, error) {
	return list(t.ctx, t.tx, scanRightChange, "SELECT "+rightChangeColumns+` FROM right_change
		WHERE state = 'proposed' AND (account = ? OR proposer = ?) ORDER BY id`, id, id)
}

// AccountsOf implements identity.Store.
func (i *Identity) AccountsOf(ctx context.Context, person shiheng.PersonID) ([]shiheng.AccountID, error) {
	ids, err := list(ctx, i.db.read, func(r row) (id shiheng.AccountID, err error) { return id, r.Scan(&id) },
		"SELECT id FROM account WHERE person = ? ORDER BY id", person)
	return ids, i.db.fault(err)
}

// Spent implements identity.Store.
func (i *Identity) Spent(ctx context.Context, now time.Time) ([]identity.Account, error) {
	items, err := list(ctx, i.db.read, scanAccount, "SELECT "+accountColumns+` FROM account a
		WHERE NOT a.disabled AND (a.ends_at <= ? OR a.person IN (SELECT p.id FROM person p WHERE p.left_unit)) ORDER BY a.id LIMIT 100`, usec(now))
	return items, i.db.fault(err)
}

func (t identityTx) HasLeft(id shiheng.PersonID) (bool, error) {
	p, err := onePerson(t.ctx, t.db, t.tx, id)
	return p.Left, err
}

// heldRights is what the review of a quarter sees; its one argument is the
// quarter.
const heldRights = `SELECT r.id, r.account, r.role, r.place, r.system, r.camera, r.organisation, r.from_at, r.until_at, r.by_account, r.reason,
	a.login, a.name, a.disabled, COALESCE(g.name, ''), v.keep, COALESCE(v.note, ''), v.reviewer, COALESCE(w.name, ''), v.at
	FROM assignment r JOIN account a ON a.id = r.account
	LEFT JOIN account g ON g.id = r.by_account
	LEFT JOIN right_review v ON v.assignment = r.id AND v.quarter = ?
	LEFT JOIN account w ON w.id = v.reviewer`

func scanHeldRight(r row) (h identity.HeldRight, err error) {
	var keep sql.NullBool
	err = r.Scan(&h.ID, &h.Account, &h.Role, &h.Target.Place, &h.Target.System, &h.Target.Camera, &h.Target.Organisation,
		instant{&h.From}, instant{&h.Until}, &h.By, &h.Reason, &h.Login, &h.Name, &h.Disabled, &h.GivenBy,
		&keep, &h.Review.Note, &h.Review.Reviewer, &h.Review.Name, instant{&h.Review.At})
	h.Review.Keep = keep.Bool
	return h, err
}

// Rights implements identity.Store.
func (i *Identity) Rights(ctx context.Context, q identity.Quarter, p audit.Paging) (audit.Page[identity.HeldRight], error) {
	items, err := list(ctx, i.db.read, scanHeldRight, heldRights+`
		WHERE (r.withdrawn IS NULL OR v.at IS NOT NULL) AND r.from_at < ? AND r.id > ? ORDER BY r.id LIMIT ?`,
		string(q), usec(q.Span().To), p.Cursor, p.Size()+1)
	if err != nil {
		return audit.Page[identity.HeldRight]{}, i.db.fault(err)
	}
	return page(items, p, func(h identity.HeldRight) string { return h.ID.String() }), nil
}

func (t identityTx) Right(id identity.AssignmentID, q identity.Quarter) (identity.HeldRight, error) {
	h, err := scanHeldRight(t.tx.QueryRowContext(t.ctx, heldRights+" WHERE r.withdrawn IS NULL AND r.id = ?", string(q), id))
	return h, t.db.lookup(err, "right")
}

func (t identityTx) InsertReview(v identity.Review) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO right_review (quarter, assignment, keep, note, reviewer, at) VALUES (?, ?, ?, ?, ?, ?)",
		string(v.Quarter), v.Assignment, v.Keep, text(v.Note), v.Reviewer, usec(v.At))
	if err != nil && t.db.engine.kind(err) == taken {
		return shiheng.Conflict("review.done")
	}
	return err
}
