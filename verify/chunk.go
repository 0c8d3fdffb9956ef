package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
)

// Of a chunk's header (docs/reference/footage-format.md): all of it, and what
// its digest is taken of.
const (
	headerLen   = 256
	headerProof = 224
	mostChunk   = 64 << 20 // bytes of one chunk: a slot
)

// Kinds and flags of chunks.
const (
	kindMedia, kindInit, kindGap = "media", "init", "gap"

	flagLost, flagKeysOnly, flagClockSet, flagDamaged, flagLesser = 2, 4, 8, 16, 32
)

var (
	chunkType = []byte("\x53\x68\x69\x48\x65\x6e\x67\x43\xa1\x00\x4b\x01\x28\x18\x16\x80")
	gapType   = []byte("\x53\x68\x69\x48\x65\x6e\x67\x47\xa1\x00\x4b\x01\x28\x18\x16\x80")
	trackType = []byte("\x53\x68\x69\x48\x65\x6e\x67\x54\xa1\x00\x4b\x01\x28\x18\x16\x80")
)

// A header is what a chunk says of itself.
type header struct {
	kind           string
	flags          byte
	stream, camera string
	seq            uint64
	from, to       int64 // microseconds since 1970, server time
	frames         uint32
	length         int64
	crc            uint32
	payload        digest
	previous       digest
}

var errHeader = errors.New("no header of a chunk")

// parseHeader reads the digested part of a header.
func parseHeader(b []byte) (h header, err error) {
	be := binary.BigEndian
	if len(b) < headerProof || be.Uint32(b) != headerLen || string(b[4:8]) != "uuid" || !bytes.Equal(b[8:24], chunkType) || string(b[24:28]) != "SHCK" {
		return h, errHeader
	}
	if be.Uint16(b[28:]) != 1 {
		return h, errVersion
	}
	switch b[30] {
	case 1:
		h.kind = kindMedia
	case 2:
		h.kind = kindInit
	case 3:
		h.kind = kindGap
	default:
		return h, errVersion
	}
	h.flags, h.stream, h.camera = b[31], identity(b[48:64]), identity(b[64:80])
	h.seq, h.from = be.Uint64(b[96:]), int64(be.Uint64(b[104:])) //nolint:gosec // a time far off is held against its line
	h.to = h.from + int64(be.Uint32(b[128:]))
	h.frames, h.length, h.crc = be.Uint32(b[132:]), int64(be.Uint32(b[136:])), be.Uint32(b[140:])
	h.payload, h.previous = digest(b[144:176]), digest(b[176:208])
	return h, nil
}

// identity writes 16 bytes as identities are written.
func identity(b []byte) string {
	s := hex.EncodeToString(b)
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// goodIdentity reports whether a text is one.
func goodIdentity(s string) bool {
	if len(s) != 36 {
		return false
	}
	b, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	return err == nil && len(b) == 16 && identity(b) == s
}

// A line tells of one chunk of a camera-minute.
type line struct {
	sha, sm3 digest
	kind     string
	seq      uint64
	from, to int64
	length   int64
	here     bool
	told     []byte // header of one that is not here
}

const (
	mostLine  = 64 + 1 + 64 + 4*21 + 8 + 8 + 2*headerProof
	mostLines = 1 << 16
)

var errLine = errors.New("no line of a chunk")

// parseLines reads the chunks of a camera-minute.
func parseLines(b []byte) ([]line, error) {
	if len(b) == 0 || b[len(b)-1] != '\n' {
		return nil, errLine
	}
	var out []line
	for n := 1; len(b) > 0; n++ {
		i := bytes.IndexByte(b, '\n')
		if i > mostLine || n > mostLines {
			return nil, fmt.Errorf("line %d: %w", n, errLine)
		}
		l, err := parseLine(string(b[:i]))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out, b = append(out, l), b[i+1:]
	}
	return out, nil
}

func parseLine(s string) (l line, err error) {
	f := strings.Split(s, " ")
	if len(f) != 8 && len(f) != 9 {
		return l, errLine
	}
	var numbers [4]uint64
	for i, t := range f[3:7] {
		if numbers[i], err = strconv.ParseUint(t, 10, 63); err != nil || strconv.FormatUint(numbers[i], 10) != t {
			return l, errLine
		}
	}
	if l.sha, err = parseDigest(f[0]); err != nil {
		return l, errLine
	}
	if l.sm3, err = parseDigest(f[1]); err != nil {
		return l, errLine
	}
	l.kind, l.seq, l.from, l.to, l.length = f[2], numbers[0], int64(numbers[1]), int64(numbers[2]), int64(numbers[3]) //nolint:gosec // of 63 bits
	l.here = f[7] == "here"
	switch {
	case l.kind != kindMedia && l.kind != kindInit && l.kind != kindGap, l.length < headerLen || l.length > mostChunk:
		return l, errLine
	case l.here && len(f) == 8:
		return l, nil
	case f[7] != "told" || len(f) != 9:
		return l, errLine
	}
	l.told, err = hex.DecodeString(f[8])
	if err != nil || len(l.told) != headerProof || hex.EncodeToString(l.told) != f[8] {
		return l, errLine
	}
	return l, nil
}

// says reports whether a header says what its line says.
func (l *line) says(h header) bool {
	return l.kind == h.kind && l.seq == h.seq && l.from == h.from && l.to == h.to && l.length == h.length
}

// whole checks the bytes of a chunk against themselves: "" or the code of what
// is wrong, and whether the header still is what it was.
func (h *header) whole(chunk []byte) string {
	if binary.BigEndian.Uint32(chunk[headerLen-4:]) != crc32.Checksum(chunk[:headerLen-4], castagnoli()) {
		return "chunk.header"
	}
	payload := chunk[headerLen:]
	if h.crc != crc32.Checksum(payload, castagnoli()) || h.payload != sha256.Sum256(payload) {
		return "chunk.payload"
	}
	return ""
}

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// gapOf reads what a gap chunk declares.
func gapOf(chunk []byte) (g gapText, ok bool) {
	b, be := chunk[headerLen:], binary.BigEndian
	if len(b) < 49 || string(b[4:8]) != "uuid" || !bytes.Equal(b[8:24], gapType) {
		return g, false
	}
	n := int(b[48])
	if len(b) < 49+n {
		return g, false
	}
	micros := func(at int) string { return instant(int64(be.Uint64(b[at:]))) } //nolint:gosec // told as it stands
	return gapText{After: be.Uint64(b[24:]), From: micros(32), To: micros(40), Cause: string(b[49 : 49+n])}, true
}
