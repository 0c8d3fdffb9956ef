package api

import (
	"context"
	"strings"
	"time"

	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
)

func (d *Door) status(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[StatusView], error) {
	v, err := d.cfg.Status(ctx)
	if err != nil {
		return nil, err
	}
	return &route.Out[StatusView]{Body: v}, nil
}

// Settings are what can be changed while the platform runs: rows, each change
// with its event. It must be safe for concurrent use.
type Settings interface {
	// All lists every setting with its value in force.
	All(ctx context.Context) ([]Setting, error)
	// Set changes one. An unknown key is an ErrNotFound, a value that does not
	// fit an ErrInvalid.
	Set(ctx context.Context, actor audit.Actor, key, value string) error
	// PlatformName is the name of the platform, shown on every page.
	PlatformName(ctx context.Context) (string, error)
}

// Setting is one setting as it stands.
type Setting struct {
	Key, Value string
	Changed    time.Time
	By         string
	Zh, En     string // what it means
}

// settingDuty is the duty of changing a setting: who gives rights sets the
// rules of signing in, who runs the house all else.
func settingDuty(key string) access.Duty {
	if strings.HasPrefix(key, "identity.") {
		return access.ManageAccounts
	}
	return access.ManageSettings
}

func settingView(who route.Caller, s Setting) SettingView {
	return SettingView{Key: s.Key, Value: s.Value, Zh: s.Zh, En: s.En, Changed: s.Changed, By: s.By, Can: who.Can(settingDuty(s.Key), "change")}
}

func (d *Door) settings(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[route.Page[SettingView]], error) {
	all, err := d.cfg.Settings.All(ctx)
	if err != nil {
		return nil, err
	}
	return route.PageOf(all, "", func(s Setting) SettingView { return settingView(who, s) }), nil
}

func (d *Door) changeSetting(ctx context.Context, who route.Caller, in *settingPut) (*route.Out[SettingView], error) {
	if err := d.cfg.Access.Authorize(ctx, who.Principal, settingDuty(in.Key)); err != nil {
		return nil, err
	}
	if err := d.cfg.Settings.Set(ctx, who.Actor(), in.Key, in.Body.Value); err != nil {
		return nil, err
	}
	all, err := d.cfg.Settings.All(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if s.Key == in.Key {
			return &route.Out[SettingView]{Body: settingView(who, s)}, nil
		}
	}
	return nil, nil
}
