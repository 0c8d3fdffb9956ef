package deliver_test

import (
	"context"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
)

// pipes is a listener whose connections hold no byte: a write waits for its
// reader.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// dialPipe connects a player whose clock is the bubble's.
func dialPipe(t *testing.T, h *house) (conn *websocket.Conn, stop func()) {
	t.Helper()
	l := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
	server := &http.Server{Handler: http.HandlerFunc(h.serve)}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	transport := &http.Transport{DisableKeepAlives: true, DialContext: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		l.conns <- theirs
		return ours, nil
	}}
	conn, _, err := websocket.Dial(t.Context(), "http://house/live", &websocket.DialOptions{HTTPClient: &http.Client{Transport: transport}}) //nolint:bodyclose // an upgrade has none
	if err != nil {
		t.Fatal(err)
	}
	return conn, func() {
		_ = conn.CloseNow()
		_ = server.Close()
		<-done
	}
}

// TestTimes runs a session on a clock of its own: a player that takes no byte
// is cut off after ten seconds, and one whose grant ends, to the second.
func TestTimes(t *testing.T) {
	v := use(t, clip264)
	for _, tt := range []struct {
		name  string
		reads bool
		lasts time.Duration
		want  time.Duration // when the session is over
		slow  uint64
	}{
		{"hung", false, time.Hour, 10 * time.Second, 1},
		{"grant ends", true, 90 * time.Minute, 90 * time.Minute, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := bare(t, func(c *deliver.Config) { c.WHEP.Off = true })
				h.grant = h.mint(shiheng.ActLive, tt.lasts)
				cam := newCamera(t)
				cam.send(v, 0, 10, nil)
				h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
				began := time.Now()
				conn, stop := dialPipe(t, h)
				defer stop()
				code := make(chan string, 1)
				if tt.reads {
					go func() { code <- lastCode(conn) }()
				}
				for h.Stats().Sessions > 0 || h.Stats().Opened == 0 {
					<-time.After(100 * time.Millisecond)
				}
				if got := time.Since(began); got < tt.want || got > tt.want+time.Second {
					t.Errorf("over after %v, want %v", got, tt.want)
				}
				if got := h.Stats().Slow; got != tt.slow {
					t.Errorf("%d slow viewers, want %d", got, tt.slow)
				}
				if tt.reads {
					if got := <-code; got != "grant.expired" {
						t.Errorf("told %q", got)
					}
				}
				h.stop()
			})
		})
	}
}

// lastCode reads to the end and returns the code of the end message.
func lastCode(conn *websocket.Conn) string {
	last := ""
	for {
		kind, b, err := conn.Read(context.Background())
		if err != nil {
			return last
		}
		if kind == websocket.MessageText {
			last = codeOf(b)
		}
	}
}
