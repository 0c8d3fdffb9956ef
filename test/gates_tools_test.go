package test_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal/test/house"
)

// commandsWhileRunning is the command line at a platform that runs.
func (w *gated) commandsWhileRunning(t *testing.T) {
	for _, args := range [][]string{{"footage", "ls"}, {"footage", "check"}, {"footage", "rebuild"}, {"check"}, {"serve"}} {
		if out, err := w.briefly(t, args...); err == nil || !strings.Contains(out, "store.locked") {
			t.Errorf("%v beside the running platform: %v %s", args, err, out)
		}
	}
	file := filepath.Join(w.dir, "by-keeper.mp4")
	if out, err := w.export(t, "keeper", file); err == nil || !strings.Contains(out, "access.role") {
		t.Errorf("a keeper's copy: %v %s", err, out)
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a refused copy left a file: %v", err)
	}
	if out, err := w.export(t, "nobody", file); err == nil || !strings.Contains(out, "401") && !strings.Contains(out, "login") {
		t.Errorf("a copy without an account: %v %s", err, out)
	}
	file = filepath.Join(w.dir, "by-copier.mp4")
	if out, err := w.export(t, "copier", file); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	w.plays(t, file)
	if out, err := w.export(t, "copier", file); err == nil || !strings.Contains(out, "export.exists") {
		t.Errorf("a second copy went over the first: %v %s", err, out)
	}
}

// export takes a copy by the command line.
func (w *gated) export(t *testing.T, login, file string) (string, error) {
	t.Helper()
	t.Setenv("SHIHENG_LOGIN_PASSWORD", house.Password)
	return w.briefly(t, "footage", "export", "--server", "http://"+w.Console, "--login", login, "--camera", w.cams[1],
		"--from", w.began.UTC().Format(time.RFC3339), "--to", time.Now().UTC().Format(time.RFC3339),
		"--purpose", "test", "--recipient", "test", "--approver", "test", "--expires", house.NextMonth(), "--output", file)
}

// plays checks that other tools take the file.
func (w *gated) plays(t *testing.T, file string) {
	t.Helper()
	if out := tool(t, "ffprobe", "-v", "error", file); out != "" {
		t.Errorf("ffprobe says: %s", out)
	}
	if out := tool(t, "ffmpeg", "-v", "error", "-xerror", "-i", file, "-f", "null", "-"); out != "" {
		t.Errorf("ffmpeg says: %s", out)
	}
}

// killed checks that what was answered is on record after kill -9.
func (w *gated) killed(t *testing.T) {
	ctx := t.Context()
	grant := must(w.keeper.Grant(ctx, "playback", w.began, time.Now(), w.cams[1]))(t)
	_, err := w.keeper.Grant(ctx, "export", w.began, time.Now(), w.cams[1])
	ok(t, w.Kill())
	refused(t, err, "access.role")
	start(t, w.House)
	w.auditor = must(w.Login(ctx, "auditor"))(t)
	if e := w.event(t, "footage.playback", grant); e.Outcome != "granted" {
		t.Errorf("the last grant before kill -9 is on record as %+v", e)
	}
	all := must(w.auditor.Audit(ctx, map[string]string{"act": "footage.export", "outcome": "refused"}))(t)
	if len(all) < 2 {
		t.Errorf("%d refusals of copies are on record, want 2 at least", len(all))
	}
	seen := map[int64]bool{}
	var last int64
	for _, e := range must(w.auditor.Audit(ctx, nil))(t) {
		seen[e.Seq], last = true, max(last, e.Seq)
	}
	for n := int64(1); n <= last; n++ {
		if !seen[n] {
			t.Errorf("event %d of %d is missing", n, last)
		}
	}
	// A grant lives as long as its session, over a restart as well; it is
	// nobody else's then either.
	again := must(w.Login(ctx, "keeper"))(t)
	if a := must(again.Ask(ctx, house.Request{Method: "GET", Path: "/grants/" + grant + "/playback/" + w.cams[1]}))(t); a.Problem().Code != "grant.none" {
		t.Errorf("a grant of before kill -9 was answered to another session with %d %s", a.Status, a.Body)
	}
}

// stopped is what can be tried at a platform that does not run.
func (w *gated) stopped(t *testing.T) {
	ctx := t.Context()
	copier := must(w.Login(ctx, "copier"))(t)
	wait, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	now := time.Now()
	_, err := copier.Until(wait, w.cams[0], now, func(tl house.Timeline) bool { return recorded(tl) > 2*time.Second })
	ok(t, err)
	ok(t, w.sims.Stop())
	to := time.Now()
	ok(t, w.Stop()) // what was recorded is closed
	start(t, w.House)
	copier = must(w.Login(ctx, "copier"))(t)
	before := filepath.Join(w.dir, "before.mp4")
	ok(t, copier.Export(ctx, w.cams[0], w.began, to, before))
	w.plays(t, before)
	was := must(copier.Timeline(ctx, w.cams[0], w.began, to))(t)
	ok(t, w.Stop())

	w.tools(t)
	if out, err := w.briefly(t, "serve", "--practice"); err == nil || !strings.Contains(out, "store.kind") {
		t.Errorf("a real store was opened as practice: %v %s", err, out)
	}
	ok(t, w.DropIndex(ctx))
	out, err := w.briefly(t, "footage", "rebuild")
	if err != nil || strings.Contains(out, "unreadable") {
		t.Fatalf("rebuild: %v %s", err, out)
	}
	w.tools(t)
	start(t, w.House)
	copier = must(w.Login(ctx, "copier"))(t)
	after := filepath.Join(w.dir, "after.mp4")
	ok(t, copier.Export(ctx, w.cams[0], w.began, to, after))
	w.plays(t, after)
	if a, b := frames(t, before), frames(t, after); strings.Join(a, "") != strings.Join(b, "") || len(a) == 0 {
		t.Errorf("%d frames came back from %d", len(b), len(a))
	}
	is := must(copier.Timeline(ctx, w.cams[0], w.began, to))(t)
	if len(is.Runs) != len(was.Runs) || recorded(is).Round(time.Millisecond) != recorded(was).Round(time.Millisecond) {
		t.Errorf("the timeline was %+v and is %+v", was.Runs, is.Runs)
	}
	ok(t, w.Stop())
	w.noNewKind(t)
}

// briefly runs a command that has no reason to go on for long: one that does
// is ended, which is an error.
func (w *gated) briefly(t *testing.T, args ...string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	return w.Run(ctx, args...)
}

// tools runs those that look after footage.
func (w *gated) tools(t *testing.T) {
	t.Helper()
	for _, args := range [][]string{{"check", "full"}, {"footage", "check"}} {
		if out, err := w.briefly(t, args...); err != nil || !strings.Contains(out, "everything fits") || strings.Contains(out, " 0 块 chunks") {
			t.Errorf("%v: %v %s", args, err, out)
		}
	}
	out, err := w.briefly(t, "footage", "ls", "--gaps")
	if err != nil {
		t.Errorf("footage ls: %v %s", err, out)
	}
	for _, c := range w.cams {
		if !strings.Contains(out, c) {
			t.Errorf("camera %s is not listed: %s", c, out)
		}
	}
}

// noNewKind checks that a platform whose volumes are away (a disk that is not
// mounted) does not get others by looking, nor others of another kind.
func (w *gated) noNewKind(t *testing.T) {
	aside := w.Footage() + ".aside"
	ok(t, os.Rename(w.Footage(), aside))
	if out, err := w.briefly(t, "serve", "--practice"); err == nil || !strings.Contains(out, "store.kind") {
		t.Errorf("a real platform whose volumes are away was opened as practice: %v %s", err, out)
	}
	_, _ = w.briefly(t, "footage", "check")
	if made, err := os.ReadDir(w.Footage()); err == nil && len(made) > 0 {
		t.Errorf("looking made %v where a disk should be", made)
	}
	ok(t, os.RemoveAll(w.Footage()))
	ok(t, os.Rename(aside, w.Footage()))
	w.tools(t)
}
