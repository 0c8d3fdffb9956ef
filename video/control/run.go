package control

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/ptz"
)

// again is how long after a homecoming that failed it is tried again.
const again = time.Minute

// Run stops what nobody renews, ends controls that give no sign of life, brings
// cameras home and tells what happened, until ctx ends; then it stops what
// moves and ends every control. Cameras that were away when the program ended
// before go home after their time.
func (d *Desk) Run(ctx context.Context) error {
	away, err := d.cfg.Homes.Away(ctx)
	if err != nil {
		return fmt.Errorf("find cameras away from home: %w", err)
	}
	d.mu.Lock()
	for _, c := range away {
		if d.heads[c] == nil { // else it was moved already
			d.heads[c] = &head{camera: c, away: true, last: time.Now()}
		}
	}
	d.mu.Unlock()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return d.close(context.WithoutCancel(ctx))
		case <-d.wake:
		case <-timer.C:
		}
		timer.Reset(max(time.Until(d.look(ctx, time.Now())), 10*time.Millisecond))
	}
}

// close ends everything in order.
func (d *Desk) close(ctx context.Context) error {
	d.mu.Lock()
	var ids []shiheng.ControlID
	for id := range d.held {
		ids = append(ids, id)
	}
	d.mu.Unlock()
	var errs []error
	for _, id := range ids {
		errs = append(errs, d.release(ctx, id, "server.stopping"))
	}
	d.report(ctx)
	return errors.Join(errs...)
}

// report tells what is kept.
func (d *Desk) report(ctx context.Context) {
	d.mu.Lock()
	reports := d.reports
	d.reports = nil
	d.mu.Unlock()
	for _, r := range reports {
		d.cfg.Told(ctx, r)
	}
}

// look does what is due and returns when to look again.
func (d *Desk) look(ctx context.Context, now time.Time) time.Time {
	next := now.Add(time.Hour)
	soon := func(t time.Time) {
		if t.Before(next) {
			next = t
		}
	}
	stop, home := map[*head]ptz.Verb{}, []*head(nil)
	d.mu.Lock()
	for camera, h := range d.heads {
		d.lapse(h, now, soon)
		if h.moving != "" && !h.renew.After(now) {
			stop[h], h.moving = h.moving, ""
		} else if h.moving != "" {
			soon(h.renew)
		}
		switch due := latest(h.last, h.stay, h.sits); {
		case !h.away && len(h.stack) == 0 && h.moving == "" && now.Sub(h.last) > time.Hour:
			delete(d.heads, camera)
		case h.away && h.moving == "" && !due.After(now):
			home = append(home, h)
		case h.away && h.moving == "":
			soon(due)
		}
	}
	d.mu.Unlock()
	for h, verb := range stop {
		if err := d.send(ctx, h, ptz.Command{Verb: verb}); err != nil {
			d.cfg.Log.WarnContext(ctx, "movement not stopped", "camera", h.camera, "error", err)
		}
	}
	for _, h := range home {
		soon(d.bring(ctx, h, now))
	}
	d.report(ctx)
	return next
}

// lapse ends what gives no sign of life, and tells commands from time to time;
// mu is held.
func (d *Desk) lapse(h *head, now time.Time, soon func(time.Time)) {
	for _, own := range slices.Clone(h.stack) {
		if now.Sub(own.beat) >= Silence {
			if h.top() == own {
				h.renew = now // what it moves is stopped
			}
			d.leave(h, own, "control.silent")
			continue
		}
		soon(own.beat.Add(Silence))
		if now.Sub(own.since) >= Batch {
			d.flush(own, now)
		}
		if len(own.counts) > 0 {
			soon(own.since.Add(Batch))
		}
	}
}

// bring lets a camera go home when its time has come, and returns when to look
// again.
func (d *Desk) bring(ctx context.Context, h *head, now time.Time) time.Time {
	home, err := d.cfg.Homes.Home(ctx, h.camera)
	if errors.Is(err, shiheng.ErrNotFound) {
		d.mu.Lock()
		defer d.mu.Unlock()
		h.away, h.stay = false, time.Time{}
		return now.Add(time.Hour)
	}
	d.mu.Lock()
	due := h.last.Add(home.after())
	d.mu.Unlock()
	if err == nil && due.After(now) {
		d.mu.Lock()
		defer d.mu.Unlock()
		h.sits = due
		return due
	}
	if err == nil {
		err = d.send(ctx, h, home.command())
	}
	if err == nil {
		err = d.cfg.Homes.SetAway(ctx, h.camera, time.Time{})
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	r := Report{Kind: Homed, Claim: Claim{Camera: h.camera}, At: now}
	if err != nil {
		d.cfg.Log.WarnContext(ctx, "camera not brought home", "camera", h.camera, "error", err)
		r.Kind, r.Cause = NotHomed, code(err)
		h.sits = now.Add(again)
	} else {
		h.away, h.stay, h.sits = false, time.Time{}, time.Time{}
	}
	d.tell(r)
	return now.Add(again)
}

// code is the stable code of an error.
func code(err error) string {
	var e *shiheng.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "control.failed"
}

func latest(ts ...time.Time) (out time.Time) {
	for _, t := range ts {
		if t.After(out) {
			out = t
		}
	}
	return out
}
