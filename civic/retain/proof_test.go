package retain_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal/civic/retain"
)

// signs is a witness and the machine it cosigns for. Real is the time that
// really passed; the clocks are off by what a test says.
type signs struct {
	proof              retain.Proof
	real, theirs, wall time.Duration // theirs, wall: how far those clocks are off
	off                time.Duration // how long the machine was off
}

func (s *signs) ran() time.Duration { return s.real - s.off }

func (s *signs) pass(d time.Duration) { s.real += d }

// sign has the witness sign what the store held so long ago.
func (s *signs) sign(before time.Duration) {
	s.proof, _, _ = s.proof.Take(retain.Mark{
		Witness: "w", At: now.Add(s.real + s.theirs), Tally: s.ran() - before, Wall: now.Add(s.real + s.wall), Ran: s.ran(),
	})
}

// TestProof: what a witness proves of the age of footage, with honest and with
// wrong clocks (design, invariant 8).
func TestProof(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(s *signs)
		want time.Duration // the age proven of what ended at the beginning
	}{
		{"nobody signed", func(s *signs) { s.pass(31 * day) }, 0},
		{"signed once", func(s *signs) { s.sign(0); s.pass(31 * day) }, 0},
		{"signed thirty days apart", func(s *signs) { s.sign(0); s.pass(30 * day); s.sign(0) }, 30 * day},
		{"signed each hour", func(s *signs) {
			for range 30 * 24 {
				s.sign(0)
				s.pass(time.Hour)
			}
		}, 30*day - time.Hour},
		{"signed each half minute", func(s *signs) {
			for range 2 * 60 * 24 {
				s.sign(0)
				s.pass(30 * time.Second)
			}
		}, day - 30*time.Second},
		{"the machine was off: downtime counts", func(s *signs) { s.sign(0); s.pass(30 * day); s.off = 29 * day; s.sign(0) }, 30 * day},
		{"by file, weeks behind", func(s *signs) { s.pass(14 * day); s.sign(14 * day); s.pass(21 * day); s.sign(7 * day) }, 21 * day},
		{"our clock set forward", func(s *signs) { s.sign(0); s.wall = 31 * day; s.pass(time.Hour); s.sign(0) }, time.Hour},
		{"our clock set back", func(s *signs) { s.sign(0); s.wall = -400 * day; s.pass(30 * day); s.sign(0) }, 30 * day},
		{"the witness's clock leaps ahead", func(s *signs) { s.sign(0); s.theirs = 31 * day; s.pass(time.Hour); s.sign(0) }, time.Hour},
		{"leaps ahead and back", func(s *signs) {
			s.sign(0)
			s.theirs = 31 * day
			s.pass(time.Hour)
			s.sign(0)
			s.theirs = 0
			s.pass(time.Hour)
			s.sign(0)
			s.pass(time.Hour)
			s.sign(0)
		}, 2 * time.Hour},
		{"is always wrong by a year", func(s *signs) { s.theirs = 365 * day; s.sign(0); s.pass(30 * day); s.sign(0) }, 30 * day},
		{"its clock goes back", func(s *signs) { s.sign(0); s.theirs = -90 * day; s.pass(30 * day); s.sign(0) }, 0},
		{"its clock stands still", func(s *signs) {
			s.sign(0)
			for range 30 {
				s.pass(day)
				s.theirs -= day
				s.sign(0)
			}
		}, 0},
		{"the same answer twice", func(s *signs) { s.sign(0); s.pass(day); s.sign(0); s.sign(0) }, day},
	} {
		s := &signs{}
		tt.do(s)
		if got := s.proof.Age(0); got != tt.want {
			t.Errorf("%s: %s proven, want %s", tt.name, got, tt.want)
		}
		if kept := retain.NewProof(s.proof.Marks()); kept.Age(0) != tt.want {
			t.Errorf("%s: read back it proves %s", tt.name, kept.Age(0))
		}
	}
}

// TestProofOfLater: what ended behind a mark is not proven by it.
func TestProofOfLater(t *testing.T) {
	s := &signs{}
	s.sign(0)
	s.pass(10 * day)
	s.sign(0)
	s.pass(25 * day)
	s.sign(0)
	for ended, want := range map[time.Duration]time.Duration{0: 35 * day, 1: 25 * day, 10 * day: 25 * day, 10*day + 1: 0, 40 * day: 0} {
		if got := s.proof.Age(ended); got != want {
			t.Errorf("ended at %s: %s proven, want %s", ended, got, want)
		}
	}
}

// TestProofNeverLies: while of the witness's clock and ours one at a time is set
// anywhere, no more age is proven than has really passed.
func TestProofNeverLies(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := &signs{}
		theirs := rapid.Bool().Draw(r, "the witness is wrong")
		for range rapid.IntRange(2, 40).Draw(r, "steps") {
			s.pass(time.Duration(rapid.IntRange(0, 100).Draw(r, "pass")) * time.Hour)
			off := time.Duration(rapid.IntRange(-1000, 1000).Draw(r, "off")) * time.Hour
			if theirs {
				s.theirs = off
			} else {
				s.wall = off
			}
			s.sign(time.Duration(rapid.IntRange(0, 5).Draw(r, "behind")) * time.Hour)
		}
		for ended := -5 * time.Hour; ended < s.real; ended += time.Hour {
			if got := s.proof.Age(ended); got > s.real-ended {
				r.Fatalf("%s proven of what is %s old", got, s.real-ended)
			}
		}
	})
}
