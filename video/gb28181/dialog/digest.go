package dialog

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/emmansun/gmsm/sm3"
)

// An Algorithm is how a digest is computed.
type Algorithm string

// The algorithms that are spoken. MD5 is what installed equipment knows; the
// 2022 edition prefers SM3.
const (
	MD5    Algorithm = "MD5"
	SHA256 Algorithm = "SHA-256"
	SM3    Algorithm = "SM3"
)

// ParseAlgorithm reads a name in any letter case; "" is MD5.
func ParseAlgorithm(s string) (Algorithm, bool) {
	for _, a := range []Algorithm{MD5, SHA256, SM3} {
		if strings.EqualFold(s, string(a)) {
			return a, true
		}
	}
	return MD5, s == ""
}

func (a Algorithm) sum(parts ...string) string {
	var h hash.Hash
	switch a {
	case SHA256:
		h = sha256.New()
	case SM3:
		h = sm3.New()
	default:
		h = md5.New()
	}
	h.Write([]byte(strings.Join(parts, ":")))
	return hex.EncodeToString(h.Sum(nil))
}

// Credentials are the fields of an Authorization or WWW-Authenticate header.
type Credentials struct {
	Username, Realm, Nonce, URI, Response string
	Algorithm, QOP, NC, CNonce, Opaque    string
	Stale                                 bool
}

// ParseCredentials reads the value of a Digest header; ok is false for any
// other scheme or a text without a nonce.
func ParseCredentials(v string) (c Credentials, ok bool) {
	scheme, rest, found := strings.Cut(strings.TrimSpace(v), " ")
	if !found || !strings.EqualFold(scheme, "Digest") || len(v) > 4096 {
		return Credentials{}, false
	}
	for rest != "" {
		var key, value string
		key, value, rest = nextParam(rest)
		switch strings.ToLower(key) {
		case "username":
			c.Username = value
		case "realm":
			c.Realm = value
		case "nonce":
			c.Nonce = value
		case "uri":
			c.URI = value
		case "response":
			c.Response = value
		case "algorithm":
			c.Algorithm = value
		case "qop":
			c.QOP = value
		case "nc":
			c.NC = value
		case "cnonce":
			c.CNonce = value
		case "opaque":
			c.Opaque = value
		case "stale":
			c.Stale = strings.EqualFold(value, "true")
		}
	}
	return c, c.Nonce != ""
}

// nextParam cuts one key=value, quoted or not, from a list joined by commas.
func nextParam(s string) (key, value, rest string) {
	s = strings.TrimLeft(s, " ,\t")
	key, s, found := strings.Cut(s, "=")
	key = strings.TrimSpace(key)
	if !found {
		return key, "", ""
	}
	s = strings.TrimLeft(s, " \t")
	if strings.HasPrefix(s, `"`) {
		value, rest, _ = strings.Cut(s[1:], `"`)
		return key, value, rest
	}
	value, rest, _ = strings.Cut(s, ",")
	return key, strings.TrimSpace(value), rest
}

// response computes the digest: RFC 2069 without qop, RFC 2617 with it. The
// address is the one in the header, never the request line's.
func (c Credentials) response(method, password string) string {
	a, _ := ParseAlgorithm(c.Algorithm)
	ha1 := a.sum(c.Username, c.Realm, password)
	ha2 := a.sum(method, c.URI)
	if c.QOP == "" {
		return a.sum(ha1, c.Nonce, ha2)
	}
	return a.sum(ha1, c.Nonce, c.NC, c.CNonce, c.QOP, ha2)
}

// Proves reports whether c was made with that password for that method. A body
// digest (auth-int) is never asked for and proves nothing.
func (c Credentials) Proves(method, password string) bool {
	if strings.EqualFold(c.QOP, "auth-int") {
		return false
	}
	want := c.response(method, password)
	return subtle.ConstantTimeCompare([]byte(strings.ToLower(c.Response)), []byte(want)) == 1
}

// Answer makes the Authorization value that answers a challenge.
func (c Credentials) Answer(method, uri, username, password string, count int) string {
	c.Username, c.URI = username, uri
	if c.QOP != "" { // the challenge lists what it takes; only auth is spoken
		c.QOP, c.NC, c.CNonce = "auth", fmt.Sprintf("%08x", count), rand.Text()[:16]
	}
	var b strings.Builder
	fmt.Fprintf(&b, `Digest username="%s", realm="%s", nonce="%s", uri="%s", response="%s"`,
		quote(username), quote(c.Realm), quote(c.Nonce), quote(uri), c.response(method, password))
	if c.Algorithm != "" {
		b.WriteString(", algorithm=" + quote(c.Algorithm))
	}
	if c.Opaque != "" {
		b.WriteString(`, opaque="` + quote(c.Opaque) + `"`)
	}
	if c.QOP != "" {
		fmt.Fprintf(&b, `, qop=auth, nc=%s, cnonce="%s"`, c.NC, c.CNonce)
	}
	return b.String()
}

func quote(s string) string { return strings.ReplaceAll(oneLine(s), `"`, "") }

// Nonces makes nonces and judges the ones that come back. A nonce carries its
// own time under a key made at start, so that issuing costs no memory; only
// nonces that proved a password are remembered, in two bounded generations. It
// is safe for concurrent use.
type Nonces struct {
	life time.Duration
	key  [32]byte

	mu    sync.Mutex // guards what follows
	size  int
	newer map[string]used
	older map[string]used
	floor time.Time // nonces made before are stale: their use is forgotten
	begun time.Time
}

// A used nonce remembers the highest count, and the request that used it.
type used struct {
	count uint32
	call  string
}

// NewNonces makes nonces that live for life; size bounds how many used ones are
// remembered twice over.
func NewNonces(life time.Duration, size int, now time.Time) *Nonces {
	n := &Nonces{life: life, size: size, newer: map[string]used{}, older: map[string]used{}, begun: now}
	rand.Read(n.key[:])
	return n
}

// Make returns a fresh nonce for one device.
func (n *Nonces) Make(device string, now time.Time) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(now.UnixMilli()))
	rand.Read(b[8:])
	return base64.RawURLEncoding.EncodeToString(append(b[:], n.mac(b[:], device)...))
}

func (n *Nonces) mac(b []byte, device string) []byte {
	h := hmac.New(sha256.New, n.key[:])
	h.Write(b)
	h.Write([]byte(device))
	return h.Sum(nil)[:12]
}

// Fresh reports whether nonce is one of ours for that device and still lives.
func (n *Nonces) Fresh(nonce, device string, now time.Time) bool {
	made, ok := n.made(nonce, device)
	if !ok || now.Sub(made) > n.life || made.Sub(now) > n.life {
		return false
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return !made.Before(n.floor)
}

func (n *Nonces) made(nonce, device string) (time.Time, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(nonce)
	if err != nil || len(raw) != 28 || !hmac.Equal(raw[16:], n.mac(raw[:16], device)) {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(binary.BigEndian.Uint64(raw[:8]))), true
}

// Use reports whether proven credentials are new: without qop a nonce serves
// one request, with qop its count must grow. again tells a copy of a request
// that was taken (its answer was lost); call names the request. A copy proves
// nothing more than the request did: it must not change anything.
func (n *Nonces) Use(c Credentials, device, call string, now time.Time) (fresh, again bool) {
	var count uint64
	if c.QOP != "" {
		var err error
		if count, err = strconv.ParseUint(c.NC, 16, 32); err != nil || count == 0 {
			return false, false
		}
	}
	made, ok := n.made(c.Nonce, device)
	if !ok {
		return false, false
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if made.Before(n.floor) {
		return false, false
	}
	old, seen := n.newer[c.Nonce]
	if !seen {
		old, seen = n.older[c.Nonce]
	}
	if seen && old.call == call && old.count == uint32(count) {
		return false, true
	}
	if seen && uint32(count) <= old.count {
		return false, false
	}
	n.turn(now)
	n.newer[c.Nonce] = used{uint32(count), call}
	return true, false
}

// turn drops the older generation when its nonces are dead, or when the newer
// is full; in that case all that were made before it became the newer are
// stale from now on.
func (n *Nonces) turn(now time.Time) {
	full := len(n.newer) >= n.size
	if !full && now.Sub(n.begun) <= n.life {
		return
	}
	if full && now.Sub(n.begun) <= n.life {
		n.floor = n.begun
	}
	n.older, n.newer, n.begun = n.newer, map[string]used{}, now
}
