package archive

import (
	"context"
	"maps"
	"slices"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

func (d *Desk) fields(_ context.Context, _ route.Caller, _ *route.None) (*route.Out[ArchiveTablesView], error) {
	t := d.cfg.Archive.Tables()
	v := ArchiveTablesView{
		Fields: []ArchiveFieldView{}, Dictionaries: []ArchiveDictionaryView{}, Sayings: []ArchiveSayingView{}, Data: []string{},
	}
	for _, f := range t.Fields {
		v.Fields = append(v.Fields, ArchiveFieldView{
			Code: string(f.Code), Zh: f.Zh, En: f.En, Group: f.Group, Form: string(f.Form), Dictionary: f.Dictionary,
			Required: kindTexts(f.Required), Only: kindTexts(f.Only), Register: f.OfRegister(), Confidential: f.Confidential, Max: f.Max, Low: f.Low, High: f.High,
		})
	}
	for _, x := range t.Dictionaries {
		dict := ArchiveDictionaryView{ID: x.ID, Version: x.Version, Source: x.Source, Certainty: x.Certainty, Zh: x.Zh, En: x.En, Values: []ArchiveValueView{}}
		for _, value := range x.Values {
			dict.Values = append(dict.Values, ArchiveValueView(value))
		}
		v.Dictionaries = append(v.Dictionaries, dict)
	}
	for _, s := range t.Sayings {
		v.Sayings = append(v.Sayings, ArchiveSayingView(s))
	}
	for _, x := range archive.Data() {
		v.Data = append(v.Data, string(x))
	}
	return &route.Out[ArchiveTablesView]{Body: v}, nil
}

func kindTexts(kinds []archive.Kind) []string {
	out := make([]string, 0, len(kinds))
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return out
}

func (d *Desk) totals(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[ArchiveTotalsView], error) {
	t, err := d.cfg.Archive.Read().Totals(ctx, who.Rights.Scope())
	if err != nil {
		return nil, err
	}
	v := ArchiveTotalsView{Cameras: t.Cameras, Archived: t.Records, Complete: t.Complete, Channels: t.Channels, Unlinked: t.Unlinked}
	if t.Cameras > 0 {
		v.Mean = int(t.ScoreSum / int64(t.Cameras))
	}
	return &route.Out[ArchiveTotalsView]{Body: v}, nil
}

type archivePath struct {
	ID shiheng.CameraID `path:"id" format:"uuid"`
}

func (d *Desk) record(ctx context.Context, who route.Caller, in *archivePath) (*route.Out[ArchiveRecordView], error) {
	l, err := d.linked(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	return d.show(ctx, who, l)
}

// show is a record with its completeness, as far as the caller may read it.
func (d *Desk) show(ctx context.Context, who route.Caller, l registry.Linked) (*route.Out[ArchiveRecordView], error) {
	view, rec, report, err := d.cfg.Archive.Judge(ctx, l)
	if err != nil {
		return nil, err
	}
	v := ArchiveRecordView{
		ID: l.ID, ETag: route.ETag(rec.Version), Name: l.Name, System: l.System.ID, Place: l.Place, Archived: rec.Version > 0,
		Values: map[string]string{}, Withheld: []string{}, Valid: report.Valid, Required: report.Required, Score: report.Score(),
		Faults: faultViews(who, l, report.Faults), Doubts: faultViews(who, l, report.Doubts),
		Due: archive.DueForRemoval(view, law.DayOf(d.cfg.Now())), Updated: rec.UpdatedAt, Can: d.can(who, l),
	}
	for _, f := range d.cfg.Archive.Tables().Fields {
		switch {
		case !sees(who, l, f.Code):
			v.Withheld = append(v.Withheld, string(f.Code))
		case view[f.Code] != "":
			v.Values[string(f.Code)] = view[f.Code]
		}
	}
	return &route.Out[ArchiveRecordView]{ETag: v.ETag, Body: v}, nil
}

// can says what may be done to the archive of a camera.
func (d *Desk) can(who route.Caller, l registry.Linked) route.Can {
	can := who.Can(access.ManageArchive, "change", "compare")
	if can["change"] == "" && !who.Rights.Over(access.ManageArchive).Covers(l) {
		can["change"], can["compare"] = "access.scope W168/29/1", "access.scope W168/29/1"
	}
	if can["change"] == "" && who.Rights.Veils(l.Grade) {
		can["change"] = "access.secret W168/29/2"
	}
	return can
}

type archivePatch struct {
	route.Matched
	ID   shiheng.CameraID `path:"id" format:"uuid"`
	Body struct {
		Values map[string]string `json:"values" doc:"Fields to be set; an empty text takes a value away. Fields left out stay"`
		Datum  string            `json:"datum,omitempty" enum:"wgs84,cgcs2000,gcj02,bd09" doc:"Of the coordinates given; shifted ones are converted"`
		Why    string            `json:"why,omitempty" maxLength:"600" doc:"Why pictures are taken off; asked for unless others take their place"`
	}
}

// save changes a record. A field one may not read cannot be written either:
// nobody overwrites what he cannot see.
func (d *Desk) save(ctx context.Context, who route.Caller, in *archivePatch) (*route.Out[ArchiveRecordView], error) {
	l, err := d.manages(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	edit := archive.Edit{Camera: in.ID, Values: map[archive.Code]string{}, Datum: archive.Datum(in.Body.Datum), Version: version, Why: in.Body.Why}
	for _, field := range slices.Sorted(maps.Keys(in.Body.Values)) {
		if _, known := d.cfg.Archive.Tables().Field(archive.Code(field)); known && !sees(who, l, archive.Code(field)) {
			return nil, d.cfg.Access.AuthorizeFields(ctx, who.Principal, field)
		}
		edit.Values[archive.Code(field)] = in.Body.Values[field]
	}
	if _, err := d.cfg.Archive.Save(ctx, who.Actor(), edit); err != nil {
		return nil, err
	}
	return d.show(ctx, who, l)
}

type historyList struct {
	route.Paged
	ID shiheng.CameraID `path:"id" format:"uuid"`
}

func (d *Desk) history(ctx context.Context, who route.Caller, in *historyList) (*route.Out[route.Page[ArchiveChangeView]], error) {
	l, err := d.linked(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Archive.Read().Changes(ctx, in.ID, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(c archive.Change) ArchiveChangeView {
		v := ArchiveChangeView{ID: c.ID.String(), At: c.At, By: c.Name, Created: c.Created}
		if !c.Import.IsZero() {
			v.Import = c.Import.String()
		}
		v.Changes, v.Others = changedViews(who, l, c.Changes)
		return v
	}), nil
}

// changedViews are the changes of the fields the caller may read, and how many
// others there are.
func changedViews(who route.Caller, l registry.Linked, changes map[archive.Code][2]string) (out []ArchiveFieldChangedView, others int) {
	out = []ArchiveFieldChangedView{}
	for _, code := range slices.Sorted(maps.Keys(changes)) {
		if !sees(who, l, code) {
			others++
			continue
		}
		out = append(out, ArchiveFieldChangedView{Field: string(code), Old: changes[code][0], New: changes[code][1]})
	}
	return out, others
}
