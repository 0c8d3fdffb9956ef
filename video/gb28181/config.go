package gb28181

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
)

// Settings are what an operator sets for one device. The zero value of each
// field is the sensible default.
type Settings struct {
	// Username is the digest user; "" means the device's code.
	Username string
	Password string
	// Algorithm of the challenge; "" means MD5. QOP offers qop="auth"; without
	// it old firmware fares best.
	Algorithm dialog.Algorithm
	QOP       bool
	// NoDate leaves the Date header out of the answer to REGISTER, for devices
	// that misread it.
	NoDate bool
	// Charset of bodies; automatic by default.
	Charset manscdp.Charset
	// Version overrides what X-GB-Ver says: "2.0", "3.0".
	Version string
	// KeepaliveInterval and KeepaliveCount say when silence means offline; zero
	// means 60 s and 3 times. The interval may be as low as 5 s.
	KeepaliveInterval time.Duration
	KeepaliveCount    int
	// ToContact sends ACK and BYE to the address in the device's Contact instead
	// of the observed one.
	ToContact bool
	// FixedPort refuses keepalives from another port than the registered one.
	// By default a NAT may give the device a new port on the same address.
	FixedPort bool
	// Advertise is the address told to this device in SDP instead of the one
	// that it talks to.
	Advertise netip.Addr
	// Dialect says how main and sub stream are asked for.
	Dialect Dialect
}

// Devices tells who may register. Its methods are called concurrently and for
// every REGISTER: answer from memory or a fast row.
type Devices interface {
	// Settings returns what is set for the device. A device that is not known is
	// a shiheng.ErrNotFound, a known one that may not register a
	// shiheng.ErrForbidden; any other error answers the device with 503.
	Settings(ctx context.Context, device code.Code) (Settings, error)
}

// A Registration is what outlives a restart of a registered device.
type Registration struct {
	Device     code.Code
	Path       dialog.Path // observed address, our address, network
	Contact    string      // host:port as the device claims it, for the record
	UserAgent  string
	Version    string // X-GB-Ver as the device says it; "" = not said
	Registered time.Time
	Expires    time.Time
}

// Registrations keeps registrations over a restart. Saves are few: on
// registration, refresh, move and end, never on a keepalive. Calls for one
// device come one after another.
type Registrations interface {
	// Load returns every registration kept. Called once, by Platform.Open.
	Load(ctx context.Context) ([]Registration, error)
	// Save keeps r in place of what was kept for its device.
	Save(ctx context.Context, r Registration) error
	// Remove forgets a device; one that is not there is no error.
	Remove(ctx context.Context, device code.Code) error
}

// A Kind says what happened.
type Kind string

// The kinds of event.
const (
	Registered   Kind = "registered"   // first registration, or anew after an end
	Refreshed    Kind = "refreshed"    // the registration was renewed
	Moved        Kind = "moved"        // registered from another address; Reason is the old one
	Deregistered Kind = "deregistered" // the device signed off
	Online       Kind = "online"       // reachable again; Reason: register, keepalive
	Offline      Kind = "offline"      // Reason: keepalive, connection, expired, signed-off, removed
	Flapping     Kind = "flapping"     // two senders use one code by turns
	Refused      Kind = "refused"      // Reason: unknown, password, forbidden, unregistered, path, malformed, username
	Discovered   Kind = "discovered"   // an unknown device knocked and may be looked at
	Faulty       Kind = "faulty"       // a keepalive with Status ERROR, or that names faulty parts
	Notified     Kind = "notified"     // a message of the device's own; see Message
	Unreadable   Kind = "unreadable"   // a body that cannot be read even after repair
)

// An Event is one thing that happened at a peer. Seq orders the events of a
// platform: a later one has a higher number, whatever order they arrive in.
type Event struct {
	Seq    uint64
	At     time.Time
	Kind   Kind
	Device code.Code
	// Name is the claimed code when it cannot be a code.
	Name   string
	Path   dialog.Path
	Reason string
	// Code is the SIP code that was answered, for refusals.
	Code int
	// Suppressed counts like events of the same source that were not told.
	Suppressed   uint64
	Registration Registration
	Message      *manscdp.Message
	// Call is the Call-ID of the session that a message belongs to, else "".
	Call string
}

// PlatformConfig says what a Platform is made of.
type PlatformConfig struct {
	// ID is the platform's own code of 20 digits; Domain its SIP domain and
	// digest realm, "" meaning the first ten digits.
	ID     code.Code
	Domain string
	// Listeners are where devices reach us; at least one.
	Listeners []dialog.Listener
	Devices   Devices
	// Store keeps registrations; nil keeps them in memory only.
	Store Registrations
	// Events is told what happens. It is called concurrently, from the goroutine
	// that serves the message, and should return soon. Optional.
	Events func(Event)
	Log    *slog.Logger
	// Discover makes a Discovered event of unknown devices that knock. They are
	// refused all the same.
	Discover bool
	// Expires is granted when a device asks for nothing; zero means an hour.
	Expires time.Duration
	// InviteTimeout bounds the wait for the answer to an INVITE (12 s by
	// default), QueryTimeout that to a query (10 s).
	InviteTimeout, QueryTimeout time.Duration
	// CatalogGap is the silence that ends a catalogue with parts missing; zero
	// means manscdp.DefaultGap. Large lower platforms need 30 s.
	CatalogGap time.Duration
	// MaxDevices bounds the registrations; zero means 200,000.
	MaxDevices int
	// Rate and Burst bound the messages of one source; see dialog.Config.
	Rate, Burst float64
	// Tap sees the raw bytes on the wire; see dialog.Config. For tests.
	Tap func(out bool, remote netip.AddrPort, b []byte) []byte
}

func (c *PlatformConfig) fill() error {
	id, err := code.Parse(string(c.ID))
	if err != nil {
		return err
	}
	if c.Devices == nil || c.Log == nil || len(c.Listeners) == 0 {
		return shiheng.Invalid("gb28181.config", "missing", "devices, log or listeners")
	}
	if c.Domain == "" {
		c.Domain = id.Domain()
	}
	if c.Events == nil {
		c.Events = func(Event) {}
	}
	if c.Store == nil {
		c.Store = nowhere{}
	}
	c.Expires = orDuration(c.Expires, time.Hour)
	c.InviteTimeout = orDuration(c.InviteTimeout, 12*time.Second)
	c.QueryTimeout = orDuration(c.QueryTimeout, 10*time.Second)
	c.CatalogGap = orDuration(c.CatalogGap, manscdp.DefaultGap)
	if c.MaxDevices == 0 {
		c.MaxDevices = 200_000
	}
	return nil
}

// nowhere is the store of a platform that keeps nothing.
type nowhere struct{}

func (nowhere) Load(context.Context) ([]Registration, error) { return nil, nil }
func (nowhere) Save(context.Context, Registration) error     { return nil }
func (nowhere) Remove(context.Context, code.Code) error      { return nil }

func orDuration(v, fallback time.Duration) time.Duration {
	if v <= 0 {
		return fallback
	}
	return v
}
