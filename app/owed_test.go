package app

import (
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/video/record"
)

// TestOwedPages: what was left on devices is listed by camera, the oldest
// first, page by page; other gaps are not.
func TestOwedPages(t *testing.T) {
	index := record.NewMemoryIndex()
	main, other := shiheng.StreamID{1}, shiheng.StreamID{2}
	at := func(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }
	err := index.Apply(t.Context(), record.Change{
		Streams: []record.Stream{{ID: main, Camera: shiheng.CameraID{7}, Role: record.Main}, {ID: other, Camera: shiheng.CameraID{8}, Role: record.Main}},
		Gaps: []record.GapRow{
			{Stream: main, AfterSeq: 9, From: at(30), Cause: record.CauseLeft},
			{Stream: main, AfterSeq: 5, From: at(0), To: at(10), Cause: record.CauseLeft},
			{Stream: other, AfterSeq: 5, From: at(0), To: at(20), Cause: record.CauseLeft},
			{Stream: other, AfterSeq: 8, From: at(25), To: at(26), Cause: record.CauseNoSpace},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := &past{reader: record.Reader{Index: index}}
	want := []api.Owed{
		{Camera: shiheng.CameraID{7}, Span: shiheng.Span{From: at(0), To: at(10)}},
		{Camera: shiheng.CameraID{8}, Span: shiheng.Span{From: at(0), To: at(20)}},
		{Camera: shiheng.CameraID{7}, Span: shiheng.Span{From: at(30)}},
	}
	var got []api.Owed
	pages := 0
	for cursor := ""; ; pages++ {
		spans, next, err := p.Owed(t.Context(), cursor, 1)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, spans...)
		if cursor = next; next == "" {
			break
		}
	}
	if len(got) != len(want) || pages != len(want) {
		t.Fatalf("owed %+v in %d pages", got, pages)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %+v, want %+v", i, got[i], want[i])
		}
	}
}
