package ingest_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

// Parameter sets and slices of the practice stream: H.264, 640×480.
var (
	sps264 = []byte("\x67\x42\xc0\x1e\xda\x02\x80\xf6\x84\x00\x00\x03\x00\x04\x00\x00\x03\x00\xca\x3c\x58\xba\x80")
	pps264 = []byte("\x68\xce\x0f\xc8")
)

// newID makes a fresh camera.
func newID(id *shiheng.CameraID) { *id = shiheng.NewID[shiheng.CameraID](time.Now()) }

// lengths writes NAL units as they lie in a frame.
func lengths(nals ...[]byte) []byte {
	var out []byte
	for _, n := range nals {
		out = binary.BigEndian.AppendUint32(out, uint32(len(n)))
		out = append(out, n...)
	}
	return out
}

// slice makes a coded slice that carries number and size bytes of filling.
func slice(key bool, number uint32, size int) []byte {
	head := byte(0x41)
	if key {
		head = 0x65
	}
	out := []byte{head, 0x88, 0x80} // first_mb_in_slice 0
	out = binary.BigEndian.AppendUint32(out, number|0x80808080)
	for len(out) < size {
		out = append(out, 0x55)
	}
	return out
}

// A sender is a camera's encoder and packetizer: 25 frames a second, a key
// frame every 10, G.711 with them.
type sender struct {
	mux    *ps.Muxer
	split  rtpframe.Packetizer
	video  *media.Track
	audio  *media.Track
	number uint32
	size   int // bytes of a slice
	send   func([]byte) error
	buf    []byte
	every  time.Duration // between frames
	stop   int           // frames after which it falls silent; 0 = never
	bare   bool          // send elementary stream instead of PS
}

func newSender(ssrc uint32, send func([]byte) error) *sender {
	return &sender{
		mux: ps.NewMuxer(ps.MuxConfig{}), split: rtpframe.Packetizer{Type: 96, SSRC: ssrc, Seq: 65500},
		video: &media.Track{ID: 1, Codec: media.H264, SPS: [][]byte{sps264}, PPS: [][]byte{pps264}},
		audio: &media.Track{ID: 2, Codec: media.PCMA, SampleRate: 8000, Channels: 1},
		size:  6000, send: send, every: 10 * time.Millisecond,
	}
}

// frame sends the next frame, and its sound.
func (s *sender) frame() error {
	at := int64(s.number) * 3600
	key := s.number%10 == 0
	f := &media.Frame{Track: s.video, PTS: at, DTS: at, Data: lengths(slice(key, s.number, s.size))}
	if key {
		f.Flags = media.Key
		f.Data = lengths(sps264, pps264, slice(true, s.number, s.size))
	}
	s.number++
	if err := s.mux.Declare(s.audio); err != nil {
		return err
	}
	pack, err := s.mux.Append(s.buf[:0], f)
	if err != nil {
		return err
	}
	if s.bare {
		pack = bytes.ReplaceAll(pack, []byte{0, 0, 1}, []byte{7, 7, 7})
	}
	s.buf = pack
	if err := s.split.Split(pack, uint32(at), s.send); err != nil {
		return err
	}
	sound := &media.Frame{Track: s.audio, PTS: at, DTS: at, Data: bytes.Repeat([]byte{0xd5}, 320)}
	if s.buf, err = s.mux.Append(s.buf[:0], sound); err != nil || s.bare {
		return err
	}
	return s.split.Split(s.buf, uint32(at), s.send)
}

// stream sends frames until done is closed or sending fails, then calls end.
func stream(t *testing.T, s *sender, done <-chan struct{}, end func()) {
	defer end()
	tick := time.NewTicker(s.every)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		if s.stop > 0 && int(s.number) >= s.stop {
			continue
		}
		if err := s.frame(); err != nil {
			select {
			case <-done:
			default:
				t.Logf("sender: %v", err)
			}
			return
		}
	}
}

// checkFrames checks what every subscriber relies on.
func checkFrames(t *testing.T, frames []*media.Frame) {
	t.Helper()
	dts := map[uint8]int64{}
	kinds := map[media.Codec]int{}
	for i, f := range frames {
		if i > 0 && f.Seq != frames[i-1].Seq+1 {
			t.Errorf("frame %d follows %d", f.Seq, frames[i-1].Seq)
		}
		if last, ok := dts[f.Track.ID]; ok && f.DTS <= last {
			t.Errorf("frame %d: DTS %d after %d", f.Seq, f.DTS, last)
		}
		dts[f.Track.ID] = f.DTS
		kinds[f.Track.Codec]++
	}
	if kinds[media.H264] == 0 || kinds[media.PCMA] == 0 {
		t.Errorf("tracks: %v", kinds)
	}
}

// tell writes down the attempts for a failing test.
func (w *world) tell() string {
	all := w.in.Attempts(w.camera)
	for role, list := range all {
		all[role] = list[:min(2, len(list))] // the latest
	}
	b, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(b)
}
