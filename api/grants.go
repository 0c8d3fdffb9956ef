package api

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/law"
)

// makeGrant asks for permission to open footage. The event is committed before
// the answer, granted or refused.
func (d *Door) makeGrant(ctx context.Context, who route.Caller, in *route.In[grantBody]) (*route.Out[shiheng.Grant], error) {
	b := in.Body
	if err := d.onlyLive(ctx, who, shiheng.Act(b.Act)); err != nil {
		return nil, err
	}
	var expires law.Day // none when nothing is given
	if err := expires.UnmarshalText([]byte(b.ExpiresOn)); err != nil {
		return nil, err
	}
	g, err := d.cfg.Access.Open(ctx, access.Request{
		Principal: who.Principal, Act: shiheng.Act(b.Act), Cameras: b.Cameras,
		Footage: shiheng.Span{From: b.From.UTC(), To: b.To.UTC()},
		Purpose: b.Purpose, Recipient: b.Recipient, Approver: b.Approver, Expires: expires,
	})
	if err != nil {
		return nil, err
	}
	return &route.Out[shiheng.Grant]{Body: g}, nil
}

// endGrant gives a permission back; everything running under it ends.
func (d *Door) endGrant(ctx context.Context, who route.Caller, in *grantPath) (*route.None, error) {
	return &route.None{}, d.cfg.Access.Release(ctx, who.Principal, in.ID)
}

// tampered ends a grant whose mark the player found interfered with.
func (d *Door) tampered(ctx context.Context, who route.Caller, in *grantTampered) (*route.None, error) {
	return &route.None{}, d.cfg.Access.Tampered(ctx, who.Principal, in.ID, access.Tampering(in.Body.How))
}

// PulseView is what the next proof of a mark takes.
type PulseView struct {
	Nonce string `json:"nonce" doc:"Goes back with it"`
	Every int    `json:"everySeconds" doc:"When; 0: none is asked under this grant"`
}

// beat takes a proof that the mark stands. The picture of a page that gives none
// ends.
func (d *Door) beat(ctx context.Context, who route.Caller, in *grantBeat) (*route.Out[PulseView], error) {
	b := in.Body
	p, err := d.cfg.Access.Beat(ctx, who.Principal, in.ID, access.Beat{Nonce: b.Nonce, Drawn: b.Drawn, Hidden: b.Hidden})
	if err != nil {
		return nil, err
	}
	return &route.Out[PulseView]{Body: PulseView{Nonce: p.Nonce, Every: int(p.Every / time.Second)}}, nil
}

// refusedBy makes the error of a reason a can map gave.
func refusedBy(why access.Reason) error {
	return shiheng.Forbidden(why.Code).By(why.Article)
}
