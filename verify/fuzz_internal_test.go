package verify

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// seeds of parsers: what is right, beside what is nearly.
func seedHeader() []byte {
	h := make([]byte, headerLen)
	binary.BigEndian.PutUint32(h, headerLen)
	copy(h[4:], "uuid")
	copy(h[8:], chunkType)
	copy(h[24:], "SHCK")
	h[29], h[30] = 1, 1
	return h
}

func seedLine() string {
	return fmt.Sprintf("%064x %064x media 7 10 20 4096 told %s\n", 1, 2, hex.EncodeToString(seedHeader()[:headerProof]))
}

func FuzzParseLines(f *testing.F) {
	f.Add([]byte(seedLine()))
	f.Add([]byte(strings.Repeat("x ", 9) + "\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := parseLines(b)
		if err != nil {
			return
		}
		var again bytes.Buffer
		for _, l := range list {
			fmt.Fprintf(&again, "%x %x %s %d %d %d %d ", l.sha, l.sm3, l.kind, l.seq, l.from, l.to, l.length)
			if l.here {
				again.WriteString("here\n")
			} else {
				fmt.Fprintf(&again, "told %x\n", l.told)
			}
		}
		if !bytes.Equal(again.Bytes(), b) {
			t.Errorf("%q is read as %q", b, again.Bytes())
		}
	})
}

func FuzzParseHeader(f *testing.F) {
	f.Add(seedHeader())
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := parseHeader(b)
		if err == nil && (!goodIdentity(h.stream) || h.kind == "") {
			t.Errorf("%+v", h)
		}
		if err == nil && len(b) > headerLen {
			h.whole(b)
			gapOf(b)
		}
	})
}

func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(strings.Repeat("0", 64) + "  data/x\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		if _, err := parseManifest(b, func(digest, string) bool { n++; return n < 100 }); err == nil && n != bytes.Count(b, []byte("\n")) {
			t.Errorf("%d lines of %q", n, b)
		}
	})
}

func FuzzParseProof(f *testing.F) {
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nlog/2026\n8\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— log x\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := parseProof(b)
		if err == nil && !strings.HasSuffix(string(b), p.note) {
			t.Errorf("%q", p.note)
		}
		_, _ = parseCheckpoint(p.note)
	})
}

func FuzzParsePolicy(f *testing.F) {
	f.Add([]byte("witness w log+00000000+AAAA\ngroup g 1 w\nquorum g\n"))
	f.Add([]byte("# none\nquorum none\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := parsePolicy(b); err == nil {
			p.met(p.quorum, map[string]bool{})
		}
	})
}

func FuzzLeaf(f *testing.F) {
	f.Add([]byte(`{"kind":"minute","version":1}`))
	f.Add([]byte(`{"kind":"epoch","version":1,"lost":{"from":"x"}}`))
	f.Add([]byte(strings.Repeat("[", 20000)))
	f.Fuzz(func(_ *testing.T, b []byte) {
		_, _ = parseLeaf(b)
		_, _ = parseActs(b)
		_ = exactly(b, &cameraMinute{})
		_ = exactly(b, &erasure{})
	})
}

func FuzzSeal(f *testing.F) {
	f.Add([]byte("0\x03\x02\x01\x00"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		_ = sealed(b, b, &Seal{})
		_ = stamped(b, b, &Seal{})
	})
}

func FuzzTracks(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x10moof\x00\x00\x00\x08traf"))
	f.Fuzz(func(_ *testing.T, b []byte) {
		var t tracks
		t.declare(b)
		t.look(b)
	})
}

func FuzzBundle(f *testing.F) {
	f.Add(archiveOf(f, map[string]string{"bagit.txt": "x", "bundle.json": `{"kind":"bundle","spans":[{}],"version":1}`}))
	f.Fuzz(func(_ *testing.T, b []byte) {
		_, _ = Bundle(context.Background(), bytes.NewReader(b), int64(len(b)), Options{})
	})
}

func archiveOf(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		text := files[name]
		w, err := z.CreateHeader(&zip.FileHeader{Name: "x/" + name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestHostileArchives: none makes the reader take much or read what two programs
// would read differently.
func TestHostileArchives(t *testing.T) {
	good := archiveOf(t, map[string]string{"bagit.txt": "x", "bundle.json": `{"kind":"bundle","version":1}`})
	end := len(good) - lenEnd
	dir := int(binary.LittleEndian.Uint32(good[end+16:]))
	with := func(f func(b []byte)) []byte {
		b := bytes.Clone(good)
		f(b)
		return b
	}
	le := binary.LittleEndian
	for _, tt := range []struct {
		name string
		b    []byte
		code string // "": no bundle at all
	}{
		{"as it should be", good, "bundle.span"},
		{"a bomb: a compressed member", with(func(b []byte) { le.PutUint16(b[dir+10:], 8) }), "zip.compressed"},
		{"an encrypted member", with(func(b []byte) { b[dir+8] |= 1 }), "zip.compressed"},
		{"a member larger than it takes", with(func(b []byte) { le.PutUint32(b[dir+24:], 7) }), "zip.compressed"},
		{"a member larger than the file", with(func(b []byte) { le.PutUint32(b[dir+20:], 1<<30); le.PutUint32(b[dir+24:], 1<<30) }), ""},
		{"two members in one place", with(func(b []byte) {
			n := lenDirectory + int(le.Uint16(b[dir+28:])) + int(le.Uint16(b[dir+30:]))
			le.PutUint32(b[dir+n+42:], le.Uint32(b[dir+42:]))
		}), "zip.overlap"},
		{"a member that reaches into the next", with(func(b []byte) {
			n := le.Uint32(b[dir+20:]) + 40
			le.PutUint32(b[dir+20:], n)
			le.PutUint32(b[dir+24:], n)
		}), "zip.overlap"},
		{"another name in its own header", with(func(b []byte) { b[lenLocal+3] ^= 1 }), "zip.local"},
		{"another sum in its descriptor", with(func(b []byte) { b[bytes.Index(b, []byte("PK\x07\x08"))+5] ^= 1 }), "zip.local"},
		{"more members than it has", with(func(b []byte) { le.PutUint16(b[end+10:], 9) }), ""},
		{"a directory outside of it", with(func(b []byte) { le.PutUint32(b[end+16:], 1<<30) }), ""},
		{"a directory of its own length", with(func(b []byte) { le.PutUint32(b[end+12:], 1<<31) }), ""},
		{"bytes before it", append([]byte("#!/bin/sh\n"), good...), ""},
	} {
		r, err := Bundle(t.Context(), bytes.NewReader(tt.b), int64(len(tt.b)), Options{})
		switch {
		case tt.code == "" && err == nil:
			t.Errorf("%s: read as a bundle: %v", tt.name, r.Found)
		case tt.code != "" && (err != nil || r.Found[tt.code] == 0):
			t.Errorf("%s: %v, want %s", tt.name, err, tt.code)
		}
	}
}

// TestLongArchive reads one whose directory is in the form of ZIP64.
func TestLongArchive(t *testing.T) {
	b := archiveOf(t, map[string]string{"bagit.txt": "x", "bundle.json": `{"kind":"bundle","version":1}`})
	end := len(b) - lenEnd
	le := binary.LittleEndian
	size, at := le.Uint32(b[end+12:]), le.Uint32(b[end+16:])
	long := le.AppendUint32(nil, sigEnd64)
	long = le.AppendUint64(long, lenEnd64-12)
	long = append(long, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, v := range []uint64{2, 2, uint64(size), uint64(at)} {
		long = le.AppendUint64(long, v)
	}
	long = le.AppendUint32(long, sigLocator64)
	long = le.AppendUint32(long, 0)
	long = le.AppendUint64(long, uint64(end))
	long = le.AppendUint32(long, 1)
	short := bytes.Clone(b[end:])
	le.PutUint32(short[12:], 0xffffffff)
	le.PutUint32(short[16:], 0xffffffff)
	all := append(append(bytes.Clone(b[:end]), long...), short...)
	r, err := Bundle(t.Context(), bytes.NewReader(all), int64(len(all)), Options{})
	if err != nil || r.Found["bundle.span"] != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	le.PutUint64(all[end+48:], uint64(at)+1)
	if r, err := Bundle(t.Context(), bytes.NewReader(all), int64(len(all)), Options{}); err == nil && r.Verdict != Altered {
		t.Error("a directory in another place is read")
	}
}

// TestPolicies: what is no policy, and who has to have signed under one.
func TestPolicies(t *testing.T) {
	key := func(n int) string { // of a witness
		k := append([]byte{kindWitness}, bytes.Repeat([]byte{byte(n)}, 32)...)
		sum := sumOf(byApproved().make(), []byte("w\n"), k)
		return fmt.Sprintf("w+%x+%s", sum[:4], base64.StdEncoding.EncodeToString(k))
	}
	three := fmt.Sprintf("witness a %s\nwitness b %s https://b.example/\n witness c\t%s\n", key(1), key(2), key(3))
	for _, tt := range []struct {
		text   string
		signed string
		met    bool
	}{
		{"group g 2 a b c\nquorum g\n", "ac", true},
		{"group g 2 a b c\nquorum g\n", "c", false},
		{"group g all a b\ngroup h any g c\nquorum h\n", "c", true},
		{"group g all a b\ngroup h any g c\nquorum h\n", "a", false},
		{"quorum b\n", "b", true},
	} {
		p, err := parsePolicy([]byte(three + tt.text))
		if err != nil {
			t.Fatal(tt.text, err)
		}
		signed := map[string]bool{}
		for _, r := range tt.signed {
			signed[string(r)] = true
		}
		if p.met(p.quorum, signed) != tt.met {
			t.Errorf("%q signed by %q", tt.text, tt.signed)
		}
	}
	for _, bad := range []string{
		"", "quorum x\n", "quorum a\nquorum b\n", "group g 4 a b c\nquorum g\n", "group g 0 a\nquorum g\n", "group g 1 a a\nquorum g\n", "group g any a x\nquorum g\n",
		"group g any a\ngroup h any a\nquorum h\n", "witness d " + key(1) + "\nquorum d\n", "witness a " + key(4) + "\nquorum a\n", "log " + key(4) + "\nquorum a\n",
		"what\nquorum a\n", "witness none " + key(4) + "\nquorum none\n",
	} {
		if _, err := parsePolicy([]byte(three + bad)); err == nil {
			t.Errorf("%q is a policy", bad)
		}
	}
}

// TestSignaturesOfCameras: which units say that the camera signed.
func TestSignaturesOfCameras(t *testing.T) {
	onvif := append([]byte{6, 5, 40}, "\x00\x5b\xc9\x3f\x2d\x71\x5e\x95\xad\xa4\x79\x6f\x90\x87\x7a\x6fmore"...)
	later := append([]byte{39 << 1, 1, 5, 40}, onvif[3:]...)
	for _, tt := range []struct {
		codec byte
		unit  []byte
		want  string
	}{
		{codecH264, onvif, "[ONVIF Media Signing]"}, {codecH265, later, "[ONVIF Media Signing]"}, {codecH264, append([]byte{1}, onvif[1:]...), "[]"},
		{codecH265, onvif, "[]"}, {codecSVAC, []byte{0, 0, 1, 0x05, 1}, "[GB 35114]"}, {codecSVAC, []byte{0, 0, 1, 0x04, 1}, "[]"},
	} {
		unit := append(binary.BigEndian.AppendUint32(nil, uint32(len(tt.unit))), tt.unit...)
		if tt.codec == codecSVAC {
			unit = tt.unit
		}
		var tr tracks
		tr.declare(boxOf("uuid", trackType, []byte{1, 1, 1, tt.codec}, make([]byte, 20), make([]byte, 4)))
		trun := append([]byte{1, 0, 0xf, 1, 0, 0, 0, 1, 0, 0, 0, 0}, make([]byte, 16)...)
		binary.BigEndian.PutUint32(trun[16:], uint32(len(unit)))
		traf := boxOf("traf", boxOf("tfhd", []byte{0, 2, 0, 0, 0, 0, 0, 1}), boxOf("trun", trun))
		tr.look(append(boxOf("moof", traf), boxOf("mdat", unit)...))
		if got := fmt.Sprint(tr.signed()); got != tt.want {
			t.Errorf("codec %d, unit %x: got %s, want %s", tt.codec, tt.unit, got, tt.want)
		}
	}
}

func boxOf(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
}
