package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/sync/semaphore"
	"golang.org/x/text/unicode/norm"

	"shiheng.internal"
)

// Cost is what one password check costs. The zero value means 19 MiB, two
// passes, one lane: about 75 ms of a core.
type Cost struct {
	MemoryKiB, Passes uint32
	Lanes             uint8
}

func (c Cost) orDefault() Cost {
	if c == (Cost{}) {
		return Cost{MemoryKiB: 19 << 10, Passes: 2, Lanes: 1}
	}
	return c
}

// hasher makes and checks password hashes, at most as many at a time as the
// gate lets in, so that logins cannot take the machine from the recorder.
type hasher struct {
	gate *semaphore.Weighted
	cost Cost
	// What was computed so far.
	hashes, work atomic.Int64
}

// Stats counts what the room did since it was made.
type Stats struct {
	// Hashes is how many passwords were hashed, Work their memory in KiB times
	// their passes: what a login costs, whoever it was for.
	Hashes, Work int64
	// Checked is how many passkeys, SM2 keys and certificates were checked, those
	// against a decoy as well.
	Checked int64
}

// Stats returns the counts.
func (s *Service) Stats() Stats {
	return Stats{Hashes: s.hasher.hashes.Load(), Work: s.hasher.work.Load(), Checked: s.checked.Load()}
}

// derive is the hashing itself.
func (h *hasher) derive(password string, salt []byte, c Cost, length int) []byte {
	h.hashes.Add(1)
	h.work.Add(int64(c.MemoryKiB) * int64(c.Passes))
	return argon2.IDKey(fold(password), salt, c.Passes, c.MemoryKiB, c.Lanes, uint32(length))
}

// gateWait is how long a login may stand in the queue before it is told that
// the house is busy.
const gateWait = 5 * time.Second

func (h *hasher) enter(ctx context.Context) error {
	waiting, stop := context.WithTimeoutCause(ctx, gateWait, errBusy)
	defer stop()
	if err := h.gate.Acquire(waiting, 1); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return shiheng.Exhausted("login.busy", "seconds", "5")
	}
	return nil
}

var errBusy = fmt.Errorf("password gate: queue")

// hash returns the PHC string of a password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.gate.Release(1)
	var salt [16]byte
	rand.Read(salt[:])
	c := h.cost
	key := h.derive(password, salt[:], c, 32)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.MemoryKiB, c.Passes, c.Lanes,
		base64.RawStdEncoding.EncodeToString(salt[:]), base64.RawStdEncoding.EncodeToString(key)), nil
}

// verify reports whether the password is that of the PHC string. With an empty
// one it does the same work and says no, so that an unknown account answers no
// faster than a known one.
func (h *hasher) verify(ctx context.Context, phc, password string) (bool, error) {
	known := phc != ""
	cost, salt, want := h.cost, make([]byte, 16), make([]byte, 32)
	if known {
		var err error
		if cost, salt, want, err = parsePHC(phc); err != nil {
			return false, err
		}
	}
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.gate.Release(1)
	got := h.derive(password, salt, cost, len(want))
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}

// stale reports whether the hash was made at another cost than today's.
func (h *hasher) stale(phc string) bool {
	cost, _, _, err := parsePHC(phc)
	return err != nil || cost != h.cost
}

func parsePHC(phc string) (c Cost, salt, key []byte, err error) {
	var version int
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return c, nil, nil, fmt.Errorf("password hash: not argon2id")
	}
	if _, err = fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &c.MemoryKiB, &c.Passes, &c.Lanes); err != nil {
		return c, nil, nil, fmt.Errorf("password hash: parameters: %w", err)
	}
	if version != argon2.Version || c.MemoryKiB > 1<<20 || c.Passes == 0 || c.Passes > 64 || c.Lanes == 0 {
		return c, nil, nil, fmt.Errorf("password hash: parameters out of bounds")
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil || len(salt) < 8 {
		return c, nil, nil, fmt.Errorf("password hash: salt")
	}
	if key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil || len(key) < 16 {
		return c, nil, nil, fmt.Errorf("password hash: key")
	}
	return c, salt, key, nil
}

// fold gives equal bytes to passwords that look equal, whatever the keyboard.
func fold(password string) []byte { return []byte(norm.NFKC.String(password)) }

// The bounds of a password, in characters and bytes.
const (
	minPassword      = 12
	maxPasswordBytes = 256
)

// CheckPassword returns an ErrInvalid when a password may not be chosen for
// the login: shorter than twelve characters, longer than 256 bytes, made of
// fewer than five different characters, or holding the login's name.
func CheckPassword(login, password string) error {
	different := map[rune]bool{}
	for _, r := range password {
		different[r] = true
	}
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return shiheng.Invalid("password.short", "least", fmt.Sprint(minPassword))
	case len(password) > maxPasswordBytes || !utf8.ValidString(password):
		return shiheng.Invalid("password.long", "most", fmt.Sprint(maxPasswordBytes))
	case len(different) < 5:
		return shiheng.Invalid("password.plain")
	case strings.Contains(strings.ToLower(password), strings.ToLower(login)):
		return shiheng.Invalid("password.login")
	}
	return nil
}

// oneTime makes a one-time password of 80 random bits in groups that can be
// read out on the telephone.
func oneTime() string {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789x" // 32, none that look alike
	var raw [16]byte
	rand.Read(raw[:])
	var b strings.Builder
	for i, c := range raw {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(letters[c%32])
	}
	return b.String()
}
