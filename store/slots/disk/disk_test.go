package disk_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/media"
)

// aligned is memory fit for direct writes.
func aligned(t *testing.T, pages int, fill byte) []byte {
	t.Helper()
	slab, err := media.NewPool().Get(pages * disk.Page)
	if err != nil {
		t.Fatal(err)
	}
	b := slab.Bytes()[:pages*disk.Page]
	for i := range b {
		b[i] = fill
	}
	return b
}

func TestContract(t *testing.T) {
	t.Run("directory", func(t *testing.T) { contract(t, disk.Dir{Path: t.TempDir()}) })
	t.Run("buffered directory", func(t *testing.T) { contract(t, disk.Dir{Path: t.TempDir(), Buffered: true}) })
	t.Run("memory", func(t *testing.T) { contract(t, &disk.Volatile{Label: "m"}) })
}

// contract is what every disk promises.
func contract(t *testing.T, d disk.Disk) {
	if _, err := d.Open("a"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open of nothing: %v", err)
	}
	f, err := d.Create("a.new")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Create("a.new"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("create twice: %v", err)
	}
	two := aligned(t, 2, 7)
	if n, err := f.WriteAt(two, 8*disk.Page); n != len(two) || err != nil {
		t.Fatalf("write: %d, %v", n, err)
	}
	if err := errors.Join(f.Sync(), d.Rename("a.new", "a"), d.Sync(), f.Close()); err != nil {
		t.Fatal(err)
	}
	if names, err := d.List(); err != nil || strings.Join(names, " ") != "a" {
		t.Errorf("names %v, %v", names, err)
	}
	if f, err = d.Open("a"); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 3*disk.Page)
	n, err := f.ReadAt(got, 7*disk.Page)
	if n != len(got) || (err != nil && !errors.Is(err, io.EOF)) || got[0] != 0 || !bytes.Equal(got[disk.Page:], two) {
		t.Errorf("read %d, %v", n, err)
	}
	if n, err := f.ReadAt(got, 9*disk.Page); n != disk.Page || !errors.Is(err, io.EOF) {
		t.Errorf("read over the end: %d, %v", n, err)
	}
	extents(t, f)
	if there, err := f.Present(); !there || err != nil {
		t.Errorf("present: %v, %v", there, err)
	}
	if free, err := d.Free(); free <= 0 || err != nil {
		t.Errorf("free: %d, %v", free, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func extents(t *testing.T, f disk.File) {
	t.Helper()
	if at, err := f.NextData(0); err != nil || at > 8*disk.Page {
		t.Errorf("next data at %d, %v", at, err)
	}
	if err := f.Allocate(10*disk.Page, 4*disk.Page); err != nil {
		t.Fatal(err)
	}
	if size, err := f.Size(); size != 14*disk.Page || err != nil {
		t.Errorf("size %d, %v", size, err)
	}
	if err := errors.Join(f.Zero(8*disk.Page, disk.Page), f.Sync()); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 2*disk.Page)
	if _, err := f.ReadAt(got, 8*disk.Page); err != nil || got[0] != 0 || got[disk.Page] != 7 {
		t.Errorf("after zeroing: %d %d, %v", got[0], got[disk.Page], err)
	}
}

func TestPresentAfterRemoval(t *testing.T) {
	dir := t.TempDir()
	f, err := disk.Dir{Path: dir}.Create("a")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "a"), filepath.Join(dir, "b")); err != nil {
		t.Fatal(err)
	}
	if there, err := f.Present(); there || err != nil {
		t.Errorf("a renamed file is present: %v, %v", there, err)
	}
	if err := os.Remove(filepath.Join(dir, "b")); err != nil {
		t.Fatal(err)
	}
	if there, err := f.Present(); there || err != nil {
		t.Errorf("a removed file is present: %v, %v", there, err)
	}
}

// TestCutAt tears one write at every class of boundary.
func TestCutAt(t *testing.T) {
	for _, tear := range disk.Tears() {
		d := &disk.Volatile{}
		f, err := d.Create("a")
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Sync(); err != nil {
			t.Fatal(err)
		}
		old, fresh := aligned(t, 3, 1), aligned(t, 3, 2)
		for _, b := range [][]byte{old, fresh} {
			if _, err := f.WriteAt(b, 0); err != nil {
				t.Fatal(err)
			}
			if b[0] == 1 {
				if err := f.Sync(); err != nil {
					t.Fatal(err)
				}
			}
		}
		d.CutAt(func(int64) int64 { return tear })
		if _, err := f.WriteAt(old, 0); !errors.Is(err, unix.EIO) {
			t.Errorf("a handle of before the cut still works: %v", err)
		}
		if f, err = d.Open("a"); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(old))
		if _, err := f.ReadAt(got, 0); err != nil {
			t.Fatal(err)
		}
		at := int(tear)
		if at < 0 {
			at += len(old)
		}
		if !bytes.Equal(got[:at], fresh[:at]) || !bytes.Equal(got[at:], old[at:]) {
			t.Errorf("torn at %d: not %d new bytes and then old ones", tear, at)
		}
	}
}

// TestLoopDevice runs the contract on a file system of its own and fills it.
func TestLoopDevice(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("not run: needs root to mount a loop device")
	}
	dir := t.TempDir()
	image, mount := filepath.Join(dir, "image"), filepath.Join(dir, "mount")
	if err := errors.Join(os.WriteFile(image, nil, 0o600), os.Truncate(image, 64<<20), os.Mkdir(mount, 0o755)); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"mkfs.ext4", "-q", image}, {"mount", "-o", "loop", image, mount}} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			t.Skipf("not run: %v: %v %s", args, err, out)
		}
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", mount).CombinedOutput(); err != nil {
			t.Errorf("unmount: %v %s", err, out)
		}
	})
	if err := os.RemoveAll(filepath.Join(mount, "lost+found")); err != nil {
		t.Fatal(err)
	}
	d := disk.Dir{Path: mount}
	contract(t, d)
	f, err := d.Open("a")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Allocate(0, 1<<30); !errors.Is(err, unix.ENOSPC) {
		t.Errorf("reserving more than there is: %v", err)
	}
	page := aligned(t, 256, 9)
	for off := int64(0); ; off += int64(len(page)) {
		if _, err := f.WriteAt(page, off); err != nil {
			if !errors.Is(err, unix.ENOSPC) {
				t.Errorf("writing until it is full: %v", err)
			}
			break
		}
	}
}
