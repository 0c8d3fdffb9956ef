package rows

import (
	"context"
	"encoding/json"
	"regexp"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Settings keeps what may be changed while the house runs. Each change is
// written together with its event.
type Settings struct{ db *DB }

// NewSettings returns the settings kept in db.
func NewSettings(db *DB) *Settings { return &Settings{db} }

// A Setting is one value by name. Version grows with each change; 0 means it
// was never set.
type Setting struct {
	Name      string            `json:"name"`
	Value     json.RawMessage   `json:"value"`
	ChangedAt time.Time         `json:"changedAt,omitzero"`
	ChangedBy shiheng.AccountID `json:"changedBy,omitzero"`
	Version   int64             `json:"version"`
	// Secret: the event says that it was changed, not to what. Only written.
	Secret bool `json:"-"`
}

var settingName = regexp.MustCompile(`^[a-z][a-z0-9.-]{1,63}$`)

// maxSetting bounds one value, in bytes.
const maxSetting = 64 << 10

const settingColumns = `name, value, changed_at, changed_by, version`

func scanSetting(r row) (s Setting, err error) {
	var value string
	err = r.Scan(&s.Name, &value, instant{&s.ChangedAt}, &s.ChangedBy, &s.Version)
	s.Value = json.RawMessage(value)
	return s, err
}

// Get returns one setting, or ErrNotFound.
func (s *Settings) Get(ctx context.Context, name string) (Setting, error) {
	v, err := scanSetting(s.db.read.QueryRowContext(ctx, "SELECT "+settingColumns+" FROM setting WHERE name = ?", name))
	return v, s.db.lookup(err, "setting")
}

// All returns every setting that was set, by name.
func (s *Settings) All(ctx context.Context) ([]Setting, error) {
	items, err := list(ctx, s.db.read, scanSetting, "SELECT "+settingColumns+" FROM setting ORDER BY name")
	return items, s.db.fault(err)
}

// Put stores a setting of the version that was read (0 for one never set) and
// its event. The value stands in the event; no secret is ever a setting.
func (s *Settings) Put(ctx context.Context, actor audit.Actor, v Setting) (Setting, error) {
	if !settingName.MatchString(v.Name) || len(v.Value) > maxSetting || !json.Valid(v.Value) {
		return Setting{}, shiheng.Invalid("setting.value", "name", v.Name)
	}
	now := s.db.now().UTC().Truncate(time.Microsecond)
	err := s.db.Write(ctx, func(tx bun.Tx) error {
		res, err := tx.ExecContext(ctx, `INSERT INTO setting (name, value, changed_at, changed_by, version) VALUES (?, ?, ?, ?, 1)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
				changed_by = excluded.changed_by, version = setting.version + 1
			WHERE setting.version = ?`, v.Name, string(v.Value), usec(now), actor.Account, v.Version)
		if err := changed(res, err, shiheng.Conflict("setting.changed", "name", v.Name)); err != nil {
			return err
		}
		e := audit.New(now, actor, audit.SettingChange, audit.Object{Kind: "setting", ID: v.Name})
		if !v.Secret {
			e = e.With("value", string(v.Value))
		}
		return Append(ctx, tx, e)
	})
	if err != nil {
		return Setting{}, err
	}
	return s.Get(ctx, v.Name)
}
