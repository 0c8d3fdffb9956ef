package api

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

// A line brings so many bytes at a time, each time so long after the last, over
// a connection with a limit: what comes later is not there.
type line struct {
	now, until time.Time
	every      time.Duration
	bytes      int
	left       int
}

func (l *line) Read(p []byte) (int, error) {
	if l.left == 0 {
		return 0, io.EOF
	}
	if l.now = l.now.Add(l.every); !l.until.IsZero() && l.now.After(l.until) {
		l.now = l.until
		return 0, os.ErrDeadlineExceeded
	}
	n := min(len(p), l.bytes, l.left)
	l.left -= n
	return n, nil
}

func (l *line) Close() error { return nil }

// TestPace: who trickles is cut off; a file that comes slowly and steadily comes
// whole, however long it takes; and the connection is free afterwards.
func TestPace(t *testing.T) {
	for _, tt := range []struct {
		name  string
		pace  pace
		every time.Duration
		bytes int
		size  int
		whole bool
		most  time.Duration
	}{
		{"at once", quick(), time.Millisecond, 4096, 64 << 10, true, time.Second},
		{"a byte a second", quick(), time.Second, 1, 1 << 10, false, 5 * time.Second},
		{"a byte each time a deadline might be put off", quick(), 4 * time.Second, 1, 1 << 10, false, 5 * time.Second},
		{"a file at 128 kbit/s", files(), time.Second / 2, 8 << 10, 20 << 20, true, 30 * time.Minute},
		{"a file that trickles", files(), time.Second, 100, 1 << 20, false, 16 * time.Second},
		{"a file that stops", files(), time.Hour, 1 << 20, 2 << 20, false, 15 * time.Second},
	} {
		begun := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
		l := &line{now: begun, every: tt.every, bytes: tt.bytes, left: tt.size}
		b := &pacedBody{body: l, pace: tt.pace, now: func() time.Time { return l.now }, limit: func(at time.Time) error { l.until = at; return nil }}
		n, err := io.Copy(io.Discard, b)
		if whole := err == nil && n == int64(tt.size); whole != tt.whole {
			t.Errorf("%s: %d of %d bytes, %v", tt.name, n, tt.size, err)
		}
		if took := l.now.Sub(begun); took > tt.most {
			t.Errorf("%s: held for %s", tt.name, took)
		}
		if !tt.whole && !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if tt.whole && !l.until.IsZero() {
			t.Errorf("%s: the connection still ends at %s", tt.name, l.until)
		}
	}
}

// TestTrickle: a client that begins a body and does not go on is answered and
// let go of, over a real connection.
func TestTrickle(t *testing.T) {
	short := pace{First: 50 * time.Millisecond}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		short.keep(w, r)
		if _, err := io.ReadAll(r.Body); errors.Is(err, os.ErrDeadlineExceeded) {
			w.WriteHeader(http.StatusRequestTimeout)
		}
	}))
	defer s.Close()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(conn)
	resp, err := http.ReadResponse(in, nil)
	if err != nil || resp.StatusCode != http.StatusRequestTimeout {
		t.Fatalf("%+v, %v", resp, err)
	}
	_ = resp.Body.Close()
	if _, err := in.ReadByte(); !errors.Is(err, io.EOF) {
		t.Errorf("the connection is kept: %v", err)
	}
}
