package app

import (
	"context"
	"net/netip"

	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
)

// bindings keeps signalling's registrations in rows. It implements
// [gb28181.Registrations].
type bindings struct{ rows *rows.Registrations }

// Load implements [gb28181.Registrations]. A row whose addresses cannot be
// read any more is left out: its device registers anew.
func (b bindings) Load(ctx context.Context) ([]gb28181.Registration, error) {
	kept, err := b.rows.Load(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]gb28181.Registration, 0, len(kept))
	for _, k := range kept {
		remote, err := netip.ParseAddrPort(k.Source)
		if err != nil {
			continue
		}
		local, err := netip.ParseAddrPort(k.Local)
		if err != nil {
			continue
		}
		out = append(out, gb28181.Registration{
			Device:  code.Code(k.Code),
			Path:    dialog.Path{Transport: dialog.Transport(k.Transport), Remote: remote, Local: local, Network: k.Network},
			Contact: k.Contact, UserAgent: k.UserAgent, Version: k.Version, Registered: k.Registered, Expires: k.Expires,
		})
	}
	return out, nil
}

// Save implements [gb28181.Registrations].
func (b bindings) Save(ctx context.Context, r gb28181.Registration) error {
	return b.rows.Save(ctx, []registry.Registration{{
		Code: string(r.Device), Source: r.Path.Remote.String(), Contact: r.Contact, Local: r.Path.Local.String(),
		Transport: string(r.Path.Transport), Network: r.Path.Network, UserAgent: r.UserAgent, Version: r.Version,
		Registered: r.Registered, Expires: r.Expires,
	}}, nil)
}

// Remove implements [gb28181.Registrations].
func (b bindings) Remove(ctx context.Context, device code.Code) error {
	return b.rows.Save(ctx, nil, []string{string(device)})
}
