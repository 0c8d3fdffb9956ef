package ingest

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/ingest/wire"
	"shiheng.internal/video/rtpframe"
)

// checks is how often a running session is looked at.
const checks = time.Second

// stay waits for media and then for the end of the session; it returns why.
func (c *session) stay(ctx context.Context) doctor.Diagnosis {
	c.rec.Step("ack")
	dialing, hangUp := context.WithCancel(ctx)
	defer hangUp()
	dialed := c.dial(dialing)
	if dialed != nil {
		defer func() { hangUp(); <-dialed.done }()
	}
	if why, ok := c.awaitMedia(ctx, dialed); !ok {
		return why
	}
	c.leave()
	c.wish = make(chan struct{}, 1)
	c.s.offerHint(func() {
		select {
		case c.wish <- struct{}{}:
		default:
		}
	})
	defer c.s.offerHint(nil)
	return c.watch(ctx)
}

// awaitMedia waits for the first packet.
func (c *session) awaitMedia(ctx context.Context, dialed *dialing) (doctor.Diagnosis, bool) {
	late := time.NewTimer(c.s.in.timing.FirstMedia)
	defer late.Stop()
	var failed <-chan error
	if dialed != nil {
		failed = dialed.failed
	}
	for {
		select {
		case <-c.leg.first:
			return doctor.Diagnosis{}, true
		case <-ctx.Done():
			return doctor.Diagnosis{}, false
		case <-c.call.Ended():
			return c.over(), false
		case err := <-failed:
			failed = nil
			if c.src.Transport == TCPActive {
				// The device may still come to us by itself; but most do not.
				c.rec.Note(dialFailure(err, c.port.target))
			}
		case err := <-c.leg.ended:
			return ended(err), false
		case <-late.C:
			return c.silence(), false
		}
	}
}

// dialFailure finds the words for a connection that did not come about.
func dialFailure(err error, to netip.AddrPort) doctor.Diagnosis {
	switch {
	case errors.Is(err, unix.ECONNREFUSED):
		return doctor.Of("tcp.refused", "address", to.String())
	case errors.Is(err, errNoPort):
		return doctor.Of("sdp.port", "port", strconv.Itoa(int(to.Port())))
	default:
		return doctor.Of("tcp.timeout", "address", to.String())
	}
}

// ended finds the words for the end of a media connection.
func ended(err error) doctor.Diagnosis {
	switch {
	case errors.Is(err, errFraming):
		return doctor.Of("tcp.framing")
	case errors.Is(err, io.EOF):
		return doctor.Of("tcp.closed", "error", "closed by the device")
	default:
		return doctor.Of("tcp.closed", "error", err.Error())
	}
}

// silence explains why no packet was taken, from what else was seen.
func (c *session) silence() doctor.Diagnosis {
	wait := seconds(c.s.in.timing.FirstMedia)
	address := net.JoinHostPort(c.port.at.Addr().String(), strconv.Itoa(int(c.port.at.Port())))
	a := c.rec.Attempt()
	for _, e := range a.Traffic.Strangers {
		switch {
		case e.Payload == looksTS:
			return doctor.Of("media.ts")
		case e.Payload == looksIMKH:
			return doctor.Of("media.imkh")
		case e.Why == "wrong-ssrc" && (e.Payload == looksES || c.leg.own):
			return doctor.Of("media.not-ps", "seen", e.Payload)
		case e.Why == "wrong-ssrc":
			return doctor.Of("media.wrong-ssrc", "expected", a.Offered.SSRC, "seen", e.SSRC, "from", e.From)
		}
	}
	for _, e := range a.Traffic.Strangers {
		if e.Why == "not-rtp" {
			return doctor.Of("media.not-ps", "seen", e.Payload)
		}
	}
	if len(a.Traffic.Strangers) > 0 {
		return doctor.Of("media.rtcp-only")
	}
	if c.src.Transport == UDP {
		return doctor.Of("media.no-packets.udp", "address", address, "seconds", wait)
	}
	met, failed := c.port.connected()
	if failed != nil {
		return ended(failed)
	}
	if met {
		return doctor.Of("media.no-packets.tcp", "address", address, "seconds", wait)
	}
	for _, n := range a.Notes {
		if n.Code == "tcp.refused" || n.Code == "tcp.timeout" || n.Code == "sdp.port" {
			return n
		}
	}
	return doctor.Of("tcp.nobody", "address", address, "seconds", wait)
}

// watch stays with a session that receives packets until it ends.
func (c *session) watch(ctx context.Context) doctor.Diagnosis {
	sig := c.s.in.cfg.Signalling
	look := time.NewTicker(checks)
	defer look.Stop()
	playing, arrived := false, c.s.intake.arrived()
	began := c.s.in.now()
	for {
		changed := sig.Changed(c.src.Code)
		if why := c.gone(); !why.IsZero() {
			return why
		}
		select {
		case <-ctx.Done():
			return doctor.Diagnosis{}
		case <-c.call.Ended():
			return c.over()
		case err := <-c.leg.ended:
			return ended(err)
		case <-changed:
			continue
		case <-arrived:
			arrived, playing = nil, true
			c.s.phase(Playing)
		case <-c.wish:
			c.askKey(ctx)
		case <-look.C:
			if why := c.check(ctx, began, playing); !why.IsZero() {
				return why
			}
		}
	}
}

// over says why the session ended on the signalling side.
func (c *session) over() doctor.Diagnosis {
	if why := c.gone(); !why.IsZero() {
		return why
	}
	return doctor.Of("sip.bye")
}

// gone tells whether the device is no longer where the session was opened.
func (c *session) gone() doctor.Diagnosis {
	now, known := c.s.in.cfg.Signalling.Peer(c.src.Code)
	switch {
	case !known || !now.Online:
		return doctor.Of("sip.gone", "device", string(c.src.Code))
	case now.Observed.Addr() != c.peer.Observed.Addr():
		return doctor.Of("sip.moved", "from", c.peer.Observed.String(), "to", now.Observed.String())
	}
	return doctor.Diagnosis{}
}

// check looks for media loss and for a missing key frame.
func (c *session) check(ctx context.Context, began time.Time, playing bool) doctor.Diagnosis {
	now, t := c.s.in.now(), c.s.in.timing
	if c.leg.quiet(now) >= t.Loss {
		return doctor.Of("media.lost", "seconds", seconds(t.Loss))
	}
	if !playing && now.Sub(began) >= t.FirstMedia+t.KeyWait {
		return c.frameless()
	}
	c.overflow()
	switch lack := c.s.intake.lacksKey(now, t.KeyWait); lack {
	case keyNever:
		c.rec.Note(doctor.Of("media.no-key", "seconds", seconds(t.KeyWait)))
		c.askKey(ctx)
	case keyLost:
		c.askKey(ctx)
	}
	return doctor.Diagnosis{}
}

// overflow notes packets that the kernel dropped for want of room.
func (c *session) overflow() {
	u := c.port.udp
	switch {
	case u == nil || u.Dropped() == 0:
	case u.Buffer() < wire.ReceiveBuffer:
		c.rec.Note(doctor.Of("own.buffer", "granted", strconv.Itoa(u.Buffer()), "wanted", strconv.Itoa(wire.ReceiveBuffer)))
	default:
		c.rec.Note(doctor.Of("own.overflow", "dropped", strconv.FormatUint(uint64(u.Dropped()), 10)))
	}
}

// askKey asks the device for a key frame (IFrameCmd).
func (c *session) askKey(ctx context.Context) {
	c.rec.Step("request-key")
	if err := c.s.in.cfg.Signalling.KeyFrame(ctx, c.src.Code, c.src.Channel); err != nil {
		c.rec.Step("request-key-failed", "error", err.Error())
	}
}

// frameless explains packets of which no frame could be made.
func (c *session) frameless() doctor.Diagnosis {
	kind := c.s.intake.kind()
	switch kind {
	case rtpframe.TS:
		return doctor.Of("media.ts")
	case rtpframe.IMKH:
		return doctor.Of("media.imkh")
	case rtpframe.Auto:
		return doctor.Of("media.not-ps", "seen", c.s.intake.opening())
	}
	return doctor.Of("media.no-frames", "packets", strconv.FormatUint(c.leg.traffic().Packets, 10), "kind", kind.String())
}
