package verify_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shiheng.internal/verify"
)

// one makes a world of one stream, recorded by f.
func one(t *testing.T, f func(s *stream)) (*world, *stream) {
	t.Helper()
	w, s := newWorld(t), newStream(1)
	w.streams = []*stream{s}
	f(s)
	w.logMinutes()
	return w, s
}

// says checks verdict, gaps and findings of a bundle of one span.
func says(t *testing.T, w *world, b *bag, want verify.Verdict, gaps []verify.Gap, codes ...string) *verify.Result {
	t.Helper()
	r := check(t, b.zip(), w.keys.policy(w.origin, "wuxi.example/log-2/2026"))
	if r.Verdict != want || fmt.Sprint(r.Streams[0].Gaps) != fmt.Sprint(gaps) {
		t.Errorf("%v with gaps %+v, want %v with %+v\n%s", r.Verdict, r.Streams[0].Gaps, want, gaps, show(t, r))
	}
	for _, c := range codes {
		if r.Found[c] == 0 {
			t.Errorf("no %s among %v", c, r.Found)
		}
	}
	return r
}

func gap(from, to int, cause string) verify.Gap {
	return verify.Gap{From: stamp(at(from)), To: stamp(at(to)), Cause: cause}
}

// TestWhatIsMissing: each way in which footage can be missing, and what the log
// has to say of it.
func TestWhatIsMissing(t *testing.T) {
	t.Run("recording began within the span", func(t *testing.T) {
		w, s := one(t, func(s *stream) { s.record(at(65), at(330)) })
		says(t, w, w.bundle(span{s, at(15), at(230)}).whole(), verify.Gaps, []verify.Gap{gap(15, 65, "begun")})
	})
	t.Run("a gap over both ends", func(t *testing.T) {
		w, s := one(t, func(s *stream) {
			s.record(at(0), at(20))
			s.stop(at(20), at(200), "no-signal")
			s.record(at(200), at(330))
		})
		says(t, w, w.bundle(span{s, at(60), at(180)}).whole(), verify.Gaps, []verify.Gap{gap(60, 180, "no-signal")})
	})
	t.Run("a gap beside the span", func(t *testing.T) {
		w, s := one(t, func(s *stream) {
			s.record(at(0), at(200))
			s.stop(at(200), at(250), "no-signal")
			s.record(at(250), at(330))
		})
		says(t, w, w.bundle(span{s, at(60), at(180)}).whole(), verify.Complete, nil)
	})
	t.Run("a silent source", func(t *testing.T) {
		w, s := one(t, func(s *stream) {
			s.record(at(0), at(100))
			s.record(at(107), at(330))
		})
		says(t, w, w.bundle(span{s, at(60), at(180)}).whole(), verify.Gaps, []verify.Gap{gap(100, 107, "silent")})
	})
	t.Run("something lost on the way", func(t *testing.T) {
		w, s := one(t, func(s *stream) {
			s.record(at(0), at(100))
			s.add(&chunk{kind: 1, flags: 3, from: at(105), span: 10 * time.Second, frames: 4, payload: mediaPayload(1)})
			s.record(at(115), at(330))
		})
		says(t, w, w.bundle(span{s, at(60), at(180)}).whole(), verify.Gaps, []verify.Gap{gap(100, 105, "lost")})
	})
	t.Run("numbers leap and nothing is declared", func(t *testing.T) {
		w, s := one(t, func(s *stream) {
			s.record(at(0), at(100))
			s.seq += 1 << 20
			s.record(at(100), at(330))
		})
		says(t, w, w.bundle(span{s, at(60), at(180)}).whole(), verify.Unproven, nil, "leap")
	})
	t.Run("numbers leap and it is declared", func(t *testing.T) {
		w, s := one(t, func(s *stream) {
			s.record(at(0), at(100))
			last := s.seq
			s.seq += 1 << 20
			g := hole{last - 1, "lost", at(100), at(120)}
			s.holes[s.add(&chunk{kind: 3, from: at(120), payload: g.payload()})] = g
			s.record(at(120), at(330))
		})
		says(t, w, w.bundle(span{s, at(60), at(180)}).whole(), verify.Gaps, []verify.Gap{gap(100, 120, "lost")})
	})
	t.Run("nothing after it yet", func(t *testing.T) {
		w, s := one(t, func(s *stream) { s.record(at(0), at(180)) })
		says(t, w, w.bundle(span{s, at(60), at(180)}).whole(), verify.Unproven, nil, "anchor.missing")
	})
}

// TestErased: what was erased lawfully is a gap with its certificate, and
// nothing without one.
func TestErased(t *testing.T) {
	erased := func(t *testing.T, below uint64) (*world, *stream) {
		w, s := one(t, func(s *stream) {
			s.record(at(0), at(100))
			s.add(&chunk{kind: 2, from: at(100), payload: initPayload()}) // a new slot
			s.record(at(100), at(120))
			s.add(&chunk{kind: 2, from: at(120), payload: initPayload()})
			s.record(at(120), at(330))
		})
		w.erase(s, below)
		return w, s
	}
	cause := "term " + stamp(day.Add(24*time.Hour))
	t.Run("whole minutes", func(t *testing.T) {
		w, s := erased(t, 112)
		b := w.bundle(span{s, at(15), at(230)}).whole()
		says(t, w, b, verify.Gaps, []verify.Gap{gap(15, 60, cause), gap(60, 120, cause)})
		for name := range w.certificates {
			b.drop(name)
		}
		b.careful()
		says(t, w, b, verify.Unproven, nil, "chunks.missing")
	})
	t.Run("a certificate without its act", func(t *testing.T) {
		w, s := erased(t, 112)
		b := w.bundle(span{s, at(15), at(230)}).whole()
		n := len(w.leaves) - 3 // act, export, sm3
		b.drop(fmt.Sprintf("log/log-2026/%d.json", n), fmt.Sprintf("log/log-2026/%d.tlog-proof", n))
		b.careful()
		says(t, w, b, verify.Unproven, nil, "erasure.act", "chunks.missing")
	})
	t.Run("a certificate changed", func(t *testing.T) {
		w, s := erased(t, 112)
		b := w.bundle(span{s, at(15), at(230)}).whole()
		for name := range w.certificates {
			edit(name, `"reason":"term"`, `"reason":"none"`)(b)
		}
		b.careful()
		says(t, w, b, verify.Altered, nil, "erasure.digest")
	})
	t.Run("part of a minute", func(t *testing.T) {
		w, s := erased(t, 110)
		b := w.bundle(span{s, at(15), at(230)}).whole()
		says(t, w, b, verify.Gaps, []verify.Gap{gap(15, 60, cause), gap(60, 100, cause)}, "declaration.loose")
		f := "data/original/" + s.id + "/000002.boxes"
		flip(f, -1)(b)
		b.careful()
		says(t, w, b, verify.Altered, []verify.Gap{gap(15, 60, cause), gap(60, 100, cause)}, "chunk.payload")
	})
	t.Run("what is left of a minute made anew", func(t *testing.T) {
		w, s := erased(t, 110)
		b := w.bundle(span{s, at(15), at(230)}).whole()
		forged := newStream(1)
		forged.seq = 110
		forged.record(at(100), at(120))
		var l, f []byte
		for _, c := range forged.chunks {
			l, f = append(l, c.text(true)...), append(f, c.bytes()...)
		}
		b.put("minutes/"+s.id+"/000002.chunks", l)
		b.put("data/original/"+s.id+"/000002.boxes", f)
		b.careful()
		says(t, w, b, verify.Altered, []verify.Gap{gap(15, 60, cause), gap(60, 100, cause)}, "chunk.chain")
	})
}

// TestRestored: what the log says of the time before it was restored cannot be
// proven, and is never called altered.
func TestRestored(t *testing.T) {
	restored := func(t *testing.T, cause string, with bool) *verify.Result {
		t.Helper()
		w := newWorld(t)
		w.origin, w.log = "wuxi.example/log-2/2026", "log-2-2026"
		epoch := map[string]any{"acts": 7, "at": stamp(at(200)), "cause": cause, "custodians": []string{}, "keys": []string{}, "kind": "epoch", "version": 1, "why": "drill"}
		if cause == "restore" {
			epoch["lost"] = map[string]any{"from": stamp(at(90)), "to": stamp(at(200))}
		}
		w.append(epoch)
		s := newStream(1)
		w.streams = []*stream{s}
		s.said = sha([]byte("a camera-minute of the old log"))
		s.record(at(0), at(330))
		w.logMinutes()
		if with {
			w.opened = append(w.opened, map[string]any{"index": 0})
		}
		b := w.bundle(span{s, at(15), at(250)}).whole()
		if with { // its leaf is there, and is no act
			b.files["custody/acts.json"] = []byte(strings.Replace(string(b.files["custody/acts.json"]), `{"index":0},`, "", 1))
			b.careful()
		}
		r := check(t, b.zip(), w.keys.policy(w.origin))
		return r
	}
	if r := restored(t, "restore", true); r.Verdict != verify.Unproven || r.Found["epoch.lost"] != 1 {
		t.Errorf("restored: %v %s", r.Verdict, show(t, r))
	}
	if r := restored(t, "restore", false); r.Verdict != verify.Unproven || r.Found["epoch.missing"] != 1 {
		t.Errorf("without its first leaf: %v %s", r.Verdict, show(t, r))
	}
	if r := restored(t, "rotation", true); r.Verdict != verify.Complete {
		t.Errorf("keys changed: %v %s", r.Verdict, show(t, r))
	}
	if r := restored(t, "whim", true); r.Verdict != verify.Unproven {
		t.Errorf("a cause that is not known: %v %s", r.Verdict, show(t, r))
	}
}
