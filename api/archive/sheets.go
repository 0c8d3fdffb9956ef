package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

type previewIn struct {
	Name  string `query:"name" maxLength:"200" doc:"Name of the file"`
	Datum string `query:"datum" enum:"wgs84,cgcs2000,gcj02,bd09" default:"wgs84" doc:"Of the coordinates in it; shifted ones are converted"`
	body  io.Reader
}

// Resolve implements [huma.Resolver]: the file is read by the handler, raw.
func (in *previewIn) Resolve(c huma.Context) []error {
	in.body = c.BodyReader()
	return nil
}

// may says of a camera whether the caller may manage its archive.
func may(who route.Caller) func(registry.Linked) error {
	over := who.Rights.Over(access.ManageArchive)
	return func(l registry.Linked) error {
		switch {
		case over.Covers(l) && !who.Rights.Veils(l.Grade):
			return nil
		case over.Covers(l):
			return shiheng.Forbidden("access.secret").By("W168/29/2")
		}
		return shiheng.Forbidden("access.scope").By("W168/29/1")
	}
}

func (d *Desk) preview(ctx context.Context, who route.Caller, in *previewIn) (*route.Out[ArchiveImportView], error) {
	file, err := io.ReadAll(in.body)
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, shiheng.Exhausted("sheet.large", "most", "16")
	}
	if err != nil {
		return nil, shiheng.Invalid("request.body").From(err)
	}
	up, err := archive.ReadSheet(strings.TrimSpace(in.Name), file)
	if err != nil {
		return nil, err
	}
	up.Datum, up.May = archive.Datum(in.Datum), may(who)
	imp, err := d.cfg.Archive.Preview(ctx, who.Actor(), up)
	return &route.Out[ArchiveImportView]{Body: importView(imp)}, err
}

func importView(i archive.Import) ArchiveImportView {
	v := ArchiveImportView{
		ID: i.ID.String(), File: i.File, State: string(i.State), Datum: string(i.Datum), Columns: []string{}, Ignored: i.Ignored, Counts: i.Counts,
		At: i.At, Committed: i.CommittedAt, Undone: i.UndoneAt, Can: route.Can{"commit": "", "undo": "", "discard": ""},
	}
	for _, c := range i.Columns {
		v.Columns = append(v.Columns, string(c))
	}
	if i.State != archive.Previewed && i.State != archive.Committing {
		v.Can["commit"] = "archive.import-state"
	} else if i.Counts.New+i.Counts.Changed == 0 {
		v.Can["commit"] = "archive.import-nothing"
	}
	if i.State != archive.Committed && i.State != archive.Undoing || i.Counts.Done == 0 {
		v.Can["undo"] = "archive.import-state"
	}
	if i.State != archive.Previewed {
		v.Can["discard"] = "archive.import-state"
	}
	return v
}

func (d *Desk) imports(ctx context.Context, who route.Caller, in *route.Paged) (*route.Out[route.Page[ArchiveImportView]], error) {
	got, err := d.cfg.Archive.Read().Imports(ctx, who.Account.ID, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, importView), nil
}

type importPath struct {
	ID archive.ImportID `path:"id" format:"uuid"`
}

func (d *Desk) oneImport(ctx context.Context, who route.Caller, in *importPath) (*route.Out[ArchiveImportView], error) {
	imp, err := d.cfg.Archive.Import(ctx, who.Actor(), in.ID)
	return &route.Out[ArchiveImportView]{Body: importView(imp)}, err
}

func (d *Desk) discard(ctx context.Context, who route.Caller, in *importPath) (*route.None, error) {
	return &route.None{}, d.cfg.Archive.Discard(ctx, who.Actor(), in.ID)
}

type rowList struct {
	route.Paged
	ID     archive.ImportID `path:"id" format:"uuid"`
	Status string           `query:"status" enum:"new,changed,unchanged,refused,done,left"`
}

// rows shows an import's rows to whoever brought the sheet, in the fields he
// may read of the cameras that are there.
func (d *Desk) rows(ctx context.Context, who route.Caller, in *rowList) (*route.Out[route.Page[ArchiveRowView]], error) {
	if _, err := d.cfg.Archive.Import(ctx, who.Actor(), in.ID); err != nil {
		return nil, err
	}
	got, err := d.cfg.Archive.Read().Rows(ctx, in.ID, archive.RowStatus(in.Status), in.Paging())
	if err != nil {
		return nil, err
	}
	linked, err := d.linkedRows(ctx, got.Items)
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(r archive.Row) ArchiveRowView {
		v := ArchiveRowView{
			Line: r.Line, Status: string(r.Status), Camera: r.Camera, Name: r.Name, Article: r.Article, Outcome: r.Outcome,
			Faults: []ArchiveFaultView{}, Changes: []ArchiveFieldChangedView{},
		}
		for _, f := range r.Faults {
			v.Faults = append(v.Faults, ArchiveFaultView{Field: string(f.Field), Code: f.Code, Params: f.Params})
		}
		for _, f := range d.cfg.Archive.Tables().Fields {
			if access.Confidential(string(f.Code)) && who.Rights.Veils(linked[r.Camera].Grade) {
				continue
			}
			if pair, changed := r.Changes[f.Code]; changed && who.Rights.Asks(string(f.Code)) == (access.Reason{}) {
				v.Changes = append(v.Changes, ArchiveFieldChangedView{Field: string(f.Code), Old: pair[0], New: pair[1]})
			}
		}
		return v
	}), nil
}

// linkedRows reads the cameras that rows are about and that are there already.
func (d *Desk) linkedRows(ctx context.Context, rows []archive.Row) (map[shiheng.CameraID]registry.Linked, error) {
	var ids []shiheng.CameraID
	for _, r := range rows {
		if !r.Camera.IsZero() {
			ids = append(ids, r.Camera)
		}
	}
	got, err := d.cfg.Registry.Read().Linked(ctx, ids...)
	out := make(map[shiheng.CameraID]registry.Linked, len(got))
	for _, l := range got {
		out[l.ID] = l
	}
	return out, err
}

func (d *Desk) commit(ctx context.Context, who route.Caller, in *importPath) (*route.Accepted, error) {
	imp, err := d.cfg.Archive.Import(ctx, who.Actor(), in.ID)
	if err != nil {
		return nil, err
	}
	if why := importView(imp).Can["commit"]; why != "" {
		return nil, shiheng.Conflict(why, "state", string(imp.State))
	}
	return d.begin(who, "archive.import", in.ID, func(ctx context.Context, tell func(int, int)) error {
		// The job may begin after the caller's rights changed: ask for them then.
		may, err := d.mayNow(ctx, who)
		if err == nil {
			_, err = d.cfg.Archive.Commit(ctx, who.Actor(), in.ID, may, tell)
		}
		return err
	})
}

func (d *Desk) undo(ctx context.Context, who route.Caller, in *importPath) (*route.Accepted, error) {
	imp, err := d.cfg.Archive.Import(ctx, who.Actor(), in.ID)
	if err != nil {
		return nil, err
	}
	if why := importView(imp).Can["undo"]; why != "" {
		return nil, shiheng.Conflict(why, "state", string(imp.State))
	}
	return d.begin(who, "archive.undo", in.ID, func(ctx context.Context, tell func(int, int)) error {
		if _, err := d.mayNow(ctx, who); err != nil {
			return err
		}
		_, err := d.cfg.Archive.Undo(ctx, who.Actor(), in.ID, tell)
		return err
	})
}

func (d *Desk) begin(who route.Caller, kind string, id archive.ImportID, do route.Work) (*route.Accepted, error) {
	j, err := d.cfg.Jobs.Begin(who.Account.ID, kind, id.String(), func(ctx context.Context, tell func(int, int)) error {
		defer d.cfg.Changed()
		return do(ctx, tell)
	})
	if err != nil {
		return nil, err
	}
	return route.AcceptedAs(j), nil
}

// mayNow asks anew what the caller may do.
func (d *Desk) mayNow(ctx context.Context, who route.Caller) (func(registry.Linked) error, error) {
	if err := d.cfg.Access.Authorize(ctx, who.Principal, access.ManageArchive); err != nil {
		return nil, err
	}
	rights, err := d.cfg.Access.Rights(ctx, who.Principal)
	who.Rights = rights
	return may(who), err
}

// File is an answer that a browser saves.
type File struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        func(huma.Context)
}

const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

func attached(name string) string { return "attachment; filename*=UTF-8''" + url.PathEscape(name) }

// file answers with a short sheet. What can go wrong has gone wrong before the first
// byte: sheets are bounded, and made before they are sent.
func file(name, kind string, write func(io.Writer) error) (*File, error) {
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return nil, err
	}
	return &File{
		ContentType: kind, Disposition: attached(name),
		Body: func(c huma.Context) {
			_, _ = c.BodyWriter().Write(out.Bytes()) // the client may be gone; nothing is owed
		},
	}, nil
}

type exportIn struct {
	ArchiveQuery
	Format string `query:"format" enum:"xlsx,csv" default:"xlsx"`
}

func (d *Desk) export(ctx context.Context, who route.Caller, in *exportIn) (*File, error) {
	f, asked, err := in.filter(who, law.DayOf(d.cfg.Now()))
	if err != nil {
		return nil, err
	}
	if err := d.cfg.Access.AuthorizeFields(ctx, who.Principal, asked...); err != nil {
		return nil, err
	}
	f.Scope = who.Rights.Over(access.ExportArchive)
	e := archive.Export{
		Filter: f, Format: archive.Format(in.Format), About: strings.Join(asked, " "),
		Sees: func(l registry.Linked, c archive.Code) bool { return sees(who, l, c) },
	}
	name, kind := "一机一档-"+law.DayOf(d.cfg.Now()).String()+"."+in.Format, workbook
	if e.Format == archive.CSV {
		kind = "text/csv; charset=utf-8"
	}
	out, err := d.cfg.Archive.Export(ctx, who.Actor(), e)
	if err != nil {
		return nil, err
	}
	return &File{ContentType: kind, Disposition: attached(name), Body: func(c huma.Context) {
		if err := errors.Join(out.Write(c.Context(), c.BodyWriter()), out.Close()); err != nil {
			route.Cut(fmt.Errorf("export archive: %w", err))
		}
	}}, nil
}

func (d *Desk) template(_ context.Context, _ route.Caller, _ *route.None) (*File, error) {
	return file("一机一档-模板.xlsx", workbook, d.cfg.Archive.Template)
}

func (d *Desk) faulty(ctx context.Context, who route.Caller, in *importPath) (*File, error) {
	return file("问题行.xlsx", workbook, func(w io.Writer) error { return d.cfg.Archive.Faulty(ctx, who.Actor(), in.ID, w) })
}
