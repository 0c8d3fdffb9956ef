package registry

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
)

// A DeviceState is what the platform knows of a signalling peer.
type DeviceState string

// The states of a peer. Discovered ones knocked and were not admitted.
const (
	Discovered DeviceState = "discovered"
	Registered DeviceState = "registered"
	Offline    DeviceState = "offline"
)

// A Device is a GB/T 28181 peer below us: a camera, a recorder, a platform.
type Device struct {
	ID   shiheng.DeviceID `json:"id"`
	Code string           `json:"code"` // as it registers, unique
	Name string           `json:"name"`
	// Admitted peers may register; others are only listed as discovered.
	Admitted bool          `json:"admitted"`
	Options  DeviceOptions `json:"options"`
	Sealed   []byte        `json:"-"` // its password as rows keep it
	// Simulated peers are the program's own practice devices.
	Simulated bool         `json:"simulated"`
	Report    DeviceReport `json:"report"`
	CreatedAt time.Time    `json:"createdAt"`
	Version   int64        `json:"version"`
}

// DeviceOptions are how this peer wants to be spoken to. Zero fields take the
// platform's defaults.
type DeviceOptions struct {
	Digest     string         `json:"digest,omitempty"`  // MD5 (default), SHA-256, SM3
	QOP        bool           `json:"qop"`               // offer qop="auth"
	NoDate     bool           `json:"noDate"`            // leave the Date header out of the answer
	Charset    string         `json:"charset,omitempty"` // GB18030 (default), UTF-8: what we send
	Dialect    Dialect        `json:"dialect,omitempty"`
	Transport  MediaTransport `json:"transport,omitempty"`  // udp by default
	Advertised string         `json:"advertised,omitempty"` // media address we offer, instead of the local one
	Version    string         `json:"gbVersion,omitempty"`  // X-GB-Ver we assume when the peer sends none
	// Keepalive is how often it reports, in seconds, 60 by default; after
	// Misses of them, 3 by default, it is offline.
	KeepaliveSeconds int `json:"keepaliveSeconds,omitempty"`
	Misses           int `json:"misses,omitempty"`
}

// A Dialect is how a peer wants to be asked for its main or sub stream.
type Dialect string

// The dialects seen (GB/T 28181-2022, Dahua, others, TP-Link and Mercury).
const (
	DialectNone          Dialect = ""
	DialectStreamNumber  Dialect = "streamnumber"
	DialectStreamProfile Dialect = "streamprofile"
	DialectStream        Dialect = "stream"
	DialectStreamMode    Dialect = "streamMode"
)

// A DeviceReport is what a peer said and showed of itself; signalling fills it.
type DeviceReport struct {
	State        DeviceState `json:"state"`
	Address      string      `json:"address,omitempty"`   // observed host and port
	Contact      string      `json:"contact,omitempty"`   // as it claims
	Local        string      `json:"local,omitempty"`     // our address it came in on
	Transport    string      `json:"transport,omitempty"` // udp, tcp
	LastSeen     time.Time   `json:"lastSeen,omitzero"`
	RegisteredAt time.Time   `json:"registeredAt,omitzero"`
	// LastError is the stable code of what went wrong last, LastErrorAt when;
	// LastErrorText holds its parameters for a technician.
	LastError     string    `json:"lastError,omitempty"`
	LastErrorText string    `json:"lastErrorText,omitempty"`
	LastErrorAt   time.Time `json:"lastErrorAt,omitzero"`
	Manufacturer  string    `json:"manufacturer,omitempty"`
	Model         string    `json:"model,omitempty"`
	Firmware      string    `json:"firmware,omitempty"`
	GBVersion     string    `json:"gbVersion,omitempty"` // X-GB-Ver it sent
	Channels      int       `json:"channels"`            // number it claims
	CatalogueAt   time.Time `json:"catalogueAt,omitzero"`
}

// A Channel is one entry of a peer's catalogue. Entries are never deleted: a
// late or partial catalogue is an every-day thing. MissingSince says since
// when complete catalogues no longer list it.
type Channel struct {
	ID           shiheng.ChannelID `json:"id"`
	Device       shiheng.DeviceID  `json:"deviceId"`
	Code         string            `json:"code"`
	Name         string            `json:"name"`
	Manufacturer string            `json:"manufacturer,omitempty"`
	Model        string            `json:"model,omitempty"`
	Owner        string            `json:"owner,omitempty"`
	CivilCode    string            `json:"civilCode,omitempty"`
	Address      string            `json:"address,omitempty"`
	Parent       string            `json:"parent,omitempty"`
	Parental     bool              `json:"parental"`
	Secrecy      bool              `json:"secrecy"`
	Status       string            `json:"status,omitempty"` // ON, OFF as the peer says
	Longitude    float64           `json:"longitude,omitempty"`
	Latitude     float64           `json:"latitude,omitempty"`
	PTZType      int               `json:"ptzType,omitempty"`
	IPAddress    string            `json:"ipAddress,omitempty"`
	Camera       shiheng.CameraID  `json:"cameraId,omitzero"` // the camera linked to it
	FirstSeen    time.Time         `json:"firstSeen"`
	LastSeen     time.Time         `json:"lastSeen"`
	MissingSince time.Time         `json:"missingSince,omitzero"`
}

// A Registration is a peer's binding as it must survive a restart.
type Registration struct {
	Code       string // of the peer
	Source     string // observed host and port
	Contact    string // as claimed
	Local      string // our address and port it came in on
	Transport  string // udp, tcp
	Network    string // name of the network it came in on
	UserAgent  string
	Version    string    // X-GB-Ver
	Registered time.Time // when the binding began
	Expires    time.Time // when it runs out
}

// RefusedRegistration is one REGISTER that was answered with no.
type RefusedRegistration struct {
	At     time.Time `json:"at"` // when last
	Code   string    `json:"code"`
	Source string    `json:"source"`
	Reason string    `json:"reason"` // stable code: device.unknown, device.password, …
	Count  int64     `json:"count"`  // how often, from this source for this reason
	// Grade is how secret the system is that a camera of the device belongs to;
	// only read.
	Grade Grade `json:"-"`
}

func (o *DeviceOptions) tidy() error {
	o.Advertised = strings.TrimSpace(o.Advertised)
	dialects := []Dialect{DialectNone, DialectStreamNumber, DialectStreamProfile, DialectStream, DialectStreamMode}
	switch {
	case !slices.Contains([]string{"", "MD5", "SHA-256", "SM3"}, o.Digest):
		return shiheng.Invalid("device.digest", "digest", o.Digest)
	case !slices.Contains([]string{"", "GB18030", "UTF-8"}, o.Charset):
		return shiheng.Invalid("device.charset", "charset", o.Charset)
	case !slices.Contains(dialects, o.Dialect):
		return shiheng.Invalid("device.dialect", "dialect", string(o.Dialect))
	case o.Transport != "" && !o.Transport.known():
		return shiheng.Invalid("device.transport", "transport", string(o.Transport))
	case o.KeepaliveSeconds != 0 && (o.KeepaliveSeconds < 5 || o.KeepaliveSeconds > 3600):
		return shiheng.Invalid("device.keepalive")
	case o.Misses < 0 || o.Misses > 100:
		return shiheng.Invalid("device.misses")
	case len(o.Advertised) > 255 || len(o.Version) > 16:
		return shiheng.Invalid("device.advertised")
	}
	return nil
}
