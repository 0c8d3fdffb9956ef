package scene

import (
	"encoding/binary"
	"image"
	"image/color"
	"strconv"
	"time"

	"shiheng.internal"
)

// A Mark is what the strip of a picture says.
type Mark struct {
	Camera  uint8     // number of the practice camera
	Counter uint32    // of the frame, modulo 2^28
	Time    time.Time // when it was drawn, in whole milliseconds, UTC
}

// The measures of the strip; see the package comment.
const (
	columns   = 48
	rows      = 2
	bands     = 30 // a cell is this part of the height
	stripBits = columns * rows
	dark      = 36
	bright    = 208
	contrast  = 40 // least difference of luma between dark and bright
)

type stripBytes [stripBits / 8]byte

// Strip packs the mark as the package comment says.
func (m Mark) strip() stripBytes {
	var b stripBytes
	ms := uint64(m.Time.UnixMilli()) & (1<<44 - 1)
	counter := uint64(m.Counter) & (1<<28 - 1)
	b[0] = m.Camera
	binary.BigEndian.PutUint64(b[1:], counter<<36|ms>>8)
	b[9] = byte(ms)
	binary.BigEndian.PutUint16(b[10:], checksum(b[:10]))
	return b
}

func (b stripBytes) bit(i int) bool { return b[i/8]>>(7-i%8)&1 == 1 }

func (b stripBytes) mark() (Mark, error) {
	if got, want := binary.BigEndian.Uint16(b[10:]), checksum(b[:10]); got != want {
		return Mark{}, shiheng.Invalid("scene.checksum", "got", strconv.Itoa(int(got)), "want", strconv.Itoa(int(want)))
	}
	word := binary.BigEndian.Uint64(b[1:])
	return Mark{
		Camera:  b[0],
		Counter: uint32(word >> 36),
		Time:    time.UnixMilli(int64(word&(1<<36-1))<<8 | int64(b[9])).UTC(),
	}, nil
}

// checksum is CRC-16/CCITT-FALSE.
func checksum(p []byte) uint16 {
	crc := uint16(0xffff)
	for _, c := range p {
		crc ^= uint16(c) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return crc
}

// Read finds the mark in a picture of any size. A picture without a strip, or
// with one that was damaged, is an [shiheng.ErrInvalid].
func Read(img image.Image) (Mark, error) {
	luma := lumaOf(img)
	var cells [stripBits]int
	low, high := 255, 0
	for i := range cells {
		cells[i] = cellMean(img.Bounds(), i, luma)
		low, high = min(low, cells[i]), max(high, cells[i])
	}
	if high-low < contrast {
		return Mark{}, shiheng.Invalid("scene.no-strip", "contrast", strconv.Itoa(high-low))
	}
	var b stripBytes
	for i, mean := range cells {
		if mean*2 > low+high {
			b[i/8] |= 1 << (7 - i%8)
		}
	}
	return b.mark()
}

// cellMean is the mean luma of the middle half of cell i.
func cellMean(r image.Rectangle, i int, luma func(x, y int) int) int {
	row, col := i/columns, i%columns
	w, h := float64(r.Dx()), float64(r.Dy())
	x0, x1 := middle(float64(col)*w/columns, float64(col+1)*w/columns)
	y0, y1 := middle(float64(bands-rows+row)*h/bands, float64(bands-rows+row+1)*h/bands)
	sum, n := 0, 0
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			sum += luma(r.Min.X+x, r.Min.Y+y)
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

// middle gives the whole pixels of the middle half of a stretch, at least one.
func middle(from, to float64) (int, int) {
	quarter := (to - from) / 4
	a, b := int(from+quarter+0.5), int(to-quarter+0.5)
	if b <= a {
		a = int((from + to) / 2)
		b = a + 1
	}
	return a, b
}

func lumaOf(img image.Image) func(x, y int) int {
	switch p := img.(type) {
	case *image.YCbCr:
		return func(x, y int) int { return int(p.Y[p.YOffset(x, y)]) }
	case *image.Gray:
		return func(x, y int) int { return int(p.GrayAt(x, y).Y) }
	}
	return func(x, y int) int {
		return int(color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y)
	}
}
