// Package disk is what the footage store sees of a disk: a directory of large
// files that are written in aligned pieces and synced as a whole.
//
// [Dir] is a real directory. [Volatile] is a small real disk in memory with a
// cache that forgets: a power cut loses or tears what was not synced, and any
// call can be made to fail. Both are held to one contract test.
package disk

import "io"

// A Disk is one directory on one device. Implementations are safe for
// concurrent use.
type Disk interface {
	// Name tells disks apart in messages and in the index.
	Name() string
	// Create makes a file that must not exist, and Open opens one that must.
	// Both return errors that errors.Is knows as fs.ErrExist, fs.ErrNotExist.
	Create(name string) (File, error)
	Open(name string) (File, error)
	// List names the files, sorted.
	List() ([]string, error)
	Rename(from, to string) error
	// Sync makes created and renamed names durable.
	Sync() error
	// Free is how many bytes can still be written.
	Free() (int64, error)
}

// A Locker is a disk that two processes could open at once.
type Locker interface {
	// Lock takes the disk for this process until the Closer is closed or the
	// process ends, however it ends. It fails with ErrConflict when it is taken.
	Lock() (io.Closer, error)
}

// A File is one volume. Writes are whole pages at page boundaries from
// page-aligned memory (see [Page]); reads may be anything.
type File interface {
	io.ReaderAt
	// WriteAt writes all of b or says how much it wrote. It is durable only
	// after the next Sync that returns nil.
	io.WriterAt
	// Sync makes everything written durable. After it failed nothing written
	// since the last good Sync can be trusted, whatever a later Sync says.
	Sync() error
	// Allocate reserves the bytes, so that writing them cannot run out of space.
	Allocate(off, size int64) error
	// Zero makes the bytes read as zero. Durable after Sync.
	Zero(off, size int64) error
	// Size is the file's length.
	Size() (int64, error)
	// NextData is the first offset at or above off that may hold anything but
	// zeros, or the file's length when there is none.
	NextData(off int64) (int64, error)
	// Present reports whether the file still stands in its directory: a
	// removed file that is still open takes writes that nobody will find.
	Present() (bool, error)
	// Direct reports whether writes bypass the page cache; false before the
	// first write, which finds out.
	Direct() bool
	Close() error
}

// Page is the unit of writing in bytes.
const Page = 4 << 10
