package ledger

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"

	"k8s.io/klog/v2"
)

// said is where the library below says things: it has one place for the whole
// program, which may be set before it runs only.
var said atomic.Pointer[slog.Logger] //nolint:gochecknoglobals // as the library's own is

// hear has the library say things to log from now on.
func hear(log *slog.Logger) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	said.Store(log)
	listen()
}

var listen = sync.OnceFunc(func() { klog.SetSlogLogger(slog.New(hearsay{})) })

// hearsay hands records on: what the library calls information is for those who
// look for a fault.
type hearsay struct{}

func (hearsay) handler() slog.Handler { return said.Load().Handler() }

func level(l slog.Level) slog.Level {
	if l < slog.LevelWarn {
		return slog.LevelDebug
	}
	return l
}

func (h hearsay) Enabled(ctx context.Context, l slog.Level) bool {
	return h.handler().Enabled(ctx, level(l))
}

func (h hearsay) Handle(ctx context.Context, r slog.Record) error {
	r.Level = level(r.Level)
	return h.handler().Handle(ctx, r)
}

func (h hearsay) WithAttrs([]slog.Attr) slog.Handler { return h }
func (h hearsay) WithGroup(string) slog.Handler      { return h }
