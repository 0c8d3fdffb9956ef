package verify_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// commands are the commands of a page, in order.
func commands(t *testing.T, page string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "docs", "guide", page))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, m := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(b, -1) {
		out.Write(m[1])
	}
	return out.String()
}

// byHand follows the page on a bundle.
func byHand(t *testing.T, script string, bundle []byte, policy string) string {
	t.Helper()
	dir := t.TempDir()
	for name, b := range map[string][]byte{"b.zip": bundle, "keys": []byte(policy), "script": []byte(script)} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "sh", "-eu", "script")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "BUNDLE="+filepath.Join(dir, "b.zip"), "POLICY="+filepath.Join(dir, "keys"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out) + "\nended with " + err.Error()
	}
	return string(out)
}

// TestCheckByHand follows the page on checking by hand, with none of our code: on
// a bundle that is as it should be, and on bundles that are not.
func TestCheckByHand(t *testing.T) {
	for _, tool := range []string{"openssl", "unzip", "xxd", "sha256sum"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip("not run: ", err)
		}
	}
	script := commands(t, "check-by-hand.zh.md")
	if script != commands(t, "check-by-hand.md") {
		t.Error("the two pages have different commands")
	}
	w, a, _, _ := whole(t)
	good := w.bundle(span{a, at(15), at(230)}).whole()
	policy := w.keys.policy(w.origin)
	out := byHand(t, script, good.zip(), policy)
	if n := strings.Count(out, "same: "); n != 19 || strings.Contains(out, "DIFFERENT") || strings.Contains(out, "ended with") {
		t.Errorf("%d are the same:\n%s", n, out)
	}
	for _, tt := range []struct {
		name    string
		do      func(b *bag)
		careful bool
		says    string
	}{
		{"a byte of footage, manifests made anew", flip(boxes2, 400), true, "DIFFERENT: the footage, and what its header says of it"},
		{"footage, header and line", changeLine, true, "DIFFERENT: the root over the chunks of the minute"},
		{"and camera-minute and leaf", changeLeaf, true, "DIFFERENT: the leaf in the tree of the checkpoint"},
		{"the case", edit("bundle.json", "A3202002026110001", "A3202002026110002"), true, "DIFFERENT: the act of the export names this bundle"},
		{"a file more", func(b *bag) { b.put("custody/more", nil) }, false, "DIFFERENT: the files that are there, and those that are listed"},
	} {
		bad := good.clone()
		tt.do(bad)
		s := script
		if tt.careful { // the page says to leave the seal out where there is none
			bad.careful()
			from, to := strings.Index(s, "cat tagmanifest-sha256.txt tagmanifest-sm3.txt"), strings.Index(s, "S=$(ls minutes")
			s = s[:from] + s[to:]
		}
		if out := byHand(t, s, bad.zip(), policy); !strings.Contains(out, tt.says) {
			t.Errorf("%s: does not say %q:\n%s", tt.name, tt.says, out)
		}
	}
	if out := byHand(t, script, good.zip(), newKeys(t).policy(w.origin)); strings.Contains(out, "same: the log's signature") || strings.Contains(out, "same: the witness's") {
		t.Errorf("other keys hold:\n%s", out)
	}
}
