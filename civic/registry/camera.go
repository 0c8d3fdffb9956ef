package registry

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// A Camera is one capture device in the register.
type Camera struct {
	ID     shiheng.CameraID `json:"id"`
	Name   string           `json:"name"`
	System shiheng.SystemID `json:"systemId"`
	Place  shiheng.PlaceID  `json:"placeId"`
	// Code is the 20-digit GB/T 28181 code, empty when there is none: an
	// attribute and basic information (W168/29), never an identity.
	Code string `json:"code,omitempty"`
	// RoomUse is the coded use of what the camera looks at (L1).
	RoomUse string `json:"roomUse"`
	// NameStatement says why a camera whose name sounds like a forbidden room
	// looks at a lawful one; needed then, see [SoundsForbidden].
	NameStatement string `json:"nameStatement,omitempty"`
	// Reason says why a fact that holds for the camera is lowered by moving it.
	// It is asked for then and stands in the event; the row does not keep it.
	Reason string `json:"-"`
	// Enabled cameras are connected and recorded by their plan.
	Enabled bool `json:"enabled"`
	// Class orders cameras when space runs out: 1 the most important, 4 what
	// does without first. Zero becomes [DefaultClass].
	Class int `json:"class"`
	// Redundancy says where footage is kept besides our disks.
	Redundancy Redundancy `json:"redundancy"`
	// Kbps is the bit rate of the main stream as the maintainer knows it, in
	// kbit/s; zero when nobody said. It counts until the stream was measured.
	Kbps int     `json:"kbps,omitempty"`
	Plan Plan    `json:"plan"`
	Main *Source `json:"main,omitempty"`
	Sub  *Source `json:"sub,omitempty"`
	// Simulated cameras are the program's own practice cameras. All others are
	// real, and a practice store takes them for trying out only.
	Simulated bool `json:"simulated"`
	// TryUntil is when a practice store stops connecting a real camera.
	TryUntil time.Time `json:"tryUntil,omitzero"`
	// Gone since GoneOn: it stands there no more; see [Service.TakeAway].
	Gone      Gone      `json:"gone,omitempty"`
	GoneOn    law.Day   `json:"goneOn,omitzero"`
	CreatedAt time.Time `json:"createdAt"`
	Version   int64     `json:"version"`
}

// The classes of cameras.
const (
	KeyClass     = 1
	DefaultClass = 3
	LowestClass  = 4
)

// Redundancy is where a camera's footage is kept besides our disks.
type Redundancy string

// The kinds of redundancy.
const (
	NoRedundancy Redundancy = "none"
	// Edge: the device keeps the footage to its floor by itself, so that it may
	// be fetched from there later.
	Edge Redundancy = "edge"
)

// A Plan says when a camera is recorded. The zero Plan is always, 24×7.
type Plan struct {
	Windows []Window `json:"windows,omitempty"`
}

// A Window is a stretch of one weekday in Shanghai time, in minutes from
// midnight, [From, To). Weekday 0 is Sunday.
type Window struct {
	Weekday int `json:"weekday"`
	From    int `json:"from"`
	To      int `json:"to"`
}

// Always reports whether the plan has no pause.
func (p Plan) Always() bool { return len(p.Windows) == 0 }

func (p Plan) check() error {
	if len(p.Windows) > 7*8 {
		return shiheng.Invalid("camera.plan")
	}
	for i, w := range p.Windows {
		if w.Weekday < 0 || w.Weekday > 6 || w.From < 0 || w.To > 24*60 || w.From >= w.To {
			return shiheng.Invalid("camera.plan")
		}
		for _, o := range p.Windows[:i] {
			if o.Weekday == w.Weekday && o.From < w.To && w.From < o.To {
				return shiheng.Invalid("camera.plan")
			}
		}
	}
	return nil
}

// A Source is where a picture comes from; exactly one of the two is set.
type Source struct {
	GB28181 *GB28181Source `json:"gb28181,omitempty"`
	RTSP    *RTSPSource    `json:"rtsp,omitempty"`
}

// A GB28181Source is one channel of a signalling peer.
type GB28181Source struct {
	Device  shiheng.DeviceID `json:"deviceId"`
	Channel string           `json:"channel"` // 20-digit code of the channel
	// Stream is the number of the stream asked for: 0 main, 1 sub. How it is
	// said is the device's [Dialect].
	Stream int `json:"stream"`
	// Transport overrides the device's media transport when not empty.
	Transport MediaTransport `json:"transport,omitempty"`
}

// An RTSPSource is an RTSP address without credentials in it.
type RTSPSource struct {
	URL       string        `json:"url"`
	User      string        `json:"user,omitempty"`
	Transport RTSPTransport `json:"transport"`
	// Sealed is the password as rows keep it; Password is set by a person on
	// the way in and by [Service.Wanted] on the way to the connecting part.
	// Neither is ever shown.
	Sealed   []byte `json:"-"`
	Password string `json:"-"`
}

// RTSPTransport is how RTSP media travel.
type RTSPTransport string

// The RTSP transports.
const (
	RTSPTCP RTSPTransport = "tcp"
	RTSPUDP RTSPTransport = "udp"
)

// MediaTransport is how a GB/T 28181 peer sends media, named by our side.
type MediaTransport string

// The media transports: in passive the device connects to us.
const (
	MediaUDP        MediaTransport = "udp"
	MediaTCPPassive MediaTransport = "tcp-passive"
	MediaTCPActive  MediaTransport = "tcp-active"
)

func (t MediaTransport) known() bool {
	return slices.Contains([]MediaTransport{MediaUDP, MediaTCPPassive, MediaTCPActive}, t)
}

func (s *Source) tidy() error {
	if s == nil {
		return nil
	}
	switch {
	case s.GB28181 != nil && s.RTSP == nil:
		return s.GB28181.check()
	case s.RTSP != nil && s.GB28181 == nil:
		return s.RTSP.tidy()
	}
	return shiheng.Invalid("source.kind")
}

func (g *GB28181Source) check() error {
	switch {
	case g.Device.IsZero():
		return shiheng.Invalid("source.device")
	case !peerCode(g.Channel):
		return shiheng.Invalid("source.channel", "channel", g.Channel)
	case g.Stream < 0 || g.Stream > 7:
		return shiheng.Invalid("source.stream")
	case g.Transport != "" && !g.Transport.known():
		return shiheng.Invalid("source.transport", "transport", string(g.Transport))
	}
	return nil
}

// tidy takes credentials out of the address into their own fields.
func (r *RTSPSource) tidy() error {
	u, err := url.Parse(strings.TrimSpace(r.URL))
	if err != nil || (u.Scheme != "rtsp" && u.Scheme != "rtsps") || u.Host == "" || len(r.URL) > 2000 {
		return shiheng.Invalid("source.url")
	}
	if u.User != nil {
		r.User = u.User.Username()
		if pass, ok := u.User.Password(); ok {
			r.Password = pass
		}
		u.User = nil
	}
	r.URL = u.String()
	if r.Transport == "" {
		r.Transport = RTSPTCP
	}
	if r.Transport != RTSPTCP && r.Transport != RTSPUDP {
		return shiheng.Invalid("source.transport", "transport", string(r.Transport))
	}
	if len(r.User) > 200 || len(r.Password) > 200 {
		return shiheng.Invalid("source.credentials")
	}
	return nil
}

// clone returns a copy that shares nothing that is changed in place.
func (s *Source) clone() *Source {
	if s == nil {
		return nil
	}
	out := &Source{}
	if s.GB28181 != nil {
		g := *s.GB28181
		out.GB28181 = &g
	}
	if s.RTSP != nil {
		r := *s.RTSP
		out.RTSP = &r
	}
	return out
}

// key names the origin of a picture, whatever the camera is called; a practice
// store counts its days of trying out by it.
func (s *Source) key() string {
	switch {
	case s == nil:
		return ""
	case s.GB28181 != nil:
		return "gb28181:" + s.GB28181.Device.String() + "/" + s.GB28181.Channel
	case s.RTSP != nil:
		return "rtsp:" + s.RTSP.URL
	}
	return ""
}

func (c *Camera) tidy() error {
	c.Name, c.Code = strings.TrimSpace(c.Name), strings.TrimSpace(c.Code)
	c.NameStatement, c.Reason = strings.TrimSpace(c.NameStatement), strings.TrimSpace(c.Reason)
	switch {
	case !named(c.Name):
		return shiheng.Invalid("camera.name")
	case len(c.NameStatement) > maxReason || len(c.Reason) > maxReason:
		return shiheng.Invalid("camera.name-statement")
	case c.System.IsZero():
		return shiheng.Invalid("camera.system")
	case c.Place.IsZero():
		return shiheng.Invalid("camera.place")
	case c.RoomUse == "":
		return shiheng.Invalid("camera.room-use").By("W168/9")
	case c.Code != "" && !fullCode(c.Code):
		return shiheng.Invalid("camera.code", "code", c.Code)
	case c.Sub != nil && c.Main == nil:
		return shiheng.Invalid("camera.main")
	}
	if err := c.tidySpace(); err != nil {
		return err
	}
	if err := c.Plan.check(); err != nil {
		return err
	}
	if err := c.Main.tidy(); err != nil {
		return err
	}
	return c.Sub.tidy()
}

// maxKbps is more than any camera sends.
const maxKbps = 1_000_000

// tidySpace fills in and checks what counts when space runs out.
func (c *Camera) tidySpace() error {
	if c.Class == 0 {
		c.Class = DefaultClass
	}
	if c.Redundancy == "" {
		c.Redundancy = NoRedundancy
	}
	switch {
	case c.Class < KeyClass || c.Class > LowestClass:
		return shiheng.Invalid("camera.class", "class", strconv.Itoa(c.Class))
	case c.Redundancy != NoRedundancy && c.Redundancy != Edge:
		return shiheng.Invalid("camera.redundancy", "redundancy", string(c.Redundancy))
	case c.Kbps < 0 || c.Kbps > maxKbps:
		return shiheng.Invalid("camera.kbps", "kbps", strconv.Itoa(c.Kbps))
	}
	return nil
}

// fullCode reports whether s is a 20-digit code.
func fullCode(s string) bool {
	return len(s) == 20 && strings.Trim(s, "0123456789") == ""
}

// peerCode reports whether s may name a peer or a channel of one. Real peers
// use shorter codes and letters as well; what is refused is what could not
// stand in a SIP address.
func peerCode(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == '-', c == '.':
		default:
			return false
		}
	}
	return true
}
