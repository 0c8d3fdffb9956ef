package rows_test

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/evidence/custody"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// mill makes bundles in memory: a chunk for each second, of a kilobyte. What is
// whole of one stays when its making is stopped.
type mill struct {
	mu      sync.Mutex
	whole   map[custody.ExportID]int    // chunks; guarded by mu
	files   map[custody.ExportID][]byte // guarded by mu
	free    int64
	waiting bool
	step    func(n int) // told of each chunk, when not nil
	finish  error
}

// Portions implements custody.Maker.
func (m *mill) Portions(_ context.Context, cameras []registry.Linked, _ shiheng.Span) (out []custody.ExportPortion, err error) {
	for _, c := range cameras {
		out = append(out, custody.ExportPortion{Camera: c.ID, Name: c.Name, Stream: shiheng.StreamID(c.ID), Role: "main"})
	}
	return out, nil
}

func chunksOf(e custody.Export) int { return len(e.Portions) * int(e.To.Sub(e.From)/time.Second) }

// Estimate implements custody.Maker.
func (m *mill) Estimate(_ context.Context, e custody.Export) (custody.Estimate, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := int64(chunksOf(e))
	return custody.Estimate{Chunks: n, Bytes: n << 10, Free: m.free, Waiting: m.waiting, DoneChunks: int64(m.whole[e.ID]), DoneBytes: int64(m.whole[e.ID]) << 10}, nil
}

// Footage implements custody.Maker.
func (m *mill) Footage(_ context.Context, e custody.Export, step func(custody.Step) error) (custody.Written, error) {
	seconds := int(e.To.Sub(e.From) / time.Second)
	for n := m.done(e.ID); n < chunksOf(e); n++ {
		if m.step != nil {
			m.step(n)
		}
		from := e.From.Add(time.Duration(n%seconds) * time.Second)
		if err := step(custody.Step{Camera: e.Portions[n/seconds].Camera, Bytes: 1 << 10, From: from, To: from.Add(time.Second)}); err != nil {
			return custody.Written{}, err
		}
		m.mu.Lock()
		m.whole[e.ID]++
		m.mu.Unlock()
	}
	n := int64(chunksOf(e))
	return custody.Written{Digest: "d" + e.ID.String(), Chunks: n, Bytes: n << 10, Files: []custody.MadeFile{{Path: "data/original/x/000001.boxes", Size: n << 10, SHA: "ab", SM3: "cd"}}}, nil
}

func (m *mill) done(id custody.ExportID) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.whole[id]
}

// Finish implements custody.Maker.
func (m *mill) Finish(_ context.Context, e custody.Export, list []byte, note func(string)) (custody.Finished, error) {
	note("witness")
	if m.finish != nil {
		return custody.Finished{}, m.finish
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[e.ID] = list
	return custody.Finished{Size: int64(len(list)), SHA256: "ef", Witnesses: []string{"agency"}, Sealed: true, Unstamped: shiheng.Unavailable("evidence.stamp")}, nil
}

type memoryFile struct{ *bytes.Reader }

func (memoryFile) Close() error { return nil }

// Open implements custody.Maker.
func (m *mill) Open(e custody.Export) (custody.File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files[e.ID] == nil {
		return nil, shiheng.NotFound("evidence.gone")
	}
	return memoryFile{bytes.NewReader(m.files[e.ID])}, nil
}

// Erase implements custody.Maker.
func (m *mill) Erase(id custody.ExportID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.files, id)
	delete(m.whole, id)
	return nil
}

// Kept implements custody.Maker.
func (m *mill) Kept() ([]custody.ExportID, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := maps.Clone(m.whole)
	return slices.Collect(maps.Keys(all)), nil
}

// permits asks the regimes, as app does.
type permits struct{ w *world }

// Official implements custody.Permits.
func (p permits) Official(ctx context.Context, k custody.Hand, application string, cameras []shiheng.CameraID, span shiheng.Span) (out custody.Permit, err error) {
	id, err := shiheng.ParseID[official.ApplicationID](application)
	if err != nil {
		return out, err
	}
	g, a, err := p.w.desk.Copy(ctx, official.Clerk{Principal: k.Principal, Scope: k.Scope}, id, official.Copying{Cameras: cameras, Span: span})
	if err != nil {
		return out, err
	}
	return custody.Permit{Grant: g, Case: a.Asked.Matter(), Unit: a.Organ, Recipient: a.Officers[0].Name, Purpose: a.Purpose, UseUntil: a.Copies[0].Due}, nil
}

// Own implements custody.Permits.
func (p permits) Own(ctx context.Context, k custody.Hand, w custody.ExportWanted, cameras []shiheng.CameraID, span shiheng.Span) (out custody.Permit, err error) {
	day, err := law.ParseDay(w.UseUntil)
	if err != nil && w.UseUntil != "" {
		return out, err
	}
	g, err := p.w.access.Open(ctx, access.Request{
		Principal: k.Principal, Act: shiheng.ActExport, Cameras: cameras, Footage: span, Purpose: w.Purpose, Recipient: w.Recipient, Approver: w.Approver, Expires: day,
	})
	return custody.Permit{Grant: g, UseUntil: day}, err
}

// Redeem implements custody.Permits.
func (p permits) Redeem(ctx context.Context, who identity.Principal, id shiheng.GrantID) (shiheng.Grant, error) {
	return p.w.access.Redeem(ctx, who, id)
}

// Release implements custody.Permits.
func (p permits) Release(ctx context.Context, who identity.Principal, id shiheng.GrantID) error {
	return p.w.access.Release(ctx, who, id)
}

// Under implements custody.Permits.
func (p permits) Under(ctx context.Context, id shiheng.GrantID) (shiheng.Grant, context.Context, context.CancelFunc, error) {
	return p.w.access.Under(ctx, id)
}

// Served implements custody.Permits.
func (p permits) Served(g shiheng.Grant, camera shiheng.CameraID, n shiheng.Served) error {
	return p.w.desk.Served(g, camera, n)
}

// handouts is the register of what is handed over, with what makes it.
type handouts struct {
	*custody.Service
	mill *mill
	days int
}

// openCopies opens the register.
func (w *world) openCopies() *handouts {
	w.t.Helper()
	c := &handouts{mill: &mill{whole: map[custody.ExportID]int{}, files: map[custody.ExportID][]byte{}, free: 1 << 40}, days: 7}
	var err error
	c.Service, err = custody.New(custody.Config{
		Store: rows.NewCustody(w.db), Permits: permits{w}, Maker: c.mill, Papers: w.papers, Cameras: w.registry.Read(), Unaltered: w.holds.Unaltered,
		Logged: func(context.Context) error { return w.logged }, KeepDays: func(context.Context) (int, error) { return c.days, nil }, Now: w.clock.Now,
	})
	w.ok(err)
	return c
}

// taker is somebody with what the duty is over.
func (w *world) taker(p identity.Principal) custody.Hand {
	w.t.Helper()
	r, err := w.access.Rights(w.t.Context(), p)
	w.ok(err)
	return custody.Hand{Principal: p, Scope: r.Over(access.MakeExports)}
}

// copier takes copies for the unit's own purpose.
func (w *world) copier(login string) custody.Hand {
	w.t.Helper()
	return w.taker(w.person(login, watch(identity.CopyOfficer, identity.Target{})))
}

// ownCopy is a copy for the unit's own lawful purpose.
func (w *world) ownCopy(cameras ...shiheng.CameraID) custody.ExportWanted {
	return custody.ExportWanted{
		Cameras: cameras, From: w.clock.Now().Add(-2 * time.Minute), To: w.clock.Now().Add(-time.Minute), Purpose: "事故调查", Recipient: "安保部李四",
		Approver: "王五", UseUntil: w.today().Add(10).String(),
	}
}

// all reads what is fetched.
func fetched(f custody.Fetched) ([]byte, error) {
	defer f.Stop()
	b, err := io.ReadAll(f.File)
	if err != nil {
		return nil, err
	}
	return b, f.File.Close()
}
