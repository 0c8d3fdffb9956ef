package gb28181

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/sdp"
)

// A MediaTransport says how media travels and who connects.
type MediaTransport string

// The ways of media (reference clause 13.3), named from our side.
const (
	MediaUDP        MediaTransport = "udp"
	MediaTCPPassive MediaTransport = "tcp-passive" // the device connects to us
	MediaTCPActive  MediaTransport = "tcp-active"  // we connect to the device
)

// A Dialect says how a device is asked for its main or sub stream.
type Dialect string

// The dialects of stream choice (reference clause 13.1).
const (
	DialectNone          Dialect = ""              // nothing is written: the device's default stream
	DialectStreamNumber  Dialect = "streamnumber"  // 2022: 0 main, 1 sub
	DialectStreamProfile Dialect = "streamprofile" // Dahua
	DialectStream        Dialect = "stream"
	DialectStreamMode    Dialect = "streamMode" // TP-Link, Mercury: MAIN, SUB
)

// A MediaOffer is what a camera is asked for.
type MediaOffer struct {
	Device, Channel code.Code
	Transport       MediaTransport
	// Addr and Port are where we take the media. A zero Addr is the address that
	// the device talks to, or the one set for it. For MediaTCPActive the port is
	// only a formality.
	Addr netip.Addr
	Port uint16
	// SSRC is written in y= and Subject.
	SSRC uint32
	// Sub asks for the sub stream in the device's dialect.
	Sub bool
	// From and To ask for the past; both zero means live. Download asks for a
	// file at Speed times the real rate.
	From, To time.Time
	Download bool
	Speed    int
}

// An Oddity is something about an answer that was taken as it was.
type Oddity string

// The oddities of answers (quirk 9).
const (
	OddNoSDP       Oddity = "no-sdp"          // 200 without a body
	OddBadSDP      Oddity = "bad-sdp"         // a body that is no SDP
	OddNoSSRC      Oddity = "no-ssrc"         // no y=: ours is kept
	OddOtherSSRC   Oddity = "other-ssrc"      // another y=: theirs is believed
	OddZeroSSRC    Oddity = "zero-ssrc"       // y=0: ours is kept
	OddPrivateAddr Oddity = "private-address" // an address that cannot be reached from outside
	OddOtherAddr   Oddity = "other-address"   // not the address that the device signals from
	OddNoPort      Oddity = "no-port"         // port 0 or 9
	OddTransport   Oddity = "other-transport" // UDP although TCP was asked, or the reverse
	OddPayload     Oddity = "other-payload"   // a payload type that was not offered
	OddCredentials Oddity = "credentials"     // user name or password in clear; stripped
	OddProvisional Oddity = "provisional"     // 101 or 183 before the answer
)

// An Answer is what the camera said, and what we believe of it.
type Answer struct {
	// SDP is the description, nil when there is none.
	SDP *sdp.Session
	// Media is where the device says its media comes from (UDP, TCP passive) or
	// where we connect to (TCP active). For UDP go by what arrives.
	Media netip.AddrPort
	// Source is where the device signals from: where media is expected from when
	// Media is odd.
	Source netip.Addr
	// SSRC is the number to expect.
	SSRC     uint32
	Oddities []Oddity
}

// Has reports whether the answer has that oddity.
func (a *Answer) Has(o Oddity) bool { return slices.Contains(a.Oddities, o) }

// A Session is one camera that was asked for media and accepted.
type Session struct {
	Offer  MediaOffer
	Answer Answer

	p   *Platform
	dev *registrant
	dlg *dialog.Dialog
}

// Done is closed when the session ended on either side, or the device went away.
func (s *Session) Done() <-chan struct{} { return s.dlg.Done() }

// Cause says why it ended; see the errors of package dialog. nil before.
func (s *Session) Cause() error { return s.dlg.Cause() }

// CallID names the session on the wire.
func (s *Session) CallID() string { return s.dlg.CallID() }

// Transcript returns the exchange so far.
func (s *Session) Transcript() []dialog.Entry { return s.dlg.Transcript().Entries() }

// Bye ends the session and tells the device. It is idempotent.
func (s *Session) Bye(ctx context.Context, cause error) error {
	s.dev.mu.Lock()
	delete(s.dev.sessions, s)
	s.dev.mu.Unlock()
	return s.dlg.Bye(ctx, cause)
}

// KeyFrame asks the session's camera for a key frame.
func (s *Session) KeyFrame(ctx context.Context) error {
	return s.p.KeyFrame(ctx, s.Offer.Device, s.Offer.Channel)
}

// An Outcome sorts why a camera gave no session, for the play doctor.
type Outcome string

// The outcomes.
const (
	OutcomeOffline     Outcome = "offline"      // not registered or not reachable
	OutcomeTimeout     Outcome = "timeout"      // no final answer
	OutcomeUnreachable Outcome = "unreachable"  // could not be sent
	OutcomeCancelled   Outcome = "cancelled"    // we gave up
	OutcomeBadRequest  Outcome = "bad-request"  // 400: a wrong code, no camera
	OutcomeForbidden   Outcome = "forbidden"    // 401, 403
	OutcomeNotFound    Outcome = "not-found"    // 404: unknown channel, or the device restarted
	OutcomeUnavailable Outcome = "unavailable"  // 480: the channel is offline
	OutcomeBusy        Outcome = "busy"         // 486: links used up, or streaming to us already
	OutcomeUnsupported Outcome = "unsupported"  // 415, 488: try the other transport
	OutcomeDeviceError Outcome = "device-error" // 5xx
	OutcomeRefused     Outcome = "refused"      // any other refusal
)

// An InviteError tells why a camera gave no session. It wraps the kind that a
// caller may act on: ErrUnavailable, ErrNotFound, ErrForbidden, ErrExhausted for
// busy, ErrInvalid.
type InviteError struct {
	Outcome Outcome
	Code    int    // SIP code, 0 when there was no answer
	Reason  string // reason phrase of the answer
	Warning string // Warning header: Hikvision puts the true reason there
	// Entries is the exchange, redacted.
	Entries []dialog.Entry
	Cause   error
}

// Error gives one line for logs.
func (e *InviteError) Error() string {
	s := "invite: " + string(e.Outcome)
	if e.Reason != "" {
		s += ": " + e.Reason
	}
	if e.Warning != "" {
		s += " (" + e.Warning + ")"
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap lets errors.Is find the kind.
func (e *InviteError) Unwrap() error { return e.Cause }

// Invite asks a camera for media and acknowledges its answer. Receive before
// you invite: a device may send before its 200 arrives. Every failure is an
// *InviteError. Nothing is retried here; after OutcomeBusy a caller may end its
// old session and try once more.
func (p *Platform) Invite(ctx context.Context, o MediaOffer) (*Session, error) {
	dev, path, settings, err := p.reach(o.Device)
	if err != nil {
		return nil, &InviteError{Outcome: OutcomeOffline, Cause: err}
	}
	if !o.Addr.IsValid() {
		o.Addr = p.mediaAddr(path, settings)
	}
	offer := describe(o, settings.Dialect, p.cfg.ID)
	got, err := p.end.Invite(ctx, &dialog.Invitation{
		Message: dialog.Message{
			URI:     dialog.Party{User: string(o.Channel), Host: path.Remote.String()},
			From:    dialog.Party{User: string(p.cfg.ID), Host: p.cfg.Domain},
			To:      dialog.Party{User: string(o.Channel), Host: path.Remote.String()},
			CSeq:    1,
			Contact: &dialog.Party{User: string(p.cfg.ID)},
			Headers: []dialog.Header{{Name: "Subject", Value: sdp.Subject(string(o.Channel), o.SSRC, string(p.cfg.ID))}},
			Path:    path, ContentType: contentSDP, Body: offer.Bytes(),
		},
		Timeout:   p.cfg.InviteTimeout,
		ToContact: settings.ToContact,
	})
	if err != nil || got.Dialog == nil {
		return nil, inviteError(ctx, got, err, o.Device)
	}
	s := &Session{Offer: o, p: p, dev: dev, dlg: got.Dialog}
	s.Answer = judge(o, got, path)
	for _, odd := range s.Answer.Oddities {
		got.Transcript.Note("taken as it is: " + string(odd))
	}
	if err := p.hold(ctx, s); err != nil {
		return nil, err
	}
	return s, nil
}

// hold has the device's end take the session along.
func (p *Platform) hold(ctx context.Context, s *Session) error {
	s.dev.mu.Lock()
	gone := !s.dev.online || !s.dev.reg.Path.Same(s.dlg.Path()) && !s.dev.settings.ToContact
	if !gone {
		for old := range s.dev.sessions { // ended by their own side
			if old.dlg.Cause() != nil {
				delete(s.dev.sessions, old)
			}
		}
		s.dev.sessions[s] = struct{}{}
	}
	s.dev.mu.Unlock()
	if gone {
		_ = s.dlg.Bye(ctx, dialog.ErrPeerGone) // it went away meanwhile; nobody may be there to answer
		return &InviteError{Outcome: OutcomeOffline, Entries: s.Transcript(),
			Cause: shiheng.Unavailable("gb28181.offline", "device", string(s.Offer.Device))}
	}
	return nil
}

// mediaAddr is the address that the device is told to send to.
func (p *Platform) mediaAddr(path dialog.Path, s Settings) netip.Addr {
	if s.Advertise.IsValid() {
		return s.Advertise
	}
	return p.end.Advertised(path).Addr()
}

// MediaAddr is the address of ours that media of a device should come to: set
// for it, or the one it talks to. A device that is not online is an error as in
// [Platform.Invite].
func (p *Platform) MediaAddr(device code.Code) (netip.Addr, error) {
	_, path, s, err := p.reach(device)
	if err != nil {
		return netip.Addr{}, err
	}
	return p.mediaAddr(path, s), nil
}

// describe writes the offer as a session description.
func describe(o MediaOffer, d Dialect, platform code.Code) *sdp.Session {
	m := sdp.Media{Kind: "video", Port: int(o.Port), Proto: "RTP/AVP", Payloads: []int{96}}
	m.Attrs = []sdp.Attr{{Key: "recvonly"}, {Key: "rtpmap", Value: "96 PS/90000"}}
	switch o.Transport {
	case MediaTCPPassive:
		m.Proto = "TCP/RTP/AVP"
		m.Attrs = append(m.Attrs, sdp.Attr{Key: "setup", Value: "passive"}, sdp.Attr{Key: "connection", Value: "new"})
	case MediaTCPActive:
		m.Proto = "TCP/RTP/AVP"
		m.Attrs = append(m.Attrs, sdp.Attr{Key: "setup", Value: "active"}, sdp.Attr{Key: "connection", Value: "new"})
	}
	if a, ok := d.attr(o.Sub); ok {
		m.Attrs = append(m.Attrs, a)
	}
	s := &sdp.Session{Owner: string(o.Channel), Name: "Play", Addr: o.Addr, Media: []sdp.Media{m}, SSRC: o.SSRC, HasSSRC: true}
	if !o.From.IsZero() {
		s.Name, s.Subject = "Playback", string(o.Channel)+":0"
		s.Begin, s.End = uint64(o.From.Unix()), uint64(o.To.Unix())
		if o.Download {
			s.Name = "Download"
			s.Media[0].Attrs = append(s.Media[0].Attrs, sdp.Attr{Key: "downloadspeed", Value: strconv.Itoa(max(o.Speed, 1))})
		}
	}
	return s
}

// attr is the attribute that asks for the main or the sub stream.
func (d Dialect) attr(sub bool) (sdp.Attr, bool) {
	n, mode := "0", "MAIN"
	if sub {
		n, mode = "1", "SUB"
	}
	switch d {
	case DialectStreamNumber, DialectStreamProfile, DialectStream:
		return sdp.Attr{Key: string(d), Value: n}, true
	case DialectStreamMode:
		return sdp.Attr{Key: string(d), Value: mode}, true
	}
	return sdp.Attr{}, false
}

// judge reads an answer and says what of it is believed.
func judge(o MediaOffer, got *dialog.Invited, path dialog.Path) Answer {
	a := Answer{Source: path.Remote.Addr(), SSRC: o.SSRC}
	odd := func(x Oddity) { a.Oddities = append(a.Oddities, x) }
	for _, c := range got.Provisional {
		if c > 100 && !a.Has(OddProvisional) {
			odd(OddProvisional)
		}
	}
	body := got.Final.Body()
	if len(body) == 0 {
		odd(OddNoSDP)
		return a
	}
	s, err := sdp.Parse(body)
	if err != nil || s.Video() == nil {
		odd(OddBadSDP)
		return a
	}
	a.SDP, a.Media = s, s.Target()
	switch {
	case !s.HasSSRC:
		odd(OddNoSSRC)
	case s.SSRC == 0 && o.SSRC != 0:
		odd(OddZeroSSRC)
	case s.SSRC != o.SSRC:
		odd(OddOtherSSRC)
		a.SSRC = s.SSRC
	}
	v := s.Video()
	if v.Port == 0 || v.Port == 9 {
		odd(OddNoPort)
	}
	if v.TCP() != (o.Transport != MediaUDP) {
		odd(OddTransport)
	}
	if len(v.Payloads) > 0 && v.Payloads[0] != 96 {
		odd(OddPayload)
	}
	if s.Credentials {
		odd(OddCredentials)
	}
	if addr := a.Media.Addr(); addr != a.Source {
		if addr.IsValid() && (addr.IsPrivate() || addr.IsLoopback() || addr.IsUnspecified()) && !a.Source.IsPrivate() && !a.Source.IsLoopback() {
			odd(OddPrivateAddr)
		} else {
			odd(OddOtherAddr)
		}
	}
	return a
}

// inviteError makes the typed failure of what an INVITE came to.
func inviteError(ctx context.Context, got *dialog.Invited, err error, device code.Code) *InviteError {
	e := &InviteError{Entries: got.Transcript.Entries(), Cause: err}
	if err == nil {
		e.Code, e.Reason, e.Warning = got.Final.Code, clip(got.Final.Reason), clip(got.Final.Header("Warning"))
		e.Outcome, e.Cause = outcome(e.Code), refusal(got.Final, device)
		return e
	}
	var coded *shiheng.Error
	switch {
	case ctx.Err() != nil:
		e.Outcome = OutcomeCancelled
	case errors.As(err, &coded) && coded.Code == "sip.timeout":
		e.Outcome = OutcomeTimeout
	case errors.As(err, &coded) && strings.HasPrefix(coded.Code, "sip.connection"):
		e.Outcome = OutcomeOffline
	default:
		e.Outcome = OutcomeUnreachable
	}
	return e
}

func outcome(status int) Outcome {
	switch {
	case status == 400:
		return OutcomeBadRequest
	case status == 401 || status == 403 || status == 407:
		return OutcomeForbidden
	case status == 404:
		return OutcomeNotFound
	case status == 480 || status == 408:
		return OutcomeUnavailable
	case status == 486 || status == 600:
		return OutcomeBusy
	case status == 415 || status == 488 || status == 606:
		return OutcomeUnsupported
	case status == 487:
		return OutcomeCancelled
	case status >= 500 && status < 600:
		return OutcomeDeviceError
	}
	return OutcomeRefused
}
