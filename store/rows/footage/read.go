package footage

import (
	"context"
	"database/sql"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/record"
)

// Streams implements record.Index.
func (x *Index) Streams(ctx context.Context, camera shiheng.CameraID) ([]record.Stream, error) {
	query, args := `SELECT id, camera, role, class FROM footage_stream ORDER BY id`, []any(nil)
	if !camera.IsZero() {
		query = `SELECT id, camera, role, class FROM footage_stream WHERE camera = ? ORDER BY id`
		args = []any{camera.String()}
	}
	return list(ctx, x, func(r *sql.Rows, s *record.Stream) error {
		return r.Scan(&s.ID, &s.Camera, &s.Role, &s.Class)
	}, query, args...)
}

// Volumes implements record.Index.
func (x *Index) Volumes(ctx context.Context) ([]record.VolumeRow, error) {
	return list(ctx, x, func(r *sql.Rows, v *record.VolumeRow) error {
		return r.Scan(&v.ID, &v.Store, &v.Place, &v.Slots, &v.SlotSize, &v.State)
	}, `SELECT id, store, place, slots, slot_size, state FROM volume ORDER BY id`)
}

// Pins implements record.Index.
func (x *Index) Pins(ctx context.Context) ([]record.Pin, error) {
	return list(ctx, x, func(r *sql.Rows, p *record.Pin) error {
		var from, placed int64
		var to sql.NullInt64
		err := r.Scan(&p.ID, &p.Camera, &from, &to, &placed)
		p.Span, p.Placed = shiheng.Span{From: at(from), To: at(to.Int64)}, at(placed)
		return err
	}, `SELECT id, camera, begun, ended, placed FROM footage_pin ORDER BY id`)
}

const runColumns = `SELECT id, stream, begun, ended, first_seq, last_seq, recording, keys_only, lesser FROM run `

func scanRun(r *sql.Rows, v *record.RunRow) error {
	var from, to int64
	err := r.Scan(&v.ID, &v.Stream, &from, &to, &v.FirstSeq, &v.LastSeq, &v.Open, &v.KeysOnly, &v.Lesser)
	v.From, v.To = at(from), at(to)
	return err
}

// Runs implements record.Index.
func (x *Index) Runs(ctx context.Context, stream shiheng.StreamID, span shiheng.Span, from uint64, limit int) ([]record.RunRow, error) {
	a, b := bounds(span)
	return list(ctx, x, scanRun, runColumns+`WHERE stream = ? AND first_seq >= ? AND ended > ? AND begun < ?
		ORDER BY first_seq LIMIT ?`, stream.String(), int64(from), a, b, limit)
}

// LastRun implements record.Index.
func (x *Index) LastRun(ctx context.Context, stream shiheng.StreamID) (record.RunRow, error) {
	rows, err := list(ctx, x, scanRun, runColumns+`WHERE stream = ? ORDER BY last_seq DESC LIMIT 1`, stream.String())
	if err == nil && len(rows) == 0 {
		err = shiheng.NotFound("run", "stream", stream.String())
	}
	if err != nil {
		return record.RunRow{}, err
	}
	return rows[0], nil
}

// OpenRuns implements record.Index.
func (x *Index) OpenRuns(ctx context.Context) ([]record.RunRow, error) {
	return list(ctx, x, scanRun, runColumns+`WHERE recording ORDER BY id`)
}

const gapColumns = `SELECT stream, after_seq, begun, ended, cause FROM gap `

func scanGap(r *sql.Rows, g *record.GapRow) error {
	var from int64
	var to sql.NullInt64
	err := r.Scan(&g.Stream, &g.AfterSeq, &from, &to, &g.Cause)
	g.From, g.To = at(from), at(to.Int64)
	return err
}

// Gaps implements record.Index.
func (x *Index) Gaps(ctx context.Context, stream shiheng.StreamID, span shiheng.Span, from uint64, limit int) ([]record.GapRow, error) {
	a, b := bounds(span)
	const overlap = `WHERE stream = ? AND (ended IS NULL OR ended > ?) AND begun < ? `
	out, err := list(ctx, x, scanGap, gapColumns+overlap+`AND after_seq >= ? ORDER BY after_seq, begun LIMIT ?`,
		stream.String(), a, b, int64(from), limit)
	if err != nil || len(out) < limit || limit == 0 {
		return out, err
	}
	last := out[len(out)-1] // gaps behind the same chunk are never parted
	more, err := list(ctx, x, scanGap, gapColumns+overlap+`AND after_seq = ? AND begun > ? ORDER BY begun`,
		stream.String(), a, b, int64(last.AfterSeq), us(last.From))
	return append(out, more...), err
}

// GapsOf implements record.Index.
func (x *Index) GapsOf(ctx context.Context, cause record.Cause, behind record.GapRow, limit int) ([]record.GapRow, error) {
	const order = ` ORDER BY begun, stream LIMIT ?`
	if behind.Stream.IsZero() {
		return list(ctx, x, scanGap, gapColumns+`WHERE cause = ?`+order, string(cause), limit)
	}
	from := us(behind.From)
	return list(ctx, x, scanGap, gapColumns+`WHERE cause = ? AND (begun > ? OR begun = ? AND stream > ?)`+order,
		string(cause), from, from, behind.Stream.String(), limit)
}

// LastGap implements record.Index.
func (x *Index) LastGap(ctx context.Context, stream shiheng.StreamID) (record.GapRow, error) {
	rows, err := list(ctx, x, scanGap, gapColumns+`WHERE stream = ? ORDER BY after_seq DESC, begun DESC LIMIT 1`, stream.String())
	if err == nil && len(rows) == 0 {
		err = shiheng.NotFound("gap", "stream", stream.String())
	}
	if err != nil {
		return record.GapRow{}, err
	}
	return rows[0], nil
}

const slotColumns = `SELECT volume, number, use_no, state, stream, begun, ended, first_seq, last_seq, chunks, size, tally,
	sha256, sm3, reason FROM slot `

func scanSlot(r *sql.Rows, s *record.SlotRow) error {
	var from, to, tally int64
	var sha, gm []byte
	err := r.Scan(&s.Volume, &s.Number, &s.Use, &s.State, &s.Stream, &from, &to, &s.FirstSeq, &s.LastSeq, &s.Chunks,
		&s.Bytes, &tally, &sha, &gm, &s.Reason)
	s.From, s.To, s.Tally = at(from), at(to), time.Duration(tally)*time.Microsecond
	copy(s.SHA[:], sha)
	copy(s.SM3[:], gm)
	return err
}

// Slots implements record.Index.
func (x *Index) Slots(ctx context.Context, volume shiheng.VolumeID, from uint32, limit int) ([]record.SlotRow, error) {
	return list(ctx, x, scanSlot, slotColumns+`WHERE volume = ? AND number >= ? ORDER BY number LIMIT ?`,
		volume.String(), int64(from), limit)
}

// CountSlots implements record.Index.
func (x *Index) CountSlots(ctx context.Context, volume shiheng.VolumeID) (int, error) {
	n, err := list(ctx, x, func(r *sql.Rows, n *int) error { return r.Scan(n) },
		`SELECT count(*) FROM slot WHERE volume = ?`, volume.String())
	if err != nil {
		return 0, err
	}
	return n[0], nil
}

// StreamSlots implements record.Index.
func (x *Index) StreamSlots(ctx context.Context, volume shiheng.VolumeID, stream shiheng.StreamID, span shiheng.Span) ([]record.SlotRow, error) {
	a, b := bounds(span)
	return list(ctx, x, scanSlot, slotColumns+`WHERE volume = ? AND stream = ? AND ended > ? AND begun < ? ORDER BY first_seq`,
		volume.String(), stream.String(), a, b)
}
