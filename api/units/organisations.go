package units

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry/party"
)

func organisationView(o party.Organisation, can route.Can) OrganisationView {
	v := OrganisationView{ID: o.ID, ETag: route.ETag(o.Version), Can: can, OrganisationFields: OrganisationFields{
		Parent: o.Parent, Name: o.Name, ShortName: o.ShortName, Code: o.Code, Functions: []string{}, Level: string(o.Level),
		Division: o.Division, Trade: o.Trade, Legal: o.Legal, Head: contactView(o.Head), VideoLead: contactView(o.VideoLead),
		Address: o.Address,
	}}
	for _, f := range o.Functions {
		v.Functions = append(v.Functions, string(f))
	}
	for _, c := range o.Contacts {
		v.Contacts = append(v.Contacts, UnitContact(c))
	}
	return v
}

func (f OrganisationFields) organisation(id shiheng.OrganisationID, version int64) party.Organisation {
	o := party.Organisation{
		ID: id, Parent: f.Parent, Name: f.Name, ShortName: f.ShortName, Code: f.Code, Level: party.Level(f.Level),
		Division: f.Division, Trade: f.Trade, Legal: f.Legal, Head: f.Head.contact(), VideoLead: f.VideoLead.contact(),
		Address: f.Address, Version: version,
	}
	for _, w := range f.Functions {
		o.Functions = append(o.Functions, party.Function(w))
	}
	for _, c := range f.Contacts {
		o.Contacts = append(o.Contacts, party.Contact(c))
	}
	return o
}

func (d *Desk) organisations(ctx context.Context, who route.Caller, in *organisationList) (*route.Out[route.Page[OrganisationView]], error) {
	got, err := d.cfg.Party.Read().Organisations(ctx, party.OrganisationFilter{
		Scope: who.Rights.Units(), Function: party.Function(in.Function), Level: party.Level(in.Level),
		Division: in.Division, Trade: in.Trade, Text: in.Q,
	}, in.Paging())
	if err != nil {
		return nil, err
	}
	can := who.Can(access.ManageRegister, "change")
	return route.PageOf(got.Items, got.Next, func(o party.Organisation) OrganisationView { return organisationView(o, can) }), nil
}

func (d *Desk) organisation(ctx context.Context, who route.Caller, in *organisationPath) (*route.Out[OrganisationView], error) {
	got, err := d.cfg.Party.Read().Organisations(ctx, party.OrganisationFilter{
		Scope: who.Rights.Units(), IDs: []shiheng.OrganisationID{in.ID},
	}, audit.Paging{Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(got.Items) == 0 {
		return nil, shiheng.NotFound("organisation.none", "organisation", in.ID.String())
	}
	return organisationOut(who, got.Items[0]), nil
}

func organisationOut(who route.Caller, o party.Organisation) *route.Out[OrganisationView] {
	v := organisationView(o, who.Can(access.ManageRegister, "change"))
	return &route.Out[OrganisationView]{ETag: v.ETag, Body: v}
}

func (d *Desk) makeOrganisation(ctx context.Context, who route.Caller, in *route.In[OrganisationFields]) (*route.Out[OrganisationView], error) {
	return d.saveOrganisation(ctx, who, in.Body.organisation(shiheng.OrganisationID{}, 0))
}

func (d *Desk) changeOrganisation(ctx context.Context, who route.Caller, in *organisationPatch) (*route.Out[OrganisationView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return d.saveOrganisation(ctx, who, in.Body.organisation(in.ID, version))
}

func (d *Desk) saveOrganisation(ctx context.Context, who route.Caller, o party.Organisation) (*route.Out[OrganisationView], error) {
	saved, err := d.cfg.Party.SaveOrganisation(ctx, who.Actor(), o)
	if err != nil {
		return nil, err
	}
	d.cfg.Changed()
	return organisationOut(who, saved), nil
}

func (d *Desk) kinds(context.Context, route.Caller, *route.None) (*route.Out[UnitKindsView], error) {
	var v UnitKindsView
	for _, f := range party.Functions() {
		v.Functions = append(v.Functions, string(f))
	}
	for _, l := range party.Levels() {
		v.Levels = append(v.Levels, string(l))
	}
	for _, k := range party.Divisions() {
		v.Divisions = append(v.Divisions, DivisionView(k))
	}
	for _, k := range party.Trades() {
		v.Trades = append(v.Trades, TradeView(k))
	}
	return &route.Out[UnitKindsView]{Body: v}, nil
}
