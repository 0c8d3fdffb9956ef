package bundle_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/store/bundle"
)

var noon = time.Date(2026, 11, 23, 4, 0, 30, 0, time.UTC)

// TestBundle makes a bundle of a span that cuts into camera-minutes at both
// ends, and has other people's code read it.
func TestBundle(t *testing.T) {
	w := newWorld(t, noon)
	w.record(1, 150) // to 04:03:00
	w.record(2, 60)
	w.advance(5 * time.Minute)
	w.record(1, 70)
	w.pass(10 * time.Minute)
	o := w.order(w.portion(1, noon.Add(10*time.Second), 100*time.Second))
	wr := w.writer(func(c *bundle.Config) {
		c.Verifiers = fstest.MapFS{"shiheng-verify-linux-amd64": {Data: []byte("program")}, "index.html": {Data: []byte("<html>")}}
	})
	e, err := wr.Estimate(t.Context(), o.Portions)
	w.ok(err)
	got, done := w.make(wr, o, t.TempDir())
	if e.Chunks != 100 || got.Chunks != 100 || e.Minutes != 4 || e.Waiting || got.Unanchored || got.Bytes < e.Bytes || len(got.Files) != 3 {
		t.Errorf("%+v, %+v", e, got)
	}
	if len(done.Witnesses) != 1 || !done.Sealed || done.Stamped {
		t.Errorf("%+v", done)
	}
	b := read(t, done.Path)
	b.seal()
	if !b.cosigned("agency.example") || b.here("media") != 100 || b.here("init") == 0 {
		t.Errorf("witness %v, %d chunks", b.cosigned("agency.example"), b.here("media"))
	}
	sum := tool(t, "", "sha256sum", done.Path)
	if info, err := os.Stat(done.Path); err != nil || info.Size() != done.Size || !strings.HasPrefix(sum, done.SHA.String()) {
		t.Errorf("%v, %s %s", err, sum, done.SHA)
	}
	var acts []struct{ Index, Log, Personal, Salt any }
	b.parse("custody/acts.json", &acts)
	if len(acts) != 2 || b.files["verify/README.txt"] == nil || b.files["verify/index.html"] == nil {
		t.Errorf("%d acts", len(acts))
	}
	digest := got.Digest.String()
	found := false
	for name, leaf := range b.files {
		found = found || strings.HasPrefix(name, "log/") && bytes.Contains(leaf, []byte(`"object":"bundle `+digest+`"`))
	}
	if !found {
		t.Error("no leaf names the bundle")
	}
	again, twice := w.make(wr, o, t.TempDir())
	if again.Digest != got.Digest {
		t.Error("the same footage has another digest")
	}
	one, two := b.files["bundle.json"], read(t, twice.Path).files["bundle.json"]
	if !bytes.Equal(one, two) || !json.Valid(one) {
		t.Errorf("%s\n%s", one, two)
	}
}

// TestBundleGrant: each chunk is asked for, and what the answer stops is not in
// the bundle; it goes on where it was.
func TestBundleGrant(t *testing.T) {
	w := newWorld(t, noon)
	w.record(1, 150)
	w.advance(5 * time.Minute)
	w.record(1, 70)
	w.pass(10 * time.Minute)
	o, dir := w.order(w.portion(1, noon, 150*time.Second)), t.TempDir()
	wr := w.writer(nil)
	asked := 0
	_, err := wr.Footage(t.Context(), o, dir, func(s bundle.Step) error {
		if asked++; asked > 50 {
			return shiheng.Expired("grant.expired")
		}
		if s.Camera != camera(1) || s.Bytes == 0 || s.To.Sub(s.From) <= 0 {
			t.Errorf("%+v", s)
		}
		return nil
	})
	if !errors.Is(err, shiheng.ErrExpired) {
		t.Fatal(err)
	}
	if _, err := wr.Finish(t.Context(), o, dir, bundle.Closing{}); err == nil {
		t.Error("finished what has no footage")
	}
	after := 0
	got, err := wr.Footage(t.Context(), o, dir, func(bundle.Step) error { after++; return nil })
	w.ok(err)
	if got.Chunks != 150 || after != 120 { // the first minute has thirty
		t.Errorf("%d chunks, %d of them asked for again", got.Chunks, after)
	}
}

// TestBundleKilled stops the making at each step, as a killed program does, with
// half a line and half a member written: it goes on, reads no minute again, and
// makes the same bytes.
func TestBundleKilled(t *testing.T) {
	w := newWorld(t, noon)
	w.record(1, 150)
	w.advance(5 * time.Minute)
	w.record(1, 70)
	w.pass(10 * time.Minute)
	o := w.order(w.portion(1, noon, 125*time.Second))
	dir := t.TempDir()
	ctx := t.Context()
	at, stop, chunks := 0, 0, 0
	wr := w.writer(func(c *bundle.Config) {
		c.Step = func(step string) {
			if step == "chunk" {
				chunks++
				if chunks%40 != 0 { // some of them are enough
					return
				}
			}
			if at++; at == stop {
				runtime.Goexit()
			}
		}
	})
	want, err := wr.Footage(ctx, o, t.TempDir(), everything)
	w.ok(err)
	act := w.act(audit.FootageExport, audit.Object{Kind: "bundle", ID: want.Digest.String()}, "clerk")
	chunks = 0
	var done bundle.Finished
	for stop = 1; done.Path == ""; stop++ {
		at = 0
		over := make(chan struct{})
		go func() {
			defer close(over)
			got, err := wr.Footage(ctx, o, dir, everything)
			if err != nil || got.Digest != want.Digest {
				t.Errorf("%v, %s", err, got.Digest)
			}
			f, err := wr.Finish(ctx, o, dir, bundle.Closing{Act: act})
			if err != nil {
				t.Error(err)
			}
			done = f
		}()
		<-over
		tear(t, dir)
	}
	if chunks > 125+stop*60 || stop < 11 {
		t.Errorf("%d chunks were read, stopped %d times", chunks, stop)
	}
	if b := read(t, done.Path); b.here("media") != 125 {
		t.Errorf("%d chunks", b.here("media"))
	}
}

// tear leaves behind what a program leaves that is cut off while it writes.
func tear(t *testing.T, dir string) {
	t.Helper()
	for name, more := range map[string]string{"journal.jsonl": `{"members":[{"na`, "bundle.part": "PK\x03\x04half"} {
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_APPEND|os.O_WRONLY, 0)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err == nil {
			_, err = f.WriteString(more)
		}
		if err = errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBundleUnwitnessed: a witness that does not answer is waited for, and then
// the log's own signature stands there, and that is said.
func TestBundleUnwitnessed(t *testing.T) {
	w := newWorld(t, noon)
	w.record(1, 40)
	w.pass(10 * time.Minute)
	w.cut = true
	waits := 0
	wr := w.writer(nil)
	o, dir := w.order(w.portion(1, noon, 35*time.Second)), t.TempDir()
	got, err := wr.Footage(t.Context(), o, dir, everything)
	w.ok(err)
	if !got.Unanchored { // nothing was recorded behind it
		t.Error("anchored")
	}
	act := w.act(audit.FootageExport, audit.Object{Kind: "bundle", ID: got.Digest.String()}, "clerk")
	done, err := wr.Finish(t.Context(), o, dir, bundle.Closing{Act: act, Note: func(string) { waits++ }})
	w.ok(err)
	b := read(t, done.Path)
	if len(done.Witnesses) != 0 || b.cosigned("agency.example") || waits < 12 || !strings.Contains(string(b.files["log/policy.txt"]), "\nquorum witnesses\n") {
		t.Errorf("%+v, waited %d times\n%s", done, waits, b.files["log/policy.txt"])
	}
}

// TestBundleEdges: gaps, two parts of a minute, a span in which nothing was
// recorded, one that begins where the tracks were declared long before, two
// cameras, and the turn of a year.
func TestBundleEdges(t *testing.T) {
	w := newWorld(t, time.Date(2026, 12, 31, 15, 57, 0, 0, time.UTC)) // two minutes to midnight in Wuxi
	begun := w.clock()
	w.record(1, 110)
	w.record(2, 110)
	w.pass(3 * time.Minute)
	again := w.clock() // 16:00, the year after
	w.record(1, 50)
	w.pass(4 * time.Minute)
	for end := time.Now().Add(10 * time.Second); !strings.HasSuffix(w.origin(), "2027"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the log stays in its year")
		}
	}
	w.record(1, 20)
	w.record(2, 20)
	w.pass(4 * time.Minute)
	wr := w.writer(nil)
	for name, tt := range map[string]struct {
		portions   []bundle.Portion
		media, gap int
		logs       int
	}{
		"over the turn of the year": {[]bundle.Portion{w.portion(1, begun.Add(100*time.Second), 200*time.Second)}, 60, 1, 2},
		"nothing recorded":          {[]bundle.Portion{w.portion(1, begun.Add(120*time.Second), 30*time.Second)}, 0, 1, 2},
		"deep inside":               {[]bundle.Portion{w.portion(1, begun.Add(65*time.Second), 20*time.Second)}, 20, 0, 2},
		"two cameras":               {[]bundle.Portion{w.portion(1, again, 60*time.Second), w.portion(2, begun, 110*time.Second)}, 160, 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			was := w.t
			w.t = t
			defer func() { w.t = was }()
			_, done := w.make(wr, w.order(tt.portions...), t.TempDir())
			b := read(t, done.Path)
			if b.here("media") != tt.media || len(b.log) != tt.logs || len(done.Witnesses) != 1 {
				t.Errorf("%d chunks, %d gaps, %d logs, %v", b.here("media"), b.here("gap"), len(b.log), done.Witnesses)
			}
			gaps := 0
			for _, m := range b.minutes() {
				gaps += len(m.Gaps)
			}
			if tt.gap > 0 && gaps == 0 || tt.media > 0 && b.here("init") == 0 {
				t.Errorf("%d gaps, %d declarations", gaps, b.here("init"))
			}
		})
	}
}

// TestBundleErased: of what was erased lawfully the certificate is there with
// its act, and of a camera-minute of which a part is gone the rest.
func TestBundleErased(t *testing.T) {
	w := newWorld(t, noon)
	w.record(1, 200)
	w.pass(time.Hour)
	w.house()
	w.advance(31 * 24 * time.Hour)
	w.record(1, 100)
	w.pass(5 * time.Minute)
	w.house()
	if w.slots.Stats().SlotsFree == 0 {
		t.Fatal("nothing was erased")
	}
	_, done := w.make(w.writer(nil), w.order(w.portion(1, noon, 200*time.Second)), t.TempDir())
	b := read(t, done.Path)
	certificates := 0
	for name := range b.files {
		if strings.HasPrefix(name, "erasures/") {
			certificates++
		}
	}
	acts := 0
	for name, leaf := range b.files {
		if strings.HasPrefix(name, "log/") && bytes.Contains(leaf, []byte(`"act":"footage.delete"`)) {
			acts++
		}
	}
	if certificates == 0 || acts != certificates || b.here("media") >= 200 {
		t.Errorf("%d certificates, %d acts, %d chunks", certificates, acts, b.here("media"))
	}
}

// TestBundleTooLong: what would not fit is refused before anything is read.
func TestBundleTooLong(t *testing.T) {
	w := newWorld(t, noon)
	w.record(1, 150)
	w.pass(10 * time.Minute)
	wr := w.writer(func(c *bundle.Config) { c.Most = 5 })
	_, err := wr.Estimate(t.Context(), []bundle.Portion{w.portion(1, noon, 150*time.Second), w.portion(1, noon, 150*time.Second)})
	if e, ok := errors.AsType[*shiheng.Error](err); !ok || e.Code != "evidence.length" {
		t.Error(err)
	}
}
