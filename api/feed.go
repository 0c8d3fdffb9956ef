package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"shiheng.internal"
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

// Device says that a device changed.
func (f *Feed) Device(id shiheng.DeviceID) {
	f.publish(topic{feedDevice, id.String()}, map[string]string{"id": id.String()})
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

// Forget drops a camera that is no longer registered.
func (f *Feed) Forget(id shiheng.CameraID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.latest, topic{feedCamera, id.String()})
}

func (f *Feed) publish(t topic, v any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.latest[t] = v
	for l := range f.subs {
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
		if v, ok := f.latest[t]; ok {
			out = append(out, change{t, v})
		}
		delete(l.pending, t)
	}
	return out
}

// How often a silent stream says that it lives, and asks whether its session
// still does.
const feedPulse = 15 * time.Second

// events streams changes to one browser as server-sent events (event: kind,
// data: {"id": …, "value": …}) for as long as the session lives. Cameras the
// caller may not know of are left out.
func (d *Door) events(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	who, err := d.admit(ctx, member)
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
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.closing:
			return
		case <-l.wake:
		case <-pulse.C:
			// Looking is not using: the stream alone keeps no session awake.
			if sess, err := d.cfg.Identity.Session(ctx, who.Session.ID); err != nil || !sess.Ended.IsZero() {
				return // the browser reconnects and is told to log in
			}
		}
		if err := d.sendChanges(ctx, w, who, d.cfg.Feed.take(l)); err != nil {
			return
		}
		if rc.SetWriteDeadline(d.cfg.Now().Add(feedPulse)) != nil || rc.Flush() != nil {
			return
		}
	}
}

func (d *Door) sendChanges(ctx context.Context, w http.ResponseWriter, who Caller, changes []change) error {
	if len(changes) == 0 {
		_, err := fmt.Fprint(w, ": still here\n\n")
		return err
	}
	for _, c := range changes {
		if c.topic.kind == feedCamera && !d.knowsCamera(ctx, who, c.topic.id) {
			continue
		}
		if c.topic.kind == feedDevice && who.rights.May(access.ReadDevices) != (access.Reason{}) {
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

// writeProblem answers a request that is not huma's with a problem.
func (d *Door) writeProblem(w http.ResponseWriter, r *http.Request, err error) {
	p := d.problem(r.Context(), err)
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		d.log.DebugContext(r.Context(), "problem not sent", "error", err)
	}
}
