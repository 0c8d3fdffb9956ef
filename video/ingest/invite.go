package ingest

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"time"

	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/ingest/doctor"
)

// invite keeps one channel open: it waits for the device, opens a session and
// stays until the session ends. A code of "sip.offline" means that the device
// came back and that the next try may begin at once.
func (s *source) invite(ctx context.Context, src GBSource) doctor.Diagnosis {
	if src.Transport == "" || src.Transport == TCP || src.Transport == Auto {
		src.Transport = TCPPassive
	}
	if s.in.cfg.Media.TCPOnly && src.Transport == UDP {
		src.Transport = TCPPassive
	}
	sig := s.in.cfg.Signalling
	changed := sig.Changed(src.Code)
	peer, known := sig.Peer(src.Code)
	if !known || !peer.Online {
		return s.await(ctx, src, known, changed)
	}
	s.phase(Connecting)
	leave, err := s.in.gate.enter(ctx, string(src.Code))
	if err != nil {
		return doctor.Diagnosis{}
	}
	defer leave()
	// The turn may have been long in coming.
	changed = sig.Changed(src.Code)
	if peer, known = sig.Peer(src.Code); !known || !peer.Online {
		leave()
		return s.await(ctx, src, known, changed)
	}
	rec := s.history.Begin(string(GB28181), s.in.now)
	c := &session{s: s, src: src, rec: rec, peer: peer, leave: leave}
	why := c.run(ctx)
	rec.End(why)
	s.log(ctx, why)
	return why
}

// await waits for a device that is not registered; nothing is sent to it.
func (s *source) await(ctx context.Context, src GBSource, known bool, changed <-chan struct{}) doctor.Diagnosis {
	why := doctor.Of("sip.offline", "device", string(src.Code))
	if !known {
		why = doctor.Of("sip.unknown", "device", string(src.Code))
	}
	if s.key.role == Past {
		return why // it is asked for now, not when the device comes back
	}
	s.show(State{Phase: Waiting, Since: s.in.now(), Reason: why})
	select {
	case <-ctx.Done():
		return why
	case <-changed:
	}
	// A power cut brings thousands back in one minute.
	sleep(ctx, rand.N(s.in.timing.Spread))
	return doctor.Of("sip.offline", "device", string(src.Code))
}

// log tells operators why a session ended; the doctor knows more.
func (s *source) log(ctx context.Context, why doctor.Diagnosis) {
	if why.IsZero() || why.Code == "own.stopped" {
		return
	}
	s.in.log.InfoContext(ctx, "stream ended", "camera", s.key.camera.String(), "role", string(s.key.role),
		"code", why.Code)
}

// A session is one attempt at a GB/T 28181 channel, with the retries that the
// device's answers call for.
type session struct {
	s     *source
	src   GBSource
	rec   *doctor.Record
	peer  Peer
	leave func() // gives the turn at the gate back

	leg  *leg
	port *opened
	call Call
	wish chan struct{} // somebody wants a key frame
}

// run opens the session and stays until it ends. It retries once: over another
// transport after 488, anew after 486 (gb28181.md §22).
func (c *session) run(ctx context.Context) doctor.Diagnosis {
	retried := false
	for {
		why := c.once(ctx)
		if retried || ctx.Err() != nil {
			return c.verdict(ctx, why)
		}
		switch why.Code {
		case "sip.488":
			c.src.Transport = c.other()
		case "sip.486":
			sleep(ctx, time.Second)
		default:
			return c.verdict(ctx, why)
		}
		retried = true
		c.rec.Note(why)
		c.rec.Step("retry", "transport", string(c.src.Transport))
	}
}

// verdict replaces a cause of ours by what it means.
func (c *session) verdict(ctx context.Context, why doctor.Diagnosis) doctor.Diagnosis {
	if ctx.Err() != nil {
		return doctor.Of("own.stopped")
	}
	return why
}

// other is the transport to try when a device refuses one.
func (c *session) other() Transport {
	if c.src.Transport == TCPPassive && !c.s.in.cfg.Media.TCPOnly {
		return UDP
	}
	if c.src.Transport == TCPPassive {
		return TCPActive
	}
	return TCPPassive
}

// once sends one INVITE and lives through what comes of it.
func (c *session) once(ctx context.Context) doctor.Diagnosis {
	in := c.s.in
	st, err := in.site(c.peer)
	if err != nil {
		return diagnosis(err)
	}
	ssrc, give, err := in.ssrcs.take()
	if err != nil {
		return diagnosis(err)
	}
	defer give()
	c.port, err = c.open(st, ssrc)
	if err != nil {
		return diagnosis(err)
	}
	defer c.port.close()
	c.leg = c.port.leg
	c.rec.Watch(c.leg.traffic)
	began := in.now()
	if err := c.ring(ctx, ssrc); err != nil {
		return c.refused(err, in.now().Sub(began))
	}
	defer c.bye(ctx)
	return c.stay(ctx)
}

// ring sends the INVITE and reads the answer.
func (c *session) ring(ctx context.Context, ssrc uint32) error {
	sig, t := c.s.in.cfg.Signalling, c.src.Transport
	c.rec.Offer(doctor.Endpoint{
		Transport: string(t), Address: c.port.at.Addr().String(), Port: int(c.port.at.Port()), SSRC: sdp.FormatSSRC(ssrc),
	})
	c.rec.Step("invite", "to", c.peer.Observed.String(), "transport", string(t))
	wait, cancel := context.WithTimeout(ctx, c.s.in.timing.Answer)
	defer cancel()
	call, err := sig.Invite(wait, Invitation{
		Device: c.src.Code, Channel: c.src.Channel, Transport: t, At: c.port.at, SSRC: ssrc,
		Sub: c.s.key.role == Sub, Past: c.s.past, Exchange: c.rec.Exchange,
	})
	if err != nil {
		return err
	}
	c.call = call
	c.answer(ssrc)
	return nil
}

// refused finds the words for an INVITE that came to nothing.
func (c *session) refused(err error, after time.Duration) doctor.Diagnosis {
	if r, ok := errors.AsType[*Refusal](err); ok {
		return refusal(r, c.src.Transport)
	}
	if errors.Is(err, ErrNoAnswer) || errors.Is(err, context.DeadlineExceeded) {
		return doctor.Of("sip.timeout", "seconds", seconds(after.Round(time.Second/10)))
	}
	return doctor.Of("sip.unreachable", "error", err.Error())
}

func refusal(r *Refusal, t Transport) doctor.Diagnosis {
	status := strconv.Itoa(r.Status)
	pairs := []string{"status", status, "reason", r.Reason, "warning", r.Warning, "transport", string(t)}
	switch r.Status {
	case 400, 403, 404, 480, 486, 488:
		return doctor.Of("sip."+status, pairs...)
	case 408:
		return doctor.Of("sip.timeout", append(pairs, "seconds", "0")...)
	}
	if r.Status >= 500 && r.Status < 600 {
		return doctor.Of("sip.500", pairs...)
	}
	return doctor.Of("sip.status", pairs...)
}

func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64)
}

// diagnosis turns an error of ours into one; other errors are internal.
func diagnosis(err error) doctor.Diagnosis {
	if d, ok := errors.AsType[doctor.Diagnosis](err); ok {
		return d
	}
	return doctor.Of("own.error", "error", err.Error())
}

// answer takes the device's description for what it is worth: what arrives
// counts more (gb28181.md §13.2).
func (c *session) answer(asked uint32) {
	desc, broken := c.call.Answer()
	if desc == nil {
		c.rec.Step("answer")
		if broken {
			c.rec.Note(doctor.Of("sdp.broken"))
		} else {
			c.rec.Note(doctor.Of("sdp.none"))
		}
		return
	}
	e := doctor.Endpoint{}
	target := desc.Target()
	e.Address, e.Port = target.Addr().String(), int(target.Port())
	if !target.Addr().IsValid() {
		e.Address = ""
	}
	if desc.HasSSRC {
		e.SSRC = sdp.FormatSSRC(desc.SSRC)
	}
	if m := desc.Video(); m != nil {
		e.Transport = transportOf(m)
		if m.TCP() != (c.src.Transport != UDP) {
			c.rec.Note(doctor.Of("sdp.transport", "asked", string(c.src.Transport), "answered", e.Transport))
		}
		c.port.setup = m.Setup()
	}
	c.rec.Answer(e)
	c.rec.Step("answer", "address", e.Address, "port", strconv.Itoa(e.Port))
	c.port.expect(target.Addr())
	c.port.target = target
	if desc.HasSSRC && desc.SSRC != asked && desc.SSRC != 0 {
		c.rec.Note(doctor.Of("sdp.ssrc", "asked", sdp.FormatSSRC(asked), "answered", e.SSRC))
		c.port.promise(desc.SSRC)
	}
}

// transportOf tells the writer's transport in our terms: a device that is
// active connects to us.
func transportOf(m *sdp.Media) string {
	switch {
	case !m.TCP():
		return string(UDP)
	case m.Setup() == "passive":
		return string(TCPActive)
	default:
		return string(TCPPassive)
	}
}

// bye ends the session on the signalling side, even when ctx has ended.
func (c *session) bye(ctx context.Context) {
	c.rec.Step("bye")
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.s.in.timing.Bye)
	defer cancel()
	if err := c.call.Bye(wait); err != nil {
		c.rec.Step("bye-unanswered", "error", err.Error())
	}
}
