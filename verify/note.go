package verify

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
	"golang.org/x/mod/sumdb/note"
)

// A checkpoint is a log's size and root as its note says them.
type checkpoint struct {
	origin string
	size   uint64
	root   digest
	note   string // with its signatures
	at     string // file where it was first met
}

var errCheckpoint = errors.New("no checkpoint")

// parseCheckpoint reads the text of a note.
func parseCheckpoint(text string) (c checkpoint, err error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) != 4 || lines[0] == "" {
		return c, errCheckpoint
	}
	c.origin = lines[0]
	if c.size, err = strconv.ParseUint(lines[1], 10, 64); err != nil || strconv.FormatUint(c.size, 10) != lines[1] {
		return c, errCheckpoint
	}
	b, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(b) != len(c.root) {
		return c, errCheckpoint
	}
	c.root = digest(b)
	return c, nil
}

// A logProof is a C2SP tlog-proof.
type logProof struct {
	index uint64
	path  []digest
	note  string
}

var errProof = errors.New("no proof of a leaf")

// parseProof reads one.
func parseProof(b []byte) (p logProof, err error) {
	head, rest, ok := strings.Cut(string(b), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || lines[0] != "c2sp.org/tlog-proof@v1" || len(lines) > 70 {
		return p, errProof
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return p, errProof
	}
	index, ok := strings.CutPrefix(lines[0], "index ")
	if p.index, err = strconv.ParseUint(index, 10, 64); !ok || err != nil || strconv.FormatUint(p.index, 10) != index {
		return p, errProof
	}
	for _, l := range lines[1:] {
		h, err := base64.StdEncoding.Strict().DecodeString(l)
		if err != nil || len(h) != len(digest{}) {
			return p, errProof
		}
		p.path = append(p.path, digest(h))
	}
	p.note = rest
	return p, nil
}

// Kinds of key that sign notes (C2SP signed-note).
const (
	kindEd25519 = 0x01
	kindWitness = 0x04
	kindOther   = 0xff
	nameSM2     = "sm2-with-sm3/v1"
)

// A noteKey checks signatures of one key. It implements note.Verifier.
type noteKey struct {
	name, kind string
	id         uint32
	public     string
	verify     func(text, sig []byte) bool
}

func (k *noteKey) Name() string                 { return k.name }
func (k *noteKey) KeyHash() uint32              { return k.id }
func (k *noteKey) Verify(text, sig []byte) bool { return k.verify(text, sig) }

var errKey = errors.New("no key of a log or of a witness")

// parseKey reads a public key: name, id, and kind with the key in base64.
func parseKey(text string) (*noteKey, error) {
	name, rest, ok := strings.Cut(text, "+")
	hash, encoded, also := strings.Cut(rest, "+")
	id, err := strconv.ParseUint(hash, 16, 32)
	b, decoding := base64.StdEncoding.DecodeString(encoded)
	if !ok || !also || len(hash) != 8 || err != nil || decoding != nil || len(b) < 2 || name == "" {
		return nil, errKey
	}
	k := &noteKey{name: name, id: uint32(id), public: encoded}
	sum := sha256.Sum256(append([]byte(name+"\n"), b...))
	if binary.BigEndian.Uint32(sum[:]) != k.id {
		return nil, errKey
	}
	public := b[1:]
	switch {
	case b[0] == kindEd25519 && len(public) == ed25519.PublicKeySize:
		k.kind, k.verify = "ed25519", func(text, sig []byte) bool { return ed25519.Verify(public, text, sig) }
	case b[0] == kindWitness && len(public) == ed25519.PublicKeySize:
		k.kind, k.verify = "witness", func(text, sig []byte) bool { return cosigned(public, text, sig) }
	case b[0] == kindOther && bytes.HasPrefix(public, []byte(nameSM2)):
		parsed, err := smx509.ParsePKIXPublicKey(public[len(nameSM2):])
		national, ok := parsed.(*ecdsa.PublicKey)
		if err != nil || !ok || !sm2.IsSM2PublicKey(national) {
			return nil, errKey
		}
		k.kind, k.verify = "sm2", func(text, sig []byte) bool { return sm2.VerifyASN1WithSM2(national, nil, text, sig) }
	default:
		return nil, errKey
	}
	return k, nil
}

// cosigned checks a cosignature (C2SP tlog-cosignature): a time, and a signature
// over it and the text.
func cosigned(public ed25519.PublicKey, text, sig []byte) bool {
	return len(sig) == 8+ed25519.SignatureSize &&
		ed25519.Verify(public, append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig)), text...), sig[8:])
}

// cosignedAt is when a cosignature that was checked was made.
func cosignedAt(s note.Signature) time.Time {
	b, err := base64.StdEncoding.DecodeString(s.Base64)
	if err != nil || len(b) != 4+8+ed25519.SignatureSize {
		return time.Time{}
	}
	return time.Unix(int64(binary.BigEndian.Uint64(b[4:])), 0).UTC() //nolint:gosec // told as it stands
}

// A policy says whose signatures are demanded (C2SP tlog-policy).
type policy struct {
	logs      []*noteKey
	witnesses map[string]*noteKey // by their name in the policy
	groups    map[string]group
	quorum    string
}

type group struct {
	need    int
	members []string
}

const mostPolicy = 200 // lines of each kind

var errPolicy = errors.New("no policy of keys")

// parsePolicy reads one.
func parsePolicy(b []byte) (*policy, error) {
	p := &policy{witnesses: map[string]*noteKey{}, groups: map[string]group{}}
	if len(b) > 1<<20 {
		return nil, errPolicy
	}
	for n, line := range strings.Split(string(b), "\n") {
		f := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' })
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if err := p.line(f); err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		if len(p.logs)+len(p.witnesses)+len(p.groups) > mostPolicy {
			return nil, errPolicy
		}
	}
	if p.quorum == "" {
		return nil, errPolicy
	}
	return p, nil
}

func (p *policy) line(f []string) error {
	switch {
	case f[0] == "log" && (len(f) == 2 || len(f) == 3):
		k, err := parseKey(f[1])
		if err != nil || k.kind == "witness" {
			return errKey
		}
		p.logs = append(p.logs, k)
	case f[0] == "witness" && (len(f) == 3 || len(f) == 4) && p.free(f[1]):
		k, err := parseKey(f[2])
		if err != nil || k.kind != "witness" {
			return errKey
		}
		for _, o := range p.witnesses {
			if o.public == k.public {
				return errPolicy // one key is one witness
			}
		}
		p.witnesses[f[1]] = k
	case f[0] == "group" && len(f) > 3 && p.free(f[1]):
		return p.group(f[1], f[2], f[3:])
	case f[0] == "quorum" && len(f) == 2 && p.quorum == "" && (f[1] == "none" || !p.free(f[1])):
		p.quorum = f[1]
	default:
		return errPolicy
	}
	return nil
}

func (p *policy) free(name string) bool {
	return name != "none" && p.witnesses[name] == nil && p.groups[name].need == 0
}

func (p *policy) group(name, need string, members []string) error {
	g := group{members: members}
	switch n, err := strconv.Atoi(need); {
	case need == "any":
		g.need = 1
	case need == "all":
		g.need = len(members)
	case err == nil && n >= 1 && n <= len(members):
		g.need = n
	default:
		return errPolicy
	}
	seen := map[string]bool{}
	for _, m := range members {
		if m == "none" || p.free(m) || seen[m] || p.member(m) {
			return errPolicy
		}
		seen[m] = true
	}
	p.groups[name] = g
	return nil
}

// member reports whether a name is in a group already: a witness counts once.
func (p *policy) member(name string) bool {
	for _, g := range p.groups {
		for _, m := range g.members {
			if m == name {
				return true
			}
		}
	}
	return false
}

// met reports whether what was signed is enough for a name of the policy. A
// group is made of what stands before it, so it ends.
func (p *policy) met(name string, signed map[string]bool) bool {
	g, is := p.groups[name]
	if !is {
		return signed[name]
	}
	n := 0
	for _, m := range g.members {
		if p.met(m, signed) {
			n++
		}
	}
	return n >= g.need
}

// keys are the verifiers of a log: its own keys, and all witnesses.
func (p *policy) keys(origin string) (own []*noteKey, all []note.Verifier) {
	for _, k := range p.logs {
		if k.name == origin {
			own, all = append(own, k), append(all, k)
		}
	}
	for _, k := range p.witnesses {
		all = append(all, k)
	}
	return own, all
}
