package test_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal/sim"
	"shiheng.internal/test/house"
)

// passphrase is the custodians'.
const passphrase = "two custodians know this one"

// A drill is a platform that is backed up, lost and restored.
type drill struct {
	*house.House
	t       *testing.T
	dir     string
	camera  string
	witness *house.Sim
}

// logState is what is asked of the log here.
type logState struct {
	Origin    string
	Keys      []string
	Size      uint64
	Witnesses []struct {
		Size   uint64
		At     time.Time
		Failed string
	}
}

func (d *drill) log(who *house.Person) (s logState) {
	d.t.Helper()
	ok(d.t, who.Get(d.t.Context(), "/log", nil, &s))
	return s
}

// until waits for the log to be as it should.
func (d *drill) until(who *house.Person, what string, holds func(logState) bool) logState {
	d.t.Helper()
	for end := time.Now().Add(patience(time.Minute)); ; {
		s := d.log(who)
		if holds(s) {
			return s
		}
		if time.Now().After(end) {
			d.t.Fatalf("%s: %+v", what, s)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// fails runs a command that is to be refused with a code.
func (d *drill) fails(code, typed string, args ...string) {
	d.t.Helper()
	out, err := d.RunWith(d.t.Context(), typed, args...)
	if err == nil || !strings.Contains(out, code) {
		d.t.Errorf("%v: %v %s, want %s", args, err, out, code)
	}
}

// runs runs a command that is to end well.
func (d *drill) runs(typed string, args ...string) string {
	d.t.Helper()
	out, err := d.RunWith(d.t.Context(), typed, args...)
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// TestRestoreDrill backs up a running platform with footage, acts, a hold and a
// witness, lets it go on, and loses everything but the disk of footage. Restored
// it goes on with a log of another name that the witness takes only when its
// operator admits it; the hold is in force, the lost range is named, and a check
// accepts all. The same without the custodians is refused (issue 5).
func TestRestoreDrill(t *testing.T) {
	t.Parallel() // it waits for minutes to end
	d := &drill{House: newHouse(t, t.TempDir()), t: t}
	d.dir = filepath.Dir(d.Data())
	ctx := t.Context()
	start(t, d.House)
	admin := must(d.Claim(ctx))(t)
	site := must(admin.Site(ctx, "演练点位"))(t)
	keeper := must(d.Hire(ctx, admin, "keeper", "watch-keeper"))(t)
	auditor := must(d.Hire(ctx, admin, "auditor", "auditor"))(t)
	d.watch(admin, d.log(auditor).Keys[0])
	began := time.Now()
	address := must(house.FreePort())(t)
	camera := must(d.Sim("rtsp", "--listen", address, "--user", "cam", "--password", secret))(t)
	d.camera = must(admin.RTSPCamera(ctx, "演练", sim.URL(address, 1, "main", "", ""), "cam", secret, "tcp", site))(t)
	d.recorded(keeper, began, 5*time.Second)
	d.minuted()
	hold := must(keeper.Make(ctx, "/evidence/holds", map[string]any{
		"cameraIds": []string{d.camera}, "from": began.UTC().Format(time.RFC3339), "to": time.Now().UTC().Format(time.RFC3339),
		"matter": "锡公（演）受案字〔2026〕1号", "reason": "演练",
	}))(t)
	d.until(auditor, "the witness signs", func(s logState) bool { return s.Witnesses[0].Size > 0 })

	to := filepath.Join(d.dir, "backup")
	d.fails("backup.passphrase-short", "short\n", "backup", to)
	d.fails("backup.inside", passphrase+"\n", "backup", filepath.Join(d.Data(), "backup"))
	d.runs(passphrase+"\n", "backup", to)
	d.fails("backup.exists", passphrase+"\n", "backup", to)
	if out := d.runs("", "backup", "check", to); !strings.Contains(out, "complete") {
		t.Errorf("the backup: %s", out)
	}
	behind := time.Now() // of this everything is lost but the footage
	must(keeper.Grant(ctx, "playback", began, behind, d.camera))(t)
	d.recorded(keeper, behind, 5*time.Second)
	last := d.until(auditor, "the witness sees what will be lost", func(s logState) bool { return s.Witnesses[0].Size > 0 && s.Witnesses[0].At.After(behind) })
	ok(t, camera.Stop())
	ok(t, d.Stop())
	ok(t, os.RemoveAll(d.Data()))

	restored := d.restore(to)
	if !strings.Contains(restored, "lost range") {
		t.Errorf("restored: %s", restored)
	}
	start(t, d.House)
	if a := must(keeper.Ask(ctx, house.Request{Method: "GET", Path: "/session"}))(t); a.Status != 401 {
		t.Errorf("a session of before is answered with %d", a.Status)
	}
	d.readmitted(last)
	auditor = must(d.Login(ctx, "auditor"))(t)
	keeper = must(d.Login(ctx, "keeper"))(t)
	var kept struct{ State string }
	ok(t, keeper.Get(ctx, "/evidence/holds/"+hold, nil, &kept))
	if kept.State != "in-force" {
		t.Errorf("the hold is %q", kept.State)
	}
	if e := must(auditor.Audit(ctx, map[string]string{"act": "log.restored"}))(t); len(e) != 1 {
		t.Errorf("%d restores on record", len(e))
	}
	d.until(auditor, "the witness signs the new log", func(s logState) bool { return s.Witnesses[0].Failed == "" && s.Witnesses[0].Size > 1 })
	ok(t, d.Stop())
	d.rotate()
	for _, level := range []string{"fast", "medium"} {
		if out := d.runs("", "check", level); !strings.Contains(out, "everything fits") || !strings.Contains(out, "lost range") || !strings.Contains(out, "keys changed") {
			t.Errorf("check %s: %s", level, out)
		}
	}
	ok(t, d.witness.Stop())
}

// watch makes a witness, runs it, and names it in the settings.
func (d *drill) watch(admin *house.Person, key string) {
	d.t.Helper()
	dir := filepath.Join(d.dir, "witness")
	own := strings.TrimSpace(d.runs("", "witness", "init", dir, "--name", "court.example"))
	d.runs("", "witness", "watch", dir, key)
	address := must(house.FreePort())(d.t)
	d.witness = must(d.Serve("witness", "serve", dir, "--listen", address))(d.t)
	ok(d.t, admin.Put(d.t.Context(), "/settings/log.witnesses", map[string]any{"value": `["` + own + ` http://` + address + `"]`}))
}

// recorded waits until so much was recorded since a time.
func (d *drill) recorded(keeper *house.Person, since time.Time, much time.Duration) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), 3*time.Minute)
	defer cancel()
	_, err := keeper.Until(ctx, d.camera, since, func(tl house.Timeline) bool { return tl.DurableTo.Sub(since) > much && recorded(tl) > much/2 })
	ok(d.t, err)
}

// minuted waits until a minute of footage stands in the log.
func (d *drill) minuted() {
	d.t.Helper()
	for end := time.Now().Add(patience(90 * time.Second)); ; time.Sleep(200 * time.Millisecond) {
		found, err := filepath.Glob(filepath.Join(d.Data(), "log", "minutes", "*.jsonl"))
		ok(d.t, err)
		if len(found) > 0 {
			return
		}
		if time.Now().After(end) {
			d.t.Fatal("no minute comes into the log")
		}
	}
}

// both is what two custodians type, none of whom has a second factor.
const both = house.Password + "\n\n" + house.Password + "\n\n"

// restore tries the ways without the ceremony, and then carries it out.
func (d *drill) restore(from string) string {
	d.t.Helper()
	answer := []string{"--custodian", "admin", "--custodian", "keeper", "--reason", "演练：机房失火"}
	ceremony := append([]string{"restore", "--from", from}, answer...)
	ok(d.t, os.MkdirAll(d.Data(), 0o700))
	stray := filepath.Join(d.Data(), "stray")
	ok(d.t, os.WriteFile(stray, nil, 0o600))
	d.fails("restore.not-empty", passphrase+"\n"+both, ceremony...)
	ok(d.t, os.Remove(stray))
	d.fails("backup.passphrase", "another passphrase altogether\n"+both, ceremony...)
	d.fails("custodian.same", passphrase+"\n"+both, "restore", "--from", from, "--custodian", "admin", "--custodian", "admin", "--reason", "一人")
	d.fails("restore.unfinished", "", "serve")
	d.fails("login.wrong", house.Password+"\n\nwrong wrong wrong\n\n", append([]string{"restore"}, answer...)...)
	d.fails("custodian.role", both, "restore", "--custodian", "keeper", "--custodian", "auditor", "--reason", "无管理员")
	out := d.runs(both, append([]string{"restore"}, answer...)...)
	if _, err := os.Stat(filepath.Join(d.Data(), "restoring")); !errors.Is(err, os.ErrNotExist) {
		d.t.Errorf("it is restored, and said to be being restored: %v", err)
	}
	return out
}

// readmitted: the witness refuses the new log, the platform says what to ask of
// whom, and the operator's act ends it, with what is missing on record.
func (d *drill) readmitted(before logState) {
	d.t.Helper()
	auditor := must(d.Login(d.t.Context(), "auditor"))(d.t)
	s := d.until(auditor, "the witness refuses", func(s logState) bool { return s.Witnesses[0].Failed == "witness.log" })
	if s.Origin == before.Origin || !strings.Contains(s.Origin, "/log-2/") {
		d.t.Errorf("the log is %s, and was %s", s.Origin, before.Origin)
	}
	admin := must(d.Login(d.t.Context(), "admin"))(d.t)
	d.told(admin, "log.epoch-unadmitted")
	out := d.runs("", "witness", "admit", filepath.Join(d.dir, "witness"), filepath.Join(d.Data(), "log", "epoch.note"), "--reason", "两名保管人当面说明")
	if !strings.Contains(out, "ADMITTED "+s.Origin) || strings.Contains(out, " 0 missing") {
		d.t.Errorf("admitted: %s", out)
	}
}

// told waits for an incident.
func (d *drill) told(admin *house.Person, code string) {
	d.t.Helper()
	for end := time.Now().Add(patience(time.Minute)); ; time.Sleep(200 * time.Millisecond) {
		var status struct{ Incidents []struct{ Code string } }
		ok(d.t, admin.Get(d.t.Context(), "/status", nil, &status))
		for _, i := range status.Incidents {
			if i.Code == code {
				return
			}
		}
		if time.Now().After(end) {
			d.t.Fatalf("no incident %s among %+v", code, status.Incidents)
		}
	}
}

// rotate changes the keys; the witness admits that as well.
func (d *drill) rotate() {
	d.t.Helper()
	d.runs(both, "keys", "rotate", "--custodian", "admin", "--custodian", "keeper", "--reason", "例行更换")
	out := d.runs("", "witness", "admit", filepath.Join(d.dir, "witness"), filepath.Join(d.Data(), "log", "epoch.note"), "--reason", "例行更换")
	if !strings.Contains(out, "/log-3/") || !strings.Contains(out, " 0 missing") {
		d.t.Errorf("admitted: %s", out)
	}
	start(d.t, d.House)
	auditor := must(d.Login(d.t.Context(), "auditor"))(d.t)
	d.until(auditor, "the witness signs the log of the new keys", func(s logState) bool { return s.Witnesses[0].Failed == "" && s.Witnesses[0].Size > 0 })
	ok(d.t, d.Stop())
}
