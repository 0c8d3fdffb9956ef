package slots

import (
	"context"
	"time"
)

// houseLoop writes rows, makes room and replaces lost volumes until ctx ends.
func (s *Store) houseLoop(ctx context.Context) {
	if err := s.adoptMissing(ctx); err != nil && ctx.Err() == nil {
		s.cfg.Log.Error("footage not adopted", "error", err)
	}
	tick := time.NewTicker(rowsEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		s.House(ctx)
	}
}

// House does the store's housekeeping once: replaces volumes that failed,
// deletes what may and must go, and writes the rows. Run calls it each second.
func (s *Store) House(ctx context.Context) {
	for _, p := range s.places {
		if err := s.replace(ctx, p); err != nil {
			s.cfg.Log.Error("no new volume", "place", p.disk.Name(), "error", err)
		}
	}
	s.closeExpired()
	if err := s.flushRows(ctx); err != nil {
		s.cfg.Log.Error("footage rows wait", "error", err)
	}
	if err := s.sweep(ctx); err != nil {
		s.cfg.Log.Error("footage not deleted", "error", err)
	}
}

// closeExpired ends the slots of streams to which nothing comes any more.
func (s *Store) closeExpired() {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.cfg.Now()
	for _, st := range s.streams {
		if os := st.open; os != nil && len(os.dir) > 0 && expired(os.opened, now) {
			s.close(os)
		}
	}
}
