package rtsp

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/url"
	"sync"
	"syscall"
	"time"

	"github.com/bluenviron/gortsplib/v5"
	"github.com/bluenviron/gortsplib/v5/pkg/base"
	"github.com/bluenviron/gortsplib/v5/pkg/description"
	"github.com/bluenviron/gortsplib/v5/pkg/format"
	"github.com/bluenviron/gortsplib/v5/pkg/headers"
	"github.com/bluenviron/gortsplib/v5/pkg/liberrors"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"

	"shiheng.internal/video/rtpframe"
)

// Config says what to pull and where to put it.
type Config struct {
	URL            string    // rtsp:// or rtsps://
	User, Password string    // instead of those in URL
	UDP            bool      // media over UDP instead of interleaved
	Ports          [2]uint16 // local ports for UDP, first and last; zero for any
	Timeout        time.Duration
	Adopt          Adopt       // nil leaves TCP media to this package's goroutine
	Dialer         *net.Dialer // of TCP; nil for a plain one

	// Begin is told the tracks before PLAY, each with its format.
	Begin func(tracks []rtpframe.Format) error
	// Packet takes one RTP or RTCP packet of a track, valid during the call
	// only. Over UDP it is called concurrently for different tracks.
	Packet func(track int, now time.Time, b []byte)
	// Said is told every RTSP message; may be nil.
	Said func(sent bool, text string)
	// Unverified is told the SHA-256 of the certificate of an rtsps server that
	// nobody the machine trusts vouches for: those of cameras are their own.
	// The session goes on. May be nil.
	Unverified func(fingerprint string)
}

// A Kind sorts failures.
type Kind string

// The kinds of failure.
const (
	BadURL      Kind = "url"
	Unreachable Kind = "unreachable"
	Refused     Kind = "refused" // nobody listens
	Timeout     Kind = "timeout"
	Status      Kind = "status" // an answer other than 200
	NoMedia     Kind = "no-media"
	Closed      Kind = "closed" // the session had begun
	Silent      Kind = "silent" // the session had begun, and nothing came
	Protocol    Kind = "protocol"
)

// A Failure tells why there is no session, or none any more.
type Failure struct {
	Kind   Kind
	Step   string // DESCRIBE, SETUP, PLAY
	Status int    // of Kind Status
	Reason string
	Found  string // of Kind NoMedia: what was there instead
	Cause  error
}

// Error gives one line for logs.
func (f *Failure) Error() string {
	return fmt.Sprintf("rtsp %s at %s: %d %s %v", f.Kind, f.Step, f.Status, f.Reason, f.Cause)
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Cause }

// A Session is a stream being pulled.
type Session struct {
	cfg      Config
	client   *gortsplib.Client
	channels channels
	secure   bool
	method   base.Method // of the request under way; gortsplib's goroutine's
	setting  int         // track being set up
	mu       sync.Mutex  // guards method and setting
	done     chan struct{}
	err      error // valid once done is closed
}

// Open begins a session and returns when media are about to come. A failure is
// a *Failure, or the cause of ctx.
func Open(ctx context.Context, cfg Config) (*Session, error) {
	if cfg.Dialer == nil {
		cfg.Dialer = new(net.Dialer)
	}
	u, err := base.ParseURL(cfg.URL)
	if err != nil {
		return nil, &Failure{Kind: BadURL, Cause: err}
	}
	if cfg.User != "" {
		u.User = url.UserPassword(cfg.User, cfg.Password)
	}
	s := &Session{cfg: cfg, secure: u.Scheme == "rtsps", done: make(chan struct{})}
	// What is not vouched for is told, not refused: see verify.
	secure := &tls.Config{ServerName: u.Hostname(), InsecureSkipVerify: true, VerifyConnection: s.verify} //nolint:gosec // see above
	protocol := gortsplib.ProtocolTCP
	if cfg.UDP {
		protocol = gortsplib.ProtocolUDP
	}
	s.client = &gortsplib.Client{
		Scheme: u.Scheme, Host: u.Host, Protocol: &protocol, UserAgent: "shiheng", TLSConfig: secure,
		ReadTimeout: cfg.Timeout, WriteTimeout: cfg.Timeout,
		DialContext: s.dial, ListenPacket: listen, UDPSourcePortRange: cfg.Ports,
		OnRequest: s.sent, OnResponse: s.received,
		OnTransportSwitch: func(error) {}, OnPacketsLost: func(uint64) {}, OnDecodeError: func(error) {},
	}
	if err := s.client.Start(); err != nil {
		return nil, &Failure{Kind: Protocol, Cause: err}
	}
	stop := context.AfterFunc(ctx, s.client.Close)
	step, err := s.begin(u)
	if !stop() && err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		s.client.Close()
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, failure(step, err)
	}
	go func() {
		defer close(s.done)
		f := &Failure{Kind: Closed, Step: "PLAY", Cause: s.client.Wait()}
		if errors.As(f.Cause, new(liberrors.ErrClientTCPTimeout)) || errors.As(f.Cause, new(liberrors.ErrClientUDPTimeout)) {
			f.Kind = Silent
		}
		s.err = f
	}()
	return s, nil
}

// listen opens a UDP socket with room for a key frame; what the kernel does not
// grant is done without.
func listen(network, address string) (net.PacketConn, error) {
	c, err := net.ListenPacket(network, address)
	if err != nil {
		return nil, err
	}
	if u, ok := c.(*net.UDPConn); ok {
		_ = u.SetReadBuffer(4 << 20)
	}
	return c, nil
}

// begin goes through DESCRIBE, SETUP and PLAY. It returns the step it stopped
// at.
func (s *Session) begin(u *base.URL) (step string, err error) {
	desc, _, err := s.client.Describe(u)
	if err != nil {
		return "DESCRIBE", err
	}
	picked, formats := pick(desc)
	if len(picked) == 0 {
		return "DESCRIBE", &Failure{Kind: NoMedia, Step: "DESCRIBE", Found: found(desc)}
	}
	if err := s.cfg.Begin(formats); err != nil {
		return "SETUP", err
	}
	for i, p := range picked {
		s.mu.Lock()
		s.setting = i
		s.mu.Unlock()
		if _, err := s.client.Setup(desc.BaseURL, p.media, 0, 0); err != nil {
			return "SETUP", err
		}
		if s.cfg.UDP || s.secure {
			s.client.OnPacketRTP(p.media, p.format, s.repack(i))
			s.client.OnPacketRTCP(p.media, s.reports(i))
		}
	}
	if _, err := s.client.Play(nil); err != nil {
		return "PLAY", err
	}
	s.channels.playing.Store(true)
	return "", nil
}

// repack writes gortsplib's packets of one track as bytes again. Each track has
// a goroutine of gortsplib's and so a buffer of its own.
func (s *Session) repack(track int) func(*rtp.Packet) {
	buf := make([]byte, 0, 2048)
	return func(p *rtp.Packet) {
		n := p.MarshalSize()
		if cap(buf) < n {
			buf = make([]byte, 0, 2*n)
		}
		n, err := p.MarshalTo(buf[:n])
		if err != nil {
			return // it was read from a packet a moment ago
		}
		s.cfg.Packet(track, time.Now(), buf[:n])
	}
}

// reports writes the sender reports of one track as bytes again. gortsplib
// calls it beside the track's packets.
func (s *Session) reports(track int) func(rtcp.Packet) {
	return func(p rtcp.Packet) {
		if _, ok := p.(*rtcp.SenderReport); !ok {
			return
		}
		if b, err := p.Marshal(); err == nil { // it was read from bytes a moment ago
			s.cfg.Packet(track, time.Now(), b)
		}
	}
}

// verify looks whether anybody vouches for an rtsps server, and tells when
// nobody does.
func (s *Session) verify(c tls.ConnectionState) error {
	leaf := c.PeerCertificates[0]
	between := x509.NewCertPool()
	for _, c := range c.PeerCertificates[1:] {
		between.AddCert(c)
	}
	_, err := leaf.Verify(x509.VerifyOptions{DNSName: c.ServerName, Intermediates: between})
	if err != nil && s.cfg.Unverified != nil {
		sum := sha256.Sum256(leaf.Raw)
		s.cfg.Unverified(hex.EncodeToString(sum[:]))
	}
	return nil
}

// Done is closed when the session has ended on either side.
func (s *Session) Done() <-chan struct{} { return s.done }

// Err says why, once Done is closed.
func (s *Session) Err() error { return s.err }

// Close ends the session and returns when it has ended: no packet comes any
// more. It is idempotent.
func (s *Session) Close() {
	s.client.Close()
	<-s.done
}

// sent and received tell of messages and learn the channels of SETUP answers.
func (s *Session) sent(r *base.Request) {
	s.mu.Lock()
	s.method = r.Method
	s.mu.Unlock()
	if s.cfg.Said != nil {
		s.cfg.Said(true, r.String())
	}
}

func (s *Session) received(r *base.Response) {
	if s.cfg.Said != nil {
		s.cfg.Said(false, r.String())
	}
	s.mu.Lock()
	method, track := s.method, s.setting
	s.mu.Unlock()
	if method != base.Setup || r.StatusCode != base.StatusOK {
		return
	}
	var th headers.Transport
	if err := th.Unmarshal(r.Header["Transport"]); err != nil || th.InterleavedIDs == nil {
		return // gortsplib refuses it with the right words
	}
	for _, id := range th.InterleavedIDs {
		if id >= 0 && id < 256 {
			s.channels.track[id].Store(int32(track) + 1)
		}
	}
}

// picked is one medium of the session that is taken.
type picked struct {
	media  *description.Media
	format format.Format
}

// failure sorts an error of gortsplib's or the network's.
func failure(step string, err error) *Failure {
	f := &Failure{Kind: Protocol, Step: step, Cause: err}
	var ours *Failure
	var status liberrors.ErrClientBadStatusCode
	var network net.Error
	var op *net.OpError
	switch {
	case errors.As(err, &ours):
		return ours
	case errors.As(err, &status):
		f.Kind, f.Status, f.Reason = Status, int(status.Code), status.Message
	case errors.Is(err, syscall.ECONNREFUSED):
		f.Kind = Refused
	case errors.As(err, new(liberrors.ErrClientRequestTimedOut)):
		f.Kind = Timeout
	case errors.As(err, &op) && op.Op == "dial":
		f.Kind = Unreachable
	case errors.As(err, &network) && network.Timeout():
		f.Kind = Timeout
	case errors.As(err, new(*net.DNSError)):
		f.Kind = Unreachable
	}
	return f
}
