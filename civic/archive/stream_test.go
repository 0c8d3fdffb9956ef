package archive_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"strconv"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// long is an archive and a register of so many cameras, each with a whole
// record, made up as they are read.
type long struct {
	archive.Store
	cameras int
	reads   int // pages read
	fail    int // the page that cannot be read, 0: none
}

func (s *long) Write(_ context.Context, f func(archive.Tx) error) error { return f(logged{}) }

// logged is a transaction that takes events.
type logged struct{ archive.Tx }

func (logged) Append(audit.Event) error { return nil }

func (s *long) Cards(ctx context.Context, _ archive.Filter, p audit.Paging) (audit.Page[archive.Card], error) {
	var out audit.Page[archive.Card]
	if s.reads++; s.reads == s.fail {
		return out, shiheng.Unavailable("rows.busy")
	}
	at, _ := strconv.Atoi(p.Cursor)
	for ; at < s.cameras && len(out.Items) < p.Size(); at++ {
		v := maps.Clone(whole())
		v["name"] = fmt.Sprintf("崇安寺广场东口 %d", at)
		id := shiheng.NewID[shiheng.CameraID](time.Unix(int64(at), 0))
		out.Items = append(out.Items, archive.Card{Camera: registry.Camera{ID: id, Name: v["name"]}, Record: &archive.Record{Camera: id, Values: v}})
	}
	if at < s.cameras {
		out.Next = strconv.Itoa(at)
	}
	return out, ctx.Err()
}

// named is a register that knows every camera.
type named struct{ registry.Store }

func (named) Places(context.Context, registry.PlaceFilter, audit.Paging) (audit.Page[registry.Place], error) {
	return audit.Page[registry.Place]{}, nil
}

func (named) Linked(_ context.Context, ids ...shiheng.CameraID) (out []registry.Linked, _ error) {
	for _, id := range ids {
		out = append(out, registry.Linked{Camera: registry.Camera{ID: id, Name: "崇安寺广场东口", RoomUse: "outdoor"}})
	}
	return out, nil
}

type sealed struct{ registry.Sealer }

// desk is the archive's desk over a long archive.
func desk(t testing.TB, s *long) *archive.Service {
	t.Helper()
	l, err := law.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	templates, err := papers.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := papers.New(papers.Config{Store: struct{ papers.Store }{}, Blobs: struct{ papers.Blobs }{}, Templates: templates, Articles: l})
	if err != nil {
		t.Fatal(err)
	}
	r, err := registry.New(registry.Config{Store: named{}, Law: l, Sealer: sealed{}, Papers: p})
	if err != nil {
		t.Fatal(err)
	}
	out, err := archive.New(archive.Config{Store: s, Register: r, Papers: p, Law: l, Tables: tables(t)})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func everything(registry.Linked, archive.Code) bool { return true }

// gauge counts what is written and looks, each so many bytes, at what lives on
// the heap.
type gauge struct {
	to    io.Writer
	bytes int
	next  int
	most  uint64
}

func (g *gauge) Write(p []byte) (int, error) {
	if g.bytes += len(p); g.bytes >= g.next {
		g.next += 1 << 20
		g.most = max(g.most, living())
	}
	return g.to.Write(p)
}

// living is what of the heap is in use.
func living() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func export(ctx context.Context, s *archive.Service, format archive.Format, w io.Writer) error {
	out, err := s.Export(ctx, audit.House("test"), archive.Export{Format: format, Sees: everything})
	if err != nil {
		return err
	}
	return errors.Join(out.Write(ctx, w), out.Close())
}

// TestExportTakesNoMemory: a list of twenty thousand cameras is written with
// what a few pages take, however long the list is; a workbook's rows lie in a
// file from 16 MiB on.
func TestExportTakesNoMemory(t *testing.T) {
	for format, most := range map[archive.Format]int64{archive.CSV: 8 << 20, archive.XLSX: 24 << 20} {
		s := desk(t, &long{cameras: 20_000})
		before := living()
		g := &gauge{to: io.Discard}
		if err := export(t.Context(), s, format, g); err != nil {
			t.Fatal(err)
		}
		above := int64(max(g.most, living())) - int64(before) // other tests' leavings may have gone meanwhile
		t.Logf("%s: %d bytes, %d KiB above", format, g.bytes, above>>10)
		if above > most {
			t.Errorf("%s of %d bytes takes %d bytes of memory, want at most %d", format, g.bytes, above, most)
		}
	}
}

// TestExportGoesOutAsItIsRead: the first rows of a CSV are out before the last
// are read, and nobody who went away is read for.
func TestExportGoesOutAsItIsRead(t *testing.T) {
	rows := &long{cameras: 20_000}
	s := desk(t, rows)
	ctx, gone := context.WithCancel(t.Context())
	first := 0
	err := export(ctx, s, archive.CSV, writer(func(p []byte) (int, error) {
		if first == 0 {
			first = rows.reads
			gone()
		}
		return len(p), nil
	}))
	if !errors.Is(err, context.Canceled) || first != 1 || rows.reads > 2 {
		t.Errorf("%v; %d pages before the first byte, %d in all", err, first, rows.reads)
	}
}

// TestExportThatFails: what goes wrong before the first byte is told instead of
// a sheet, what goes wrong later of a CSV to whoever writes it.
func TestExportThatFails(t *testing.T) {
	for _, tt := range []struct {
		format archive.Format
		page   int
		wrote  bool
	}{{archive.CSV, 1, false}, {archive.CSV, 3, true}, {archive.XLSX, 1, false}, {archive.XLSX, 3, false}} {
		s := desk(t, &long{cameras: 2_000, fail: tt.page})
		wrote := 0
		err := export(t.Context(), s, tt.format, writer(func(p []byte) (int, error) { wrote += len(p); return len(p), nil }))
		if !errors.Is(err, shiheng.ErrUnavailable) || wrote > 0 != tt.wrote {
			t.Errorf("%s, page %d: %v after %d bytes", tt.format, tt.page, err, wrote)
		}
	}
}

type writer func(p []byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

func BenchmarkExport(b *testing.B) {
	for _, format := range []archive.Format{archive.CSV, archive.XLSX} {
		for _, cameras := range []int{20_000, 200_000} {
			b.Run(fmt.Sprintf("%s/%d", format, cameras), func(b *testing.B) {
				for b.Loop() {
					s := desk(b, &long{cameras: cameras})
					before := living()
					g := &gauge{to: io.Discard}
					if err := export(b.Context(), s, format, g); err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(max(g.most, living())-before)/(1<<20), "MiB-above")
				}
			})
		}
	}
}
