package binder

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type entryKind struct{}

// EntryID names one paper of a binder.
type EntryID = shiheng.ID[entryKind]

// An Entry is one paper of a binder.
type Entry struct {
	registry.Kept[entryKind]
	EntryEdit
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	// SHA256 is the digest of the attachment's bytes, as they were filed.
	SHA256 shiheng.Digest `json:"sha256,omitzero"`
	// Document is the one issued here that was filed by itself; then SHA256 is
	// that of its electronic original.
	Document papers.DocumentID `json:"documentId,omitzero" format:"uuid"`
	FiledBy  string            `json:"filedBy"`
}

// EntryEdit is what is entered of a paper.
type EntryEdit struct {
	Slot  string  `json:"slot" maxLength:"40"`
	Title string  `json:"title" maxLength:"200"`
	Date  law.Day `json:"date" doc:"Of the paper"`
	Maker string  `json:"maker" maxLength:"200" doc:"Who made it"`
	// Confidentiality: internal papers stay with the unit; confidential ones
	// hold basic information (W168/26).
	Confidentiality string              `json:"confidentiality" enum:"open,internal,confidential"`
	Pages           int                 `json:"pages,omitempty" minimum:"0" maximum:"100000"`
	Location        string              `json:"location,omitempty" maxLength:"200" doc:"Where the paper original is"`
	Attachment      papers.AttachmentID `json:"attachmentId,omitzero" format:"uuid" doc:"The electronic one"`
	// Supersedes is the entry this one is a newer version of.
	Supersedes EntryID `json:"supersedes,omitzero" format:"uuid"`
}

func (e *EntryEdit) tidy() error {
	e.Title, e.Maker, e.Location = strings.TrimSpace(e.Title), strings.TrimSpace(e.Maker), strings.TrimSpace(e.Location)
	_, known := slotOf(e.Slot)
	switch {
	case !known:
		return shiheng.Invalid("binder.slot", "slot", e.Slot)
	case !named(e.Title):
		return shiheng.Invalid("binder.title")
	case e.Date.IsZero():
		return shiheng.Invalid("binder.date")
	case !named(e.Maker):
		return shiheng.Invalid("binder.maker").By("W168/16")
	case !slices.Contains([]string{"open", "internal", "confidential"}, e.Confidentiality):
		return shiheng.Invalid("binder.confidentiality")
	case e.Pages < 0:
		return shiheng.Invalid("binder.pages")
	case e.Location == "" && e.Attachment.IsZero():
		return shiheng.Invalid("binder.nowhere").By("W168/16")
	}
	return nil
}

// Head implements registry.Record.
func (e Entry) Head() registry.Head {
	return registry.Head{ID: e.ID.String(), System: e.System, State: e.Slot, Label: e.Title + " " + e.Maker, Version: e.Version, CreatedAt: e.CreatedAt}
}

// Digest is that of the entry as it stands, the digest of its attachment
// included.
func (e Entry) Digest() shiheng.Digest {
	b, err := json.Marshal(e)
	if err != nil {
		panic(fmt.Sprintf("binder: an entry does not marshal: %v", err))
	}
	return sha256.Sum256(b)
}

// Superseded says of the entries that a newer one replaced which that is.
func Superseded(entries []Entry) map[EntryID]EntryID {
	out := map[EntryID]EntryID{}
	for _, e := range entries {
		if !e.Supersedes.IsZero() {
			out[e.Supersedes] = e.ID
		}
	}
	return out
}

// A Completeness is how far a binder has come.
type Completeness struct {
	Mandatory int      `json:"mandatory"`
	Filled    int      `json:"filled"`
	Percent   int      `json:"percent" doc:"Rounded down; 100 only when nothing is missing"`
	Missing   []string `json:"missing" nullable:"false" doc:"Codes of mandatory slots with nothing in them"`
}

// Complete reports whether nothing that must be there is missing: the evidence
// of W168/16.
func (c Completeness) Complete() bool { return len(c.Missing) == 0 }

// Measure is how far a binder has come: mandatory slots with something in
// force in them ÷ mandatory slots. The list of technicians counts as filled
// when it names somebody.
func Measure(f Facts, entries []Entry, persons int) Completeness {
	filled := map[string]bool{techniciansSlot: persons > 0}
	old := Superseded(entries)
	for _, e := range entries {
		if _, is := old[e.ID]; !is {
			filled[e.Slot] = true
		}
	}
	c := Completeness{Missing: []string{}}
	for _, s := range Slots() {
		if !s.Need.Binds(f) {
			continue
		}
		c.Mandatory++
		if filled[s.Code] {
			c.Filled++
		} else {
			c.Missing = append(c.Missing, s.Code)
		}
	}
	c.Percent = c.Filled * 100 / c.Mandatory // some slots are always mandatory
	return c
}

// named reports whether a name is there and of bearable length.
func named(s string) bool { return s != "" && len(s) <= 600 && !strings.ContainsAny(s, "\x00\n\r") }
