package api

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// Signalling is what the door asks of the machine wing about devices. It must
// be safe for concurrent use.
type Signalling interface {
	// Catalog asks a registered device for its catalogue and stores it. It
	// returns when the request was answered or timed out.
	Catalog(ctx context.Context, device registry.Device) error
	// Reload reads a device's settings anew after it was changed, admitted or
	// dismissed; one that may no longer register goes offline at once.
	Reload(ctx context.Context, code string) error
	// LastHeard is when a device was heard last, keepalives included, which
	// write no row; zero when it was not since the start.
	LastHeard(code string) time.Time
	// Playable reports whether a channel's code is that of a camera.
	Playable(code string) bool
}

func (d *Door) deviceView(dev registry.Device, can route.Can) DeviceView {
	r, o := dev.Report, dev.Options
	if heard := d.cfg.Signalling.LastHeard(dev.Code); heard.After(r.LastSeen) {
		r.LastSeen = heard
	}
	return DeviceView{
		ID: dev.ID, ETag: route.ETag(dev.Version), Code: dev.Code, Name: dev.Name, State: string(r.State), Admitted: dev.Admitted,
		Simulated: dev.Simulated, Manufacturer: r.Manufacturer, Model: r.Model, Firmware: r.Firmware, Version: r.GBVersion,
		Address: r.Address, Transport: r.Transport, RegisteredAt: r.RegisteredAt, LastSeen: r.LastSeen,
		LastError: r.LastError, ErrorText: r.LastErrorText, LastErrorAt: r.LastErrorAt, Channels: r.Channels, CatalogAt: r.CatalogueAt,
		Options: DeviceOptions{
			HasPassword: len(dev.Sealed) > 0, Digest: o.Digest, QOP: o.QOP, NoDate: o.NoDate, Charset: o.Charset,
			Dialect: string(o.Dialect), Media: string(o.Transport), Advertise: o.Advertised, Version: o.Version,
			Keepalive: o.KeepaliveSeconds, Misses: o.Misses,
		},
		Can: can,
	}
}

func (o DeviceOptions) options() registry.DeviceOptions {
	return registry.DeviceOptions{
		Digest: o.Digest, QOP: o.QOP, NoDate: o.NoDate, Charset: o.Charset, Dialect: registry.Dialect(o.Dialect),
		Transport: registry.MediaTransport(o.Media), Advertised: o.Advertise, Version: o.Version,
		KeepaliveSeconds: o.Keepalive, Misses: o.Misses,
	}
}

// canDevice says what may be done to a device by who came this far.
func canDevice(who route.Caller, dev registry.Device) route.Can {
	can := who.Can(access.ManageRegister, "admit", "change", "dismiss", "catalog")
	can["catalog"] = ""
	switch {
	case !dev.Admitted:
		can["change"], can["catalog"] = "device.not-admitted", "device.not-admitted"
	case can["admit"] == "":
		can["admit"] = "device.admitted"
	}
	if dev.Admitted && dev.Report.State != registry.Registered {
		can["catalog"] = "device.offline"
	}
	return can
}

// unlessCodes takes out of a device what the maintainer reads on a ticket only:
// its code and its address. A device stands for all cameras behind it, so the
// ticket must be over the house (W168/29, gate L8); of a device that a secret
// camera comes from secrecy rules keep them as well.
func unlessCodes(who route.Caller, v DeviceView, g registry.Grade) DeviceView {
	if who.Rights.Veils(g) {
		v.Manufacturer, v.Model, v.Firmware = "", "", ""
		withhold(v.Can, "change")
	}
	if who.Rights.Veils(g) || !who.Rights.Shows(access.BasicNetwork).All {
		if v.Name == v.Code { // nobody gave it a name
			v.Name = v.ID.String()
		}
		v.Code, v.Address, v.ErrorText, v.Options.Advertise = "", "", "", ""
	}
	return v
}

func (d *Door) deviceOut(ctx context.Context, who route.Caller, dev registry.Device) (*route.Out[DeviceView], error) {
	graded, err := d.cfg.Registry.Read().GradedDevices(ctx, dev.ID)
	if err != nil {
		return nil, err
	}
	v := unlessCodes(who, d.deviceView(dev, canDevice(who, dev)), graded[dev.ID])
	return &route.Out[DeviceView]{ETag: v.ETag, Body: v}, nil
}

func (d *Door) devices(ctx context.Context, who route.Caller, in *deviceList) (*route.Out[route.Page[DeviceView]], error) {
	got, err := d.cfg.Registry.Read().Devices(ctx, in.Paging())
	if err != nil {
		return nil, err
	}
	ids := make([]shiheng.DeviceID, len(got.Items))
	for i, dev := range got.Items {
		ids[i] = dev.ID
	}
	graded, err := d.cfg.Registry.Read().GradedDevices(ctx, ids...)
	if err != nil {
		return nil, err
	}
	items := make([]DeviceView, 0, len(got.Items))
	for _, dev := range got.Items {
		if in.State == "" || string(dev.Report.State) == in.State {
			items = append(items, unlessCodes(who, d.deviceView(dev, canDevice(who, dev)), graded[dev.ID]))
		}
	}
	return &route.Out[route.Page[DeviceView]]{Body: route.Page[DeviceView]{Items: items, Next: got.Next}}, nil
}

func (d *Door) makeDevice(ctx context.Context, who route.Caller, in *route.In[deviceBody]) (*route.Out[DeviceView], error) {
	dev, err := d.cfg.Registry.AdmitDevice(ctx, who.Actor(), in.Body.Code, registry.DeviceEdit{
		Name: in.Body.Name, Password: in.Body.Options.Password, Options: in.Body.Options.options(),
	})
	if err != nil {
		return nil, err
	}
	if err := d.cfg.Signalling.Reload(ctx, dev.Code); err != nil {
		return nil, err
	}
	d.cfg.Feed.Device(dev.ID)
	return d.deviceOut(ctx, who, dev)
}

func (d *Door) device(ctx context.Context, who route.Caller, in *devicePath) (*route.Out[DeviceView], error) {
	dev, err := d.cfg.Registry.Read().Device(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return d.deviceOut(ctx, who, dev)
}

func (d *Door) changeDevice(ctx context.Context, who route.Caller, in *devicePatch) (*route.Out[DeviceView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	dev, err := d.cfg.Registry.Read().Device(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	graded, err := d.cfg.Registry.Read().GradedDevices(ctx, dev.ID)
	if err != nil {
		return nil, err
	}
	if err := d.cfg.Access.AuthorizeGrade(ctx, who.Principal, audit.On("device", dev.ID), graded[dev.ID]); err != nil {
		return nil, err
	}
	edit := registry.DeviceEdit{Name: dev.Name, Options: dev.Options, Version: version}
	if in.Body.Name != nil {
		edit.Name = *in.Body.Name
	}
	if in.Body.Options != nil {
		edit.Options, edit.Password = in.Body.Options.options(), in.Body.Options.Password
	}
	if dev, err = d.cfg.Registry.ChangeDevice(ctx, who.Actor(), in.ID, edit); err != nil {
		return nil, err
	}
	if err := d.cfg.Signalling.Reload(ctx, dev.Code); err != nil {
		return nil, err
	}
	d.cfg.CamerasChanged()
	d.cfg.Feed.Device(dev.ID)
	return d.deviceOut(ctx, who, dev)
}

func (d *Door) dismissDevice(ctx context.Context, who route.Caller, in *deviceDelete) (*route.None, error) {
	dev, err := d.cfg.Registry.Read().Device(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if err := in.Current(dev.Version, "device.changed"); err != nil {
		return nil, err
	}
	if err := d.cfg.Registry.DismissDevice(ctx, who.Actor(), in.ID); err != nil {
		return nil, err
	}
	d.cfg.Feed.Device(dev.ID)
	return &route.None{}, d.cfg.Signalling.Reload(ctx, dev.Code)
}

func (d *Door) askCatalog(ctx context.Context, who route.Caller, in *devicePath) (*route.Out[DeviceView], error) {
	dev, err := d.cfg.Registry.Read().Device(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if why := canDevice(who, dev)["catalog"]; why != "" {
		return nil, shiheng.Conflict(why, "device", dev.Code)
	}
	if err := d.cfg.Signalling.Catalog(ctx, dev); err != nil {
		return nil, err
	}
	return d.device(ctx, who, in)
}

func (d *Door) channels(ctx context.Context, who route.Caller, in *channelList) (*route.Out[route.Page[ChannelView]], error) {
	got, err := d.cfg.Registry.Read().Channels(ctx, in.ID, in.Paging())
	if err != nil {
		return nil, err
	}
	linked, err := d.linkedChannels(ctx, got.Items)
	if err != nil {
		return nil, err
	}
	manage := who.Rights.May(access.ManageRegister).String()
	return route.PageOf(got.Items, got.Next, func(c registry.Channel) ChannelView {
		v := ChannelView{
			ID: c.ID, Code: c.Code, Name: c.Name, Playable: d.cfg.Signalling.Playable(c.Code), Status: c.Status, Parent: c.Parent,
			Maker: c.Manufacturer, Model: c.Model, Missing: c.MissingSince, Camera: c.Camera, Seen: c.LastSeen,
			Can: route.Can{"admit": manage},
		}
		veiled := who.Rights.Veils(linked[c.Camera].Grade)
		if veiled {
			v.Maker, v.Model = "", ""
		}
		if veiled || !who.Rights.Shows(access.BasicCode).All {
			v.Code, v.Parent = "", ""
		}
		switch {
		case v.Can["admit"] != "":
		case !c.Camera.IsZero():
			v.Can["admit"] = "channel.admitted"
		case !v.Playable:
			v.Can["admit"] = "channel.not-a-camera"
		}
		return v
	}), nil
}

// linkedChannels reads the cameras that channels were admitted as.
func (d *Door) linkedChannels(ctx context.Context, channels []registry.Channel) (map[shiheng.CameraID]registry.Linked, error) {
	var ids []shiheng.CameraID
	for _, c := range channels {
		if !c.Camera.IsZero() {
			ids = append(ids, c.Camera)
		}
	}
	got, err := d.cfg.Registry.Read().Linked(ctx, ids...)
	out := make(map[shiheng.CameraID]registry.Linked, len(got))
	for _, l := range got {
		out[l.ID] = l
	}
	return out, err
}

func (d *Door) admitChannel(ctx context.Context, who route.Caller, in *admitIn) (*route.Out[CameraView], error) {
	b := in.Body
	c, err := d.cfg.Registry.AdmitChannel(ctx, who.Actor(), in.ID, registry.Admission{
		Name: b.Name, RoomUse: b.RoomUse, NameStatement: b.NameStatement, System: b.System, Place: b.Place, Sub: b.Sub, Kbps: b.Kbps, Enabled: true,
	})
	if err != nil {
		return nil, err
	}
	d.cfg.CamerasChanged()
	return d.camera(ctx, who, &cameraPath{ID: c.ID})
}

// refusals lists the registrations that were refused: all of them for whoever
// reads every device, and else those of devices that a camera of the caller's
// assignment comes from.
func (d *Door) refusals(ctx context.Context, who route.Caller, in *route.Paged) (*route.Out[route.Page[RefusalView]], error) {
	got, err := d.cfg.Registry.Read().Refusals(ctx, who.Rights.Over(access.ReadDevices), in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(r registry.RefusedRegistration) RefusalView {
		if who.Rights.Veils(r.Grade) || !who.Rights.Shows(access.BasicNetwork).All {
			r.Code, r.Source = "", ""
		}
		return RefusalView{At: r.At, Code: r.Code, Address: r.Source, Reason: r.Reason, Count: int(r.Count)}
	}), nil
}
