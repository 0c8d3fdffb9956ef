package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
)

// A room works in the background until its context ends. When run returns,
// everything it started has ended.
type room struct {
	name string
	run  func(ctx context.Context) error
}

// runStages runs all rooms of all stages at once. When ctx ends, or the first
// room fails, the stages end one after another, the last one first: doors
// close before recorders, recorders before the disks they write to. It
// returns what the first room failed with, nil when ctx ended.
func runStages(ctx context.Context, log *slog.Logger, stages [][]room) error {
	failed := make(chan error, 1)
	enders := make([]func(), len(stages))
	for i, rooms := range stages {
		stage, cancel := context.WithCancel(context.WithoutCancel(ctx))
		var running sync.WaitGroup
		for _, r := range rooms {
			running.Go(func() {
				err := r.run(stage)
				if stage.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) {
					return
				}
				if err == nil {
					err = errors.New("ended by itself")
				}
				select { // the first to fail stops the rest, and says so
				case failed <- fmt.Errorf("%s: %w", r.name, err):
				default:
					log.ErrorContext(stage, "room failed", slog.String("room", r.name), slog.Any("error", err))
				}
			})
		}
		enders[i] = func() {
			cancel()
			running.Wait()
		}
	}
	var cause error
	select {
	case <-ctx.Done():
	case cause = <-failed:
	}
	for i := len(enders) - 1; i >= 0; i-- {
		enders[i]()
	}
	return cause
}
