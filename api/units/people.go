package units

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry/party"
)

func personView(p party.Person, can route.Can) PersonView {
	v := PersonView{ID: p.ID, ETag: route.ETag(p.Version), Masked: p.Masked, Can: can, PersonFields: PersonFields{
		Organisation: p.Organisation, Name: p.Name, Post: p.Post, Phone: p.Phone, Left: p.Left,
	}}
	for _, c := range p.Certificates {
		v.Certificates = append(v.Certificates, PersonCertificate(c))
	}
	return v
}

func (b PersonBody) person(id shiheng.PersonID, version int64) party.Person {
	p := party.Person{
		ID: id, Organisation: b.Organisation, Name: b.Name, Post: b.Post, Phone: b.Phone, Left: b.Left,
		IdentityNumber: b.Identity, Version: version,
	}
	for _, c := range b.Certificates {
		p.Certificates = append(p.Certificates, party.Certificate(c))
	}
	return p
}

func (d *Desk) people(ctx context.Context, who route.Caller, in *personList) (*route.Out[route.Page[PersonView]], error) {
	f := party.PersonFilter{Scope: who.Rights.Units(), Text: in.Q, Left: in.Left}
	if in.Organisation != "" {
		var err error
		if f.Organisation, err = shiheng.ParseID[shiheng.OrganisationID](in.Organisation); err != nil {
			return nil, err
		}
	}
	got, err := d.cfg.Party.Read().People(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	can := who.Can(access.ManageRegister, "change")
	return route.PageOf(got.Items, got.Next, func(p party.Person) PersonView { return personView(p, can) }), nil
}

func (d *Desk) person(ctx context.Context, who route.Caller, in *personPath) (*route.Out[PersonView], error) {
	got, err := d.cfg.Party.Read().People(ctx, party.PersonFilter{
		Scope: who.Rights.Units(), IDs: []shiheng.PersonID{in.ID}, Left: true,
	}, audit.Paging{Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(got.Items) == 0 {
		return nil, shiheng.NotFound("person.none", "person", in.ID.String())
	}
	return personOut(who, got.Items[0]), nil
}

func personOut(who route.Caller, p party.Person) *route.Out[PersonView] {
	v := personView(p, who.Can(access.ManageRegister, "change"))
	return &route.Out[PersonView]{ETag: v.ETag, Body: v}
}

func (d *Desk) makePerson(ctx context.Context, who route.Caller, in *route.In[PersonBody]) (*route.Out[PersonView], error) {
	return d.savePerson(ctx, who, in.Body.person(shiheng.PersonID{}, 0))
}

func (d *Desk) changePerson(ctx context.Context, who route.Caller, in *personPatch) (*route.Out[PersonView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return d.savePerson(ctx, who, in.Body.person(in.ID, version))
}

func (d *Desk) savePerson(ctx context.Context, who route.Caller, p party.Person) (*route.Out[PersonView], error) {
	saved, err := d.cfg.Party.SavePerson(ctx, who.Actor(), p)
	if err != nil {
		return nil, err
	}
	return personOut(who, saved), nil
}
