package ingest

import (
	"context"
	"errors"
	"strings"
	"sync"

	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/ingest/doctor"
)

// SIP is the [Signalling] of a gb28181.Platform. Whoever receives the
// platform's events hands each to [SIP.Heard].
type SIP struct {
	platform *gb28181.Platform

	mu      sync.Mutex
	waiting map[code.Code]chan struct{} // closed at the next change; guarded by mu
}

// NewSIP makes the signalling of a platform.
func NewSIP(p *gb28181.Platform) *SIP {
	return &SIP{platform: p, waiting: map[code.Code]chan struct{}{}}
}

// Heard wakes the sources of the device that the event is about.
func (s *SIP) Heard(e gb28181.Event) {
	switch e.Kind {
	case gb28181.Registered, gb28181.Moved, gb28181.Deregistered, gb28181.Online, gb28181.Offline:
	default:
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.waiting[e.Device]; c != nil {
		close(c)
		delete(s.waiting, e.Device)
	}
}

// Changed implements Signalling.
func (s *SIP) Changed(device code.Code) <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.waiting[device]
	if c == nil {
		c = make(chan struct{})
		s.waiting[device] = c
	}
	return c
}

// Peer implements Signalling.
func (s *SIP) Peer(device code.Code) (Peer, bool) {
	reg, online, err := s.platform.Registration(device)
	if err != nil {
		return Peer{}, false
	}
	p := Peer{Online: online, Observed: reg.Path.Remote, Local: reg.Path.Local.Addr()}
	// An error means that it went offline between the two calls; then nobody
	// is told an address.
	p.Media, _ = s.platform.MediaAddr(device)
	return p, true
}

// KeyFrame implements Signalling.
func (s *SIP) KeyFrame(ctx context.Context, device, channel code.Code) error {
	return s.platform.KeyFrame(ctx, device, channel)
}

// Invite implements Signalling.
func (s *SIP) Invite(ctx context.Context, i Invitation) (Call, error) {
	session, err := s.platform.Invite(ctx, gb28181.MediaOffer{
		Device: i.Device, Channel: i.Channel, Transport: gb28181.MediaTransport(i.Transport),
		Addr: i.At.Addr(), Port: i.At.Port(), SSRC: i.SSRC, Sub: i.Sub,
		From: i.Past.From, To: i.Past.To,
	})
	if err != nil {
		return nil, refusedBy(err, i.Exchange)
	}
	if i.Exchange != nil {
		i.Exchange(func() []doctor.Message { return messages(session.Transcript()) })
	}
	return call{session}, nil
}

// refusedBy finds our words for the platform's.
func refusedBy(err error, exchange func(func() []doctor.Message)) error {
	e, ok := errors.AsType[*gb28181.InviteError](err)
	if !ok {
		return err
	}
	if exchange != nil {
		exchange(func() []doctor.Message { return messages(e.Entries) })
	}
	switch {
	case e.Code != 0:
		return &Refusal{Status: e.Code, Reason: e.Reason, Warning: e.Warning}
	case e.Outcome == gb28181.OutcomeTimeout:
		return ErrNoAnswer
	default:
		return err
	}
}

// messages writes a transcript as text.
func messages(entries []dialog.Entry) []doctor.Message {
	out := make([]doctor.Message, 0, len(entries))
	for _, e := range entries {
		var b strings.Builder
		b.WriteString(e.Line)
		for _, h := range e.Headers {
			b.WriteString("\n" + h)
		}
		if e.Body != "" {
			b.WriteString("\n\n" + e.Body)
		}
		out = append(out, doctor.Message{At: e.At, Sent: e.Sent, Note: e.Note, Peer: e.Peer, Text: b.String()})
	}
	return out
}

// call is the Call of a platform's session.
type call struct{ session *gb28181.Session }

func (c call) Answer() (*sdp.Session, bool) {
	a := &c.session.Answer
	return a.SDP, a.Has(gb28181.OddBadSDP)
}

func (c call) Ended() <-chan struct{} { return c.session.Done() }

func (c call) Bye(ctx context.Context) error { return c.session.Bye(ctx, nil) }
