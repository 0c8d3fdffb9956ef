package sim

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"sync"
	"time"

	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// PracticeConfig says where the cameras of a practice store find their
// platform.
type PracticeConfig struct {
	// Server, ServerID and Domain are the platform's (--server, --server-id,
	// --domain). Required but for Domain.
	Server   netip.AddrPort
	ServerID code.Code
	Domain   string
	// Password is that of the three GB/T 28181 devices and of the RTSP camera
	// (--password), User the RTSP camera's account (--user, "practice" when "").
	Password, User string
	// RTSP is where the RTSP camera listens (--rtsp, PracticeRTSP when "").
	RTSP string
	// State is told of the devices' registrations. It may be nil.
	State func(code.Code, gb28181.DeviceState)

	// Ready is called once when the RTSP camera listens. It may be nil.
	Ready func()

	Lab *picture.Lab // required
	Log *slog.Logger // required
}

// PracticeRTSP is where the RTSP practice camera listens by default.
const PracticeRTSP = "127.0.0.1:18554"

// A PracticeCamera is what a platform must know of one practice camera to
// connect it.
type PracticeCamera struct {
	Number int    // as in the strip of its picture
	Name   string // in Chinese
	Codec  media.Codec

	// Over GB/T 28181: the device that registers, its channel, and how media
	// and sub-stream are best asked for.
	Device, Channel code.Code
	Transport       gb28181.MediaTransport
	Dialect         gb28181.Dialect

	// Over RTSP: the addresses, without account, and the account.
	Main, Sub, User, Password string
}

// RTSP reports whether the camera is reached over RTSP.
func (c PracticeCamera) RTSP() bool { return c.Main != "" }

// practiceFirst and practiceChannel are the codes of practice camera 1. Their
// area, 000000, is no place in the country.
const (
	practiceFirst   = code.Code("00000000001320000001")
	practiceChannel = code.Code("00000000001310000001")
)

// fill puts in what is left open.
func (c *PracticeConfig) fill() {
	if c.User == "" {
		c.User = "practice"
	}
	if c.RTSP == "" {
		c.RTSP = PracticeRTSP
	}
}

// Cameras lists the four cameras that [Practice] runs under c: H.264 over UDP,
// H.264 over TCP, H.265 with an H.264 sub-stream over UDP, and H.264 over RTSP.
func (c PracticeConfig) Cameras() []PracticeCamera {
	c.fill()
	out := make([]PracticeCamera, 4)
	for i := range out {
		out[i] = PracticeCamera{Number: i + 1, Name: placeName(i + 1), Codec: media.H264}
	}
	for i := range out[:3] {
		// The first codes end in 1, so that counting on cannot fail.
		out[i].Device, _ = countOn(practiceFirst, i)
		out[i].Channel, _ = countOn(practiceChannel, i)
		out[i].Transport, out[i].Dialect = gb28181.MediaUDP, gb28181.DialectStreamNumber
	}
	out[1].Transport = gb28181.MediaTCPPassive
	out[2].Codec = media.H265
	out[3].Main, out[3].Sub = URL(c.RTSP, 4, "main", "", ""), URL(c.RTSP, 4, "sub", "", "")
	out[3].User, out[3].Password = c.User, c.Password
	return out
}

// practicePictures keep four cameras within about a third of one core.
func practicePictures(codec media.Codec) (main, sub Picture) {
	main = Picture{Codec: codec, Width: 640, Height: 360, Rate: 12, BitRate: 400_000, GOP: 24}
	sub = Picture{Codec: media.H264, Width: 320, Height: 180, Rate: 8, BitRate: 100_000, GOP: 8}
	return main, sub
}

// Practice runs the four cameras of a practice store until ctx ends, which is
// nil, or one of them cannot go on.
func Practice(ctx context.Context, c PracticeConfig) error {
	c.fill()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var running sync.WaitGroup
	start := func(what string, run func() error) {
		running.Go(func() {
			if err := run(); err != nil {
				stop(fmt.Errorf("%s: %w", what, err))
			}
		})
	}
	for _, cam := range c.Cameras() {
		main, sub := practicePictures(cam.Codec)
		if cam.RTSP() {
			start(cam.Name, func() error {
				return RTSP(ctx, RTSPConfig{
					Listen: c.RTSP, User: c.User, Password: c.Password, First: cam.Number,
					Main: main, Sub: sub, Lab: c.Lab, Log: c.Log,
					Ready: func(string) {
						if c.Ready != nil {
							c.Ready()
						}
					},
				})
			})
			continue
		}
		start(cam.Name, func() error {
			return GB28181(ctx, GB28181Config{
				Server: c.Server, ServerID: c.ServerID, Domain: c.Domain, Password: c.Password,
				FirstID: cam.Device, FirstChannel: cam.Channel, FirstNumber: cam.Number, Version: "3.0",
				Keepalive: 15 * time.Second, Retry: 2 * time.Second, SignOff: true,
				Main: main, Sub: sub, Sound: cam.Number == 1, State: c.State, Lab: c.Lab, Log: c.Log,
			})
		})
	}
	running.Wait()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
