package rtpframe_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v5/pkg/format/rtph264"
	"github.com/bluenviron/gortsplib/v5/pkg/format/rtph265"
	"github.com/bluenviron/gortsplib/v5/pkg/format/rtpmpeg4audio"
	"github.com/pion/rtp"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

// units are a frame's NAL units.
func units(f recorded) (out [][]byte) {
	for nal := range media.NALs(f.data) {
		out = append(out, nal)
	}
	return out
}

// rtpOf packs video frames with gortsplib's encoders.
func rtpOf(t testing.TB, frames []recorded, size int) [][]byte {
	t.Helper()
	var encode func(au [][]byte) ([]*rtp.Packet, error)
	if frames[0].Track.Codec == media.H264 {
		e := &rtph264.Encoder{PayloadType: 96, PayloadMaxSize: size, PacketizationMode: 1}
		if err := e.Init(); err != nil {
			t.Fatal(err)
		}
		encode = e.Encode
	} else {
		e := &rtph265.Encoder{PayloadType: 96, PayloadMaxSize: size}
		if err := e.Init(); err != nil {
			t.Fatal(err)
		}
		encode = e.Encode
	}
	var out [][]byte
	for _, f := range frames {
		cut, err := encode(units(f))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range cut {
			p.Timestamp = uint32(f.PTS)
			b, err := p.Marshal()
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, b)
		}
	}
	return out
}

// Elementary streams packed by another implementation come out as they were,
// declared or found out.
func TestElementaryStreams(t *testing.T) {
	for _, name := range clips {
		want := sink(source(t, name)).of(true)
		kind := rtpframe.H264
		if want[0].Track.Codec == media.H265 {
			kind = rtpframe.H265
		}
		for _, size := range []int{100, 400, 1400} {
			in := rtpOf(t, want, size)
			for _, k := range []rtpframe.Kind{kind, rtpframe.Auto} {
				r, got := receive(t, rtpframe.Config{Formats: []rtpframe.Format{{Type: 96, Kind: k}}, Window: 16}, in)
				same(t, got, want)
				if r.Kind() != kind {
					t.Errorf("%s in packets of %d is taken for %v", name, size, r.Kind())
				}
			}
		}
	}
}

// With a marker that has proven itself a frame is out before the next begins.
func TestMarkerCostsNoFrameOfDelay(t *testing.T) {
	want := sink(source(t, "h264.es")).of(true)
	b, got := builder(t)
	r, err := rtpframe.NewReceiver(rtpframe.Config{Builder: b, Formats: []rtpframe.Format{{Type: 96, Kind: rtpframe.H264}}})
	if err != nil {
		t.Fatal(err)
	}
	frame := 0
	for _, p := range rtpOf(t, want, 1400) {
		r.Push(p, t0.Add(time.Duration(frame)*40*time.Millisecond))
		if p[1]&0x80 != 0 {
			frame++
			if late := frame - len(*got); late > 1 || frame > 10 && late > 0 {
				t.Fatalf("after frame %d only %d are out", frame, len(*got))
			}
		}
	}
}

// A marker on every packet is found out and not believed again.
func TestLyingMarker(t *testing.T) {
	want := sink(source(t, "h264.es")).of(true)
	in := rtpOf(t, want, 300)
	for _, p := range in {
		p[1] |= 0x80
	}
	_, got := receive(t, rtpframe.Config{Formats: []rtpframe.Format{{Type: 96, Kind: rtpframe.H264}}}, in)
	same(t, got, want)
}

// Parameter sets from the session description open the track at once.
func TestOutOfBandSets(t *testing.T) {
	all := sink(source(t, "h264.es")).of(true)
	p := media.Params{SPS: all[0].Track.SPS, PPS: all[0].Track.PPS}
	_, got := receive(t, rtpframe.Config{Formats: []rtpframe.Format{{Type: 96, Kind: rtpframe.H264, Params: p}}}, rtpOf(t, all[1:], 1400))
	if len(got) != len(all)-1 || got[0].Track.Width != 128 || got[0].Track.Generation != 1 {
		t.Fatalf("%d frames, first track %+v", len(got), got[0].Track)
	}
	if got[30].Track != got[0].Track {
		t.Error("the same sets in band made another track")
	}
}

func TestAAC(t *testing.T) {
	e := &rtpmpeg4audio.Encoder{PayloadType: 97, SizeLength: 13, IndexLength: 3, IndexDeltaLength: 3, PayloadMaxSize: 300}
	if err := e.Init(); err != nil {
		t.Fatal(err)
	}
	var in [][]byte
	var want [][]byte
	for i := range 40 {
		var aus [][]byte
		for k := range 1 + i%4 {
			au := bytes.Repeat([]byte{byte(i), byte(k)}, 20+i*17%300)
			aus, want = append(aus, au), append(want, au)
		}
		ps, err := e.Encode(aus)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range ps {
			p.Timestamp += uint32(len(want)-len(aus)) * 1024
			b, _ := p.Marshal()
			in = append(in, b)
		}
	}
	_, got := receive(t, rtpframe.Config{Formats: []rtpframe.Format{{
		Type: 97, Kind: rtpframe.AAC, ClockRate: 16000,
		Params: media.Params{SampleRate: 16000, Channels: 1, Config: []byte{0x14, 0x08}},
	}}}, in)
	if len(got) != len(want) {
		t.Fatalf("%d access units, want %d", len(got), len(want))
	}
	for i, f := range got {
		if !bytes.Equal(f.data, want[i]) {
			t.Fatalf("access unit %d differs", i)
		}
		if d := f.PTS - got[0].PTS; d != int64(i)*1024*90_000/16000 {
			t.Errorf("access unit %d comes %d ticks after the first", i, d)
		}
	}
}

func rtpPacket(typ uint8, seq uint16, payload []byte) []byte {
	b, err := (&rtp.Packet{Header: rtp.Header{Version: 2, PayloadType: typ, SequenceNumber: seq, Timestamp: uint32(seq) * 3600, SSRC: 9}, Payload: payload}).Marshal()
	if err != nil {
		panic(err)
	}
	return b
}

// Hikvision's private header in front of a program stream is passed over.
func TestPrivateHeaderBeforePacks(t *testing.T) {
	want := sink(source(t, "h264.es"))
	in := packets(t, want, ps.MuxConfig{})
	head := withSeq(rtpPacket(96, 0, append([]byte("IMKH"), make([]byte, 36)...)), seqOf(in[0])-1)
	r, got := receive(t, rtpframe.Config{}, append([][]byte{withSSRC(head, 0x1234)}, in...))
	if r.Kind() != rtpframe.PS || len(got) != len(want) {
		t.Errorf("taken for %v, %d frames of %d", r.Kind(), len(got), len(want))
	}
}

// The payload is judged by its bytes.
func TestAuto(t *testing.T) {
	ts := bytes.Repeat(append([]byte{0x47}, make([]byte, 187)...), 7)
	es := sink(source(t, "h264.es"))[0]
	var raw []byte
	for _, u := range units(es) {
		raw = append(append(raw, 0, 0, 0, 1), u...)
	}
	tests := []struct {
		name    string
		typ     uint8
		payload []byte
		want    rtpframe.Kind
	}{
		{"middle of a frame", 96, bytes.Repeat([]byte{0x55}, 900), rtpframe.Auto},
		{"pack", 96, []byte("\x00\x00\x01\xba\x44\x00\x04\x00\x04\x01\x00\x00\x03\xf8"), rtpframe.PS},
		{"pack under a foreign type", 33, []byte("\x00\x00\x01\xba\x44\x00\x04\x00\x04\x01\x00\x00\x03\xf8"), rtpframe.PS},
		{"transport stream", 96, ts, rtpframe.TS},
		{"Hikvision private", 96, append([]byte("IMKH"), make([]byte, 36)...), rtpframe.IMKH},
		{"raw Annex B", 96, raw, rtpframe.AnnexB},
		{"A-law", 8, make([]byte, 160), rtpframe.G711},
		{"µ-law", 0, make([]byte, 160), rtpframe.G711},
	}
	for _, tt := range tests {
		var in [][]byte
		for i := range 5 {
			in = append(in, rtpPacket(tt.typ, uint16(i), tt.payload))
		}
		r, got := receive(t, rtpframe.Config{}, in)
		if r.Kind() != tt.want {
			t.Errorf("%s: taken for %v, want %v", tt.name, r.Kind(), tt.want)
		}
		if tt.typ == 0 && got[0].Track.Codec != media.PCMU {
			t.Errorf("%s: codec %v", tt.name, got[0].Track.Codec)
		}
		if tt.want == rtpframe.AnnexB && len(got) != 5 {
			t.Errorf("%s: %d frames", tt.name, len(got))
		}
	}
}
