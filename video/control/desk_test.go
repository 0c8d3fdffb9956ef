package control_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/control"
	"shiheng.internal/video/gb28181/ptz"
)

// A rig is a desk at work, inside a bubble of its own time.
type rig struct {
	t    *testing.T
	desk *control.Desk
	stop func()

	mu      sync.Mutex
	sent    []string // commands, as sixteen digits, with the second they came
	fail    error
	homes   map[shiheng.CameraID]control.Home
	away    map[shiheng.CameraID]time.Time
	reports []control.Report
}

var (
	camera = shiheng.CameraID{1}
	right  = ptz.Command{Verb: ptz.Move, Pan: 1, PanSpeed: 32}
	halt   = ptz.Command{Verb: ptz.Move}
)

func (r *rig) Send(_ context.Context, _ shiheng.CameraID, c ptz.Command) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail != nil {
		return r.fail
	}
	r.sent = append(r.sent, c.String())
	return nil
}

func (r *rig) Home(_ context.Context, c shiheng.CameraID) (control.Home, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if h, ok := r.homes[c]; ok {
		return h, nil
	}
	return control.Home{}, shiheng.NotFound("home.none")
}

func (r *rig) SetAway(_ context.Context, c shiheng.CameraID, since time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if since.IsZero() {
		delete(r.away, c)
	} else {
		r.away[c] = since
	}
	return nil
}

func (r *rig) Away(context.Context) (out []shiheng.CameraID, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for c := range r.away {
		out = append(out, c)
	}
	return out, nil
}

// start makes a desk over what the rig has and lets it run.
func (r *rig) start() {
	r.t.Helper()
	d, err := control.New(control.Config{Head: r, Homes: r, Told: func(_ context.Context, rep control.Report) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.reports = append(r.reports, rep)
	}})
	if err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	r.desk, r.stop = d, func() {
		cancel()
		if err := <-done; err != nil {
			r.t.Error(err)
		}
	}
}

func bubble(t *testing.T, f func(t *testing.T, r *rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, homes: map[shiheng.CameraID]control.Home{}, away: map[shiheng.CameraID]time.Time{}}
		r.start()
		f(t, r)
		r.stop()
	})
}

func (r *rig) take(n byte, level control.Level) control.View {
	r.t.Helper()
	v, err := r.desk.Take(claim(n, level))
	if err != nil {
		r.t.Fatal(err)
	}
	return v
}

func claim(n byte, level control.Level) control.Claim {
	return control.Claim{Camera: camera, Grant: shiheng.GrantID{n}, Account: shiheng.AccountID{n}, Level: level}
}

// do gives a command, and demands the error's code ("" for none).
func (r *rig) do(id shiheng.ControlID, c ptz.Command, want string) {
	r.t.Helper()
	_, err := r.desk.Do(r.t.Context(), id, c)
	r.want(err, want)
}

func (r *rig) want(err error, code string) {
	r.t.Helper()
	var e *shiheng.Error
	switch {
	case code == "" && err == nil:
	case code == "" || !errors.As(err, &e) || e.Code != code:
		r.t.Errorf("got %v, want %q", err, code)
	}
}

// told takes what was reported and sent so far.
func (r *rig) told() (kinds []control.Kind, sent []string) {
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, rep := range r.reports {
		kinds = append(kinds, rep.Kind)
	}
	sent = r.sent
	r.reports, r.sent = nil, nil
	return kinds, sent
}

func (r *rig) saw(kinds []control.Kind, sent ...ptz.Command) {
	r.t.Helper()
	gotKinds, gotSent := r.told()
	var want []string
	for _, c := range sent {
		want = append(want, c.String())
	}
	if !slices.Equal(gotKinds, kinds) || !slices.Equal(gotSent, want) {
		r.t.Errorf("reports %v, want %v; sent %v, want %v", gotKinds, kinds, gotSent, want)
	}
}

// live keeps a control alive without a command.
func (r *rig) live(id shiheng.ControlID, d time.Duration) {
	r.t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(min(2*time.Second, time.Until(end)))
		if _, err := r.desk.Beat(id); err != nil {
			r.t.Error(err)
			return
		}
	}
}

// TestMovementIsRenewed: a movement that nobody renews is stopped by the desk,
// one that is renewed goes on, and each is stopped in its own way.
func TestMovementIsRenewed(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		v := r.take(1, control.Duty)
		for range 4 {
			r.do(v.Control, right, "")
			time.Sleep(time.Second)
		}
		r.saw([]control.Kind{control.Taken}, right, right, right, right)
		time.Sleep(time.Second)
		r.saw(nil, halt)
		near := ptz.Command{Verb: ptz.Lens, Focus: 1, FocusSpeed: 9}
		r.do(v.Control, near, "")
		time.Sleep(2 * time.Second)
		r.saw(nil, near, ptz.Command{Verb: ptz.Lens})
		r.do(v.Control, ptz.Command{Verb: ptz.CallPreset, Preset: 3}, "")
		time.Sleep(2 * time.Second)
		r.saw(nil, ptz.Command{Verb: ptz.CallPreset, Preset: 3}) // nothing to stop
		r.do(v.Control, right, "")
		if err := r.desk.Release(t.Context(), v.Control); err != nil {
			t.Error(err)
		}
		r.saw([]control.Kind{control.Released}, right, halt)
		r.do(v.Control, right, "control.ended")
	})
}

// TestEquals: an equal waits until nothing is done, a lock keeps it off.
func TestEquals(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		first := r.take(1, control.Duty)
		if again := r.take(1, control.Duty); again.Control != first.Control {
			t.Error("the same claim got another control")
		}
		_, err := r.desk.Take(claim(2, control.Duty))
		r.want(err, "control.held")
		_, err = r.desk.Take(claim(2, control.Test))
		r.want(err, "control.held")
		if _, err := r.desk.Lock(first.Control, true); err != nil {
			t.Error(err)
		}
		r.live(first.Control, control.Yield+time.Second)
		_, err = r.desk.Take(claim(2, control.Duty))
		r.want(err, "control.held")
		if _, err := r.desk.Lock(first.Control, false); err != nil {
			t.Error(err)
		}
		second := r.take(2, control.Duty)
		r.do(first.Control, right, "control.ended")
		r.do(second.Control, right, "")
		r.saw([]control.Kind{control.Taken, control.Released, control.Taken}, right)
	})
}

// TestHigher: a higher level has the camera at once, what moved is stopped, and
// the control goes back when it is given up.
func TestHigher(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		first := r.take(1, control.Duty)
		r.do(first.Control, right, "")
		second := r.take(2, control.Urgent)
		r.do(first.Control, right, "control.displaced")
		if v, err := r.desk.Beat(first.Control); err != nil || !v.Aside || v.By != (shiheng.AccountID{2}) {
			t.Errorf("%+v %v", v, err)
		}
		_, err := r.desk.Stay(first.Control, time.Now().Add(time.Minute))
		r.want(err, "control.displaced")
		r.saw([]control.Kind{control.Taken, control.Moved, control.Displaced, control.Taken}, right, halt)
		if v, ok := r.desk.Of(camera); !ok || v.Control != second.Control {
			t.Errorf("%+v has the camera", v)
		}
		if err := r.desk.Release(t.Context(), second.Control); err != nil {
			t.Error(err)
		}
		r.do(first.Control, right, "")
		r.saw([]control.Kind{control.Released, control.Returned}, right)
		third := r.take(3, control.Urgent)
		if v := r.take(1, control.Duty); !v.Aside || v.Control != first.Control {
			t.Errorf("claimed again: %+v", v)
		}
		_, err = r.desk.Take(claim(1, control.Urgent))
		r.want(err, "control.held")
		if _, err := r.desk.Beat(first.Control); err != nil {
			t.Errorf("a claim in vain cost the control: %v", err)
		}
		r.live(third.Control, control.Yield) // the first is silent meanwhile, and out
		if v := r.take(1, control.Urgent); v.Aside || v.Control == first.Control {
			t.Errorf("%+v", v)
		}
	})
}

// TestSilentHolder: who gives no sign of life loses the control, and the camera
// does not go on turning.
func TestSilentHolder(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		v := r.take(1, control.Duty)
		r.live(v.Control, 20*time.Second)
		r.do(v.Control, right, "")
		time.Sleep(control.Silence + time.Second)
		r.saw([]control.Kind{control.Taken, control.Released}, right, halt)
		_, err := r.desk.Beat(v.Control)
		r.want(err, "control.ended")
		again := r.take(1, control.Duty)
		if err := r.desk.End(t.Context(), shiheng.GrantID{1}); err != nil {
			t.Error(err)
		}
		r.do(again.Control, right, "control.ended")
	})
}

// TestCommandsAreTold: a long control tells its commands once a minute and at
// its end, each once.
func TestCommandsAreTold(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		v := r.take(1, control.Duty)
		for range 130 {
			r.do(v.Control, right, "")
			time.Sleep(time.Second)
		}
		r.do(v.Control, ptz.Command{Verb: ptz.CallPreset, Preset: 2}, "")
		if err := r.desk.Release(t.Context(), v.Control); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		sum := control.Counts{}
		var kinds []control.Kind
		for _, rep := range r.reports {
			kinds = append(kinds, rep.Kind)
			for verb, n := range rep.Counts {
				sum[verb] += n
			}
		}
		if want := []control.Kind{control.Taken, control.Moved, control.Moved, control.Released}; !slices.Equal(kinds, want) {
			t.Errorf("reports %v, want %v", kinds, want)
		}
		if sum[ptz.Move] != 130 || sum[ptz.CallPreset] != 1 {
			t.Errorf("counted %v", sum)
		}
	})
}

// TestHome: a camera goes home three minutes after the last command, held or
// not, later while it stays, and after a restart as well.
func TestHome(t *testing.T) {
	home := ptz.Command{Verb: ptz.CallPreset, Preset: 1}
	bubble(t, func(t *testing.T, r *rig) {
		r.homes[camera] = control.Home{Preset: 1}
		v := r.take(1, control.Duty)
		r.do(v.Control, ptz.Command{Verb: ptz.CallPreset, Preset: 7}, "")
		if len(r.away) != 1 {
			t.Error("nothing says that it is away")
		}
		r.told()
		r.live(v.Control, 3*time.Minute-time.Second)
		if _, sent := r.told(); sent != nil {
			t.Errorf("sent %v before its time", sent)
		}
		r.live(v.Control, 2*time.Second)
		r.saw([]control.Kind{control.Homed}, home)
		if len(r.away) != 0 || r.desk.Busy(camera, time.Second) == false {
			t.Errorf("away %v", r.away)
		}
		r.do(v.Control, right, "")
		if _, err := r.desk.Stay(v.Control, time.Now().Add(10*time.Minute)); err != nil {
			t.Error(err)
		}
		_, err := r.desk.Stay(v.Control, time.Now().Add(3*time.Hour))
		r.want(err, "control.stay")
		r.live(v.Control, 10*time.Minute-time.Second)
		r.saw([]control.Kind{control.Moved}, right, halt)
		r.live(v.Control, 2*time.Second)
		r.saw([]control.Kind{control.Homed}, home)
		r.do(v.Control, right, "")
		r.stop()
		r.told()
		r.start() // after a restart
		time.Sleep(2 * time.Minute)
		if _, sent := r.told(); sent != nil {
			t.Errorf("sent %v before its time", sent)
		}
		time.Sleep(2 * time.Minute)
		r.saw([]control.Kind{control.Homed}, home)
	})
}

// TestHomeFails: a device that does not answer is asked again each minute; a
// cruise counts as a home, and a camera without one stays where it is.
func TestHomeFails(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.homes[camera] = control.Home{Cruise: 2, After: 10 * time.Second}
		v := r.take(1, control.Duty)
		r.do(v.Control, right, "")
		if err := r.desk.Release(t.Context(), v.Control); err != nil {
			t.Error(err)
		}
		r.told()
		r.mu.Lock()
		r.fail = shiheng.Unavailable("gb28181.offline")
		r.mu.Unlock()
		time.Sleep(100 * time.Second)
		r.saw([]control.Kind{control.NotHomed, control.NotHomed})
		r.mu.Lock()
		r.fail = nil
		r.mu.Unlock()
		time.Sleep(time.Minute)
		r.saw([]control.Kind{control.Homed}, ptz.Command{Verb: ptz.CruiseStart, Group: 2})
		delete(r.homes, camera)
		v = r.take(1, control.Duty)
		r.do(v.Control, right, "")
		if err := r.desk.Release(t.Context(), v.Control); err != nil {
			t.Error(err)
		}
		r.told()
		time.Sleep(10 * time.Minute)
		if _, sent := r.told(); sent != nil || r.desk.Busy(camera, time.Minute) {
			t.Errorf("sent %v without a home", sent)
		}
	})
}
