package registry

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
)

// A Place is where cameras stand: an area, place or key part 区域、场所和重点部位
// of W168/8. Places form a tree.
type Place struct {
	ID      shiheng.PlaceID `json:"id"`
	Parent  shiheng.PlaceID `json:"parentId,omitzero"`
	Name    string          `json:"name"`
	Address string          `json:"address,omitempty"`
	// Category is the item of W168/8 the place falls under, W8-01 … W8-10, or
	// empty. It is a type of place and nothing else.
	Category  string    `json:"category,omitempty"`
	CreatedAt time.Time `json:"createdAt"`
	Version   int64     `json:"version"`
}

// Categories lists the ten kinds of place of W168/8.
func Categories() []string {
	return []string{"W8-01", "W8-02", "W8-03", "W8-04", "W8-05", "W8-06", "W8-07", "W8-08", "W8-09", "W8-10"}
}

// maxDepth bounds the tree of places.
const maxDepth = 16

func (p *Place) tidy() error {
	p.Name, p.Address = strings.TrimSpace(p.Name), strings.TrimSpace(p.Address)
	switch {
	case !named(p.Name):
		return shiheng.Invalid("place.name")
	case len(p.Address) > 500:
		return shiheng.Invalid("place.address")
	case p.Category != "" && !slices.Contains(Categories(), p.Category):
		return shiheng.Invalid("place.category", "category", p.Category)
	}
	return nil
}

// named reports whether a name is there and of bearable length.
func named(s string) bool { return s != "" && len(s) <= 200 && !strings.ContainsAny(s, "\x00\n\r") }
