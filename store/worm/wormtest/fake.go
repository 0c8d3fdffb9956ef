// Package wormtest is a small S3 server with Object Lock in memory, for tests:
// as strict as a bucket should be, or with the vices that buckets were found to
// have. A real one stands beside it in the tests of store/worm.
package wormtest

import (
	"bufio"
	"bytes"
	"crypto/md5" //nolint:gosec // S3's own entity tags
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Vice is something that a bucket should not do.
type Vice string

// The vices.
const (
	Shortens   Vice = "shortens a lock"        // versitygw 1.7.0
	Deletes    Vice = "deletes what is locked" // no Object Lock at all
	Bypasses   Vice = "lets governance be bypassed in compliance mode"
	Overwrites Vice = "keeps one version only"
	Unsigned   Vice = "lifts a legal hold for anybody"
	Suspends   Vice = "suspends versions"
	Forgets    Vice = "says OK and keeps no lock"
	Clears     Vice = "clears its default lock"
	Downgrades Vice = "turns compliance into governance"
	Holdless   Vice = "deletes what only a legal hold keeps"
)

// A Fake is the server. Its fields are set before it is asked anything.
type Fake struct {
	*httptest.Server
	Now     func() time.Time
	Default bool // it has a default lock of a day

	mu        sync.Mutex
	vices     map[Vice]bool
	down      bool
	suspended bool
	cleared   bool
	versions  []*version // oldest first
	puts      int
}

type version struct {
	name, id    string
	body        []byte
	mode        string
	until       time.Time
	held        bool
	deleteMark  bool
	wasModified time.Time
}

// Bucket, Access and Secret are what it is asked by. It checks no signature,
// but tells a signed request from one that is not.
const (
	Bucket = "evidence"
	Access = "shiheng"
	Secret = "not-a-secret"
)

// New starts one. Close it in the end.
func New(vices ...Vice) *Fake {
	f := &Fake{Now: time.Now, vices: map[Vice]bool{}}
	for _, v := range vices {
		f.vices[v] = true
	}
	f.Server = httptest.NewServer(f)
	return f
}

// SetDown has it answer nothing but errors, or answer again.
func (f *Fake) SetDown(down bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down = down
}

// Puts is how many objects were stored.
func (f *Fake) Puts() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.puts
}

// Spoil changes a byte of every object, as rot on its disks would.
func (f *Fake) Spoil() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, v := range f.versions {
		if len(v.body) > 0 {
			v.body = slices.Clone(v.body)
			v.body[len(v.body)/2] ^= 1
		}
	}
}

// An Item is one version as it is kept.
type Item struct {
	Name, Version, Mode string
	Until               time.Time
	Held                bool
}

// Items lists the versions under a prefix, the oldest first.
func (f *Fake) Items(prefix string) (out []Item) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, v := range f.versions {
		if strings.HasPrefix(v.name, prefix) && !v.deleteMark {
			out = append(out, Item{v.name, v.id, v.mode, v.until, v.held})
		}
	}
	return out
}

// ServeHTTP implements http.Handler.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		fail(w, http.StatusServiceUnavailable, "SlowDown")
		return
	}
	bucket, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case bucket != Bucket:
		fail(w, http.StatusNotFound, "NoSuchBucket")
	case name == "":
		f.bucket(w, r)
	default:
		f.object(w, r, name)
	}
}

func fail(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code><Message>%s</Message></Error>", code, code)
}

func (f *Fake) bucket(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	switch {
	case r.Method == http.MethodDelete:
		fail(w, http.StatusConflict, "BucketNotEmpty")
	case q.Has("versioning") && r.Method == http.MethodPut:
		if !f.vices[Suspends] {
			fail(w, http.StatusConflict, "InvalidBucketState")
			return
		}
		b, _ := io.ReadAll(r.Body) // an empty one enables
		f.suspended = bytes.Contains(b, []byte("Suspended"))
	case q.Has("versioning"):
		status := "Enabled"
		if f.suspended {
			status = "Suspended"
		}
		fmt.Fprintf(w, "<VersioningConfiguration><Status>%s</Status></VersioningConfiguration>", status)
	case q.Has("object-lock") && r.Method == http.MethodPut:
		if !f.vices[Clears] {
			fail(w, http.StatusForbidden, "AccessDenied")
			return
		}
		f.cleared = !f.cleared
	case q.Has("object-lock"):
		rule := ""
		if f.Default && !f.cleared {
			rule = "<Rule><DefaultRetention><Mode>COMPLIANCE</Mode><Days>1</Days></DefaultRetention></Rule>"
		}
		fmt.Fprintf(w, "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>%s</ObjectLockConfiguration>", rule)
	case q.Has("versions"):
		f.list(w, q.Get("prefix"))
	}
}

func (f *Fake) list(w http.ResponseWriter, prefix string) {
	fmt.Fprintf(w, "<ListVersionsResult><Name>%s</Name><IsTruncated>false</IsTruncated>", Bucket)
	for _, v := range slices.Backward(f.versions) {
		if !strings.HasPrefix(v.name, prefix) {
			continue
		}
		kind := "Version"
		if v.deleteMark {
			kind = "DeleteMarker"
		}
		fmt.Fprintf(w, "<%s><Key>%s</Key><VersionId>%s</VersionId><LastModified>%s</LastModified><Size>%d</Size></%s>", kind, v.name, v.id,
			v.wasModified.Format(time.RFC3339), len(v.body), kind)
	}
	fmt.Fprint(w, "</ListVersionsResult>")
}

func (f *Fake) object(w http.ResponseWriter, r *http.Request, name string) {
	q := r.URL.Query()
	if r.Method == http.MethodPut && !q.Has("retention") && !q.Has("legal-hold") {
		f.put(w, r, name)
		return
	}
	v := f.find(name, q.Get("versionId"))
	if r.Method == http.MethodDelete {
		f.remove(w, r, name, v)
		return
	}
	switch {
	case v == nil:
		fail(w, http.StatusNotFound, "NoSuchVersion")
	case q.Has("retention"):
		f.retention(w, r, v)
	case q.Has("legal-hold"):
		f.legalHold(w, r, v)
	default:
		w.Header().Set("ETag", tag(v.body))
		w.Header().Set("Last-Modified", v.wasModified.UTC().Format(http.TimeFormat))
		w.Header().Set("Content-Length", strconv.Itoa(len(v.body)))
		w.Header().Set("X-Amz-Version-Id", v.id)
		if r.Method == http.MethodGet {
			_, _ = w.Write(v.body) // whoever left does not read it
		}
	}
}

// find is a version by its identity, the newest of the name without one.
func (f *Fake) find(name, id string) *version {
	for _, v := range slices.Backward(f.versions) {
		if v.name == name && (id == "" || v.id == id) {
			return v
		}
	}
	return nil
}

func tag(b []byte) string {
	sum := md5.Sum(b) //nolint:gosec // as above
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

func (f *Fake) put(w http.ResponseWriter, r *http.Request, name string) {
	body, err := bodyOf(r)
	if err != nil {
		fail(w, http.StatusBadRequest, "IncompleteBody")
		return
	}
	f.puts++
	v := &version{name: name, id: fmt.Sprintf("v%d", f.puts), body: body, wasModified: f.Now()}
	if !f.vices[Forgets] {
		v.mode, v.held = r.Header.Get("X-Amz-Object-Lock-Mode"), r.Header.Get("X-Amz-Object-Lock-Legal-Hold") == "ON"
		v.until, _ = time.Parse(time.RFC3339, r.Header.Get("X-Amz-Object-Lock-Retain-Until-Date")) // zero without one
	}
	if f.vices[Overwrites] {
		f.versions = slices.DeleteFunc(f.versions, func(o *version) bool { return o.name == name })
	}
	f.versions = append(f.versions, v)
	w.Header().Set("ETag", tag(body))
	w.Header().Set("X-Amz-Version-Id", v.id)
}

// bodyOf reads a body, also one that is signed piece by piece.
func bodyOf(r *http.Request) ([]byte, error) {
	if !strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		return io.ReadAll(r.Body)
	}
	var out []byte
	for in := bufio.NewReader(r.Body); ; {
		line, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		size, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		n, err := strconv.ParseInt(size, 16, 32)
		if err != nil || n == 0 {
			return out, err
		}
		b := make([]byte, n+2)
		if _, err := io.ReadFull(in, b); err != nil {
			return nil, err
		}
		out = append(out, b[:n]...)
	}
}

func (f *Fake) remove(w http.ResponseWriter, r *http.Request, name string, v *version) {
	if r.URL.Query().Get("versionId") == "" {
		f.puts++
		f.versions = append(f.versions, &version{name: name, id: fmt.Sprintf("d%d", f.puts), deleteMark: true, wasModified: f.Now()})
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if v == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	locked := f.Now().Before(v.until) && v.mode != ""
	bypassed := r.Header.Get("X-Amz-Bypass-Governance-Retention") != "" && (v.mode == "GOVERNANCE" || f.vices[Bypasses])
	held := v.held && !(f.vices[Holdless] && !locked)
	if (held || locked) && !(bypassed && (f.vices[Bypasses] || !held)) && !f.vices[Deletes] {
		fail(w, http.StatusForbidden, "AccessDenied")
		return
	}
	f.versions = slices.DeleteFunc(f.versions, func(o *version) bool { return o == v })
	w.WriteHeader(http.StatusNoContent)
}

func (f *Fake) retention(w http.ResponseWriter, r *http.Request, v *version) {
	if r.Method == http.MethodGet {
		if v.mode == "" {
			fail(w, http.StatusNotFound, "NoSuchObjectLockConfiguration")
			return
		}
		fmt.Fprintf(w, "<Retention><Mode>%s</Mode><RetainUntilDate>%s</RetainUntilDate></Retention>", v.mode, v.until.Format(time.RFC3339))
		return
	}
	var in struct {
		Mode            string
		RetainUntilDate time.Time
	}
	if err := xml.NewDecoder(r.Body).Decode(&in); err != nil {
		fail(w, http.StatusBadRequest, "MalformedXML")
		return
	}
	if v.mode == "COMPLIANCE" && (in.RetainUntilDate.Before(v.until) && !f.vices[Shortens] || in.Mode != v.mode && !f.vices[Downgrades]) {
		fail(w, http.StatusForbidden, "AccessDenied")
		return
	}
	if !f.vices[Forgets] {
		v.mode, v.until = in.Mode, in.RetainUntilDate
	}
}

func (f *Fake) legalHold(w http.ResponseWriter, r *http.Request, v *version) {
	if r.Method == http.MethodGet {
		status := "OFF"
		if v.held {
			status = "ON"
		}
		fmt.Fprintf(w, "<LegalHold><Status>%s</Status></LegalHold>", status)
		return
	}
	b, _ := io.ReadAll(r.Body) // an empty one lifts nothing
	if r.Header.Get("Authorization") == "" && !f.vices[Unsigned] {
		fail(w, http.StatusForbidden, "AccessDenied")
		return
	}
	v.held = bytes.Contains(b, []byte("ON")) && !f.vices[Forgets]
}
