package sim

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/gb28181/sdp"
)

// A session is one INVITE that was accepted and waits for its media.
type session struct {
	channel code.Code
	dialog  *dialog.Dialog
	source  source
	past    bool // of what was recorded; it has an end
	ssrc    uint32
	open    func(context.Context) (wire, error)
	drop    func() // gives back what open would use; for sessions that never begin
}

// invited answers an INVITE and hands the session to the device's run.
func (d *device) invited(ctx context.Context, c *gb28181.Call) {
	m := d.manners()
	switch {
	case m.Silent:
		<-ctx.Done() // until the platform gives up
		return
	case m.Refuse != 0:
		c.Refuse(m.Refuse, "Refused", `399 sim "practice device refuses"`)
		return
	}
	s, answer, err := d.negotiate(ctx, c)
	if err != nil {
		status, reason := 488, "Not Acceptable Here"
		if errors.Is(err, shiheng.ErrNotFound) {
			status, reason = 404, "Not Found"
		}
		c.Refuse(status, reason, "")
		d.fleet.cfg.Log.WarnContext(ctx, "practice device refused an invitation", "device", d.id, "error", err)
		return
	}
	body := answer.Bytes()
	if m.NoSDP {
		body = nil
	}
	if s.dialog, err = c.Accept(body); err != nil {
		s.drop()
		return
	}
	select {
	case d.calls <- s:
	default: // more at once than any device serves
		s.drop()
		s.dialog.Abort(shiheng.Exhausted("sim.sessions"))
	}
}

// negotiate finds the source that is asked for and how its media leave.
func (d *device) negotiate(ctx context.Context, c *gb28181.Call) (*session, *sdp.Session, error) {
	if c.Offer == nil || c.Offer.Video() == nil {
		return nil, nil, shiheng.Invalid("sim.offer")
	}
	ch := d.channel(c.Channel)
	if ch == nil {
		return nil, nil, shiheng.NotFound("sim.channel", "channel", string(c.Channel))
	}
	s := &session{channel: c.Channel, source: ch.main, ssrc: c.Offer.SSRC}
	name := "Play"
	switch {
	case c.Offer.Begin != 0 || c.Offer.End != 0:
		asked := shiheng.Span{From: time.Unix(int64(c.Offer.Begin), 0).UTC(), To: time.Unix(int64(c.Offer.End), 0).UTC()}
		if !ch.recorded(asked) || d.manners().NoRecordings {
			return nil, nil, shiheng.NotFound("sim.past", "name", c.Offer.Name)
		}
		s.source, s.past, name = ch.pastOf(asked), true, c.Offer.Name
	case wantsSub(c.Offer):
		s.source = ch.sub
	}
	if !c.Offer.HasSSRC || s.ssrc == 0 {
		s.ssrc = d.fleet.ssrc()
	}
	local := d.fleet.local
	remote := c.Offer.Target()
	if d.fleet.cfg.MediaTo.IsValid() {
		remote = d.fleet.cfg.MediaTo
	}
	proto, port, setup, err := s.route(ctx, c.Offer.Video(), local, remote)
	if err != nil {
		return nil, nil, err
	}
	told := local
	if d.manners().WrongIP {
		told = netip.AddrFrom4([4]byte{10, 255, 255, 1})
	}
	attrs := []sdp.Attr{{Key: "sendonly"}, {Key: "rtpmap", Value: "96 PS/90000"}}
	if setup != "" {
		attrs = append(attrs, sdp.Attr{Key: "setup", Value: setup}, sdp.Attr{Key: "connection", Value: "new"})
	}
	return s, &sdp.Session{
		Owner: string(c.Channel), Host: told, Addr: told, Name: name,
		Media: []sdp.Media{{Kind: "video", Port: port, Proto: proto, Payloads: []int{96}, Attrs: attrs}},
		SSRC:  s.ssrc, HasSSRC: true,
	}, nil
}

// route prepares the way of the media: a datagram socket, a connection to a
// passive platform, or a listener for an active one.
func (s *session) route(ctx context.Context, offer *sdp.Media, local netip.Addr, remote netip.AddrPort) (proto string, port int, setup string, err error) {
	switch {
	case !offer.TCP():
		w, err := newUDPWire(ctx, local)
		if err != nil {
			return "", 0, "", err
		}
		w.remote = remote
		s.open = func(context.Context) (wire, error) { return w, nil }
		s.drop = func() { w.close(false) }
		return "RTP/AVP", w.port(), "", nil
	case offer.Setup() == "active": // the platform connects
		var config net.ListenConfig
		l, err := config.Listen(ctx, "tcp", netip.AddrPortFrom(local, 0).String())
		if err != nil {
			return "", 0, "", err
		}
		s.open = func(ctx context.Context) (wire, error) { return acceptWire(ctx, l) }
		s.drop = func() { l.Close() }
		return "TCP/RTP/AVP", l.Addr().(*net.TCPAddr).Port, "passive", nil
	default:
		s.open = func(ctx context.Context) (wire, error) { return dialWire(ctx, local, remote) }
		s.drop = func() {}
		return "TCP/RTP/AVP", 9, "active", nil
	}
}

// wantsSub reads the dialects in which a sub-stream is asked for.
func wantsSub(offer *sdp.Session) bool {
	video := offer.Video()
	for _, key := range []string{"streamnumber", "streamprofile", "stream", "streamMode"} {
		v, ok := video.Attr(key)
		if !ok {
			v, ok = offer.Attr(key)
		}
		if ok {
			return v == "1" || strings.EqualFold(v, "SUB")
		}
	}
	return false
}

// ackTime is how long a device waits for the ACK before it sends media
// nevertheless.
const ackTime = 5 * time.Second

// afterBye is how long a device that ignores BYE goes on.
const afterBye = 30 * time.Second

// serve plays the source into the session until it ends.
func (d *device) serve(ctx context.Context, s *session) {
	ctx, stop := context.WithCancelCause(ctx)
	m := d.manners()
	var watching sync.WaitGroup
	defer watching.Wait()
	defer stop(nil)
	watching.Go(func() {
		select {
		case <-s.dialog.Done():
			if m.ByeIgnored {
				_ = sleep(ctx, time.Now().Add(afterBye))
			}
			stop(s.dialog.Cause())
		case <-ctx.Done():
		}
	})
	err := d.push(ctx, s, m)
	if s.past && ctx.Err() == nil && (err == nil || errors.Is(err, io.EOF)) {
		err = nil
		d.fileEnded(ctx, s)
	}
	switch {
	case errors.Is(err, errReset):
		<-ctx.Done() // the platform notices, or it does not
	case ctx.Err() == nil:
		if err != nil {
			d.fleet.cfg.Log.InfoContext(ctx, "practice device stopped sending", "device", d.id, "channel", s.channel, "error", err)
		}
		d.bye(ctx, s, err)
	}
	select {
	case <-s.dialog.Done():
	default:
		d.bye(ctx, s, context.Cause(ctx))
	}
}

// fileEnded tells the platform that all of the file was sent (MediaStatus 121).
func (d *device) fileEnded(ctx context.Context, s *session) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	body := manscdp.Encode(manscdp.Notify, manscdp.MediaStatus, d.fleet.serial.Add(1), string(s.channel),
		manscdp.CharsetAuto, manscdp.F("NotifyType", "121"))
	// A platform that does not answer still gets the BYE.
	_, _ = s.dialog.Request(ctx, "MESSAGE", "Application/MANSCDP+xml", body)
}

func (d *device) bye(ctx context.Context, s *session, cause error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	_ = s.dialog.Bye(ctx, cause) // a platform that is gone needs no goodbye
}

func (d *device) push(ctx context.Context, s *session, m Manners) error {
	wait, cancel := context.WithTimeout(ctx, ackTime)
	_ = s.dialog.AwaitACK(wait) // some platforms never send one
	cancel()
	if ctx.Err() != nil {
		s.drop()
		return ctx.Err()
	}
	w, err := s.open(ctx)
	if err != nil {
		return err
	}
	out := newSender(m, w, s.ssrc, d.fleet.cfg.Sound, d.fleet.cfg.Seed+uint64(d.n)*31)
	s.source.wantKey()
	err = s.source.play(ctx, func(i item) error { return out.write(ctx, i) })
	w.close(errors.Is(err, errReset))
	return err
}
