package worm_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/evidence/second"
	"shiheng.internal/store/worm"
	"shiheng.internal/store/worm/wormtest"
)

func open(t *testing.T, endpoint, bucket, access, secret string) *worm.Bucket {
	t.Helper()
	b, err := worm.Open(worm.Config{Endpoint: endpoint, Bucket: bucket, AccessKey: access, SecretKey: secret}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fake is a bucket in memory with vices.
func fake(t *testing.T, vices ...wormtest.Vice) (*worm.Bucket, *wormtest.Fake) {
	t.Helper()
	f := wormtest.New(vices...)
	t.Cleanup(f.Close)
	return open(t, f.URL, wormtest.Bucket, wormtest.Access, wormtest.Secret), f
}

// gateway is a bucket of a real server, versitygw, which the set-up of tests
// builds.
func gateway(t *testing.T) *worm.Bucket {
	t.Helper()
	program, err := filepath.Abs("../../build/tools/versitygw")
	if err == nil {
		_, err = os.Stat(program)
	}
	if err != nil && os.Getenv("CI") != "" {
		t.Fatalf("the S3 server of the tests is not there: %v", err)
	}
	if err != nil {
		t.Skipf("not run: the S3 server of the tests is not there (%v); make setup-test builds it", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"data", "versions", "iam"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	server := exec.CommandContext(ctx, program, "--port", address, "--iam-dir", filepath.Join(dir, "iam"),
		"posix", "--versioning-dir", filepath.Join(dir, "versions"), filepath.Join(dir, "data"))
	server.Env = []string{"ROOT_ACCESS_KEY=" + wormtest.Access, "ROOT_SECRET_KEY=" + wormtest.Secret}
	var said bytes.Buffer
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = server.Wait() // it was killed
	})
	for deadline := time.Now().Add(30 * time.Second); ; {
		resp, err := http.Get("http://" + address + "/") //nolint:noctx // of the test's own server
		if err == nil {
			_ = resp.Body.Close()
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("versitygw does not answer: %v\n%s", err, &said)
		}
		time.Sleep(20 * time.Millisecond) // a process of its own: nothing tells when it is ready
	}
	b := open(t, "http://"+address, wormtest.Bucket, wormtest.Access, wormtest.Secret)
	if err := b.Make(t.Context()); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestContract holds a bucket of a real server, and the one that tests have in
// memory, to what the room was promised.
func TestContract(t *testing.T) {
	for name, b := range map[string]func(*testing.T) *worm.Bucket{
		"versitygw": gateway,
		"memory":    func(t *testing.T) *worm.Bucket { b, _ := fake(t); return b },
	} {
		size := 20 << 20 // which goes up in parts
		if name == "memory" {
			size = 1 << 20
		}
		t.Run(name, func(t *testing.T) { contract(t, b(t), size) })
	}
}

func contract(t *testing.T, b *worm.Bucket, size int) {
	ctx := t.Context()
	var v second.Vault = b
	if err := v.Ready(ctx); err != nil {
		t.Fatal(err)
	}
	body := bytes.Repeat([]byte("slot"), size/4)
	until := time.Now().Add(time.Hour).UTC().Truncate(time.Second)
	o, err := v.Put(ctx, "slots/a/1-1.slot", int64(len(body)), bytes.NewReader(body), second.Lock{Until: until, Held: true})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := v.Get(ctx, o); err != nil {
		t.Error(err)
	} else if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, body) {
		t.Errorf("read back %d bytes: %v", len(got), err)
	}
	locked := func(want second.Lock) {
		t.Helper()
		if got, err := v.Lock(ctx, o); err != nil || !got.Until.Equal(want.Until) || got.Held != want.Held {
			t.Errorf("locked %+v, want %+v: %v", got, want, err)
		}
	}
	locked(second.Lock{Until: until, Held: true})
	later := until.Add(time.Hour)
	if err := v.Prolong(ctx, o, later); err != nil {
		t.Error(err)
	}
	if err := v.Prolong(ctx, o, until); err == nil {
		t.Error("a lock was shortened")
	}
	locked(second.Lock{Until: later, Held: true})
	if err := v.Hold(ctx, o, false); err != nil {
		t.Error(err)
	}
	if err := v.Remove(ctx, o); !errors.Is(err, shiheng.ErrForbidden) && !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("a locked object was removed: %v", err)
	}
	locked(second.Lock{Until: later})
	newer, err := v.Put(ctx, o.Name, 3, strings.NewReader("new"), second.Lock{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.Versions(ctx, o.Name); err != nil || !slices.Equal(got, []second.Object{newer, o}) {
		t.Errorf("versions %v, want %v, %v: %v", got, newer, o, err)
	}
	if l, err := v.Lock(ctx, newer); err != nil || l != (second.Lock{}) {
		t.Errorf("an object without a lock has %+v, %v", l, err)
	}
	for range 2 { // one that is not there any more succeeds
		if err := v.Remove(ctx, newer); err != nil {
			t.Error(err)
		}
	}
	r, err := v.Get(ctx, newer)
	if err == nil {
		_, err = io.ReadAll(r)
	}
	if !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("what is not there: %v", err)
	}
	attempts, err := v.Probe(ctx)
	if p := (second.Probe{At: time.Now(), Attempts: attempts}); err != nil || !p.Passed() {
		t.Errorf("probe: %+v, %v", attempts, err)
	}
}

// TestProbe_W168_29_2: a bucket with any vice is not called compliant, and the
// trial that it failed is named.
func TestProbe_W168_29_2(t *testing.T) {
	for vice, want := range map[wormtest.Vice]string{
		wormtest.Shortens: "shorten", wormtest.Deletes: "delete-version", wormtest.Bypasses: "delete-bypass", wormtest.Overwrites: "overwrite",
		wormtest.Unsigned: "lift-unsigned", wormtest.Suspends: "suspend-versioning", wormtest.Forgets: "lock", wormtest.Clears: "clear-default",
		wormtest.Downgrades: "downgrade", wormtest.Holdless: "delete-held",
	} {
		t.Run(string(vice), func(t *testing.T) {
			b, f := fake(t, vice)
			f.Default = true
			attempts, err := b.Probe(t.Context())
			p := second.Probe{At: time.Now(), Attempts: attempts}
			if err != nil || p.Passed() || len(attempts) != len(second.Trials()) {
				t.Fatalf("passed %v: %+v, %v", p.Passed(), attempts, err)
			}
			if !slices.ContainsFunc(p.Broken(), func(tr second.Trial) bool { return tr.Name == want }) {
				t.Errorf("broken %v, want %s", p.Broken(), want)
			}
		})
	}
	b, f := fake(t)
	f.Default = true
	attempts, err := b.Probe(t.Context())
	if p := (second.Probe{At: time.Now(), Attempts: attempts}); err != nil || !p.Passed() || slices.ContainsFunc(attempts, func(a second.Attempt) bool { return a.Answer == second.Untried }) {
		t.Errorf("a strict bucket: %+v, %v", attempts, err)
	}
	f.Now = func() time.Time { return time.Now().Add(time.Hour) } // the locks of the first probe have run out
	if _, err := b.Probe(t.Context()); err != nil || len(f.Items("probe/")) > 2 {
		t.Errorf("the next probe leaves %v behind: %v", f.Items("probe/"), err)
	}
	f.SetDown(true)
	if _, err := b.Probe(t.Context()); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("a bucket that does not answer: %v", err)
	}
}

// TestOpen refuses what is no address of a bucket.
func TestOpen(t *testing.T) {
	for _, c := range []worm.Config{
		{}, {Endpoint: "https://s3.example"}, {Endpoint: "s3.example", Bucket: "b", AccessKey: "a", SecretKey: "s"},
		{Endpoint: "https://u:p@s3.example", Bucket: "b", AccessKey: "a", SecretKey: "s"},
		{Endpoint: "https://s3.example/path", Bucket: "b", AccessKey: "a", SecretKey: "s"},
	} {
		if _, err := worm.Open(c, time.Now); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
