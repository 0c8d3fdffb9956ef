package api

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// A pace is how fast the body of a request has to come: all of it within First,
// or, where files are taken, First and a second more for every Rate bytes that
// came. Who trickles holds a connection no longer than that.
type pace struct {
	First time.Duration
	Rate  int64 // bytes a second; zero: First is for all of it
}

// quick is the pace of everything but files, that of files is slower: they come
// over slow lines, and are never cut off while they come at 128 kbit/s.
func quick() pace { return pace{First: 5 * time.Second} }

func files() pace { return pace{First: 15 * time.Second, Rate: 16 << 10} }

// within is how long after the first reading n bytes must be there.
func (p pace) within(n int64) time.Duration {
	if p.Rate == 0 {
		return p.First
	}
	return p.First + time.Duration(n)*time.Second/time.Duration(p.Rate)
}

// keep holds the body of a request to the pace. When the body has ended, or was
// given up, the connection has no limit any more: what is watched through it
// afterwards may go on.
func (p pace) keep(w http.ResponseWriter, r *http.Request) {
	if r.Body == nil || r.Body == http.NoBody {
		return
	}
	r.Body = &pacedBody{body: r.Body, pace: p, now: time.Now, limit: http.NewResponseController(w).SetReadDeadline}
}

// pacedBody is a body that is held to its pace.
type pacedBody struct {
	body  io.ReadCloser
	pace  pace
	now   func() time.Time
	limit func(time.Time) error // of the connection; one that knows none is left

	begun time.Time
	came  int64
	over  bool
}

// Read implements [io.Reader].
func (b *pacedBody) Read(p []byte) (int, error) {
	if b.over {
		return b.body.Read(p)
	}
	if b.begun.IsZero() {
		b.begun = b.now()
	}
	_ = b.limit(b.begun.Add(b.pace.within(b.came))) // a recorder of tests has no connection
	n, err := b.body.Read(p)
	b.came += int64(n)
	if errors.Is(err, io.EOF) {
		b.over = true
		_ = b.limit(time.Time{})
	}
	return n, err
}

// Close implements [io.Closer].
func (b *pacedBody) Close() error { return b.body.Close() }
