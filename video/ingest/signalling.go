package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/ingest/doctor"
)

// A Peer is what signalling knows of a device now.
type Peer struct {
	Online   bool
	Observed netip.AddrPort // where its requests come from
	Local    netip.Addr     // our address that it talks to
	// Media is the address it should be told to send to: one set for it, its
	// network's, or Local.
	Media netip.Addr
}

// Signalling is what ingest needs of the GB/T 28181 platform; [SIP] provides
// it. It must be safe for concurrent use.
type Signalling interface {
	// Peer returns what is known of a device; known is false for a stranger.
	Peer(device code.Code) (p Peer, known bool)
	// Changed returns a channel that is closed at the next change of the
	// device's Peer value. Ask for it before looking at Peer.
	Changed(device code.Code) <-chan struct{}
	// Invite opens a session and returns after the device's final answer and
	// our ACK. A refusal is a *Refusal; silence is ErrNoAnswer; ctx ends the
	// attempt (CANCEL).
	Invite(ctx context.Context, i Invitation) (Call, error)
	// KeyFrame asks a channel for a key frame. It does not wait for one.
	KeyFrame(ctx context.Context, device, channel code.Code) error
}

// An Invitation is what a session is opened with.
type Invitation struct {
	Device, Channel code.Code
	Transport       Transport
	At              netip.AddrPort // where we take the media
	SSRC            uint32
	Sub             bool // the sub-stream
	// Past asks for what the device has recorded of that span instead of the
	// live picture, when it is not zero.
	Past shiheng.Span
	// Exchange, when set, is handed a way to read the SIP messages of the
	// session so far, also of one that was refused. It may be called late.
	Exchange func(read func() []doctor.Message)
}

// A Call is an open session. Its methods are safe for concurrent use.
type Call interface {
	// Answer is the description in the device's 200, nil when there was none
	// that could be read; broken tells that there was one.
	Answer() (desc *sdp.Session, broken bool)
	// Ended is closed when the session ended on either side.
	Ended() <-chan struct{}
	// Bye ends the session. It returns when the device agreed, or when ctx
	// ends; the session is over in any case. Calling it again does nothing.
	Bye(ctx context.Context) error
}

// A Refusal is a final answer other than 200.
type Refusal struct {
	Status  int
	Reason  string
	Warning string // text of the Warning header, where makers put the cause
}

// Error gives one line for logs.
func (r *Refusal) Error() string {
	return fmt.Sprintf("refused with %d %s %s", r.Status, r.Reason, r.Warning)
}

// ErrNoAnswer tells that the device did not answer in time.
var ErrNoAnswer = errors.New("ingest: no final answer")
