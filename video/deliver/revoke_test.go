package deliver

import (
	"sync"
	"time"

	"shiheng.internal"
)

// Revocations is the list of grants and logins that ended before their time.
// app calls it after the revoking event was committed; it is the [Grants] of
// one process. Its methods are safe for concurrent use. The zero value is
// ready.
type Revocations struct {
	mu      sync.Mutex
	watches map[*watch]struct{} // guarded by mu
	recent  []revocation        // of the last minute, for requests on their way; guarded by mu
}

type watch struct {
	grant shiheng.Grant
	end   func(error)
}

// revocation ends what it names; zero names match nothing.
type revocation struct {
	grant   shiheng.GrantID
	session shiheng.SessionID
	account shiheng.AccountID
	cause   error
	at      time.Time
}

// onTheirWay is how long a request may take from finding its grant to being
// admitted.
const onTheirWay = time.Minute

func (r revocation) names(g shiheng.Grant) bool {
	return (!r.grant.IsZero() && r.grant == g.ID) ||
		(!r.session.IsZero() && r.session == g.Session) ||
		(!r.account.IsZero() && r.account == g.Account)
}

// Grant ends every media session under the grant with cause.
func (r *Revocations) Grant(id shiheng.GrantID, cause error) {
	r.add(revocation{grant: id, cause: cause})
}

// Session ends every media session of one login with cause.
func (r *Revocations) Session(id shiheng.SessionID, cause error) {
	r.add(revocation{session: id, cause: cause})
}

// Account ends every media session of an account with cause.
func (r *Revocations) Account(id shiheng.AccountID, cause error) {
	r.add(revocation{account: id, cause: cause})
}

func (r *Revocations) add(v revocation) {
	v.at = time.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.recent) > 0 && v.at.Sub(r.recent[0].at) > onTheirWay {
		r.recent = r.recent[1:]
	}
	r.recent = append(r.recent, v)
	for w := range r.watches {
		if v.names(w.grant) {
			w.end(v.cause)
		}
	}
}

// Watch implements [Grants].
func (r *Revocations) Watch(g shiheng.Grant, end func(cause error)) func() {
	w := &watch{grant: g, end: end}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.watches == nil {
		r.watches = map[*watch]struct{}{}
	}
	r.watches[w] = struct{}{}
	for _, v := range r.recent {
		if v.names(g) {
			end(v.cause)
		}
	}
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.watches, w)
	}
}
