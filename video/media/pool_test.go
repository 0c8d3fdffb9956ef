package media_test

import (
	"sync"
	"testing"

	"shiheng.internal/video/media"
)

func get(t *testing.T, p *media.Pool, size int) *media.Slab {
	t.Helper()
	s, err := p.Get(size)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.Bytes()); n < size || n%media.PageSize != 0 {
		t.Fatalf("asked for %d bytes, got %d", size, n)
	}
	return s
}

// A slab comes back for the next one who wants such a size, poisoned, and not
// while somebody holds it.
func TestPoolReuses(t *testing.T) {
	p := media.NewPool()
	p.Poison = true
	a := get(t, p, 500_000)
	a.Retain()
	a.Release()
	if b := get(t, p, 500_000); b == a {
		t.Fatal("a slab in use was handed out")
	}
	a.Bytes()[7] = 1
	a.Release()
	b := get(t, p, 450_000)
	if b != a {
		t.Error("the free slab was not taken again")
	}
	if b.Bytes()[7] != 0xdb {
		t.Error("a freed slab still shows its picture")
	}
	if c := get(t, p, 10<<20); len(c.Bytes()) > 12<<20 {
		t.Errorf("%d bytes for ten megabytes", len(c.Bytes()))
	}
}

// What waits is bounded, and sizes nobody wants any more do not take the place
// of those that are wanted.
func TestPoolForgetsOldSizes(t *testing.T) {
	p := media.NewPool()
	var old []*media.Slab
	for range 60 {
		old = append(old, get(t, p, 128<<10))
	}
	for _, s := range old {
		s.Release()
	}
	if kept := p.Stats().Kept; kept > 8<<20 || kept < 6<<20 {
		t.Errorf("%d bytes wait", kept)
	}
	seen := map[*media.Slab]bool{}
	fresh := 0
	for range 100 {
		s := get(t, p, 700<<10)
		if !seen[s] {
			fresh++
		}
		seen[s] = true
		s.Release()
	}
	if fresh > 1 {
		t.Errorf("%d slabs were made for one that is taken and given back", fresh)
	}
	p.Trim()
	if st := p.Stats(); st.Kept != 0 || st.Used != 0 {
		t.Errorf("after Trim there are %+v", st)
	}
}

// A third of many streams' slabs come back at once, after each sync, and are
// wanted again: no page is given to the kernel and asked for anew.
func TestPoolKeepsWhatASyncReleases(t *testing.T) {
	p := media.NewPool()
	var used []*media.Slab
	known := map[*media.Slab]bool{}
	for range 60 {
		s := get(t, p, 640<<10)
		used, known[s] = append(used, s), true
	}
	for range 3 {
		for _, s := range used[:20] {
			s.Release()
		}
		used = used[20:]
		for range 20 {
			s := get(t, p, 640<<10)
			if !known[s] {
				t.Fatal("a slab was made though as large a one had just come back")
			}
			used = append(used, s)
		}
	}
	for _, s := range used {
		s.Release()
	}
	if kept := p.Stats().Kept; kept > 8<<20 {
		t.Errorf("%d bytes wait though nothing is in use", kept)
	}
}

func TestReleaseTwicePanics(t *testing.T) {
	s := get(t, media.NewPool(), 1)
	s.Release()
	defer func() {
		if recover() == nil {
			t.Error("a second release went through")
		}
	}()
	s.Release()
}

func TestPoolFromManySides(t *testing.T) {
	p := media.NewPool()
	var running sync.WaitGroup
	for i := range 8 {
		running.Go(func() {
			for k := range 200 {
				s, err := p.Get(64<<10 + i*k*100)
				if err != nil {
					t.Error(err)
					return
				}
				s.Bytes()[0] = byte(i)
				s.Release()
			}
		})
	}
	running.Wait()
	if used := p.Stats().Used; used != 0 {
		t.Errorf("%d bytes in use", used)
	}
}
