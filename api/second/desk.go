// Package second is the area of the API for second copies of held footage: how
// those of a hold stand, for whoever may know of the hold, and the bucket they
// lie in, for whoever keeps the settings.
package second

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/evidence/second"
)

// Config is what the desk stands in front of. All are required to serve; none
// to describe.
type Config struct {
	Second *second.Service
	Holds  *evidence.Service
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	route.Add(t, "GET", "/evidence/holds/{id}/second-copy", route.Duty(access.ReadHolds), "How the second copies of a hold stand", d.ofHold)
	route.Add(t, "GET", "/evidence/second-copy", route.Duty(access.ReadSettings), "The bucket of second copies, and whether it may be believed", d.bucket)
	route.AddSensitive(t, "POST", "/evidence/second-copy/probe", route.Duty(access.ManageSettings), "Try to break the locks of the bucket", d.probe)
}

type heldCopiesPath struct {
	ID shiheng.HoldID `path:"id" format:"uuid"`
}

func (d *Desk) ofHold(ctx context.Context, who route.Caller, in *heldCopiesPath) (*route.Out[second.HeldCopies], error) {
	h, err := d.cfg.Holds.One(ctx, who.Rights.Over(access.ReadHolds), in.ID)
	if err != nil {
		return nil, err
	}
	out, err := d.cfg.Second.Of(ctx, h)
	if err != nil {
		return nil, err
	}
	return &route.Out[second.HeldCopies]{Body: out}, nil
}

// SecondCopyBucket is the bucket of second copies, as it stood at the last round.
type SecondCopyBucket struct {
	Bucket string     `json:"bucket" doc:"Address and bucket; empty when none is set"`
	Down   string     `json:"down,omitempty" doc:"Why it does not answer"`
	Since  *time.Time `json:"downSince,omitempty"`
	Serves bool       `json:"serves" doc:"It passed a probe that still counts"`
	Owed   int        `json:"owed" doc:"Slots of held footage without a second copy"`
	Late   int        `json:"late" doc:"Those of them for longer than the settings allow"`
	Kept   int        `json:"kept"`
	Failed int        `json:"failed" doc:"Whose last step brought nothing"`
	First  string     `json:"firstFailed,omitempty"`
	// Probe is the newest one; missing before the first.
	Probe *BucketProbe `json:"probe,omitempty"`
	Can   route.Can    `json:"can" doc:"probe"`
}

// BucketProbe is one probing of a bucket.
type BucketProbe struct {
	At     time.Time    `json:"at"`
	Bucket string       `json:"bucket"`
	By     string       `json:"by"`
	Passed bool         `json:"passed"`
	Trials []ProbeTrial `json:"trials" nullable:"false"`
}

// ProbeTrial is one attempt on a bucket and what became of it.
type ProbeTrial struct {
	Name   string        `json:"name"`
	Zh     string        `json:"zh"`
	En     string        `json:"en"`
	Want   second.Answer `json:"want" enum:"refused,done"`
	Answer second.Answer `json:"answer" enum:"refused,done,untried"`
	Said   string        `json:"said,omitempty"`
	Broken bool          `json:"broken" doc:"It did not end as it must"`
}

func probeView(p second.Probe) *BucketProbe {
	out := &BucketProbe{At: p.At, Bucket: p.Bucket, By: p.By, Passed: p.Passed(), Trials: []ProbeTrial{}}
	broken := map[string]bool{}
	for _, t := range p.Broken() {
		broken[t.Name] = true
	}
	for _, t := range second.Trials() {
		one := ProbeTrial{Name: t.Name, Zh: t.Text.Zh, En: t.Text.En, Want: t.Want, Answer: second.Untried, Broken: broken[t.Name]}
		for _, a := range p.Attempts {
			if a.Name == t.Name {
				one.Answer, one.Said = a.Answer, a.Said
			}
		}
		out.Trials = append(out.Trials, one)
	}
	return out
}

func (d *Desk) bucket(_ context.Context, who route.Caller, _ *struct{}) (*route.Out[SecondCopyBucket], error) {
	st := d.cfg.Second.Standing()
	v := SecondCopyBucket{
		Bucket: st.Bucket, Serves: st.Serves, Owed: st.Owed, Late: st.Late, Kept: st.Kept, Failed: st.Failed, First: st.First,
	}
	if st.Down != nil {
		v.Down, v.Since = st.Down.Error(), &st.Since
	}
	if !st.Probe.At.IsZero() {
		v.Probe = probeView(st.Probe)
	}
	v.Can = who.Barred(access.ManageSettings, map[string]error{"probe": d.cfg.Second.MayProbe()})
	return &route.Out[SecondCopyBucket]{Body: v}, nil
}

func (d *Desk) probe(ctx context.Context, who route.Caller, _ *struct{}) (*route.Out[BucketProbe], error) {
	p, err := d.cfg.Second.Probe(ctx, who.Actor())
	if err != nil {
		return nil, err
	}
	return &route.Out[BucketProbe]{Body: *probeView(p)}, nil
}
