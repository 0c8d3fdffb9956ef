package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/backup"
	"shiheng.internal/store/rows"
)

// The settings of backups that the platform makes by itself.
const (
	backupDirectory = "backup.directory"
	backupKeyOf     = "backup.key"
	backupHours     = "backup.hours"
)

func backupKnobs() []knob {
	return []knob{{
		key: backupDirectory, otherwise: `""`, check: backupPlace,
		zh: "自动备份的目录（绝对路径，在数据目录之外，最好在另一台机器上）；留空则不自动备份。目录中的旧备份由单位按规定清理",
		en: "Directory of automatic backups (an absolute path outside the data directory, best on another machine); empty: none are made. Old ones in it are removed by the unit's own rules",
	}, {
		key: backupKeyOf, otherwise: `""`, check: backupRecipient,
		zh: "自动备份的密封公钥：由两名保管人执行 shiheng backup key 生成；只能密封，不能打开",
		en: "Key that automatic backups are sealed for: the two custodians make it with shiheng backup key; it seals and does not open",
	}, {
		key: backupHours, otherwise: `24`, check: within(1, 24*31),
		zh: "最近一次备份最多相隔多少小时，超过的提示事件",
		en: "Hours that the last backup may be old at most; an incident when it is older",
	}}
}

func backupPlace(v json.RawMessage) error {
	var dir string
	if err := json.Unmarshal(v, &dir); err != nil || dir != "" && !filepath.IsAbs(dir) {
		return shiheng.Invalid("backup.directory").From(err)
	}
	return nil
}

func backupRecipient(v json.RawMessage) error {
	var key string
	if err := json.Unmarshal(v, &key); err != nil {
		return shiheng.Invalid("backup.key").From(err)
	}
	if key == "" {
		return nil
	}
	_, err := backup.ParseRecipient(key)
	return err
}

// When the platform looks whether a backup is due: one is begun when the last
// has three quarters of the age it may reach; what failed is tried again later.
const (
	backupLook  = time.Minute
	backupRetry = 15 * time.Minute
)

// backups makes backups as the settings say. Safe for concurrent use; Run must
// run.
type backups struct {
	house *House
	now   func() time.Time

	mu     sync.Mutex
	order  backupPlan // as last read; guarded by mu
	last   time.Time  // when the newest backup began; guarded by mu
	failed error      // of the last try; guarded by mu
	tried  time.Time  // guarded by mu
}

// A backupPlan is what the settings say.
type backupPlan struct {
	dir, key string
	hours    int
}

func (p backupPlan) on() bool               { return p.dir != "" && p.key != "" }
func (p backupPlan) within() time.Duration  { return time.Duration(p.hours) * time.Hour }
func (p backupPlan) overdue() time.Duration { return p.within() / 4 * 3 }

// Run makes backups until ctx ends.
func (b *backups) Run(ctx context.Context) error {
	tick := time.NewTicker(backupLook)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := b.look(ctx); err != nil && ctx.Err() == nil {
			b.house.log.ErrorContext(ctx, "no backup was made", slog.Any("error", err))
		}
	}
}

// look makes a backup when one is due.
func (b *backups) look(ctx context.Context) error {
	p, err := b.plan(ctx)
	if err != nil {
		return err
	}
	newest, began := newestBackup(p.dir)
	now := b.now()
	b.mu.Lock()
	due := p.on() && now.Sub(began) >= p.overdue() && now.Sub(b.tried) >= backupRetry
	b.order, b.last = p, began
	if due {
		b.tried = now
	}
	b.mu.Unlock()
	if !due {
		return nil
	}
	made, err := b.make(ctx, p, newest, now)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failed = err; err == nil {
		b.last, b.tried = made.Began, time.Time{}
	}
	return err
}

func (b *backups) make(ctx context.Context, p backupPlan, previous string, now time.Time) (Backup, error) {
	r, err := backup.ParseRecipient(p.key)
	if err != nil {
		return Backup{}, err
	}
	if info, err := os.Stat(p.dir); err != nil || !info.IsDir() { // a disk that is not mounted: nothing is made in its place
		return Backup{}, shiheng.Unavailable("store.disk", "path", p.dir).From(err)
	}
	return b.house.backup(ctx, BackupOrder{To: filepath.Join(p.dir, now.UTC().Format("20060102-150405")), Recipient: r, Previous: previous})
}

// plan reads the settings.
func (b *backups) plan(ctx context.Context) (p backupPlan, err error) {
	p.hours = 24
	settings := rows.NewSettings(b.house.db)
	for key, to := range map[string]any{backupDirectory: &p.dir, backupKeyOf: &p.key, backupHours: &p.hours} {
		got, err := settings.Get(ctx, key)
		if errors.Is(err, shiheng.ErrNotFound) {
			continue
		}
		if err == nil {
			err = json.Unmarshal(got.Value, to)
		}
		if err != nil {
			return p, fmt.Errorf("setting %s: %w", key, err)
		}
	}
	return p, nil
}

// newestBackup finds the newest whole backup of a directory, by when it began.
func newestBackup(dir string) (path string, began time.Time) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", began
	}
	for _, e := range entries {
		if m, err := backup.ReadManifest(filepath.Join(dir, e.Name())); err == nil && m.Began.After(began) {
			path, began = filepath.Join(dir, e.Name()), m.Began
		}
	}
	return path, began
}

// old is the incident of a last backup that is older than the settings allow.
func (b *backups) old() (c condition, holds bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.order.on() || b.now().Sub(b.last) <= b.order.within() {
		return c, false
	}
	params := map[string]string{"last": "—", "hours": strconv.Itoa(b.order.hours), "dir": b.order.dir, "error": ""}
	if !b.last.IsZero() {
		params["last"] = b.last.UTC().Format(time.RFC3339)
	}
	if b.failed != nil {
		params["error"] = b.failed.Error()
	}
	return condition{code: "backup.old", record: true, after: backupLook, params: params}, true
}
