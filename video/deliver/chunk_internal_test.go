package deliver

import (
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// counter is a meter as rooms have them: one table under one lock.
type counter struct {
	mu   sync.Mutex
	used map[shiheng.GrantID]shiheng.Served
}

func (c *counter) Served(g shiheng.Grant, _ shiheng.CameraID, s shiheng.Served) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	u := c.used[g.ID]
	u.Chunks, u.Bytes, u.Footage = u.Chunks+s.Chunks, u.Bytes+s.Bytes, u.Footage+s.Footage
	c.used[g.ID] = u
	if u.Footage > time.Duration(g.Quota)*time.Second {
		return shiheng.Exhausted("official.quota")
	}
	return nil
}

// BenchmarkChunk is one second of one stream of a thousand that play at a time:
// a chunk of one group of 25 pictures, each held against its grant, counted and
// told to the meter. core-%/100-streams is what a hundred such streams cost of
// one core (issue C, criterion 4: under 2 with what keeps grants up, which
// BenchmarkViewers of store/rows measures).
func BenchmarkChunk(b *testing.B) {
	const viewers, rate = 1000, 25
	began := time.Now().Add(-time.Hour)
	d := &Deliver{c: Config{Meter: &counter{used: map[shiheng.GrantID]shiheng.Served{}}, Now: time.Now}}
	var all []*playback
	var cameras []shiheng.CameraID
	for range 16 {
		cameras = append(cameras, shiheng.NewID[shiheng.CameraID](began))
	}
	for range viewers {
		g := shiheng.Grant{
			ID: shiheng.NewID[shiheng.GrantID](began), Act: shiheng.ActPlayback, Cameras: cameras,
			Footage: shiheng.Span{From: began, To: began.Add(time.Hour)}, Until: began.Add(24 * time.Hour), Quota: 1 << 30, // never reached
		}
		all = append(all, &playback{d: d, s: &session{d: d, grant: g, camera: cameras[15]}})
	}
	key := &media.Frame{Track: &media.Track{Codec: media.H264}, Flags: media.Key, Received: began.Add(time.Minute), Data: make([]byte, 4000)}
	other := *key
	other.Flags = 0
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		p := all[n%viewers]
		for i := range rate {
			f := &other
			if i == 0 {
				f = key
			}
			at := int64(n/viewers*rate+i) * 3600
			if err := p.check(f); err != nil {
				b.Fatal(err)
			}
			if err := p.count(f, at); err != nil {
				b.Fatal(err)
			}
		}
		n++
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*100*100, "core-%/100-streams")
}
