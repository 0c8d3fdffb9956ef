package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/evidence/custody"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/bundle"
	"shiheng.internal/store/rows"
)

// The exports' place in the data directory, and the file of their seal.
const (
	exportsDir = "exports"
	sealFile   = "bundle.key"
)

// The settings of exports.
const (
	evidenceKeep = "evidence.keep-days"
	evidenceTSA  = "evidence.tsa"
)

func evidenceKnobs() []knob {
	return []knob{{
		key: evidenceKeep, otherwise: `7`, check: within(1, 90),
		zh: "证据包文件保留天数：期满自动删除文件，登记保留",
		en: "Days for which the file of an evidence bundle is kept; then it is erased and its line stays",
	}, {
		key: evidenceTSA, otherwise: `""`, check: stampAddress,
		zh: "时间戳服务地址（RFC 3161，http://… 或者 https://…）：证据包签章后加盖时间戳；留空则不加",
		en: "Address of a time stamping authority (RFC 3161, http:// or https://…) that stamps the seal of evidence bundles; empty: none",
	}}
}

// stampAddress checks the address of a time stamping authority: what it answers
// is signed, and the line needs not be.
func stampAddress(v json.RawMessage) error {
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		return shiheng.Invalid("setting.text").From(err)
	}
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || len(s) > 200 {
		return shiheng.Invalid("evidence.tsa-address")
	}
	return nil
}

// openCustody opens the register of copies that are handed over.
func (h *House) openCustody() (err error) {
	settings := rows.NewSettings(h.db)
	h.custody, err = custody.New(custody.Config{
		Store: rows.NewCustody(h.db), Permits: copyPermits{h}, Maker: maker{h}, Papers: h.papers, Cameras: h.registry.Read(),
		Unaltered: func(ctx context.Context, span shiheng.Span, cameras ...shiheng.CameraID) error {
			return h.evidence.Unaltered(ctx, span, cameras...)
		},
		Logged: h.logged, Log: h.log,
		KeepDays: func(ctx context.Context) (days int, err error) {
			days = 7
			return days, setting(ctx, settings, evidenceKeep, &days)
		},
	})
	return err
}

// setting reads a setting over its default.
func setting(ctx context.Context, from *rows.Settings, key string, into any) error {
	got, err := from.Get(ctx, key)
	if errors.Is(err, shiheng.ErrNotFound) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(got.Value, into)
	}
	return err
}

// openBundles opens what writes bundles; log and footage are open.
func (h *House) openBundles() error {
	seal, err := h.openSeal()
	if err != nil {
		return err
	}
	settings := rows.NewSettings(h.db)
	c := bundle.Config{
		Minutes: h.minutes, Log: h.acts, Witnesses: h.cosigning, Footage: h.slots, Rows: h.leaves, Now: time.Now, Seal: seal,
		Stamp: func(ctx context.Context, what []byte) ([]byte, error) {
			url := ""
			if err := setting(ctx, settings, evidenceTSA, &url); err != nil || url == "" {
				return nil, err
			}
			return (&bundle.Stamper{URL: url, Now: time.Now}).Stamp(ctx, what)
		},
	}
	if dir := h.verifiers(); dir != "" {
		c.Verifiers = os.DirFS(dir)
	}
	h.bundles, err = bundle.New(c)
	return err
}

// openSeal reads the seal that an authority certified, or our own.
func (h *House) openSeal() (*bundle.Seal, error) {
	if s := h.start.Settings.Evidence; s.Certificate != "" {
		certificates, err := os.ReadFile(s.Certificate)
		if err != nil {
			return nil, err
		}
		key, err := os.ReadFile(s.Key)
		if err != nil {
			return nil, err
		}
		return bundle.LoadSeal(certificates, key)
	}
	return bundle.OpenSeal(h.path(sealFile), h.slots.ID().String(), h.sealer, time.Now())
}

// verifiers is the directory of programs that check bundles: as set, or beside
// the program; empty when there is none.
func (h *House) verifiers() string {
	dir := h.start.Settings.Evidence.Verifiers
	if dir == "" {
		program, err := os.Executable()
		if err != nil {
			return ""
		}
		dir = filepath.Join(filepath.Dir(program), "verify")
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return ""
	}
	return dir
}

// copyPermits asks the regimes for copies. It implements [custody.Permits].
type copyPermits struct{ h *House }

// Official implements custody.Permits.
func (p copyPermits) Official(ctx context.Context, k custody.Hand, application string, cameras []shiheng.CameraID, span shiheng.Span) (out custody.Permit, err error) {
	id, err := shiheng.ParseID[official.ApplicationID](application)
	if err != nil {
		return out, err
	}
	g, a, err := p.h.official.Copy(ctx, official.Clerk{Principal: k.Principal, Scope: k.Scope}, id, official.Copying{Cameras: cameras, Span: span})
	if err != nil {
		return out, err
	}
	out = custody.Permit{Grant: g, Case: a.Asked.Matter(), Unit: a.Organ, Purpose: a.Purpose}
	if len(a.Officers) > 0 {
		out.Recipient = a.Officers[0].Name
	}
	for _, c := range a.Copies {
		if official.Footage(c.Act) {
			out.UseUntil = c.Due
		}
	}
	return out, nil
}

// Own implements custody.Permits.
func (p copyPermits) Own(ctx context.Context, k custody.Hand, w custody.ExportWanted, cameras []shiheng.CameraID, span shiheng.Span) (out custody.Permit, err error) {
	if w.UseUntil != "" {
		if out.UseUntil, err = law.ParseDay(w.UseUntil); err != nil {
			return out, err
		}
	}
	out.Grant, err = p.h.access.Open(ctx, access.Request{
		Principal: k.Principal, Act: shiheng.ActExport, Cameras: cameras, Footage: span, Purpose: w.Purpose, Recipient: w.Recipient, Approver: w.Approver, Expires: out.UseUntil,
	})
	return out, err
}

// Redeem implements custody.Permits.
func (p copyPermits) Redeem(ctx context.Context, who identity.Principal, id shiheng.GrantID) (shiheng.Grant, error) {
	return p.h.access.Redeem(ctx, who, id)
}

// Release implements custody.Permits.
func (p copyPermits) Release(ctx context.Context, who identity.Principal, id shiheng.GrantID) error {
	return p.h.access.Release(ctx, who, id)
}

// Under implements custody.Permits.
func (p copyPermits) Under(ctx context.Context, id shiheng.GrantID) (shiheng.Grant, context.Context, context.CancelFunc, error) {
	return p.h.access.Under(ctx, id)
}

// Served implements custody.Permits.
func (p copyPermits) Served(g shiheng.Grant, camera shiheng.CameraID, n shiheng.Served) error {
	return p.h.official.Served(g, camera, n)
}

// maker makes bundles in the data directory. It implements [custody.Maker].
type maker struct{ h *House }

func (m maker) dir(id custody.ExportID) string {
	return filepath.Join(m.h.path(exportsDir), id.String())
}

// Portions implements custody.Maker.
func (m maker) Portions(ctx context.Context, cameras []registry.Linked, _ shiheng.Span) (out []custody.ExportPortion, err error) {
	for _, c := range cameras {
		id, err := m.h.past.stream(ctx, c.ID)
		if errors.Is(err, shiheng.ErrNotFound) {
			return nil, shiheng.NotFound("evidence.empty", "camera", c.ID.String())
		}
		if err != nil {
			return nil, err
		}
		out = append(out, custody.ExportPortion{Camera: c.ID, Name: c.Name, Stream: id, Role: "main"})
	}
	return out, nil
}

// order is what a bundle of an export is made of.
func (m maker) order(e custody.Export) bundle.Order {
	o := bundle.Order{
		Export: e.ID.String(), Name: e.Name, Case: e.Case, Request: e.Application, Recipient: e.Recipient, Unit: e.Unit, Purpose: e.Purpose,
		Contact: e.By.Name, Practice: m.h.start.Practice, Program: "shiheng " + m.h.start.Version, Created: e.By.At,
	}
	for _, p := range e.Portions {
		o.Portions = append(o.Portions, bundle.Portion{Stream: p.Stream, Camera: p.Camera, Name: p.Name, Role: p.Role, Span: e.Span()})
	}
	return o
}

// Estimate implements custody.Maker.
func (m maker) Estimate(ctx context.Context, e custody.Export) (out custody.Estimate, err error) {
	got, err := m.h.bundles.Estimate(ctx, m.order(e).Portions)
	if err != nil {
		return out, err
	}
	out = custody.Estimate{Chunks: got.Chunks, Bytes: got.Bytes, Waiting: got.Waiting}
	var fs unix.Statfs_t
	if err := unix.Statfs(m.h.path("."), &fs); err != nil {
		return out, err
	}
	out.Free = int64(fs.Bavail) * fs.Bsize //nolint:gosec // no disk has 2^63 bytes
	out.DoneChunks, out.DoneBytes, err = m.h.bundles.Done(m.dir(e.ID))
	return out, err
}

// Footage implements custody.Maker.
func (m maker) Footage(ctx context.Context, e custody.Export, step func(custody.Step) error) (out custody.Written, err error) {
	if err := os.MkdirAll(m.h.path(exportsDir), 0o700); err != nil {
		return out, err
	}
	w, err := m.h.bundles.Footage(ctx, m.order(e), m.dir(e.ID), func(s bundle.Step) error { return step(custody.Step(s)) })
	if err != nil {
		return out, err
	}
	out = custody.Written{Digest: w.Digest.String(), Chunks: w.Chunks, Bytes: w.Bytes, Unanchored: w.Unanchored}
	for _, f := range w.Files {
		out.Files = append(out.Files, custody.MadeFile{Path: f.Path, Size: f.Size, SHA: f.SHA.String(), SM3: f.SM3.String()})
	}
	return out, nil
}

// Finish implements custody.Maker.
func (m maker) Finish(ctx context.Context, e custody.Export, list []byte, note func(string)) (out custody.Finished, err error) {
	acts, err := m.around(ctx, e)
	if err != nil {
		return out, err
	}
	f, err := m.h.bundles.Finish(ctx, m.order(e), m.dir(e.ID), bundle.Closing{Act: e.Bundle.Act, Acts: acts, List: list, Note: note})
	if err != nil {
		return out, err
	}
	return custody.Finished{Size: f.Size, SHA256: f.SHA.String(), Witnesses: f.Witnesses, Sealed: f.Sealed, Stamped: f.Stamped, Unstamped: f.Unstamped}, nil
}

// around lists the acts around an export: its own, those of its application and
// of its grant, and the holds on its footage.
func (m maker) around(ctx context.Context, e custody.Export) (out []shiheng.EventID, err error) {
	objects := []audit.Object{audit.On("evidence", e.ID), audit.On("grant", e.Grant)}
	if e.Application != "" {
		objects = append(objects, audit.Object{Kind: "official", ID: e.Application})
	}
	for _, c := range e.Cameras() {
		held, err := m.h.evidence.Read().Holds(ctx, evidence.Filter{Scope: registry.Scope{All: true}, Camera: c, Span: e.Span()}, audit.Paging{Limit: 100})
		if err != nil {
			return nil, err
		}
		for _, hold := range held.Items {
			objects = append(objects, audit.On("hold", hold.ID))
		}
	}
	for _, on := range objects {
		got, err := m.h.audit.Entries(ctx, audit.Filter{Object: on}, audit.Paging{Limit: 500})
		if err != nil {
			return nil, fmt.Errorf("acts around an export: %w", err)
		}
		for _, ev := range got.Items {
			if ev.Leaf != nil {
				out = append(out, ev.ID)
			}
		}
	}
	return out, nil
}

// Open implements custody.Maker.
func (m maker) Open(e custody.Export) (custody.File, error) {
	f, err := os.Open(filepath.Join(m.dir(e.ID), e.Name+bundle.Suffix))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, shiheng.Expired("evidence.gone")
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Erase implements custody.Maker.
func (m maker) Erase(id custody.ExportID) error { return os.RemoveAll(m.dir(id)) }

// Kept implements custody.Maker.
func (m maker) Kept() (out []custody.ExportID, err error) {
	entries, err := os.ReadDir(m.h.path(exportsDir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, d := range entries {
		if id, err := shiheng.ParseID[custody.ExportID](d.Name()); err == nil {
			out = append(out, id)
		}
	}
	return out, err
}
