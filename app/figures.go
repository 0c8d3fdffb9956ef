package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// figuresDoor serves health and figures on an address of their own, for
// machines that watch over this one. It shows no person, camera or picture.
type figuresDoor struct {
	http     *http.Server
	listener net.Listener
}

// openFigures binds the address of the settings; nil when there is none.
func openFigures(ctx context.Context, address string, serves http.Handler, log *slog.Logger) (*figuresDoor, error) {
	if address == "" {
		return nil, nil //nolint:nilnil // no address, no door
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen for figures on %s: %w", address, err)
	}
	return &figuresDoor{listener: l, http: &http.Server{
		Handler: serves, ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}}, nil
}

// Run serves until ctx ends.
func (f *figuresDoor) Run(ctx context.Context) error {
	if f == nil {
		<-ctx.Done()
		return nil
	}
	failed := make(chan error, 1)
	go func() { failed <- f.http.Serve(f.listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	err := f.http.Close() // an answer cut off is asked for again
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// Close frees the address when Run was never called. It is idempotent.
func (f *figuresDoor) Close() error {
	if f == nil {
		return nil
	}
	if err := f.listener.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}
