package archive

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/registry"
)

// comparison is where a channel differs from the record of its camera, in the
// fields the caller may read.
func (d *Desk) comparison(who route.Caller, l registry.Linked, s archive.Seen, said []archive.Decision) []ArchiveDifferenceView {
	var v archive.Values
	if s.Card != nil && s.Card.Record != nil {
		v = s.Card.Record.Values
	}
	out := []ArchiveDifferenceView{}
	for _, x := range d.cfg.Archive.Tables().Compare(s.Channel, archive.Overlay(v, l), said) {
		if !sees(who, l, x.Field) {
			continue
		}
		view := ArchiveDifferenceView{Field: string(x.Field), Device: x.Device, Archive: x.Archive, Metres: x.Metres}
		if x.Decision != nil {
			view.Decided, view.Note, view.By, view.DecideAt = "kept", x.Decision.Note, x.Decision.Name, x.Decision.At
			if x.Decision.Adopted {
				view.Decided = "adopted"
			}
		}
		out = append(out, view)
	}
	return out
}

func (d *Desk) differences(ctx context.Context, who route.Caller, in *archivePath) (*route.Out[route.Page[ArchiveSeenView]], error) {
	l, err := d.manages(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	seen, err := d.cfg.Archive.Read().SeenOf(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	views, err := d.seenViews(ctx, who, seen, map[shiheng.CameraID]registry.Linked{l.ID: l})
	return &route.Out[route.Page[ArchiveSeenView]]{Body: route.Page[ArchiveSeenView]{Items: views}}, err
}

type decisionIn struct {
	ID   shiheng.CameraID `path:"id" format:"uuid"`
	Body struct {
		Field  string `json:"field" maxLength:"40"`
		Device string `json:"device" maxLength:"2000" doc:"The device's value as it was shown"`
		Adopt  bool   `json:"adopt" doc:"True: the device is right; false: the archive is"`
		Note   string `json:"note" minLength:"1" maxLength:"1000"`
	}
}

func (d *Desk) decide(ctx context.Context, who route.Caller, in *decisionIn) (*route.Out[ArchiveRecordView], error) {
	l, err := d.manages(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	if !sees(who, l, archive.Code(in.Body.Field)) {
		return nil, d.cfg.Access.AuthorizeFields(ctx, who.Principal, in.Body.Field)
	}
	_, err = d.cfg.Archive.Decide(ctx, who.Actor(), archive.Answer{
		Camera: in.ID, Field: archive.Code(in.Body.Field), Device: in.Body.Device, Adopt: in.Body.Adopt, Note: in.Body.Note,
	})
	if err != nil {
		return nil, err
	}
	d.cfg.Changed()
	return d.record(ctx, who, &archivePath{ID: in.ID})
}

type seenList struct {
	route.Paged
	Unlinked bool `query:"unlinked" doc:"Only channels that no camera comes from"`
}

// seen lists channels against the archive. Channels without a camera belong to
// nobody's scope: only who manages the whole house is shown them.
func (d *Desk) seen(ctx context.Context, who route.Caller, in *seenList) (*route.Out[route.Page[ArchiveSeenView]], error) {
	if in.Unlinked && !who.Rights.Over(access.ManageArchive).All {
		return &route.Out[route.Page[ArchiveSeenView]]{Body: route.Page[ArchiveSeenView]{Items: []ArchiveSeenView{}}}, nil
	}
	got, err := d.cfg.Archive.Read().Seen(ctx, in.Unlinked, in.Paging())
	if err != nil {
		return nil, err
	}
	var cards []archive.Card
	for _, s := range got.Items {
		if s.Card != nil {
			cards = append(cards, *s.Card)
		}
	}
	linked, err := d.linkedOf(ctx, cards)
	if err != nil {
		return nil, err
	}
	views, err := d.seenViews(ctx, who, got.Items, linked)
	if err != nil {
		return nil, err
	}
	return &route.Out[route.Page[ArchiveSeenView]]{Body: route.Page[ArchiveSeenView]{Items: views, Next: got.Next}}, nil
}

func (d *Desk) seenViews(ctx context.Context, who route.Caller, seen []archive.Seen, linked map[shiheng.CameraID]registry.Linked) ([]ArchiveSeenView, error) {
	var ids []shiheng.CameraID
	for id := range linked {
		ids = append(ids, id)
	}
	all, err := d.cfg.Archive.Read().Decisions(ctx, ids...)
	if err != nil {
		return nil, err
	}
	said := map[shiheng.CameraID][]archive.Decision{}
	for _, x := range all {
		said[x.Camera] = append(said[x.Camera], x)
	}
	out := []ArchiveSeenView{}
	for _, s := range seen {
		v := ArchiveSeenView{
			Channel: s.Channel.ID, Device: s.Channel.Device, DeviceName: s.Device, Name: s.Channel.Name, Secrecy: s.Channel.Secrecy,
			Seen: s.Channel.LastSeen, Differences: []ArchiveDifferenceView{},
		}
		if !s.Channel.Camera.IsZero() {
			l, there := linked[s.Channel.Camera]
			if !there || !who.Rights.Over(access.ManageArchive).Covers(l) {
				continue
			}
			v.Camera, v.CameraName = l.ID, l.Name
			v.Archived = s.Card != nil && s.Card.Record != nil
			v.Differences = d.comparison(who, l, s, said[l.ID])
		}
		out = append(out, v)
	}
	return out, nil
}
