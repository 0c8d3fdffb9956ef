package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
)

// A Feed tells browsers what changed. It keeps the newest value of each topic
// and, per browser, which topics it has not seen yet: a slow browser misses
// intermediate values, never the last one, and costs no queue. Safe for
// concurrent use.
type Feed struct {
	mu     sync.Mutex
	latest map[topic]any          // guarded by mu
	subs   map[*listener]struct{} // guarded by mu
}

// A topic is one thing that changes: a camera's state, a device, the platform.
type topic struct{ kind, id string }

type listener struct {
	wake    chan struct{}
	pending map[topic]struct{} // guarded by the Feed's mu
}

// The kinds of event a browser can get.
const (
	feedCamera = "camera" // LiveView of a camera
	feedDevice = "device" // a device changed; read it again
	feedStatus = "status" // StatusView
)

// maxListeners bounds the browsers that listen at a time.
const maxListeners = 2000

// NewFeed makes a feed nobody listens to.
func NewFeed() *Feed {
	return &Feed{latest: map[topic]any{}, subs: map[*listener]struct{}{}}
}

// Camera publishes what a camera is doing now. It never blocks.
func (f *Feed) Camera(id shiheng.CameraID, v LiveView) { f.publish(topic{feedCamera, id.String()}, v) }

// Device says that a device changed. Whoever comes later reads it anyway, so
// nothing is kept: strangers who knock make as many devices as they like.
func (f *Feed) Device(id shiheng.DeviceID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tell(topic{feedDevice, id.String()})
}

// Status publishes how the platform is.
func (f *Feed) Status(v StatusView) { f.publish(topic{kind: feedStatus}, v) }

// Live returns the newest state of a camera, as far as one was published.
func (f *Feed) Live(id shiheng.CameraID) (LiveView, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	v, ok := f.latest[topic{feedCamera, id.String()}].(LiveView)
	return v, ok
}

func (f *Feed) publish(t topic, v any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.latest[t] = v
	f.tell(t)
}

// maxPending bounds what one browser may have missed; beyond it the changes of
// devices are passed over, and their list shows them.
const maxPending = 100_000

// tell notes for every listener that a topic changed. Called with mu held.
func (f *Feed) tell(t topic) {
	for l := range f.subs {
		if t.kind == feedDevice && len(l.pending) >= maxPending {
			continue
		}
		l.pending[t] = struct{}{}
		select {
		case l.wake <- struct{}{}:
		default:
		}
	}
}

func (f *Feed) listen() (*listener, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.subs) >= maxListeners {
		return nil, shiheng.Exhausted("events.listeners")
	}
	l := &listener{wake: make(chan struct{}, 1), pending: make(map[topic]struct{}, len(f.latest))}
	for t := range f.latest {
		l.pending[t] = struct{}{}
	}
	l.wake <- struct{}{}
	f.subs[l] = struct{}{}
	return l, nil
}

func (f *Feed) leave(l *listener) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.subs, l)
}

type change struct {
	topic topic
	value any
}

func (f *Feed) take(l *listener) []change {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make([]change, 0, len(l.pending))
	for t := range l.pending {
		v, ok := f.latest[t]
		if t.kind == feedDevice {
			v, ok = map[string]string{"id": t.id}, true
		}
		if ok {
			out = append(out, change{t, v})
		}
		delete(l.pending, t)
	}
	return out
}

// How often a silent stream says that it lives.
const feedPulse = 15 * time.Second

// events streams changes to one browser as server-sent events (event: kind,
// data: {"id": …, "value": …}) for as long as the session lives. Cameras the
// caller may not know of are left out.
func (d *Door) events(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	who, err := d.admit(ctx, route.Member)
	if err != nil {
		d.writeProblem(w, r, err)
		return
	}
	l, err := d.cfg.Feed.listen()
	if err != nil {
		d.writeProblem(w, r, err)
		return
	}
	defer d.cfg.Feed.leave(l)
	w.Header().Set("Content-Type", "text/event-stream")
	rc := http.NewResponseController(w)
	pulse := time.NewTicker(feedPulse)
	defer pulse.Stop()
	asked := d.cfg.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.closing:
			return
		case <-l.wake:
		case <-pulse.C:
		}
		if now := d.cfg.Now(); now.Sub(asked) >= feedRights {
			asked = now
			if who, err = d.stillThere(ctx, who); err != nil {
				return // the browser reconnects and is told to log in
			}
		}
		if rc.SetWriteDeadline(d.cfg.Now().Add(feedPulse)) != nil {
			return
		}
		if d.sendChanges(ctx, w, who, d.cfg.Feed.take(l)) != nil || rc.Flush() != nil {
			return
		}
	}
}

// feedRights is how often a stream asks whether its session lives and what its
// person may know of.
const feedRights = 2 * time.Second

// stillThere reads the caller's session and roles again. Looking is not using:
// a stream alone keeps no session awake.
func (d *Door) stillThere(ctx context.Context, who route.Caller) (route.Caller, error) {
	sess, err := d.cfg.Identity.Session(ctx, who.Session.ID)
	if err != nil {
		return who, err
	}
	if !sess.Ended.IsZero() {
		return who, shiheng.Expired("session.none")
	}
	if who.Account, err = d.cfg.Identity.Account(ctx, who.Account.ID); err != nil {
		return who, err
	}
	who.Rights, err = d.cfg.Access.Rights(ctx, who.Principal)
	return who, err
}

// knownOf returns the changed cameras the caller may know of, read from the
// register a page at a time.
func (d *Door) knownOf(ctx context.Context, who route.Caller, changes []change) (map[string]bool, error) {
	var ids []shiheng.CameraID
	for _, c := range changes {
		if c.topic.kind != feedCamera {
			continue
		}
		if id, err := shiheng.ParseID[shiheng.CameraID](c.topic.id); err == nil {
			ids = append(ids, id)
		}
	}
	known := make(map[string]bool, len(ids))
	for some := range slices.Chunk(ids, 500) {
		linked, err := d.cfg.Registry.Read().Linked(ctx, some...)
		if err != nil {
			return nil, err
		}
		for _, l := range linked {
			known[l.ID.String()] = who.Rights.Knows(l)
		}
	}
	return known, nil
}

func (d *Door) sendChanges(ctx context.Context, w http.ResponseWriter, who route.Caller, changes []change) error {
	if len(changes) == 0 {
		_, err := fmt.Fprint(w, ": still here\n\n")
		return err
	}
	known, err := d.knownOf(ctx, who, changes)
	if err != nil {
		return err
	}
	may := func(d access.Duty) bool { return who.Rights.May(d) == (access.Reason{}) }
	for _, c := range changes {
		switch {
		case c.topic.kind == feedCamera && !known[c.topic.id],
			c.topic.kind == feedDevice && !may(access.ReadDevices),
			c.topic.kind == feedStatus && !may(access.ReadStatus):
			continue
		}
		data, err := json.Marshal(map[string]any{"id": c.topic.id, "value": c.value})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", c.topic.kind, data); err != nil {
			return err
		}
	}
	return nil
}

// problem words err. What is none of the seven kinds is logged here, once, and
// shown as an internal error with its request id.
func (d *Door) problem(ctx context.Context, err error) *route.Problem {
	id := requestFrom(ctx).id
	p, known := route.Word(err, id)
	if !known {
		d.log.ErrorContext(ctx, "request failed", slog.String("request_id", id), slog.Any("error", err))
	}
	return p
}

// writeProblem answers a request that is not huma's with a problem.
func (d *Door) writeProblem(w http.ResponseWriter, r *http.Request, err error) {
	p := d.problem(r.Context(), err)
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		d.log.DebugContext(r.Context(), "problem not sent", "error", err)
	}
}
