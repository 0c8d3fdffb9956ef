package rows

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
)

const keyColumns = `k.id, k.account, k.kind, k.name, k.mark, k.material, k.counter, k.until_at, k.by_account, k.created_at, k.used_at, k.stopped_at`

func keyInto(k *identity.Key) []any {
	return []any{
		&k.ID, &k.Account, &k.Kind, &k.Name, &k.Mark, &k.Material, &k.Counter, instant{&k.Until}, &k.By,
		instant{&k.Created}, instant{&k.Used}, instant{&k.Stopped},
	}
}

func scanKey(r row) (k identity.Key, err error) { return k, scanInto(r, keyInto(&k)) }

const keysOf = "SELECT " + keyColumns + " FROM account_key k WHERE k.account = ? ORDER BY k.id"

// Keys implements identity.Store.
func (i *Identity) Keys(ctx context.Context, id shiheng.AccountID) ([]identity.Key, error) {
	items, err := list(ctx, i.db.read, scanKey, keysOf, id)
	return items, i.db.fault(err)
}

// KeyByMark implements identity.Store.
func (i *Identity) KeyByMark(ctx context.Context, kind identity.KeyKind, mark string) (k identity.Key, a identity.Account, err error) {
	err = i.db.read.QueryRowContext(ctx, "SELECT "+keyColumns+", "+accountColumns+` FROM account_key k JOIN account a ON a.id = k.account
		WHERE k.kind = ? AND k.mark = ?`, string(kind), mark).Scan(append(keyInto(&k), accountInto(&a)...)...)
	return k, a, i.db.lookup(err, "key")
}

func (t identityTx) Keys(id shiheng.AccountID) ([]identity.Key, error) {
	return list(t.ctx, t.tx, scanKey, keysOf, id)
}

func (t identityTx) Key(id identity.KeyID) (k identity.Key, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT "+keyColumns+" FROM account_key k WHERE k.id = ?", id).Scan(keyInto(&k)...)
	return k, t.db.lookup(err, "key")
}

func (t identityTx) InsertKey(k identity.Key) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO account_key
		(id, account, kind, name, mark, material, counter, until_at, by_account, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		k.ID, k.Account, string(k.Kind), text(k.Name), k.Mark, k.Material, k.Counter, usec(k.Until), k.By, usec(k.Created))
	if err != nil && t.db.engine.kind(err) == taken {
		return shiheng.Conflict("key.taken")
	}
	return err
}

func (t identityTx) UpdateKey(k identity.Key) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE account_key SET name = ?, stopped_at = ? WHERE id = ?", text(k.Name), usec(k.Stopped), k.ID)
	return changed(res, err, shiheng.NotFound("key.none"))
}

func (t identityTx) DropKey(id identity.KeyID) error {
	res, err := t.tx.ExecContext(t.ctx, "DELETE FROM account_key WHERE id = ?", id)
	return changed(res, err, shiheng.NotFound("key.none"))
}

func (t identityTx) UseKey(id identity.KeyID, counter int64, at time.Time) (bool, error) {
	return t.one(`UPDATE account_key SET counter = ?, used_at = ? WHERE id = ? AND stopped_at IS NULL AND (counter < ? OR counter = 0 AND ? = 0)`,
		counter, usec(at), id, counter, counter)
}

func (t identityTx) SpendChallenge(id string, until time.Time) (bool, error) {
	return t.one("INSERT INTO spent_challenge (id, until_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", id, usec(until))
}

func (t identityTx) ForgetChallenges(now time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM spent_challenge WHERE until_at <= ?", usec(now))
	return err
}
