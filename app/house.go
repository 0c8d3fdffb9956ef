package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/sys/unix"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/api/route"
	"shiheng.internal/app/oidc"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/access/forward"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/access/personal"
	"shiheng.internal/civic/access/steer"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/evidence/custody"
	"shiheng.internal/civic/evidence/second"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/oversight"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/retain/term"
	"shiheng.internal/civic/works"
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/civic/works/plan"
	"shiheng.internal/civic/works/upkeep"
	"shiheng.internal/press"
	"shiheng.internal/store/bundle"
	"shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/slots"
	"shiheng.internal/video/control"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
	"shiheng.internal/video/record"
)

// Start is what a house is opened with.
type Start struct {
	Settings Settings
	// Practice asks for a practice store. A store of the other kind that is
	// already there is refused.
	Practice bool
	Version  string
	Console  fs.FS
	Log      *slog.Logger
}

// A House is a whole platform, open but not yet running.
type House struct {
	start     Start
	log       *slog.Logger
	began     time.Time
	lock      *os.File
	existing  bool // opened to look after what there is, not to make it
	answering bool // opened for two custodians to answer for what was restored
	db        *rows.DB
	law       *law.Law
	clauses   *clause.Set // who may do what
	audit     *rows.Audit
	leaves    *rows.Leaves
	acts      *ledger.Acts // the log they go into
	cosigning *ledger.Cosigning
	minutes   *ledger.Minutes
	eraser    *ledger.Eraser
	watcher   *watcher
	backups   *backups
	identity  *identity.Service
	sealer    *rows.Seal
	policies  *policies // what the settings ask of whoever signs in
	papers    *papers.Service
	archive   *archive.Service
	jobs      *route.Jobs // long work asked for at the door
	agenda    *agenda.Service
	oversight *oversight.Service
	catalogue *catalogue.Service
	plans     *plan.Service
	binders   *binder.Service
	upkeep    *upkeep.Service
	press     *press.Press
	registry  *registry.Service
	party     *party.Service
	access    *access.Service
	works     *works.Service
	official  *official.Service
	evidence  *evidence.Service
	second    *second.Service // its second copies
	terms     *term.Service   // how long footage is kept
	keeping   *keeping        // by what it is kept past its term
	custody   *custody.Service
	bundles   *bundle.Writer // open after log and footage
	citizens  *citizen.Service
	forwards  *forward.Service // live pictures handed on
	steer     *steer.Service   // who moves which camera
	control   *control.Desk    // and what moves it
	book      *book.Service
	personal  *personal.Service

	pool      *media.Pool
	slots     *slots.Store
	index     record.Index
	lab       *picture.Lab
	ability   picture.Ability // of the ffmpeg there was at the start
	lacking   error           // what it lacks, nil when nothing
	spill     int64           // memory footage may wait in
	shortage  *shortage
	pace      *pace
	incidents *incidents
	platform  *gb28181.Platform
	sip       *ingest.SIP
	ingest    *ingest.Ingest
	deliver   *deliver.Deliver
	directory *directory
	peers     *peers
	past      *past
	recording *recording
	feed      *api.Feed
	door      *api.Door
	server    *server
	figures   *figuresDoor // nil without an address of its own
	cards     *figuresDoor // where people sign in by certificate; nil without
	// fingerprint of our authority or the given certificate; empty without TLS.
	fingerprint string
}

// passwordsAtOnce bounds how many passwords are hashed at a time.
const passwordsAtOnce = 2

// Open opens everything a platform keeps, in order: the lock on the data
// directory, rows, rooms of the office, footage, rooms of the machine, the
// door. What fails closes what was opened before.
func Open(ctx context.Context, s Start) (*House, error) {
	h := &House{start: s, log: s.Log, began: time.Now(), shortage: &shortage{}, pace: &pace{}}
	return h, h.open(ctx, []step{
		{"data directory", h.openData}, {"rows", h.openRows}, {"office", h.openOffice}, {"footage", h.openFootage}, {"second copies", h.openSecond},
		{"log", h.openLog}, {"terms", h.openRetention}, {"obligations", h.openAgenda}, {"oversight", h.openOversight},
		{"signalling", h.openSignalling}, {"streams", h.openStreams}, {"catalogue", h.openCatalogue}, {"door", h.openDoor},
	})
}

// A step opens one part.
type step struct {
	what string
	do   func(context.Context) error
}

func (h *House) open(ctx context.Context, steps []step) error {
	for _, s := range steps {
		if err := s.do(ctx); err != nil {
			return errors.Join(fmt.Errorf("open %s: %w", s.what, err), h.Close())
		}
	}
	return nil
}

// openData makes the data directory and locks it against a second process.
func (h *House) openData(context.Context) error {
	dir := h.start.Settings.Data
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return errors.Join(shiheng.Conflict("store.locked", "data", dir).From(err), f.Close())
	}
	h.lock = f
	if r, err := h.readRestoring(); err != nil || r != nil && !h.answering { // nobody answered for it yet
		return errors.Join(err, shiheng.Conflict("restore.unfinished", "data", dir))
	}
	return h.checkKind()
}

// kindFile in the data directory says whether the store is real or practice.
// The volumes say so as well, but a disk may be away when somebody looks.
const kindFile = "kind"

func (h *House) kind() string {
	if h.start.Practice {
		return "practice\n"
	}
	return "real\n"
}

// checkKind refuses to open a store as what it is not.
func (h *House) checkKind() error {
	b, err := os.ReadFile(h.path(kindFile))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil // a new one, or one whose volumes say it
	case err != nil:
		return err
	case string(b) != h.kind():
		return shiheng.Conflict("store.kind", "data", h.start.Settings.Data, "practice", strconv.FormatBool(!h.start.Practice))
	}
	return nil
}

// keepKind writes down what the volumes agreed to.
func (h *House) keepKind() error {
	if _, err := os.Stat(h.path(kindFile)); err == nil {
		return nil // checked when the directory was opened
	}
	return writeFile(h.path(kindFile), []byte(h.kind()), 0o644)
}

func (h *House) path(name string) string { return filepath.Join(h.start.Settings.Data, name) }

func (h *House) openRows(ctx context.Context) error {
	url := h.start.Settings.Database
	if url == "" {
		url = "sqlite:" + h.path("rows.db")
	}
	db, err := rows.Open(ctx, rows.Config{URL: url, Logger: h.log})
	if err != nil {
		return err
	}
	h.db, h.audit = db, rows.NewAudit(db)
	h.incidents = newIncidents(h.log, h.audit.Append)
	return nil
}

// told passes on what access is told, since access is made after identity.
type told struct{ to *access.Service }

// SessionEnded implements [identity.Listener].
func (t *told) SessionEnded(id shiheng.SessionID, cause error) { t.to.SessionEnded(id, cause) }

// RightsChanged implements [identity.Listener].
func (t *told) RightsChanged(id shiheng.AccountID) { t.to.RightsChanged(id) }

func (h *House) openOffice(ctx context.Context) error {
	if err := h.openLaw(); err != nil {
		return err
	}
	if err := h.openClauses(); err != nil {
		return err
	}
	if err := h.openPapers(ctx); err != nil {
		return err
	}
	seal, err := rows.OpenSeal(h.path("seal.key"))
	if err != nil {
		return err
	}
	h.sealer = seal
	listener := &told{}
	h.policies = &policies{settings: rows.NewSettings(h.db)}
	h.identity, err = identity.New(identity.Config{
		Store: rows.NewIdentity(h.db), Log: h.audit, Gate: semaphore.NewWeighted(passwordsAtOnce), Idle: sessionIdle,
		CommissioningDays: h.law.Limit(law.CommissioningDays), Listeners: []identity.Listener{listener}, Logger: h.log,
		Sealer: seal, Policy: h.policies.Policy, PolicyChanged: h.policies.Forget, Party: h.authenticators,
		Provider: oidc.New(h.outside), Trust: h.certificateTrust(),
	})
	if err != nil {
		return err
	}
	register := rows.NewRegistry(h.db)
	h.registry, err = registry.New(registry.Config{Store: register, Law: h.law, Sealer: seal, Papers: h.papers, Practice: h.start.Practice, Reckon: h.reckon})
	if err != nil {
		return err
	}
	parties := rows.NewParties(h.db)
	h.party, err = party.New(party.Config{Store: parties, Sealer: seal, Left: h.identity.Leave})
	if err != nil {
		return err
	}
	h.access, err = access.New(access.Config{
		Store: rows.NewAccess(h.db), Log: h.audit, People: h.identity, Cameras: register, Units: parties, Law: h.law, Clauses: h.clauses, Replay: h.replay(), Logger: h.log,
		Warranted: h.warranted, Logged: h.logged,
	})
	if err != nil {
		return err
	}
	if err := h.openLife(); err != nil {
		return err
	}
	listener.to = h.access
	if err := errors.Join(h.openEvidence(), h.openOfficial(), h.openCustody(), h.openCitizens(), h.openForwards(), h.openControl(), h.openDesk()); err != nil {
		return err
	}
	if err := h.openWorks(); err != nil {
		return err
	}
	if err := h.openArchive(); err != nil {
		return err
	}
	return h.access.Close(ctx)
}

// sessionIdle ends a session that was not seen for so long.
const sessionIdle = 30 * time.Minute

// Close closes what was opened, the last first. It is idempotent.
func (h *House) Close() error {
	var failed []error
	failed = append(failed, h.figures.Close(), h.cards.Close())
	if h.server != nil {
		failed = append(failed, h.server.Close())
		h.server = nil
	}
	if h.slots != nil {
		failed = append(failed, h.slots.Close())
		h.slots = nil
	}
	if h.minutes != nil {
		failed = append(failed, h.minutes.Close())
		h.minutes = nil
	}
	if h.acts != nil {
		failed = append(failed, h.acts.Close())
		h.acts = nil
	}
	if h.db != nil {
		failed = append(failed, h.db.Close())
		h.db = nil
	}
	if h.lock != nil {
		failed = append(failed, h.lock.Close())
		h.lock = nil
	}
	return errors.Join(failed...)
}

// Run runs the platform until ctx ends, and closes it in order: the doors
// first, the disks last. It returns what failed first, nil when ctx ended.
func (h *House) Run(ctx context.Context) error {
	if err := h.noteHouse(ctx, audit.HouseStart); err != nil {
		return errors.Join(err, h.Close())
	}
	where, err := h.address()
	if err == nil {
		err = writeFile(h.path(addressFile), []byte(where+"\n"), 0o644)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the address: %w", err), h.Close())
	}
	defer func() { _ = os.Remove(h.path(addressFile)) }() // left behind it misleads nobody: nothing answers there
	stages := [][]room{
		{{"log", h.acts.Run}, {"footage in the log", h.minutes.Run}, {"witnesses", h.cosigning.Run}},
		{{"footage store", h.slots.Run}, {"grants", h.access.Run}, {"officials", h.official.Run}, {"holds", h.evidence.Run}, {"second copies", h.second.Run}, {"citizens", h.citizens.Run}},
		{{"register", h.directory.Run}, {"devices", h.peers.Run}, {"clock", h.clock}, {"press", h.lookAtPress}, {"obligations", h.agenda.Run}, {"oversight", h.oversight.Run}, {"archive watch", h.watcher.Run}, {"backups", h.backups.Run}, {"exports", h.custody.Run}, {"terms", h.terms.Run}, {"ceiling, purposes and ages", h.keeping.Run}},
		{{"signalling", h.platform.Run}},
		{{"ingest", h.ingest.Run}, {"control", h.control.Run}}, // says goodbye to cameras while signalling still speaks
		{{"recording", h.recording.Run}, {"states", h.tellStates}, {"catalogue", h.catalogue.Run}},
		{{"delivery", h.deliver.Run}},
		{{"jobs", h.jobs.Run}, {"door", h.server.Run}, {"figures", h.figures.Run}, {"certificates", h.cards.Run}},
	}
	err = runStages(ctx, h.log, stages)
	return errors.Join(err, h.noteHouse(context.WithoutCancel(ctx), audit.HouseStop), h.Close())
}

// addressFile in the data directory says where a running platform is reached,
// for tools on the same machine.
const addressFile = "address"

// noteHouse puts start or stop of the house on record, with the policies it
// decides by.
func (h *House) noteHouse(ctx context.Context, act audit.Act) error {
	e := audit.New(time.Now(), audit.House("app"), act, audit.Object{Kind: "house"}).
		With("version", h.start.Version).With("store", h.slots.ID().String()).With("policies", h.clauses.Digest().String())
	if err := h.audit.Append(ctx, e); err != nil {
		return fmt.Errorf("record %s: %w", act, err)
	}
	return nil
}

// clock does what the passing of time asks for: sessions and trials end.
func (h *House) clock(ctx context.Context) error {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		err := errors.Join(h.identity.Sweep(ctx), h.registry.Round(ctx), h.works.Round(ctx), h.papers.Sweep(ctx, h.log), h.personal.Round(ctx), h.archive.Refresh(ctx))
		if err != nil && ctx.Err() == nil {
			h.log.ErrorContext(ctx, "deadlines not kept", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
