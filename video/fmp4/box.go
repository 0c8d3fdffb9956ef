package fmp4

import "encoding/binary"

// boxes appends boxes to b. A box is opened with its four letters and closed
// with the offset that open returned; close fills in the size.
type boxes struct{ b []byte }

func (w *boxes) open(name string) int {
	at := len(w.b)
	w.b = append(w.b, 0, 0, 0, 0)
	w.b = append(w.b, name...)
	return at
}

// openFull opens a box with version and flags.
func (w *boxes) openFull(name string, version byte, flags uint32) int {
	at := w.open(name)
	w.u32(uint32(version)<<24 | flags&0xffffff)
	return at
}

func (w *boxes) close(at int) {
	binary.BigEndian.PutUint32(w.b[at:], uint32(len(w.b)-at))
}

func (w *boxes) u8(v byte)    { w.b = append(w.b, v) }
func (w *boxes) u16(v uint16) { w.b = binary.BigEndian.AppendUint16(w.b, v) }
func (w *boxes) u32(v uint32) { w.b = binary.BigEndian.AppendUint32(w.b, v) }
func (w *boxes) u64(v uint64) { w.b = binary.BigEndian.AppendUint64(w.b, v) }
func (w *boxes) str(s string) { w.b = append(w.b, s...) }
func (w *boxes) raw(p []byte) { w.b = append(w.b, p...) }
func (w *boxes) zeroes(n int) { w.b = append(w.b, make([]byte, n)...) }
func (w *boxes) patch(at int, v uint32) {
	binary.BigEndian.PutUint32(w.b[at:], v)
}

// matrix is the unity transformation of mvhd and tkhd.
func (w *boxes) matrix() {
	for _, v := range [9]uint32{0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000} {
		w.u32(v)
	}
}
