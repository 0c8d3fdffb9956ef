package custody

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// A job is an export that is being made.
type job struct {
	cancel context.CancelCauseFunc
	began  time.Time
	doing  ExportProgress // guarded by the service's mu
	first  int64          // bytes that were there when it began; guarded by the service's mu
}

// ExportProgress is how far the making is.
type ExportProgress struct {
	Stage  string `json:"stage" enum:"waiting,footage,log,witness,stamp,sealing"`
	Chunks int64  `json:"chunks"`
	Bytes  int64  `json:"bytes"`
	// Left is how many seconds of making are left, by the pace so far; absent
	// while nobody can tell.
	Left int64 `json:"leftSeconds,omitempty"`
}

// Progress tells how far an export is that is being made now.
func (s *Service) Progress(e Export) (ExportProgress, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	j := s.jobs[e.ID]
	if j == nil {
		return ExportProgress{Stage: "waiting"}, e.State == Queued || e.State == Running
	}
	p := j.doing
	if done := p.Bytes - j.first; done > 0 && e.Bytes > p.Bytes {
		p.Left = int64(s.cfg.Now().Sub(j.began).Seconds() * float64(e.Bytes-p.Bytes) / float64(done))
	}
	return p, true
}

// How often Run looks by itself, and how often it looks for files to be erased.
const (
	lookEvery  = 5 * time.Second
	eraseEvery = time.Hour
)

// Run makes exports, one after the other, until ctx ends. One that was being
// made when the program ended goes on where it was.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var erased time.Time
	for {
		if now := s.cfg.Now(); now.Sub(erased) >= eraseEvery {
			erased = now
			if err := s.Expire(ctx); err != nil && ctx.Err() == nil {
				s.cfg.Log.ErrorContext(ctx, "files of exports not erased", "error", err)
			}
		}
		if err := s.Round(ctx); err != nil && ctx.Err() == nil {
			s.cfg.Log.ErrorContext(ctx, "export not made", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-s.wake:
		}
	}
}

// Round makes what is in the queue, the oldest first.
func (s *Service) Round(ctx context.Context) error {
	var failed error
	for _, e := range s.queue(ctx, &failed) {
		if ctx.Err() != nil {
			return nil
		}
		failed = errors.Join(failed, s.make(ctx, e))
	}
	return failed
}

func (s *Service) queue(ctx context.Context, failed *error) (out []Export) {
	for p := (audit.Paging{Limit: 100}); ; {
		got, err := s.cfg.Store.Exports(ctx, Filter{Scope: registry.Scope{All: true}, States: []State{Queued, Running}}, p)
		if err != nil {
			*failed = err
			return nil
		}
		out = append(out, got.Items...)
		if p.Cursor = got.Next; p.Cursor == "" {
			slices.Reverse(out)
			return out
		}
	}
}

// errCancelled ends a job that somebody called off.
var errCancelled = shiheng.Expired("evidence.cancelled")

// make makes one export. What waits for the log or the disk is tried again at
// the next round; what a rule or the footage is in the way of has failed.
func (s *Service) make(ctx context.Context, e Export) error {
	g, granted, stop, err := s.cfg.Permits.Under(ctx, e.Grant)
	if err != nil {
		return s.fail(ctx, e, err)
	}
	defer stop()
	under, cancel := context.WithCancelCause(granted)
	defer cancel(nil)
	j := &job{cancel: cancel, began: s.cfg.Now(), doing: ExportProgress{Stage: "footage"}}
	s.mu.Lock()
	s.jobs[e.ID] = j
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.jobs, e.ID)
		s.mu.Unlock()
	}()
	if e.State == Queued {
		e, err = s.change(ctx, audit.Event{}, e.ID, 0, func(_ Tx, e *Export, _ *audit.Event) error { return e.move(Begin) })
	}
	if err == nil {
		err = s.write(under, e, g, j)
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil: // the program ends
		return nil
	case errors.Is(err, shiheng.ErrConflict) && s.over(ctx, e.ID):
		return s.cfg.Maker.Erase(e.ID)
	case under.Err() != nil:
		err = context.Cause(under)
	}
	if errors.Is(err, errCancelled) {
		return s.cfg.Maker.Erase(e.ID)
	}
	if later(err) {
		return err
	}
	return s.fail(ctx, e, err)
}

// over reports whether an export was called off meanwhile.
func (s *Service) over(ctx context.Context, id ExportID) bool {
	e, err := s.One(ctx, registry.Scope{All: true}, id)
	return err == nil && e.State == Cancelled
}

// later reports whether what is in the way goes by itself: the log is down, or
// rows are.
func later(err error) bool {
	e, ours := errors.AsType[*shiheng.Error](err)
	return ours && errors.Is(err, shiheng.ErrUnavailable) && e.Code != "footage.unreadable"
}

// write makes the bundle under a grant.
func (s *Service) write(ctx context.Context, e Export, g shiheng.Grant, j *job) error {
	est, err := s.cfg.Maker.Estimate(ctx, e)
	if err != nil {
		return err
	}
	if est.Waiting && s.now().Sub(e.To) < anchorWait {
		s.told(j, func(p *ExportProgress) { p.Stage = "waiting" })
		return shiheng.Unavailable("evidence.anchor")
	}
	if est.Chunks == 0 {
		return shiheng.NotFound("evidence.empty")
	}
	if err := s.cfg.Unaltered(ctx, e.Span(), e.Cameras()...); err != nil {
		return err
	}
	s.told(j, func(p *ExportProgress) { p.Chunks, p.Bytes, j.first = est.DoneChunks, est.DoneBytes, est.DoneBytes })
	w, err := s.cfg.Maker.Footage(ctx, e, func(st Step) error { return s.chunk(ctx, e, g, j, st) })
	if err != nil {
		return err
	}
	s.told(j, func(p *ExportProgress) { p.Stage, p.Chunks, p.Bytes = "log", w.Chunks, w.Bytes })
	if e, err = s.made(ctx, e, w); err != nil {
		return err
	}
	if err := s.cfg.Logged(ctx); err != nil {
		return err
	}
	s.told(j, func(p *ExportProgress) { p.Stage = "sealing" })
	_, list, err := s.cfg.Papers.Print(ctx, audit.House("evidence"), e.Bundle.List)
	if err != nil {
		return err
	}
	f, err := s.cfg.Maker.Finish(ctx, e, list, func(stage string) { s.told(j, func(p *ExportProgress) { p.Stage = stage }) })
	if err != nil {
		return err
	}
	return s.ready(ctx, e, f)
}

// anchorWait is how long the log is waited for to reach behind the end of what
// was recorded a moment ago.
const anchorWait = 3 * time.Minute

// chunk asks whether a chunk may be taken, and counts it.
func (s *Service) chunk(ctx context.Context, e Export, g shiheng.Grant, j *job, st Step) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if err := g.Permits(shiheng.ActExport, st.Camera, s.cfg.Now()); err != nil {
		return err
	}
	if st.From.Before(g.Footage.From) || st.To.After(g.Footage.To) {
		return shiheng.Forbidden("grant.footage").By("W168/29/1")
	}
	n := shiheng.Served{Chunks: 1, Bytes: st.Bytes, Footage: st.To.Sub(st.From), From: st.From, To: st.To}
	if err := s.cfg.Permits.Served(g, st.Camera, n); err != nil {
		return err
	}
	s.told(j, func(p *ExportProgress) { p.Chunks, p.Bytes = p.Chunks+1, p.Bytes+st.Bytes })
	return nil
}

func (s *Service) told(j *job, f func(*ExportProgress)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(&j.doing)
}

// made puts on record what was made, with the list of its files: once, however
// often the making goes on from here.
func (s *Service) made(ctx context.Context, e Export, w Written) (Export, error) {
	if e.Bundle != nil && e.Bundle.Digest == w.Digest {
		return e, nil
	}
	linked, err := s.cfg.Cameras.Linked(ctx, e.Cameras()...)
	if err != nil {
		return e, err
	}
	ev := s.event(audit.Actor{Account: e.By.Account, Name: e.By.Name}, audit.ExportMade, e)
	ev.Object = audit.Object{Kind: "bundle", ID: w.Digest}
	ev = ev.With("export", e.ID.String()).With("grant", e.Grant.String()).With("recipient", e.Recipient).With("purpose", e.Purpose).
		With("chunks", fmt.Sprint(w.Chunks)).With("bytes", fmt.Sprint(w.Bytes)).With("from", e.From.Format(time.RFC3339)).With("to", e.To.Format(time.RFC3339))
	return s.change(ctx, ev, e.ID, 0, func(tx Tx, e *Export, ev *audit.Event) error {
		if e.State != Running {
			return shiheng.Conflict("evidence.state", "state", string(e.State), "on", string(Finish))
		}
		d := e.list(linked, w)
		if e.Bundle != nil {
			d.Supersedes = e.Bundle.List
		}
		issued, err := s.cfg.Papers.Issue(ctx, tx, audit.House("evidence"), d)
		if err != nil {
			return err
		}
		e.Bundle = &Bundle{Digest: w.Digest, Act: ev.ID, List: issued.ID, Witnesses: []string{}, Unanchored: w.Unanchored}
		e.Chunks, e.Bytes = w.Chunks, w.Bytes
		*ev = ev.With("list", issued.ID.String())
		e.step(audit.ExportMade, Custodian{Account: e.By.Account, Name: e.By.Name, At: ev.At}, w.Digest)
		return nil
	})
}

// ready opens the file to be fetched.
func (s *Service) ready(ctx context.Context, e Export, f Finished) error {
	days, err := s.cfg.KeepDays(ctx)
	if err != nil {
		return err
	}
	now := s.now()
	_, err = s.change(ctx, audit.Event{}, e.ID, 0, func(_ Tx, e *Export, _ *audit.Event) error {
		b := *e.Bundle
		b.SHA256, b.Size, b.Made, b.Sealed, b.Stamped = f.SHA256, f.Size, now, f.Sealed, f.Stamped
		if len(f.Witnesses) > 0 {
			b.Witnesses = f.Witnesses
		}
		if f.Unstamped != nil {
			b.Unstamped = f.Unstamped.Error()
		}
		e.Bundle, e.KeepUntil = &b, now.AddDate(0, 0, days)
		return e.move(Finish)
	})
	return err
}

// fail notes why an export was not made. What is on the disk stays until it is
// called off or its days are over.
func (s *Service) fail(ctx context.Context, e Export, cause error) error {
	f := ExportFailure{Code: "internal", At: s.now()}
	if c, ours := errors.AsType[*shiheng.Error](cause); ours {
		f.Code, f.Article, f.Params = c.Code, c.Article, c.Params
	} else {
		s.cfg.Log.ErrorContext(ctx, "export failed", "export", e.ID, "error", cause)
	}
	days, err := s.cfg.KeepDays(ctx)
	if err != nil {
		return err
	}
	ev := s.event(audit.House("evidence"), audit.ExportFail, e).Because(f.Article, f.Code).With("grant", e.Grant.String())
	_, err = s.change(ctx, ev, e.ID, 0, func(_ Tx, e *Export, _ *audit.Event) error {
		e.Failure, e.KeepUntil = &f, f.At.AddDate(0, 0, days)
		e.step(audit.ExportFail, Custodian{Name: ev.Actor.Name, At: f.At}, f.Code)
		return e.move(Fail)
	})
	if errors.Is(err, shiheng.ErrConflict) {
		return nil // called off meanwhile
	}
	return err
}
