// Package web holds the built console, so that one file is the whole product.
// It leaves serving it to the api wing.
package web

import "embed"

// Dist is the console as Vite built it; only a marker file when it was not.
//
//go:embed all:dist
var Dist embed.FS
