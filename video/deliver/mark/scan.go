package mark

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"shiheng.internal"
)

// Sight is one showing found in a file: which grant, login and camera, and what
// footage the marks found are of.
type Sight struct {
	Grant       shiheng.GrantID
	Session     shiheng.SessionID
	Camera      shiheng.CameraID
	First, Last time.Time // of the footage shown
	Marks       int
}

// Found is what a file carries.
type Found struct {
	Sights  []Sight // in the order in which they were met
	Foreign int     // marks of another house
	Broken  int     // marks altered, forged or cut
}

const (
	scanPiece = 1 << 20
	// scanMost is the most bytes a message takes behind its identity: each
	// third may be an emulation prevention byte.
	scanMost = bodySize + bodySize/2 + 1
)

// Scan looks for marks in r, whatever wraps the stream: the identity of a mark
// is looked for in the bytes, and the seal says whether it is one.
func Scan(r io.Reader, k *Key) (Found, error) {
	var found Found
	buf := make([]byte, 0, scanPiece+len(identity)+scanMost)
	for {
		n, err := io.ReadFull(r, buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return found, fmt.Errorf("mark: read: %w", err)
		}
		rest := found.look(buf, k, last)
		if last {
			return found, nil
		}
		buf = buf[:copy(buf, rest)]
	}
}

// look reads the marks in b and returns what must be seen again with more
// behind it.
func (f *Found) look(b []byte, k *Key, last bool) (rest []byte) {
	for {
		i := bytes.Index(b, identity[:])
		if i < 0 {
			return b[max(0, len(b)-len(identity)+1):]
		}
		behind := b[i+len(identity):]
		if len(behind) < scanMost && !last {
			return b[i:]
		}
		var room [bodySize]byte
		w, err := k.Open(unescape(room[:0], behind, bodySize))
		switch {
		case err == nil:
			f.note(w)
		case errors.Is(err, ErrForeign):
			f.Foreign++
		default:
			f.Broken++
		}
		b = behind
	}
}

func (f *Found) note(w Word) {
	i := slices.IndexFunc(f.Sights, func(s Sight) bool { return s.Grant == w.Grant && s.Session == w.Session && s.Camera == w.Camera })
	if i < 0 {
		f.Sights = append(f.Sights, Sight{Grant: w.Grant, Session: w.Session, Camera: w.Camera, First: w.At, Last: w.At, Marks: 1})
		return
	}
	s := &f.Sights[i]
	s.Marks++
	if w.At.Before(s.First) {
		s.First = w.At
	}
	if w.At.After(s.Last) {
		s.Last = w.At
	}
}
