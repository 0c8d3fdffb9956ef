package ledger

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"testing"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

func leaves(h Hash, n int) []Digest {
	out := make([]Digest, n)
	for i := range out {
		out[i] = h.Leaf(fmt.Append(nil, "leaf ", i))
	}
	return out
}

// TestTreeIsThatOfRFC6962 compares roots and proofs with two other programs.
func TestTreeIsThatOfRFC6962(t *testing.T) {
	h := SHA256()
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(at))
		for i, n := range at {
			out[i] = stored[n]
		}
		return out, nil
	})
	other := (&compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}).NewEmptyRange(0)
	var r Range
	all := leaves(h, 70)
	for n := range all {
		more, err := tlog.StoredHashes(int64(n), fmt.Append(nil, "leaf ", n), read)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, more...)
		if err := other.Append(all[n][:], nil); err != nil {
			t.Fatal(err)
		}
		r = h.Append(r, all[n])
		theirs, err := tlog.TreeHash(int64(n+1), read)
		if err != nil {
			t.Fatal(err)
		}
		third, err := other.GetRootHash(nil)
		if err != nil {
			t.Fatal(err)
		}
		if root := h.Root(r); root != Digest(theirs) || root != Digest(third) || root != h.RootOf(all[:n+1]) || !r.Whole() {
			t.Fatalf("root over %d leaves: %s, others %x and %x", n+1, root, theirs, third)
		}
		for at := range n + 1 {
			path, err := h.Prove(all[:n+1], at)
			if err != nil {
				t.Fatal(err)
			}
			if err := h.Included(all[at], uint64(at), uint64(n+1), path, h.Root(r)); err != nil {
				t.Fatalf("leaf %d of %d: %v", at, n+1, err)
			}
			var raw [][]byte
			for _, p := range path {
				raw = append(raw, p[:])
			}
			root := h.Root(r)
			if err := proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(at), uint64(n+1), all[at][:], raw, root[:]); err != nil {
				t.Fatalf("another program of leaf %d of %d: %v", at, n+1, err)
			}
		}
		for old := range n + 1 {
			theirs, err := tlog.ProveTree(int64(n+1), int64(old+1), read)
			if err != nil {
				t.Fatal(err)
			}
			var path []Digest
			for _, p := range theirs {
				path = append(path, Digest(p))
			}
			if err := h.Grown(uint64(old+1), h.RootOf(all[:old+1]), uint64(n+1), h.Root(r), path); err != nil {
				t.Fatalf("%d to %d: %v", old+1, n+1, err)
			}
		}
	}
	if h.Root(Range{}) != sha256.Sum256(nil) {
		t.Error("the root of nothing")
	}
}

// TestProofsThatDoNotHold draws trees and spoils their proofs: no path with
// one digest changed, left out, added or put elsewhere is taken.
func TestProofsThatDoNotHold(t *testing.T) {
	for _, h := range []Hash{SHA256(), SM3()} {
		rapid.Check(t, func(rt *rapid.T) {
			n := rapid.IntRange(2, 40).Draw(rt, "leaves")
			at := rapid.IntRange(0, n-1).Draw(rt, "index")
			all := leaves(h, n)
			root := h.RootOf(all)
			path, err := h.Prove(all, at)
			if err != nil {
				rt.Fatal(err)
			}
			ok := func(leaf Digest, at, n int, path []Digest, root Digest) bool {
				return h.Included(leaf, uint64(at), uint64(n), path, root) == nil
			}
			if !ok(all[at], at, n, path, root) {
				rt.Fatal("a right proof is refused")
			}
			i, bit := rapid.IntRange(0, len(path)-1).Draw(rt, "place"), rapid.IntRange(0, 255).Draw(rt, "bit")
			spoilt := slices.Clone(path)
			spoilt[i][bit/8] ^= 1 << (bit % 8)
			other := rapid.IntRange(0, n-1).Draw(rt, "other")
			for name, wrong := range map[string]bool{
				"a bit of the path": ok(all[at], at, n, spoilt, root),
				"one left out":      ok(all[at], at, n, slices.Delete(slices.Clone(path), i, i+1), root),
				"one added":         ok(all[at], at, n, append(slices.Clone(path), all[0]), root),
				"another leaf":      other != at && ok(all[other], at, n, path, root),
				"another place":     other != at && ok(all[at], other, n, path, root),
				"behind the end":    ok(all[at], n, n, path, root),
				"another root":      ok(all[at], at, n, path, h.Node(root, root)),
			} {
				if wrong {
					rt.Fatalf("%s: %s of leaf %d of %d is taken", h.Name(), name, at, n)
				}
			}
		})
	}
}

// TestGrownRefuses: a tree whose past was changed is no continuation, however
// its proof is made.
func TestGrownRefuses(t *testing.T) {
	h := SHA256()
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(rt, "larger")
		old := rapid.IntRange(1, n-1).Draw(rt, "old")
		changed := rapid.IntRange(0, old-1).Draw(rt, "changed")
		all := leaves(h, n)
		before := h.RootOf(all[:old])
		forged := slices.Clone(all)
		forged[changed] = h.Leaf([]byte("forged"))
		path := grown(h, forged, old)
		if h.Grown(uint64(old), h.RootOf(forged[:old]), uint64(n), h.RootOf(forged), path) != nil {
			rt.Fatal("the forged tree is not even a continuation of itself")
		}
		if h.Grown(uint64(old), before, uint64(n), h.RootOf(forged), path) == nil {
			rt.Fatalf("leaf %d of %d was changed, and %d leaves are a continuation", changed, old, n)
		}
		if h.Grown(uint64(n), h.RootOf(all), uint64(old), before, nil) == nil {
			rt.Fatal("a tree that shrank")
		}
	})
}

// grown is the proof of RFC 6962, 2.1.2, by its definition.
func grown(h Hash, all []Digest, old int) []Digest {
	var sub func(leaves []Digest, m int, whole bool) []Digest
	sub = func(leaves []Digest, m int, whole bool) []Digest {
		if m == len(leaves) {
			if whole {
				return nil
			}
			return []Digest{h.RootOf(leaves)}
		}
		k := split(len(leaves))
		if m <= k {
			return append(sub(leaves[:k], m, whole), h.RootOf(leaves[k:]))
		}
		return append(sub(leaves[k:], m-k, false), h.RootOf(leaves[:k]))
	}
	return sub(all, old, true)
}
