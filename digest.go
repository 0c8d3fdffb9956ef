package shiheng

import (
	"database/sql/driver"
	"encoding/hex"
	"fmt"
)

// A Digest is the SHA-256 of some bytes: it names an object of the blob store
// and proves a paper. The zero Digest is none. In JSON, URLs and rows it is 64
// hexadecimal digits in lower case.
type Digest [32]byte

// ParseDigest reads 64 hexadecimal digits. Anything else is an ErrInvalid.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	if len(s) != 2*len(d) {
		return Digest{}, Invalid("digest.form", "value", s)
	}
	if _, err := hex.Decode(d[:], []byte(s)); err != nil {
		return Digest{}, Invalid("digest.form", "value", s)
	}
	return d, nil
}

// IsZero reports whether d is of nothing.
func (d Digest) IsZero() bool { return d == Digest{} }

// String is the digest in hexadecimal, or nothing for the zero Digest.
func (d Digest) String() string {
	if d.IsZero() {
		return ""
	}
	return hex.EncodeToString(d[:])
}

// MarshalText writes what String gives.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Digest) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Digest{}
		return nil
	}
	got, err := ParseDigest(string(b))
	if err == nil {
		*d = got
	}
	return err
}

// Value stores the digest as text; the zero Digest is stored as NULL.
func (d Digest) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what Value stored.
func (d *Digest) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Digest{}
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	default:
		return fmt.Errorf("digest: cannot scan %T", src)
	}
}
