package app

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
)

// diary notes what happened, in order.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(s string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, s)
}

func (d *diary) waits(name string) room {
	return room{name, func(ctx context.Context) error {
		<-ctx.Done()
		d.note(name)
		return ctx.Err()
	}}
}

func TestStagesEndLastFirst(t *testing.T) {
	var d diary
	ctx, stop := context.WithCancel(t.Context())
	ready := room{"ready", func(ctx context.Context) error {
		stop()
		<-ctx.Done()
		return nil
	}}
	err := runStages(ctx, slog.New(slog.DiscardHandler), [][]room{{d.waits("disk")}, {d.waits("recorder")}, {d.waits("door"), ready}})
	if err != nil {
		t.Errorf("runStages = %v", err)
	}
	if want := []string{"door", "recorder", "disk"}; !slices.Equal(d.lines, want) {
		t.Errorf("ended in order %v, want %v", d.lines, want)
	}
}

func TestFirstFailureStopsTheRest(t *testing.T) {
	var d diary
	broken := errors.New("broken")
	tests := []struct {
		name string
		run  func(context.Context) error
		want error
	}{
		{"fails", func(context.Context) error { return broken }, broken},
		{"ends by itself", func(context.Context) error { return nil }, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := runStages(t.Context(), slog.New(slog.DiscardHandler), [][]room{{d.waits("disk")}, {{"bad", tt.run}}})
			if err == nil || (tt.want != nil && !errors.Is(err, tt.want)) {
				t.Errorf("runStages = %v, want %v", err, tt.want)
			}
		})
	}
	if len(d.lines) != 2 {
		t.Errorf("the other room ended %d times, want 2", len(d.lines))
	}
}
