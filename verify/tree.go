package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"

	"github.com/emmansun/gmsm/sm3"
	"golang.org/x/mod/sumdb/tlog"
)

// A digest is one of SHA-256 or SM3; both have 32 bytes.
type digest = [32]byte

// parseDigest reads 64 lower-case figures.
func parseDigest(s string) (d digest, err error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(d) || hex.EncodeToString(b) != s {
		return d, errors.New("no digest")
	}
	return digest(b), nil
}

func sumOf(h hash.Hash, parts ...[]byte) (d digest) {
	for _, p := range parts {
		h.Write(p)
	}
	h.Sum(d[:0])
	return d
}

// A tree makes the tree of RFC 6962 by one of the two hashes.
type tree struct{ make func() hash.Hash }

func byApproved() tree { return tree{sha256.New} } // SHA-256: the log's own
func byNational() tree { return tree{sm3.New} }    // SM3 beside it

func (t tree) leaf(content []byte) digest     { return sumOf(t.make(), []byte{0}, content) }
func (t tree) node(left, right digest) digest { return sumOf(t.make(), []byte{1}, left[:], right[:]) }
func (t tree) root(leaves []digest) (d digest) { // of the hashes of leaves
	switch n := len(leaves); n {
	case 0:
		return sumOf(t.make())
	case 1:
		return leaves[0]
	default:
		k := 1
		for k<<1 < n {
			k <<= 1
		}
		return t.node(t.root(leaves[:k]), t.root(leaves[k:]))
	}
}

// leads reports whether a path leads from a leaf's hash at an index of a tree of
// the size to its root (RFC 9162, 2.1.3.2).
func (t tree) leads(leaf digest, index, size uint64, path []digest, root digest) bool {
	if index >= size {
		return false
	}
	at, last := index, size-1
	for _, p := range path {
		if last == 0 {
			return false
		}
		if at&1 == 1 || at == last {
			leaf = t.node(p, leaf)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			leaf = t.node(leaf, p)
		}
		at, last = at>>1, last>>1
	}
	return last == 0 && leaf == root
}

// inLog asks the module made for it whether a leaf is in a log.
func inLog(leaf []byte, index, size uint64, path []digest, root digest) bool {
	if size > 1<<62 || index >= size {
		return false
	}
	proof := make(tlog.RecordProof, len(path))
	for i, p := range path {
		proof[i] = p
	}
	return tlog.CheckRecord(proof, int64(size), root, int64(index), tlog.RecordHash(leaf)) == nil //nolint:gosec // bounded above
}
