package gb28181

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
)

// DeviceConfig says what a Device is made of. Callbacks are called
// concurrently; those that are nil are answered as a device without the part
// would.
type DeviceConfig struct {
	Line *Line
	// ID is the device's code, Channels those of its channels: requests for all
	// of them come here.
	ID       code.Code
	Channels []code.Code
	// Server is where the platform listens, ServerID its code, Domain its SIP
	// domain ("" means the first ten digits of ServerID).
	Server    netip.AddrPort
	ServerID  code.Code
	Domain    string
	Transport dialog.Transport // "" means UDP
	Username  string           // "" means ID
	Password  string
	// Expires is asked for at registration, an hour by default; Keepalive is the
	// interval (60 s), Misses how many unanswered ones mean that the platform is
	// gone (3), Retry the pause before registering again (60 s and a random part).
	Expires, Keepalive, Retry time.Duration
	Misses                    int
	// Version is told in X-GB-Ver; "" leaves the header out as 2016 devices do.
	Version string
	Charset manscdp.Charset
	// SignOff sends a REGISTER with Expires: 0 when Run ends.
	SignOff bool

	// Info and Status answer those queries.
	Info   func() manscdp.Info
	Status func(target code.Code) manscdp.Status
	// Catalog returns the messages that answer a catalogue query, in the order
	// they are sent; see [Parts].
	Catalog func() []Part
	// Recordings tells what a channel has recorded of a span.
	Recordings func(target code.Code, span shiheng.Span) []manscdp.Recording
	// Presets tells which views a channel keeps under numbers.
	Presets func(target code.Code) []manscdp.Preset
	// Invite answers an INVITE through the call.
	Invite func(ctx context.Context, c *Call)
	// Control takes a DeviceControl: PTZCmd, IFrameCmd or IFameCmd, TeleBoot.
	Control func(ctx context.Context, m *manscdp.Message)
	// Message takes any other body; it returns whether it was understood.
	Message func(ctx context.Context, m *manscdp.Message) bool
	// State is told of changes. It must return soon.
	State func(DeviceState)
	// Alter may change a request of ours just before it is sent; kind is
	// REGISTER, Keepalive, the CmdType of a response, or a method. It is how a
	// practice device misbehaves. Returning false leaves the message unsent.
	Alter func(kind string, m *dialog.Message) bool
}

// A DeviceState is what a device holds of its registration.
type DeviceState struct {
	Registered bool
	Misses     int   // keepalives unanswered in a row
	Err        error // why it is not registered
	Expires    time.Time
}

// A Device is the lower side: it registers at a platform, keeps alive, answers
// queries and takes invitations. It is safe for concurrent use.
type Device struct {
	cfg   DeviceConfig
	sn    atomic.Uint32
	lost  chan struct{} // a TCP connection ended
	again chan struct{} // register now

	mu    sync.Mutex // guards what follows
	path  dialog.Path
	state DeviceState
	call  string // Call-ID of the registrations
	cseq  uint32
	nonce dialog.Credentials // the challenge last answered
	count int                // how often its nonce was used
}

// NewDevice checks cfg and puts the device on its line. It registers when Run
// is called.
func NewDevice(cfg DeviceConfig) (*Device, error) {
	if cfg.Line == nil || cfg.ID == "" || cfg.ServerID == "" || !cfg.Server.IsValid() {
		return nil, shiheng.Invalid("gb28181.config", "missing", "line, id, server or serverId")
	}
	if cfg.Domain == "" {
		cfg.Domain = cfg.ServerID.Domain()
	}
	if cfg.Transport == "" {
		cfg.Transport = dialog.UDP
	}
	if cfg.Username == "" {
		cfg.Username = string(cfg.ID)
	}
	cfg.Expires = orDuration(cfg.Expires, time.Hour)
	cfg.Keepalive = orDuration(cfg.Keepalive, time.Minute)
	cfg.Retry = orDuration(cfg.Retry, time.Minute)
	if cfg.Misses <= 0 {
		cfg.Misses = 3
	}
	d := &Device{cfg: cfg, lost: make(chan struct{}, 1), again: make(chan struct{}, 1), call: cfg.Line.end.NewCallID()}
	if err := cfg.Line.attach(d); err != nil {
		return nil, fmt.Errorf("put device on line: %w", err)
	}
	return d, nil
}

// ID is the device's code.
func (d *Device) ID() code.Code { return d.cfg.ID }

// State tells how the registration stands.
func (d *Device) State() DeviceState {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.state
}

// Run registers, keeps alive and registers again when the platform is gone,
// until ctx ends. It then takes the device off its line. The line must run.
func (d *Device) Run(ctx context.Context) error {
	defer d.cfg.Line.detach(d)
	for ctx.Err() == nil {
		err := d.Register(ctx)
		if err == nil {
			err = d.hold(ctx)
		}
		d.set(func(s *DeviceState) { s.Registered, s.Err = false, err })
		if ctx.Err() == nil {
			d.pause(ctx)
		}
	}
	if d.cfg.SignOff {
		bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
		defer cancel()
		_ = d.Unregister(bye) // the platform may be gone; its clock ends us then
	}
	d.mu.Lock()
	path := d.path
	d.mu.Unlock()
	if path.Transport == dialog.TCP {
		d.cfg.Line.end.Drop(path)
	}
	return nil
}

// pause waits before the next attempt: the retry time and up to half of it, so
// that devices do not come back all at once.
func (d *Device) pause(ctx context.Context) {
	t := time.NewTimer(d.cfg.Retry + jitter(d.cfg.Retry/2))
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-d.again:
	}
}

// hold sends keepalives and refreshes until the platform is gone or ctx ends.
func (d *Device) hold(ctx context.Context) error {
	alive := time.NewTicker(d.cfg.Keepalive)
	defer alive.Stop()
	refresh := time.NewTimer(time.Until(d.State().Expires) * 8 / 10)
	defer refresh.Stop()
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-d.lost:
			return shiheng.Unavailable("sip.connection.gone", "remote", d.cfg.Server.String())
		case <-d.again:
			return shiheng.Unavailable("gb28181.again")
		case <-refresh.C:
			if err := d.Register(ctx); err != nil {
				return err
			}
			refresh.Reset(time.Until(d.State().Expires) * 8 / 10)
		case <-alive.C:
			err := d.Keepalive(ctx)
			if err != nil && (d.missed() || refused(err)) {
				return err
			}
		}
	}
}

// refused reports whether the platform answered that it does not know us.
func refused(err error) bool {
	return errors.Is(err, shiheng.ErrForbidden) || errors.Is(err, shiheng.ErrNotFound)
}

// missed counts an unanswered keepalive and reports whether it was one too many.
func (d *Device) missed() bool {
	n := 0
	d.set(func(s *DeviceState) { s.Misses++; n = s.Misses })
	return n >= d.cfg.Misses
}

// Again has the device register anew now, as after a reboot.
func (d *Device) Again() {
	select {
	case d.again <- struct{}{}:
	default:
	}
}

func (d *Device) set(f func(*DeviceState)) {
	d.mu.Lock()
	f(&d.state)
	now := d.state
	d.mu.Unlock()
	if d.cfg.State != nil {
		d.cfg.State(now)
	}
}

func (d *Device) disconnected(p dialog.Path) {
	d.mu.Lock()
	mine := d.path.Same(p)
	d.mu.Unlock()
	if !mine {
		return
	}
	select {
	case d.lost <- struct{}{}:
	default:
	}
}

// reach returns the way to the platform, connecting over TCP when needed.
func (d *Device) reach(ctx context.Context) (dialog.Path, error) {
	d.mu.Lock()
	path := d.path
	d.mu.Unlock()
	end := d.cfg.Line.end
	if d.cfg.Transport == dialog.UDP {
		return end.PathTo("", d.cfg.Server), nil
	}
	if path.Remote.IsValid() && end.Live(path) {
		return path, nil
	}
	path, err := end.Dial(ctx, end.Local("").Addr(), d.cfg.Server, "")
	if err != nil {
		return dialog.Path{}, err
	}
	d.mu.Lock()
	d.path = path
	d.mu.Unlock()
	select {
	case <-d.lost: // of the connection before
	default:
	}
	d.cfg.Line.connect(d, path)
	return path, nil
}

// Keepalive sends one keepalive and waits for its 200, at most for the interval
// and ten seconds.
func (d *Device) Keepalive(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, min(max(d.cfg.Keepalive, time.Second), 10*time.Second), shiheng.Unavailable("sip.timeout"))
	defer cancel()
	res, err := d.message(ctx, manscdp.Keepalive, d.body(manscdp.Notify, manscdp.Keepalive, d.sn.Add(1), d.cfg.ID, manscdp.F("Status", "OK")))
	switch {
	case err != nil:
		return err
	case res == nil: // left unsent on purpose
		return nil
	case res.Code >= 300:
		return refusal(res, d.cfg.ID)
	}
	d.set(func(s *DeviceState) { s.Misses = 0 })
	return nil
}

// Notify sends a notification or response of the device's own, such as an
// alarm, and waits for its 200.
func (d *Device) Notify(ctx context.Context, root manscdp.Root, cmdType string, target code.Code, fields ...manscdp.Field) error {
	res, err := d.message(ctx, cmdType, d.body(root, cmdType, d.sn.Add(1), target, fields...))
	if err == nil && res != nil && res.Code >= 300 {
		err = refusal(res, d.cfg.ID)
	}
	return err
}

func (d *Device) body(root manscdp.Root, cmd string, sn uint32, target code.Code, fields ...manscdp.Field) []byte {
	return manscdp.Encode(root, cmd, sn, string(target), d.cfg.Charset, fields...)
}

// message sends one body. The result is nil when Alter left it unsent.
func (d *Device) message(ctx context.Context, kind string, body []byte) (*dialog.Response, error) {
	path, err := d.reach(ctx)
	if err != nil {
		return nil, err
	}
	m := &dialog.Message{
		Method: "MESSAGE",
		URI:    dialog.Party{User: string(d.cfg.ServerID), Host: d.cfg.Domain},
		From:   dialog.Party{User: string(d.cfg.ID), Host: d.cfg.Domain},
		To:     dialog.Party{User: string(d.cfg.ServerID), Host: d.cfg.Domain},
		CSeq:   20, ContentType: contentXML, Body: body, Path: path,
	}
	if d.cfg.Alter != nil && !d.cfg.Alter(kind, m) {
		return nil, nil
	}
	return d.cfg.Line.end.Do(ctx, m)
}
