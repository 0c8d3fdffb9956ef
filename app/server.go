package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"shiheng.internal/api"
	"shiheng.internal/store/rows"
	"shiheng.internal/web"
)

// server serves the door. Until the house is claimed it listens on loopback
// only, whatever the settings say; the first claim widens it.
type server struct {
	http    *http.Server
	log     *slog.Logger
	tls     *tls.Config
	want    string // the address of the settings
	claimed func(context.Context) (bool, error)
	closing func()

	mu       sync.Mutex
	listener net.Listener // guarded by mu
}

// How long a shutdown waits for requests under way. Media sessions were ended
// before.
const shutdownWait = 5 * time.Second

// openDoor makes the door and binds its address.
func (h *House) openDoor(ctx context.Context) error {
	s := h.start.Settings
	secure := !s.Console.Plain
	files := h.start.Console
	if files == nil {
		files = web.Files()
	}
	var err error
	h.door, err = api.New(api.Config{
		Areas:    h.areas(),
		Identity: h.identity, Registry: h.registry, Party: h.party, Access: h.access, Audit: h.audit, Law: h.law,
		Settings: knobs{rows: rows.NewSettings(h.db), people: h.identity, changed: func() { h.policies.Forget(); h.cosigning.Wake(); h.second.Wake() }, sealer: h.sealer}, Deliver: h.deliver, Footage: h.past, Doctor: h.ingest, Signalling: h.peers,
		Feed: h.feed, Looks: h.citizens, Status: h.status, Ways: h.ways, CamerasChanged: h.directory.Changed, SystemsChanged: h.systemsChanged, Console: files, Secure: secure,
		Practice: h.start.Practice, LawDay: h.slots.LawDay(), Idle: sessionIdle, Version: h.start.Version,
		Now: time.Now, Log: h.log, Ready: h.ready, Metrics: h.metrics(),
	})
	if err != nil {
		return err
	}
	srv := &server{log: h.log, want: s.Console.Listen, claimed: h.identity.Claimed, closing: h.door.Close}
	if secure || s.Certificates.Listen != "" {
		cert, fingerprint, err := certificate(s, time.Now())
		if err != nil {
			return err
		}
		if h.cards, err = h.openCards(ctx, cert); err != nil {
			return err
		}
		if secure {
			h.fingerprint = fingerprint
			srv.tls = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
		}
	}
	srv.http = &http.Server{
		Handler: h.door.Handler(), ReadHeaderTimeout: 15 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelDebug),
	}
	h.server = srv
	if h.figures, err = openFigures(ctx, s.Metrics.Listen, h.door.Health(), h.log); err != nil {
		return err
	}
	return srv.open(ctx)
}

// open binds the address: the one of the settings once the house is claimed,
// before that the same port on loopback.
func (s *server) open(ctx context.Context) error {
	claimed, err := s.claimed(ctx)
	if err != nil {
		return err
	}
	address := s.want
	if !claimed {
		address = onLoopback(address)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", address, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listener = l
	return nil
}

func onLoopback(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil || loopback(host) {
		return address
	}
	return net.JoinHostPort("127.0.0.1", port)
}

// Addr is where the door listens.
func (s *server) Addr() net.Addr {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.listener.Addr()
}

// Run serves until ctx ends, and widens the address after the first claim.
func (s *server) Run(ctx context.Context) error {
	failed := make(chan error, 4)
	var running sync.WaitGroup
	s.mu.Lock()
	first := s.listener
	s.mu.Unlock()
	running.Go(func() {
		if err := s.serve(first); !errors.Is(err, net.ErrClosed) { // closed: widened, see below
			failed <- err
		}
	})
	running.Go(func() { s.widen(ctx, first, &running, failed) })
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	s.closing()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownWait)
	defer cancel()
	if shut := s.http.Shutdown(stop); shut != nil {
		err = errors.Join(err, s.http.Close())
	}
	running.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (s *server) serve(l net.Listener) error {
	if s.tls != nil {
		l = tls.NewListener(l, s.tls)
	}
	return s.http.Serve(l)
}

// widen waits for the first claim and then also listens where the settings
// say. The loopback address stays open for whoever is signed in there.
func (s *server) widen(ctx context.Context, first net.Listener, running *sync.WaitGroup, failed chan<- error) {
	if onLoopback(s.want) == s.want {
		return
	}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		if claimed, err := s.claimed(ctx); err == nil && claimed {
			break
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
	if first.Addr().String() != s.want {
		_ = first.Close() // its port is wanted on all addresses
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", s.want)
	if err != nil {
		failed <- fmt.Errorf("listen on %s: %w", s.want, err)
		return
	}
	s.log.InfoContext(ctx, "the house is claimed; the console listens", slog.String("address", s.want))
	s.mu.Lock()
	s.listener = l
	s.mu.Unlock()
	running.Go(func() { failed <- s.serve(l) })
}

// Close frees the address when Run was never called. It is idempotent.
func (s *server) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listener == nil {
		return nil
	}
	err := s.listener.Close()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
