package api

import (
	"context"

	"shiheng.internal/api/route"
)

func (d *Door) beginFactor(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[FactorBegun], error) {
	name, err := d.cfg.Settings.PlatformName(ctx)
	if err != nil {
		return nil, err
	}
	e, err := d.cfg.Identity.Enrol(ctx, who.Principal, name)
	if err != nil {
		return nil, err
	}
	return &route.Out[FactorBegun]{Body: FactorBegun{Secret: e.Secret, Address: e.Address}}, nil
}

func (d *Door) confirmFactor(ctx context.Context, who route.Caller, in *route.In[codeBody]) (*route.Out[FactorReady], error) {
	codes, err := d.cfg.Identity.ConfirmFactor(ctx, who.Principal, in.Body.Code)
	if err != nil {
		return nil, err
	}
	return &route.Out[FactorReady]{Body: FactorReady{Recovery: codes}}, nil
}

func (d *Door) dropFactor(ctx context.Context, who route.Caller, in *route.In[factorDropBody]) (*route.None, error) {
	return &route.None{}, d.cfg.Identity.DropFactor(ctx, who.Principal, in.Body.Password, in.Body.Code)
}

func (d *Door) resetFactor(ctx context.Context, who route.Caller, in *accountPath) (*route.Out[AccountView], error) {
	if err := d.cfg.Identity.ResetFactor(ctx, who.Actor(), in.ID); err != nil {
		return nil, err
	}
	a, err := d.cfg.Identity.Account(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return d.accountOut(ctx, who, a)
}
