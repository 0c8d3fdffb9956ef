package verify_test

import (
	"os"
	"path/filepath"
	"testing"
)

// TestFixtures writes bundles of every verdict, for tests of the program and of
// the page, into the directory that SHIHENG_FIXTURES names.
func TestFixtures(t *testing.T) {
	dir := os.Getenv("SHIHENG_FIXTURES")
	if dir == "" {
		t.Skip("SHIHENG_FIXTURES names no directory: nothing to write")
	}
	w, a, b, _ := whole(t)
	good := w.bundle(span{a, at(15), at(230)}).whole()
	flipped := good.clone()
	flip(boxes2, 400)(flipped)
	careful := flipped.clone()
	careful.careful()
	tail := good.clone()
	dropMinute(tail, a.id, 5)
	tail.careful()
	practice := good.clone()
	edit("bundle.json", `"practice":false`, `"practice":true`)(practice)
	practice.careful()
	twice := good.clone()
	twice.put(boxes2+"#2", []byte("x"))
	for name, content := range map[string][]byte{
		"complete.evb.zip": good.zip(), "gaps.evb.zip": w.bundle(span{a, at(15), at(230)}, span{b, at(15), at(230)}).zip(), "flipped.evb.zip": flipped.zip(),
		"careful.evb.zip": careful.zip(), "tail.evb.zip": tail.zip(), "practice.evb.zip": practice.zip(), "twice.evb.zip": twice.zip(),
		"none.evb.zip": []byte("no bundle"), "keys.txt": []byte(w.keys.policy(w.origin)), "other-keys.txt": []byte(newKeys(t).policy(w.origin)),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
