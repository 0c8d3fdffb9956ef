package gb28181

import (
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
)

// A registrant is one registered device as the platform holds it.
type registrant struct {
	id code.Code
	// heard is when its last message came, in Unix nanoseconds. A keepalive
	// writes this and nothing else.
	heard atomic.Int64

	order sync.Mutex // held while a REGISTER of the device is served

	mu       sync.Mutex // guards what follows
	reg      Registration
	settings Settings
	known    bool // settings were fetched since the start
	online   bool
	gone     bool // taken off the table
	moves    []move
	waiting  map[waitKey]*waiter
	lastSNs  [16]uint32 // of our latest queries, to tell a late answer from a wrong SN
	snAt     int
	sessions map[*Session]struct{}
}

// A move is one change of address.
type move struct {
	from netip.AddrPort
	at   time.Time
}

// silence is how long the device may be silent.
func (r *registrant) silence() time.Duration {
	interval, count := r.settings.KeepaliveInterval, r.settings.KeepaliveCount
	if interval <= 0 {
		interval = 60 * time.Second
	}
	if count <= 0 {
		count = 3
	}
	return max(interval, 5*time.Second)*time.Duration(count) + interval/2
}

func (r *registrant) touch(now time.Time) { r.heard.Store(now.UnixNano()) }

func (r *registrant) lastHeard() time.Time { return time.Unix(0, r.heard.Load()) }

// path returns where requests go now.
func (r *registrant) path() (dialog.Path, Settings, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.reg.Path, r.settings, r.online
}

// version is the edition spoken with the device: the operator's word first.
func (r *registrant) version() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.settings.Version != "" {
		return r.settings.Version
	}
	return r.reg.Version
}

// newEdition reports whether the peer speaks the 2022 edition.
func newEdition(version string) bool { return version >= "3" }

// charset is how bodies to the device are written.
func (r *registrant) charset() manscdp.Charset {
	r.mu.Lock()
	set := r.settings.Charset
	r.mu.Unlock()
	if set == manscdp.CharsetAuto && newEdition(r.version()) {
		return manscdp.CharsetGB18030
	}
	return set
}

// follow has the sessions of the device use its new port.
func (r *registrant) follow(path dialog.Path) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for s := range r.sessions {
		if !r.settings.ToContact {
			s.dlg.Follow(path)
		}
	}
}

// dropSessions takes the sessions that where picks off the device, for the caller to end.
func (r *registrant) dropSessions(where func(*Session) bool) []*Session {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []*Session
	for s := range r.sessions {
		if where(s) {
			out = append(out, s)
			delete(r.sessions, s)
		}
	}
	return out
}
