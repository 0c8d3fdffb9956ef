package sim

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"shiheng.internal"
	"shiheng.internal/sim/scene"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/picture"
)

// GB28181Config says what a fleet of practice devices is made of. The flags
// are those of "shiheng sim gb28181".
type GB28181Config struct {
	// Server is where the platform listens (--server, such as
	// "192.168.1.10:5060"), ServerID its code (--server-id), Domain its SIP
	// domain (--domain, the first ten digits of the code when ""). Required.
	Server   netip.AddrPort
	ServerID code.Code
	Domain   string
	// Username and Password of the registration (--user, --password); no user
	// means the device's own code.
	Username, Password string
	// Transport of signalling (--transport): dialog.UDP when "".
	Transport dialog.Transport
	// Listen is the address devices speak from (--listen); "" finds the one that
	// leads to the platform, on a free port.
	Listen string

	// Count is the number of devices (--count), each of Channels cameras
	// (--channels); 1 when 0. FirstID is the code of the first device
	// (--first-id, "34020000001320000001" when ""), FirstChannel that of its
	// first camera (--first-channel, "34020000001310000001" when ""); later
	// ones count on.
	Count, Channels       int
	FirstID, FirstChannel code.Code
	// FirstNumber is the number of the first camera in its picture; 1 when 0.
	FirstNumber int
	// Version is told in X-GB-Ver (--gb-version, such as "3.0"); "" tells none,
	// as devices of 2016.
	Version string
	// Expires, Keepalive and Retry are the device's intervals (--expires,
	// --keepalive, --retry); an hour, a minute and a minute when 0.
	Expires, Keepalive, Retry time.Duration
	// SignOff says goodbye to the platform at the end (--sign-off).
	SignOff bool

	// Main and Sub are the streams (--main, --sub); DefaultMain and DefaultSub
	// when zero.
	Main, Sub Picture
	// File is sent as it is instead of a scene on main (--file): any container
	// ffmpeg reads, or a bare .h264 or .h265. Once ends each session behind it
	// (--once); else it is repeated.
	File string
	Once bool
	// Shared has all devices send one loop that is encoded once (--shared), so
	// that a thousand are cheap. Such pictures do not move with PTZ.
	Shared bool
	// Sound adds a G.711 A-law beep (--sound).
	Sound bool
	// MediaTo sends media there instead of to the platform's address
	// (--media-to), such as to an impairment relay.
	MediaTo netip.AddrPort

	// Manners are the bad manners (--bad), of the first Bad devices (--bad-count;
	// 0 means of all). Seed repeats a run (--seed).
	Manners Manners
	Bad     int
	Seed    uint64

	// State is told of each device's registration. It may be nil and must
	// return soon.
	State func(code.Code, gb28181.DeviceState)

	Lab *picture.Lab // required unless File is "" and nobody looks
	Log *slog.Logger // required
}

func (c *GB28181Config) fill() error {
	if !c.Server.IsValid() || c.ServerID == "" || c.Log == nil || c.Lab == nil || c.Count < 0 || c.Channels < 0 || c.Bad < 0 {
		return shiheng.Invalid("sim.gb28181")
	}
	c.Count, c.Channels, c.FirstNumber = max(c.Count, 1), max(c.Channels, 1), max(c.FirstNumber, 1)
	if c.FirstID == "" {
		c.FirstID = "34020000001320000001"
	}
	if c.FirstChannel == "" {
		c.FirstChannel = "34020000001310000001"
	}
	if c.Main == (Picture{}) {
		c.Main = DefaultMain()
	}
	if c.Sub == (Picture{}) {
		c.Sub = DefaultSub()
	}
	return nil
}

// A fleet is the devices of one call of GB28181.
type fleet struct {
	cfg    GB28181Config
	line   *gb28181.Line
	local  netip.Addr // where media leave
	serial atomic.Uint32
	lives  []*live
	main   *reel // of all devices, when they share
	sub    *reel
}

// GB28181 runs a fleet of practice devices until ctx ends, which is nil, or
// one of them cannot go on.
func GB28181(ctx context.Context, c GB28181Config) error {
	if err := c.fill(); err != nil {
		return err
	}
	f := &fleet{cfg: c}
	if err := f.prepare(ctx); err != nil {
		return fmt.Errorf("practice devices: %w", err)
	}
	devices, err := f.devices()
	if err != nil {
		return fmt.Errorf("practice devices: %w", err)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var lines, running sync.WaitGroup
	lineCtx, endLine := context.WithCancel(context.WithoutCancel(ctx)) // outlives the devices' goodbyes
	defer endLine()
	lines.Go(func() {
		if err := f.line.Run(lineCtx); err != nil && lineCtx.Err() == nil {
			stop(err)
		}
	})
	for _, l := range f.lives {
		running.Go(func() { _ = l.run(ctx) })
	}
	for _, d := range devices {
		running.Go(func() {
			if err := d.run(ctx); err != nil {
				stop(err)
			}
		})
	}
	running.Wait()
	endLine()
	lines.Wait()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// prepare opens the line and reads or encodes what devices share.
func (f *fleet) prepare(ctx context.Context) error {
	local, err := localTo(f.cfg)
	if err != nil {
		return err
	}
	if f.line, err = openLine(f.cfg, local); err != nil {
		return err
	}
	f.local = f.line.Local().Addr()
	if f.cfg.File != "" {
		clip, err := f.cfg.Lab.Clip(ctx, f.cfg.File)
		if err != nil {
			return err
		}
		f.main = &reel{clip: clip}
		if f.cfg.Once {
			f.main.rounds = 1
		}
	}
	if !f.cfg.Shared {
		return nil
	}
	if f.main == nil {
		if f.main, err = f.loop(ctx, f.cfg.Main); err != nil {
			return err
		}
	}
	f.sub, err = f.loop(ctx, f.cfg.Sub)
	return err
}

// localTo is the address to speak from: as told, or the one of the interface
// that leads to the platform.
func localTo(c GB28181Config) (string, error) {
	if c.Listen != "" {
		return c.Listen, nil
	}
	probe, err := net.Dial("udp", c.Server.String()) // sends nothing
	if err != nil {
		return "", fmt.Errorf("find the way to the platform: %w", err)
	}
	defer probe.Close()
	return net.JoinHostPort(probe.LocalAddr().(*net.UDPAddr).IP.String(), "0"), nil
}

func openLine(c GB28181Config, address string) (*gb28181.Line, error) {
	line, err := gb28181.NewLine(gb28181.LineConfig{Address: address, UserAgent: "Shiheng practice device", Log: c.Log})
	if err != nil {
		return nil, err
	}
	if err := line.Open(); err != nil {
		return nil, err
	}
	return line, nil
}

// loopTime is the length of the loop that devices share.
const loopTime = 8 * time.Second

// loop encodes the pictures that all devices share.
func (f *fleet) loop(ctx context.Context, p Picture) (*reel, error) {
	sc := sceneOf(f.cfg.FirstNumber)
	sc.Width, sc.Height = p.Width, p.Height
	drawn, err := scene.New(sc)
	if err != nil {
		return nil, err
	}
	clip, err := stretch(ctx, f.cfg.Lab, drawn, p, max(1, int(loopTime/time.Second)*p.Rate/p.GOP)*p.GOP)
	if err != nil {
		return nil, err
	}
	return &reel{clip: clip, shared: true}, nil
}

func (f *fleet) devices() ([]*device, error) {
	out := make([]*device, f.cfg.Count)
	for n := range out {
		id, err := countOn(f.cfg.FirstID, n)
		if err != nil {
			return nil, err
		}
		d := &device{fleet: f, n: n, id: id, calls: make(chan *session, sessionsAtOnce)}
		for k := range f.cfg.Channels {
			c, err := f.channel(n*f.cfg.Channels + k)
			if err != nil {
				return nil, err
			}
			d.channels = append(d.channels, c)
		}
		out[n] = d
	}
	return out, nil
}

// channel makes camera i of the fleet, from 0.
func (f *fleet) channel(i int) (*channel, error) {
	id, err := countOn(f.cfg.FirstChannel, i)
	if err != nil {
		return nil, err
	}
	number := f.cfg.FirstNumber + i
	c := &channel{id: id, name: placeName(number), eye: newLens(), began: time.Now()}
	resize := f.mannersOf(i / f.cfg.Channels).Resize
	if f.main != nil {
		c.main = f.main
	} else {
		l := newLive(f.cfg.Lab, f.cfg.Log, sceneOf(number), f.cfg.Main, c.eye)
		l.resize = resize
		f.lives = append(f.lives, l)
		c.main = l
	}
	if f.sub != nil {
		c.sub = f.sub
		return c, nil
	}
	l := newLive(f.cfg.Lab, f.cfg.Log, sceneOf(number), f.cfg.Sub, c.eye)
	l.resize = resize
	f.lives = append(f.lives, l)
	c.sub = l
	return c, nil
}

// placeName is what camera n is called in the catalogue.
func placeName(n int) string {
	places := [...]string{"街口", "大门", "大厅", "停车场"}
	return fmt.Sprintf("演练 %02d %s", n, places[(n-1)%len(places)])
}

// countOn adds n to the serial of a code.
func countOn(first code.Code, n int) (code.Code, error) {
	serial, err := strconv.Atoi(first.Serial())
	if err != nil || serial+n > 999_999 {
		return "", shiheng.Invalid("sim.code", "first", string(first), "plus", strconv.Itoa(n))
	}
	return code.Parse(fmt.Sprintf("%s%06d", string(first)[:14], serial+n))
}

// mannersOf are the manners of device n, from 0.
func (f *fleet) mannersOf(n int) Manners {
	if f.cfg.Bad > 0 && n >= f.cfg.Bad {
		return Manners{}
	}
	return f.cfg.Manners
}

// ssrc makes a number for a platform that offered none.
func (f *fleet) ssrc() uint32 { return 200_000_000 + f.serial.Add(1)%10_000 }
