package worm

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"time"

	"github.com/minio/minio-go/v7"

	"shiheng.internal"
	"shiheng.internal/civic/evidence/second"
)

// How long the objects of a probe are locked, and to what it tries to shorten
// that. What an earlier probe left is removed by the next one.
const (
	probeLock  = 10 * time.Minute
	probeShort = 2 * time.Minute
	probeNames = "probe/"
)

// Probe tries to break the locks of the bucket, by second.Trials. It changes
// nothing else in it: what it could change it puts back. Its error tells that it
// could not be carried through.
func (b *Bucket) Probe(ctx context.Context) ([]second.Attempt, error) {
	if err := b.Ready(ctx); err != nil {
		return nil, err
	}
	b.sweep(ctx)
	p := &probing{b: b, body: []byte("shiheng worm probe")}
	var some [8]byte
	rand.Read(some[:])
	p.name = probeNames + hex.EncodeToString(some[:])
	return p.run(ctx)
}

// sweep removes what earlier probes left, as far as their locks have run out.
func (b *Bucket) sweep(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // the listing ends with it
	for o := range b.client.ListObjects(ctx, b.cfg.Bucket, minio.ListObjectsOptions{Prefix: probeNames, Recursive: true, WithVersions: true}) {
		if o.Err != nil {
			return // the next probe sweeps
		}
		_ = b.remove(ctx, second.Object{Name: o.Key, Version: o.VersionID}, false) // locked still, or gone
	}
}

// A probing is one probe under way.
type probing struct {
	b      *Bucket
	name   string
	body   []byte
	object second.Object // under a lock and a legal hold
	held   second.Object // under a legal hold alone
	until  time.Time
	out    []second.Attempt
}

func (p *probing) note(name string, answer second.Answer, said string) {
	p.out = append(p.out, second.Attempt{Name: name, Answer: answer, Said: said})
}

// told notes how an attempt went: it is done when the bucket says so, or when
// it became so whatever it says.
func (p *probing) told(name string, err error, became bool) {
	said := "OK"
	if err != nil {
		r := minio.ToErrorResponse(err)
		if said = r.Code; said == "" {
			said = err.Error()
		}
	}
	answer := second.Refused
	if err == nil || became {
		answer = second.Done
	}
	if became && err != nil {
		said += ", and it was done"
	}
	p.note(name, answer, said)
}

// works notes something that must work.
func (p *probing) works(name string, err error, is bool) {
	switch {
	case err != nil:
		p.note(name, second.Refused, err.Error())
	case !is:
		p.note(name, second.Refused, "the bucket says OK, and it is not so")
	default:
		p.note(name, second.Done, "OK")
	}
}

func (p *probing) run(ctx context.Context) (_ []second.Attempt, err error) {
	b := p.b
	p.until = whole(b.now().Add(probeLock))
	if p.object, err = b.Put(ctx, p.name, int64(len(p.body)), bytes.NewReader(p.body), second.Lock{Until: p.until, Held: true}); err != nil {
		return nil, err
	}
	if p.held, err = b.Put(ctx, p.name+"-held", int64(len(p.body)), bytes.NewReader(p.body), second.Lock{Held: true}); err != nil {
		return nil, err
	}
	l, err := b.Lock(ctx, p.object)
	p.works("lock", err, !l.Until.Before(p.until) && l.Held)
	p.until = p.until.Add(time.Minute)
	err = b.Prolong(ctx, p.object, p.until)
	l, _ = b.Lock(ctx, p.object) // what cannot be read is not prolonged
	p.works("prolong", err, !l.Until.Before(p.until))
	p.attack(ctx)
	l, err = b.Lock(ctx, p.object)
	p.works("intact", err, p.reads(ctx, p.object) && !l.Until.Before(p.until) && l.Held)
	err = b.Hold(ctx, p.held, false)
	l, _ = b.Lock(ctx, p.held)
	p.works("release", err, !l.Held)
	_ = b.remove(ctx, p.held, false)     // a default rule may keep it: the next probe sweeps
	_ = b.Hold(ctx, p.object, false)     // so that it ends with its lock
	return p.out, errors.Join(ctx.Err()) // half a probe is none
}

// attack tries what must be refused.
func (p *probing) attack(ctx context.Context) {
	b := p.b
	gone := func(o second.Object) bool { return !p.reads(ctx, o) }
	p.told("delete-version", b.remove(ctx, p.object, false), gone(p.object))
	p.told("delete-bypass", b.remove(ctx, p.object, true), gone(p.object))
	p.overwrite(ctx)
	err := b.retain(ctx, p.object, minio.Compliance, b.now().Add(probeShort), false)
	l, _ := b.Lock(ctx, p.object) // unreadable is shortened
	p.told("shorten", err, l.Until.Before(p.until))
	err = b.retain(ctx, p.object, minio.Governance, p.until, true)
	l, _ = b.Lock(ctx, p.object)
	p.told("downgrade", err, l.Until.IsZero())
	p.told("delete-held", b.remove(ctx, p.held, true), gone(p.held))
	err = b.hold(ctx, b.nobody, p.object, false)
	l, _ = b.Lock(ctx, p.object)
	p.told("lift-unsigned", err, !l.Held)
	p.suspend(ctx)
	err = b.client.RemoveBucket(ctx, b.cfg.Bucket)
	p.told("delete-bucket", err, b.Ready(ctx) != nil)
	p.undefault(ctx)
}

// overwrite puts other bytes under the name and deletes it by name. Buckets
// with versions take both; what counts is that the first version stays.
func (p *probing) overwrite(ctx context.Context) {
	other := []byte("other bytes")
	o, err := p.b.Put(ctx, p.name, int64(len(other)), bytes.NewReader(other), second.Lock{})
	said := "OK"
	if err != nil {
		said = err.Error()
	}
	_ = p.b.remove(ctx, second.Object{Name: p.name}, false)
	answer := second.Refused
	if !p.reads(ctx, p.object) || o.Version == p.object.Version {
		answer = second.Done
	} else if err == nil {
		said = "a new version; the first one stays"
	}
	p.note("overwrite", answer, said)
	if err == nil {
		_ = p.b.remove(ctx, o, false) // a default rule may keep it: the next probe sweeps
	}
}

// suspend tries to suspend versions, and enables them again.
func (p *probing) suspend(ctx context.Context) {
	err := p.b.client.SuspendVersioning(ctx, p.b.cfg.Bucket)
	v, failed := p.b.client.GetBucketVersioning(ctx, p.b.cfg.Bucket)
	became := failed == nil && !v.Enabled()
	p.told("suspend-versioning", err, became)
	if became {
		_ = p.b.client.EnableVersioning(ctx, p.b.cfg.Bucket) // the bucket has failed, whatever comes of it
	}
}

// undefault tries to clear the default lock, and sets it again.
func (p *probing) undefault(ctx context.Context) {
	_, mode, length, unit, err := p.b.client.GetObjectLockConfig(ctx, p.b.cfg.Bucket)
	if err != nil || mode == nil || *mode == "" {
		p.note("clear-default", second.Untried, "the bucket has no default lock")
		return
	}
	err = p.b.client.SetObjectLockConfig(ctx, p.b.cfg.Bucket, nil, nil, nil)
	_, now, _, _, failed := p.b.client.GetObjectLockConfig(ctx, p.b.cfg.Bucket)
	became := failed == nil && (now == nil || *now == "")
	p.told("clear-default", err, became)
	if became {
		_ = p.b.client.SetObjectLockConfig(ctx, p.b.cfg.Bucket, mode, length, unit) // as above
	}
}

// reads reports whether a version can be read and is what was stored. What
// cannot be told, since the bucket does not answer, is not.
func (p *probing) reads(ctx context.Context, o second.Object) bool {
	r, err := p.b.Get(ctx, o)
	if err != nil {
		return false
	}
	defer func() { _ = r.Close() }() // read to its end, or failed already
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(r, 1<<20)); err != nil {
		return false
	}
	want := sha256.Sum256(p.body)
	return bytes.Equal(sum.Sum(nil), want[:])
}

// Make makes a bucket with Object Lock that is not there yet; for practice and
// tests.
func (b *Bucket) Make(ctx context.Context) error {
	err := b.client.MakeBucket(ctx, b.cfg.Bucket, minio.MakeBucketOptions{Region: b.cfg.Region, ObjectLocking: true})
	if err != nil {
		return shiheng.Conflict("second.bucket-make", "bucket", b.Name()).From(err)
	}
	return nil
}
