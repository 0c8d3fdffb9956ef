// Command verifypage puts the verifier's page together: one HTML file with the
// program (WebAssembly, compressed), Go's support for it and the page's own
// script inside, so that it opens from a stick.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: verifypage WASM OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(wasm, out string) error {
	const from = "verify/page"
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env: %w", err)
	}
	parts := map[string]string{
		"exec":   filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"),
		"worker": filepath.Join(from, "worker.js"), "page": filepath.Join(from, "page.js"),
	}
	page, err := os.ReadFile(filepath.Join(from, "page.html"))
	if err != nil {
		return err
	}
	code, err := os.ReadFile(wasm)
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(code); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	html := string(page)
	for name, file := range parts {
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if strings.Contains(string(b), "</script") {
			return fmt.Errorf("%s would end its own element", file)
		}
		html = strings.Replace(html, "{{"+name+"}}", string(b), 1)
	}
	html = strings.Replace(html, "{{code}}", base64.StdEncoding.EncodeToString(packed.Bytes()), 1)
	return os.WriteFile(out, []byte(html), 0o644) //nolint:gosec // a page for everybody
}
