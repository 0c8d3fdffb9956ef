package ingest

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/ingest/doctor"
)

// Phase is what a source is doing.
type Phase string

// The phases of a source.
const (
	Connecting Phase = "connecting"
	Playing    Phase = "playing"
	Waiting    Phase = "waiting" // for its next try, or for the device
	Stopped    Phase = "stopped" // nobody holds it
)

// A State is what a source does and since when.
type State struct {
	Phase Phase     `json:"phase"`
	Since time.Time `json:"since"`
	// Reason says why there is no picture; its words are in doctor.
	Reason doctor.Diagnosis `json:"reason,omitzero"`
	// Next is when the next try begins; zero when it waits for the device.
	Next time.Time `json:"next,omitzero"`
}

// A CameraState is the state of one of a camera's streams.
type CameraState struct {
	Camera shiheng.CameraID `json:"camera"`
	Role   Role             `json:"role"`
	State  State            `json:"state"`
}

type key struct {
	camera shiheng.CameraID
	role   Role
}

// watched is a State that can be waited on.
type watched struct {
	mu      sync.Mutex
	state   State         // guarded by mu
	changed chan struct{} // closed at the next change; guarded by mu
}

func (w *watched) get() (State, <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.changed == nil {
		w.changed = make(chan struct{})
	}
	return w.state, w.changed
}

func (w *watched) set(s State) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state = s
	if w.changed != nil {
		close(w.changed)
		w.changed = nil
	}
}

// A States is a subscription to the states of all sources. It holds at most
// the newest state per source, so a slow reader skips and never blocks.
type States struct {
	board *board
	wake  chan struct{}

	mu      sync.Mutex
	pending map[key]State // guarded by mu
}

// Next waits for changes and returns the newest state of every source that
// changed since the last call; the first call returns all there are.
func (s *States) Next(ctx context.Context) ([]CameraState, error) {
	for {
		if out := s.take(); len(out) > 0 {
			return out, nil
		}
		select {
		case <-s.wake:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

func (s *States) take() []CameraState {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]CameraState, 0, len(s.pending))
	for k, st := range s.pending {
		out = append(out, CameraState{k.camera, k.role, st})
	}
	clear(s.pending)
	slices.SortFunc(out, func(a, b CameraState) int {
		if c := slices.Compare(a.Camera[:], b.Camera[:]); c != 0 {
			return c
		}
		return cmpRole(a.Role, b.Role)
	})
	return out
}

func cmpRole(a, b Role) int {
	switch {
	case a == b:
		return 0
	case a == Main:
		return -1
	default:
		return 1
	}
}

func (s *States) offer(k key, st State) {
	s.mu.Lock()
	s.pending[k] = st
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Close ends the subscription. It is idempotent.
func (s *States) Close() {
	s.board.mu.Lock()
	delete(s.board.readers, s)
	s.board.mu.Unlock()
}

// A board shows the states of all sources to subscribers.
type board struct {
	mu      sync.Mutex
	states  map[key]State        // of sources that are not stopped; guarded by mu
	readers map[*States]struct{} // guarded by mu
}

func newBoard() *board {
	return &board{states: map[key]State{}, readers: map[*States]struct{}{}}
}

func (b *board) post(k key, st State) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if st.Phase == Stopped {
		delete(b.states, k)
	} else {
		b.states[k] = st
	}
	for r := range b.readers {
		r.offer(k, st)
	}
}

func (b *board) subscribe() *States {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := &States{board: b, wake: make(chan struct{}, 1), pending: maps.Clone(b.states)}
	b.readers[s] = struct{}{}
	return s
}

func (b *board) count(p Phase) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, st := range b.states {
		if st.Phase == p {
			n++
		}
	}
	return n
}
