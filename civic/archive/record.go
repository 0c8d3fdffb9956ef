package archive

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

type (
	importKind struct{}
	changeKind struct{}
)

type (
	// ImportID names one import of a sheet.
	ImportID = shiheng.ID[importKind]
	// ChangeID names one change of a record.
	ChangeID = shiheng.ID[changeKind]
)

// A Record is what the archive keeps of one camera. What the register keeps
// is not in Values; [Overlay] puts both together.
type Record struct {
	Camera    shiheng.CameraID  `json:"cameraId"`
	Values    Values            `json:"values"`
	Valid     int               `json:"valid"`
	Required  int               `json:"required"`
	CreatedAt time.Time         `json:"createdAt"`
	UpdatedAt time.Time         `json:"updatedAt"`
	UpdatedBy shiheng.AccountID `json:"updatedBy,omitzero"`
	Version   int64             `json:"version"`
}

// Score is the completeness as it was judged last, see [Report.Score].
func (r Record) Score() int { return Report{Valid: r.Valid, Required: r.Required}.Score() }

// Overlay is a record's values with what the register keeps of its camera.
func Overlay(v Values, l registry.Linked) Values {
	in := l.Effective()
	out := maps.Clone(v)
	if out == nil {
		out = Values{}
	}
	for code, text := range map[Code]string{
		DeviceCode: l.Code, Name: l.Name, System: l.System.Name, RoomUse: l.RoomUse, Category: in.W168Category, PublicClass: in.R799Class,
	} {
		delete(out, code)
		if text != "" {
			out[code] = text
		}
	}
	return out
}

// DueForRemoval reports whether a temporary point stands past the day it was
// deployed until: a fact for obligations.
func DueForRemoval(v Values, today law.Day) bool {
	if v.Kind() != Temporary || v[Status] == "3" {
		return false
	}
	end, err := law.ParseDay(v[EndDate])
	return err == nil && end.Before(today)
}

// A Change is one change of a record, for its history. Changes holds the old
// and the new value of each field that changed.
type Change struct {
	ID      ChangeID           `json:"id"`
	Camera  shiheng.CameraID   `json:"cameraId"`
	At      time.Time          `json:"at"`
	By      shiheng.AccountID  `json:"by,omitzero"`
	Name    string             `json:"name"` // login of who did it
	Import  ImportID           `json:"importId,omitzero"`
	Created bool               `json:"created"` // the camera was made by it
	Changes map[Code][2]string `json:"changes"`
	// Version and CameraVersion are those of the two rows after the change.
	Version       int64 `json:"version"`
	CameraVersion int64 `json:"cameraVersion"`
}

// Diff lists the fields in which two sets of values differ, old and new.
func Diff(old, now Values) map[Code][2]string {
	out := map[Code][2]string{}
	for code, text := range old {
		if now[code] != text {
			out[code] = [2]string{text, now[code]}
		}
	}
	for code, text := range now {
		if _, was := old[code]; !was && text != "" {
			out[code] = [2]string{"", text}
		}
	}
	return out
}

// fieldNames lists the fields of a difference, in order; it is what of a
// change goes on record: values are basic information and stay in the archive
// (W168/29).
func fieldNames(d map[Code][2]string) string {
	names := make([]string, 0, len(d))
	for code := range d {
		names = append(names, string(code))
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// Gram is how many characters a piece of a text has that a search goes by.
const Gram = 3

// Grams cuts a text into the pieces a search finds it by: each character with
// the two after it, in small letters; the last two stand with what is left. No
// piece begins or ends with a space.
func Grams(text string) []string { return cut(text, Gram) }

// Pairs of characters of a text, and its last one: what two texts are compared
// by, and the beginnings of the pieces that a text of at least two characters
// is found by.
func Pairs(text string) []string { return cut(text, 2) }

func cut(text string, n int) []string {
	runes := []rune(strings.ToLower(strings.TrimSpace(text)))
	seen := map[string]bool{}
	var out []string
	for i, r := range runes {
		if unicode.IsSpace(r) {
			continue
		}
		g := strings.TrimRightFunc(string(runes[i:min(i+n, len(runes))]), unicode.IsSpace)
		if !seen[g] {
			seen[g] = true
			out = append(out, g)
		}
	}
	return out
}
