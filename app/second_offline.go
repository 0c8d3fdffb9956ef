package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/evidence/second"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/worm"
)

// A BucketAt is a bucket that no platform knows yet.
type BucketAt struct {
	Endpoint, Bucket, Region, AccessKey, SecretKey string
	Make                                           bool // it first, with Object Lock
}

// ProbeBucket tries to break the locks of such a bucket.
func ProbeBucket(ctx context.Context, at BucketAt) (second.Probe, error) {
	b, err := worm.Open(worm.Config{Endpoint: at.Endpoint, Bucket: at.Bucket, Region: at.Region, AccessKey: at.AccessKey, SecretKey: at.SecretKey}, time.Now)
	if err != nil {
		return second.Probe{}, err
	}
	if at.Make {
		if err := b.Make(ctx); err != nil {
			return second.Probe{}, err
		}
	}
	attempts, err := b.Probe(ctx)
	return second.Probe{At: time.Now().UTC(), Bucket: b.Name(), By: "shiheng worm-probe", Attempts: attempts}, err
}

// ProbeBucket tries to break the locks of the bucket of the settings. The result
// is on record, and in the log at the next start.
func (k *Keeping) ProbeBucket(ctx context.Context) (second.Probe, error) {
	return k.house.second.Probe(ctx, audit.House("worm-probe"))
}

// A ListedHold is a hold as it is listed beside its second copies.
type ListedHold struct {
	evidence.Hold
	Slots, Copies int    // sealed slots of its footage, and those with a second copy
	Leaf          *int64 // the index in the log of the act that placed it; nil before it has one
}

// Holds lists the holds in force, and lifted ones when all is set.
func (k *Keeping) Holds(ctx context.Context, all bool) (out []ListedHold, err error) {
	f := evidence.Filter{Scope: registry.Scope{All: true}, State: evidence.InForce}
	if all {
		f.State = ""
	}
	for p := (audit.Paging{Limit: 500}); ; {
		got, err := k.house.evidence.Read().Holds(ctx, f, p)
		if err != nil {
			return nil, err
		}
		for _, h := range got.Items {
			one := ListedHold{Hold: h}
			of, err := k.house.second.Of(ctx, h)
			if err != nil {
				return nil, err
			}
			one.Slots, one.Copies = of.All, of.Kept
			if one.Leaf, err = k.placedAt(ctx, h); err != nil {
				return nil, err
			}
			out = append(out, one)
		}
		if p.Cursor = got.Next; p.Cursor == "" {
			return out, nil
		}
	}
}

// placedAt is the index in the log of the first act on a hold.
func (k *Keeping) placedAt(ctx context.Context, h evidence.Hold) (*int64, error) {
	for _, act := range []audit.Act{audit.HoldPlace, audit.HoldFound} {
		got, err := k.house.audit.Entries(ctx, audit.Filter{Act: act, Object: audit.On("hold", h.ID)}, audit.Paging{Limit: 1})
		if err != nil {
			return nil, err
		}
		if len(got.Items) > 0 {
			return got.Items[0].Leaf, nil
		}
	}
	return nil, nil
}

// Fetching says which second copies are fetched, where to, why, and by whom.
type Fetching struct {
	Hold   shiheng.HoldID
	Dir    string
	All    bool // those as well whose slot is still in the footage store
	Reason string
	By     string
}

// Fetched is one copy that was fetched, or was not.
type Fetched struct {
	second.Copy
	File string
	Err  error
}

// FetchCopies reads second copies back to a directory. It is on record first.
// One that fails stops no other; the error tells that none could be tried.
func (k *Keeping) FetchCopies(ctx context.Context, want Fetching) (out []Fetched, err error) {
	h := k.house
	hold, err := h.evidence.One(ctx, registry.Scope{All: true}, want.Hold)
	if err != nil {
		return nil, err
	}
	copies, err := h.second.Copies(ctx, hold)
	if err != nil {
		return nil, err
	}
	var due []second.Copy
	for _, c := range copies {
		if _, err := h.slots.Raw(slots.SlotAt{Volume: c.Volume, Number: c.Number}, c.Use); want.All || errors.Is(err, shiheng.ErrNotFound) {
			due = append(due, c)
		}
	}
	if len(due) == 0 {
		return nil, nil
	}
	if err := os.MkdirAll(want.Dir, 0o700); err != nil {
		return nil, shiheng.Invalid("second.fetch-dir", "dir", want.Dir).From(err)
	}
	e := audit.New(time.Now(), audit.House("fetch-copy"), audit.SecondFetch, audit.On("hold", hold.ID)).About(hold.Cameras()...).
		Because(evidence.Article, string(audit.SecondFetch)).With("by", want.By).With("reason", want.Reason).With("slots", strconv.Itoa(len(due)))
	if err := h.audit.Append(ctx, e); err != nil {
		return nil, err
	}
	for _, c := range due {
		one := Fetched{Copy: c, File: filepath.Join(want.Dir, strings.ReplaceAll(strings.TrimPrefix(c.Name(), "slots/"), "/", "-"))}
		one.Err = h.fetchCopy(ctx, c, one.File)
		out = append(out, one)
	}
	return out, nil
}

// fetchCopy writes one second copy to a new file, whole and checked or not at
// all.
func (h *House) fetchCopy(ctx context.Context, c second.Copy, name string) error {
	if _, err := os.Stat(name); err == nil {
		return shiheng.Conflict("export.exists", "file", name)
	}
	part, err := os.CreateTemp(filepath.Dir(name), ".fetch-*")
	if err != nil {
		return fmt.Errorf("fetch copy: %w", err)
	}
	defer func() { _ = os.Remove(part.Name()) }() // it has another name when all went well
	body, err := h.second.Fetch(ctx, c)
	if err != nil {
		return errors.Join(err, part.Close())
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(part, sum), io.LimitReader(body, c.Size+1))
	err = errors.Join(err, body.Close())
	if err == nil && (n != c.Size || hex.EncodeToString(sum.Sum(nil)) != c.Digest) {
		err = shiheng.Invalid("second.differs", "object", c.Object.Name)
	}
	if err == nil {
		err = sameSlot(part, c.Slot)
	}
	if err = errors.Join(err, part.Sync(), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), name)
}
