package house

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// message is what the server says while it plays back; see
// docs/reference/media-wire.md.
type message struct {
	Type string `json:"type"`
	Code string `json:"code"`
}

// allThereIs is a credit beyond any end, in seconds; the server bounds it.
const allThereIs = 1e6

// Playback plays a span of a camera as the console does, as fast as it comes,
// and writes what would go to the browser's decoder: one file for each init
// segment, named file plus a number. It returns the names and how many gaps
// were told.
func (p *Person) Playback(ctx context.Context, camera string, from, to time.Time, file string) (files []string, gaps int, err error) {
	var grant made
	err = p.Post(ctx, "/grants", map[string]any{"act": "playback", "cameraIds": []string{camera}, "from": from.UTC(), "to": to.UTC(), "purpose": "test"}, &grant)
	if err != nil {
		return nil, 0, err
	}
	address := "ws" + strings.TrimPrefix(p.base, "http") + "/grants/" + grant.ID + "/playback/" + camera + "?codecs=avc1,hvc1,opus,mp4a"
	client := *p.client
	client.Timeout = 0 // bounded by ctx instead
	conn, _, err := websocket.Dial(ctx, address, &websocket.DialOptions{HTTPClient: &client})
	if err != nil {
		return nil, 0, err
	}
	defer conn.CloseNow()
	conn.SetReadLimit(64 << 20)
	w := &player{conn: conn, name: file}
	defer func() { err = errors.Join(err, w.close()) }()
	err = w.send(ctx, map[string]any{"type": "seek", "at": from.UTC(), "speed": 4, "skipGaps": true, "keysOnly": false})
	for err == nil {
		var over bool
		if over, err = w.next(ctx); over {
			break
		}
	}
	return w.files, w.gaps, err
}

// A player is one playback under way.
type player struct {
	conn  *websocket.Conn
	name  string
	files []string
	gaps  int
	fresh bool // the next bytes begin with an init segment
	out   *os.File
}

func (w *player) send(ctx context.Context, m map[string]any) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return w.conn.Write(ctx, websocket.MessageText, b)
}

// next takes one message and reports whether it was the last.
func (w *player) next(ctx context.Context) (over bool, err error) {
	kind, data, err := w.conn.Read(ctx)
	if err != nil {
		return false, err
	}
	if kind == websocket.MessageBinary {
		return false, w.bytes(data)
	}
	var m message
	if err := json.Unmarshal(data, &m); err != nil {
		return false, err
	}
	switch m.Type {
	case "init":
		w.fresh = true
	case "gap":
		w.gaps++
	case "position", "idle":
		return false, w.send(ctx, map[string]any{"type": "more", "until": allThereIs})
	case "end":
		if m.Code != "footage.end" {
			return true, fmt.Errorf("playback ended with %s", m.Code)
		}
		return true, nil
	}
	return false, nil
}

func (w *player) bytes(data []byte) error {
	if w.fresh {
		if err := w.close(); err != nil {
			return err
		}
		name := fmt.Sprintf("%s.%d.mp4", w.name, len(w.files))
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		w.out, w.fresh, w.files = f, false, append(w.files, name)
	}
	if w.out == nil {
		return errors.New("media came before an init segment")
	}
	_, err := w.out.Write(data)
	return err
}

func (w *player) close() error {
	if w.out == nil {
		return nil
	}
	err := w.out.Close()
	w.out = nil
	return err
}
