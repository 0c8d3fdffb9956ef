package ingest

import (
	"bytes"
	"slices"
	"time"

	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/media"
)

// A splice joins the frames of successive Builders into one sequence: numbers
// go on, time goes on by the server's clock, and a track that is described as
// before keeps its value, so that neither recorder nor viewer sees more of a
// reconnect than the Gap it was.
type splice struct {
	seq      uint64 // last given
	pts      int64  // newest given, of any track
	received time.Time
	running  bool // there were frames before the present builder

	joined bool  // the present builder has given a frame
	shift  int64 // added to its times
	tracks []spliced
}

// spliced is one track of the stream.
type spliced struct {
	given *media.Track // as the present builder has it
	out   *media.Track // as it is published
	dts   int64        // last given
	gap   bool         // its next frame is the first after a break
}

// begin tells that a new builder takes over.
func (s *splice) begin() {
	s.joined = false
	for i := range s.tracks {
		s.tracks[i].given = nil
		s.tracks[i].gap = true
	}
}

// join gives f its place in the sequence. It reports whether the frame's track
// is new or described anew.
func (s *splice) join(f *media.Frame) bool {
	if !s.joined {
		s.joined = true
		s.shift = 0
		if s.running {
			passed := max(f.Received.Sub(s.received), time.Millisecond)
			s.shift = s.pts + int64(passed/time.Microsecond)*9/100 - f.DTS
		}
		s.running = true
	}
	s.seq++
	f.Seq = s.seq
	f.PTS += s.shift
	f.DTS += s.shift
	t, changed := s.track(f.Track)
	f.Track = t.out
	if t.gap {
		t.gap = false
		f.Flags |= media.Gap
	}
	if f.DTS <= t.dts {
		f.DTS = t.dts + 1
	}
	t.dts = f.DTS
	if f.PTS > s.pts {
		s.pts, s.received = f.PTS, f.Received
	}
	return changed
}

// track finds the published value for what the builder says.
func (s *splice) track(given *media.Track) (*spliced, bool) {
	for i := range s.tracks {
		t := &s.tracks[i]
		switch {
		case t.given == given:
			return t, false
		case t.out.ID != given.ID:
			continue
		case same(t.out, given):
			t.given = given
			return t, false
		}
		t.given = given
		out := *given
		out.Generation = t.out.Generation + 1
		t.out = &out
		return t, true
	}
	s.tracks = append(s.tracks, spliced{given: given, out: given, dts: -1 << 62})
	return &s.tracks[len(s.tracks)-1], true
}

// same reports whether a decoder that was set up for a can go on with b.
func same(a, b *media.Track) bool {
	equal := func(x, y [][]byte) bool { return slices.EqualFunc(x, y, bytes.Equal) }
	return a.Codec == b.Codec && a.Width == b.Width && a.Height == b.Height &&
		a.SampleRate == b.SampleRate && a.Channels == b.Channels && bytes.Equal(a.Config, b.Config) &&
		equal(a.VPS, b.VPS) && equal(a.SPS, b.SPS) && equal(a.PPS, b.PPS)
}

// facts lists the tracks for the play doctor.
func (s *splice) facts() []doctor.TrackFact {
	var out []doctor.TrackFact
	for i := range s.tracks {
		if t := s.tracks[i].out; s.tracks[i].given != nil {
			out = append(out, doctor.TrackFact{Codec: t.Codec.String(), Width: t.Width, Height: t.Height})
		}
	}
	return out
}
