// Package picture turns frames into pixels and pixels into frames by child
// processes running ffmpeg: stills for snapshots, H.264 for browsers that
// cannot show H.265, encoded pictures for the practice cameras, and clips read
// from files.
//
// Every child is bounded: it runs in its own process group, ends with its
// context, is waited for together with the goroutines that feed and drain it,
// and leaves the end of its standard error in the error. When a method of
// [Lab] returns, nothing it started is left. The package knows no viewers and
// no cameras; who shares a transcode decides whoever runs it.
package picture
