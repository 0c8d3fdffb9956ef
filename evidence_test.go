package shiheng_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEvidenceIsThere: what the checklist of OWASP ASVS names as evidence is
// there: every test, and every file of the browser's tests.
func TestEvidenceIsThere(t *testing.T) {
	list, err := os.ReadFile("docs/reference/asvs.md")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "build" || d.Name() == "data" || strings.HasPrefix(d.Name(), ".") && path != "."):
			return filepath.SkipDir
		case strings.HasSuffix(path, ".e2e.ts"):
			have[d.Name()] = true
		case strings.HasSuffix(path, "_test.go"):
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range declared.FindAllSubmatch(text, -1) {
				have[string(m[1])] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`((?:Test|Fuzz|Benchmark)\\w+|\\w+\\.e2e\\.ts)`").FindAllSubmatch(list, -1)
	if len(named) < 60 {
		t.Fatalf("the checklist names only %d pieces of evidence", len(named))
	}
	for _, m := range named {
		if !have[string(m[1])] {
			t.Errorf("docs/reference/asvs.md names %s, which is not there", m[1])
		}
	}
}
