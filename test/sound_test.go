package test_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal/sim"
	"shiheng.internal/test/house"
)

// soundFor is how much is listened to. A switch shows in footage within
// soundAfter: a track without sound is declared for some ten seconds more.
const (
	soundFor   = 4 * time.Second
	soundAfter = 30 * time.Second
)

// TestSoundIsOffUntilSwitchedOn records cameras that send sound from the first
// packet, over GB/T 28181 and RTSP: neither the copy nor the playback holds any
// sound until somebody switches it on with a reason, and none again once it is
// switched off (PIPL/6, ADR 0007).
func TestSoundIsOffUntilSwitchedOn(t *testing.T) {
	dir := t.TempDir()
	h := newHouse(t, dir)
	start(t, h)
	admin := must(h.Claim(t.Context()))(t)
	site := must(admin.Site(t.Context(), "有声点位"))(t)
	keeper := must(h.Hire(t.Context(), admin, "keeper", "watch-keeper", "copy-officer"))(t)
	t.Cleanup(func() {
		if err := h.Stop(); err != nil {
			t.Errorf("the platform did not end well: %v", err)
		}
	})
	for _, w := range []*way{{name: "gb28181"}, {name: "rtsp", media: "rtsp-tcp"}} {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			sims := w.sendSound(t, h, admin, site)
			defer func() {
				if err := sims.Stop(); err != nil {
					t.Errorf("practice cameras: %v", err)
				}
			}()
			began := time.Now()
			hears := func(when string, want bool) {
				t.Helper()
				w.hears(t, keeper, filepath.Join(dir, w.name+"-"+when), want)
			}
			hears("at-first", false)
			refused, err := house.IsRefusal(w.switchSound(t.Context(), admin, map[string]any{"on": true, "until": day(30)}))
			if err != nil || refused.Code != "sound.reason" {
				t.Errorf("sound without a reason was refused as %q, %v", refused.Code, err)
			}
			hears("refused", false)
			if w.whole(t, keeper, began, filepath.Join(dir, w.name+"-silent.mp4")) {
				t.Error("there is sound before anybody switched it on")
			}
			if err := w.switchSound(t.Context(), admin, map[string]any{"on": true, "reason": "窗口业务争议处置", "until": day(30)}); err != nil {
				t.Fatal(err)
			}
			hears("switched-on", true)
			if err := w.switchSound(t.Context(), admin, map[string]any{"on": false}); err != nil {
				t.Fatal(err)
			}
			hears("switched-off", false)
			if !w.whole(t, keeper, began, filepath.Join(dir, w.name+"-whole.mp4")) {
				t.Error("the sound that was switched on is not in the copy of all")
			}
		})
	}
}

// sendSound starts a camera that sends sound, and puts it into service.
func (w *way) sendSound(t *testing.T, h *house.House, admin *house.Person, site house.Site) *house.Sim {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience(time.Minute))
	defer cancel()
	if w.rtsp() {
		address := must(house.FreePort())(t)
		s := must(h.Sim("rtsp", "--listen", address, "--user", "cam", "--password", secret, "--sound"))(t)
		w.camera = must(admin.RTSPCamera(ctx, w.name, sim.URL(address, 1, "main", "", ""), "cam", secret, "tcp", site))(t)
		return s
	}
	w.device = "34020000001320000001"
	device := must(admin.Device(ctx, w.device, secret, "udp"))(t)
	s := must(h.Sim("gb28181", "--server", h.SIP, "--server-id", house.PlatformID, "--password", secret,
		"--first-id", w.device, "--retry", "1s", "--keepalive", "5s", "--sound"))(t)
	channels := must(admin.Channels(ctx, device, 1))(t)
	w.camera = must(admin.Admit(ctx, channels[0], site, false))(t)
	return s
}

// switchSound asks for the sound of the camera to be kept, or not.
func (w *way) switchSound(ctx context.Context, who *house.Person, edit map[string]any) error {
	return who.Put(ctx, "/cameras/"+w.camera+"/sound", edit)
}

// hears waits until the newest footage has sound or none, in a copy and played
// back.
func (w *way) hears(t *testing.T, keeper *house.Person, file string, want bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience(soundAfter))
	defer cancel()
	for since := time.Now(); ; {
		var to time.Time
		_, err := keeper.Until(ctx, w.camera, since.Add(-time.Minute), func(tl house.Timeline) bool {
			to = tl.DurableTo
			return to.Sub(since) > soundFor
		})
		if err != nil {
			t.Fatalf("%s: the newest footage is not as it should be (sound %v): %v", file, want, err)
		}
		copied, played := w.listen(t, keeper, to.Add(-soundFor), to, file)
		if copied == want && played == want {
			return
		}
		since = to.Add(-soundFor / 2)
	}
}

// listen copies a span and plays it back, and reports whether either holds
// sound.
func (w *way) listen(t *testing.T, keeper *house.Person, from, to time.Time, file string) (copied, played bool) {
	t.Helper()
	if err := keeper.Export(t.Context(), w.camera, from, to, file+".mp4"); err != nil {
		t.Fatal(err)
	}
	files, _, err := keeper.Playback(t.Context(), w.camera, from, to, file+"-play")
	if err != nil || len(files) == 0 {
		t.Fatalf("played %d files: %v", len(files), err)
	}
	for _, f := range files {
		played = played || hasSound(t, f)
	}
	return hasSound(t, file+".mp4"), played
}

// whole copies everything since, decodes it, and reports whether there is any
// sound in it: a track that comes and goes spoils no copy.
func (w *way) whole(t *testing.T, keeper *house.Person, since time.Time, file string) bool {
	t.Helper()
	if err := keeper.Export(t.Context(), w.camera, since, time.Now(), file); err != nil {
		t.Fatal(err)
	}
	if out := tool(t, "ffmpeg", "-v", "error", "-xerror", "-i", file, "-f", "null", "-"); out != "" {
		t.Errorf("ffmpeg says: %s", out)
	}
	return hasSound(t, file)
}

// hasSound reports whether a file with a picture has a track of sound.
func hasSound(t *testing.T, file string) bool {
	t.Helper()
	kinds := strings.Fields(tool(t, "ffprobe", "-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", file))
	sound := false
	for _, k := range kinds {
		sound = sound || k == "audio"
	}
	if len(kinds) == 0 || !sound && fmt.Sprint(kinds) != "[video]" {
		t.Errorf("%s holds %v", file, kinds)
	}
	return sound
}
