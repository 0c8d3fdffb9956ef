package disk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/sys/unix"

	"shiheng.internal"
)

// A Dir is a real directory.
type Dir struct {
	// Path is the directory; it must exist.
	Path string
	// Buffered forbids direct I/O. Otherwise it is probed for each file.
	Buffered bool
}

var _ Disk = Dir{}

// Name is the path.
func (d Dir) Name() string { return d.Path }

// Lock implements [Locker] by a lock on the file "lock", which goes with the
// process that holds it.
func (d Dir) Lock() (io.Closer, error) {
	f, err := os.OpenFile(filepath.Join(d.Path, "lock"), os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, err
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = shiheng.Conflict("store.in-use", "place", d.Path)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Create implements [Disk].
func (d Dir) Create(name string) (File, error) {
	return d.open(name, os.O_CREATE|os.O_EXCL)
}

// Open implements [Disk].
func (d Dir) Open(name string) (File, error) { return d.open(name, 0) }

func (d Dir) open(name string, flags int) (File, error) {
	path := filepath.Join(d.Path, name)
	f, err := os.OpenFile(path, os.O_RDWR|flags, 0o640)
	if err != nil {
		return nil, err
	}
	v := &dirFile{path: path, file: f, write: f, buffered: d.Buffered}
	return v, nil
}

// List implements [Disk].
func (d Dir) List() ([]string, error) {
	entries, err := os.ReadDir(d.Path)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	return out, nil
}

// Rename implements [Disk].
func (d Dir) Rename(from, to string) error {
	return os.Rename(filepath.Join(d.Path, from), filepath.Join(d.Path, to))
}

// Sync implements [Disk].
func (d Dir) Sync() error {
	f, err := os.Open(d.Path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Free implements [Disk].
func (d Dir) Free() (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(d.Path, &s); err != nil {
		return 0, fmt.Errorf("free space of %s: %w", d.Path, err)
	}
	return int64(s.Bavail) * s.Bsize, nil
}

// dirFile reads through the page cache and writes past it where that works.
type dirFile struct {
	path     string
	buffered bool
	probed   sync.Once // direct writing is tried at the first write: a start only reads
	file     *os.File
	write    *os.File // set by the probe; writers and Sync only
}

// probe opens the file a second time for direct writes and tries them on its
// first page: what was read is written back and read again. Some file systems
// accept the flag and then fail or need larger pages; those stay buffered.
func (f *dirFile) probe() {
	direct, err := os.OpenFile(f.path, os.O_RDWR|unix.O_DIRECT, 0)
	if err != nil {
		return
	}
	keep := false
	defer func() {
		if !keep {
			_ = direct.Close() // never written through; nothing can be lost
		}
	}()
	page, err := unix.Mmap(-1, 0, 2*Page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return
	}
	defer func() { _ = unix.Munmap(page) }()
	was, again := page[:Page], page[Page:]
	fresh := false
	if n, err := f.file.ReadAt(was, 0); n == 0 && errors.Is(err, io.EOF) {
		fresh = true
		copy(was, "direct write probe")
	} else if err != nil {
		return
	}
	if n, err := direct.WriteAt(was, 0); err != nil || n != Page {
		return
	}
	if n, err := direct.ReadAt(again, 0); err != nil || n != Page || !bytes.Equal(was, again) {
		return
	}
	if fresh && f.file.Truncate(0) != nil {
		return
	}
	f.write, keep = direct, true
}

func (f *dirFile) ReadAt(b []byte, off int64) (int, error) { return f.file.ReadAt(b, off) }

func (f *dirFile) WriteAt(b []byte, off int64) (int, error) {
	if !f.buffered {
		f.probed.Do(f.probe)
	}
	return f.write.WriteAt(b, off)
}

func (f *dirFile) Direct() bool { return f.write != f.file }

func (f *dirFile) Sync() error {
	for {
		if err := unix.Fdatasync(int(f.write.Fd())); err != unix.EINTR {
			return err
		}
	}
}

func (f *dirFile) Allocate(off, size int64) error {
	err := unix.Fallocate(int(f.file.Fd()), 0, off, size)
	if err != unix.EOPNOTSUPP {
		return err
	}
	// Without fallocate the file grows as a sparse one; a full disk then shows
	// when it is written.
	have, err := f.Size()
	if err != nil || have >= off+size {
		return err
	}
	return f.file.Truncate(off + size)
}

func (f *dirFile) Zero(off, size int64) error {
	err := unix.Fallocate(int(f.file.Fd()), unix.FALLOC_FL_ZERO_RANGE|unix.FALLOC_FL_KEEP_SIZE, off, size)
	if err == nil || err != unix.EOPNOTSUPP {
		return err
	}
	return zeroByWriting(f.file, off, size)
}

func zeroByWriting(w io.WriterAt, off, size int64) error {
	zeros := make([]byte, 1<<20)
	for size > 0 {
		n, err := w.WriteAt(zeros[:min(size, int64(len(zeros)))], off)
		if err != nil {
			return err
		}
		off, size = off+int64(n), size-int64(n)
	}
	return nil
}

func (f *dirFile) Size() (int64, error) {
	st, err := f.file.Stat()
	if err != nil {
		return 0, err
	}
	return st.Size(), nil
}

func (f *dirFile) NextData(off int64) (int64, error) {
	at, err := unix.Seek(int(f.file.Fd()), off, unix.SEEK_DATA)
	switch {
	case err == unix.ENXIO:
		return f.Size()
	case err == unix.EINVAL || err == unix.EOPNOTSUPP:
		return off, nil
	}
	return at, err
}

func (f *dirFile) Present() (bool, error) {
	var st unix.Stat_t
	if err := unix.Fstat(int(f.file.Fd()), &st); err != nil {
		return false, err
	}
	if st.Nlink == 0 {
		return false, nil
	}
	var at unix.Stat_t
	if err := unix.Stat(f.path, &at); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		return false, err
	}
	return at.Ino == st.Ino && at.Dev == st.Dev, nil
}

func (f *dirFile) Close() error {
	err := f.file.Close()
	if f.write != f.file {
		err = errors.Join(err, f.write.Close())
	}
	return err
}
