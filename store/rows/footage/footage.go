// Package footage keeps the index of footage in rows: volumes, slots, runs,
// gaps, streams and pins. It implements record.Index in the part of SQL that
// SQLite and PostgreSQL share.
//
// The rows follow the volumes, never the other way round: all of them but the
// pins can be made again from slot tables and footers.
package footage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/video/record"
)

// Rows is the database: a pool to read from, and transactions of one writer
// that commit with full sync. *rows.DB is one.
type Rows interface {
	Reader() *bun.DB
	WriteApart(ctx context.Context, f func(bun.Tx) error) error
}

// An Index implements record.Index.
type Index struct{ rows Rows }

var _ record.Index = (*Index)(nil)

// New makes an index over a migrated database.
func New(rows Rows) *Index { return &Index{rows: rows} }

// A statement is one row to be written.
type statement struct {
	query string
	args  []any
}

// Apply implements record.Index.
func (x *Index) Apply(ctx context.Context, c record.Change) error {
	var all []statement
	add := func(query string, args ...any) { all = append(all, statement{query, args}) }
	for _, s := range c.Streams {
		add(putStream, s.ID.String(), s.Camera.String(), string(s.Role), int64(s.Class))
	}
	for _, v := range c.Volumes {
		add(putVolume, v.ID.String(), v.Store.String(), v.Place, int64(v.Slots), v.SlotSize, v.State)
	}
	for _, r := range c.Runs {
		add(putRun, r.ID.String(), r.Stream.String(), us(r.From), us(r.To), int64(r.FirstSeq), int64(r.LastSeq), r.Open, r.KeysOnly, r.Lesser)
	}
	for _, g := range c.Gaps {
		add(putGap, g.Stream.String(), int64(g.AfterSeq), us(g.From), maybe(g.To), string(g.Cause))
	}
	for _, s := range c.Slots {
		add(putSlot, s.Volume.String(), int64(s.Number), int64(s.Use), int64(s.State), s.Stream.String(), us(s.From), us(s.To),
			int64(s.FirstSeq), int64(s.LastSeq), int64(s.Chunks), s.Bytes, s.Tally.Microseconds(), s.SHA[:], s.SM3[:], s.Reason)
	}
	for _, s := range c.Freed {
		add(`DELETE FROM slot WHERE volume = ? AND number = ? AND use_no = ?`, s.Volume.String(), int64(s.Number), int64(s.Use))
	}
	for _, t := range c.Trimmed {
		all = append(all, trim(t)...)
	}
	for _, p := range c.Pins {
		add(putPin, p.ID.String(), p.Camera.String(), us(p.Span.From), maybe(p.Span.To), us(p.Placed))
	}
	for _, id := range c.Unpinned {
		add(`DELETE FROM footage_pin WHERE id = ?`, id.String())
	}
	return x.write(ctx, all)
}

func (x *Index) write(ctx context.Context, all []statement) error {
	return x.rows.WriteApart(ctx, func(tx bun.Tx) error {
		for _, s := range all {
			if _, err := tx.ExecContext(ctx, s.query, s.args...); err != nil {
				return fmt.Errorf("write footage index: %w", err)
			}
		}
		return nil
	})
}

const (
	putStream = `INSERT INTO footage_stream (id, camera, role, class) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET camera = excluded.camera, role = excluded.role, class = excluded.class`
	putVolume = `INSERT INTO volume (id, store, place, slots, slot_size, state) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET place = excluded.place, slots = excluded.slots, state = excluded.state`
	putRun = `INSERT INTO run (id, stream, begun, ended, first_seq, last_seq, recording, keys_only, lesser)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET
			begun = CASE WHEN run.first_seq < excluded.first_seq THEN run.begun ELSE excluded.begun END,
			first_seq = CASE WHEN run.first_seq < excluded.first_seq THEN run.first_seq ELSE excluded.first_seq END,
			ended = CASE WHEN run.last_seq > excluded.last_seq THEN run.ended ELSE excluded.ended END,
			last_seq = CASE WHEN run.last_seq > excluded.last_seq THEN run.last_seq ELSE excluded.last_seq END,
			recording = excluded.recording, keys_only = excluded.keys_only, lesser = excluded.lesser`
	putGap = `INSERT INTO gap (stream, after_seq, begun, ended, cause) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (stream, after_seq, begun) DO UPDATE SET ended = excluded.ended, cause = excluded.cause`
	putSlot = `INSERT INTO slot (volume, number, use_no, state, stream, begun, ended, first_seq, last_seq, chunks,
			size, tally, sha256, sm3, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (volume, number) DO UPDATE SET use_no = excluded.use_no, state = excluded.state,
			stream = excluded.stream, begun = excluded.begun, ended = excluded.ended, first_seq = excluded.first_seq,
			last_seq = excluded.last_seq, chunks = excluded.chunks, size = excluded.size, tally = excluded.tally,
			sha256 = excluded.sha256, sm3 = excluded.sm3, reason = excluded.reason
		WHERE slot.use_no <= excluded.use_no`
	putPin = `INSERT INTO footage_pin (id, camera, begun, ended, placed) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET camera = excluded.camera, begun = excluded.begun, ended = excluded.ended, placed = excluded.placed`
)

func trim(t record.Trim) []statement {
	id, seq := t.Stream.String(), int64(t.Seq)
	if t.Seq == 0 {
		return []statement{
			{`DELETE FROM run WHERE stream = ? AND NOT recording`, []any{id}},
			{`DELETE FROM gap WHERE stream = ? AND ended IS NOT NULL`, []any{id}},
		}
	}
	return []statement{
		{`DELETE FROM run WHERE stream = ? AND last_seq < ? AND NOT recording`, []any{id, seq}},
		{`UPDATE run SET first_seq = ?, begun = ? WHERE stream = ? AND first_seq < ? AND last_seq >= ?`,
			[]any{seq, us(t.From), id, seq, seq}},
		{`DELETE FROM gap WHERE stream = ? AND after_seq < ? AND ended IS NOT NULL`, []any{id, seq}},
	}
}

// Clear implements record.Index.
func (x *Index) Clear(ctx context.Context) error {
	return x.write(ctx, []statement{
		{query: `DELETE FROM run`}, {query: `DELETE FROM gap`}, {query: `DELETE FROM slot`}, {query: `DELETE FROM volume`},
	})
}

func us(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func maybe(t time.Time) sql.NullInt64 { return sql.NullInt64{Int64: us(t), Valid: !t.IsZero()} }

func at(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// far stands for the end of an open span.
const far = int64(1) << 62

func bounds(s shiheng.Span) (from, to int64) {
	to = far
	if !s.Open() {
		to = us(s.To)
	}
	return us(s.From), to
}

// list runs a query and scans each row by scan.
func list[T any](ctx context.Context, x *Index, scan func(*sql.Rows, *T) error, query string, args ...any) ([]T, error) {
	found, err := x.rows.Reader().QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read footage index: %w", err)
	}
	var out []T
	for found.Next() {
		var v T
		if err := scan(found, &v); err != nil {
			return nil, errors.Join(fmt.Errorf("read footage index: %w", err), found.Close())
		}
		out = append(out, v)
	}
	if err := errors.Join(found.Err(), found.Close()); err != nil {
		return nil, fmt.Errorf("read footage index: %w", err)
	}
	return out, nil
}
