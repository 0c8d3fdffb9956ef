//go:build !(js && wasm)

package main

import (
	"fmt"
	"os"
)

// main says how the page is made: the program in it is for a browser.
func main() {
	_, _ = fmt.Fprintln(os.Stderr, "this program runs inside of the verifier's page: make verify-page")
	os.Exit(2)
}
