package sim

import (
	"context"
	"encoding/binary"
	"errors"
	"testing"
	"time"

	"shiheng.internal/video/media"
)

// A sink is a wire that keeps the sequence numbers of what is sent.
type sink struct {
	seqs  []uint16
	bytes int
}

func (s *sink) send(p []byte) error {
	s.seqs = append(s.seqs, binary.BigEndian.Uint16(p[2:]))
	s.bytes += len(p)
	return nil
}
func (s *sink) flush() error { return nil }
func (s *sink) close(bool)   {}

// unit is an access unit of one NAL of a size.
func unit(size int, key bool) item {
	data := make([]byte, 4+size)
	binary.BigEndian.PutUint32(data, uint32(size))
	data[4] = 0x41
	if key {
		data[4] = 0x65
	}
	return item{codec: media.H264, key: key, data: data}
}

// sent is what becomes of n packets under bad manners over UDP.
func sent(t testing.TB, m Manners, n int) []uint16 {
	t.Helper()
	out := &sink{}
	s := newSender(m, out, 1, false, 42)
	s.udp = true
	s.split.Seq = 0
	for i := range n {
		u := unit(100, i == 0)
		u.pts, u.dts = int64(i)*3600, int64(i)*3600
		if err := s.write(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	return out.seqs
}

func TestPacketManners(t *testing.T) {
	const n = 20_000
	if got := sent(t, Manners{}, 1000); len(got) != 1000 {
		t.Errorf("well-behaved: %d of 1000 packets", len(got))
	}
	if lost := n - len(sent(t, Manners{Loss: 0.05}, n)); lost < n/25 || lost > n/16 {
		t.Errorf("loss: %d of %d", lost, n)
	}
	if twice := len(sent(t, Manners{Duplicate: 0.05}, n)) - n; twice < n/25 || twice > n/16 {
		t.Errorf("duplicate: %d of %d", twice, n)
	}
	late := 0
	seqs := sent(t, Manners{Reorder: 0.05}, n)
	for i := 1; i < len(seqs); i++ {
		if int16(seqs[i]-seqs[i-1]) < 0 {
			late++
		}
	}
	if late < n/25 || late > n/16 || len(seqs) < n-1 {
		t.Errorf("reorder: %d of %d late", late, len(seqs))
	}
	again := sent(t, Manners{Loss: 0.05}, n)
	for i, seq := range sent(t, Manners{Loss: 0.05}, n) {
		if again[i] != seq {
			t.Fatal("the same seed gave another run")
		}
	}
}

func TestClockManners(t *testing.T) {
	s := newSender(Manners{Wrap: true, Jump: time.Hour}, &sink{}, 1, false, 1)
	if s.base != 1<<33-900_000 {
		t.Errorf("wrap: time begins at %d", s.base)
	}
	s.began = time.Now().Add(-2*time.Hour - time.Minute)
	before := s.base
	if err := s.write(t.Context(), unit(10, true)); err != nil {
		t.Fatal(err)
	}
	if s.base-before != 3600*media.TimeScale {
		t.Errorf("jump: time leapt by %d", s.base-before)
	}
}

func TestStallGoesOnAtAKeyFrame(t *testing.T) {
	out := &sink{}
	s := newSender(Manners{StallEvery: time.Hour, StallFor: time.Minute}, out, 1, false, 1)
	write := func(age time.Duration, key bool) (came bool) {
		t.Helper()
		s.began = time.Now().Add(-age)
		before := len(out.seqs)
		if err := s.write(t.Context(), unit(10, key)); err != nil {
			t.Fatal(err)
		}
		return len(out.seqs) > before
	}
	for i, tt := range []struct {
		age  time.Duration
		key  bool
		want bool
	}{
		{time.Second, true, true}, {58 * time.Minute, false, true}, {59*time.Minute + time.Second, true, false},
		{61 * time.Minute, false, false}, {61 * time.Minute, true, true}, {61 * time.Minute, false, true},
	} {
		if got := write(tt.age, tt.key); got != tt.want {
			t.Errorf("step %d: sent is %v", i, got)
		}
	}
}

func TestResetEndsTheSession(t *testing.T) {
	s := newSender(Manners{TCPReset: time.Minute}, &sink{}, 1, false, 1)
	if err := s.write(t.Context(), unit(10, true)); err != nil {
		t.Fatal(err)
	}
	s.began = time.Now().Add(-2 * time.Minute)
	if err := s.write(t.Context(), unit(10, true)); !errors.Is(err, errReset) {
		t.Errorf("got %v", err)
	}
}

func TestToneHasTheRightLength(t *testing.T) {
	beep, samples := newTone(), 0
	var last int64
	for pts := int64(0); pts <= 10*media.TimeScale; pts += 6000 {
		err := beep.until(pts, func(i item) error {
			if i.pts < last || i.pts > pts {
				t.Errorf("sound at %d after %d, picture at %d", i.pts, last, pts)
			}
			last = i.pts
			samples += len(i.data)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if samples < 10*toneRate-tonePiece || samples > 10*toneRate {
		t.Errorf("%d samples in ten seconds", samples)
	}
}

func BenchmarkSender(b *testing.B) {
	s := newSender(Manners{}, &sink{}, 1, true, 1)
	key, rest := unit(20_000, true), unit(2_500, false)
	b.ReportAllocs()
	var at int64
	for i := 0; b.Loop(); i++ {
		u := rest
		if i%30 == 0 {
			u = key
		}
		u.pts, u.dts = at, at
		at += 6000
		if err := s.write(context.Background(), u); err != nil {
			b.Fatal(err)
		}
		s.wire.(*sink).seqs = s.wire.(*sink).seqs[:0]
	}
}
