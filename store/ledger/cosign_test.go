package ledger_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	store "shiheng.internal/store/ledger"
)

// agency is a supervising agency with its witness, reached by a line that a
// test can cut.
type agency struct {
	*ledger.Witness
	memory *store.Memory
	at     ledger.WitnessAt
	cut    bool
}

// appoint makes a witness of the office's logs of the given years.
func (o *office) appoint(name, url string, years ...string) *agency {
	o.t.Helper()
	public, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		o.t.Fatal(err)
	}
	line := ledger.CosignerKey(name, public)
	if url != "" {
		line += " " + url
	}
	a := &agency{}
	if a.at, err = ledger.ParseWitness(line); err != nil {
		o.t.Fatal(err)
	}
	if a.memory, err = store.OpenMemory(o.t.TempDir()); err != nil {
		o.t.Fatal(err)
	}
	var logs []note.Verifier
	for _, y := range years {
		v, err := ledger.ParseKey(o.keys.Public("node/" + y)[0])
		if err != nil {
			o.t.Fatal(err)
		}
		logs = append(logs, v)
	}
	a.Witness, err = ledger.NewWitness(ledger.NewCosigner(name, key, o.clock), a.memory, o.clock, logs...)
	if err != nil {
		o.t.Fatal(err)
	}
	return a
}

// cosigning has the office's log cosigned by agencies. Nothing runs by itself.
func (o *office) cosigning(agencies ...*agency) *store.Cosigning {
	return store.NewCosigning(store.CosignConfig{
		Acts: o.acts, Now: o.clock, Log: slog.New(slog.DiscardHandler),
		Witnesses: func(context.Context) (out []ledger.WitnessAt, err error) {
			for _, a := range agencies {
				out = append(out, a.at)
			}
			return out, nil
		},
		Ask: func(ctx context.Context, url string, r ledger.Request) ([]byte, error) {
			for _, a := range agencies {
				if a.at.URL == url && !a.cut {
					return a.Cosign(ctx, r)
				}
			}
			return nil, shiheng.Unavailable("witness.unreached")
		},
	})
}

func (o *office) later(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = o.now.Add(d)
}

// covered waits until a checkpoint covers all there is.
func (o *office) covered() {
	o.t.Helper()
	o.settle()
	o.until(func(s ledger.State) bool { return s.Waiting == 0 && s.Checkpoint.Size > 0 })
}

func (o *office) until(is func(ledger.State) bool) {
	o.t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		s, err := o.acts.State(o.t.Context())
		if err != nil {
			o.t.Fatal(err)
		}
		if is(s) {
			return
		}
		if time.Now().After(end) {
			o.t.Fatalf("the log stays as it is: %+v", s)
		}
	}
}

// TestCosigning: two witnesses sign one checkpoint, a cut line is told after
// ten minutes and not before, and what was signed is known after a restart.
func TestCosigning(t *testing.T) {
	o := newOffice(t)
	o.begin()
	o.act("王芳")
	o.covered()
	court, archive := o.appoint("court.example", "http://court", "2026"), o.appoint("archive.example", "http://archive", "2026")
	c := o.cosigning(court, archive)
	if w, err := c.Watching(t.Context()); err != nil || w.Late {
		t.Errorf("late at once: %+v %v", w, err)
	}
	if err := c.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	seen, err := c.Witnesses(t.Context())
	if err != nil || len(seen) != 2 || seen[0].Size == 0 || seen[1].Size != seen[0].Size || !seen[0].At.Equal(o.clock().Truncate(time.Second)) {
		t.Fatalf("seen %+v, %v", seen, err)
	}
	own, err := ledger.ParseKey(o.keys.Public("node/2026")[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, n, err := ledger.OpenCheckpoint(seen[1].Note, own, court.at, archive.at); err != nil || len(n.Sigs) != 3 {
		t.Errorf("the note of the last one asked carries %v, %v", n, err)
	}

	court.cut, archive.cut = true, true
	o.later(9 * time.Minute)
	if err := c.Round(t.Context()); err == nil {
		t.Error("a cut line is no error")
	}
	if w, err := c.Watching(t.Context()); err != nil || w.Late {
		t.Errorf("late after nine minutes: %+v %v", w, err)
	}
	o.later(2 * time.Minute)
	if w, err := c.Watching(t.Context()); err != nil || !w.Late || !w.Since.Equal(seen[0].At) {
		t.Errorf("after eleven minutes: %+v %v", w, err)
	}
	if again, err := o.cosigning(court).Witnesses(t.Context()); err != nil || again[0].Size != seen[0].Size || !again[0].At.Equal(seen[0].At) {
		t.Errorf("after a restart: %+v %v", again, err)
	}
	archive.cut = false
	if err := c.Round(t.Context()); err == nil {
		t.Error("one cut line of two is no error")
	}
	if w, err := c.Watching(t.Context()); err != nil || w.Late {
		t.Errorf("one of two signed: %+v %v", w, err)
	}
}

// TestCosigningAfterALoss: a platform that forgot what was cosigned asks from
// the size the witness names; a witness that has seen more than there is is
// told as such.
func TestCosigningAfterALoss(t *testing.T) {
	o := newOffice(t)
	o.begin()
	o.act("王芳")
	o.covered()
	court := o.appoint("court.example", "http://court", "2026")
	c := o.cosigning(court)
	if err := c.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(o.dir, "log", "2026.witnessed")); err != nil {
		t.Fatal(err)
	}
	o.act("李敏")
	o.covered()
	if err := c.Round(t.Context()); err != nil {
		t.Errorf("after the file was lost: %v", err)
	}

	// the witness saw a log of the same name that was longer
	last, err := court.memory.Last(t.Context(), "node/2026")
	if err != nil {
		t.Fatal(err)
	}
	longer := last
	longer.Size += 1000
	if err := court.memory.Keep(t.Context(), last, longer, nil); err != nil {
		t.Fatal(err)
	}
	if err := c.Round(t.Context()); !isCode(err, "log.behind-witness") {
		t.Errorf("a witness that saw more: %v", err)
	}
	if w, err := c.Watching(t.Context()); err != nil || w.Ahead != "court.example" {
		t.Errorf("%+v %v", w, err)
	}
}

// TestCosigningByFile: a witness without a line gets a text and gives one; an
// answer of somebody else, or one nobody asked for, is not taken.
func TestCosigningByFile(t *testing.T) {
	o := newOffice(t)
	o.begin()
	o.act("王芳")
	o.covered()
	far, other := o.appoint("far.example", "", "2026"), o.appoint("other.example", "", "2026")
	c := o.cosigning(far)
	if err := c.Round(t.Context()); err != nil {
		t.Errorf("a round without anybody to ask: %v", err)
	}
	if err := c.Answer(t.Context(), "far.example", []byte("— far.example AAAA\n")); !isCode(err, "witness.not-asked") {
		t.Errorf("an answer before a request: %v", err)
	}
	if _, err := c.Request(t.Context(), "nobody", nil); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("a witness nobody set: %v", err)
	}
	text, err := c.Request(t.Context(), "far.example", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(text) > 2953 {
		t.Errorf("a request of %d bytes does not fit a QR code", len(text))
	}
	r, err := ledger.ParseRequest(text)
	if err != nil {
		t.Fatal(err)
	}
	line, err := far.Cosign(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := other.Cosign(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	for what, l := range map[string][]byte{"another's line": foreign, "its name over another's line": []byte(strings.Replace(string(foreign), "other", "far", 1)), "two lines": append(append([]byte{}, line...), line...), "none": []byte("\n")} {
		if err := c.Answer(t.Context(), "far.example", l); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	o.act("李敏") // the log goes on meanwhile
	o.covered()
	if err := c.Answer(t.Context(), "far.example", line); err != nil {
		t.Fatal(err)
	}
	seen, err := c.Witnesses(t.Context())
	if err != nil || seen[0].At.IsZero() || seen[0].Size == 0 {
		t.Errorf("seen %+v %v", seen, err)
	}
	if w, err := c.Watching(t.Context()); err != nil || w.Late {
		t.Errorf("a witness without a line is no alarm: %+v %v", w, err)
	}
	if _, err := c.Request(t.Context(), "far.example", new(uint64)); err != nil {
		t.Errorf("from the size that the witness named: %v", err)
	}
}

// TestLastCheckpointOfAYear: the log of a year that is over is cosigned once
// more at its end.
func TestLastCheckpointOfAYear(t *testing.T) {
	o := newOffice(t)
	o.begin()
	o.act("王芳")
	o.covered()
	court := o.appoint("court.example", "http://court", "2026", "2027")
	c := o.cosigning(court)
	o.later(20 * time.Minute) // into the new year of Wuxi
	o.act("李敏")
	o.until(func(s ledger.State) bool { return s.Origin == "node/2027" })
	o.act("张伟")
	o.until(func(s ledger.State) bool { return s.Checkpoint.Size > 0 })
	if err := c.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, acts := o.leaves("2026")
	last, err := court.memory.Last(t.Context(), "node/2026")
	if err != nil || last.Size < uint64(len(acts)) {
		t.Errorf("the end of 2026: %+v of %d acts, %v", last, len(acts), err)
	}
	if new, err := court.memory.Last(t.Context(), "node/2027"); err != nil || new.Size == 0 {
		t.Errorf("2027: %+v %v", new, err)
	}
	court.cut = true
	if err := c.Round(t.Context()); err == nil || strings.Contains(fmt.Sprint(err), "node/2026") {
		t.Errorf("the old year is asked for again: %v", err)
	}
}

func isCode(err error, code string) bool {
	e, ours := errors.AsType[*shiheng.Error](err)
	return ours && e.Code == code
}
