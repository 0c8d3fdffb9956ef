package slots

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
)

var when = time.Date(2026, 11, 23, 4, 5, 6, 7000, time.UTC)

// headers, entries and directories that all tests of the format share.
var (
	headers = []volumeHeader{
		{store: shiheng.StoreID{1}, volume: shiheng.VolumeID{2}, lawDay: 24 * time.Hour, created: when, geometry: geometry{slots: 10, slotSize: 64 << 20}},
		{store: shiheng.StoreID{1}, volume: shiheng.VolumeID{3}, practice: true, lawDay: 2 * time.Minute, created: when, geometry: geometry{slots: 1, slotSize: minSlot}},
	}
	entries = []entry{
		{state: record.SlotOpen, role: record.Main, number: 7, use: 1, opened: when},
		{
			state: record.SlotSealed, held: true, class: 3, role: record.Sub, number: 9, use: 12, volume: shiheng.VolumeID{2},
			stream: shiheng.StreamID{4}, camera: shiheng.CameraID{5}, opened: when, from: when, to: when.Add(time.Hour),
			firstSeq: 100, lastSeq: 200, chunks: 103, bytes: 5 << 20, footerAt: 5 << 20, footerSize: 16384, tally: time.Hour,
			sha: record.Digest{1}, sm3: record.Digest{2}, last: record.Digest{3},
		},
		{state: record.SlotFree, number: 3, use: 5, tally: time.Minute},
	}
	dirs = [][]dirEntry{
		{},
		{{kind: record.KindInit, seq: 1, length: 4096, wall: when, sha: record.Digest{1}}},
		{
			{kind: record.KindInit, seq: 1, length: 4096, wall: when, run: shiheng.RunID{1}},
			{kind: record.KindMedia, flags: record.FlagKey, seq: 1, at: 4096, length: 81920, wall: when, span: time.Second, frames: 25, sm3: record.Digest{8}},
			{kind: record.KindMedia, seq: 2, at: 86016, length: 81920, wall: when.Add(time.Second), span: time.Second, frames: 25},
		},
	}
	compare = cmp.AllowUnexported(volumeHeader{}, geometry{}, entry{}, dirEntry{})
)

func page(put func([]byte)) []byte {
	b := make([]byte, disk.Page)
	put(b)
	return b
}

func TestFormatsReadBack(t *testing.T) {
	for _, h := range headers {
		got, err := parseVolumeHeader(page(h.put))
		if d := cmp.Diff(h, got, compare); err != nil || d != "" {
			t.Errorf("volume header: %v %s", err, d)
		}
	}
	for _, e := range entries {
		got, err := parseEntry(page(e.put))
		if d := cmp.Diff(e, got, compare); err != nil || d != "" {
			t.Errorf("slot entry: %v %s", err, d)
		}
	}
	for _, dir := range dirs {
		b := make([]byte, footerBytes(len(dir)))
		sha, gm := putFooter(b, shiheng.VolumeID{2}, 7, 8, dir)
		f, err := parseFooter(b)
		if d := cmp.Diff(dir, f.dir, compare); err != nil || d != "" || f.sha != sha || f.sm3 != gm || f.number != 7 || f.use != 8 {
			t.Errorf("footer: %v %s", err, d)
		}
	}
}

func TestNewerVersionsAreRefusedByName(t *testing.T) {
	b := page(headers[0].put)
	b[9] = 2
	resum(b)
	if _, err := parseVolumeHeader(b); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("volume of version 2: %v", err)
	}
	b = page(entries[1].put)
	b[7] = 2
	resum(b)
	if _, err := parseEntry(b); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("entry of version 2: %v", err)
	}
}

func resum(b []byte) {
	sum := record.Checksum(b[:508])
	b[508], b[509], b[510], b[511] = byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum)
}

// TestEveryBitCounts flips each bit of what a header, an entry and a footer
// use: none passes for whole.
func TestEveryBitCounts(t *testing.T) {
	footer := make([]byte, footerBytes(len(dirs[2])))
	putFooter(footer, shiheng.VolumeID{2}, 7, 8, dirs[2])
	for _, tt := range []struct {
		name  string
		b     []byte
		parse func([]byte) error
		used  int
	}{
		{"header", page(headers[0].put), func(b []byte) error { _, err := parseVolumeHeader(b); return err }, headerUsed},
		{"entry", page(entries[1].put), func(b []byte) error { _, err := parseEntry(b); return err }, headerUsed},
		{"directory", footer, func(b []byte) error { _, err := parseFooter(b); return err }, 0},
	} {
		from := 0
		if tt.used == 0 {
			from, tt.used = footerHead, footerHead+len(dirs[2])*dirEntrySize
		}
		for i := from; i < tt.used; i++ {
			tt.b[i] ^= 0x10
			if tt.parse(tt.b) == nil && !unused(tt.name, i-from) {
				t.Errorf("%s: byte %d may be anything", tt.name, i)
			}
			tt.b[i] ^= 0x10
		}
	}
}

// unused are the bytes of a directory entry that mean nothing.
func unused(name string, i int) bool {
	i %= dirEntrySize
	return name == "directory" && (i == 2 || i == 3 || i >= 36 && i < 40 || i >= 56 && i < 64)
}

// TestTreeHash compares with RFC 6962's test vectors (certificate-transparency).
func TestTreeHash(t *testing.T) {
	leaves := [][]byte{{}, {0}, {0x10}, {0x20, 0x21}, {0x30, 0x31}, {0x40, 0x41, 0x42, 0x43},
		{0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57}, {0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f}}
	for n, want := range map[int]string{
		0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	} {
		if got := hex.EncodeToString(treeHash(sha256.New, leaves[:n])); got != want {
			t.Errorf("head of %d leaves: %s", n, got)
		}
	}
}

func FuzzEntry(f *testing.F) {
	for _, e := range entries {
		f.Add(page(e.put))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= headerUsed {
			resum(b) // a checksum would keep the fuzzer out
		}
		e, err := parseEntry(b)
		if err != nil || e.use == 0 {
			return
		}
		again, err := parseEntry(page(e.put))
		if d := cmp.Diff(e, again, compare); err != nil || d != "" {
			t.Errorf("%v %s", err, d)
		}
	})
}

func FuzzVolumeHeader(f *testing.F) {
	for _, h := range headers {
		f.Add(page(h.put))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) >= headerUsed {
			resum(b)
		}
		if h, err := parseVolumeHeader(b); err == nil && (h.slots == 0 || h.data(h.slots-1) < 0) {
			t.Errorf("%+v", h)
		}
	})
}

func FuzzFooter(f *testing.F) {
	for _, dir := range dirs {
		b := make([]byte, footerBytes(len(dir)))
		putFooter(b, shiheng.VolumeID{2}, 7, 8, dir)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := parseFooter(b)
		if err != nil {
			return
		}
		again := make([]byte, footerBytes(len(got.dir)))
		putFooter(again, got.volume, got.number, got.use, got.dir)
		if _, err := parseFooter(again); err != nil {
			t.Error(err)
		}
	})
}

// TestAnyDirectory writes and reads directories of any content.
func TestAnyDirectory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) dirEntry {
			return dirEntry{
				kind: record.Kind(rapid.Byte().Draw(t, "kind")), flags: record.ChunkFlags(rapid.Byte().Draw(t, "flags")),
				seq: rapid.Uint64().Draw(t, "seq"), at: rapid.Uint32().Draw(t, "at"), length: rapid.Uint32().Draw(t, "length"),
				wall: time.UnixMicro(rapid.Int64Range(1, 1<<52).Draw(t, "wall")).UTC(),
				span: time.Duration(rapid.Uint32().Draw(t, "span")) * time.Microsecond, frames: rapid.Uint32().Draw(t, "frames"),
			}
		}), 0, 70).Draw(t, "dir")
		b := bytes.Repeat([]byte{0xff}, int(footerBytes(len(dir))))
		putFooter(b, shiheng.VolumeID{1}, 1, 1, dir)
		f, err := parseFooter(b)
		if err != nil || len(f.dir) != len(dir) {
			t.Fatalf("%v", err)
		}
		for i := range dir {
			if f.dir[i] != dir[i] {
				t.Fatalf("entry %d: %+v, wrote %+v", i, f.dir[i], dir[i])
			}
		}
	})
}

// TestPieceFromDisk: the log is told the same of a chunk while it is in memory
// and when its directory was read from the disk.
func TestPieceFromDisk(t *testing.T) {
	d := dirEntry{kind: record.KindMedia, seq: 7, wall: time.Date(2026, 11, 23, 4, 0, 59, 999_999_900, time.FixedZone("", 8*3600)), span: 1_000_000_900}
	var b [dirEntrySize]byte
	d.put(b[:])
	var read dirEntry
	read.parse(b[:])
	sl := &slot{}
	if got, want := pieceOf(sl, &d), pieceOf(sl, &read); got != want {
		t.Errorf("%+v in memory, %+v on disk", got, want)
	}
}
