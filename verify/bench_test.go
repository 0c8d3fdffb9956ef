//go:build unix

package verify_test

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"shiheng.internal/verify"
)

// BenchmarkHour checks one hour of one camera of 4 Mbit/s: 1.8 GB in chunks of
// two seconds. Run with GOMAXPROCS=1 it is the time on one core.
func BenchmarkHour(b *testing.B) {
	w, s := newWorld(b), newStream(1)
	w.streams = []*stream{s}
	payload := make([]byte, 1_000_000)
	_, _ = rand.Read(payload)
	payload = padded(box("mdat", payload))
	s.add(&chunk{kind: 2, from: at(0), payload: initPayload()})
	for at0 := at(0); at0.Before(at(3660)); at0 = at0.Add(2 * time.Second) {
		s.add(&chunk{kind: 1, flags: 1, from: at0, span: 2 * time.Second, frames: 50, payload: payload})
	}
	w.logMinutes()
	name := filepath.Join(b.TempDir(), "hour.evb.zip")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	w.bundle(span{s, at(0), at(3600)}).write(f)
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	before := cpu()
	for b.Loop() {
		r, err := verify.Bundle(b.Context(), f, info.Size(), verify.Options{Policy: []byte(w.keys.policy(w.origin))})
		if err != nil || r.Verdict != verify.Complete || r.Streams[0].Chunks != 1801 {
			b.Fatal(err, show(b, r))
		}
	}
	b.ReportMetric((cpu()-before).Seconds()/float64(b.N), "cpu-s/op")
}

// cpu is the time that the process has had of its processors.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
