package disk

import (
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// An Op is one call about to be made on a [Volatile] disk.
type Op struct {
	Call string // "create", "open", "write", "sync", "allocate", "zero", "read", "dirsync", "rename", "present"
	Name string
	Off  int64
	Len  int64
}

// A Fault is what goes wrong with a call; the zero value lets it pass.
type Fault struct {
	Err   error // returned to the caller
	After bool  // the call took effect all the same: only its answer was lost
	Short int   // a write stops after so many bytes; with Err nil the rest may be written again
}

// Volatile is a disk in memory. What was written is seen by readers at once
// but survives [Volatile.PowerCut] only when it was synced.
type Volatile struct {
	// Label is its name.
	Label string
	// Capacity bounds the bytes that files may occupy; 0 means no bound.
	Capacity int64
	// Fail, when set, is asked before every call. It must not call back.
	Fail func(Op) Fault

	mu    sync.Mutex
	files map[string]*volatileData // guarded by mu
	cut   int                      // power cuts so far: handles of before are dead; guarded by mu
}

var _ Disk = (*Volatile)(nil)

type volatileData struct {
	pages  map[int64][]byte // as readers see them, by page number
	synced map[int64][]byte // as the platter holds them
	dirty  []volatileWrite  // since the last sync, in order
	size   int64
	named  bool // its name is durable
	gone   bool // removed or pulled
}

type volatileWrite struct {
	off  int64
	data []byte
}

// Name implements [Disk].
func (d *Volatile) Name() string { return d.Label }

func (d *Volatile) fault(op Op) Fault {
	if d.Fail == nil {
		return Fault{}
	}
	return d.Fail(op)
}

// Create implements [Disk].
func (d *Volatile) Create(name string) (File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	ft := d.fault(Op{Call: "create", Name: name})
	if ft.Err != nil && !ft.After {
		return nil, ft.Err
	}
	if d.files == nil {
		d.files = map[string]*volatileData{}
	}
	if d.files[name] != nil {
		return nil, fmt.Errorf("create %s: %w", name, fs.ErrExist)
	}
	v := &volatileData{pages: map[int64][]byte{}, synced: map[int64][]byte{}}
	d.files[name] = v
	return &volatileFile{disk: d, name: name, data: v, cut: d.cut}, ft.Err
}

// Open implements [Disk].
func (d *Volatile) Open(name string) (File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if ft := d.fault(Op{Call: "open", Name: name}); ft.Err != nil {
		return nil, ft.Err
	}
	v := d.files[name]
	if v == nil {
		return nil, fmt.Errorf("open %s: %w", name, fs.ErrNotExist)
	}
	return &volatileFile{disk: d, name: name, data: v, cut: d.cut}, nil
}

// List implements [Disk].
func (d *Volatile) List() ([]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []string
	for name := range d.files {
		out = append(out, name)
	}
	slices.Sort(out)
	return out, nil
}

// Rename implements [Disk]; it is durable at once.
func (d *Volatile) Rename(from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	ft := d.fault(Op{Call: "rename", Name: from})
	if ft.Err != nil && !ft.After {
		return ft.Err
	}
	v := d.files[from]
	if v == nil {
		return fmt.Errorf("rename %s: %w", from, fs.ErrNotExist)
	}
	delete(d.files, from)
	d.files[to] = v
	return ft.Err
}

// Sync implements [Disk].
func (d *Volatile) Sync() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	ft := d.fault(Op{Call: "dirsync"})
	if ft.Err != nil && !ft.After {
		return ft.Err
	}
	for _, v := range d.files {
		v.named = true
	}
	return ft.Err
}

// Free implements [Disk].
func (d *Volatile) Free() (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.free(), nil
}

func (d *Volatile) free() int64 {
	if d.Capacity == 0 {
		return 1 << 50
	}
	used := int64(0)
	for _, v := range d.files {
		used += v.size
	}
	return max(d.Capacity-used, 0)
}

// Pull removes a file under the hands of those who have it open.
func (d *Volatile) Pull(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if v := d.files[name]; v != nil {
		v.gone = true
		delete(d.files, name)
	}
}

// Copy puts a copy of a file, as readers see it now, onto another disk.
func (d *Volatile) Copy(from, to string, other *Volatile) {
	d.mu.Lock()
	v := d.files[from]
	c := &volatileData{pages: clonePages(v.pages), synced: clonePages(v.pages), size: v.size, named: true}
	d.mu.Unlock()
	other.mu.Lock()
	defer other.mu.Unlock()
	if other.files == nil {
		other.files = map[string]*volatileData{}
	}
	other.files[to] = c
}

// Tears are the places, in bytes from its beginning, at which a power cut
// tears a write; a negative one counts from its end. They cover every class of
// boundary: sector, page, header box, and the odd byte beside each.
func Tears() []int64 {
	return []int64{0, 1, 255, 256, 257, 511, 512, 513, 4095, 4096, 4097, 8191, 8192, 8193, -4097, -4096, -513, -512, -1}
}

// PowerCut forgets what was not synced, as a disk may: each unsynced write is
// lost, kept or torn at one of Tears, as rng decides. Open handles are dead.
func (d *Volatile) PowerCut(rng *rand.Rand) {
	d.CutAt(func(size int64) int64 {
		switch rng.IntN(3) {
		case 0:
			return 0
		case 1:
			return size
		}
		tears := Tears()
		return tears[rng.IntN(len(tears))]
	})
}

// CutAt is a power cut that keeps keep(size) bytes of each unsynced write;
// negative values count from the end.
func (d *Volatile) CutAt(keep func(size int64) int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cut++
	for name, v := range d.files {
		if !v.named {
			delete(d.files, name)
			continue
		}
		for _, w := range v.dirty {
			n := keep(int64(len(w.data)))
			if n < 0 {
				n += int64(len(w.data))
			}
			v.put(v.synced, w.off, w.data[:min(max(n, 0), int64(len(w.data)))])
		}
		v.dirty = nil
		v.pages = clonePages(v.synced)
	}
}

func clonePages(in map[int64][]byte) map[int64][]byte {
	out := make(map[int64][]byte, len(in))
	for n, p := range in {
		out[n] = slices.Clone(p)
	}
	return out
}

func (v *volatileData) put(pages map[int64][]byte, off int64, b []byte) {
	for len(b) > 0 {
		p := pages[off/Page]
		if p == nil {
			p = make([]byte, Page)
			pages[off/Page] = p
		}
		n := copy(p[off%Page:], b)
		off, b = off+int64(n), b[n:]
	}
}

type volatileFile struct {
	disk *Volatile
	name string
	data *volatileData
	cut  int
}

// enter locks the disk and applies the fault that was ordered for op.
func (f *volatileFile) enter(op Op) (Fault, error) {
	f.disk.mu.Lock()
	if f.cut != f.disk.cut {
		f.disk.mu.Unlock()
		return Fault{}, unix.EIO
	}
	op.Name = f.name
	ft := f.disk.fault(op)
	if ft.Err != nil && !ft.After && ft.Short == 0 {
		f.disk.mu.Unlock()
		return ft, ft.Err
	}
	return ft, nil
}

func (f *volatileFile) ReadAt(b []byte, off int64) (int, error) {
	ft, err := f.enter(Op{Call: "read", Off: off, Len: int64(len(b))})
	if err != nil {
		return 0, err
	}
	defer f.disk.mu.Unlock()
	n := 0
	for n < len(b) && off < f.data.size {
		room := min(int64(len(b)-n), Page-off%Page, f.data.size-off)
		dst := b[n : n+int(room)]
		if p := f.data.pages[off/Page]; p != nil {
			copy(dst, p[off%Page:])
		} else {
			clear(dst)
		}
		n, off = n+int(room), off+room
	}
	if ft.Err == nil && n < len(b) {
		return n, io.EOF
	}
	return n, ft.Err
}

func (f *volatileFile) WriteAt(b []byte, off int64) (int, error) {
	if off%Page != 0 || len(b)%Page != 0 {
		return 0, unix.EINVAL // as a direct write would
	}
	ft, err := f.enter(Op{Call: "write", Off: off, Len: int64(len(b))})
	if err != nil {
		return 0, err
	}
	defer f.disk.mu.Unlock()
	if ft.Short > 0 {
		b = b[:min(ft.Short, len(b))]
	}
	if grow := off + int64(len(b)) - f.data.size; grow > 0 {
		if f.disk.free() < grow {
			return 0, unix.ENOSPC
		}
		f.data.size += grow
	}
	f.data.put(f.data.pages, off, b)
	f.data.dirty = append(f.data.dirty, volatileWrite{off, slices.Clone(b)})
	return len(b), ft.Err
}

// Sync that fails before it took effect forgets what was to be written, as
// Linux does: a later Sync says yes and means nothing.
func (f *volatileFile) Sync() error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.cut != f.disk.cut {
		return unix.EIO
	}
	ft := f.disk.fault(Op{Call: "sync", Name: f.name})
	if ft.Err == nil || ft.After {
		for _, w := range f.data.dirty {
			f.data.put(f.data.synced, w.off, w.data)
		}
	}
	f.data.dirty = nil
	return ft.Err
}

func (f *volatileFile) Allocate(off, size int64) error {
	ft, err := f.enter(Op{Call: "allocate", Off: off, Len: size})
	if err != nil {
		return err
	}
	defer f.disk.mu.Unlock()
	if grow := off + size - f.data.size; grow > 0 {
		if f.disk.free() < grow {
			return unix.ENOSPC
		}
		f.data.size += grow
	}
	return ft.Err
}

func (f *volatileFile) Zero(off, size int64) error {
	ft, err := f.enter(Op{Call: "zero", Off: off, Len: size})
	if err != nil {
		return err
	}
	defer f.disk.mu.Unlock()
	zeros := make([]byte, size)
	for at := off / Page; at < (off+size)/Page; at++ {
		delete(f.data.pages, at)
	}
	f.data.dirty = append(f.data.dirty, volatileWrite{off, zeros})
	return ft.Err
}

func (f *volatileFile) Size() (int64, error) {
	if _, err := f.enter(Op{Call: "size"}); err != nil {
		return 0, err
	}
	defer f.disk.mu.Unlock()
	return f.data.size, nil
}

func (f *volatileFile) NextData(off int64) (int64, error) {
	if _, err := f.enter(Op{Call: "nextdata", Off: off}); err != nil {
		return 0, err
	}
	defer f.disk.mu.Unlock()
	for at := off / Page; at*Page < f.data.size; at++ {
		if f.data.pages[at] != nil {
			return max(at*Page, off), nil
		}
	}
	return f.data.size, nil
}

func (f *volatileFile) Present() (bool, error) {
	ft, err := f.enter(Op{Call: "present"})
	if err != nil {
		return false, err
	}
	defer f.disk.mu.Unlock()
	return !f.data.gone, ft.Err
}

func (f *volatileFile) Direct() bool { return strings.HasPrefix(f.disk.Label, "direct") }

func (f *volatileFile) Close() error { return nil }
