package ingest_test

import (
	"strings"
	"testing"
	"time"

	"shiheng.internal/video/ingest"
	"shiheng.internal/video/media"
)

// TestHushed: sound that is not to be taken in leaves no frame and no track,
// the play doctor says that it came, and it is there again once it is wanted.
func TestHushed(t *testing.T) {
	t.Parallel()
	_, url := openCamera(t, nil)
	w := newRTSP(t, ingest.RTSPSource{URL: url, User: "u", Password: "p", Transport: ingest.TCP}, nil)
	w.setSound(false)
	h := w.hold(ingest.Main)
	for _, f := range w.frames(h.Stream(), 60) {
		if !f.Track.Codec.Video() {
			t.Fatalf("a frame of %s", f.Track.Codec)
		}
	}
	if tracks := h.Stream().Tracks(); len(tracks) != 1 || tracks[0].ID != 1 {
		t.Errorf("tracks %+v", tracks)
	}
	if text := w.tell(); !strings.Contains(text, "media.hushed") {
		t.Errorf("the doctor does not say that sound was dropped: %s", text)
	}

	w.setSound(true)
	w.in.Reload(w.camera)
	late := time.Now().Add(10 * time.Second)
	for heard := false; !heard; {
		for _, f := range w.frames(h.Stream(), 30) {
			heard = heard || f.Track.Codec == media.PCMA
		}
		if !heard && time.Now().After(late) {
			t.Fatalf("no sound after it was switched on: %s", w.tell())
		}
	}
}

func (w *world) setSound(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.source.Sound = on
}

// TestHushedPS is the same for a program stream, where sound and picture come
// in the same packets.
func TestHushedPS(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "127.0.0.1:0", ingest.UDP, nil)
	w.setSound(false)
	w.device("127.0.0.1:0", udpCamera(t, nil))
	h := w.hold(ingest.Main)
	for _, f := range w.frames(h.Stream(), 60) {
		if !f.Track.Codec.Video() {
			t.Fatalf("a frame of %s", f.Track.Codec)
		}
	}
	if tracks := h.Stream().Tracks(); len(tracks) != 1 {
		t.Errorf("tracks %+v", tracks)
	}
}
