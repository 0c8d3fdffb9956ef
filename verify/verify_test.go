package verify_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"shiheng.internal/verify"
)

func check(t testing.TB, b []byte, policy string) *verify.Result {
	t.Helper()
	o := verify.Options{}
	if policy != "" {
		o.Policy = []byte(policy)
	}
	r, err := verify.Bundle(t.Context(), bytes.NewReader(b), int64(len(b)), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func show(t testing.TB, r *verify.Result) string {
	t.Helper()
	b, err := json.MarshalIndent(r.Findings, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func at(seconds int) time.Time { return day.Add(time.Duration(seconds) * time.Second) }

// whole is the world of most tests: two streams, of which one pauses, and a
// third that is in no bundle.
func whole(t testing.TB) (w *world, a, b, c *stream) {
	t.Helper()
	w = newWorld(t)
	w.act("official.request", "request 7")
	a, b, c = newStream(1), newStream(2), newStream(3)
	w.streams = []*stream{a, b, c}
	a.record(at(0), at(330))
	c.record(at(0), at(330))
	b.record(at(0), at(130))
	b.stop(at(130), at(150), "restart")
	b.record(at(150), at(330))
	w.act("official.approve", "request 7")
	w.logMinutes()
	return w, a, b, c
}

func TestComplete(t *testing.T) {
	w, a, _, _ := whole(t)
	bag := w.bundle(span{a, at(15), at(230)}).whole()
	r := check(t, bag.zip(), w.keys.policy(w.origin))
	if r.Verdict != verify.Complete || len(r.Streams) != 1 || r.Streams[0].Verdict != verify.Complete || r.Policy != "outside" {
		t.Fatalf("%v %s", r.Verdict, show(t, r))
	}
	s := r.Streams[0]
	if s.Chunks != 22 || s.Told != 3 || s.Minutes != 5 || !r.Seal.Holds || len(r.Acts) != 3 || len(r.Keys) != 3 || r.Keys[2].Cosigned == "" {
		t.Errorf("%+v %+v %+v %+v", s, r.Seal, r.Acts, r.Keys)
	}
	w.byGM = true
	if r := check(t, w.bundle(span{a, at(15), at(230)}).whole().zip(), ""); !r.Seal.Holds {
		t.Errorf("a seal of GM/T 0010: %s", show(t, r))
	}
	inside := check(t, bag.zip(), "")
	if inside.Verdict != verify.Complete || inside.Policy != "inside" || inside.Found["policy.inside"] != 1 {
		t.Errorf("with its own keys: %v %s", inside.Verdict, show(t, inside))
	}
}

func TestGaps(t *testing.T) {
	w, a, b, _ := whole(t)
	r := check(t, w.bundle(span{a, at(0), at(240)}, span{b, at(20), at(220)}).whole().zip(), w.keys.policy(w.origin))
	if r.Verdict != verify.Gaps || r.Streams[0].Verdict != verify.Complete || r.Streams[1].Verdict != verify.Gaps {
		t.Fatalf("%v %s", r.Verdict, show(t, r))
	}
	want := verify.Gap{From: stamp(at(130)), To: stamp(at(150)), Cause: "restart"}
	if g := r.Streams[1].Gaps; len(g) != 1 || g[0] != want {
		t.Errorf("gaps %+v", g)
	}
}

// TestOddLengths: a chunk that is no whole number of blocks is hashed all the
// same, and one that is larger than the others.
func TestOddLengths(t *testing.T) {
	w, s := newWorld(t), newStream(1)
	w.streams = []*stream{s}
	s.record(at(0), at(100))
	for i, n := range []int{1, 63, 64, 100_001, 3 << 20} {
		s.add(&chunk{kind: 1, flags: 1, from: at(100 + 10*i), span: 10 * time.Second, frames: 1, payload: make([]byte, n)})
	}
	s.record(at(150), at(700))
	w.logMinutes()
	if r := check(t, w.bundle(span{s, at(0), at(600)}).whole().zip(), ""); r.Verdict != verify.Complete || r.Streams[0].Chunks != 61 {
		t.Errorf("%v %+v %s", r.Verdict, r.Streams, show(t, r))
	}
}
