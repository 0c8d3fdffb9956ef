// Package fmp4 writes the boxes of fragmented MP4 (ISO/IEC 14496-12, -14,
// -15): init segments, sample entries, codec strings and moof+mdat headers.
//
// It is pure: values in, bytes out; no socket, goroutine or clock. Payloads are
// never copied: [AppendFragment] writes everything up to the first payload byte,
// and the caller sends or stores the frames' own bytes behind it. Players get
// their segments from here, and the footage export its moov.
//
// Every track runs on the machine wing's clock of 90 kHz ([media.TimeScale]),
// also sound, so that a frame's PTS and DTS go into a file unchanged.
package fmp4
