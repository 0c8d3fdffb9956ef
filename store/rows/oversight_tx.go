package rows

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/oversight"
)

// oversightTx implements oversight.Tx.
type oversightTx struct {
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
}

// Latest implements oversight.Tx.
func (t oversightTx) Latest(a oversight.Alarm) (oversight.Alarm, error) {
	got, err := scanAlarm(t.tx.QueryRowContext(t.ctx, "SELECT "+alarmColumns+` FROM oversight_alarm
		WHERE account = ? AND pattern = ? AND week = ? AND about = ? ORDER BY id DESC LIMIT 1`, a.Account, a.Pattern, a.Week.String(), text(a.About)))
	return got, none(err, "alarm")
}

// InsertAlarm implements oversight.Tx.
func (t oversightTx) InsertAlarm(a oversight.Alarm) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO oversight_alarm (id, account, pattern, week, about, value, peers, at, verdict, note)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '')`, a.ID, a.Account, a.Pattern, a.Week.String(), text(a.About), a.Value, a.Peers, usec(a.At))
	return err
}

// RefigureAlarm implements oversight.Tx.
func (t oversightTx) RefigureAlarm(id oversight.AlarmID, value, peers float64) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE oversight_alarm SET value = ?, peers = ? WHERE id = ? AND verdict = ''", value, peers, id)
	return err
}

// Alarm implements oversight.Tx.
func (t oversightTx) Alarm(id oversight.AlarmID) (oversight.Alarm, error) {
	a, err := scanAlarm(t.tx.QueryRowContext(t.ctx, "SELECT "+alarmColumns+" FROM oversight_alarm WHERE id = ?", id))
	return a, none(err, "alarm")
}

// Sample implements oversight.Tx.
func (t oversightTx) Sample(seq int64) (oversight.Sample, error) {
	m, err := scanSample(t.tx.QueryRowContext(t.ctx, "SELECT "+sampleColumns+" FROM oversight_sample WHERE seq = ?", seq))
	return m, none(err, "sample")
}

// DecideAlarm implements oversight.Tx.
func (t oversightTx) DecideAlarm(id oversight.AlarmID, d oversight.Decision) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE oversight_alarm SET verdict = ?, note = ?, decided_by = ?, decided = ? WHERE id = ? AND verdict = ''",
		d.Verdict, text(d.Note), d.By, usec(d.At), id)
	return changed(res, err, shiheng.Conflict("oversight.decided"))
}

// OpenSample implements oversight.Tx.
func (t oversightTx) OpenSample(seq int64, at time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE oversight_sample SET opened = ? WHERE seq = ? AND opened IS NULL", usec(at), seq)
	return err
}

// DecideSample implements oversight.Tx.
func (t oversightTx) DecideSample(seq int64, d oversight.Decision) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE oversight_sample SET verdict = ?, note = ?, decided_by = ?, decided = ? WHERE seq = ? AND verdict = ''",
		d.Verdict, text(d.Note), d.By, usec(d.At), seq)
	return changed(res, err, shiheng.Conflict("oversight.decided"))
}

// Drawn implements oversight.Tx.
func (t oversightTx) Drawn() (law.Day, error) {
	var day string
	err := t.tx.QueryRowContext(t.ctx, "SELECT drawn FROM oversight_mark WHERE id = 1").Scan(&day)
	if err != nil || day == "" {
		return law.Day{}, err
	}
	return law.ParseDay(day)
}

// Draw implements oversight.Tx. Both engines draw with a generator that is
// seeded by the operating system.
func (t oversightTx) Draw(week law.Day, share float64, at time.Time) (int, error) {
	const acts = " FROM audit_event WHERE account IS NOT NULL AND outcome = 'granted' AND act IN (?) AND at >= ? AND at < ?"
	args := []any{looked(), week.Start().UnixMicro(), week.Add(7).Start().UnixMicro()}
	var all int
	if err := t.tx.QueryRowContext(t.ctx, "SELECT count(*)"+acts, args...).Scan(&all); err != nil {
		return 0, err
	}
	n := int(math.Ceil(float64(all) * share))
	drawn, err := list(t.ctx, t.tx, func(r row) (seq int64, err error) { return seq, r.Scan(&seq) },
		"SELECT seq"+acts+" ORDER BY random() LIMIT ?", append(args, n)...)
	if err != nil {
		return 0, err
	}
	for _, seq := range drawn {
		_, err := t.tx.ExecContext(t.ctx, "INSERT INTO oversight_sample (seq, week, drawn, verdict, note) VALUES (?, ?, ?, '', '') ON CONFLICT DO NOTHING",
			seq, week.String(), usec(at))
		if err != nil {
			return 0, err
		}
	}
	_, err = t.tx.ExecContext(t.ctx, "UPDATE oversight_mark SET drawn = ? WHERE id = 1", week.String())
	return len(drawn), err
}

// PutCanary implements oversight.Tx.
func (t oversightTx) PutCanary(c oversight.Canary) error {
	var there bool
	if err := t.tx.QueryRowContext(t.ctx, "SELECT EXISTS (SELECT 1 FROM camera WHERE id = ?)", c.Camera).Scan(&there); err != nil {
		return err
	}
	if !there {
		return shiheng.NotFound("camera.none", "camera", c.Camera.String())
	}
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO oversight_canary (camera, note, set_by, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (camera) DO UPDATE SET note = excluded.note`, c.Camera, text(c.Note), c.By, usec(c.At))
	return err
}

// DropCanary implements oversight.Tx.
func (t oversightTx) DropCanary(camera shiheng.CameraID) (bool, error) {
	res, err := t.tx.ExecContext(t.ctx, "DELETE FROM oversight_canary WHERE camera = ?", camera)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Touched implements oversight.Tx. What was done before a camera became a
// canary is nobody's fault.
func (t oversightTx) Touched(limit int) ([]oversight.Touch, error) {
	var from, to int64
	if err := t.tx.QueryRowContext(t.ctx, "SELECT seq FROM oversight_mark WHERE id = 1").Scan(&from); err != nil {
		return nil, err
	}
	if err := t.tx.QueryRowContext(t.ctx, "SELECT coalesce(max(seq), 0) FROM audit_event").Scan(&to); err != nil {
		return nil, err
	}
	out, err := list(t.ctx, t.tx, func(r row) (h oversight.Touch, err error) {
		return h, r.Scan(&h.Seq, &h.Account, &h.Camera, instant{&h.At})
	}, `SELECT e.seq, e.account, y.camera, e.at FROM oversight_canary y JOIN audit_camera c ON c.camera = y.camera AND c.seq > ?
			JOIN audit_event e ON e.seq = c.seq AND e.account IS NOT NULL AND e.act IN (?) AND e.at >= y.at
		ORDER BY e.seq LIMIT ?`, from, bun.List([]audit.Act{
		audit.FootageLive, audit.FootageTest, audit.FootagePlayback, audit.FootageSnapshot, audit.FootageExport,
	}), limit)
	if err != nil {
		return nil, err
	}
	if len(out) == limit { // the last act may have touched more than were read
		to = out[limit-1].Seq - 1
		out = slices.DeleteFunc(out, func(h oversight.Touch) bool { return h.Seq > to })
	}
	if to > from {
		_, err = t.tx.ExecContext(t.ctx, "UPDATE oversight_mark SET seq = ? WHERE id = 1", to)
	}
	return out, err
}

// Append implements oversight.Tx.
func (t oversightTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }
