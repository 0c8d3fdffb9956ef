package deliver

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"

	"shiheng.internal"
)

// A socket is a player's WebSocket. One goroutine writes. A write that takes
// longer than slowTime cuts the connection.
type socket struct {
	conn  *websocket.Conn
	wire  net.Conn // beneath conn: closing it ends whatever conn is waiting for
	stall *time.Timer
	slow  atomic.Bool // stall fired
	bytes uint64      // written; owned by the writer
}

// commandBytes bounds a player's message.
const commandBytes = 4 << 10

// accept answers the upgrade. Requests that are none fail with ErrInvalid and
// have got no answer yet; those of another origin were answered.
func accept(w http.ResponseWriter, r *http.Request) (*socket, error) {
	if r.Header.Get("Upgrade") == "" {
		return nil, shiheng.Invalid("socket.upgrade")
	}
	spy := &hijacker{ResponseWriter: w}
	conn, err := websocket.Accept(spy, r, &websocket.AcceptOptions{CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return nil, errAnswered
	}
	conn.SetReadLimit(commandBytes)
	s := &socket{conn: conn, wire: spy.wire}
	s.stall = time.AfterFunc(slowTime, func() {
		s.slow.Store(true)
		_ = s.wire.Close() // the session hears of it from its write
	})
	s.stall.Stop()
	return s, nil
}

// A hijacker remembers the connection that a WebSocket takes over.
type hijacker struct {
	http.ResponseWriter
	wire net.Conn
}

// Hijack hands the connection over.
func (h *hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buf, err := http.NewResponseController(h.ResponseWriter).Hijack()
	h.wire = conn
	return conn, buf, err
}

// errAnswered says that the request has its answer already.
var errAnswered = errors.New("deliver: request was answered")

// binary sends one message of media bytes.
func (s *socket) binary(ctx context.Context, p []byte) error {
	return s.write(ctx, websocket.MessageBinary, p)
}

// text sends one message as JSON.
func (s *socket) text(ctx context.Context, message any) error {
	p, err := json.Marshal(message)
	if err != nil {
		return err
	}
	return s.write(ctx, websocket.MessageText, p)
}

// write sends a message. ctx is one that never ends ([context.WithoutCancel]):
// the end of a context in the middle of a message would break the connection
// before the player heard why; cut and stall bound the wait.
func (s *socket) write(ctx context.Context, kind websocket.MessageType, p []byte) error {
	s.stall.Reset(slowTime)
	err := s.conn.Write(ctx, kind, p)
	s.stall.Stop()
	s.bytes += uint64(len(p))
	switch {
	case s.slow.Load():
		return shiheng.Exhausted("viewer.slow")
	case err != nil:
		return errLeft
	}
	return nil
}

// cutAfter cuts the connection a moment after ctx ended, so that neither a
// hung write nor a peer that answers no close keeps a session alive. The
// caller calls stop when the connection is closed.
func (s *socket) cutAfter(ctx context.Context) (stop func()) {
	cut := time.AfterFunc(time.Hour, func() { _ = s.wire.Close() })
	cut.Stop()
	unhook := context.AfterFunc(ctx, func() { cut.Reset(leaveTime) })
	return func() {
		unhook()
		cut.Stop()
	}
}

// finish tells the player why it ends and closes the connection.
func (s *socket) finish(ctx context.Context, cause error) {
	if !errors.Is(cause, errLeft) && s.text(ctx, endOf(cause)) == nil {
		_ = s.conn.Close(websocket.StatusNormalClosure, "") // a peer that answers no close is cut off
	}
	_ = s.conn.CloseNow()
	s.stall.Stop()
}

// refuse tells the player why it may not begin. A browser shows a script
// nothing of a refused upgrade, so the answer goes through the socket.
func (s *socket) refuse(ctx context.Context, cause error) {
	cut := time.AfterFunc(leaveTime, func() { _ = s.wire.Close() })
	defer cut.Stop()
	s.conn.CloseRead(ctx)
	s.finish(ctx, cause)
}
