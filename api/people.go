package api

import (
	"context"
	"time"

	"shiheng.internal/api/route"
	"shiheng.internal/civic/identity"
)

func accountView(a identity.Account, roles []identity.Assignment, now time.Time) AccountView {
	v := AccountView{
		ID: a.ID, ETag: route.ETag(a.Version), Login: a.Login, Name: a.Name, Disabled: a.Disabled,
		MustChange: a.MustChange, Factor: a.SecondFactor, Passkey: a.Passkey, Ends: a.Ends, LastLogin: a.LastLogin, Unit: a.Organisation, Person: a.Person, Roles: []RoleView{}, Can: route.Can{},
	}
	if a.LockedUntil.After(now) {
		v.Locked = a.LockedUntil
	}
	for _, r := range roles {
		if r.Account == a.ID && (r.At(now) || r.From.After(now)) {
			v.Roles = append(v.Roles, RoleView{
				Role: string(r.Role), Place: r.Target.Place, System: r.Target.System, Camera: r.Target.Camera, Unit: r.Target.Organisation,
				From: r.From, Until: r.Until, Reason: r.Reason,
			})
		}
	}
	return v
}

// accountOut answers with an account as it stands now.
func (d *Door) accountOut(ctx context.Context, who route.Caller, a identity.Account) (*route.Out[AccountView], error) {
	roles, err := d.cfg.Identity.Assignments(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	v := accountView(a, roles, d.cfg.Now())
	v.Can = canAccount(who, a)
	return &route.Out[AccountView]{ETag: v.ETag, Body: v}, nil
}

// madeOut answers with an account and its one-time password, shown this once.
func (d *Door) madeOut(ctx context.Context, who route.Caller, a identity.Account, password string) (*route.Out[AccountMade], error) {
	one, err := d.accountOut(ctx, who, a)
	if err != nil {
		return nil, err
	}
	return &route.Out[AccountMade]{ETag: one.ETag, Body: AccountMade{Account: one.Body, Password: password}}, nil
}

// canAccount says what may be done to an account by who came this far.
func canAccount(who route.Caller, a identity.Account) route.Can {
	can := route.Can{"change": "", "roles": "", "reset": "", "disable": "", "factorReset": "", "keys": "", "bind": ""}
	if !a.SecondFactor && !a.Passkey {
		can["factorReset"] = "factor.none"
	}
	if a.ID == who.Account.ID {
		can["disable"], can["roles"], can["reset"], can["factorReset"] = "account.self", "account.self", "account.self", "account.self"
		can["bind"] = "account.self"
	}
	return can
}

func (d *Door) accounts(ctx context.Context, who route.Caller, in *route.Paged) (*route.Out[route.Page[AccountView]], error) {
	got, err := d.cfg.Identity.Accounts(ctx, in.Paging())
	if err != nil {
		return nil, err
	}
	page := route.Page[AccountView]{Next: got.Next, Items: []AccountView{}}
	for _, a := range got.Items {
		one, err := d.accountOut(ctx, who, a)
		if err != nil {
			return nil, err
		}
		page.Items = append(page.Items, one.Body)
	}
	return &route.Out[route.Page[AccountView]]{Body: page}, nil
}

func (d *Door) makeAccount(ctx context.Context, who route.Caller, in *route.In[accountBody]) (*route.Out[AccountMade], error) {
	a, password, err := d.cfg.Identity.Create(ctx, who.Actor(), identity.NewAccount{Login: in.Body.Login, Name: in.Body.Name})
	if err != nil {
		return nil, err
	}
	return d.madeOut(ctx, who, a, password)
}

func (d *Door) changeAccount(ctx context.Context, who route.Caller, in *accountPatch) (*route.Out[AccountView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	change := identity.AccountChange{Version: version, Name: in.Body.Name, Disabled: in.Body.Disabled}
	if in.Body.Ends != nil {
		ends, err := optionalTime(*in.Body.Ends)
		if err != nil {
			return nil, err
		}
		change.Ends = &ends
	}
	if of := in.Body.Of; of != nil {
		change.Of = &identity.Belonging{Organisation: of.Unit, Person: of.Person}
	}
	a, err := d.cfg.Identity.Change(ctx, who.Actor(), in.ID, change)
	if err != nil {
		return nil, err
	}
	return d.accountOut(ctx, who, a)
}

func (d *Door) setRoles(ctx context.Context, who route.Caller, in *rolesPut) (*route.Out[AccountView], error) {
	read, err := d.cfg.Identity.Account(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if err := in.Current(read.Version, "account.changed"); err != nil {
		return nil, err
	}
	want := make([]identity.Grantable, 0, len(in.Body.Roles))
	for _, r := range in.Body.Roles {
		want = append(want, identity.Grantable{
			Role: identity.Role(r.Role), Until: r.Until,
			Target: identity.Target{Place: r.Place, System: r.System, Camera: r.Camera, Organisation: r.Unit},
		})
	}
	c, err := d.cfg.Identity.SetRoles(ctx, who.Actor(), in.ID, want, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	a, err := d.cfg.Identity.Account(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out, err := d.accountOut(ctx, who, a)
	if err == nil && c.State == identity.ChangeProposed {
		out.Body.Waiting = c.ID.String()
	}
	return out, err
}

func (d *Door) resetAccount(ctx context.Context, who route.Caller, in *accountPath) (*route.Out[AccountMade], error) {
	password, err := d.cfg.Identity.Reset(ctx, who.Actor(), in.ID)
	if err != nil {
		return nil, err
	}
	a, err := d.cfg.Identity.Account(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return d.madeOut(ctx, who, a, password)
}
