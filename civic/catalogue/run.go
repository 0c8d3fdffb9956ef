package catalogue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// probeEvery is how often the connection of the systems is measured.
const probeEvery = time.Minute

// testLimit bounds one interface test.
const testLimit = 3 * time.Minute

// A running test is on its way to Run.
type running struct {
	test  InterfaceTest
	actor audit.Actor
}

// Run measures the systems of the catalogue every minute and makes the
// interface tests that were asked for, until ctx ends. A test that is under way
// then is broken off and said to be so. It runs once.
func (s *Service) Run(ctx context.Context) error {
	if err := s.sweep(ctx); err != nil {
		s.cfg.Log.ErrorContext(ctx, "interrupted interface tests not closed", slog.Any("error", err))
	}
	var work sync.WaitGroup
	defer work.Wait()
	for range testsAtOnce {
		work.Go(func() {
			for {
				select {
				case r := <-s.tests:
					s.test(ctx, r)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	tick := time.NewTicker(probeEvery)
	defer tick.Stop()
	for {
		if err := s.Probe(ctx); err != nil && ctx.Err() == nil {
			s.cfg.Log.ErrorContext(ctx, "connections not measured", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Probe measures the systems of the published catalogue once. Each change of a
// link is on record, with what is lacking.
func (s *Service) Probe(ctx context.Context) error {
	seen, err := s.cfg.Prober.Probe(ctx)
	if err != nil {
		return fmt.Errorf("probe connections: %w", err)
	}
	for cursor := ""; ; {
		page, err := s.cfg.Store.Tasks(ctx, TaskFilter{Scope: registry.Scope{All: true}}, audit.Paging{Cursor: cursor, Limit: 500})
		if err != nil {
			return fmt.Errorf("probe connections: %w", err)
		}
		if err := s.probe(ctx, page.Items, seen); err != nil {
			return fmt.Errorf("probe connections: %w", err)
		}
		if cursor = page.Next; cursor == "" {
			return nil
		}
	}
}

func (s *Service) probe(ctx context.Context, tasks []Task, seen map[shiheng.SystemID]Reach) error {
	if len(tasks) == 0 {
		return nil
	}
	systems := make([]shiheng.SystemID, len(tasks))
	for i, t := range tasks {
		systems[i] = t.System
	}
	now := s.now()
	known, err := s.cfg.Store.Known(ctx, systems)
	if err != nil {
		return err
	}
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		for _, t := range tasks {
			r := known[t.System]
			r.System, r.Peers, r.Picture = t.System, seen[t.System].Peers, seen[t.System].Picture
			was := t.Link
			changed := t.Take(r, now)
			if err := tx.PutTask(t); err != nil {
				return err
			}
			if !changed {
				continue
			}
			e := audit.New(now, audit.House("catalogue"), audit.ConnectChange, audit.On("system", t.System)).
				Because("W168/21", string(t.Link)).With("from", string(was)).With("lacking", joinLacks(t.Lacking))
			if err := tx.Append(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func joinLacks(list []Lack) string {
	out := ""
	for i, l := range list {
		if i > 0 {
			out += ","
		}
		out += string(l)
	}
	return out
}

// StartTest asks for an interface test with one camera of a system, and returns
// at once with the test that runs. Only cameras of GB/T 28181 peers can be
// tested; a peer is tested once at a time.
func (s *Service) StartTest(ctx context.Context, actor audit.Actor, camera shiheng.CameraID) (InterfaceTest, error) {
	got, err := s.cfg.Cameras.Linked(ctx, camera)
	if err != nil {
		return InterfaceTest{}, fmt.Errorf("start interface test: %w", err)
	}
	if len(got) == 0 {
		return InterfaceTest{}, shiheng.NotFound("camera.none", "camera", camera.String())
	}
	l := got[0]
	if l.Main == nil || l.Main.GB28181 == nil {
		return InterfaceTest{}, shiheng.Invalid("interface.not-gb28181").By("W168/11")
	}
	now := s.now()
	t := InterfaceTest{
		ID: shiheng.NewID[InterfaceTestID](now), System: l.System.ID, Camera: camera, Device: l.Main.GB28181.Device,
		By: actor.Account, Began: now, Verdict: Running, Steps: []InterfaceStep{},
	}
	if !s.begin(t.Device) {
		return InterfaceTest{}, shiheng.Conflict("interface.under-test")
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.InsertTest(t); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.InterfaceTest, audit.On("interface-test", t.ID)).About(camera).
			Because("W168/11", "begin").With("system", t.System.String()))
	})
	if err == nil {
		select {
		case s.tests <- running{t, actor}:
			return t, nil
		default:
			err = errors.Join(shiheng.Exhausted("interface.busy"), s.close(context.WithoutCancel(ctx), t, BrokenOff))
		}
	}
	s.end(t.Device)
	return InterfaceTest{}, fmt.Errorf("start interface test: %w", err)
}

func (s *Service) begin(d shiheng.DeviceID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.testing[d] {
		return false
	}
	s.testing[d] = true
	return true
}

func (s *Service) under(d shiheng.DeviceID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.testing[d]
}

func (s *Service) end(d shiheng.DeviceID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.testing, d)
}

// test makes one test, keeps each step as it comes, and has its report issued
// and filed.
func (s *Service) test(ctx context.Context, r running) {
	defer s.end(r.test.Device)
	t := r.test
	limited, cancel := context.WithTimeout(ctx, testLimit)
	defer cancel()
	verdict, err := s.cfg.Tester.TestInterface(limited, t.Camera, func(step InterfaceStep) {
		t.Steps = append(t.Steps, step)
		if err := s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.UpdateTest(t) }); err != nil {
			s.cfg.Log.WarnContext(ctx, "step of an interface test not kept", slog.Any("error", err))
		}
	})
	if err != nil || limited.Err() != nil {
		verdict = BrokenOff
		s.cfg.Log.WarnContext(ctx, "interface test broken off", slog.Any("error", errors.Join(err, limited.Err())))
	}
	if err := s.close(context.WithoutCancel(ctx), t, verdict); err != nil {
		s.cfg.Log.ErrorContext(ctx, "interface test not closed", slog.Any("error", err))
		return
	}
	if verdict == BrokenOff {
		return
	}
	if _, err := s.Report(context.WithoutCancel(ctx), r.actor, t.ID); err != nil { // it can be asked for later
		s.cfg.Log.ErrorContext(ctx, "interface test not reported", slog.Any("error", err))
	}
}

// close writes how a test ended, with the digest of its steps on record.
func (s *Service) close(ctx context.Context, t InterfaceTest, v Verdict) error {
	t.Ended, t.Verdict = s.now(), v
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.UpdateTest(t); err != nil {
			return err
		}
		return tx.Append(audit.New(t.Ended, audit.House("catalogue"), audit.InterfaceTest, audit.On("interface-test", t.ID)).
			About(t.Camera).Because("W168/11", string(v)).With("system", t.System.String()).With("sha256", t.sum().String()))
	})
}

// sweep closes the tests that a restart broke off; those that were asked for
// meanwhile are left alone.
func (s *Service) sweep(ctx context.Context) error {
	var left []InterfaceTest
	err := s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		left, err = tx.RunningTests()
		return err
	})
	for _, t := range left {
		if s.under(t.Device) {
			continue
		}
		err = errors.Join(err, s.close(ctx, t, BrokenOff))
	}
	return err
}
