package gb28181

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"sync"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/sdp"
)

// LineConfig says what a Line is made of.
type LineConfig struct {
	// Address is the host:port that the devices on the line speak from; "" means
	// 127.0.0.1:0. Over UDP all share it; over TCP each device has a connection.
	Address   string
	UserAgent string
	Log       *slog.Logger
	// Tap sees and may change raw bytes on the wire; see dialog.Config.
	Tap func(out bool, remote netip.AddrPort, b []byte) []byte
}

// A Line is the socket that any number of [Device] share: a thousand practice
// cameras cost one socket and a goroutine each. Make it with [NewLine], bind it
// with Open and keep Run running. It is safe for concurrent use.
type Line struct {
	end *dialog.Endpoint

	sending sync.WaitGroup // messages sent beside their part

	mu     sync.RWMutex // guards both tables
	byCode map[code.Code]*Device
	byConn map[dialog.Path]*Device
}

// NewLine makes a line that is not bound yet.
func NewLine(cfg LineConfig) (*Line, error) {
	if cfg.Address == "" {
		cfg.Address = "127.0.0.1:0"
	}
	l := &Line{byCode: map[code.Code]*Device{}, byConn: map[dialog.Path]*Device{}}
	end, err := dialog.New(dialog.Config{
		Listeners: []dialog.Listener{{Address: cfg.Address}},
		UserAgent: cfg.UserAgent, Log: cfg.Log, Serve: l.serve, Closed: l.closed, Tap: cfg.Tap, Redact: sdp.Redact,
		Rate: 20_000, Burst: 100_000, MaxDialogs: 100_000,
	})
	if err != nil {
		return nil, fmt.Errorf("make line: %w", err)
	}
	l.end = end
	return l, nil
}

// Open binds the socket.
func (l *Line) Open() error { return l.end.Open() }

// Run serves the socket until ctx ends.
func (l *Line) Run(ctx context.Context) error {
	err := l.end.Run(ctx)
	l.sending.Wait()
	return err
}

// Local is the bound address.
func (l *Line) Local() netip.AddrPort { return l.end.Local("") }

// attach routes requests for the device's codes to it.
func (l *Line) attach(d *Device) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byCode[d.cfg.ID] != nil {
		return shiheng.Conflict("gb28181.line", "device", string(d.cfg.ID))
	}
	for _, c := range append([]code.Code{d.cfg.ID}, d.cfg.Channels...) {
		if l.byCode[c] == nil {
			l.byCode[c] = d
		}
	}
	return nil
}

func (l *Line) detach(d *Device) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range append([]code.Code{d.cfg.ID}, d.cfg.Channels...) {
		if l.byCode[c] == d {
			delete(l.byCode, c)
		}
	}
}

// connect notes which device a TCP connection belongs to.
func (l *Line) connect(d *Device, p dialog.Path) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.byConn[p] = d
}

func (l *Line) closed(p dialog.Path) {
	l.mu.Lock()
	d := l.byConn[p]
	delete(l.byConn, p)
	l.mu.Unlock()
	if d != nil {
		d.disconnected(p)
	}
}

// serve hands a request to the device it is for.
func (l *Line) serve(ctx context.Context, r *dialog.Request) {
	l.mu.RLock()
	d := l.byConn[r.Path]
	if d == nil {
		d = l.byCode[code.Code(r.To())]
	}
	if d == nil {
		d = l.byCode[code.Code(r.URI())]
	}
	l.mu.RUnlock()
	if d == nil {
		_ = r.Respond(404, "Not Found")
		return
	}
	d.serve(ctx, r)
}
