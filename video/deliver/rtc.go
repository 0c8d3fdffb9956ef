package deliver

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"
)

// WHEP says where WebRTC listens. Browsers on this machine, on the local
// networks and behind their own address translation reach it; a translated
// address of ours is not announced.
type WHEP struct {
	// Off turns WHEP off; ServeWHEP then answers ErrUnavailable and players
	// take the WebSocket.
	Off bool
	// Port is the one UDP port of all WebRTC media, 0 for any that is free.
	Port int
	// Addresses are the local addresses to listen on; all when empty.
	Addresses []netip.Addr
}

// rtc is what all WHEP sessions share: the UDP port and pion's settings.
type rtc struct {
	api *webrtc.API
	mux *ice.MultiUDPMuxDefault
}

// The times of ICE.
const (
	iceQuiet   = 5 * time.Second  // without a sign of the peer: disconnected
	iceLost    = 10 * time.Second // more: failed, the session ends
	iceKeep    = 2 * time.Second
	iceConnect = 20 * time.Second // from the answer to the connection
)

// openRTC opens the UDP port and prepares pion. It returns nil when WHEP is
// off.
func openRTC(ctx context.Context, c WHEP, log *slog.Logger) (*rtc, error) {
	if c.Off {
		return nil, nil
	}
	mux, err := ice.NewMultiUDPMuxFromPort(c.Port, ice.UDPMuxFromPortWithLoopback(), ice.UDPMuxFromPortWithIPFilter(func(ip net.IP) bool {
		a, ok := netip.AddrFromSlice(ip)
		return ok && (len(c.Addresses) == 0 || slices.Contains(c.Addresses, a.Unmap()))
	}))
	if err != nil {
		return nil, fmt.Errorf("open WebRTC port %d: %w", c.Port, err)
	}
	var engine webrtc.MediaEngine
	if err := registerCodecs(&engine); err != nil {
		return nil, fmt.Errorf("register codecs: %w", err)
	}
	var chain interceptor.Registry
	if err := webrtc.RegisterDefaultInterceptors(&engine, &chain); err != nil {
		return nil, fmt.Errorf("register interceptors: %w", err)
	}
	var set webrtc.SettingEngine
	set.SetICEUDPMux(mux)
	set.SetIncludeLoopbackCandidate(true)
	set.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	set.SetLite(true) // we have plain addresses; the browser looks for the way
	set.SetICETimeouts(iceQuiet, iceLost, iceKeep)
	for _, a := range mux.GetListenAddresses() {
		log.DebugContext(ctx, "webrtc listens", slog.String("address", a.String()))
	}
	return &rtc{
		api: webrtc.NewAPI(webrtc.WithMediaEngine(&engine), webrtc.WithInterceptorRegistry(&chain), webrtc.WithSettingEngine(set)),
		mux: mux,
	}, nil
}

func (r *rtc) close() error {
	if r == nil {
		return nil
	}
	return r.mux.Close()
}

// The capabilities of the tracks we send. Browsers decode any profile under
// the constrained baseline name, which all of them offer.
func rtcVideo() webrtc.RTPCodecCapability {
	return webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeH264, ClockRate: 90000,
		SDPFmtpLine: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
	}
}

func rtcSound(mime string) webrtc.RTPCodecCapability {
	return webrtc.RTPCodecCapability{MimeType: mime, ClockRate: 8000, Channels: 1}
}

func registerCodecs(e *webrtc.MediaEngine) error {
	video := rtcVideo()
	video.RTCPFeedback = []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}, {Type: "ccm", Parameter: "fir"}}
	if err := e.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: video, PayloadType: 102}, webrtc.RTPCodecTypeVideo); err != nil {
		return err
	}
	if err := e.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: rtcSound(webrtc.MimeTypePCMA), PayloadType: 8}, webrtc.RTPCodecTypeAudio); err != nil {
		return err
	}
	return e.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: rtcSound(webrtc.MimeTypePCMU), PayloadType: 0}, webrtc.RTPCodecTypeAudio)
}
