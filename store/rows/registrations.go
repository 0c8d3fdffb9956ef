package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/registry"
)

// Registrations keeps the bindings of signalling peers over a restart, so that
// a keepalive from one of them brings it back without a new REGISTER.
type Registrations struct{ db *DB }

// NewRegistrations returns the bindings kept in db.
func NewRegistrations(db *DB) *Registrations { return &Registrations{db} }

// Save stores and removes bindings, all in one transaction. Callers gather a
// second's worth: losing the last of them in a crash costs one re-registration.
func (r *Registrations) Save(ctx context.Context, save []registry.Registration, gone []string) error {
	if len(save)+len(gone) == 0 {
		return nil
	}
	return r.db.WriteApart(ctx, func(tx bun.Tx) error {
		for _, b := range save {
			_, err := tx.ExecContext(ctx, `INSERT INTO registration
				(code, source, contact, local, transport, network, agent, version, registered, expires)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (code) DO UPDATE SET source = excluded.source, contact = excluded.contact, local = excluded.local,
					transport = excluded.transport, network = excluded.network, agent = excluded.agent,
					version = excluded.version, registered = excluded.registered, expires = excluded.expires`,
				text(b.Code), text(b.Source), text(b.Contact), text(b.Local), b.Transport, text(b.Network),
				text(b.UserAgent), text(b.Version), b.Registered.UnixMicro(), b.Expires.UnixMicro())
			if err != nil {
				return err
			}
		}
		if len(gone) == 0 {
			return nil
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM registration WHERE code IN (?)", bun.List(gone))
		return err
	})
}

// Load returns every binding, for the start.
func (r *Registrations) Load(ctx context.Context) ([]registry.Registration, error) {
	items, err := list(ctx, r.db.read, func(from row) (b registry.Registration, err error) {
		return b, from.Scan(&b.Code, &b.Source, &b.Contact, &b.Local, &b.Transport, &b.Network, &b.UserAgent, &b.Version,
			instant{&b.Registered}, instant{&b.Expires})
	}, "SELECT code, source, contact, local, transport, network, agent, version, registered, expires FROM registration ORDER BY code")
	return items, r.db.fault(err)
}
