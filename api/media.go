package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
	"shiheng.internal/video/deliver"
)

// mediaPaths registers what carries pictures. These are no JSON operations:
// each checks session and grant here and hands the connection to deliver.
func (d *Door) mediaPaths(mux *http.ServeMux) {
	at := func(method, path string, acts []shiheng.Act, serve mediaHandler) {
		mux.Handle(method+" "+route.Prefix+"/grants/{grant}/"+path, d.media(acts, serve))
	}
	at("GET", "live/{camera}", []shiheng.Act{shiheng.ActLive, shiheng.ActTest}, d.serveLive)
	at("POST", "whep/{camera}", []shiheng.Act{shiheng.ActLive, shiheng.ActTest}, d.serveWHEP)
	at("DELETE", "whep/{camera}/{session}", []shiheng.Act{shiheng.ActLive, shiheng.ActTest}, d.endWHEP)
	at("GET", "playback/{camera}", []shiheng.Act{shiheng.ActPlayback}, d.servePlayback)
	at("GET", "snapshot/{camera}", []shiheng.Act{shiheng.ActSnapshot}, d.serveSnapshot)
	at("GET", "export/{camera}", []shiheng.Act{shiheng.ActExport}, d.serveExport)
}

// Looks is what the door asks about grants of citizens who look (W168/25,
// R799/21). It must be safe for concurrent use.
type Looks interface {
	// Ours reports whether a grant is one of theirs.
	Ours(g shiheng.Grant) bool
	// Stream spends the token of one stream on a workstation; that it is opened
	// is on record when it returns nil.
	Stream(ctx context.Context, who audit.Actor, g shiheng.Grant, camera shiheng.CameraID, token, station string) error
	// Taking refuses whatever would leave as a file.
	Taking(ctx context.Context, who audit.Actor, g shiheng.Grant, camera shiheng.CameraID, what string) error
}

// looked holds a grant of citizens to what it is for: a stream of the past,
// opened by its token. Everything else is asking for a file.
func (d *Door) looked(r *http.Request, who audit.Actor, g shiheng.Grant, camera shiheng.CameraID, acts []shiheng.Act) error {
	if !d.cfg.Looks.Ours(g) {
		return nil
	}
	if acts[0] != shiheng.ActPlayback {
		return d.cfg.Looks.Taking(r.Context(), who, g, camera, string(acts[0]))
	}
	if err := g.Permits(shiheng.ActPlayback, camera, d.cfg.Now()); err != nil {
		return err
	}
	return d.cfg.Looks.Stream(r.Context(), who, g, camera, r.URL.Query().Get("token"), route.Station(r.Context()))
}

// A mediaHandler serves one camera under a grant that was checked. An error
// is returned only while nothing was answered yet.
type mediaHandler func(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID) error

// media admits a request for pictures: a live session, a grant that belongs to
// it, an act the path stands for, and a camera the grant names.
func (d *Door) media(acts []shiheng.Act, serve mediaHandler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g, camera, err := d.mediaGrant(r, acts)
		if err == nil {
			err = serve(w, r, g, camera)
		}
		if err != nil {
			d.writeProblem(w, r, err)
		}
	})
}

func (d *Door) mediaGrant(r *http.Request, acts []shiheng.Act) (g shiheng.Grant, camera shiheng.CameraID, err error) {
	ctx := r.Context()
	who, err := d.admit(ctx, route.Member)
	if err != nil {
		return g, camera, err
	}
	id, err := shiheng.ParseID[shiheng.GrantID](r.PathValue("grant"))
	if err != nil {
		return g, camera, err
	}
	if camera, err = shiheng.ParseID[shiheng.CameraID](r.PathValue("camera")); err != nil {
		return g, camera, err
	}
	if g, err = d.cfg.Access.Redeem(ctx, who.Principal, id); err != nil {
		return g, camera, err
	}
	if err := d.looked(r, who.Actor(), g, camera, acts); err != nil {
		return g, camera, err
	}
	for _, act := range acts {
		if g.Act == act {
			return g, camera, g.Permits(act, camera, d.cfg.Now())
		}
	}
	return g, camera, shiheng.Forbidden("grant.act", "act", string(g.Act))
}

func ask(r *http.Request) deliver.Ask {
	a := deliver.Ask{}
	if source := r.URL.Query().Get("source"); source == "main" || source == "sub" {
		a.Source = deliver.Role(source)
	}
	if codecs := r.URL.Query().Get("codecs"); codecs != "" {
		a.Codecs = strings.Split(codecs, ",")
	}
	return a
}

func (d *Door) serveLive(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID) error {
	return d.cfg.Deliver.ServeLive(w, r, g, camera, ask(r))
}

func (d *Door) servePlayback(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID) error {
	return d.cfg.Deliver.ServePlayback(w, r, g, camera, ask(r))
}

func (d *Door) serveWHEP(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID) error {
	return d.cfg.Deliver.ServeWHEP(w, r, g, camera, ask(r))
}

func (d *Door) endWHEP(w http.ResponseWriter, r *http.Request, g shiheng.Grant, _ shiheng.CameraID) error {
	if err := d.cfg.Deliver.EndWHEP(g, r.PathValue("session")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// serveSnapshot serves one still: now, or of the time asked for.
func (d *Door) serveSnapshot(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID) error {
	var at time.Time
	if s := r.URL.Query().Get("at"); s != "" {
		var err error
		if at, err = optionalTime(s); err != nil {
			return err
		}
	}
	width := 0
	if s := r.URL.Query().Get("width"); s != "" {
		var err error
		if width, err = strconv.Atoi(s); err != nil || width < 16 || width > 8192 {
			return shiheng.Invalid("request.width", "value", s)
		}
	}
	return d.cfg.Deliver.ServeSnapshot(w, r, g, camera, at, width)
}

func (d *Door) serveExport(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID) error {
	return d.cfg.Deliver.ServeExport(w, r, g, camera)
}
