package verify

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"time"
)

// Options are what a checking person brings along.
type Options struct {
	// Policy are the keys that the person holds (C2SP tlog-policy). Without it
	// those of the bundle are taken, and the result says so.
	Policy []byte
	// Progress is told how many bytes of how many were read; nil: nobody is.
	Progress func(done, total int64)
}

// What of texts is read at most, in bytes.
const (
	mostManifest = 96 << 20
	mostJSON     = 4 << 20
	mostLeaf     = 1<<16 - 1
	mostProof    = 64 << 10
	mostTexts    = mostLines * mostLine
	mostTotal    = 4_000_000 // lines of chunks in a bundle
	mostStreams  = 2_000
)

// Bundle checks a bundle of the size. What is no bundle at all is an error that
// wraps ErrNoBundle; whatever is wrong with one is in the result.
func Bundle(ctx context.Context, r io.ReaderAt, size int64, o Options) (*Result, error) {
	c := &check{ctx: ctx, opt: o, res: &Result{Streams: []Stream{}, Findings: []Finding{}, Keys: []Key{}, Acts: []Act{}}, total: size}
	a, faults, err := openArchive(r, size)
	if err != nil {
		return nil, err
	}
	c.zip = a
	for _, f := range faults {
		c.res.find(Finding{Code: f.code, Place: Place{File: f.name, Offset: &f.at}})
	}
	if len(faults) > 0 { // no two programs would read the same in it
		return c.res, nil
	}
	if a.byName["bagit.txt"] == nil || a.byName["bundle.json"] == nil {
		return nil, noBundle("bagit.txt or bundle.json is not in it")
	}
	c.res.Figures = Figures{Files: len(a.members), Bytes: size}
	for _, step := range []func() error{c.bundle, c.manifests, c.keys, c.leaves, c.erasures, c.streams, c.otherFiles, c.custody, c.seal} {
		if err := step(); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	c.told(size)
	c.res.sorted()
	return c.res, nil
}

// A check is one bundle on its way.
type check struct {
	ctx context.Context //nolint:containedctx // of one call of Bundle
	opt Options
	zip *archive
	res *Result

	claim claim
	sums  map[string]fileSums // by file: what the manifests say
	seen  map[string]bool     // files that were hashed
	done  int64
	total int64
	last  int64 // of done, when progress was told

	policy *policy
	notes  map[string]*checkpoint // by the note; nil of one that is wrong
	byLog  map[string]*checkpoint // by LOG
	logged map[string]*leaf       // by LOG/INDEX
	latest map[string]time.Time   // by LOG: when a witness signed last
	erased []*erasedOf
	lines  int
}

// A claim is bundle.json.
type claim struct {
	Case      string      `json:"case"`
	Created   string      `json:"created"`
	Export    string      `json:"export"`
	Kind      string      `json:"kind"`
	Practice  bool        `json:"practice"`
	Program   string      `json:"program"`
	Purpose   string      `json:"purpose"`
	Recipient string      `json:"recipient"`
	Request   string      `json:"request"`
	Spans     []claimSpan `json:"spans"`
	Unit      string      `json:"unit"`
	Version   int         `json:"version"`
}

type claimSpan struct {
	Camera     string `json:"camera"`
	CameraName string `json:"cameraName"`
	From       string `json:"from"`
	Role       string `json:"role"`
	Stream     string `json:"stream"`
	To         string `json:"to"`
}

// bundle reads what is claimed.
func (c *check) bundle() error {
	const file = "bundle.json"
	b, err := c.zip.text(c.zip.byName[file], mostJSON)
	switch {
	case errors.Is(err, errLarge):
		return noBundle("bundle.json is too large")
	case err != nil:
		return err
	}
	if err := json.Unmarshal(b, &c.claim); err != nil || c.claim.Kind != "bundle" {
		return noBundle("bundle.json is not in its form")
	}
	if c.claim.Version != 1 {
		c.find("bundle.version", Place{File: file}, strconv.Itoa(c.claim.Version))
	}
	l := &c.claim
	c.res.Practice = l.Practice
	c.res.About = About{Case: l.Case, Request: l.Request, Recipient: l.Recipient, Unit: l.Unit, Purpose: l.Purpose, Created: l.Created, Export: l.Export, Program: l.Program}
	if len(l.Spans) == 0 || len(l.Spans) > mostStreams {
		c.find("bundle.span", Place{File: file}, "")
		l.Spans = nil
	}
	for _, s := range l.Spans {
		c.res.Streams = append(c.res.Streams, Stream{Stream: s.Stream, Camera: s.Camera, CameraName: s.CameraName, Role: s.Role, From: s.From, To: s.To})
	}
	return nil
}

// find notes a finding.
func (c *check) find(code string, at Place, detail string) {
	c.res.find(Finding{Code: code, Place: at, Detail: detail})
}

// told tells how far it is.
func (c *check) told(done int64) {
	c.done = done
	if c.opt.Progress != nil && (c.done-c.last > c.total/200 || c.done == c.total) {
		c.last = c.done
		c.opt.Progress(min(c.done, c.total), c.total)
	}
}

// micros reads a time of a leaf or a claim.
func micros(s string) (int64, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	return t.UnixMicro(), err
}
