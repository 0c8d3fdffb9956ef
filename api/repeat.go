package api

import (
	"bytes"
	"container/list"
	"crypto/sha256"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
)

// repeats remembers the answers to POST requests that carry an Idempotency-Key,
// so that a browser that lost the answer can ask again without doing it twice.
// It lives in memory, since answers may hold a one-time password: 24 hours, at
// most maxRepeats answers, the oldest go first. Safe for concurrent use.
type repeats struct {
	now func() time.Time

	mu    sync.Mutex
	known map[[32]byte]*list.Element // of *repeated; guarded by mu
	order *list.List                 // oldest first; guarded by mu
}

type repeated struct {
	key    [32]byte
	body   [32]byte // digest of the request's body
	at     time.Time
	done   bool
	status int
	header http.Header
	answer []byte
}

// Bounds of what is remembered.
const (
	repeatFor   = 24 * time.Hour
	maxRepeats  = 4096
	maxAnswer   = 256 << 10
	maxKeyBytes = 200
)

func newRepeats(now func() time.Time) *repeats {
	return &repeats{now: now, known: map[[32]byte]*list.Element{}, order: list.New()}
}

// repeatable answers a repeated POST from memory. Only a session that still
// lives is answered so: answers may hold what its end took away.
func (d *Door) repeatable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("Idempotency-Key")
		if r.Method != http.MethodPost || key == "" || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
			next.ServeHTTP(w, r)
			return
		}
		if len(key) > maxKeyBytes {
			d.writeProblem(w, r, shiheng.Invalid("request.idempotency-key"))
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			d.writeProblem(w, r, shiheng.Invalid("request.body").From(err))
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		who, _ := r.Context().Value(callerKey{}).(string)
		entry, first, err := d.repeats.begin(sha256.Sum256([]byte(who+"\x00"+r.URL.Path+"\x00"+key)), sha256.Sum256(body))
		if err != nil {
			d.writeProblem(w, r, err)
			return
		}
		if !first {
			if who != "" {
				if _, err := d.admit(r.Context(), route.SignedIn); err != nil {
					d.writeProblem(w, r, err)
					return
				}
			}
			entry.write(w)
			return
		}
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() { d.repeats.end(entry.key, rec) }()
		next.ServeHTTP(rec, r)
	})
}

// begin returns the answer known for a key, or makes the caller the first.
func (m *repeats) begin(key, body [32]byte) (e *repeated, first bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	for old := m.order.Front(); old != nil; old = m.order.Front() {
		o, _ := old.Value.(*repeated)
		if now.Sub(o.at) < repeatFor && m.order.Len() < maxRepeats {
			break
		}
		m.order.Remove(old)
		delete(m.known, o.key)
	}
	if el, ok := m.known[key]; ok {
		e, _ = el.Value.(*repeated)
		switch {
		case e.body != body:
			return nil, false, shiheng.Conflict("request.idempotency-reused")
		case !e.done:
			return nil, false, shiheng.Conflict("request.in-progress")
		}
		return e, false, nil
	}
	e = &repeated{key: key, body: body, at: now}
	m.known[key] = m.order.PushBack(e)
	return e, true, nil
}

// end keeps the answer; a failure of the server, a refused login or an answer
// too large is forgotten, so that asking again tries again.
func (m *repeats) end(key [32]byte, rec *recorder) {
	m.mu.Lock()
	defer m.mu.Unlock()
	el, ok := m.known[key]
	if !ok {
		return
	}
	e, _ := el.Value.(*repeated)
	if rec.status >= 400 || !rec.wrote || rec.large {
		m.order.Remove(el)
		delete(m.known, key)
		return
	}
	e.done, e.status, e.answer = true, rec.status, rec.body.Bytes()
	e.header = http.Header{}
	for _, name := range []string{"Content-Type", "Etag", "Set-Cookie"} {
		if v := rec.Header().Values(name); len(v) > 0 {
			e.header[name] = v
		}
	}
}

func (e *repeated) write(w http.ResponseWriter) {
	for name, values := range e.header {
		w.Header()[name] = values
	}
	w.Header().Set("Idempotency-Replayed", "true")
	w.WriteHeader(e.status)
	_, _ = w.Write(e.answer) // the client may be gone; nothing is owed
}

// recorder keeps a copy of an answer while it is sent.
type recorder struct {
	http.ResponseWriter
	status       int
	body         bytes.Buffer
	wrote, large bool
}

// WriteHeader notes the status.
func (r *recorder) WriteHeader(status int) {
	r.status, r.wrote = status, true
	r.ResponseWriter.WriteHeader(status)
}

// Write keeps what is written, up to maxAnswer.
func (r *recorder) Write(b []byte) (int, error) {
	r.wrote = true
	if r.large = r.large || r.body.Len()+len(b) > maxAnswer; !r.large {
		r.body.Write(b)
	}
	return r.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
