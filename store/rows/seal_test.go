package rows_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

func TestSeal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "key")
	s, err := rows.OpenSeal(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file %v, %v", info.Mode(), err)
	}
	sealed, err := s.Seal([]byte("s3cret"), "device:1")
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Seal([]byte("s3cret"), "device:1")
	if err != nil || bytes.Equal(sealed, again) || bytes.Contains(sealed, []byte("s3cret")) {
		t.Errorf("sealed %x, %x, %v", sealed, again, err)
	}
	same, err := rows.OpenSeal(path) // the next start
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := same.Open(sealed, "device:1"); err != nil || string(plain) != "s3cret" {
		t.Errorf("opened %q, %v", plain, err)
	}
	_, err = same.Open(sealed, "device:2") // copied to another row
	wantCode(t, err, shiheng.ErrInvalid, "seal.broken")
	for i := range sealed {
		changed := bytes.Clone(sealed)
		changed[i] ^= 1
		if _, err := s.Open(changed, "device:1"); err == nil {
			t.Errorf("opened with byte %d changed", i)
		}
	}
	for n := range sealed {
		if _, err := s.Open(sealed[:n], "device:1"); err == nil {
			t.Errorf("opened with %d bytes", n)
		}
	}
	other, err := rows.OpenSeal(filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = other.Open(sealed, "device:1")
	wantCode(t, err, shiheng.ErrInvalid, "seal.broken")
}

// TestKeyFile: a key that others may read, or that is none, is refused and
// never replaced.
func TestKeyFile(t *testing.T) {
	for name, f := range map[string]struct {
		text string
		mode os.FileMode
	}{
		"readable by others": {"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n", 0o644},
		"empty":              {"", 0o600},
		"short":              {"0011", 0o600},
	} {
		path := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(path, []byte(f.text), f.mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, f.mode); err != nil {
			t.Fatal(err)
		}
		if _, err := rows.OpenSeal(path); err == nil {
			t.Errorf("%s: accepted", name)
		}
		if b, err := os.ReadFile(path); err != nil || string(b) != f.text {
			t.Errorf("%s: the file was touched", name)
		}
	}
}

// TestLostKey: with another key file cameras are still wanted, each broken
// secret named, so that the others go on being recorded.
func TestLostKey(t *testing.T) {
	url := sqliteURL(t)
	w := newWorld(t, url, false)
	p, v, c := w.site("甲")
	open, err := w.registry.SaveCamera(t.Context(), house, registry.Camera{Name: "无密码", System: v.ID, Place: p.ID, RoomUse: "hall",
		Enabled: true, Main: &registry.Source{RTSP: &registry.RTSPSource{URL: "rtsp://192.0.2.8/x"}}})
	w.ok(err)
	again := newWorld(t, url, false) // with a key of its own
	wants, err := again.registry.Wanted(t.Context())
	if err != nil || len(wants) != 2 {
		t.Fatalf("%d wanted, %v", len(wants), err)
	}
	for _, want := range wants {
		if (want.Fault != nil) != (want.ID == c.ID) || want.ID != c.ID && want.ID != open.ID {
			t.Errorf("%s: fault %v", want.Name, want.Fault)
		}
	}
}
