package api

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/video/deliver"
)

// Config is what the door stands in front of. All fields are required.
type Config struct {
	Identity *identity.Service
	Registry *registry.Service
	Party    *party.Service
	Access   *access.Service
	Audit    audit.Log
	Law      *law.Law
	Settings Settings

	Deliver    *deliver.Deliver
	Footage    Footage
	Doctor     Doctor
	Signalling Signalling
	Feed       *Feed
	Looks      Looks
	// Status reads how the platform is.
	Status func(context.Context) (StatusView, error)
	// CamerasChanged tells the machine wing that the register changed.
	CamerasChanged func()
	// SystemsChanged has what hangs on a system looked at anew and at once: how
	// long its footage is kept, and which pictures of it may be open.
	SystemsChanged func()
	// Ways says which ways in there are besides passwords and keys.
	Ways func(context.Context) (Ways, error)
	// Ready returns nil when the platform can do its work.
	Ready func(context.Context) error
	// Metrics serves the figures.
	Metrics http.Handler

	Areas Areas // all of them

	Console  fs.FS         // the built console
	Secure   bool          // served behind TLS
	Practice bool          // a practice store
	LawDay   time.Duration // how long a day of the law lasts
	Idle     time.Duration // how long a session may idle
	Version  string
	Now      func() time.Time
	Log      *slog.Logger
}

// A Door is the staff door.
type Door struct {
	cfg     Config
	api     huma.API
	mux     *http.ServeMux
	log     *slog.Logger
	closing chan struct{}
	repeats *repeats
}

// New makes the door. It listens nowhere; see [Door.Handler].
func New(cfg Config) (*Door, error) {
	switch {
	case cfg.Identity == nil || cfg.Registry == nil || cfg.Party == nil || cfg.Access == nil || cfg.Audit == nil || cfg.Law == nil || cfg.Settings == nil:
		return nil, errors.New("api: a room of the office wing is missing")
	case cfg.Deliver == nil || cfg.Footage == nil || cfg.Doctor == nil || cfg.Signalling == nil || cfg.Feed == nil || cfg.Looks == nil:
		return nil, errors.New("api: a room of the machine wing is missing")
	case cfg.Status == nil || cfg.Ways == nil || cfg.CamerasChanged == nil || cfg.SystemsChanged == nil || cfg.Ready == nil || cfg.Metrics == nil || cfg.Console == nil || cfg.Now == nil || cfg.Log == nil:
		return nil, errors.New("api: Status, Ways, CamerasChanged, SystemsChanged, Ready, Metrics, Console, Now and Log are required")
	}
	d := describe(cfg.Areas)
	d.cfg, d.log, d.repeats = cfg, cfg.Log, newRepeats(cfg.Now)
	d.mux.HandleFunc("GET "+route.Prefix+"/events", d.events)
	d.mediaPaths(d.mux)
	d.copyPaths(d.mux)
	d.mux.HandleFunc(route.Prefix+"/", func(w http.ResponseWriter, r *http.Request) {
		d.writeProblem(w, r, shiheng.NotFound("request.path"))
	})
	d.mux.HandleFunc("GET "+route.Prefix+"/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if err := d.writeOpenAPI(w); err != nil {
			d.log.Warn("description not sent", slog.Any("error", err))
		}
	})
	d.healthPaths(d.mux, local)
	d.mux.Handle("/", Console(cfg.Console))
	return d, nil
}

// wordProblems has huma word what it finds wrong as our problems. Its hook is
// a variable of its package, so it is set once for the process.
var wordProblems = sync.OnceFunc(func() { huma.NewError = route.NewProblem }) //nolint:gochecknoglobals // see above

// describe makes a door with its operations and nothing behind them.
func describe(areas Areas) *Door {
	wordProblems()
	c := huma.DefaultConfig("Shiheng 视衡", "1")
	c.DocsPath, c.OpenAPIPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.Formats = map[string]huma.Format{"application/json": wholeText(), "json": wholeText()}
	c.Info.Description = "Staff door of a public-safety video platform. Conventions: docs/reference/api.md."
	mux := http.NewServeMux()
	d := &Door{mux: mux, api: humago.New(mux, c), closing: make(chan struct{})}
	t := &route.Table{API: d.api, Admit: d.admit, Problem: d.problem, Fresh: d.fresh, Log: func() *slog.Logger { return d.log }}
	d.operations(t)
	for _, a := range areas.each() {
		a.Operations(t)
	}
	return d
}

// OpenAPI returns the description of the API as indented JSON.
func OpenAPI() ([]byte, error) {
	b, err := json.MarshalIndent(describe(blank()).api.OpenAPI(), "", "  ")
	return append(b, '\n'), err
}

func (d *Door) writeOpenAPI(w http.ResponseWriter) error {
	b, err := json.Marshal(d.api.OpenAPI())
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// Handler is what a server serves: everything, dressed with request ids,
// security headers, size bounds and the refusal of other origins.
func (d *Door) Handler() http.Handler { return d.dress(d.bounded(d.know(d.repeatable(d.mux)))) }

// Close ends the streams of events, so that a server can shut down. It is
// called once.
func (d *Door) Close() { close(d.closing) }

// canCamera says which acts on a camera are open to the caller now.
func canCamera(who route.Caller, l registry.Linked) route.Can {
	can := route.Can{"change": who.Rights.May(access.ManageRegister).String()}
	for act, why := range who.Rights.Can(l) {
		can[string(act)] = why.String()
	}
	if who.Rights.Veils(l.Grade) {
		withhold(can, "change")
	}
	return can
}

// withhold says of an act that would write over what secrecy rules keep from
// the caller that it may not be done, unless it may not for another reason.
func withhold(can route.Can, act string) {
	if can[act] == "" {
		can[act] = access.Reason{Code: "access.secret", Article: "W168/29/2"}.String()
	}
}
