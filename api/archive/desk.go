// Package archive is the area of the API for the camera archive 一机一档: its
// fields and code tables, records with their completeness and history, sheets
// in and out, comparison with devices, repeated points, and the map.
//
// Every answer goes through gate L8 of civic/access: a field the caller may
// not read is not in it, and a list cannot be narrowed, searched or sorted by
// one (W168/29/1).
package archive

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// Config is what the desk stands in front of. All fields are required.
type Config struct {
	Archive  *archive.Service
	Registry *registry.Service
	Access   *access.Service
	Jobs     *route.Jobs
	// Live is what a camera is doing now, in one word.
	Live func(registry.Camera) string
	// Changed tells the machine wing that cameras were made or changed.
	Changed func()
	Now     func() time.Time
}

// Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk. With the zero Config it can be described and nothing else.
func New(cfg Config) *Desk { return &Desk{cfg} }

// UploadPath is the one path of the area whose body may be larger than that of
// other requests: UploadLimit bytes.
const (
	UploadPath  = route.Prefix + "/archive/imports"
	UploadLimit = 17 << 20
)

// Operations registers the area's operations.
func (d *Desk) Operations(t *route.Table) {
	var (
		manage = route.Duty(access.ManageArchive)
		export = route.Duty(access.ExportArchive)
		read   = route.Duty(access.ReadRegister)
	)
	route.Add(t, "GET", "/archive/fields", read, "Fields and code tables of the camera archive", d.fields)
	route.Add(t, "GET", "/archive/totals", read, "How far the archive is", d.totals)
	route.Add(t, "GET", "/archive/cameras", read, "Cameras with their archive", d.list)
	route.Add(t, "GET", "/cameras/{id}/archive", read, "The archive of a camera", d.record)
	route.Add(t, "PATCH", "/cameras/{id}/archive", manage, "Change the archive of a camera", d.save)
	route.Add(t, "GET", "/cameras/{id}/archive/history", read, "What changed in the archive of a camera", d.history)
	route.Add(t, "GET", "/cameras/{id}/archive/twins", read, "Cameras that may be the same one", d.twins)
	route.Add(t, "GET", "/cameras/{id}/archive/differences", manage, "Where its device reports otherwise", d.differences)
	route.Add(t, "POST", "/cameras/{id}/archive/decision", manage, "Adopt a device's value, or keep the archive's", d.decide)
	route.Add(t, "GET", "/archive/near", read, "Cameras near a point that look the same way", d.near)
	route.Add(t, "GET", "/archive/repeats", manage, "Values that several cameras have", d.repeats)
	route.Add(t, "GET", "/archive/pairs", manage, "Points that stand next to each other", d.pairs)
	route.Add(t, "GET", "/archive/seen", manage, "Channels of devices against the archive", d.seen)

	route.Add(t, "GET", "/archive/export", export, "The archive as a sheet", d.export)
	route.Add(t, "GET", "/archive/template", export, "An empty sheet to fill in", d.template)
	route.Add(t, "GET", "/archive/imports", manage, "One's imports", d.imports)
	route.Add(t, "POST", "/archive/imports", manage, "Read a sheet and show what would become of it", d.preview)
	route.Add(t, "GET", "/archive/imports/{id}", manage, "One import", d.oneImport)
	route.Add(t, "DELETE", "/archive/imports/{id}", manage, "Forget a preview", d.discard)
	route.Add(t, "GET", "/archive/imports/{id}/rows", manage, "Rows of an import", d.rows)
	route.Add(t, "GET", "/archive/imports/{id}/faulty", manage, "Rows at fault as a sheet", d.faulty)
	route.Add(t, "POST", "/archive/imports/{id}/commit", manage, "Write what was previewed", d.commit)
	route.Add(t, "POST", "/archive/imports/{id}/undo", manage, "Take an import back", d.undo)

	route.Add(t, "GET", "/map/cameras", read, "Cameras of a stretch of the map", d.mapCameras)
	route.Add(t, "POST", "/map/pick", read, "Cameras within a polygon", d.mapPick)
	route.Add(t, "GET", "/map/outlines", read, "Rough shapes of the districts", d.outlines)

	route.Add(t, "GET", "/jobs/{id}", route.Member, "How far a long piece of work is", d.job)
}

type jobPath struct {
	ID route.JobID `path:"id" format:"uuid"`
}

func (d *Desk) job(_ context.Context, who route.Caller, in *jobPath) (*route.Out[route.JobView], error) {
	v, err := d.cfg.Jobs.Job(who.Account.ID, in.ID)
	return &route.Out[route.JobView]{Body: v}, err
}

// linked reads one camera the caller may know of; others are ErrNotFound.
func (d *Desk) linked(ctx context.Context, who route.Caller, id shiheng.CameraID) (registry.Linked, error) {
	got, err := d.cfg.Registry.Read().Linked(ctx, id)
	if err != nil {
		return registry.Linked{}, err
	}
	if len(got) == 0 || !who.Rights.Knows(got[0]) {
		return registry.Linked{}, shiheng.NotFound("camera.none", "camera", id.String())
	}
	return got[0], nil
}

// manages reads one camera whose archive the caller may change. One he knows
// and may not change, for his role or for secrecy, is refused and on record.
func (d *Desk) manages(ctx context.Context, who route.Caller, id shiheng.CameraID) (registry.Linked, error) {
	l, err := d.linked(ctx, who, id)
	if err != nil {
		return l, err
	}
	if err := d.cfg.Access.AuthorizeCamera(ctx, who.Principal, access.ManageArchive, l); err != nil {
		return l, err
	}
	return l, d.cfg.Access.AuthorizeGrade(ctx, who.Principal, audit.On("camera", id), l.Grade)
}

// sees reports whether the caller may read a field of a camera.
func sees(who route.Caller, l registry.Linked, field archive.Code) bool {
	return who.Rights.Sees(string(field), l) == (access.Reason{})
}
