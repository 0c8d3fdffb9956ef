package shiheng

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// ID is a UUIDv7 (RFC 9562) that names one thing of kind K. Two kinds never
// mix: a CameraID does not compile where a PlaceID is wanted. The zero value
// names nothing. In JSON, YAML, URLs and rows it is the usual 36 characters.
type ID[K any] [16]byte

// The kinds of thing that carry an identity of ours. A 20-digit GB/T 28181
// code is an attribute, never an identity (design, invariant 10).
type (
	CameraID       = ID[cameraKind]       // one camera in the register
	PlaceID        = ID[placeKind]        // a place cameras stand in
	SystemID       = ID[systemKind]       // a video system in the sense of the order
	OrganisationID = ID[organisationKind] // a unit: supervisor, operator, owner
	PersonID       = ID[personKind]       // a person in the register of people
	AccountID      = ID[accountKind]      // a person's account
	SessionID      = ID[sessionKind]      // one login of an account
	GrantID        = ID[grantKind]        // one permission to open footage
	EventID        = ID[eventKind]        // one audit event
	DeviceID       = ID[deviceKind]       // a signalling peer: recorder, camera, lower platform
	ChannelID      = ID[channelKind]      // one entry of a device's catalogue
	StoreID        = ID[storeKind]        // a footage store, written in every volume
	VolumeID       = ID[volumeKind]       // one volume file of a store
	StreamID       = ID[streamKind]       // one recorded stream: a camera's main or sub source
	RunID          = ID[runKind]          // one contiguous recording of a stream
	HoldID         = ID[holdKind]         // a hold that keeps footage from deletion
	ControlID      = ID[controlKind]      // one time that somebody moves a camera
)

type (
	cameraKind       struct{}
	placeKind        struct{}
	systemKind       struct{}
	organisationKind struct{}
	personKind       struct{}
	accountKind      struct{}
	sessionKind      struct{}
	grantKind        struct{}
	eventKind        struct{}
	deviceKind       struct{}
	channelKind      struct{}
	storeKind        struct{}
	volumeKind       struct{}
	streamKind       struct{}
	runKind          struct{}
	holdKind         struct{}
	controlKind      struct{}
)

// NewID makes a fresh UUIDv7 of the kind T, as in NewID[CameraID](now). Its
// first 48 bits are now in milliseconds, so that identities made later sort
// later. It is safe for concurrent use.
func NewID[T ~[16]byte](now time.Time) T {
	var id [16]byte
	rand.Read(id[:]) // never fails since Go 1.24
	var stamp [8]byte
	binary.BigEndian.PutUint64(stamp[:], uint64(now.UnixMilli()))
	copy(id[:6], stamp[2:])
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return T(id)
}

// ParseID reads the 36-character form of an identity of the kind T, as in
// ParseID[CameraID](s). Anything else is an ErrInvalid.
func ParseID[T ~[16]byte](s string) (T, error) {
	var id [16]byte
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return T{}, Invalid("id.form", "value", s)
	}
	packed := s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]
	if _, err := hex.Decode(id[:], []byte(packed)); err != nil {
		return T{}, Invalid("id.form", "value", s)
	}
	return T(id), nil
}

// IsZero reports whether id names nothing.
func (id ID[K]) IsZero() bool { return id == ID[K]{} }

// String returns the 36-character form in lower case.
func (id ID[K]) String() string {
	var b [36]byte
	hex.Encode(b[:8], id[:4])
	b[8] = '-'
	hex.Encode(b[9:13], id[4:6])
	b[13] = '-'
	hex.Encode(b[14:18], id[6:8])
	b[18] = '-'
	hex.Encode(b[19:23], id[8:10])
	b[23] = '-'
	hex.Encode(b[24:], id[10:])
	return string(b[:])
}

// MarshalText writes the 36-character form, or nothing for the zero ID.
func (id ID[K]) MarshalText() ([]byte, error) {
	if id.IsZero() {
		return []byte{}, nil
	}
	return []byte(id.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (id *ID[K]) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID[K]{}
		return nil
	}
	got, err := ParseID[ID[K]](string(b))
	if err == nil {
		*id = got
	}
	return err
}

// Value stores the ID as text; the zero ID is stored as NULL.
func (id ID[K]) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	return id.String(), nil
}

// Scan reads what Value stored.
func (id *ID[K]) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*id = ID[K]{}
		return nil
	case string:
		return id.UnmarshalText([]byte(v))
	case []byte:
		return id.UnmarshalText(v)
	default:
		return fmt.Errorf("id: cannot scan %T", src)
	}
}
