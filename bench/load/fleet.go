package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/gb28181/sdp"
)

// deviceCode and channelCode number the devices of the fleet, from 1.
func deviceCode(n int) code.Code  { return code.Code(fmt.Sprintf("34020000001320%06d", n)) }
func channelCode(n int) code.Code { return code.Code(fmt.Sprintf("34020000001310%06d", n)) }

// startFleet registers devices of one camera each at the platform and sends
// what is invited.
func startFleet(ctx context.Context, o options, c *clip, count *sent, running *sync.WaitGroup) error {
	at, id, ok := strings.Cut(o.address, "/")
	server, err := netip.ParseAddrPort(at)
	if err != nil || !ok {
		return fmt.Errorf("address %q is not HOST:PORT/CODE", o.address)
	}
	line, err := gb28181.NewLine(gb28181.LineConfig{UserAgent: "load", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	if err := line.Open(); err != nil {
		return err
	}
	running.Go(func() { _ = line.Run(ctx) }) // ends with ctx
	for n := range o.n {
		d, err := gb28181.NewDevice(gb28181.DeviceConfig{
			Line: line, ID: deviceCode(n + 1), Channels: []code.Code{channelCode(n + 1)},
			Server: server, ServerID: code.Code(id), Password: o.password, Retry: 2 * time.Second,
			Info: func() manscdp.Info {
				return manscdp.Info{Name: "load", Manufacturer: "load", Model: "load", Channels: 1, OK: true}
			},
			Catalog: func() []gb28181.Part {
				return gb28181.Parts([]manscdp.Item{{
					Code: string(channelCode(n + 1)), Name: fmt.Sprint("load ", n+1), Manufacturer: "load", Model: "load",
					Parents: []string{string(deviceCode(n + 1))}, Status: "ON", Online: true,
				}}, 4)
			},
			Invite: func(_ context.Context, call *gb28181.Call) { answer(ctx, call, n, c, count, running) },
		})
		if err != nil {
			return err
		}
		running.Go(func() { _ = d.Run(ctx) }) // ends with ctx
	}
	return nil
}

// answer takes an invitation over UDP and sends until it ends.
func answer(ctx context.Context, call *gb28181.Call, n int, c *clip, count *sent, running *sync.WaitGroup) {
	if call.Offer == nil || call.Offer.Video() == nil || call.Offer.Video().TCP() {
		call.Refuse(488, "Not Acceptable Here", "")
		return
	}
	conn, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		call.Refuse(500, "Server Internal Error", "")
		return
	}
	local := conn.LocalAddr().(*net.UDPAddr).AddrPort()
	body := (&sdp.Session{
		Owner: string(call.Channel), Host: local.Addr(), Addr: local.Addr(), Name: "Play",
		Media: []sdp.Media{{
			Kind: "video", Port: int(local.Port()), Proto: "RTP/AVP", Payloads: []int{96},
			Attrs: []sdp.Attr{{Key: "sendonly"}, {Key: "rtpmap", Value: "96 PS/90000"}},
		}},
		SSRC: call.Offer.SSRC, HasSSRC: true,
	}).Bytes()
	dialog, err := call.Accept(body)
	if err != nil {
		conn.Close()
		return
	}
	to := call.Offer.Target()
	running.Go(func() {
		defer conn.Close()
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		running.Go(func() {
			select {
			case <-dialog.Done():
				stop()
			case <-ctx.Done():
			}
		})
		playUDP(ctx, conn, to, n, call.Offer.SSRC, c, count)
	})
}
