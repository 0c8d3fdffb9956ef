// Package web holds the built console, so that one file is the whole product.
// It leaves serving it to the api wing.
package web

import (
	"embed"
	"io/fs"
)

// dist holds only a marker file when the console was not built.
//
//go:embed all:dist
var dist embed.FS

// Files returns the console as Vite built it.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic("web: dist is not embedded: " + err.Error())
	}
	return files
}
