package ingest

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/ingest/wire"
	"shiheng.internal/video/media"
)

// Role tells a camera's two streams apart.
type Role string

// The streams of a camera. Main is recorded, sub is for walls. Past is what the
// device itself has recorded; see [Ingest.Past].
const (
	Main Role = "main"
	Sub  Role = "sub"
	Past Role = "past"
)

// Kind is the protocol of a source.
type Kind string

// The protocols sources speak.
const (
	GB28181 Kind = "gb28181"
	RTSP    Kind = "rtsp"
)

// Transport is how media travel.
type Transport string

// The transports. TCP roles are the platform's own as the offer states them:
// with TCPPassive the device connects to us.
const (
	Auto       Transport = "auto" // RTSP only: TCP, else UDP
	UDP        Transport = "udp"
	TCP        Transport = "tcp" // RTSP only
	TCPPassive Transport = "tcp-passive"
	TCPActive  Transport = "tcp-active"
)

// A Source says where one of a camera's streams comes from.
type Source struct {
	Kind Kind
	GB   GBSource   // of Kind GB28181
	RTSP RTSPSource // of Kind RTSP
	// Sound says that the stream's sound may be taken in. Without it sound is
	// dropped as it arrives: it is neither kept nor passed on.
	Sound bool
}

// A GBSource is a channel of a registered device. How the device is asked for
// its sub-stream, and which address it is told, are settings of the device:
// see gb28181.Settings.
type GBSource struct {
	Device    shiheng.DeviceID
	Code      code.Code // the device's 20 digits
	Channel   code.Code // the channel's 20 digits
	Transport Transport // UDP, TCPPassive (when empty) or TCPActive
}

// An RTSPSource is an address to pull from.
type RTSPSource struct {
	URL            string
	User, Password string
	Transport      Transport // Auto (when empty), TCP or UDP
}

// Directory tells where streams come from. It must be safe for concurrent use.
type Directory interface {
	// Source returns the source of a camera's stream. It fails with
	// [shiheng.ErrNotFound] when the camera has none of that role; any other
	// error is tried again.
	Source(ctx context.Context, camera shiheng.CameraID, role Role) (Source, error)
}

// A Network is one side of the machine from which media come.
type Network struct {
	Name string
	// Listen is the local address sockets are bound to. Unspecified
	// (0.0.0.0, ::) means every address of its family; :: serves both.
	Listen netip.Addr
	// Advertise is the media address devices of this network are given unless
	// one is set for the device; the zero value means the one that signalling
	// tells, by default where their REGISTER arrived.
	Advertise netip.Addr
}

// Media says where and how media come in.
type Media struct {
	// Networks are looked at in order; the first that the device's
	// registration came in on serves it. Empty means every address.
	Networks []Network
	// Low and High bound the range of one port pair per session. 0, 0 with
	// no shared port means whatever the kernel gives.
	Low, High uint16
	// Shared lets all sessions use one port, told apart by SSRC; with a range
	// as well it is used when the range is exhausted.
	Shared bool
	// SharedPort is its number; 0 means any, which only tests want.
	SharedPort uint16
	// TCPOnly turns every UDP source into TCP passive on the shared port or
	// range, for security boundary devices.
	TCPOnly bool
}

// Timing holds the waits (gb28181.md §23). Zero fields get the defaults.
type Timing struct {
	Answer     time.Duration // for the final answer to INVITE: 15 s
	FirstMedia time.Duration // from ACK or PLAY to the first packet: 10 s
	Loss       time.Duration // silence that ends a session: 15 s
	KeyWait    time.Duration // without a key frame before one is asked for: 6 s
	SubLinger  time.Duration // sub-stream after its last viewer: 45 s
	BackoffMin time.Duration // before the second try: 1 s
	BackoffMax time.Duration // between tries: 60 s
	Bye        time.Duration // for the answer to BYE: 3 s
	Report     time.Duration // between RTCP receiver reports: 5 s
	Connect    time.Duration // one TCP connect: 5 s
	ConnectGap time.Duration // between TCP connects, of which there are three: 1 s
	PortRest   time.Duration // before a port is used again: 10 s
	Spread     time.Duration // over which streams of one registration start: 2 s
	Tick       time.Duration // of the pumps: 40 ms
}

func (t Timing) filled() Timing {
	for _, f := range []struct {
		field *time.Duration
		usual time.Duration
	}{
		{&t.Answer, 15 * time.Second}, {&t.FirstMedia, 10 * time.Second}, {&t.Loss, 15 * time.Second},
		{&t.KeyWait, 6 * time.Second}, {&t.SubLinger, 45 * time.Second}, {&t.BackoffMin, time.Second},
		{&t.BackoffMax, time.Minute}, {&t.Bye, 3 * time.Second}, {&t.Report, 5 * time.Second},
		{&t.Connect, 5 * time.Second}, {&t.ConnectGap, time.Second}, {&t.PortRest, 10 * time.Second},
		{&t.Spread, 2 * time.Second}, {&t.Tick, wire.DefaultTick},
	} {
		if *f.field <= 0 {
			*f.field = f.usual
		}
	}
	return t
}

// Config is what an Ingest needs.
type Config struct {
	Directory Directory   // required
	Pool      *media.Pool // required
	// Signalling opens GB/T 28181 sessions; without it such sources wait.
	Signalling Signalling
	// Domain is the platform's code, or its first ten digits: digits 4–8 go
	// into every SSRC. Required with Signalling.
	Domain string
	Media  Media
	Timing Timing
	// Pumps is how many goroutines read sockets; 0 means one per processor,
	// four at most.
	Pumps int
	// Starting bounds how many sessions are being opened at once; 0 means 32.
	// One device never sees more than three at once.
	Starting int
	Log      *slog.Logger // discarded when nil
}
