package deliver_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/webrtc/v4"

	"shiheng.internal/video/deliver"
)

// rtcPlayer is a browser's side of WHEP.
type rtcPlayer struct {
	t        *testing.T
	h        *house
	pc       *webrtc.PeerConnection
	location string
	header   http.Header

	mu     sync.Mutex
	h264   bytes.Buffer // Annex B; guarded by mu
	frames int          // access units; guarded by mu
	sound  []byte       // guarded by mu
	ssrc   uint32       // of the picture; guarded by mu
	closed chan struct{}
}

// offer makes a peer and its offer.
func offer(t *testing.T, h *house, sound bool) *rtcPlayer {
	t.Helper()
	var set webrtc.SettingEngine
	set.SetIncludeLoopbackCandidate(true)
	pc, err := webrtc.NewAPI(webrtc.WithSettingEngine(set)).NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		t.Fatal(err)
	}
	p := &rtcPlayer{t: t, h: h, pc: pc, closed: make(chan struct{})}
	t.Cleanup(func() { _ = pc.GracefulClose() })
	once := sync.OnceFunc(func() { close(p.closed) })
	pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateClosed || s == webrtc.PeerConnectionStateDisconnected || s == webrtc.PeerConnectionStateFailed {
			once()
		}
	})
	pc.OnTrack(p.read)
	kinds := []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo}
	if sound {
		kinds = append(kinds, webrtc.RTPCodecTypeAudio)
	}
	for _, k := range kinds {
		if _, err := pc.AddTransceiverFromKind(k, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}); err != nil {
			t.Fatal(err)
		}
	}
	o, err := pc.CreateOffer(nil)
	if err != nil {
		t.Fatal(err)
	}
	done := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(o); err != nil {
		t.Fatal(err)
	}
	<-done
	return p
}

// post sends the offer and returns the answer's status and body.
func (p *rtcPlayer) post() (int, string) {
	p.t.Helper()
	resp, err := http.Post(p.h.server.URL+"/whep/x", "application/sdp", strings.NewReader(p.pc.LocalDescription().SDP))
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, _ := io.ReadAll(resp.Body)
	p.location, p.header = resp.Header.Get("Location"), resp.Header
	return resp.StatusCode, string(body)
}

func (p *rtcPlayer) connect() {
	p.t.Helper()
	status, body := p.post()
	if status != http.StatusCreated {
		p.t.Fatalf("WHEP answers %d: %s", status, body)
	}
	if err := p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: body}); err != nil {
		p.t.Fatal(err)
	}
}

func (p *rtcPlayer) read(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
	var unpack codecs.H264Packet
	for {
		packet, _, err := track.ReadRTP()
		if err != nil {
			return
		}
		p.mu.Lock()
		if track.Kind() == webrtc.RTPCodecTypeAudio {
			p.sound = append(p.sound, packet.Payload...)
		} else {
			p.ssrc = uint32(track.SSRC())
			if b, err := unpack.Unmarshal(packet.Payload); err == nil {
				p.h264.Write(b)
			}
			if packet.Marker {
				p.frames++
			}
		}
		p.mu.Unlock()
	}
}

// until waits for what the peer has received.
func (p *rtcPlayer) until(what string, ok func() bool) {
	p.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		p.mu.Lock()
		good := ok()
		p.mu.Unlock()
		if good {
			return
		}
		select {
		case <-deadline:
			p.t.Fatalf("no %s: %d frames, %d bytes of sound", what, p.frames, len(p.sound))
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// TestWHEP has a WebRTC peer receive picture and sound, decodes the picture,
// asks for a key frame, and ends the session by DELETE.
func TestWHEP(t *testing.T) {
	h := open(t, nil)
	v := use(t, clip264)
	cam := newCamera(t)
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	cam.send(v, 0, 10, trackA)
	p := offer(t, h, true)
	p.connect()
	if got := p.header.Get("Shiheng-Audio"); got != "pcma" {
		t.Errorf("Shiheng-Audio is %q, want pcma", got)
	}
	p.until("kept group", func() bool { return p.frames >= 10 })
	for i := 10; i < 50; i++ { // one by one: this is live
		cam.send(v, i, i+1, trackA)
		p.until("live frame", func() bool { return p.frames > i })
	}
	p.until("sound", func() bool { return len(p.sound) >= 30*320 })
	p.mu.Lock()
	stream, sound, ssrc := bytes.Clone(p.h264.Bytes()), bytes.Clone(p.sound), p.ssrc
	p.mu.Unlock()
	if n := countPictures(t, stream); n != 50 {
		t.Errorf("%d pictures decode, want 50", n)
	}
	var sent []byte
	for i := range 50 {
		sent = append(sent, tone(int64(1<<33+i*3600), trackA.Codec)...)
	}
	if !bytes.Contains(sent, sound) {
		t.Error("the sound is not what the camera sent")
	}
	if err := p.pc.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: ssrc}}); err != nil {
		t.Fatal(err)
	}
	p.until("key request", func() bool { _, keys := h.sources.count(); return keys == 1 })
	if n := h.Stats().WHEP; n != 1 {
		t.Errorf("%d WHEP sessions, want 1", n)
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodDelete, h.server.URL+p.location, nil)
	resp, err := http.DefaultClient.Do(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("DELETE: %v %v", resp, err)
	}
	_ = resp.Body.Close()
	<-p.closed
	p.until("end", func() bool { return h.Stats().Sessions == 0 })
}

// countPictures decodes a bare H.264 stream.
func countPictures(t *testing.T, stream []byte) int {
	t.Helper()
	name := filepath.Join(t.TempDir(), "got.h264")
	if err := os.WriteFile(name, stream, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", name).CombinedOutput()
	if err != nil {
		t.Fatalf("ffprobe: %v %s", err, out)
	}
	n := 0
	for _, c := range strings.TrimSpace(string(out)) {
		n = 10*n + int(c-'0')
	}
	return n
}

// TestWHEPRefuses names what WebRTC does not carry.
func TestWHEPRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, code string
		get        func() (*clip, error)
	}{
		{"b-frames", "codec.bframes", clipB},
		{"h265 without a way", "codec.unplayable", clip265},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t, nil)
			cam := newCamera(t)
			h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
			cam.send(use(t, tt.get), 0, 20, nil)
			if status, body := offer(t, h, false).post(); status != http.StatusNotAcceptable || !strings.Contains(body, `"code":"`+tt.code+`"`) {
				t.Errorf("answer is %d %q, want 406 %s", status, body, tt.code)
			}
		})
	}
}

// TestWHEPEnds ends sessions with their grant.
func TestWHEPEnds(t *testing.T) {
	h := open(t, nil)
	cam := newCamera(t)
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	cam.send(use(t, clip264), 0, 10, nil)
	p := offer(t, h, false)
	p.connect()
	p.until("picture", func() bool { return p.frames > 0 })
	began := time.Now()
	h.revoked.Grant(h.grant.ID, errRevoked)
	<-p.closed
	if d := time.Since(began); d > time.Second {
		t.Errorf("the session ended %v after its grant", d)
	}
}
