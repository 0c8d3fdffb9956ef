package custody_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"shiheng.internal/civic/evidence/custody"
)

// TestTransitionsArePrinted keeps the design page and the table the same.
func TestTransitionsArePrinted(t *testing.T) {
	page, err := os.ReadFile("../../../docs/design/custody.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for _, tr := range custody.Transitions() {
		fmt.Fprintf(&table, "| %s | %s | %s | %s | %s |\n", tr.From, tr.On, tr.To, tr.If, tr.Article)
	}
	if !strings.Contains(string(page), table.String()) {
		t.Errorf("docs/design/custody.md lacks the table:\n%s", table.String())
	}
}
