package dialog

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// A quiet handler stands between sipgo and our log. sipgo prints whole messages
// for every one it cannot parse, which floods the disk and tells passwords:
// here such records are counted, and one a second is passed on without the
// message.
type quiet struct {
	e    *Endpoint
	mu   *sync.Mutex // guards last
	last *time.Time
}

func newQuiet(e *Endpoint) quiet { return quiet{e: e, mu: new(sync.Mutex), last: new(time.Time)} }

func (q quiet) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelWarn }

func (q quiet) Handle(ctx context.Context, r slog.Record) error {
	if r.Message == "failed to parse" {
		q.e.stats.unparsed.Add(1)
	}
	q.mu.Lock()
	say := r.Time.Sub(*q.last) > time.Second
	if say {
		*q.last = r.Time
	}
	q.mu.Unlock()
	if say {
		q.e.log.DebugContext(ctx, "sip layer", "what", clip(r.Message, 80))
	}
	return nil
}

func (q quiet) WithAttrs([]slog.Attr) slog.Handler { return q }
func (q quiet) WithGroup(string) slog.Handler      { return q }

func clip(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}
