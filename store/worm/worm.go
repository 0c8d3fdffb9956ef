package worm

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"shiheng.internal"
	"shiheng.internal/civic/evidence/second"
)

// Config says where a bucket is and who asks.
type Config struct {
	Endpoint  string // https://host[:port]; http:// as well
	Bucket    string
	Region    string // us-east-1 when empty
	AccessKey string
	SecretKey string
}

// A Bucket is one with Object Lock. It implements [second.Vault]. Safe for
// concurrent use.
type Bucket struct {
	cfg    Config
	client *minio.Client
	nobody *minio.Client // signs nothing
	now    func() time.Time
}

// Open makes a bucket without asking it anything.
func Open(cfg Config, now func() time.Time) (*Bucket, error) {
	u, err := url.Parse(cfg.Endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return nil, shiheng.Invalid("second.endpoint").From(err)
	}
	if cfg.Bucket == "" || cfg.AccessKey == "" || cfg.SecretKey == "" {
		return nil, shiheng.Invalid("second.settings")
	}
	if cfg.Region == "" {
		cfg.Region = "us-east-1"
	}
	b := &Bucket{cfg: cfg, now: now}
	dial := func(access, secret string) (*minio.Client, error) {
		return minio.New(u.Host, &minio.Options{
			Creds: credentials.NewStaticV4(access, secret, ""), Secure: u.Scheme == "https", Region: cfg.Region,
			BucketLookup: minio.BucketLookupPath, MaxRetries: 2, Transport: transport(),
		})
	}
	if b.client, err = dial(cfg.AccessKey, cfg.SecretKey); err != nil {
		return nil, shiheng.Invalid("second.settings").From(err)
	}
	if b.nobody, err = dial("", ""); err != nil {
		return nil, shiheng.Invalid("second.settings").From(err)
	}
	return b, nil
}

// patience bounds how long a bucket may take to begin to answer.
const patience = 30 * time.Second

func transport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone() //nolint:forcetypeassert // the standard library's own
	t.ResponseHeaderTimeout = patience
	t.MaxIdleConnsPerHost = 4
	return lenient{t}
}

// lenient reads the answer about a retention under the name that versitygw
// (v1.8.0) gives its root element, which minio-go refuses, as well as under its
// own.
type lenient struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (l lenient) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := l.RoundTripper.RoundTrip(req)
	if err != nil || req.Method != http.MethodGet || !req.URL.Query().Has("retention") {
		return resp, err
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		return nil, err
	}
	b = bytes.ReplaceAll(b, []byte("ObjectLockRetention"), []byte("Retention"))
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
	return resp, nil
}

// Name implements second.Vault.
func (b *Bucket) Name() string { return strings.TrimRight(b.cfg.Endpoint, "/") + "/" + b.cfg.Bucket }

// Ready implements second.Vault.
func (b *Bucket) Ready(ctx context.Context) error {
	there, err := b.client.BucketExists(ctx, b.cfg.Bucket)
	if err != nil {
		return fault(err)
	}
	if !there {
		return shiheng.NotFound("second.bucket-none", "bucket", b.Name())
	}
	return nil
}

// Put implements second.Vault.
func (b *Bucket) Put(ctx context.Context, name string, size int64, r io.Reader, l second.Lock) (second.Object, error) {
	opts := minio.PutObjectOptions{ContentType: "application/octet-stream", SendContentMd5: true}
	if !l.Until.IsZero() {
		opts.Mode, opts.RetainUntilDate = minio.Compliance, whole(l.Until)
	}
	if l.Held {
		opts.LegalHold = minio.LegalHoldEnabled
	}
	info, err := b.client.PutObject(ctx, b.cfg.Bucket, name, r, size, opts)
	if err != nil {
		return second.Object{}, fault(err)
	}
	if info.VersionID == "" { // a bucket that keeps no versions forgets what is overwritten
		return second.Object{}, shiheng.Conflict("second.no-version", "bucket", b.Name())
	}
	return second.Object{Name: name, Version: info.VersionID}, nil
}

// whole is the first whole second at or after a time: locks know no parts, and
// none may end early.
func whole(t time.Time) time.Time {
	return t.UTC().Add(time.Second - time.Nanosecond).Truncate(time.Second)
}

// Get implements second.Vault.
func (b *Bucket) Get(ctx context.Context, o second.Object) (io.ReadCloser, error) {
	body, err := b.client.GetObject(ctx, b.cfg.Bucket, o.Name, minio.GetObjectOptions{VersionID: o.Version})
	if err != nil {
		return nil, fault(err)
	}
	return object{body}, nil
}

// object turns what fails while it is read into our kinds.
type object struct{ io.ReadCloser }

// Read implements io.Reader.
func (o object) Read(p []byte) (int, error) {
	n, err := o.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fault(err)
	}
	return n, err
}

// Lock implements second.Vault. It asks for the two parts by themselves: the
// headers of an object leave them out where it is no longer the newest version.
func (b *Bucket) Lock(ctx context.Context, o second.Object) (l second.Lock, err error) {
	mode, until, err := b.client.GetObjectRetention(ctx, b.cfg.Bucket, o.Name, o.Version)
	switch {
	case minio.ToErrorResponse(err).Code == noLock:
	case err != nil:
		return l, fault(err)
	case mode != nil && *mode == minio.Compliance && until != nil:
		l.Until = until.UTC()
	}
	hold, err := b.client.GetObjectLegalHold(ctx, b.cfg.Bucket, o.Name, minio.GetObjectLegalHoldOptions{VersionID: o.Version})
	switch {
	case minio.ToErrorResponse(err).Code == noLock:
	case err != nil:
		return l, fault(err)
	default:
		l.Held = hold != nil && *hold == minio.LegalHoldEnabled
	}
	return l, nil
}

// noLock is the answer about an object without a lock.
const noLock = "NoSuchObjectLockConfiguration"

// Prolong implements second.Vault.
func (b *Bucket) Prolong(ctx context.Context, o second.Object, until time.Time) error {
	return fault(b.retain(ctx, o, minio.Compliance, until, false))
}

func (b *Bucket) retain(ctx context.Context, o second.Object, mode minio.RetentionMode, until time.Time, bypass bool) error {
	until = whole(until)
	return b.client.PutObjectRetention(ctx, b.cfg.Bucket, o.Name, minio.PutObjectRetentionOptions{
		Mode: &mode, RetainUntilDate: &until, VersionID: o.Version, GovernanceBypass: bypass,
	})
}

// Hold implements second.Vault.
func (b *Bucket) Hold(ctx context.Context, o second.Object, on bool) error {
	return fault(b.hold(ctx, b.client, o, on))
}

func (b *Bucket) hold(ctx context.Context, as *minio.Client, o second.Object, on bool) error {
	status := minio.LegalHoldDisabled
	if on {
		status = minio.LegalHoldEnabled
	}
	return as.PutObjectLegalHold(ctx, b.cfg.Bucket, o.Name, minio.PutObjectLegalHoldOptions{VersionID: o.Version, Status: &status})
}

// Versions implements second.Vault.
func (b *Bucket) Versions(ctx context.Context, name string) (out []second.Object, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // the listing ends with it
	for o := range b.client.ListObjects(ctx, b.cfg.Bucket, minio.ListObjectsOptions{Prefix: name, Recursive: true, WithVersions: true}) {
		if o.Err != nil {
			return nil, fault(o.Err)
		}
		if o.Key == name && !o.IsDeleteMarker {
			out = append(out, second.Object{Name: o.Key, Version: o.VersionID})
		}
	}
	return out, nil
}

// Remove implements second.Vault.
func (b *Bucket) Remove(ctx context.Context, o second.Object) error {
	err := fault(b.remove(ctx, o, false))
	if errors.Is(err, shiheng.ErrNotFound) {
		return nil
	}
	return err
}

func (b *Bucket) remove(ctx context.Context, o second.Object, bypass bool) error {
	return b.client.RemoveObject(ctx, b.cfg.Bucket, o.Name, minio.RemoveObjectOptions{VersionID: o.Version, GovernanceBypass: bypass})
}

// fault turns an answer of the bucket into one of our kinds.
func fault(err error) error {
	if err == nil {
		return nil
	}
	said := minio.ToErrorResponse(err)
	switch {
	case said.Code == "NoSuchKey" || said.Code == "NoSuchVersion" || said.Code == "NoSuchBucket":
		return shiheng.NotFound("second.object-none", "answer", said.Code).From(err)
	case said.StatusCode == http.StatusForbidden || said.StatusCode == http.StatusUnauthorized:
		return shiheng.Forbidden("second.refused", "answer", said.Code).From(err)
	case said.StatusCode >= 400 && said.StatusCode < 500:
		return shiheng.Conflict("second.refused", "answer", said.Code).From(err)
	}
	return shiheng.Unavailable("second.bucket-down").From(err)
}
