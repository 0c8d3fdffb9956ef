package rows_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
	"shiheng.internal/store/rows"
)

// meanwhile is a store in which something happens between the commit of a
// grant and its answer.
type meanwhile struct {
	access.Store
	happens func()
}

// Write implements [access.Store].
func (m meanwhile) Write(ctx context.Context, f func(access.Tx) error) error {
	err := m.Store.Write(ctx, f)
	m.happens()
	return err
}

// TestRoleWithdrawnWhileMinting: a role that is taken away while the grant is
// being committed, behind the reading of rights, ends it as soon as any other.
func TestRoleWithdrawnWhileMinting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, sqliteURL(t), false)
		w.clock.Tick()
		_, _, c := w.site("桥")
		_ = w.person("admin", watch(identity.SystemAdministrator, identity.Target{})) // stays
		p := w.person("keeper", watch(identity.WatchKeeper, identity.Target{Camera: c.ID}))
		var s *access.Service
		happened := false
		store := meanwhile{w.grants, func() {
			if happened {
				return
			}
			happened = true
			w.set(t.Context(), house, p.Account.ID, nil)
			s.RightsChanged(p.Account.ID)
			synctest.Wait() // the service has looked at it
		}}
		s, err := access.New(access.Config{Store: store, Log: w.log, People: w.identity, Cameras: rows.NewRegistry(w.db), Units: w.party.Read(), Law: w.law, Clauses: w.clauses, Now: w.clock.Now})
		w.ok(err)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.Run(ctx) }()
		defer func() {
			stop()
			w.ok(<-done)
		}()
		time.Sleep(3 * time.Second) // bubble time: the first look at everything is over
		g, err := s.Open(t.Context(), access.Request{Principal: p, Act: shiheng.ActLive, Cameras: []shiheng.CameraID{c.ID}})
		w.ok(err)
		under, end, err := s.Watch(t.Context(), g.ID)
		if err != nil {
			return // ended already
		}
		defer end()
		began := time.Now()
		<-under.Done()
		if took := time.Since(began); took > time.Second {
			t.Errorf("the grant ran on for %v without its role", took)
		}
	})
}
