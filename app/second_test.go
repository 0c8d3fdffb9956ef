package app

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/evidence/second"
	"shiheng.internal/civic/law"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/worm"
	"shiheng.internal/store/worm/wormtest"
)

// oneHold is a register with one hold in force.
type oneHold evidence.Hold

// Holds implements second.Holds.
func (h oneHold) Holds(context.Context, evidence.Filter, audit.Paging) (audit.Page[evidence.Hold], error) {
	return audit.Page[evidence.Hold]{Items: []evidence.Hold{evidence.Hold(h)}}, nil
}

// TestFetchCopy copies real slots of held footage to a bucket and reads them
// back to files: byte for byte what lies on disk, or no file at all.
func TestFetchCopy(t *testing.T) {
	ctx, dir, now := t.Context(), t.TempDir(), time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	store, st := filled(t, dir, clock)
	db, err := rows.Open(ctx, rows.Config{URL: "sqlite:" + filepath.Join(dir, "rows.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	fake := wormtest.New()
	defer fake.Close()
	fake.Now = clock
	bucket, err := worm.Open(worm.Config{Endpoint: fake.URL, Bucket: wormtest.Bucket, AccessKey: wormtest.Access, SecretKey: wormtest.Secret}, clock)
	if err != nil {
		t.Fatal(err)
	}
	hold := evidence.Hold{
		ID: shiheng.NewID[shiheng.HoldID](now), State: evidence.InForce, From: now, To: now.Add(20 * time.Second), ReviewOn: law.DayOf(now).Add(90),
		Items: []evidence.HeldFootage{{Camera: st.Camera}},
	}
	h := &House{slots: store}
	h.second, err = second.New(second.Config{
		Store: rows.NewSecond(db), Holds: oneHold(hold), Footage: shelf{store}, LawDay: store.LawDay(), Now: clock,
		Bucket: func(context.Context) (second.Vault, second.Terms, error) {
			return bucket, second.Terms{ProbeDays: 30, LateHours: 24}, nil
		},
		Logged: func(context.Context) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	if p, err := h.second.Probe(ctx, audit.House("test")); err != nil || !p.Passed() {
		t.Fatalf("probe %+v, %v", p, err)
	}
	if err := h.second.Round(ctx); err != nil {
		t.Fatal(err)
	}
	of, err := h.second.Of(ctx, hold)
	if err != nil || of.All == 0 || of.Kept != of.All || len(of.Failed) != 0 {
		t.Fatalf("copied %+v, %v", of, err)
	}
	copies, err := h.second.Copies(ctx, hold)
	if err != nil || len(copies) != of.Kept {
		t.Fatalf("%d copies: %v", len(copies), err)
	}
	one, name := copies[0], filepath.Join(dir, "fetched.slot")
	if err := h.fetchCopy(ctx, one, name); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := slots.VerifySlot(f, one.Size); err != nil || got.Number != one.Number {
		t.Errorf("fetched %+v: %v", got, err)
	}
	if err := h.fetchCopy(ctx, one, name); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("over a file that is there: %v", err)
	}
	fake.Spoil()
	other := filepath.Join(dir, "spoiled.slot")
	if err := h.fetchCopy(ctx, one, other); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("an object that rotted: %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*fetch*")); err != nil || len(left) != 1 {
		t.Errorf("left behind %v, %v", left, err)
	}
}

// TestBucketSettings: what the settings of the bucket take.
func TestBucketSettings(t *testing.T) {
	for _, tt := range []struct {
		check func(json.RawMessage) error
		value string
		ok    bool
	}{
		{bucketAddress, `""`, true}, {bucketAddress, `"https://s3.example.cn:9000"`, true}, {bucketAddress, `"https://s3.example.cn/"`, true},
		{bucketAddress, `"http://127.0.0.1:9000"`, true}, {bucketAddress, `"http://s3.example.cn"`, false},
		{bucketAddress, `"https://u:p@s3.example.cn"`, false}, {bucketAddress, `"https://s3.example.cn/b"`, false}, {bucketAddress, `7`, false},
		{bucketName, `""`, true}, {bucketName, `"evidence-1"`, true}, {bucketName, `"E"`, false}, {bucketName, `"a/b"`, false},
		{bucketKey, `"AKIA123/+="`, true}, {bucketKey, `"with space"`, false}, {bucketWord, `"cn-east-1"`, true}, {bucketWord, `"a b"`, false},
	} {
		if err := tt.check(json.RawMessage(tt.value)); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.value, err)
		}
	}
}
