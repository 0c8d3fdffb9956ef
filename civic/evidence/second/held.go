package second

import (
	"context"
	"io"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/evidence"
)

// mostListed bounds the copies that a hold's standing names one by one.
const mostListed = 20

// A HeldCopies is how the second copies of one hold stand.
type HeldCopies struct {
	Bucket string `json:"bucket" doc:"Address and bucket; empty when none is set"`
	Serves bool   `json:"serves" doc:"The bucket passed a probe that still counts"`
	All    int    `json:"all" doc:"Sealed slots of its footage"`
	Kept   int    `json:"kept" doc:"Those of them with a second copy"`
	Open   int    `json:"open" doc:"Slots still being written"`
	Bytes  int64  `json:"bytes" doc:"Of what is kept"`
	// Verified is when the object was read last that was read the longest ago.
	Verified time.Time `json:"verifiedAt,omitzero"`
	Failed   []Copy    `json:"failed" nullable:"false" doc:"Whose last step brought nothing, twenty at most"`
	Lost     []Copy    `json:"lost" nullable:"false" doc:"Not in the footage store any more: to be had from the second copy, twenty at most"`
}

// Of says how the second copies of a hold stand.
func (s *Service) Of(ctx context.Context, h evidence.Hold) (HeldCopies, error) {
	st := s.Standing()
	out := HeldCopies{Bucket: st.Bucket, Serves: st.Serves, Failed: []Copy{}, Lost: []Copy{}}
	for _, it := range h.Items {
		here := map[string]bool{}
		slots, open, err := s.cfg.Footage.Sealed(ctx, it.Camera, h.Span())
		if err != nil {
			return out, err
		}
		for _, one := range slots {
			here[one.Key()] = true
		}
		out.Open += open
		seen := 0
		err = s.each(ctx, Filter{Camera: it.Camera, Span: h.Span(), Going: true}, func(c Copy) error {
			out.add(c, here[c.Key()])
			if here[c.Key()] {
				seen++
			}
			return nil
		})
		if err != nil {
			return out, err
		}
		out.All += len(slots) - seen // those that no round has come to yet
	}
	return out, nil
}

func (o *HeldCopies) add(c Copy, here bool) {
	o.All++
	if c.State == Kept {
		o.Kept++
		o.Bytes += c.Size
		if o.Verified.IsZero() || c.Verified.Before(o.Verified) {
			o.Verified = c.Verified
		}
		if !here && len(o.Lost) < mostListed {
			o.Lost = append(o.Lost, c)
		}
	}
	if c.Failed != "" && len(o.Failed) < mostListed {
		o.Failed = append(o.Failed, c)
	}
}

// Copies lists every second copy of a hold's footage that is kept.
func (s *Service) Copies(ctx context.Context, h evidence.Hold) (out []Copy, err error) {
	for _, it := range h.Items {
		err = s.each(ctx, Filter{Camera: it.Camera, Span: h.Span(), Going: true}, func(c Copy) error {
			if c.State == Kept {
				out = append(out, c)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b Copy) int { return a.From.Compare(b.From) })
	return out, nil
}

// Fetch opens the object of a copy in the bucket of the settings. Who reads it
// compares its digest.
func (s *Service) Fetch(ctx context.Context, c Copy) (io.ReadCloser, error) {
	v, _, err := s.cfg.Bucket(ctx)
	switch {
	case err != nil:
		return nil, err
	case v == nil:
		return nil, shiheng.Conflict("second.none")
	case c.Bucket != v.Name():
		return nil, shiheng.Conflict("second.other-bucket", "bucket", c.Bucket)
	}
	return v.Get(ctx, c.Object)
}
