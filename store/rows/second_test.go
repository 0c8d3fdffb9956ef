package rows_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/evidence/second"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/worm"
	"shiheng.internal/store/worm/wormtest"
)

// rack has the sealed slots of a footage store that second copies are made of.
type rack struct {
	mu    sync.Mutex
	slots []second.Slot     // guarded by mu
	bytes map[string][]byte // by key; guarded by mu
	bad   map[string]error  // what reading one fails by; guarded by mu
	log   error             // why the log takes nothing
	under func() (second.Terms, second.Vault)
}

// Sealed implements second.Footage.
func (r *rack) Sealed(_ context.Context, c shiheng.CameraID, span shiheng.Span) (out []second.Slot, open int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.slots {
		if s.Camera == c && s.Span().Overlaps(span) {
			out = append(out, s)
		}
	}
	return out, 0, nil
}

// Read implements second.Footage.
func (r *rack) Read(_ context.Context, s second.Slot) (io.ReadSeeker, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.bad[s.Key()]; err != nil {
		return nil, err
	}
	b, ok := r.bytes[s.Key()]
	if !ok {
		return nil, shiheng.NotFound("footage.slot-gone")
	}
	return bytes.NewReader(b), nil
}

// secondWorld is a hold over an hour of one camera, in two slots, and a bucket.
type secondWorld struct {
	*world
	site   holding
	rack   *rack
	bucket *wormtest.Fake
	copies *second.Service
	hold   evidence.Hold
}

func (w *world) seconds(vices ...wormtest.Vice) *secondWorld {
	w.t.Helper()
	s := &secondWorld{world: w, site: w.held(), rack: &rack{bytes: map[string][]byte{}, bad: map[string]error{}}, bucket: wormtest.New(vices...)}
	w.t.Cleanup(s.bucket.Close)
	s.bucket.Now = w.clock.Now
	var err error
	s.hold, err = w.holds.Place(w.t.Context(), s.site.keeper, w.anHour(s.site.camera))
	w.ok(err)
	volume := shiheng.NewID[shiheng.VolumeID](start())
	for n := range 2 {
		from := s.hold.From.Add(time.Duration(n) * 30 * time.Minute)
		one := second.Slot{Volume: volume, Number: uint32(n), Use: 1, Camera: s.site.camera.ID, From: from, To: from.Add(30 * time.Minute), Size: 4096}
		s.rack.slots = append(s.rack.slots, one)
		s.rack.bytes[one.Key()] = bytes.Repeat([]byte{byte(n + 1)}, 4096)
	}
	vault, err := worm.Open(worm.Config{Endpoint: s.bucket.URL, Bucket: wormtest.Bucket, AccessKey: wormtest.Access, SecretKey: wormtest.Secret}, w.clock.Now)
	w.ok(err)
	s.rack.under = func() (second.Terms, second.Vault) { return second.Terms{ProbeDays: 30, LateHours: 24}, vault }
	s.copies = s.open(rows.NewSecond(w.db))
	return s
}

func (s *secondWorld) open(store second.Store) *second.Service {
	s.t.Helper()
	out, err := second.New(second.Config{
		Store: store, Holds: rows.NewHolds(s.db), Footage: s.rack, LawDay: 24 * time.Hour, Now: s.clock.Now,
		Bucket: func(context.Context) (second.Vault, second.Terms, error) {
			terms, v := s.rack.under()
			return v, terms, nil
		},
		Logged: func(context.Context) error { return s.rack.log },
	})
	s.ok(err)
	return out
}

// round looks after copies once, and tells how they stand.
func (s *secondWorld) round() second.Standing {
	s.t.Helper()
	s.ok(s.copies.Round(s.t.Context()))
	return s.copies.Standing()
}

func (s *secondWorld) probe() second.Probe {
	s.t.Helper()
	p, err := s.copies.Probe(s.t.Context(), house)
	s.ok(err)
	return p
}

// contractSecond holds rows of second copies and probes to what the room was
// promised.
func contractSecond(t *testing.T, w *world) {
	ctx, s := t.Context(), rows.NewSecond(w.db)
	volume, camera := shiheng.NewID[shiheng.VolumeID](start()), shiheng.NewID[shiheng.CameraID](start())
	var all []second.Copy
	for n := range 3 {
		from := start().Add(time.Duration(n) * time.Hour)
		all = append(all, second.Copy{
			Slot:  second.Slot{Volume: volume, Number: uint32(n), Use: 1, Camera: camera, From: from, To: from.Add(time.Hour), Size: 7},
			State: second.Waiting, Since: start(),
		})
	}
	put := func(copies ...second.Copy) {
		t.Helper()
		w.ok(s.Write(ctx, func(tx second.Tx) error {
			for _, c := range copies {
				if err := tx.PutCopy(c); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	put(all...)
	all[1].State, all[1].Object, all[1].Digest = second.Kept, second.Object{Name: all[1].Name(), Version: "v"}, "d"
	all[2].State = second.Ended
	put(all[1:]...)
	for name, tt := range map[string]struct {
		f      second.Filter
		behind string
		limit  int
		want   []second.Copy
	}{
		"all":               {second.Filter{}, "", 9, all},
		"the first":         {second.Filter{}, "", 1, all[:1]},
		"behind it":         {second.Filter{}, all[0].Key(), 9, all[1:]},
		"not ended":         {second.Filter{Going: true}, "", 9, all[:2]},
		"in a span":         {second.Filter{Camera: camera, Span: shiheng.Span{From: start().Add(time.Hour), To: start().Add(2 * time.Hour)}}, "", 9, all[1:2]},
		"from then on":      {second.Filter{Span: shiheng.Span{From: start().Add(90 * time.Minute)}}, "", 9, all[1:]},
		"of another camera": {second.Filter{Camera: shiheng.CameraID{9}}, "", 9, nil},
	} {
		if got, err := s.Copies(ctx, tt.f, tt.behind, tt.limit); err != nil || cmp.Diff(got, tt.want, cmpopts.EquateEmpty()) != "" {
			t.Errorf("%s: %v\n%s", name, err, cmp.Diff(got, tt.want))
		}
	}
	_, err := s.LastProbe(ctx, "one")
	if !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("no probe: %v", err)
	}
	for n, bucket := range []string{"one", "one", "two"} {
		w.ok(s.Write(ctx, func(tx second.Tx) error {
			return tx.PutProbe(second.Probe{At: start().Add(time.Duration(n) * time.Minute), Bucket: bucket, By: "x", Attempts: []second.Attempt{}})
		}))
	}
	if p, err := s.LastProbe(ctx, "one"); err != nil || !p.At.Equal(start().Add(time.Minute)) {
		t.Errorf("newest probe %+v, %v", p, err)
	}
}

// TestSecondCopy_W168_29_2 is the life of the second copies of one hold: none
// before a probe, on record before they are made, locked until the review,
// prolonged with it, read again, let go with the hold, removed in the end.
func TestSecondCopy_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	s, ctx := w.seconds(), t.Context()
	if st := s.round(); st.Serves || st.Owed != 2 || st.Kept != 0 || s.bucket.Puts() != 0 {
		t.Fatalf("without a probe: %+v, %d stored", st, s.bucket.Puts())
	}
	if p := s.probe(); !p.Passed() || len(w.events(audit.SecondProbe)) != 1 {
		t.Fatalf("probe %+v", p)
	}
	s.rack.log = shiheng.Unavailable("log.down")
	if st := s.round(); st.Kept != 0 || st.Failed != 2 || len(s.bucket.Items("slots/")) != 0 || len(w.events(audit.SecondCopy)) != 2 {
		t.Errorf("with the log down: %+v, %v stored", st, s.bucket.Items("slots/"))
	}
	s.rack.log = nil
	w.clock.Add(2 * time.Minute)
	bad := s.rack.slots[0]
	s.rack.bad[bad.Key()] = shiheng.Invalid("chunk.sha")
	if st := s.round(); st.Kept != 1 || st.Owed != 1 || st.Failed != 1 || !strings.Contains(st.First, "chunk.sha") {
		t.Errorf("one that fails stops others: %+v", st)
	}
	delete(s.rack.bad, bad.Key())
	w.clock.Add(25 * time.Hour)
	s.rack.bad[bad.Key()] = shiheng.Invalid("chunk.sha")
	if st := s.round(); st.Late != 1 {
		t.Errorf("late %+v", st)
	}
	delete(s.rack.bad, bad.Key())
	w.clock.Add(time.Hour)
	if st := s.round(); st.Kept != 2 || st.Late != 0 || st.Failed != 0 || len(w.events(audit.SecondCopy)) != 2 {
		t.Errorf("made: %+v, on record %d", st, len(w.events(audit.SecondCopy)))
	}
	ends := s.hold.ReviewOn.Add(1).Start()
	items := s.bucket.Items("slots/")
	for _, it := range items {
		if it.Mode != "COMPLIANCE" || !it.Until.Equal(ends) || !it.Held || strings.Contains(it.Name, s.site.camera.ID.String()) {
			t.Errorf("locked %+v until %v", it, ends)
		}
	}
	if e := w.events(audit.SecondCopy); len(items) != 2 || e[0].Article != evidence.Article || e[0].Cameras[0] != s.site.camera.ID || len(e[0].Details["digest"]) != 64 {
		t.Errorf("%d items, on record %+v", len(items), e)
	}
	of, err := s.copies.Of(ctx, s.hold)
	if w.ok(err); of.All != 2 || of.Kept != 2 || !of.Serves || of.Bytes != 8192 || of.Verified.IsZero() || len(of.Lost)+len(of.Failed) != 0 {
		t.Errorf("of the hold: %+v", of)
	}
	h, err := w.holds.Review(ctx, s.site.keeper, s.hold.ID, 0, s.hold.ReviewOn.Add(60), "案件未结")
	w.ok(err)
	s.round()
	for _, it := range s.bucket.Items("slots/") {
		if !it.Until.Equal(h.ReviewOn.Add(1).Start()) {
			t.Errorf("not prolonged: %+v", it)
		}
	}
	if len(w.events(audit.SecondProlong)) != 2 {
		t.Errorf("%d prolonged on record", len(w.events(audit.SecondProlong)))
	}
	h, err = w.holds.Propose(ctx, s.site.one, h.ID, h.Version, w.decided(s.site.one.Actor()), "案件已终结")
	w.ok(err)
	_, err = w.holds.Confirm(ctx, s.site.two, h.ID, h.Lifting.Digest)
	w.ok(err)
	s.round()
	for _, it := range s.bucket.Items("slots/") {
		if it.Held {
			t.Errorf("still under a legal hold: %+v", it)
		}
	}
	if got := len(s.bucket.Items("slots/")); got != 2 || len(w.events(audit.SecondRelease)) != 2 {
		t.Errorf("%d objects within their lock, %d let go on record", got, len(w.events(audit.SecondRelease)))
	}
	w.clock.Add(h.ReviewOn.Add(2).Start().Sub(w.clock.Now()))
	if st := s.round(); len(s.bucket.Items("slots/")) != 0 || len(w.events(audit.SecondEnd)) != 2 || st.Kept+st.Owed != 0 {
		t.Errorf("past its lock: %v, %+v", s.bucket.Items("slots/"), st)
	}
}

// TestSecondCopyAmiss_W168_29_2: an object that is not what was stored, or is
// not there, is found within a week, on record and made anew; a slot that is
// gone from the footage store is to be had from it.
func TestSecondCopyAmiss_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	s, ctx := w.seconds(), t.Context()
	s.probe()
	s.round()
	s.bucket.Spoil()
	w.clock.Add(6 * 24 * time.Hour)
	if st := s.round(); st.Kept != 2 {
		t.Errorf("read too early: %+v", st)
	}
	gone := s.rack.slots[1]
	s.rack.slots = s.rack.slots[:1]
	lost, err := s.copies.Of(ctx, s.hold)
	if w.ok(err); lost.All != 2 || len(lost.Lost) != 1 || lost.Lost[0].Key() != gone.Key() {
		t.Errorf("gone from the store: %+v", lost)
	}
	body, err := s.copies.Fetch(ctx, lost.Lost[0])
	w.ok(err)
	got, err := io.ReadAll(body)
	if w.ok(err); len(got) != 4096 || got[0] != 2 {
		t.Errorf("fetched %d bytes", len(got))
	}
	s.rack.slots = append(s.rack.slots, gone)
	w.clock.Add(25 * time.Hour)
	if st := s.round(); st.Kept != 0 || st.Owed != 2 || st.Failed != 2 || len(w.events(audit.SecondAmiss)) != 2 {
		t.Errorf("spoiled objects: %+v", st)
	}
	w.clock.Add(2 * time.Minute)
	if st := s.round(); st.Kept != 2 || len(s.bucket.Items("slots/")) != 4 {
		t.Errorf("made anew: %+v, %v", st, s.bucket.Items("slots/"))
	}
	held := 0
	for _, it := range s.bucket.Items("slots/") {
		if it.Held {
			held++
		}
	}
	if held != 2 { // what does not fit ends with its lock
		t.Errorf("%d under a legal hold", held)
	}
}

// TestSecondBucket_W168_29_2: a bucket that gave in to a probe, or was probed too
// long ago, takes nothing; one that does not answer is told of, and waited for.
func TestSecondBucket_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	s := w.seconds(wormtest.Shortens)
	if p := s.probe(); p.Passed() || w.events(audit.SecondProbe)[0].Details["shorten"] != "broken" {
		t.Errorf("a bucket that shortens locks: %+v", p)
	}
	if st := s.round(); st.Serves || len(s.bucket.Items("slots/")) != 0 {
		t.Errorf("it is used: %+v", st)
	}
	w = newWorld(t, sqliteURL(t), false)
	s = w.seconds()
	s.probe()
	s.bucket.SetDown(true)
	down := s.round()
	w.clock.Add(time.Hour)
	if again := s.round(); down.Down == nil || !again.Since.Equal(down.Since) || again.Owed != 2 {
		t.Errorf("down: %+v, %+v", down, again)
	}
	w.clock.Add(31 * 24 * time.Hour)
	s.bucket.SetDown(false)
	terms, vault := s.rack.under()
	terms.ProbeDays = 30
	s.rack.under = func() (second.Terms, second.Vault) { return terms, mute{vault} }
	if st := s.round(); st.Serves || st.Down != nil || s.bucket.Puts() > 5 || len(s.bucket.Items("slots/")) != 0 {
		t.Errorf("probed too long ago: %+v", st)
	}
	s.rack.under = func() (second.Terms, second.Vault) { return terms, vault }
	if st := s.round(); !st.Serves || st.Kept != 2 || len(w.events(audit.SecondProbe)) != 2 {
		t.Errorf("probed again by the house: %+v", st)
	}
}

// mute is a bucket that cannot be probed.
type mute struct{ second.Vault }

// Probe implements second.Vault.
func (mute) Probe(context.Context) ([]second.Attempt, error) {
	return nil, shiheng.Unavailable("second.bucket-down")
}

// TestSecondCopyCutOff_W168_29_2: whatever step the rows are lost at, before it
// took effect or after, a restart ends with one object a slot.
func TestSecondCopyCutOff_W168_29_2(t *testing.T) {
	for _, after := range []bool{false, true} {
		for n := 1; ; n++ {
			w := newWorld(t, sqliteURL(t), false)
			s := w.seconds()
			s.probe()
			cut := &cutting{Store: rows.NewSecond(w.db), left: n, after: after}
			s.copies = s.open(cut)
			err := s.copies.Round(t.Context())
			s.copies = s.open(rows.NewSecond(w.db)) // the next start
			w.clock.Add(2 * time.Minute)
			if st := s.round(); st.Kept != 2 || len(s.bucket.Items("slots/")) != 2 || len(w.events(audit.SecondCopy)) != 2 {
				t.Errorf("cut off at %d, after %v: %+v, %v, %d on record", n, after, st, s.bucket.Items("slots/"), len(w.events(audit.SecondCopy)))
			}
			if err == nil { // nothing was left to cut off
				break
			}
		}
	}
}

// cutting loses the answer of one write, or the write itself.
type cutting struct {
	second.Store
	left  int
	after bool
}

// Write implements second.Store.
func (c *cutting) Write(ctx context.Context, f func(second.Tx) error) error {
	c.left--
	if c.left == 0 && !c.after {
		return errors.New("cut off")
	}
	if err := c.Store.Write(ctx, f); err != nil || c.left != 0 {
		return err
	}
	return errors.New("cut off")
}
