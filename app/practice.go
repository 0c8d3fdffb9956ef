package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// A PracticeCamera is a simulated camera that a practice store is furnished
// with: over GB/T 28181 (Device and Channel) or over RTSP (Main and Sub).
type PracticeCamera struct {
	Name            string
	Device, Channel string
	Transport       string // udp, tcp-passive, tcp-active
	Dialect         string
	Main, Sub, User string
	Kbps            int // of the main stream
}

// FirstAccount is one of the accounts of a new practice store. Password is
// empty once the person has chosen one of their own.
type FirstAccount struct {
	Login, Name, Role, Password string
}

// PracticePassword is the password of the practice cameras, made once per
// store and kept beside it, so that cameras and platform agree after a restart.
func (h *House) PracticePassword() (string, error) {
	name := h.path("practice.key")
	b, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		id := shiheng.NewID[shiheng.DeviceID](time.Now()).String()
		b = []byte(strings.ReplaceAll(id[19:], "-", ""))
		err = writeFile(name, b, 0o600)
	}
	if err != nil {
		return "", fmt.Errorf("password of the practice cameras: %w", err)
	}
	return string(b), nil
}

// Furnish fills a practice store: the practice district with its units, places
// and systems (demo.go), the cameras, and the first accounts with one-time
// passwords. Doing it again adds what is missing, follows RTSP cameras to their
// address, and gives accounts that never logged in a new one-time password.
func (h *House) Furnish(ctx context.Context, cameras []PracticeCamera) ([]FirstAccount, error) {
	if !h.start.Practice {
		return nil, shiheng.Conflict("store.kind")
	}
	password, err := h.PracticePassword()
	if err != nil {
		return nil, err
	}
	f := furnisher{house: h, password: password, actor: audit.House("practice")}
	tell, err := f.district(ctx)
	if err != nil {
		return nil, fmt.Errorf("furnish the practice district: %w", err)
	}
	for i, c := range cameras {
		if err := f.camera(ctx, c, f.sites[watched()[i%len(watched())]]); err != nil {
			return nil, fmt.Errorf("furnish camera %s: %w", c.Name, err)
		}
	}
	if err := tell(ctx); err != nil {
		return nil, fmt.Errorf("furnish the practice district: %w", err)
	}
	h.directory.Changed()
	accounts, err := f.accounts(ctx)
	if err != nil {
		return nil, fmt.Errorf("furnish accounts: %w", err)
	}
	return accounts, nil
}

type furnisher struct {
	house    *House
	password string
	actor    audit.Actor
	units    map[string]shiheng.OrganisationID // by the key of the site
	sites    map[string]registry.VideoSystem
}

// camera finds or makes one camera, and its device.
func (f *furnisher) camera(ctx context.Context, p PracticeCamera, of registry.VideoSystem) error {
	want := registry.Camera{
		Name: p.Name, System: of.ID, Place: of.Place, RoomUse: practiceRoom, Enabled: true, Simulated: true, Kbps: p.Kbps,
	}
	if p.Device != "" {
		device, err := f.device(ctx, p)
		if err != nil {
			return err
		}
		want.Code = p.Channel
		want.Main = &registry.Source{GB28181: &registry.GB28181Source{Device: device, Channel: p.Channel}}
		want.Sub = &registry.Source{GB28181: &registry.GB28181Source{Device: device, Channel: p.Channel, Stream: 1}}
	} else {
		want.Main = &registry.Source{RTSP: &registry.RTSPSource{URL: p.Main, User: p.User, Password: f.password, Transport: registry.RTSPTCP}}
		want.Sub = &registry.Source{RTSP: &registry.RTSPSource{URL: p.Sub, User: p.User, Password: f.password, Transport: registry.RTSPTCP}}
	}
	got, err := f.house.registry.Read().Cameras(ctx, registry.CameraFilter{Scope: registry.Scope{All: true}, Text: p.Name}, audit.Paging{Limit: 500})
	if err != nil {
		return err
	}
	for _, c := range got.Items {
		if c.Name != p.Name {
			continue
		}
		if p.Device != "" || c.Main == nil || c.Main.RTSP == nil || c.Main.RTSP.URL == p.Main {
			return nil
		}
		c.Main, c.Sub = want.Main, want.Sub
		_, err := f.house.registry.SaveCamera(ctx, f.actor, c)
		return err
	}
	made, err := f.house.registry.SaveCamera(ctx, f.actor, want)
	if err != nil || of.ID != f.sites[watched()[0]].ID {
		return err
	}
	return f.hears(ctx, made)
}

// practiceRoom is the use of the rooms the practice cameras look at.
const practiceRoom = "outdoor"

func (f *furnisher) device(ctx context.Context, p PracticeCamera) (shiheng.DeviceID, error) {
	d, err := f.house.registry.Read().DeviceByCode(ctx, p.Device)
	if err == nil && d.Admitted {
		return d.ID, nil
	}
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return shiheng.DeviceID{}, err
	}
	d, err = f.house.registry.AdmitDevice(ctx, f.actor, p.Device, registry.DeviceEdit{
		Name: p.Name, Password: f.password, Simulated: true, Options: registry.DeviceOptions{
			Transport: registry.MediaTransport(p.Transport), Dialect: registry.Dialect(p.Dialect), KeepaliveSeconds: 15,
		},
	})
	return d.ID, err
}

// accounts finds or makes the first accounts.
func (f *furnisher) accounts(ctx context.Context) ([]FirstAccount, error) {
	all := identity.Target{}
	first := []struct {
		login, name string
		roles       []identity.Grantable
	}{
		{"admin", "系统管理员", []identity.Grantable{{Role: identity.SecurityAdministrator, Target: all}, {Role: identity.SystemAdministrator, Target: all}}},
		{"keeper", "值守员", []identity.Grantable{{Role: identity.WatchKeeper, Target: all}}},
		{"copy", "调取员", []identity.Grantable{{Role: identity.WatchKeeper, Target: all}, {Role: identity.CopyOfficer, Target: all}}},
		{"forward", "转发员", []identity.Grantable{{Role: identity.WatchKeeper, Target: all}, {Role: identity.ForwardOfficer, Target: all}}},
		{"tech", "调试员", []identity.Grantable{{Role: identity.Commissioning, Target: all, Until: time.Now().Add(7 * 24 * time.Hour)}}},
		{"police", "监管民警", []identity.Grantable{{Role: identity.Supervisor, Target: identity.Target{Organisation: f.units["bureau"]}}}},
		{"traffic", "交通局", []identity.Grantable{{Role: identity.Department, Target: identity.Target{Organisation: f.units["transport"]}}}},
		{"mall", "商场管理员", []identity.Grantable{{Role: identity.SiteOperator, Target: identity.Target{Organisation: f.units["mall"]}}}},
		{"auditor", "审计员", []identity.Grantable{{Role: identity.Auditor, Target: all}}},
	}
	known := map[string]identity.Account{}
	page, err := f.house.identity.Accounts(ctx, audit.Paging{Limit: 500})
	if err != nil {
		return nil, err
	}
	for _, a := range page.Items {
		known[a.Login] = a
	}
	out := make([]FirstAccount, 0, len(first))
	for _, n := range first {
		a := FirstAccount{Login: n.login, Name: n.name, Role: string(n.roles[len(n.roles)-1].Role)}
		old, there := known[n.login]
		switch {
		case !there:
			old, a.Password, err = f.house.identity.Create(ctx, f.actor, identity.NewAccount{Login: n.login, Name: n.name, Roles: n.roles, Reason: "演练账号"})
		case old.MustChange && !old.Disabled:
			a.Password, err = f.house.identity.Reset(ctx, f.actor, old.ID)
		}
		if err == nil && !there {
			err = f.tie(ctx, old)
		}
		if err != nil {
			return nil, fmt.Errorf("account %s: %w", n.login, err)
		}
		out = append(out, a)
	}
	return out, nil
}
