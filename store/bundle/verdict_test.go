package bundle_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal/verify"
)

// verdict has the verifier, which shares no code with the writer, look at a
// bundle.
func verdict(t *testing.T, b []byte) *verify.Result {
	t.Helper()
	r, err := verify.Bundle(t.Context(), bytes.NewReader(b), int64(len(b)), verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func told(t *testing.T, r *verify.Result) string {
	t.Helper()
	b, err := json.MarshalIndent(r.Findings, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// byHand follows the page on checking by hand, with none of our code.
func byHand(t *testing.T, bundle []byte) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/guide/check-by-hand.md")
	if err != nil {
		t.Fatal(err)
	}
	var script bytes.Buffer
	for _, part := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(page, -1) {
		script.Write(part[1])
	}
	dir := t.TempDir()
	for name, b := range map[string][]byte{"b.zip": bundle, "script": script.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "sh", "-eu", "script")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "BUNDLE="+filepath.Join(dir, "b.zip"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out) + "\nended with " + err.Error()
	}
	return string(out)
}

// TestVerdict: what the writer wrote is what it says, and a changed byte of it is
// found, chunk and all.
func TestVerdict(t *testing.T) {
	w := newWorld(t, noon)
	w.record(1, 150)
	w.record(2, 60)
	w.advance(5 * time.Minute)
	w.record(1, 70)
	w.record(2, 70)
	w.pass(10 * time.Minute)
	make := func(t *testing.T, from, d time.Duration, cameras ...byte) []byte {
		t.Helper()
		o := w.order(w.portion(cameras[0], noon.Add(from), d))
		for _, n := range cameras[1:] {
			o.Portions = append(o.Portions, w.portion(n, noon.Add(from), d))
		}
		_, done := w.make(w.writer(nil), o, t.TempDir())
		b, err := os.ReadFile(done.Path)
		w.ok(err)
		return b
	}
	good := make(t, 10*time.Second, 100*time.Second, 1)
	if r := verdict(t, good); r.Verdict != verify.Complete || r.Streams[0].Chunks < 100 || !r.Seal.Holds || len(r.Acts) != 2 || r.Keys[len(r.Keys)-1].Cosigned == "" {
		t.Fatalf("%v %+v %s", r.Verdict, r.Streams, told(t, r))
	}
	if out := byHand(t, good); strings.Count(out, "same: ") < 18 || strings.Contains(out, "DIFFERENT") || strings.Contains(out, "ended with") {
		t.Errorf("by hand:\n%s", out)
	}
	both := make(t, 10*time.Second, 310*time.Second, 1, 2)
	if r := verdict(t, both); r.Verdict != verify.Gaps || len(r.Streams) != 2 || len(r.Streams[0].Gaps) == 0 || len(r.Streams[1].Gaps) == 0 {
		t.Errorf("%v %+v %s", r.Verdict, r.Streams, told(t, r))
	}
	tail := make(t, 10*time.Second, 30*time.Minute, 1)
	if r := verdict(t, tail); r.Verdict != verify.Unproven || r.Found["anchor.missing"] != 1 {
		t.Errorf("nothing behind it: %v %s", r.Verdict, told(t, r))
	}
	bad := bytes.Clone(good)
	at := bytes.LastIndex(bad, []byte("mdat")) + 20
	bad[at] ^= 1
	r := verdict(t, bad)
	found := slices.IndexFunc(r.Findings, func(f verify.Finding) bool { return f.Code == "chunk.payload" })
	if r.Verdict != verify.Altered || found < 0 || r.Findings[found].Place.Chunk == 0 || r.Found["file.digest"] != 1 {
		t.Errorf("a byte changed: %v %s", r.Verdict, told(t, r))
	}
}

// TestVerdictUnwitnessed: what no witness saw is not proven.
func TestVerdictUnwitnessed(t *testing.T) {
	w := newWorld(t, noon)
	w.record(1, 40)
	w.advance(time.Minute)
	w.record(1, 20)
	w.pass(10 * time.Minute)
	w.cut = true
	_, done := w.make(w.writer(nil), w.order(w.portion(1, noon, 35*time.Second)), t.TempDir())
	b, err := os.ReadFile(done.Path)
	w.ok(err)
	if r := verdict(t, b); r.Verdict != verify.Unproven || r.Found["witness.missing"] != 1 {
		t.Errorf("%v %s", r.Verdict, told(t, r))
	}
}

// TestVerdictErased: what was erased lawfully is a gap with its certificate, and
// the rest of a minute of which a part is gone is proven all the same.
func TestVerdictErased(t *testing.T) {
	w := newWorld(t, noon)
	w.record(1, 200)
	w.pass(time.Hour)
	w.house()
	w.advance(31 * 24 * time.Hour)
	w.record(1, 100)
	w.pass(5 * time.Minute)
	w.house()
	_, done := w.make(w.writer(nil), w.order(w.portion(1, noon, 200*time.Second)), t.TempDir())
	b, err := os.ReadFile(done.Path)
	w.ok(err)
	if r := verdict(t, b); r.Verdict != verify.Gaps || r.Found["erased"] == 0 {
		t.Errorf("%v %+v %s", r.Verdict, r.Streams, told(t, r))
	}
}
