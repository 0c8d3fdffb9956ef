package slots

import (
	"encoding/binary"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
)

// The layout of a volume, described byte by byte in
// docs/reference/footage-format.md.
const (
	volumeVersion = 1
	tableAt       = 64 << 10 // offset of the first slot table
	headerUsed    = 512      // bytes of a header or entry page that carry something
	dataAlign     = 1 << 20  // slots begin at a multiple
)

// A geometry says where things lie in a volume.
type geometry struct {
	slots    uint32
	slotSize int64
}

func (g geometry) entry(copyNo int, slot uint32) int64 {
	return tableAt + int64(copyNo)*int64(g.slots)*disk.Page + int64(slot)*disk.Page
}

func (g geometry) data(slot uint32) int64 {
	start := (tableAt + 2*int64(g.slots)*disk.Page + dataAlign - 1) / dataAlign * dataAlign
	return start + int64(slot)*g.slotSize
}

// slotsIn is how many slots of a size fit into capacity with their tables.
func slotsIn(capacity, slotSize int64) uint32 {
	n := (capacity - tableAt - dataAlign) / (slotSize + 2*disk.Page)
	return uint32(max(n, 0))
}

// A volumeHeader stands in the first two pages of a volume, twice the same.
type volumeHeader struct {
	store    shiheng.StoreID
	volume   shiheng.VolumeID
	practice bool
	lawDay   time.Duration
	created  time.Time
	geometry
}

func (h *volumeHeader) put(page []byte) {
	clear(page)
	be := binary.BigEndian
	copy(page, "SHVOLUME")
	be.PutUint16(page[8:], volumeVersion)
	if h.practice {
		page[10] = 1
	}
	copy(page[16:], h.store[:])
	copy(page[32:], h.volume[:])
	be.PutUint64(page[48:], uint64(h.slotSize))
	be.PutUint32(page[56:], h.slots)
	be.PutUint32(page[60:], record.Align)
	be.PutUint64(page[64:], uint64(h.lawDay/time.Second))
	be.PutUint64(page[72:], uint64(h.created.UnixMicro()))
	be.PutUint32(page[508:], record.Checksum(page[:508]))
}

// parseVolumeHeader reads one copy of a volume's header. A later version is
// refused by name with ErrUnavailable, all else that is wrong with ErrInvalid.
func parseVolumeHeader(page []byte) (volumeHeader, error) {
	var h volumeHeader
	be := binary.BigEndian
	if len(page) < headerUsed || string(page[:8]) != "SHVOLUME" {
		return h, shiheng.Invalid("volume.header")
	}
	if be.Uint32(page[508:]) != record.Checksum(page[:508]) {
		return h, shiheng.Invalid("volume.header.checksum")
	}
	if v := be.Uint16(page[8:]); v == 0 || v > volumeVersion {
		return h, shiheng.Unavailable("volume.version", "version", fmt.Sprint(v))
	}
	h.practice = page[10] == 1
	copy(h.store[:], page[16:])
	copy(h.volume[:], page[32:])
	h.slotSize, h.slots = int64(be.Uint64(page[48:])), be.Uint32(page[56:])
	h.lawDay = time.Duration(be.Uint64(page[64:])) * time.Second
	h.created = time.UnixMicro(int64(be.Uint64(page[72:]))).UTC()
	if h.slotSize < minSlot || h.slotSize > maxSlot || h.slotSize%record.Align != 0 || h.slots == 0 ||
		h.slots > maxSlots || be.Uint32(page[60:]) != record.Align || h.lawDay <= 0 {
		return h, shiheng.Invalid("volume.header.value")
	}
	return h, nil
}

// The bounds of what a volume may declare.
const (
	minSlot  = 64 << 10 // tests use small slots; Open asks for more of real stores
	maxSlot  = 1 << 30
	maxSlots = 1 << 22
)

// An entry is what the slot table says about one slot.
type entry struct {
	state             record.SlotState
	held              bool // pinned when it was written: survives a lost index
	class             record.Class
	role              record.Role
	number            uint32
	use               uint64 // grows each time the slot is taken
	volume            shiheng.VolumeID
	stream            shiheng.StreamID
	camera            shiheng.CameraID
	opened, from, to  time.Time
	firstSeq, lastSeq uint64
	chunks            uint32
	bytes             int64
	footerAt          uint32 // offset in the slot, 0 when there is no footer
	footerSize        uint32
	tally             time.Duration
	sha, sm3          record.Digest
	last              record.Digest // digest of the last chunk
}

func (e *entry) put(page []byte) {
	clear(page)
	be := binary.BigEndian
	copy(page, "SHSLOT")
	be.PutUint16(page[6:], volumeVersion)
	page[8] = byte(e.state)
	if e.held {
		page[9] = 1
	}
	page[10] = byte(e.class)
	copy(page[12:20], e.role)
	be.PutUint32(page[20:], e.number)
	be.PutUint64(page[24:], e.use)
	copy(page[32:], e.volume[:])
	copy(page[48:], e.stream[:])
	copy(page[64:], e.camera[:])
	putTime(page[80:], e.opened)
	putTime(page[88:], e.from)
	putTime(page[96:], e.to)
	be.PutUint64(page[104:], e.firstSeq)
	be.PutUint64(page[112:], e.lastSeq)
	be.PutUint32(page[120:], e.chunks)
	be.PutUint32(page[124:], e.footerSize)
	be.PutUint64(page[128:], uint64(e.bytes))
	be.PutUint32(page[136:], e.footerAt)
	be.PutUint64(page[144:], uint64(e.tally/time.Microsecond))
	copy(page[160:], e.sha[:])
	copy(page[192:], e.sm3[:])
	copy(page[224:], e.last[:])
	be.PutUint32(page[508:], record.Checksum(page[:508]))
}

// parseEntry reads one copy of a slot's entry. A page of zeros is a slot that
// was never used: free, with use 0.
func parseEntry(page []byte) (entry, error) {
	var e entry
	be := binary.BigEndian
	if len(page) < headerUsed {
		return e, shiheng.Invalid("slot.entry")
	}
	if be.Uint64(page) == 0 && be.Uint32(page[508:]) == 0 {
		return e, nil
	}
	if string(page[:6]) != "SHSLOT" || be.Uint32(page[508:]) != record.Checksum(page[:508]) {
		return e, shiheng.Invalid("slot.entry")
	}
	if v := be.Uint16(page[6:]); v == 0 || v > volumeVersion {
		return e, shiheng.Unavailable("slot.version", "version", fmt.Sprint(v))
	}
	e.state, e.held, e.class = record.SlotState(page[8]), page[9] == 1, record.Class(page[10])
	n := 0
	for n < 8 && page[12+n] != 0 {
		n++
	}
	e.role = record.Role(page[12 : 12+n])
	e.number, e.use = be.Uint32(page[20:]), be.Uint64(page[24:])
	copy(e.volume[:], page[32:])
	copy(e.stream[:], page[48:])
	copy(e.camera[:], page[64:])
	e.opened, e.from, e.to = getTime(page[80:]), getTime(page[88:]), getTime(page[96:])
	e.firstSeq, e.lastSeq = be.Uint64(page[104:]), be.Uint64(page[112:])
	e.chunks, e.footerSize = be.Uint32(page[120:]), be.Uint32(page[124:])
	e.bytes, e.footerAt = int64(be.Uint64(page[128:])), be.Uint32(page[136:])
	e.tally = time.Duration(be.Uint64(page[144:])) * time.Microsecond
	copy(e.sha[:], page[160:])
	copy(e.sm3[:], page[192:])
	copy(e.last[:], page[224:])
	if e.state > record.SlotCondemned || e.bytes < 0 || e.bytes > maxSlot || e.footerAt%record.Align != 0 || e.tally < 0 {
		return e, shiheng.Invalid("slot.entry.value")
	}
	return e, nil
}

func putTime(b []byte, t time.Time) {
	if !t.IsZero() {
		binary.BigEndian.PutUint64(b, uint64(t.UnixMicro()))
	}
}

func getTime(b []byte) time.Time {
	us := binary.BigEndian.Uint64(b)
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(us)).UTC()
}
