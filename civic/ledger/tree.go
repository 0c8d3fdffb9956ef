package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"math/bits"

	"github.com/emmansun/gmsm/sm3"
)

// Digest is a digest of SHA-256 or SM3; both have 32 bytes.
type Digest [32]byte

// String is the digest as leaves write it, in lower-case hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// Base64 is the digest as notes and proofs write it.
func (d Digest) Base64() string { return base64.StdEncoding.EncodeToString(d[:]) }

// MarshalText writes a digest in JSON as Base64 does.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.Base64()), nil }

// UnmarshalText reads it.
func (d *Digest) UnmarshalText(b []byte) (err error) {
	*d, err = ParseBase64(string(b))
	return err
}

// ParseBase64 reads what Base64 writes.
func ParseBase64(s string) (d Digest, err error) {
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil || len(b) != len(d) {
		return d, errors.New("ledger: no digest")
	}
	return Digest(b), nil
}

// A Hash makes a tree of RFC 6962 section 2.1. The zero Hash is none.
type Hash struct {
	name string
	make func() hash.Hash
}

// SHA256 is the hash of the log itself.
func SHA256() Hash { return Hash{"sha256", sha256.New} }

// SM3 is the hash of the tree beside it (GB/T 32905).
func SM3() Hash { return Hash{"sm3", sm3.New} }

// Name is "sha256" or "sm3".
func (h Hash) Name() string { return h.name }

// Of is the plain digest of some parts, one after the other.
func (h Hash) Of(parts ...[]byte) Digest {
	s := h.make()
	for _, p := range parts {
		s.Write(p)
	}
	return Digest(s.Sum(nil))
}

// The prefixes that keep a leaf from being taken for a node (RFC 6962, 2.1).
const (
	leafPrefix = 0
	nodePrefix = 1
)

// Leaf is the hash of a leaf of some content.
func (h Hash) Leaf(content []byte) Digest { return h.Of([]byte{leafPrefix}, content) }

// Node is the hash of a node over two.
func (h Hash) Node(left, right Digest) Digest { return h.Of([]byte{nodePrefix}, left[:], right[:]) }

// A Range is a tree that only grows: its size and the roots of its full
// subtrees, largest first. That is all a root needs, some thirty digests for a
// log of any age. The zero Range is empty.
type Range struct {
	Size  uint64
	Peaks []Digest
}

// Append adds a leaf by its hash.
func (h Hash) Append(r Range, leaf Digest) Range {
	peaks := append([]Digest(nil), r.Peaks...)
	for n := r.Size; n&1 == 1; n >>= 1 {
		leaf = h.Node(peaks[len(peaks)-1], leaf)
		peaks = peaks[:len(peaks)-1]
	}
	return Range{r.Size + 1, append(peaks, leaf)}
}

// Whole reports whether the range has as many peaks as its size asks for.
func (r Range) Whole() bool { return len(r.Peaks) == bits.OnesCount64(r.Size) }

// Root is the root over a range; that of an empty one is the digest of nothing.
func (h Hash) Root(r Range) Digest {
	if len(r.Peaks) == 0 {
		return h.Of()
	}
	root := r.Peaks[len(r.Peaks)-1]
	for i := len(r.Peaks) - 2; i >= 0; i-- {
		root = h.Node(r.Peaks[i], root)
	}
	return root
}

// RootOf is the root over leaves given by their hashes.
func (h Hash) RootOf(leaves []Digest) Digest {
	switch n := len(leaves); n {
	case 0:
		return h.Of()
	case 1:
		return leaves[0]
	default:
		k := split(n)
		return h.Node(h.RootOf(leaves[:k]), h.RootOf(leaves[k:]))
	}
}

// split is the largest power of two less than n, which is over 1.
func split(n int) int { return 1 << (bits.Len(uint(n-1)) - 1) }

// Prove makes the path that shows that one of some leaves, by its place among
// them, is under their root (RFC 6962, 2.1.1).
func (h Hash) Prove(leaves []Digest, at int) ([]Digest, error) {
	if at < 0 || at >= len(leaves) {
		return nil, errors.New("ledger: no such leaf")
	}
	var path []Digest
	for len(leaves) > 1 {
		k := split(len(leaves))
		if at < k {
			path, leaves = append(path, h.RootOf(leaves[k:])), leaves[:k]
		} else {
			path, leaves, at = append(path, h.RootOf(leaves[:k])), leaves[k:], at-k
		}
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path, nil
}

// What a proof can be wrong in.
var (
	errProofLength = errors.New("ledger: a proof of another length than the tree asks for")
	errProofIndex  = errors.New("ledger: an index outside the tree")
	// ErrProof tells that a proof does not lead to the root.
	ErrProof = errors.New("ledger: the proof does not lead to the root")
)

// Included checks that a leaf, by its hash, has the index in the tree of the
// size and root (RFC 9162, 2.1.3.2).
func (h Hash) Included(leaf Digest, index, size uint64, path []Digest, root Digest) error {
	if index >= size {
		return errProofIndex
	}
	at, last := index, size-1
	for _, p := range path {
		if last == 0 {
			return errProofLength
		}
		if at&1 == 1 || at == last {
			leaf = h.Node(p, leaf)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			leaf = h.Node(leaf, p)
		}
		at, last = at>>1, last>>1
	}
	switch {
	case last != 0:
		return errProofLength
	case leaf != root:
		return ErrProof
	}
	return nil
}

// Grown checks that a tree is the beginning of a larger one (RFC 9162,
// 2.1.4.2). Of an empty tree everything is a continuation.
func (h Hash) Grown(size uint64, root Digest, larger uint64, largerRoot Digest, path []Digest) error {
	switch {
	case size > larger:
		return errProofIndex
	case size == larger || size == 0:
		if len(path) > 0 {
			return errProofLength
		}
		if size == larger && root != largerRoot || size == 0 && root != h.Of() {
			return ErrProof
		}
		return nil
	}
	at, last := size-1, larger-1
	for at&1 == 1 {
		at, last = at>>1, last>>1
	}
	first, second := root, root
	if at != 0 { // the old tree is no full subtree, which the path begins with
		if len(path) == 0 {
			return errProofLength
		}
		first, second, path = path[0], path[0], path[1:]
	}
	for _, p := range path {
		if last == 0 {
			return errProofLength
		}
		if at&1 == 1 || at == last {
			first, second = h.Node(p, first), h.Node(p, second)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			second = h.Node(second, p)
		}
		at, last = at>>1, last>>1
	}
	switch {
	case last != 0:
		return errProofLength
	case first != root || second != largerRoot:
		return ErrProof
	}
	return nil
}
