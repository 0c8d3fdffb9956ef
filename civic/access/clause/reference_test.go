package clause

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestReferenceIsPrinted keeps docs/reference/clauses.md and the policies the
// same.
func TestReferenceIsPrinted(t *testing.T) {
	text, err := os.ReadFile("../../../docs/reference/clauses.md")
	if err != nil {
		t.Fatal(err)
	}
	got := builtinSet(t).Reference()
	if string(text) != got {
		t.Error("docs/reference/clauses.md is stale: run make generate")
	}
	for _, c := range builtinSet(t).Clauses() {
		if strings.Count(got, "| `"+c.ID+"` | permit |")+strings.Count(got, "| `"+c.ID+"` | forbid |") != 1 {
			t.Errorf("%s is not printed once", c.ID)
		}
	}
}

// TestByNumber: articles come as they are counted.
func TestByNumber(t *testing.T) {
	in := []string{"W168/24/1/2", "W168/9", "R799/21", "W168/24", "W168/15/2", "W168/24/1/1", "R799/8"}
	slices.SortFunc(in, byNumber)
	if want := []string{"R799/8", "R799/21", "W168/9", "W168/15/2", "W168/24", "W168/24/1/1", "W168/24/1/2"}; !slices.Equal(in, want) {
		t.Errorf("%q, want %q", in, want)
	}
}
