package ingest_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bluenviron/gortsplib/v5"
	"github.com/bluenviron/gortsplib/v5/pkg/auth"
	"github.com/bluenviron/gortsplib/v5/pkg/base"
	"github.com/bluenviron/gortsplib/v5/pkg/description"
	"github.com/bluenviron/gortsplib/v5/pkg/format"
	"github.com/bluenviron/gortsplib/v5/pkg/format/rtph264"
	"github.com/bluenviron/gortsplib/v5/pkg/format/rtph265"
	"github.com/bluenviron/gortsplib/v5/pkg/format/rtplpcm"
	"github.com/bluenviron/gortsplib/v5/pkg/format/rtpmpeg4audio"
	"github.com/bluenviron/gortsplib/v5/pkg/liberrors"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"

	"shiheng.internal/video/ingest"
	"shiheng.internal/video/media"
)

// A camera is an RTSP server with one video and one audio track.
type camera struct {
	t      *testing.T
	server *gortsplib.Server
	stream *gortsplib.ServerStream
	desc   *description.Session
	h265   bool
	aac    bool
	user   string
	noTCP  bool          // answers 461 to interleaved SETUP
	secure *tls.Config   // serves rtsps
	skew   time.Duration // its clock is so far ahead; it often says so when not 0
	mu     sync.Mutex
	paused bool // guarded by mu
}

var (
	vps265 = []byte("\x40\x01\x0c\x01\xff\xff\x01\x60\x00\x00\x03\x00\x90\x00\x00\x03\x00\x00\x03\x00\x78\x99\x98\x09")
	sps265 = []byte("\x42\x01\x01\x01\x60\x00\x00\x03\x00\x90\x00\x00\x03\x00\x00\x03\x00\x78\xa0\x03\xc0\x80\x10\xe5\x96\x66\x69\x24\xca\xe0\x10\x00\x00\x03\x00\x10\x00\x00\x03\x01\xe0\x80")
	pps265 = []byte("\x44\x01\xc1\x72\xb4\x62\x40")
)

func (c *camera) OnDescribe(ctx *gortsplib.ServerHandlerOnDescribeCtx) (*base.Response, *gortsplib.ServerStream, error) {
	if c.user != "" && !ctx.Conn.VerifyCredentials(ctx.Request, c.user, "秘密") {
		return &base.Response{StatusCode: base.StatusUnauthorized}, nil, liberrors.ErrServerAuth{}
	}
	if ctx.Path != "/main" {
		return &base.Response{StatusCode: base.StatusNotFound}, nil, nil
	}
	return &base.Response{StatusCode: base.StatusOK}, c.stream, nil
}

func (c *camera) OnSetup(ctx *gortsplib.ServerHandlerOnSetupCtx) (*base.Response, *gortsplib.ServerStream, error) {
	if c.noTCP && ctx.Transport.Protocol == gortsplib.ProtocolTCP {
		return &base.Response{StatusCode: base.StatusUnsupportedTransport}, nil, nil
	}
	return &base.Response{StatusCode: base.StatusOK}, c.stream, nil
}

func (c *camera) OnPlay(*gortsplib.ServerHandlerOnPlayCtx) (*base.Response, error) {
	return &base.Response{StatusCode: base.StatusOK}, nil
}

// openCamera starts a server; it streams until the test ends.
func openCamera(t *testing.T, change func(*camera)) (c *camera, url string) {
	t.Helper()
	c = &camera{t: t}
	if change != nil {
		change(c)
	}
	video := format.Format(&format.H264{PayloadTyp: 96, SPS: sps264, PPS: pps264, PacketizationMode: 1})
	if c.h265 {
		video = &format.H265{PayloadTyp: 96, VPS: vps265, SPS: sps265, PPS: pps265}
	}
	audio := format.Format(&format.G711{PayloadTyp: 8, SampleRate: 8000, ChannelCount: 1})
	if c.aac {
		audio = &format.MPEG4Audio{
			PayloadTyp: 97, SizeLength: 13, IndexLength: 3, IndexDeltaLength: 3,
			Config: &mpeg4audio.AudioSpecificConfig{Type: 2, SampleRate: 16000, ChannelConfig: 1},
		}
	}
	c.desc = &description.Session{Medias: []*description.Media{
		{Type: description.MediaTypeVideo, Formats: []format.Format{video}},
		{Type: description.MediaTypeAudio, Formats: []format.Format{audio}},
	}}
	c.server = &gortsplib.Server{Handler: c, RTSPAddress: "127.0.0.1:0", TLSConfig: c.secure}
	c.server.UDPRTPAddress, c.server.UDPRTCPAddress = pair(t)
	c.server.AuthMethods = []auth.VerifyMethod{auth.VerifyMethodDigestMD5}
	if err := c.server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.server.Close)
	c.stream = &gortsplib.ServerStream{Server: c.server, Desc: c.desc}
	if err := c.stream.Initialize(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.stream.Close)
	background(t, c.run)
	scheme := "rtsp"
	if c.secure != nil {
		scheme = "rtsps"
	}
	return c, fmt.Sprintf("%s://%s/main", scheme, c.server.NetListener().Addr())
}

// pair finds an even UDP port with a free odd one above it.
func pair(t *testing.T) (rtp, rtcp string) {
	t.Helper()
	for range 50 {
		a, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := a.LocalAddr().(*net.UDPAddr).Port
		a.Close()
		if port%2 == 0 {
			return fmt.Sprintf("127.0.0.1:%d", port), fmt.Sprintf("127.0.0.1:%d", port+1)
		}
	}
	t.Fatal("no even port")
	return "", ""
}

// run sends 100 frames a second, a key frame every ten, and sound with them.
func (c *camera) run(ctx context.Context) error {
	encode, err := c.encoder()
	if err != nil {
		return err
	}
	sound, err := c.sound()
	if err != nil {
		return err
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for number := uint32(0); ; number++ {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		c.mu.Lock()
		paused := c.paused
		c.mu.Unlock()
		if paused {
			continue
		}
		packets, err := encode(number)
		if err != nil {
			return err
		}
		for _, p := range packets {
			p.Timestamp = number * 3600
			if err := c.stream.WritePacketRTPWithNTP(c.desc.Medias[0], p, time.Now().Add(c.skew)); err != nil {
				return nil // the server is closing
			}
		}
		if c.skew != 0 && number%10 == 0 && c.reports(number) != nil {
			return nil
		}
		packets, err = sound(number)
		if err != nil {
			return err
		}
		for _, p := range packets {
			if err := c.stream.WritePacketRTPWithNTP(c.desc.Medias[1], p, time.Now().Add(c.skew)); err != nil {
				return nil
			}
		}
	}
}

// reports sends the sender reports of both tracks for the frame of a number.
func (c *camera) reports(number uint32) error {
	ntp := time.Now().Add(c.skew).Sub(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC))
	stats := c.stream.Stats()
	per := []uint32{3600, 320}
	if c.aac {
		per[1] = 1024
	}
	for i, m := range c.desc.Medias {
		err := c.stream.WritePacketRTCP(m, &rtcp.SenderReport{
			SSRC: stats.Medias[m].Formats[m.Formats[0]].LocalSSRC, RTPTime: number * per[i],
			NTPTime: uint64(ntp/time.Second)<<32 | uint64(ntp%time.Second)<<32/uint64(time.Second),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// own makes a certificate nobody vouches for, as cameras have.
func own(t *testing.T) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "IPC"}, NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

func (c *camera) encoder() (func(uint32) ([]*rtp.Packet, error), error) {
	if c.h265 {
		e := &rtph265.Encoder{PayloadType: 96}
		return func(n uint32) ([]*rtp.Packet, error) {
			body := append([]byte{0x02, 0x01, 0xd0, 0x80}, bytes.Repeat([]byte{0x55}, 6000)...)
			if n%10 != 0 {
				return e.Encode([][]byte{body})
			}
			body[0] = 0x26
			return e.Encode([][]byte{vps265, sps265, pps265, body})
		}, e.Init()
	}
	e := &rtph264.Encoder{PayloadType: 96, PacketizationMode: 1}
	return func(n uint32) ([]*rtp.Packet, error) {
		if n%10 != 0 {
			return e.Encode([][]byte{slice(false, n, 6000)})
		}
		return e.Encode([][]byte{sps264, pps264, slice(true, n, 6000)})
	}, e.Init()
}

func (c *camera) sound() (func(uint32) ([]*rtp.Packet, error), error) {
	if c.aac {
		e := &rtpmpeg4audio.Encoder{PayloadType: 97, SizeLength: 13, IndexLength: 3, IndexDeltaLength: 3}
		return func(n uint32) ([]*rtp.Packet, error) {
			p, err := e.Encode([][]byte{bytes.Repeat([]byte{0x21}, 120)})
			for i := range p {
				p[i].Timestamp = n * 1024
			}
			return p, err
		}, e.Init()
	}
	e := &rtplpcm.Encoder{PayloadType: 8, BitDepth: 8, ChannelCount: 1}
	return func(n uint32) ([]*rtp.Packet, error) {
		p, err := e.Encode(bytes.Repeat([]byte{0xd5}, 320))
		for i := range p {
			p[i].Timestamp = n * 320
		}
		return p, err
	}, e.Init()
}

// TestRTSPPorts: over UDP, media come to ports of the range.
func TestRTSPPorts(t *testing.T) {
	_, url := openCamera(t, nil)
	var low, high uint16
	w := newRTSP(t, ingest.RTSPSource{URL: url, Transport: ingest.UDP}, func(c *ingest.Config) {
		ranged(t, 4)(c)
		low, high = c.Media.Low, c.Media.High
	})
	h := w.hold(ingest.Main)
	w.frames(h.Stream(), 20)
	for _, m := range w.in.Attempts(w.camera)[ingest.Main][0].Exchange {
		_, ports, found := strings.Cut(m.Text, "client_port=")
		if !found {
			continue
		}
		ports, _, _ = strings.Cut(ports, "-")
		if port, err := strconv.Atoi(ports); err != nil || port < int(low) || port > int(high) {
			t.Errorf("port %s is not in %d–%d", ports, low, high)
		}
	}
}

// TestRTSPRedirect: a server may send us elsewhere.
func TestRTSPRedirect(t *testing.T) {
	t.Parallel()
	_, url := openCamera(t, nil)
	from := script(t, map[string]string{"DESCRIBE": "302 Moved\r\nLocation: " + url + "\r\n"})
	w := newRTSP(t, ingest.RTSPSource{URL: from}, nil)
	h := w.hold(ingest.Main)
	w.frames(h.Stream(), 20)
	w.until(h, "playing", playing)
}

// newRTSP makes a world without signalling.
func newRTSP(t *testing.T, src ingest.RTSPSource, change func(*ingest.Config)) *world {
	t.Helper()
	w := &world{t: t, pool: media.NewPool(), source: ingest.Source{Sound: true, Kind: ingest.RTSP, RTSP: src}}
	newID(&w.camera)
	w.pool.Poison = true
	w.open(change)
	return w
}

func TestRTSP(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		camera    func(*camera)
		transport ingest.Transport
		codecs    [2]media.Codec
	}{
		{"tcp h264 g711", nil, ingest.TCP, [2]media.Codec{media.H264, media.PCMA}},
		{"tcp h265 aac", func(c *camera) { c.h265, c.aac = true, true }, ingest.TCP, [2]media.Codec{media.H265, media.AAC}},
		{"udp h264 g711", nil, ingest.UDP, [2]media.Codec{media.H264, media.PCMA}},
		{"udp h265 aac", func(c *camera) { c.h265, c.aac = true, true }, ingest.UDP, [2]media.Codec{media.H265, media.AAC}},
		{"tcp digest", func(c *camera) { c.user = "管理员" }, ingest.Auto, [2]media.Codec{media.H264, media.PCMA}},
		{"tls h264 g711", func(c *camera) { c.secure = own(t) }, ingest.TCP, [2]media.Codec{media.H264, media.PCMA}},
		{"tls h265 aac digest", func(c *camera) { c.secure, c.h265, c.aac, c.user = own(t), true, true, "管理员" }, ingest.Auto, [2]media.Codec{media.H265, media.AAC}},
		{"auto falls back to udp", func(c *camera) { c.noTCP = true }, ingest.Auto, [2]media.Codec{media.H264, media.PCMA}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, url := openCamera(t, tt.camera)
			w := newRTSP(t, ingest.RTSPSource{URL: url, User: "管理员", Password: "秘密", Transport: tt.transport}, nil)
			h := w.hold(ingest.Main)
			frames := w.frames(h.Stream(), 80)
			w.until(h, "playing", playing)
			kinds := map[media.Codec]int{}
			for i, f := range frames {
				kinds[f.Track.Codec]++
				if i > 0 && f.Seq != frames[i-1].Seq+1 {
					t.Errorf("frame %d follows %d", f.Seq, frames[i-1].Seq)
				}
				if f.Flags&media.Damaged != 0 {
					t.Errorf("frame %d is damaged", f.Seq)
				}
			}
			if kinds[tt.codecs[0]] < 20 || kinds[tt.codecs[1]] < 20 {
				t.Errorf("frames by coding: %v; %s", kinds, w.tell())
			}
			text := w.tell()
			if strings.Contains(text, "秘密") {
				t.Error("the attempt holds the password")
			}
			if strings.HasPrefix(url, "rtsps:") != strings.Contains(text, "unverified") {
				t.Errorf("a certificate nobody vouches for is told: %s", text)
			}
		})
	}
}

// TestDeviceTime: the sender reports of a camera say what its own clock shows,
// whatever the transport.
func TestDeviceTime(t *testing.T) {
	t.Parallel()
	const ahead = 400 * 24 * time.Hour
	for _, tt := range []struct {
		name      string
		camera    func(*camera)
		transport ingest.Transport
	}{
		{"tcp", func(*camera) {}, ingest.TCP},
		{"tcp h265 aac", func(c *camera) { c.h265, c.aac = true, true }, ingest.TCP},
		{"udp", func(*camera) {}, ingest.UDP},
		{"tls", func(c *camera) { c.secure = own(t) }, ingest.TCP},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, url := openCamera(t, func(c *camera) {
				c.skew = ahead
				tt.camera(c)
			})
			w := newRTSP(t, ingest.RTSPSource{URL: url, Transport: tt.transport}, nil)
			h := w.hold(ingest.Main)
			known := map[bool]int{}
			for _, f := range w.frames(h.Stream(), 200) {
				if f.Device.IsZero() {
					continue
				}
				known[f.Track.Codec.Video()]++
				// 100 frames a second whose RTP time runs 40 ms each: it is
				// exact at the report and off by a tenth of a second each frame.
				if off := f.Device.Sub(f.Received) - c.skew; off < -2*time.Second || off > 2*time.Second {
					t.Errorf("the device's clock is said to be %v ahead, it is %v", f.Device.Sub(f.Received), c.skew)
				}
			}
			if known[true] < 20 || known[false] < 20 {
				t.Errorf("times known: %v", known)
			}
		})
	}
}
