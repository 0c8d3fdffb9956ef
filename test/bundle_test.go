package test_test

import (
	"archive/zip"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal/sim"
	"shiheng.internal/test/house"
)

// exported is an export as the API tells it.
type exported struct {
	ID, State, Name string
	Failure         *struct{ Code string }
	Bundle          *struct {
		SHA256 string `json:"sha256"`
		Size   int64
		Sealed bool
	}
}

// TestBundleByTheDoor has the shipped program record a camera, asks for a
// bundle by its door and fetches it: sha256sum agrees with what the register
// says of it, and the shipped verifier finds nothing that does not fit. Without
// a witness it can say no more: nobody else saw the log.
func TestBundleByTheDoor(t *testing.T) {
	t.Parallel() // it waits for minutes to end
	dir := t.TempDir()
	clips := transcode(t, dir)
	h := newHouse(t, dir)
	start(t, h)
	admin := must(h.Claim(t.Context()))(t)
	site := must(admin.Site(t.Context(), "演练场"))(t)
	w := &way{name: "rtsp", coding: "h264", media: "rtsp-tcp"}
	began := time.Now()
	address := must(house.FreePort())(t)
	camera := must(h.Sim("rtsp", "--listen", address, "--user", "cam", "--password", secret, "--file", clips["h264"]))(t)
	w.camera = must(admin.RTSPCamera(t.Context(), w.name, sim.URL(address, 1, "main", "", ""), "cam", secret, "tcp", site))(t)
	keeper := must(h.Hire(t.Context(), admin, "keeper", "watch-keeper", "copy-officer"))(t)
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	_ = must(keeper.Until(ctx, w.camera, began, func(tl house.Timeline) bool { return recorded(tl) > 20*time.Second }))(t)
	var e exported
	err := keeper.Post(ctx, "/evidence/exports", map[string]any{
		"cameraIds": []string{w.camera}, "from": began.UTC(), "to": time.Now().Add(-5 * time.Second).UTC(), "purpose": "演练", "recipient": "李四",
		"approver": "王五", "useUntil": house.NextMonth(),
	}, &e)
	if err != nil {
		t.Fatal(err)
	}
	for ; e.State != "ready"; time.Sleep(200 * time.Millisecond) {
		if err := keeper.Get(ctx, "/evidence/exports/"+e.ID, nil, &e); err != nil {
			t.Fatal(err)
		}
		if e.State == "failed" {
			t.Fatalf("%+v", e.Failure)
		}
	}
	file := filepath.Join(dir, e.Name+".evb.zip")
	if err := keeper.Download(ctx, "/evidence/exports/"+e.ID+"/file", file); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("sha256sum", file).Output()
	if err != nil || !strings.HasPrefix(string(out), e.Bundle.SHA256) || !e.Bundle.Sealed {
		t.Errorf("%v, %s, %+v", err, out, e.Bundle)
	}
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	originals := 0
	for _, f := range z.File {
		if strings.Contains(f.Name, "/data/original/") {
			originals++
		}
	}
	if originals == 0 {
		t.Error("no originals")
	}
	t.Logf("%d camera-minutes, %d bytes", originals, e.Bundle.Size)
	verdict(t, file)
	if err := camera.Stop(); err != nil {
		t.Error(err)
	}
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
}

// verdict asks the verifier that lies beside the platform.
func verdict(t *testing.T, file string) {
	t.Helper()
	program := filepath.Join(filepath.Dir(os.Getenv("SHIHENG_BIN")), "shiheng-verify")
	cmd := exec.CommandContext(t.Context(), program, file, "--json", "--lang", "en")
	out, err := cmd.Output()
	var said struct {
		Verdict  string
		Findings []struct{ Code string }
	}
	if jerr := json.Unmarshal(out, &said); jerr != nil {
		t.Fatalf("%v: %v: %s", err, jerr, out)
	}
	codes := map[string]bool{}
	for _, f := range said.Findings {
		codes[f.Code] = true
	}
	if code := cmd.ProcessState.ExitCode(); code != 2 || !codes["witness.none"] {
		t.Errorf("exit %d, verdict %q, findings %v", code, said.Verdict, codes)
	}
}
