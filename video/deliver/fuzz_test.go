package deliver

import (
	"bytes"
	"testing"

	"github.com/pion/rtp"
	rtpcodecs "github.com/pion/rtp/codecs"

	"shiheng.internal/video/media"
)

// commandsSent are what players send, and what they must not.
var commandsSent = []struct {
	in, code string
}{
	{`{"type":"seek","at":"2026-11-23T01:02:03.456Z","speed":2,"skipGaps":true,"keysOnly":false}`, ""},
	{`{"type":"seek","at":"2026-11-23T09:02:03+08:00"}`, ""},
	{`{"type":"more","until":12.5}`, ""},
	{`{"type":"speed","speed":0.5}`, ""},
	{`{"type":"speed","speed":0.4}`, "command.speed"},
	{`{"type":"speed"}`, "command.speed"},
	{`{"type":"seek","speed":1}`, "command.at"},
	{`{"type":"more","until":-1}`, "command.until"},
	{`{"type":"more","until":1e300}`, "command.until"},
	{`{"type":"more","until":"x"}`, "command.form"},
	{`{"type":"seek","at":"yesterday"}`, "command.form"},
	{`{}`, "command.type"},
	{`[`, "command.form"},
}

func TestParseCommand(t *testing.T) {
	for _, tt := range commandsSent {
		_, err := parseCommand([]byte(tt.in))
		if got := endOf(err).Code; err != nil && got != tt.code || err == nil && tt.code != "" {
			t.Errorf("parseCommand(%s) = %v, want %q", tt.in, err, tt.code)
		}
	}
}

func FuzzParseCommand(f *testing.F) {
	for _, tt := range commandsSent {
		f.Add([]byte(tt.in))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		c, err := parseCommand(in)
		if err != nil {
			return
		}
		if c.Type != "more" && !(c.Speed >= slowest && c.Speed <= fastest) || c.Type == "more" && !(c.Until >= 0 && c.Until < 1e10) {
			t.Errorf("parseCommand(%q) let %+v through", in, c)
		}
	})
}

// FuzzPacketizer packs anything a camera may send, and unpacks it with an
// independent reader: the slices come out as they went in.
func FuzzPacketizer(f *testing.F) {
	f.Add([]byte{0, 0, 0, 2, 0x65, 1, 0, 0, 0, 2, 0x41, 2}, true)
	f.Add([]byte{0, 0, 0, 9, 0x65}, false)
	f.Add(append([]byte{0, 0, 0x20, 0, 0x61}, make([]byte, 0x1fff)...), false)
	f.Fuzz(func(t *testing.T, data []byte, key bool) {
		var got, want bytes.Buffer
		unpack := rtpcodecs.H264Packet{IsAVC: true}
		marks := 0
		p := packetizer{send: func(r *rtp.Packet) error {
			if len(r.Payload) == 0 || len(r.Payload) > rtpPayload {
				t.Fatalf("payload of %d bytes", len(r.Payload))
			}
			if r.Marker {
				marks++
			}
			b, err := unpack.Unmarshal(bytes.Clone(r.Payload))
			if err != nil {
				t.Fatal(err)
			}
			got.Write(b)
			return nil
		}}
		frame := &media.Frame{Track: &media.Track{Codec: media.H264, SPS: [][]byte{{0x67, 1, 2, 3}}, PPS: [][]byte{{0x68, 1}}}, Data: data}
		if key {
			frame.Flags = media.Key
			want.Write([]byte{0, 0, 0, 4, 0x67, 1, 2, 3, 0, 0, 0, 2, 0x68, 1})
		}
		slices := 0
		for rest := data; ; {
			nal, ok := cutNAL(&rest)
			if !ok {
				break
			}
			if len(nal) > 0 && nal[0]&31 >= nalSlice && nal[0]&31 <= nalIDR {
				slices++
				want.Write([]byte{byte(len(nal) >> 24), byte(len(nal) >> 16), byte(len(nal) >> 8), byte(len(nal))})
				want.Write(nal)
			}
		}
		if err := p.picture(frame, 1); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("unpacked %d bytes, want %d", got.Len(), want.Len())
		}
		if slices > 0 && marks != 1 {
			t.Errorf("%d markers on one picture", marks)
		}
	})
}
