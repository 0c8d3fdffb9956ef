package fmp4_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/Eyevinn/mp4ff/mp4"
	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/video/fmp4"
	"shiheng.internal/video/media"
)

// segment writes an init and one fragment of all frames of a clip.
func segment(t *testing.T, c *clip) []byte {
	t.Helper()
	out, err := fmp4.AppendInit(nil, c.track)
	if err != nil {
		t.Fatal(err)
	}
	buffers, err := fmp4.Fragment(1, c.frames[0].DTS, 3600, c.frames)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range buffers {
		out = append(out, b...)
	}
	return out
}

// TestSources writes what ffmpeg wrote, and holds ours to ffmpeg's reading,
// its decoder, and an independent reader.
func TestSources(t *testing.T) {
	for _, s := range sources {
		t.Run(s.name, func(t *testing.T) {
			c := s.get(t)
			if got, err := fmp4.MIME(c.track); err != nil || got != s.mime {
				t.Errorf("MIME = %s, %v, want %s", got, err, s.mime)
			}
			content := segment(t, c)
			if said := probe(t, content, "ffmpeg", []string{"-xerror", "-i"}, []string{"-f", "null", "-"}); said != "" {
				t.Errorf("ffmpeg complains: %s", said)
			}
			count := probe(t, content, "ffprobe", []string{"-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"}, nil)
			if want := len(c.frames); !strings.HasPrefix(count, itoa(want)) {
				t.Errorf("ffprobe counts %s packets, want %d", count, want)
			}
			f, err := mp4.DecodeFile(bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			sameEntry(t, f.Init, c.whole)
			samples, err := f.Segments[0].Fragments[0].GetFullSamples(f.Init.Moov.Mvex.Trex)
			if err != nil || len(samples) != len(c.frames) {
				t.Fatalf("%d samples, %v, want %d", len(samples), err, len(c.frames))
			}
			for i, s := range samples {
				v := c.frames[i]
				if int64(s.DecodeTime) != v.DTS && c.track.Codec != media.AAC || s.CompositionTimeOffset != int32(v.PTS-v.DTS) || !bytes.Equal(s.Data, v.Data) || s.IsSync() != (v.IsKey() || c.track.Codec == media.AAC) {
					t.Fatalf("sample %d: %+v differs from its frame", i, s.Sample)
				}
			}
		})
	}
}

// sameEntry compares the decoder configuration with the one of ffmpeg's muxer.
func sameEntry(t *testing.T, got, want *mp4.InitSegment) {
	t.Helper()
	g, w := got.Moov.Trak.Mdia.Minf.Stbl.Stsd, want.Moov.Trak.Mdia.Minf.Stbl.Stsd
	write := func(b mp4.Box) string {
		var out bytes.Buffer
		if err := b.Encode(&out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	switch {
	case w.AvcX != nil:
		if g.AvcX == nil || write(g.AvcX.AvcC) != write(w.AvcX.AvcC) || g.AvcX.Width != w.AvcX.Width || g.AvcX.Height != w.AvcX.Height {
			t.Errorf("avcC differs:\n%x\n%x", write(g.AvcX.AvcC), write(w.AvcX.AvcC))
		}
	case w.HvcX != nil:
		a, b := g.HvcX.HvcC.DecConfRec, w.HvcX.HvcC.DecConfRec
		a.MinSpatialSegmentationIDC, b.MinSpatialSegmentationIDC = 0, 0 // ours says unknown
		a.ParallellismType, b.ParallellismType = 0, 0
		if len(b.NaluArrays) > 3 {
			b.NaluArrays = b.NaluArrays[:3] // ffmpeg adds the encoder's SEI
		}
		if a.GeneralProfileIDC != b.GeneralProfileIDC || a.GeneralProfileCompatibilityFlags != b.GeneralProfileCompatibilityFlags ||
			a.GeneralConstraintIndicatorFlags != b.GeneralConstraintIndicatorFlags || a.GeneralLevelIDC != b.GeneralLevelIDC ||
			a.ChromaFormatIDC != b.ChromaFormatIDC || a.BitDepthLumaMinus8 != b.BitDepthLumaMinus8 || a.BitDepthChromaMinus8 != b.BitDepthChromaMinus8 ||
			a.NumTemporalLayers != b.NumTemporalLayers || a.TemporalIDNested != b.TemporalIDNested || a.LengthSizeMinusOne != b.LengthSizeMinusOne {
			t.Errorf("hvcC differs:\n%+v\n%+v", a, b)
		}
		for i := range b.NaluArrays {
			if a.NaluArrays[i].NaluType() != b.NaluArrays[i].NaluType() || !slices.EqualFunc(a.NaluArrays[i].Nalus, b.NaluArrays[i].Nalus, bytes.Equal) {
				t.Errorf("parameter sets %d differ", i)
			}
		}
	default:
		if g.Mp4a.SampleRate != w.Mp4a.SampleRate || g.Mp4a.ChannelCount != w.Mp4a.ChannelCount || !bytes.Equal(g.Mp4a.Esds.DecConfigDescriptor.DecSpecificInfo.DecConfig, w.Mp4a.Esds.DecConfigDescriptor.DecSpecificInfo.DecConfig) {
			t.Errorf("mp4a differs")
		}
	}
}

func itoa(n int) string {
	var b []byte
	for ; n > 0; n /= 10 {
		b = append([]byte{byte('0' + n%10)}, b...)
	}
	return string(b)
}

// TestDescribe reads size, rate and order from parameter sets.
func TestDescribe(t *testing.T) {
	for name, want := range map[string]fmp4.Picture{
		"h264 baseline":           {Width: 320, Height: 240, FPS: 25, Reorders: fmp4.ReordersNever},
		"h264 high with B-frames": {Width: 320, Height: 240, FPS: 25, Reorders: fmp4.ReordersYes},
		"h265":                    {Width: 320, Height: 240, FPS: 25, Reorders: fmp4.ReordersYes},
	} {
		i := slices.IndexFunc(sources, func(s source) bool { return s.name == name })
		if got, err := fmp4.Describe(sources[i].get(t).track); err != nil || got != want {
			t.Errorf("Describe(%s) = %+v, %v, want %+v", name, got, err, want)
		}
	}
}

// TestG711File writes sound as cameras send it, as the export keeps it.
func TestG711File(t *testing.T) {
	for codec, name := range map[media.Codec]string{media.PCMA: "pcm_alaw", media.PCMU: "pcm_mulaw"} {
		c := &clip{track: &media.Track{ID: 2, Codec: codec, SampleRate: 8000, Channels: 1}}
		for i := range 50 {
			c.frames = append(c.frames, &media.Frame{Track: c.track, DTS: int64(i) * 3600, PTS: int64(i) * 3600, Data: bytes.Repeat([]byte{byte(i), 0x55}, 160)})
		}
		content := segment(t, c)
		got := probe(t, content, "ffprobe", []string{"-show_entries", "stream=codec_name,sample_rate,channels", "-of", "csv=p=0"}, nil)
		if want := name + ",8000,1"; got != want {
			t.Errorf("ffprobe reads %s, want %s", got, want)
		}
		if said := probe(t, content, "ffmpeg", []string{"-xerror", "-i"}, []string{"-f", "null", "-"}); said != "" {
			t.Errorf("ffmpeg complains: %s", said)
		}
	}
}

// TestUnusable refuses tracks no file can hold, and leaves the bytes alone.
func TestUnusable(t *testing.T) {
	good := sources[0].get(t).track
	for name, track := range map[string]*media.Track{
		"opaque":       {ID: 1, Codec: media.SVAC},
		"no sets":      {ID: 1, Codec: media.H264},
		"short set":    {ID: 1, Codec: media.H264, SPS: [][]byte{{0x67, 1}}, PPS: good.PPS},
		"no PPS":       {ID: 1, Codec: media.H264, SPS: good.SPS},
		"too many":     {ID: 1, Codec: media.H264, SPS: good.SPS, PPS: slices.Repeat(good.PPS, 40)},
		"H.265 sets":   {ID: 1, Codec: media.H265, SPS: good.SPS, PPS: good.PPS},
		"no config":    {ID: 1, Codec: media.AAC},
		"no such":      {ID: 1},
		"vast config":  {ID: 1, Codec: media.AAC, Config: make([]byte, 100)},
		"vast SPS":     {ID: 1, Codec: media.H264, SPS: [][]byte{make([]byte, 5000)}, PPS: good.PPS},
		"private data": {ID: 1, Codec: media.Private},
	} {
		before := []byte("before")
		got, err := fmp4.AppendInit(before, track)
		if !errors.Is(err, shiheng.ErrInvalid) || string(got) != "before" {
			t.Errorf("%s: AppendInit = %d bytes, %v", name, len(got), err)
		}
		if got, err := fmp4.AppendSampleEntry(before, track); !errors.Is(err, shiheng.ErrInvalid) || string(got) != "before" {
			t.Errorf("%s: AppendSampleEntry = %d bytes, %v", name, len(got), err)
		}
	}
	if _, err := fmp4.AppendInit(nil); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("no tracks: %v", err)
	}
	for name, run := range map[string]fmp4.Run{
		"empty":    {Track: 1},
		"negative": {Track: 1, Base: -1, Samples: make([]fmp4.Sample, 1)},
		"too long": {Track: 1, Samples: []fmp4.Sample{{Size: 1 << 31}}},
	} {
		if got, err := fmp4.AppendFragment([]byte("b"), 1, run); !errors.Is(err, shiheng.ErrInvalid) || string(got) != "b" {
			t.Errorf("%s: AppendFragment = %q, %v", name, got, err)
		}
	}
}

// TestFragmentReadsBack holds any fragment to an independent reader.
func TestFragmentReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sample := rapid.Custom(func(t *rapid.T) fmp4.Sample {
			return fmp4.Sample{
				Duration: rapid.Uint32().Draw(t, "duration"), Size: uint32(rapid.IntRange(0, 2000).Draw(t, "size")),
				Offset: rapid.Int32().Draw(t, "offset"), Key: rapid.Bool().Draw(t, "key"),
			}
		})
		var runs []fmp4.Run
		for i := range rapid.IntRange(1, 8).Draw(t, "runs") {
			runs = append(runs, fmp4.Run{Track: uint8(i + 1), Video: i == 0, Base: rapid.Int64Min(0).Draw(t, "base"), Samples: rapid.SliceOfN(sample, 1, 20).Draw(t, "samples")})
		}
		out, err := fmp4.AppendFragment([]byte("behind"), 7, runs...)
		if err != nil {
			t.Fatal(err)
		}
		out = out[6:]
		mark := byte(0)
		for _, r := range runs {
			for _, s := range r.Samples {
				mark++
				out = append(out, bytes.Repeat([]byte{mark}, int(s.Size))...)
			}
		}
		f, err := mp4.DecodeFile(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		moof := f.Segments[0].Fragments[0].Moof
		mark = 0
		for i, r := range runs {
			traf := moof.Trafs[i]
			if traf.Tfdt.BaseMediaDecodeTime() != uint64(r.Base) || int(traf.Tfhd.TrackID) != i+1 {
				t.Fatalf("run %d lies at %d of track %d", i, traf.Tfdt.BaseMediaDecodeTime(), traf.Tfhd.TrackID)
			}
			at := int(traf.Trun.DataOffset)
			for j, s := range traf.Trun.Samples {
				mark++
				want := r.Samples[j]
				if s.Dur != want.Duration || s.Size != want.Size || s.CompositionTimeOffset != want.Offset || s.IsSync() != (want.Key || !r.Video) {
					t.Fatalf("run %d sample %d is %+v, want %+v", i, j, s, want)
				}
				for _, b := range out[at : at+int(s.Size)] {
					if b != mark {
						t.Fatalf("run %d sample %d has another's bytes", i, j)
					}
				}
				at += int(s.Size)
			}
		}
	})
}

// FuzzParams reads anything as parameter sets: an init that was made must be
// readable.
func FuzzParams(f *testing.F) {
	for _, s := range sources {
		c := s.get(f)
		if c.track.Codec == media.AAC {
			f.Add(uint8(media.AAC), c.track.Config, []byte{})
			continue
		}
		f.Add(uint8(c.track.Codec), c.track.SPS[0], c.track.PPS[0])
	}
	f.Fuzz(func(t *testing.T, codec uint8, sps, pps []byte) {
		track := &media.Track{ID: 1, Codec: media.Codec(codec % 8), SPS: [][]byte{sps}, PPS: [][]byte{pps}, Config: sps, SampleRate: len(pps) * 1000, Channels: 1}
		content, err := fmp4.AppendInit(nil, track)
		if err != nil {
			return
		}
		if _, err := fmp4.MIME(track); err != nil {
			t.Errorf("an init was made, but no MIME type: %v", err)
		}
		if _, err := mp4.DecodeFile(bytes.NewReader(content)); err != nil && track.Codec != media.AAC {
			t.Errorf("the init cannot be read: %v", err)
		}
	})
}

func BenchmarkAppendFragment(b *testing.B) {
	samples := []fmp4.Sample{{Duration: 3600, Size: 20000, Key: true}}
	buf := make([]byte, 0, 512)
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if buf, err = fmp4.AppendFragment(buf[:0], 1, fmp4.Run{Track: 1, Video: true, Base: 90000, Samples: samples}); err != nil {
			b.Fatal(err)
		}
	}
}
