package api

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

func sourceView(s *registry.Source) *SourceView {
	switch {
	case s == nil:
		return nil
	case s.GB28181 != nil:
		g := s.GB28181
		return &SourceView{Kind: "gb28181", Device: g.Device, Channel: g.Channel, Stream: g.Stream, Transport: string(g.Transport)}
	case s.RTSP != nil:
		r := s.RTSP
		return &SourceView{Kind: "rtsp", URL: r.URL, User: r.User, HasPassword: len(r.Sealed) > 0, Transport: string(r.Transport)}
	}
	return nil
}

func (v *SourceView) source() *registry.Source {
	if v == nil {
		return nil
	}
	if v.Kind == "rtsp" {
		return &registry.Source{RTSP: &registry.RTSPSource{
			URL: v.URL, User: v.User, Password: v.Password, Transport: registry.RTSPTransport(v.Transport),
		}}
	}
	return &registry.Source{GB28181: &registry.GB28181Source{
		Device: v.Device, Channel: v.Channel, Stream: v.Stream, Transport: registry.MediaTransport(v.Transport),
	}}
}

// cameraView shows a camera as far as the caller may see it: its code and its
// sources' addresses are basic information (W168/29, gate L8).
func (d *Door) cameraView(who route.Caller, l registry.Linked) CameraView {
	c := l.Camera
	v := CameraView{
		ID: c.ID, ETag: route.ETag(c.Version), Name: c.Name, RoomUse: c.RoomUse, System: c.System, Place: c.Place,
		Enabled: c.Enabled, NameStatement: c.NameStatement, Class: c.Class, Redundancy: string(c.Redundancy), Kbps: c.Kbps, Plan: []WindowView{}, Simulated: c.Simulated, TryUntil: c.TryUntil,
		Gone: string(c.Gone), GoneOn: c.GoneOn.String(),
		FloorDays: d.cfg.Law.Floor(l.Facts(), law.DayOf(d.cfg.Now())).Days, Live: d.live(c), Can: canCamera(who, l),
	}
	for _, w := range c.Plan.Windows {
		v.Plan = append(v.Plan, WindowView(w))
	}
	if who.Rights.Sees("device_code", l) == (access.Reason{}) {
		v.Code = c.Code
	}
	if who.Rights.Sees("source.url", l) == (access.Reason{}) {
		v.Main, v.Sub = sourceView(c.Main), sourceView(c.Sub)
	}
	return v
}

// live is what the camera is doing now, as far as anybody told.
func (d *Door) live(c registry.Camera) LiveView {
	v, ok := d.cfg.Feed.Live(c.ID)
	switch {
	case !c.Enabled:
		return LiveView{State: "disabled"}
	case !ok:
		return LiveView{State: "idle"}
	}
	return v
}

// linked reads one camera the caller may know of; others are ErrNotFound.
func (d *Door) linked(ctx context.Context, who route.Caller, id shiheng.CameraID) (registry.Linked, error) {
	got, err := d.cfg.Registry.Read().Linked(ctx, id)
	if err != nil {
		return registry.Linked{}, err
	}
	if len(got) == 0 || !who.Rights.Knows(got[0]) {
		return registry.Linked{}, shiheng.NotFound("camera.none", "camera", id.String())
	}
	return got[0], nil
}

// views reads the cameras of a page with what decisions about them need.
func (d *Door) views(ctx context.Context, who route.Caller, cameras []registry.Camera) ([]CameraView, error) {
	ids := make([]shiheng.CameraID, len(cameras))
	for i, c := range cameras {
		ids[i] = c.ID
	}
	linked, err := d.cfg.Registry.Read().Linked(ctx, ids...)
	if err != nil {
		return nil, err
	}
	byID := make(map[shiheng.CameraID]registry.Linked, len(linked))
	for _, l := range linked {
		byID[l.ID] = l
	}
	out := make([]CameraView, 0, len(cameras))
	for _, id := range ids {
		if l, ok := byID[id]; ok && who.Rights.Knows(l) {
			out = append(out, d.cameraView(who, l))
		}
	}
	return out, nil
}

func (d *Door) cameras(ctx context.Context, who route.Caller, in *cameraList) (*route.Out[route.Page[CameraView]], error) {
	f := registry.CameraFilter{Scope: who.Rights.Scope(), Text: in.Q}
	var err error
	if in.Place != "" {
		if f.Place, err = shiheng.ParseID[shiheng.PlaceID](in.Place); err != nil {
			return nil, err
		}
	}
	if in.System != "" {
		if f.System, err = shiheng.ParseID[shiheng.SystemID](in.System); err != nil {
			return nil, err
		}
	}
	if in.May != "" {
		got, err := d.cfg.Access.CamerasFor(ctx, who.Rights, shiheng.Act(in.May), f, in.Paging())
		if err != nil {
			return nil, err
		}
		return route.PageOf(got.Items, got.Next, func(l registry.Linked) CameraView { return d.cameraView(who, l) }), nil
	}
	got, err := d.cfg.Registry.Read().Cameras(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	items, err := d.views(ctx, who, got.Items)
	if err != nil {
		return nil, err
	}
	return &route.Out[route.Page[CameraView]]{Body: route.Page[CameraView]{Items: items, Next: got.Next}}, nil
}

func (d *Door) camera(ctx context.Context, who route.Caller, in *cameraPath) (*route.Out[CameraView], error) {
	l, err := d.linked(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	v := d.cameraView(who, l)
	return &route.Out[CameraView]{ETag: v.ETag, Body: v}, nil
}

func (b cameraBody) camera(id shiheng.CameraID, version int64) registry.Camera {
	c := registry.Camera{
		ID: id, Name: b.Name, Code: b.Code, RoomUse: b.RoomUse, System: b.System, Place: b.Place,
		Enabled: b.Enabled == nil || *b.Enabled, Main: b.Main.source(), Sub: b.Sub.source(),
		NameStatement: b.NameStatement, Reason: b.Reason,
		Class: b.Class, Redundancy: registry.Redundancy(b.Redundancy), Kbps: b.Kbps, Version: version,
	}
	for _, w := range b.Plan {
		c.Plan.Windows = append(c.Plan.Windows, registry.Window(w))
	}
	return c
}

func (d *Door) makeCamera(ctx context.Context, who route.Caller, in *route.In[cameraBody]) (*route.Out[CameraView], error) {
	return d.saveCamera(ctx, who, in.Body.camera(shiheng.CameraID{}, 0))
}

func (d *Door) changeCamera(ctx context.Context, who route.Caller, in *cameraPatch) (*route.Out[CameraView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return d.saveCamera(ctx, who, in.Body.camera(in.ID, version))
}

func (d *Door) saveCamera(ctx context.Context, who route.Caller, c registry.Camera) (*route.Out[CameraView], error) {
	if err := d.maySaveCamera(ctx, who, c); err != nil {
		return nil, err
	}
	saved, err := d.cfg.Registry.SaveCamera(ctx, who.Actor(), c)
	if err != nil {
		return nil, err
	}
	d.cfg.CamerasChanged()
	return d.camera(ctx, who, &cameraPath{ID: saved.ID})
}

// maySaveCamera refuses a change of a camera whose system, now or afterwards, is
// more secret than the caller is cleared for: what he is not shown he would
// write over.
func (d *Door) maySaveCamera(ctx context.Context, who route.Caller, c registry.Camera) error {
	graded, err := d.cfg.Registry.Read().Graded(ctx, c.System)
	if err != nil {
		return err
	}
	grade := graded[c.System]
	old, err := d.cfg.Registry.Read().Linked(ctx, c.ID)
	if err != nil {
		return err
	}
	for _, l := range old {
		grade = max(grade, l.Grade)
	}
	return d.cfg.Access.AuthorizeGrade(ctx, who.Principal, audit.On("camera", c.ID), grade)
}

// treePages bounds how much of the register one tree shows.
const treePages = 40

// tree shows the places, systems and cameras the caller may know of. A tree
// too large for one answer ends early; the list with its filters goes on.
func (d *Door) tree(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[TreeView], error) {
	out := TreeView{Places: []PlaceView{}, Systems: []SystemView{}, Cameras: []TreeCamera{}}
	if err := d.treeCameras(ctx, who, &out); err != nil {
		return nil, err
	}
	scope := who.Rights.Scope()
	store := d.cfg.Registry.Read()
	systems := func(ctx context.Context, p audit.Paging) (audit.Page[registry.VideoSystem], error) {
		return store.Systems(ctx, registry.SystemFilter{Scope: scope}, p)
	}
	var all []registry.VideoSystem
	for s, err := range pages(ctx, systems) {
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	graded, err := d.graded(ctx, all...)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		out.Systems = append(out.Systems, unlessBasic(who, d.systemView(s, route.Can{}), graded[s.ID]))
	}
	places := func(ctx context.Context, p audit.Paging) (audit.Page[registry.Place], error) {
		return store.Places(ctx, registry.PlaceFilter{Scope: scope}, p)
	}
	for p, err := range pages(ctx, places) {
		if err != nil {
			return nil, err
		}
		graded, err := d.gradedPlaces(ctx, p)
		if err != nil {
			return nil, err
		}
		out.Places = append(out.Places, placeView(who, p, graded[p.ID], route.Can{}))
	}
	return &route.Out[TreeView]{Body: out}, nil
}

func (d *Door) treeCameras(ctx context.Context, who route.Caller, out *TreeView) error {
	f := registry.CameraFilter{Scope: who.Rights.Scope()}
	next := ""
	for range treePages {
		got, err := d.cfg.Registry.Read().Cameras(ctx, f, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return err
		}
		items, err := d.views(ctx, who, got.Items)
		if err != nil {
			return err
		}
		subs := map[shiheng.CameraID]bool{}
		for _, c := range got.Items {
			subs[c.ID] = c.Sub != nil
		}
		for _, v := range items {
			out.Cameras = append(out.Cameras, TreeCamera{
				ID: v.ID, Name: v.Name, System: v.System, Place: v.Place, HasSub: subs[v.ID], Live: v.Live, Can: v.Can,
			})
		}
		if next = got.Next; next == "" {
			return nil
		}
	}
	return nil
}
