package ingest

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strconv"
	"time"

	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/ingest/rtsp"
	"shiheng.internal/video/ingest/wire"
	"shiheng.internal/video/rtpframe"
)

// pull keeps one RTSP stream open until it ends and tells why it did.
func (s *source) pull(ctx context.Context, src RTSPSource) doctor.Diagnosis {
	s.phase(Connecting)
	leave, err := s.in.gate.enter(ctx, host(src.URL))
	if err != nil {
		return doctor.Diagnosis{}
	}
	defer leave()
	rec := s.history.Begin(string(RTSP), s.in.now)
	p := &puller{s: s, src: src, rec: rec, leave: leave}
	why := p.run(ctx)
	if ctx.Err() != nil {
		why = doctor.Of("own.stopped")
	}
	rec.End(why)
	s.log(ctx, why)
	return why
}

// host is whom the gate spreads the opening of sessions for.
func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Host
}

// A puller is one attempt at an RTSP stream.
type puller struct {
	s     *source
	src   RTSPSource
	rec   *doctor.Record
	leave func()
}

// run opens the session, over TCP first: it loses nothing and costs least. A
// server that refuses TCP (461), or sends nothing over it, is asked for UDP
// when the choice is ours.
func (p *puller) run(ctx context.Context) doctor.Diagnosis {
	udp := p.src.Transport == UDP && !p.s.in.cfg.Media.TCPOnly
	auto := (p.src.Transport == Auto || p.src.Transport == "") && !p.s.in.cfg.Media.TCPOnly
	if auto {
		udp = p.s.overUDP
	}
	why := p.once(ctx, udp)
	if !auto || ctx.Err() != nil {
		return why
	}
	switch why.Code {
	case "rtsp.461", "media.no-packets.tcp", "media.no-packets.udp":
	default:
		return why
	}
	p.rec.Note(why)
	p.rec.Step("retry", "transport", map[bool]string{false: string(UDP), true: string(TCP)}[udp])
	again := p.once(ctx, !udp)
	if p.s.played {
		p.s.overUDP = !udp // begin with what worked
	}
	return again
}

// once opens one session and stays until it ends.
func (p *puller) once(ctx context.Context, udp bool) doctor.Diagnosis {
	in := p.s.in
	p.s.played = false
	transport := TCP
	if udp {
		transport = UDP
	}
	p.rec.Offer(doctor.Endpoint{Transport: string(transport)})
	p.rec.Step("connect", "to", doctor.Address(p.src.URL), "transport", string(transport))
	p.rec.Watch(p.s.intake.traffic)
	beat := &ticking{p.s.intake}
	p.s.pump.Add(beat)
	defer p.s.intake.lose()
	defer p.s.pump.Remove(beat)
	window := 0
	if udp {
		window = reorderWindow
	}
	session, err := rtsp.Open(ctx, rtsp.Config{
		URL: p.src.URL, User: p.src.User, Password: p.src.Password, UDP: udp, Timeout: in.timing.Answer,
		Ports: [2]uint16{in.cfg.Media.Low, in.cfg.Media.High}, Adopt: p.s.adopt, Dialer: wire.Dialer(),
		Begin:      func(tracks []rtpframe.Format) error { return p.begin(window, tracks) },
		Packet:     p.s.intake.rtp,
		Said:       func(sent bool, text string) { p.rec.Message(in.now(), sent, text) },
		Unverified: func(fingerprint string) { p.rec.Step("unverified", "sha256", fingerprint) },
	})
	if err != nil {
		return p.failed(err, transport)
	}
	defer session.Close()
	return p.watch(ctx, session, transport)
}

// begin makes a receiver per track.
func (p *puller) begin(window int, tracks []rtpframe.Format) error {
	formats := make([][]rtpframe.Format, len(tracks))
	for i, t := range tracks {
		formats[i] = []rtpframe.Format{t}
	}
	p.rec.Step("described", "tracks", strconv.Itoa(len(tracks)))
	return p.s.intake.begin(p.rec, window, false, formats...)
}

// watch stays with a session until it ends.
func (p *puller) watch(ctx context.Context, session *rtsp.Session, transport Transport) doctor.Diagnosis {
	t, began := p.s.in.timing, p.s.in.now()
	p.rec.Step("playing")
	p.leave() // a server's other streams need not wait for this one's key frame
	look := time.NewTicker(checks)
	defer look.Stop()
	arrived := p.s.intake.arrived()
	for {
		select {
		case <-ctx.Done():
			return doctor.Diagnosis{}
		case <-session.Done():
			return p.failed(session.Err(), transport)
		case <-arrived:
			arrived = nil
			p.s.played = true
			p.s.phase(Playing)
		case <-look.C:
		}
		now := p.s.in.now()
		quiet, ever := p.s.intake.quiet(now)
		switch {
		case ever && quiet >= t.Loss:
			return doctor.Of("media.lost", "seconds", seconds(t.Loss))
		case !ever && now.Sub(began) >= t.FirstMedia && transport == UDP:
			return doctor.Of("media.no-packets.udp", "address", "", "seconds", seconds(t.FirstMedia))
		case !ever && now.Sub(began) >= t.FirstMedia:
			return doctor.Of("media.no-packets.tcp", "address", host(p.src.URL), "seconds", seconds(t.FirstMedia))
		case arrived != nil && now.Sub(began) >= t.FirstMedia+t.KeyWait:
			return doctor.Of("media.no-frames", "packets", strconv.FormatUint(p.s.intake.traffic().Packets, 10))
		}
	}
}

// failed finds the words for a session that did not come about, or ended.
func (p *puller) failed(err error, transport Transport) doctor.Diagnosis {
	f, ok := errors.AsType[*rtsp.Failure](err)
	if !ok {
		return diagnosis(err)
	}
	cause := "closed"
	if f.Cause != nil {
		cause = doctor.Redact(f.Cause.Error())
	}
	to := host(p.src.URL)
	switch f.Kind {
	case rtsp.BadURL:
		return doctor.Of("rtsp.url", "error", cause)
	case rtsp.Unreachable:
		return doctor.Of("rtsp.unreachable", "address", to, "error", cause)
	case rtsp.Refused:
		return doctor.Of("rtsp.refused", "address", to)
	case rtsp.Timeout:
		return doctor.Of("rtsp.timeout", "step", f.Step)
	case rtsp.NoMedia:
		return doctor.Of("rtsp.no-media", "found", f.Found)
	case rtsp.Closed:
		return doctor.Of("rtsp.closed", "error", cause)
	case rtsp.Status:
		return statusWords(f, transport)
	case rtsp.Silent:
		return doctor.Of("media.lost", "seconds", seconds(p.s.in.timing.Answer))
	case rtsp.Protocol:
		return doctor.Of("rtsp.protocol", "error", cause)
	}
	return doctor.Of("rtsp.protocol", "error", err.Error())
}

func statusWords(f *rtsp.Failure, transport Transport) doctor.Diagnosis {
	switch f.Status {
	case 401, 403:
		return doctor.Of("rtsp.401", "status", strconv.Itoa(f.Status))
	case 404:
		return doctor.Of("rtsp.404")
	case 461:
		return doctor.Of("rtsp.461", "transport", string(transport))
	}
	return doctor.Of("rtsp.status", "status", strconv.Itoa(f.Status), "reason", f.Reason, "step", f.Step)
}

// ticking keeps the clocks of an intake whose packets come from elsewhere.
type ticking struct{ intake *intake }

// Drain implements wire.Member.
func (t *ticking) Drain(p *wire.Pass) bool {
	t.intake.tick(p.Now)
	return false
}

// adopt hands an RTSP connection to the source's pump.
func (s *source) adopt(c *net.TCPConn, h rtsp.Handler) (rtsp.Conn, error) {
	conn, err := wire.Adopt(c, h)
	if err != nil {
		return nil, err
	}
	s.pump.Add(conn)
	return adopted{conn, s.pump}, nil
}

// adopted is a connection in the hands of a pump.
type adopted struct {
	*wire.Conn
	pump *wire.Pump
}

// Close takes the connection out of the pump and ends it.
func (a adopted) Close() error {
	a.pump.Remove(a.Conn)
	return a.Conn.Close()
}
