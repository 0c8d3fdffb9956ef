//go:build js && wasm

// Command page is the verifier inside of the page that checks bundles in a
// browser: the page's worker hands it a file by slices and shows what it says.
// Nothing leaves the browser, and no file is read whole into memory.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"syscall/js"

	"shiheng.internal/verify"
)

// block is how much is read of the file at once, at least.
const block = 1 << 20

// A file is read by slices through the worker.
type file struct {
	read js.Value
	size int64
	at   int64 // of the block that is held
	held []byte
}

var errRead = errors.New("the browser could not read the file")

// ReadAt implements io.ReaderAt. Short reads are served from the block before.
func (f *file) ReadAt(b []byte, at int64) (n int, err error) {
	for n < len(b) && at < f.size {
		if at < f.at || at >= f.at+int64(len(f.held)) {
			if err := f.fetch(at, len(b)-n); err != nil {
				return n, err
			}
		}
		k := copy(b[n:], f.held[at-f.at:])
		n, at = n+k, at+int64(k)
	}
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (f *file) fetch(at int64, want int) error {
	n := min(int64(max(block, min(want, 8*block))), f.size-at)
	part := f.read.Invoke(float64(at), float64(n))
	if part.Get("length").Int() != int(n) {
		return errRead
	}
	if int64(cap(f.held)) < n {
		f.held = make([]byte, n)
	}
	f.at, f.held = at, f.held[:n]
	js.CopyBytesToGo(f.held, part)
	return nil
}

func main() {
	world := js.Global().Get("shiheng")
	o := verify.Options{Progress: func(done, total int64) { world.Call("progress", float64(done), float64(total)) }}
	if p := world.Get("policy"); p.Type() == js.TypeString {
		o.Policy = []byte(p.String())
	}
	f := &file{read: world.Get("read"), size: int64(world.Get("size").Float())}
	r, err := verify.Bundle(context.Background(), f, f.size, o)
	if err != nil {
		world.Call("failed", err.Error())
		return
	}
	b, err := json.Marshal(r)
	if err != nil {
		world.Call("failed", err.Error())
		return
	}
	world.Call("done", string(b))
}
