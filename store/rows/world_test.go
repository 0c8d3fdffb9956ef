package rows_test

import (
	"context"
	"net/netip"
	"net/url"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/semaphore"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/access/forward"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/identity/passkey"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/works"
	"shiheng.internal/store/blob"
	"shiheng.internal/store/rows"
)

// clock is a time that only the test moves, or, ticking, one that also runs
// with the time of a synctest bubble.
type clock struct {
	mu      sync.Mutex
	t       time.Time // guarded by mu
	ticking time.Time // when it began to tick; guarded by mu
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.ticking.IsZero() {
		return c.t.Add(time.Since(c.ticking))
	}
	return c.t
}

func (c *clock) Tick() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ticking = time.Now()
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// start is a Monday morning in Wuxi.
func start() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }

// world is every room over one database, wired as app wires them.
type world struct {
	t        testing.TB
	url      string
	key      string // where the seal's key lies
	clock    *clock
	gate     *semaphore.Weighted
	db       *rows.DB
	log      *rows.Audit
	law      *law.Law
	clauses  *clause.Set
	desk     *official.Service
	holds    *evidence.Service
	shelf    *shelf // the footage store that holds are told to
	citizens *citizen.Service
	forwards *forward.Service
	private  bool // the house is not the sharing platform
	identity *identity.Service
	registry *registry.Service
	party    *party.Service
	access   *access.Service
	grants   *rows.Access
	blobs    *blob.Memory
	papers   *papers.Service
	works    *works.Service
	// basic is the city's setting on basically passed acceptances.
	basic  bool
	logged error           // why the log of acts is down, nil while it is up
	policy identity.Policy // what the house asks of whoever signs in
	// provider says who people are outside, trust whose certificates are believed.
	provider *vouches
	trust    identity.Trust
	meter    readings
	shots    int                                   // photos taken so far
	reckon   func([]registry.Demand) registry.Room // room for everything when nil
}

// late lets identity tell access, which is made after it.
type late struct{ to *access.Service }

func (l *late) SessionEnded(id shiheng.SessionID, cause error) { l.to.SessionEnded(id, cause) }
func (l *late) RightsChanged(id shiheng.AccountID)             { l.to.RightsChanged(id) }

// builtinLaw is read once: it never changes, and reading it takes longer than
// most of what these tests do.
var builtinLaw = sync.OnceValues(func() (*law.Law, error) { return law.Builtin() })

// builtinClauses is read once as well.
var builtinClauses = sync.OnceValues(func() (*clause.Set, error) {
	l, err := builtinLaw()
	if err != nil {
		return nil, err
	}
	return clause.Builtin(l)
})

// newWorld opens the rooms over the database at url.
func newWorld(t testing.TB, url string, practice bool) *world {
	t.Helper()
	return openWorld(t, url, practice, kept{at: start()})
}

// kept is what a house has besides its rows.
type kept struct {
	at    time.Time
	key   string       // where its seal's key lies; none: it is made
	blobs *blob.Memory // none: it is empty
}

// openWorld opens the rooms of a house that keeps something already.
func openWorld(t testing.TB, url string, practice bool, had kept) *world {
	t.Helper()
	w := &world{t: t, url: url, clock: &clock{t: had.at}, gate: semaphore.NewWeighted(2), provider: &vouches{}, key: had.key, blobs: had.blobs}
	if w.key == "" {
		w.key = filepath.Join(t.TempDir(), "key")
	}
	if w.blobs == nil {
		w.blobs = blob.NewMemory()
	}
	var err error
	if w.db, err = rows.Open(t.Context(), rows.Config{URL: url, Now: w.clock.Now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.db.Close(); err != nil {
			t.Error(err)
		}
	})
	if w.law, err = builtinLaw(); err != nil {
		t.Fatal(err)
	}
	if w.clauses, err = builtinClauses(); err != nil {
		t.Fatal(err)
	}
	seal, err := rows.OpenSeal(w.key)
	if err != nil {
		t.Fatal(err)
	}
	w.log, w.grants = rows.NewAudit(w.db), rows.NewAccess(w.db)
	tell := &late{}
	w.identity, err = identity.New(identity.Config{
		Store: rows.NewIdentity(w.db), Log: w.log, Gate: w.gate, Now: w.clock.Now,
		Cost: identity.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}, CommissioningDays: w.law.Limit(law.CommissioningDays),
		Listeners: []identity.Listener{tell}, Sealer: seal, Policy: func(context.Context) (identity.Policy, error) { return w.policy, nil },
		Party: func(context.Context) (passkey.Party, error) { return houseParty, nil }, Provider: w.provider,
		Trust: func() (identity.Trust, error) { return w.trust, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	w.openPapers(practice)
	w.registry, err = registry.New(registry.Config{
		Store: rows.NewRegistry(w.db), Law: w.law, Sealer: seal, Papers: w.papers, Practice: practice, Now: w.clock.Now,
		Reckon: func(d []registry.Demand) registry.Room {
			if w.reckon == nil {
				return registry.Room{}
			}
			return w.reckon(d)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	parties := rows.NewParties(w.db)
	if w.party, err = party.New(party.Config{Store: parties, Sealer: seal, Now: w.clock.Now, Left: w.identity.Leave}); err != nil {
		t.Fatal(err)
	}
	w.access, err = access.New(access.Config{
		Store: w.grants, Log: w.log, People: w.identity, Cameras: rows.NewRegistry(w.db), Units: parties, Law: w.law, Clauses: w.clauses, Now: w.clock.Now,
		Logged: func(context.Context) error { return w.logged },
		Warranted: func(ctx context.Context, g shiheng.Grant) (cause, err error) {
			if forward.Ours(g) {
				return w.forwards.Warranted(ctx, g)
			}
			if citizen.Ours(g) {
				return w.citizens.Warranted(ctx, g)
			}
			return w.desk.Warranted(ctx, g)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	tell.to = w.access
	w.openWorks()
	w.openHolds()
	w.openDesk()
	w.openCitizens()
	w.openForwards()
	return w
}

var house = audit.House("test")

// houseParty is the house as authenticators know it.
var houseParty = passkey.Party{Host: "localhost", Name: "视衡", Origins: []string{"http://localhost:8600"}}

var desk = netip.MustParseAddr("192.0.2.7")

// person makes an account with roles, logs it in past its one-time password,
// and returns who it is.
func (w *world) person(login string, roles ...identity.Grantable) identity.Principal {
	w.t.Helper()
	ctx := w.t.Context()
	_, oneTime, err := w.identity.Create(ctx, house, identity.NewAccount{Login: login, Name: "人员" + login, Roles: roles})
	w.ok(err)
	in, err := w.identity.Login(ctx, identity.Credentials{Login: login, Password: oneTime, Remote: desk})
	w.ok(err)
	out, err := w.identity.ChangePassword(ctx, in.Principal, oneTime, password)
	w.ok(err)
	p, err := w.identity.Authenticate(ctx, out.Token, desk)
	w.ok(err)
	return p
}

const password = "梅花香自苦寒来 and then some"

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// site makes a place, a system in its trial and a camera from an RTSP address.
func (w *world) site(name string) (registry.Place, registry.VideoSystem, registry.Camera) {
	w.t.Helper()
	ctx := w.t.Context()
	p, err := w.registry.SavePlace(ctx, house, registry.Place{Name: name, Category: "W8-09"})
	w.ok(err)
	v, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: p.ID, Name: name + "系统", W168Category: "W8-09"})
	w.ok(err)
	v, err = w.works.Step(ctx, house, v.ID, registry.BeginTrial, "")
	w.ok(err)
	return p, v, w.camera(p, v, name+"1")
}

// unit makes an organisation of Binhu with some functions.
func (w *world) unit(name string, functions ...party.Function) party.Organisation {
	w.t.Helper()
	o, err := w.party.SaveOrganisation(w.t.Context(), house, party.Organisation{
		Name: name, Functions: functions, Level: party.UnitLevel, Division: "320211", Trade: "transport",
	})
	w.ok(err)
	return o
}

// set gives an account roles, and takes the others away.
func (w *world) set(ctx context.Context, actor audit.Actor, id shiheng.AccountID, want []identity.Grantable) {
	w.t.Helper()
	_, err := w.identity.SetRoles(ctx, actor, id, want, "岗位需要")
	w.ok(err)
}

func (w *world) camera(p registry.Place, v registry.VideoSystem, name string) registry.Camera {
	w.t.Helper()
	c, err := w.registry.SaveCamera(w.t.Context(), house, registry.Camera{
		Name: name, System: v.ID, Place: p.ID, RoomUse: "corridor", Enabled: true,
		Main: &registry.Source{RTSP: &registry.RTSPSource{URL: "rtsp://admin:pass%20word@192.0.2.9/" + url.PathEscape(name)}},
	})
	w.ok(err)
	return c
}

// events returns what the record says of an act, newest first.
func (w *world) events(act audit.Act) []audit.Entry {
	w.t.Helper()
	p, err := w.log.Entries(w.t.Context(), audit.Filter{Act: act}, audit.Paging{Limit: 500})
	w.ok(err)
	return p.Items
}

func watch(r identity.Role, t identity.Target) identity.Grantable {
	return identity.Grantable{Role: r, Target: t}
}

func day(t testing.TB, s string) law.Day {
	t.Helper()
	d, err := law.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func pagingOf(n int) audit.Paging { return audit.Paging{Limit: n} }
