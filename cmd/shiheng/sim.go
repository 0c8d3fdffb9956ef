package main

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"time"

	"shiheng.internal"
	"shiheng.internal/app"
	"shiheng.internal/sim"
	"shiheng.internal/sim/relay"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/picture"
)

type simCommand struct {
	GB28181  simGB28181  `cmd:"" name:"gb28181" help:"GB/T 28181 devices that register at a platform and send pictures, with bad manners when asked."`
	RTSP     simRTSP     `cmd:"" name:"rtsp" help:"An RTSP server of camera streams."`
	Practice simPractice `cmd:"" help:"The four cameras of a practice store, outside the platform's process."`
	Relay    simRelay    `cmd:"" help:"A bad network in user space between cameras and a platform."`
}

// pictures are the flags that say what is sent.
type pictures struct {
	Main  sim.Picture `help:"Main stream, such as 'h265 1920x1080 25fps 4m gop50'." placeholder:"SPEC"`
	Sub   sim.Picture `help:"Sub-stream, in the same form." placeholder:"SPEC"`
	File  string      `help:"Send this clip as it is instead of a drawn scene: any container ffmpeg reads, or a bare .h264 or .h265." type:"existingfile"`
	Once  bool        `help:"Send the clip once and end the stream behind it; else it is repeated."`
	Sound bool        `help:"Add a beep in G.711 A-law."`
}

type simGB28181 struct {
	pictures     `embed:""`
	Server       string        `help:"Platform's SIP address." required:"" placeholder:"HOST:PORT"`
	ServerID     string        `name:"server-id" help:"Platform's 20-digit code." default:"32020000002000000001"`
	Domain       string        `help:"Platform's SIP domain; the first ten digits of its code unless given."`
	User         string        `help:"Digest user; the device's own code unless given."`
	Password     string        `help:"Digest password." required:""`
	Transport    string        `help:"Transport of signalling." enum:"udp,tcp" default:"udp"`
	Listen       string        `help:"Address devices speak from." placeholder:"HOST:PORT"`
	Count        int           `help:"Number of devices." default:"1"`
	Channels     int           `help:"Cameras of each." default:"1"`
	FirstID      string        `name:"first-id" help:"Code of the first device; later ones count on." placeholder:"CODE"`
	FirstChannel string        `name:"first-channel" help:"Code of the first camera." placeholder:"CODE"`
	GBVersion    string        `name:"gb-version" help:"X-GB-Ver to tell, such as 3.0."`
	Expires      time.Duration `help:"Life of a registration." default:"1h"`
	Keepalive    time.Duration `help:"Interval of keepalives." default:"1m"`
	Retry        time.Duration `help:"Pause before registering again." default:"1m"`
	SignOff      bool          `name:"sign-off" help:"Say goodbye at the end."`
	Shared       bool          `help:"All devices send one loop that is encoded once, so that a thousand are cheap."`
	MediaTo      string        `name:"media-to" help:"Send media there instead, such as to a relay." placeholder:"HOST:PORT"`
	Bad          sim.Manners   `help:"Bad manners, separated by commas: ${manners}" placeholder:"LIST"`
	BadCount     int           `name:"bad-count" help:"Only the first so many devices behave badly; 0 means all."`
	Seed         uint64        `help:"Repeats a run."`
}

// Run runs the devices until it is told to end.
func (c simGB28181) Run(ctx context.Context, t terminal) error {
	server, err := resolve(ctx, c.Server)
	if err != nil {
		return err
	}
	cfg := sim.GB28181Config{
		Server: server, Domain: c.Domain, Username: c.User, Password: c.Password, Listen: c.Listen,
		Transport: dialog.Transport(c.Transport), Count: c.Count, Channels: c.Channels, Version: c.GBVersion,
		Expires: c.Expires, Keepalive: c.Keepalive, Retry: c.Retry, SignOff: c.SignOff,
		Main: c.Main, Sub: c.Sub, File: c.File, Once: c.Once, Sound: c.Sound, Shared: c.Shared,
		Manners: c.Bad, Bad: c.BadCount, Seed: c.Seed,
		Log: logger(app.DefaultSettings().Log, t.err),
	}
	if cfg.ServerID, err = code.Parse(c.ServerID); err != nil {
		return err
	}
	for text, into := range map[string]*code.Code{c.FirstID: &cfg.FirstID, c.FirstChannel: &cfg.FirstChannel} {
		if text == "" {
			continue
		}
		if *into, err = code.Parse(text); err != nil {
			return err
		}
	}
	if c.MediaTo != "" {
		if cfg.MediaTo, err = resolve(ctx, c.MediaTo); err != nil {
			return err
		}
	}
	if cfg.Lab, err = picture.New(picture.Config{}); err != nil {
		return err
	}
	return sim.GB28181(ctx, cfg)
}

type simRTSP struct {
	pictures  `embed:""`
	Listen    string `help:"RTSP address." default:"127.0.0.1:8554" placeholder:"HOST:PORT"`
	MediaPort int    `name:"media-port" help:"Even port of RTP over UDP; 0 takes a free pair."`
	User      string `help:"Asked for by Digest; no user, no question."`
	Password  string `help:"Its password."`
	Count     int    `help:"Number of cameras." default:"1"`

	Skew time.Duration `help:"How far the cameras' own clocks are ahead; behind when negative."`
}

// Run serves the streams until it is told to end.
func (c simRTSP) Run(ctx context.Context, t terminal) error {
	lab, err := picture.New(picture.Config{})
	if err != nil {
		return err
	}
	return sim.RTSP(ctx, sim.RTSPConfig{
		Listen: c.Listen, MediaPort: c.MediaPort, User: c.User, Password: c.Password, Count: c.Count, Main: c.Main, Sub: c.Sub,
		File: c.File, Once: c.Once, Sound: c.Sound, Skew: c.Skew, Lab: lab, Log: logger(app.DefaultSettings().Log, t.err),
		Ready: func(address string) {
			for i := 1; i <= max(c.Count, 1); i++ {
				fmt.Fprintln(t.out, sim.URL(address, i, "main", "", ""))
			}
		},
	})
}

type simPractice struct {
	Server   string `help:"Platform's SIP address." default:"127.0.0.1:5060" placeholder:"HOST:PORT"`
	ServerID string `name:"server-id" help:"Platform's 20-digit code." default:"32020000002000000001"`
	Password string `help:"Password of the cameras: the content of practice.key in the platform's data directory." required:""`
	RTSP     string `help:"Where the RTSP camera listens." default:"127.0.0.1:18554" placeholder:"HOST:PORT"`
}

// Run runs the four cameras until it is told to end.
func (c simPractice) Run(ctx context.Context, t terminal) error {
	server, err := resolve(ctx, c.Server)
	if err != nil {
		return err
	}
	id, err := code.Parse(c.ServerID)
	if err != nil {
		return err
	}
	lab, err := picture.New(picture.Config{})
	if err != nil {
		return err
	}
	return sim.Practice(ctx, sim.PracticeConfig{
		Server: server, ServerID: id, Password: c.Password, RTSP: c.RTSP, Lab: lab, Log: logger(app.DefaultSettings().Log, t.err),
	})
}

type simRelay struct {
	Network string     `help:"What is relayed." enum:"udp,tcp" default:"udp"`
	Listen  string     `help:"Where senders send to." required:"" placeholder:"HOST:PORT"`
	Target  string     `help:"Where it goes on to." required:"" placeholder:"HOST:PORT"`
	Seed    uint64     `help:"Repeats a run."`
	Up      relayFault `embed:"" group:"On the way to the target"`
	Down    relayFault `embed:"" prefix:"down-" group:"On the way back"`
}

type relayFault struct {
	Loss      float64       `help:"Part of the packets lost, 0 to 1."`
	Duplicate float64       `help:"Part of the packets that arrive twice."`
	Reorder   float64       `help:"Part of the packets that later ones overtake."`
	Delay     time.Duration `help:"Each packet takes so long."`
	Jitter    time.Duration `help:"And up to so much longer."`
	Rate      int           `help:"Bytes per second that fit through; 0 is no bound."`
	CutEvery  time.Duration `name:"cut-every" help:"The line is cut so often; 0 never."`
	CutFor    time.Duration `name:"cut-for" help:"And stays cut so long."`
}

// Run relays until it is told to end.
func (c simRelay) Run(ctx context.Context, t terminal) error {
	return relay.Run(ctx, relay.Config{
		Network: c.Network, Listen: c.Listen, Target: c.Target, Up: relay.Faults(c.Up), Down: relay.Faults(c.Down), Seed: c.Seed,
		Ready: func(at net.Addr) { fmt.Fprintln(t.out, "relay on", at) },
	})
}

// resolve reads host:port, looking a name up when it is no address.
func resolve(ctx context.Context, s string) (netip.AddrPort, error) {
	if a, err := netip.ParseAddrPort(s); err == nil {
		return a, nil
	}
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return netip.AddrPort{}, shiheng.Invalid("address.form", "value", s).From(err)
	}
	n, err := net.DefaultResolver.LookupPort(ctx, "udp", port)
	if err != nil {
		return netip.AddrPort{}, shiheng.Invalid("address.port", "value", s).From(err)
	}
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil || len(ips) == 0 {
		return netip.AddrPort{}, shiheng.NotFound("address.host", "value", s).From(err)
	}
	return netip.AddrPortFrom(ips[0].Unmap(), uint16(n)), nil
}
