package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
)

// Seen implements archive.Store.
func (a *Archive) Seen(ctx context.Context, unlinked bool, p audit.Paging) (audit.Page[archive.Seen], error) {
	var w where
	w.and("ch.missing_since IS NULL")
	if unlinked {
		w.and("ch.camera IS NULL")
	} else {
		w.and("ch.camera IS NOT NULL")
	}
	if p.Cursor != "" {
		w.and("ch.id > ?", p.Cursor)
	}
	items, err := a.seen(ctx, w, p.Size()+1)
	if err != nil {
		return audit.Page[archive.Seen]{}, err
	}
	return page(items, p, func(s archive.Seen) string { return s.Channel.ID.String() }), nil
}

// SeenOf implements archive.Store.
func (a *Archive) SeenOf(ctx context.Context, camera shiheng.CameraID) ([]archive.Seen, error) {
	var w where
	w.and("ch.camera = ?", camera)
	return a.seen(ctx, w, 20)
}

func (a *Archive) seen(ctx context.Context, w where, most int) ([]archive.Seen, error) {
	items, err := list(ctx, a.db.read, func(from row) (s archive.Seen, err error) {
		c := &s.Channel
		if err := from.Scan(jsonInto{c}, &c.ID, &c.Device, &c.Code, &c.Name, &c.Camera, instant{&c.FirstSeen}, instant{&c.LastSeen},
			instant{&c.MissingSince}, &s.Device); err != nil {
			return s, err
		}
		return s, nil
	}, `SELECT ch.info, ch.id, ch.device, ch.code, ch.name, ch.camera, ch.first_seen, ch.last_seen, ch.missing_since, d.name
		FROM channel ch JOIN device d ON d.id = ch.device`+w.String()+" ORDER BY ch.id LIMIT ?", append(w.args, most)...)
	if err != nil {
		return nil, a.db.fault(err)
	}
	var ids []shiheng.CameraID
	for _, s := range items {
		if !s.Channel.Camera.IsZero() {
			ids = append(ids, s.Channel.Camera)
		}
	}
	cards, err := a.CardsOf(ctx, ids...)
	if err != nil {
		return nil, err
	}
	by := map[shiheng.CameraID]*archive.Card{}
	for i := range cards {
		by[cards[i].Camera.ID] = &cards[i]
	}
	for i := range items {
		items[i].Card = by[items[i].Channel.Camera]
	}
	return items, nil
}

// Decisions implements archive.Store.
func (a *Archive) Decisions(ctx context.Context, ids ...shiheng.CameraID) ([]archive.Decision, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	items, err := list(ctx, a.db.read, func(from row) (d archive.Decision, err error) {
		return d, from.Scan(&d.Camera, &d.Field, &d.Device, &d.Archive, &d.Adopted, &d.Note, instant{&d.At}, &d.By, &d.Name)
	}, `SELECT camera, field, device, kept, adopted, note, at, account, name FROM camera_archive_decision
		WHERE camera IN (?) ORDER BY camera, field`, bun.List(ids))
	return items, a.db.fault(err)
}

func (t archiveTx) InsertDecision(d archive.Decision) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO camera_archive_decision (camera, field, device, kept, adopted, note, at, account, name)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (camera, field) DO UPDATE SET device = excluded.device, kept = excluded.kept,
		adopted = excluded.adopted, note = excluded.note, at = excluded.at, account = excluded.account, name = excluded.name`,
		d.Camera, string(d.Field), text(d.Device), text(d.Archive), d.Adopted, text(d.Note), usec(d.At), d.By, text(d.Name))
	return err
}
