package deliver_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
)

// house is a Deliver that runs, with sources and footage in memory.
type house struct {
	*deliver.Deliver
	t       *testing.T
	sources *sources
	revoked *deliver.Revocations
	pool    *media.Pool
	server  *httptest.Server
	stop    func() // ends Run and waits for it
	grant   shiheng.Grant
	camera  shiheng.CameraID
}

// sources is a real Sources whose streams the test makes.
type sources struct {
	mu    sync.Mutex
	open  map[deliver.Role]*source
	holds int // now
	keys  int // requests for a key frame
}

// source is one role's stream and status.
type source struct {
	stream  *hub.Stream
	status  deliver.Status
	changed chan struct{}
}

func (s *sources) Hold(_ context.Context, _ shiheng.CameraID, role deliver.Role) (deliver.Held, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[role] == nil {
		return nil, shiheng.NotFound("source.role", "role", string(role))
	}
	s.holds++
	return &held{s: s, role: role}, nil
}

// set changes a role's stream and status and wakes who waits.
func (s *sources) set(role deliver.Role, stream *hub.Stream, status deliver.Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.open[role]; old != nil {
		close(old.changed)
	}
	s.open[role] = &source{stream: stream, status: status, changed: make(chan struct{})}
}

// drop takes a role away.
func (s *sources) drop(role deliver.Role) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, role)
}

func (s *sources) count() (holds, keys int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.holds, s.keys
}

type held struct {
	s    *sources
	role deliver.Role
	once sync.Once
}

func (h *held) now() source {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	return *h.s.open[h.role]
}

func (h *held) Stream() *hub.Stream      { return h.now().stream }
func (h *held) Status() deliver.Status   { return h.now().status }
func (h *held) Changed() <-chan struct{} { return h.now().changed }
func (h *held) RequestKey() {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	h.s.keys++
}

func (h *held) Release() {
	h.once.Do(func() {
		h.s.mu.Lock()
		defer h.s.mu.Unlock()
		h.s.holds--
	})
}

// open starts a house with a server; change may set further parts of its
// Config.
func open(t *testing.T, change func(*deliver.Config)) *house {
	t.Helper()
	h := bare(t, change)
	h.server = httptest.NewServer(http.HandlerFunc(h.serve))
	t.Cleanup(func() {
		h.stop()
		h.server.Close()
		if holds, _ := h.sources.count(); holds != 0 {
			t.Errorf("%d sources are still held", holds)
		}
	})
	return h
}

// bare starts a house that no server leads to; its stop must be called.
func bare(t *testing.T, change func(*deliver.Config)) *house {
	t.Helper()
	h := &house{t: t, sources: &sources{open: map[deliver.Role]*source{}}, revoked: &deliver.Revocations{}, pool: media.NewPool()}
	h.pool.Poison = true
	c := deliver.Config{Sources: h.sources, Grants: h.revoked, Pool: h.pool, Log: slog.New(slog.DiscardHandler), Mark: markKey(t)}
	if change != nil {
		change(&c)
	}
	d, err := deliver.New(c)
	if err != nil {
		t.Fatal(err)
	}
	h.Deliver = d
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	for !d.Ready() {
		select {
		case err := <-done:
			t.Fatalf("run: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	h.camera = shiheng.NewID[shiheng.CameraID](time.Now())
	h.grant = h.mint(shiheng.ActLive, time.Minute)
	h.stop = sync.OnceFunc(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	return h
}

// codeOf is a message's code.
func codeOf(b []byte) string {
	var m message
	if err := json.Unmarshal(b, &m); err != nil {
		return err.Error()
	}
	return m.Code
}

// mint makes a grant for the house's camera.
func (h *house) mint(act shiheng.Act, lasts time.Duration) shiheng.Grant {
	now := time.Now()
	return shiheng.Grant{
		ID: shiheng.NewID[shiheng.GrantID](time.Now()), Account: shiheng.NewID[shiheng.AccountID](time.Now()), Session: shiheng.NewID[shiheng.SessionID](time.Now()),
		Act: act, Cameras: []shiheng.CameraID{h.camera}, Mark: "officer wang", Until: now.Add(lasts), Basis: "W168/21",
	}
}

// serve stands for the API: it hands requests on with the house's grant.
func (h *house) serve(w http.ResponseWriter, r *http.Request) {
	var err error
	ask := deliver.Ask{Source: deliver.Role(r.FormValue("source")), Codecs: strings.Split(r.FormValue("codecs"), ",")}
	switch {
	case strings.HasPrefix(r.URL.Path, "/live"):
		err = h.ServeLive(w, r, h.grant, h.camera, ask)
	case strings.HasPrefix(r.URL.Path, "/playback"):
		err = h.ServePlayback(w, r, h.grant, h.camera, ask)
	case strings.HasPrefix(r.URL.Path, "/export"):
		err = h.ServeExport(w, r, h.grant, h.camera)
	case strings.HasPrefix(r.URL.Path, "/snapshot"):
		moment, _ := time.Parse(time.RFC3339Nano, r.FormValue("at"))
		err = h.ServeSnapshot(w, r, h.grant, h.camera, moment, 160)
	case strings.HasPrefix(r.URL.Path, "/whep") && r.Method == http.MethodDelete:
		err = h.EndWHEP(h.grant, path.Base(r.URL.Path))
	case strings.HasPrefix(r.URL.Path, "/whep"):
		err = h.ServeWHEP(w, r, h.grant, h.camera, ask)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusTeapot)
	}
}

var errRevoked = shiheng.Forbidden("session.revoked")

// message is any message a player gets.
type message struct {
	Type, MIME, Source, Codec, Audio, State, Code, Cause, Mark string
	Transcoded                                                 bool
	Width, Height                                              int
	FPS, Media                                                 float64
	Epoch, At, From, To, DurableTo                             time.Time
	Params                                                     map[string]string
	bytes                                                      []byte
}

// player is a browser's side of a socket.
type player struct {
	t    *testing.T
	conn *websocket.Conn
}

func (h *house) dial(path string) *player {
	h.t.Helper()
	conn, _, err := websocket.Dial(h.t.Context(), h.server.URL+path, nil) //nolint:bodyclose // an upgrade has none
	if err != nil {
		h.t.Fatal(err)
	}
	conn.SetReadLimit(16 << 20)
	h.t.Cleanup(func() { _ = conn.CloseNow() })
	return &player{t: h.t, conn: conn}
}

// next reads one message; ok is false when the socket closed.
func (p *player) next() (m message, ok bool) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 20*time.Second)
	defer cancel()
	kind, b, err := p.conn.Read(ctx)
	if err != nil {
		if ctx.Err() != nil {
			p.t.Fatal("player waits for a message in vain")
		}
		if got := websocket.CloseStatus(err); got != websocket.StatusNormalClosure {
			p.t.Errorf("socket closed with %v, want 1000", err)
		}
		return message{}, false
	}
	if kind == websocket.MessageBinary {
		return message{Type: "bytes", bytes: b}, true
	}
	if err := json.Unmarshal(b, &m); err != nil {
		p.t.Fatalf("message %s: %v", b, err)
	}
	return m, true
}

// want reads until a message of a type comes, and returns it and the bytes
// before it.
func (p *player) want(kind string) (message, []byte) {
	p.t.Helper()
	var before []byte
	for {
		m, ok := p.next()
		if !ok {
			p.t.Fatalf("socket closed before %q", kind)
		}
		if m.Type == kind {
			return m, before
		}
		if m.Type == "end" {
			p.t.Fatalf("session ended with %q %v before %q", m.Code, m.Params, kind)
		}
		before = append(before, m.bytes...)
	}
}

// last reads until the session ends and returns its end and the bytes before.
func (p *player) last() (end message, before []byte) {
	p.t.Helper()
	for {
		m, ok := p.next()
		if !ok {
			return end, before
		}
		if end.Type == "end" {
			p.t.Errorf("%q behind the end", m.Type)
		}
		if end = m; m.Type != "end" {
			before = append(before, m.bytes...)
		}
	}
}

// frames reads bytes until they hold n fragments.
func (p *player) frames(n int) []byte {
	p.t.Helper()
	var all []byte
	for strings.Count(strings.Join(boxNames(all), " "), "moof") < n {
		m, ok := p.next()
		if !ok || m.Type == "end" {
			p.t.Fatalf("session ended with %q before %d fragments", m.Code, n)
		}
		all = append(all, m.bytes...)
	}
	return all
}

// send writes a command.
func (p *player) send(v map[string]any) {
	p.t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.conn.Write(p.t.Context(), websocket.MessageText, b); err != nil {
		p.t.Fatal(err)
	}
}
