package record

import (
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"time"

	"shiheng.internal"
)

// HeaderSize is the length of a chunk's header box in bytes, Align what every
// chunk's place and length are a multiple of.
const (
	HeaderSize = 256
	Align      = 4 << 10
	Version    = 1 // of the chunk header this binary writes
)

// A Kind tells what a chunk holds.
type Kind uint8

// The kinds of chunk. Only media chunks carry frames.
const (
	KindMedia Kind = 1
	KindInit  Kind = 2 // the tracks that the chunks after it use
	KindGap   Kind = 3 // a stretch without recording, with its cause
)

// ChunkFlags tell what is unusual about a chunk.
type ChunkFlags uint8

// The flags of a chunk.
const (
	FlagKey      ChunkFlags = 1 << iota // begins with a key frame, or is sound only
	FlagLost                            // something was lost before one of its frames
	FlagKeysOnly                        // recorded with key frames only
	FlagClock                           // the wall clock was set during the chunk
	FlagDamaged                         // holds a frame of which packets were lost
	FlagLesser                          // of the sub-stream, recorded in place of the main one
)

// Digest is a SHA-256 or SM3 hash.
type Digest [32]byte

// A Header is what stands before every chunk on disk: whose it is, where it
// belongs, and what its bytes must be. Times are kept in microseconds.
type Header struct {
	Kind    Kind
	Flags   ChunkFlags
	Store   shiheng.StoreID
	Stream  shiheng.StreamID
	Camera  shiheng.CameraID
	Run     shiheng.RunID
	Seq     uint64        // within the stream, over all runs; grows, may jump
	Durable uint64        // last sequence number known durable when this was placed
	Use     uint64        // how often the slot had been taken; tells stale bytes apart
	Wall    time.Time     // server clock at the first frame
	Device  time.Time     // device clock at the first frame, zero when not known
	Tally   time.Duration // running time of the store when this was placed
	Span    time.Duration // from the first frame to the end of the last
	Frames  uint32        // over all tracks
	Length  uint32        // of the chunk with its header and padding, a multiple of Align
	CRC     uint32        // CRC32C of all bytes behind the header
	SHA     Digest        // SHA-256 of the same bytes
	Prev    Digest        // digest of the stream's chunk before this one, zero when there is none
}

// headerType names the header box. Stored data depend on it: never changed.
const headerType = "\x53\x68\x69\x48\x65\x6e\x67\x43\xa1\x00\x4b\x01\x28\x18\x16\x80"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Checksum is the CRC32C that chunks and slot tables carry.
func Checksum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// End is when the last frame of the chunk ends, by the server's clock.
func (h *Header) End() time.Time { return h.Wall.Add(h.Span) }

// Put writes the header box into the first HeaderSize bytes of b.
func (h *Header) Put(b []byte) {
	b = b[:HeaderSize]
	clear(b)
	be := binary.BigEndian
	be.PutUint32(b[0:], HeaderSize)
	copy(b[4:], "uuid")
	copy(b[8:], headerType)
	copy(b[24:], "SHCK")
	be.PutUint16(b[28:], Version)
	b[30], b[31] = byte(h.Kind), byte(h.Flags)
	copy(b[32:], h.Store[:])
	copy(b[48:], h.Stream[:])
	copy(b[64:], h.Camera[:])
	copy(b[80:], h.Run[:])
	be.PutUint64(b[96:], h.Seq)
	be.PutUint64(b[104:], micros(h.Wall))
	be.PutUint64(b[112:], micros(h.Device))
	be.PutUint64(b[120:], uint64(h.Tally/time.Microsecond))
	be.PutUint32(b[128:], uint32(h.Span/time.Microsecond))
	be.PutUint32(b[132:], h.Frames)
	be.PutUint32(b[136:], h.Length)
	be.PutUint32(b[140:], h.CRC)
	copy(b[144:], h.SHA[:])
	copy(b[176:], h.Prev[:])
	be.PutUint64(b[digested:], h.Durable)
	be.PutUint64(b[232:], h.Use)
	be.PutUint32(b[252:], Checksum(b[:252]))
}

// digested is how much of a header its digest covers: all but where the chunk
// lies, so that moving it to another slot changes nothing that others rest on.
const digested = 224

// Digest is the SHA-256 of the header but for its place. Since the header
// carries the hash of its payload and the digest of the chunk before it, it
// stands for the whole recording up to here.
func (h *Header) Digest() Digest {
	var b [HeaderSize]byte
	h.Put(b[:])
	return sha256.Sum256(b[:digested])
}

// Digested splits a chunk's bytes into the two stretches that stand for it:
// the header but for its place, and the payload. SM3 is taken over both.
func Digested(chunk []byte) (head, payload []byte) { return chunk[:digested], chunk[HeaderSize:] }

// ParseHeader reads a header box and checks its own checksum and plausibility.
// What is not a header is an ErrInvalid; one of a later version than this
// binary knows is an ErrUnavailable that names the version.
func ParseHeader(b []byte) (Header, error) {
	var h Header
	be := binary.BigEndian
	if len(b) < HeaderSize || be.Uint32(b) != HeaderSize || string(b[4:8]) != "uuid" ||
		string(b[8:24]) != headerType || string(b[24:28]) != "SHCK" {
		return h, shiheng.Invalid("chunk.header")
	}
	b = b[:HeaderSize]
	if be.Uint32(b[252:]) != Checksum(b[:252]) {
		return h, shiheng.Invalid("chunk.header.checksum")
	}
	if v := be.Uint16(b[28:]); v > Version || v == 0 {
		return h, shiheng.Unavailable("chunk.version", "version", uitoa(uint64(v)))
	}
	h.Kind, h.Flags = Kind(b[30]), ChunkFlags(b[31])
	copy(h.Store[:], b[32:])
	copy(h.Stream[:], b[48:])
	copy(h.Camera[:], b[64:])
	copy(h.Run[:], b[80:])
	h.Seq = be.Uint64(b[96:])
	for _, at := range []int{104, 112, 120} {
		if be.Uint64(b[at:]) > latestMicros {
			return h, shiheng.Invalid("chunk.header.time")
		}
	}
	h.Wall, h.Device = fromMicros(be.Uint64(b[104:])), fromMicros(be.Uint64(b[112:]))
	h.Tally = time.Duration(be.Uint64(b[120:])) * time.Microsecond
	h.Span = time.Duration(be.Uint32(b[128:])) * time.Microsecond
	h.Frames, h.Length, h.CRC = be.Uint32(b[132:]), be.Uint32(b[136:]), be.Uint32(b[140:])
	copy(h.SHA[:], b[144:])
	copy(h.Prev[:], b[176:])
	h.Durable, h.Use = be.Uint64(b[digested:]), be.Uint64(b[232:])
	if h.Kind < KindMedia || h.Kind > KindGap || h.Length < Align || h.Length%Align != 0 || h.Tally < 0 {
		return h, shiheng.Invalid("chunk.header.value")
	}
	return h, nil
}

// Verify checks the bytes of a whole chunk against its header by CRC32C and,
// when deep, by SHA-256 as well. A difference is an ErrInvalid.
func (h *Header) Verify(chunk []byte, deep bool) error {
	if len(chunk) != int(h.Length) {
		return shiheng.Invalid("chunk.length", "seq", uitoa(h.Seq))
	}
	if Checksum(chunk[HeaderSize:]) != h.CRC {
		return shiheng.Invalid("chunk.checksum", "seq", uitoa(h.Seq))
	}
	if deep && sha256.Sum256(chunk[HeaderSize:]) != h.SHA {
		return shiheng.Invalid("chunk.hash", "seq", uitoa(h.Seq))
	}
	return nil
}

// latestMicros is a time in the year 2255; later ones are damage.
const latestMicros = 9e15

func micros(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(t.UnixMicro())
}

func fromMicros(us uint64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(us)).UTC()
}
