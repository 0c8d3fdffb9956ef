package deliver_test

import (
	"bytes"
	"math"
	"testing"
	"time"

	"github.com/Eyevinn/mp4ff/mp4"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/fmp4"
)

// tape is a day's footage: 8 s, a gap of 30 s, 8 s of another run whose camera
// clock began anew.
type tape struct {
	*footage
	from, cut, again, to time.Time
}

func newTape(t *testing.T, c *clip) *tape {
	f := newFootage(t)
	from := time.Now().Add(-time.Hour).UTC().Truncate(time.Millisecond)
	v := &tape{footage: f, from: from}
	v.cut = f.record(c, 0, 200, from, 1<<33, trackA)
	v.again = v.cut.Add(30 * time.Second)
	f.missing(v.cut, v.again, "no-signal")
	v.to = f.record(c, 0, 200, v.again, 9000, trackA)
	return v
}

// watch opens a house with the tape and returns a player of it.
func (v *tape) watch(t *testing.T, codecs string) *player {
	h := open(t, func(c *deliver.Config) { c.Footage = v })
	h.grant = h.mint(shiheng.ActPlayback, time.Minute)
	h.grant.Footage = shiheng.Span{From: v.from, To: v.to}
	return h.dial("/playback?codecs=" + codecs)
}

func at(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// samples reads every sample of a player's bytes, which begin with an init.
func samples(t *testing.T, content []byte) map[uint32][]mp4.FullSample {
	t.Helper()
	f, err := mp4.DecodeFile(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	out := map[uint32][]mp4.FullSample{}
	for _, s := range f.Segments {
		for _, frag := range s.Fragments {
			id := frag.Moof.Traf.Tfhd.TrackID
			trex, _ := f.Init.Moov.Mvex.GetTrex(id)
			got, err := frag.GetFullSamples(trex)
			if err != nil {
				t.Fatal(err)
			}
			out[id] = append(out[id], got...)
		}
	}
	return out
}

// TestPlayback plays a tape from the middle over its gap to its end.
func TestPlayback(t *testing.T) {
	v := newTape(t, use(t, clip264))
	p := v.watch(t, "avc1,opus")
	p.send(map[string]any{"type": "seek", "at": at(v.from.Add(5500 * time.Millisecond)), "speed": 1})
	pos, _ := p.want("position")
	if want := v.from.Add(5 * time.Second); !pos.At.Equal(want) || pos.Media != 5 || !pos.DurableTo.Equal(v.to.Add(-40*time.Millisecond)) {
		t.Errorf("position is %v at media %v, durable to %v; want %v at 5", pos.At, pos.Media, pos.DurableTo, want)
	}
	first, _ := p.want("init")
	if !first.Epoch.Equal(v.from) || first.Audio != "opus" || first.Mark != "officer wang" {
		t.Errorf("init says %+v", first)
	}
	gap, got := p.want("gap")
	if !gap.From.Equal(v.cut) || !gap.To.Equal(v.again) || gap.Cause != "no-signal" {
		t.Errorf("gap is %+v", gap)
	}
	if _, more := p.want("idle"); len(more) > 0 {
		t.Errorf("%d bytes beyond the credit", len(more))
	}
	p.send(map[string]any{"type": "more", "until": 1000})
	end, rest := p.last()
	if end.Code != "footage.end" {
		t.Errorf("ends with %q", end.Code)
	}
	got = append(got, rest...)
	if pictures, sounds := decodes(t, got); pictures != 75+200 || sounds < 270*2-4 {
		t.Errorf("%d pictures and %d sounds decode, want 275 and about 550", pictures, sounds)
	}
	all := samples(t, got)
	for i, s := range all[1] {
		want := 5*90000 + int64(i)*3600
		if i >= 75 {
			want = 38*90000 + int64(i-75)*3600
		}
		if int64(s.DecodeTime) != want || s.Dur != 3600 {
			t.Fatalf("picture %d lies at %d for %d, want %d for 3600", i, s.DecodeTime, s.Dur, want)
		}
	}
	for i, s := range all[2] {
		if i > 0 && s.DecodeTime < all[2][i-1].DecodeTime+1800 {
			t.Fatalf("sound %d at %d overlaps the one before", i, s.DecodeTime)
		}
	}
}

// TestPlaybackSpeed sends key frames only above four times the pace, and all
// again below.
func TestPlaybackSpeed(t *testing.T) {
	v := newTape(t, use(t, clip264))
	p := v.watch(t, "avc1,opus")
	p.send(map[string]any{"type": "seek", "at": at(v.from), "speed": 16})
	p.want("position")
	if first, _ := p.want("init"); first.Audio != "opus" {
		t.Errorf("sound %q at 16 times, want a silent track", first.Audio)
	}
	_, got := p.want("gap")
	all := samples(t, got)
	if s := all[1]; len(s) != 8 || s[0].Dur != 90000 || !s[7].IsSync() {
		t.Errorf("%d pictures, want the 8 key frames, a second each", len(s))
	}
	if s := all[2]; len(s) != 8*50 || s[len(s)-1].DecodeTime != 8*90000-1800 {
		t.Errorf("%d sounds, want eight seconds of silence", len(s))
	}
	if pictures, _ := decodes(t, got); pictures != 8 {
		t.Errorf("%d pictures decode, want 8", pictures)
	}
	p.frames(3)
	p.send(map[string]any{"type": "seek", "at": at(v.from.Add(time.Second)), "speed": 8})
	p.want("position")
	p.want("idle")
	p.send(map[string]any{"type": "seek", "at": at(v.from.Add(time.Second)), "speed": 1})
	p.want("position")
	p.want("init")
	if s := samples(t, p.frames(20)); len(s[1]) < 5 || s[1][1].DecodeTime-s[1][0].DecodeTime != 3600 {
		t.Error("pictures do not come one by one after slowing down")
	}
}

// TestPlaybackCredit sends no more than the player has room for.
func TestPlaybackCredit(t *testing.T) {
	c := use(t, clip264)
	f := newFootage(t)
	from := time.Now().Add(-time.Hour).UTC().Truncate(time.Millisecond)
	to := f.record(c, 0, 25*120, from, 1<<33, nil)
	v := &tape{footage: f, from: from, to: to}
	p := v.watch(t, "avc1")
	p.send(map[string]any{"type": "seek", "at": at(from), "speed": 1})
	_, got := p.want("idle")
	if n := len(samples(t, got)[1]); n != 250 {
		t.Errorf("%d pictures on the first credit, want 10 s of them", n)
	}
	p.send(map[string]any{"type": "more", "until": 12})
	_, more := p.want("idle")
	got = append(got, more...)
	if n := len(samples(t, got)[1]); n != 300 {
		t.Errorf("%d pictures after more, want 12 s of them", n)
	}
	p.send(map[string]any{"type": "more", "until": math.MaxInt32})
	_, more = p.want("idle")
	got = append(got, more...)
	if n := len(samples(t, got)[1]); n != 300+1500 {
		t.Errorf("%d pictures after boundless more, want a minute on top", n)
	}
	p.send(map[string]any{"type": "seek", "at": at(from.Add(3 * time.Second)), "speed": 1})
	if pos, stale := p.want("position"); pos.Media != 3 || len(stale) > 0 {
		t.Errorf("position after seeking back is %v behind %d stale bytes", pos.Media, len(stale))
	}
	_, got = p.want("idle")
	if pictures, _ := decodes(t, got); pictures != 250 {
		t.Errorf("%d pictures decode after seeking back", pictures)
	}
}

// TestPlaybackSkipsGaps spends no credit on a gap that is jumped.
func TestPlaybackSkipsGaps(t *testing.T) {
	v := newTape(t, use(t, clip264))
	p := v.watch(t, "avc1")
	p.send(map[string]any{"type": "seek", "at": at(v.cut.Add(-time.Second)), "speed": 1, "skipGaps": true})
	_, got := p.want("gap")
	if n := len(samples(t, got)[1]); n != 25 {
		t.Errorf("%d pictures before the gap, want 25", n)
	}
	if m, _ := p.next(); m.Type != "bytes" {
		t.Errorf("%q behind the gap, want bytes", m.Type)
	}
	p.send(map[string]any{"type": "seek", "at": at(v.cut.Add(time.Second)), "speed": 1})
	pos, _ := p.want("position")
	if want := v.cut.Add(time.Second); !pos.At.Equal(want) {
		t.Errorf("a seek into the gap stands at %v, want %v", pos.At, want)
	}
	if gap, stale := p.want("gap"); !gap.To.Equal(v.again) || len(stale) > 0 {
		t.Errorf("gap to %v behind %d bytes", gap.To, len(stale))
	}
}

// TestPlaybackNeedsSpan refuses a grant that names no footage.
func TestPlaybackNeedsSpan(t *testing.T) {
	v := newTape(t, use(t, clip264))
	h := open(t, func(c *deliver.Config) { c.Footage = v })
	h.grant = h.mint(shiheng.ActPlayback, time.Minute)
	if end, _ := h.dial("/playback").last(); end.Code != "grant.footage" {
		t.Errorf("ends with %q, want grant.footage", end.Code)
	}
}

// TestPlaybackRefuses ends sessions that ask for what is not theirs.
func TestPlaybackRefuses(t *testing.T) {
	v := newTape(t, use(t, clip264))
	for _, tt := range []struct {
		name, codecs, code string
		send               map[string]any
	}{
		{"outside the span", "avc1", "grant.footage", map[string]any{"type": "seek", "at": at(v.to.Add(time.Second))}},
		{"no command", "avc1", "command.type", map[string]any{"type": "dance"}},
		{"speed", "avc1", "command.speed", map[string]any{"type": "speed", "speed": 17}},
		{"no time", "avc1", "command.at", map[string]any{"type": "seek"}},
		{"negative credit", "avc1", "command.until", map[string]any{"type": "more", "until": -1}},
		{"a coding it cannot show", "hvc1", "codec.unplayable", map[string]any{"type": "seek", "at": at(v.from)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := v.watch(t, tt.codecs)
			p.send(tt.send)
			if end, _ := p.last(); end.Code != tt.code {
				t.Errorf("ends with %q, want %q", end.Code, tt.code)
			}
		})
	}
}

// TestPlaybackChanges crosses four times the pace without a seek, and a run
// whose picture has another size.
func TestPlaybackChanges(t *testing.T) {
	narrow, wide := use(t, clip264), use(t, clipWide)
	f := newFootage(t)
	from := time.Now().Add(-time.Hour).UTC().Truncate(time.Millisecond)
	v := &tape{footage: f, from: from}
	v.cut = f.record(narrow, 0, 25*20, from, 1<<33, trackA)
	v.to = f.record(wide, 0, 25*100, v.cut, 4711, trackA)
	p := v.watch(t, "avc1,opus")
	p.send(map[string]any{"type": "seek", "at": at(from)})
	first, _ := p.want("init")
	_, got := p.want("idle")
	p.send(map[string]any{"type": "speed", "speed": 8})
	p.send(map[string]any{"type": "more", "until": 19.5})
	fast, rest := p.want("init")
	if len(rest) > 0 || fast.MIME != first.MIME {
		t.Errorf("%d bytes before the init of the new pace, %s", len(rest), fast.MIME)
	}
	_, rest = p.want("idle")
	got = append(got, rest...)
	for i, s := range samples(t, got)[1][250:] {
		if !s.IsSync() || s.DecodeTime != uint64(10+i)*90000 {
			t.Errorf("picture %d of the fast part lies at %d", i, s.DecodeTime)
		}
	}
	p.send(map[string]any{"type": "speed", "speed": 1})
	p.send(map[string]any{"type": "more", "until": 25})
	if slow, _ := p.want("init"); slow.Width != 640 {
		t.Errorf("width %d behind the change, want 640", slow.Width)
	}
	_, rest = p.want("idle")
	s := samples(t, rest)[1]
	if len(s) != 125 || s[0].DecodeTime != 20*90000 || s[1].DecodeTime != 20*90000+3600 {
		t.Errorf("%d pictures at the pace of 1, from %d", len(s), s[0].DecodeTime)
	}
	if pictures, _ := decodes(t, rest); pictures != 125 {
		t.Errorf("%d pictures decode", pictures)
	}
}

// TestPlaybackGrows waits for footage that is being recorded.
func TestPlaybackGrows(t *testing.T) {
	c := use(t, clip264)
	f := newFootage(t)
	from := time.Now().Add(-4 * time.Second).UTC().Truncate(time.Millisecond)
	v := &tape{footage: f, from: from, to: from.Add(time.Hour)}
	to := f.record(c, 0, 50, from, 1<<33, nil)
	p := v.watch(t, "avc1")
	p.send(map[string]any{"type": "seek", "at": at(from)})
	p.want("init")
	p.frames(50)
	f.record(c, 50, 60, to, 1<<33+50*3600, nil)
	if s := samplesAfter(t, p, c, 10); len(s) != 10 || s[0].DecodeTime != 50*3600 {
		t.Errorf("%d pictures more, from %d", len(s), s[0].DecodeTime)
	}
}

// samplesAfter reads n further fragments of a clip's player.
func samplesAfter(t *testing.T, p *player, c *clip, n int) []mp4.FullSample {
	t.Helper()
	head, err := fmp4.AppendInit(nil, c.track)
	if err != nil {
		t.Fatal(err)
	}
	return samples(t, append(head, p.frames(n)...))[1]
}

// TestPlaybackTranscodes plays H.265 over a gap to a player that shows only
// H.264, seeks in it, and plays its key frames.
func TestPlaybackTranscodes(t *testing.T) {
	c := use(t, clip265)
	f := newFootage(t)
	from := time.Now().Add(-time.Hour).UTC().Truncate(time.Millisecond)
	v := &tape{footage: f, from: from}
	v.cut = f.record(c, 0, 100, from, 1<<33, trackA)
	v.again = v.cut.Add(3 * time.Second)
	f.missing(v.cut, v.again, "no-signal")
	v.to = f.record(c, 0, 50, v.again, 9000, trackA)
	lab := newLab(t)
	h := open(t, func(o *deliver.Config) { o.Footage, o.Pictures = v, lab })
	h.grant = h.mint(shiheng.ActPlayback, time.Minute)
	h.grant.Footage = shiheng.Span{From: v.from, To: v.to}
	p := h.dial("/playback?codecs=avc1,opus")
	p.send(map[string]any{"type": "seek", "at": at(from.Add(time.Second))})
	p.want("position")
	first, _ := p.want("init")
	if !first.Transcoded || first.Codec != "h265" || first.Audio != "opus" {
		t.Errorf("init says %+v", first)
	}
	gap, got := p.want("gap")
	if !gap.To.Equal(v.again) {
		t.Errorf("gap to %v", gap.To)
	}
	_, rest := p.want("idle")
	got = append(got, rest...)
	if pictures, _ := decodes(t, got); pictures != 75+50 {
		t.Errorf("%d pictures decode, want 125", pictures)
	}
	for i, s := range samples(t, got)[1] {
		want := uint64(90000 + i*3600)
		if i >= 75 {
			want = uint64(7*90000 + (i-75)*3600)
		}
		if d := int64(s.DecodeTime) - int64(want); d < -200 || d > 200 {
			t.Fatalf("picture %d lies at %d, want %d", i, s.DecodeTime, want)
		}
	}
	p.send(map[string]any{"type": "seek", "at": at(from), "speed": 16})
	p.want("position")
	p.want("init")
	_, got = p.want("gap")
	if pictures, _ := decodes(t, got); pictures != 4 {
		t.Errorf("%d key frames decode, want 4", pictures)
	}
	_ = p.conn.CloseNow()
	for f.cursors() > 0 {
		<-time.After(time.Millisecond)
	}
	if running, _ := lab.Transcodes(); running != 0 {
		t.Errorf("%d transcodes are left", running)
	}
}
