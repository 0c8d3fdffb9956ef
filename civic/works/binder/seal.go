package binder

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

type sealKind struct{}

// SealID names one seal.
type SealID = shiheng.ID[sealKind]

// A Seal fixes a set of entries.
type Seal struct {
	registry.Kept[sealKind]
	System  shiheng.SystemID `json:"systemId" format:"uuid"`
	By      string           `json:"by"`
	Entries []SealedEntry    `json:"entries" nullable:"false"`
	// Hash is SHA-256 over a line for each entry, in order of slot and id:
	// slot, id and digest, divided by spaces, ended by a newline.
	Hash shiheng.Digest `json:"hash"`
}

// A SealedEntry is an entry as it was sealed.
type SealedEntry struct {
	ID     EntryID        `json:"id" format:"uuid"`
	Slot   string         `json:"slot"`
	Digest shiheng.Digest `json:"digest"`
}

// Head implements registry.Record.
func (s Seal) Head() registry.Head {
	return registry.Head{ID: s.ID.String(), System: s.System, State: "sealed", Label: s.Hash.String(), Version: s.Version, CreatedAt: s.CreatedAt}
}

// SealOf makes the seal of entries. No entries cannot be sealed.
func SealOf(now time.Time, system shiheng.SystemID, by string, entries []Entry) (Seal, error) {
	if len(entries) == 0 {
		return Seal{}, shiheng.Invalid("binder.nothing-to-seal").By("W168/16")
	}
	s := Seal{Kept: registry.Fresh[sealKind](now), System: system, By: by}
	for _, e := range entries {
		s.Entries = append(s.Entries, SealedEntry{ID: e.ID, Slot: e.Slot, Digest: e.Digest()})
	}
	slices.SortFunc(s.Entries, func(a, b SealedEntry) int {
		sa, _ := slotOf(a.Slot)
		sb, _ := slotOf(b.Slot)
		if sa.No != sb.No {
			return sa.No - sb.No
		}
		return strings.Compare(a.ID.String(), b.ID.String())
	})
	s.Hash = s.sum()
	return s, nil
}

func (s Seal) sum() shiheng.Digest {
	h := sha256.New()
	for _, e := range s.Entries {
		fmt.Fprintf(h, "%s %s %s\n", e.Slot, e.ID, e.Digest)
	}
	return shiheng.Digest(h.Sum(nil))
}

// Broken lists the entries of a seal that are gone or differ from what was
// sealed; whole reports whether the seal's own hash still fits its list.
func (s Seal) Broken(entries []Entry) (broken []EntryID, whole bool) {
	for _, e := range s.Entries {
		n := slices.IndexFunc(entries, func(x Entry) bool { return x.ID == e.ID })
		if n < 0 || entries[n].Digest() != e.Digest || entries[n].Slot != e.Slot {
			broken = append(broken, e.ID)
		}
	}
	return broken, s.sum() == s.Hash
}

// sealed reports whether one of the seals holds the entry.
func sealed(all []Seal, id EntryID) bool {
	return slices.ContainsFunc(all, func(s Seal) bool {
		return slices.ContainsFunc(s.Entries, func(e SealedEntry) bool { return e.ID == id })
	})
}
