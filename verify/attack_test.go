package verify_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal/verify"
)

// An attack is one thing done to a bundle, and what must be said of it.
type attack struct {
	name string
	do   func(b *bag)
	// careful: whoever did it made manifests fit again and left the seal out.
	careful bool
	verdict verify.Verdict
	code    string
	at      verify.Place // of which the fields that are set are compared
}

const (
	boxes2  = "data/original/01930000-0000-7000-8000-000000000001/000002.boxes"
	minute2 = "minutes/01930000-0000-7000-8000-000000000001/000002"
	minute4 = "minutes/01930000-0000-7000-8000-000000000002/000003"
)

func flip(file string, offset int) func(b *bag) {
	return func(b *bag) {
		f := b.files[file]
		if f == nil {
			b.w.t.Fatalf("no file %s", file)
		}
		f[(offset+len(f))%len(f)] ^= 1
	}
}

// edit changes a text, which must hold what is changed once.
func edit(file, old, changed string) func(b *bag) {
	return func(b *bag) {
		if n := strings.Count(string(b.files[file]), old); n < 1 {
			b.w.t.Fatalf("%s: %q stands there %d times", file, old, n)
		}
		b.files[file] = []byte(strings.Replace(string(b.files[file]), old, changed, 1))
	}
}

// firstChunk is the length of the first chunk of a file.
func firstChunk(f []byte) int { return int(binary.BigEndian.Uint32(f[136:])) }

// change changes footage of the first chunk of boxes2 and makes its header fit.
func change(b *bag) {
	f := b.files[boxes2]
	n := firstChunk(f)
	f[300] ^= 1
	sum := sha256.Sum256(f[256:n])
	copy(f[144:], sum[:])
	binary.BigEndian.PutUint32(f[140:], crc32.Checksum(f[256:n], crc32.MakeTable(crc32.Castagnoli)))
	binary.BigEndian.PutUint32(f[252:], crc32.Checksum(f[:252], crc32.MakeTable(crc32.Castagnoli)))
}

// lines are the lines of a list of chunks.
func lines(b *bag, file string) []string {
	return strings.SplitAfter(strings.TrimSuffix(string(b.files[file]), "\n"), "\n")
}

func putLines(b *bag, file string, l []string) {
	b.files[file] = []byte(strings.TrimSuffix(strings.Join(l, ""), "\n") + "\n")
}

// changeLine makes the list of chunks fit as well.
func changeLine(b *bag) {
	change(b)
	f, n := b.files[boxes2], firstChunk(b.files[boxes2])
	l := lines(b, minute2+".chunks")
	l[0] = fmt.Sprintf("%x %x", sha(f[:224]), gm(f[:224], f[256:n])) + l[0][129:]
	putLines(b, minute2+".chunks", l)
}

// changeMinute makes the camera-minute fit as well.
func changeMinute(b *bag) {
	changeLine(b)
	var x, y []digest
	for _, l := range lines(b, minute2+".chunks") {
		d, _ := hex.DecodeString(l[:64])
		e, _ := hex.DecodeString(l[65:129])
		x, y = append(x, hashing(sha).leaf(d)), append(y, hashing(gm).leaf(e))
	}
	var m map[string]any
	d := json.NewDecoder(bytes.NewReader(b.files[minute2+".json"]))
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		b.w.t.Fatal(err)
	}
	m["sha256"], m["sm3"] = fmt.Sprintf("%x", hashing(sha).root(x)), fmt.Sprintf("%x", hashing(gm).root(y))
	b.files[minute2+".json"] = object(m)
}

// changeLeaf makes the node-minute fit as well.
func changeLeaf(b *bag) {
	changeMinute(b)
	p := place(b, minute2)
	var out [2]digest
	text := b.files[minute2+".json"]
	for i, h := range []hashing{sha, gm} {
		d := h.leaf(text)
		at := p.Place
		for _, s := range [][]string{p.Path, p.SM3Path}[i] {
			o, _ := hex.DecodeString(s)
			if at&1 == 1 || at == 2 { // of three leaves
				d = h([]byte{1}, o, d[:])
			} else {
				d = h([]byte{1}, d[:], o)
			}
			at >>= 1
		}
		out[i] = d
	}
	var m map[string]any
	file := fmt.Sprintf("log/log-2026/%d.json", p.Index)
	d := json.NewDecoder(bytes.NewReader(b.files[file]))
	d.UseNumber()
	if err := d.Decode(&m); err != nil {
		b.w.t.Fatal(err)
	}
	m["root"], m["sm3Root"] = fmt.Sprintf("%x", out[0]), fmt.Sprintf("%x", out[1])
	b.files[file] = object(m)
}

type placed struct {
	Index         int
	Log           string
	Path, SM3Path []string
	Place         int
}

func place(b *bag, minute string) (p placed) {
	if err := json.Unmarshal(b.files[minute+".place"], &p); err != nil {
		b.w.t.Fatal(err)
	}
	return p
}

// leafOf is the file of a camera-minute's leaf, without its ending.
func leafOf(b *bag, minute string) string {
	return fmt.Sprintf("log/log-2026/%d", place(b, minute).Index)
}

// renumber closes the gap that a dropped camera-minute leaves.
func renumber(b *bag, stream string, from, to int) {
	for n := from; n <= to; n++ {
		for _, dir := range []string{"minutes/", "data/original/"} {
			for _, end := range []string{".json", ".place", ".chunks", ".boxes"} {
				old, now := fmt.Sprintf("%s%s/%06d%s", dir, stream, n, end), fmt.Sprintf("%s%s/%06d%s", dir, stream, n-1, end)
				if f, is := b.files[old]; is {
					b.put(now, f)
					b.drop(old)
				}
			}
		}
	}
}

func dropMinute(b *bag, stream string, n int) {
	for _, f := range []string{"minutes/%s/%06d.json", "minutes/%s/%06d.place", "minutes/%s/%06d.chunks", "data/original/%s/%06d.boxes"} {
		if name := fmt.Sprintf(f, stream, n); b.files[name] != nil {
			b.drop(name)
		}
	}
}

// attacks on a bundle, by somebody outside of the platform.
func attacks(a, b2, c *stream) []attack {
	lines2 := minute2 + ".chunks"
	return []attack{
		// Footage.
		{"a byte of a chunk", flip(boxes2, 400), false, verify.Altered, "file.digest", verify.Place{File: boxes2}},
		{"a byte of a chunk, manifests made anew", flip(boxes2, 400), true, verify.Altered, "chunk.payload", verify.Place{File: boxes2, Minute: "2026-11-23T09:42Z", Chunk: 106, Length: 4096}},
		{"the last byte of the last chunk", flip(boxes2, -1), true, verify.Altered, "chunk.payload", verify.Place{File: boxes2, Chunk: 111}},
		{"a chunk's header", flip(boxes2, 110), true, verify.Altered, "chunk.header", verify.Place{File: boxes2, Chunk: 106}},
		{"the part of a header that is in no digest", flip(boxes2, 239), true, verify.Altered, "chunk.header", verify.Place{File: boxes2, Chunk: 106}},
		{"footage and its header", change, true, verify.Altered, "chunk.digest", verify.Place{File: boxes2, Chunk: 106}},
		{"and the list of chunks", changeLine, true, verify.Altered, "chunks.root", verify.Place{File: lines2}},
		{"and the camera-minute", changeMinute, true, verify.Altered, "minute.path", verify.Place{File: minute2 + ".json"}},
		{"and the leaf", changeLeaf, true, verify.Altered, "leaf.proof", verify.Place{Log: "log-2026"}},
		{"two chunks swapped", func(b *bag) {
			f := b.files[boxes2]
			n := firstChunk(f)
			m := firstChunk(f[n:])
			b.files[boxes2] = slices.Concat(f[n:n+m], f[:n], f[n+m:])
		}, true, verify.Altered, "chunk.digest", verify.Place{File: boxes2, Chunk: 106}},
		{"and their lines", func(b *bag) {
			f := b.files[boxes2]
			n := firstChunk(f)
			m := firstChunk(f[n:])
			b.files[boxes2] = slices.Concat(f[n:n+m], f[:n], f[n+m:])
			l := lines(b, lines2)
			l[0], l[1] = l[1], l[0]
			putLines(b, lines2, l)
		}, true, verify.Altered, "chunks.root", verify.Place{File: lines2}},
		{"a chunk dropped", func(b *bag) {
			b.files[boxes2] = b.files[boxes2][firstChunk(b.files[boxes2]):]
			putLines(b, lines2, lines(b, lines2)[1:])
		}, true, verify.Altered, "chunks.root", verify.Place{File: lines2}},
		{"a chunk's bytes dropped", func(b *bag) { b.files[boxes2] = b.files[boxes2][firstChunk(b.files[boxes2]):] }, true, verify.Altered, "chunk.size", verify.Place{File: boxes2}},
		{"a chunk told and not shown", func(b *bag) {
			f := b.files[boxes2]
			l := lines(b, lines2)
			l[0] = strings.Replace(l[0], "here", "told "+hex.EncodeToString(f[:224]), 1)
			putLines(b, lines2, l)
			b.files[boxes2] = f[firstChunk(f):]
		}, true, verify.Unproven, "chunk.withheld", verify.Place{Chunk: 106, Minute: "2026-11-23T09:42Z"}},
		{"and its time lied about", func(b *bag) {
			f := b.files[boxes2]
			l := lines(b, lines2)
			l[0] = strings.Replace(l[0], "here", "told "+hex.EncodeToString(f[:224]), 1)
			l[0] = strings.Replace(l[0], fmt.Sprint(at(60).UnixMicro()), fmt.Sprint(at(0).UnixMicro()), 1)
			putLines(b, lines2, l)
			b.files[boxes2] = f[firstChunk(f):]
		}, true, verify.Altered, "chunk.line", verify.Place{Chunk: 106, Line: 1}},
		{"and its header made to fit", func(b *bag) {
			f := b.files[boxes2]
			binary.BigEndian.PutUint64(f[104:], uint64(at(0).UnixMicro()))
			l := lines(b, lines2)
			l[0] = strings.Replace(l[0], "here", "told "+hex.EncodeToString(f[:224]), 1)
			l[0] = strings.Replace(l[0], fmt.Sprint(at(60).UnixMicro()), fmt.Sprint(at(0).UnixMicro()), 1)
			putLines(b, lines2, l)
			b.files[boxes2] = f[firstChunk(f):]
		}, true, verify.Altered, "chunk.line", verify.Place{Chunk: 106, Line: 1}},
		{"the declaration of tracks told and not shown", func(b *bag) {
			file, l := "minutes/"+a.id+"/000001.chunks", lines(b, "minutes/"+a.id+"/000001.chunks")
			boxes := "data/original/" + a.id + "/000001.boxes"
			l[0] = strings.Replace(l[0], "here", "told "+hex.EncodeToString(b.files[boxes][:224]), 1)
			putLines(b, file, l)
			b.files[boxes] = b.files[boxes][firstChunk(b.files[boxes]):]
		}, true, verify.Unproven, "tracks.missing", verify.Place{Chunk: 102}},
		// Camera-minutes.
		{"a camera-minute", edit(minute2+".json", `"frames":24`, `"frames":25`), true, verify.Altered, "minute.path", verify.Place{File: minute2 + ".json"}},
		{"a place", edit(minute2+".place", `"place":0`, `"place":1`), true, verify.Altered, "minute.path", verify.Place{File: minute2 + ".json"}},
		{"a place by SM3 only", func(b *bag) {
			p := place(b, minute2)
			edit(minute2+".place", p.SM3Path[0], strings.Repeat("0", 64))(b)
		}, true, verify.Altered, "minute.path", verify.Place{File: minute2 + ".json"}},
		{"a place that is none", edit(minute2+".place", `{`, `[`), true, verify.Altered, "minute.place", verify.Place{File: minute2 + ".place"}},
		{"no place", func(b *bag) { b.drop(minute2 + ".place") }, true, verify.Unproven, "minute.noplace", verify.Place{File: minute2 + ".place"}},
		{"no list of chunks", func(b *bag) { b.drop(lines2, boxes2) }, true, verify.Unproven, "chunks.missing", verify.Place{File: minute2 + ".json"}},
		{"a minute dropped", func(b *bag) {
			dropMinute(b, a.id, 2)
			renumber(b, a.id, 3, 5)
		}, true, verify.Unproven, "minute.missing", verify.Place{Minute: "2026-11-23T09:43Z"}},
		{"a minute dropped, manifests left as they are", func(b *bag) { dropMinute(b, a.id, 2) }, false, verify.Altered, "file.missing", verify.Place{File: minute2 + ".json"}},
		{"the tail and what is behind it dropped", func(b *bag) {
			dropMinute(b, a.id, 4)
			dropMinute(b, a.id, 5)
		}, true, verify.Unproven, "anchor.missing", verify.Place{Stream: a.id}},
		{"the anchor dropped", func(b *bag) { dropMinute(b, a.id, 5) }, true, verify.Unproven, "anchor.missing", verify.Place{Stream: a.id}},
		{"the beginning dropped", func(b *bag) {
			dropMinute(b, a.id, 1)
			renumber(b, a.id, 2, 5)
		}, true, verify.Unproven, "start.missing", verify.Place{Minute: "2026-11-23T09:42Z"}},
		{"two minutes in another order", func(b *bag) {
			for _, n := range []string{"json", "place", "chunks"} {
				x, y := "minutes/"+a.id+"/000002."+n, "minutes/"+a.id+"/000003."+n
				b.files[x], b.files[y] = b.files[y], b.files[x]
			}
			x, y := boxes2, "data/original/"+a.id+"/000003.boxes"
			b.files[x], b.files[y] = b.files[y], b.files[x]
		}, true, verify.Altered, "minute.order", verify.Place{}},
		{"a forged minute put in", func(b *bag) {
			text := strings.Replace(string(b.files[minute2+".json"]), `"minute":"2026-11-23T09:42Z"`, `"minute":"2026-11-23T09:46Z"`, 1)
			b.put("minutes/"+a.id+"/000006.json", []byte(text))
			b.put("minutes/"+a.id+"/000006.place", b.files["minutes/"+a.id+"/000005.place"])
		}, true, verify.Altered, "minute.path", verify.Place{File: "minutes/" + a.id + "/000006.json"}},
		{"a minute twice", func(b *bag) {
			for _, n := range []string{"json", "place"} {
				b.put("minutes/"+a.id+"/000006."+n, b.files["minutes/"+a.id+"/000005."+n])
				b.put("minutes/"+a.id+"/000005."+n, b.files[minute2+"."+n])
			}
		}, true, verify.Altered, "minute.overlap", verify.Place{}},
		{"another stream's minute", func(b *bag) {
			m := c.minutes[1]
			b.files[minute2+".json"] = m.text
			b.files[minute2+".place"] = object(map[string]any{"index": m.leaf, "log": "log-2026", "path": hexes(m.path), "place": m.place, "sm3Path": hexes(m.sm3Path)})
		}, true, verify.Altered, "minute.stream", verify.Place{File: minute2 + ".json"}},
		{"another stream's footage", func(b *bag) {
			x, y := boxes2, "data/original/"+b2.id+"/000002.boxes"
			b.files[x] = b.files[y]
		}, true, verify.Altered, "chunk.digest", verify.Place{File: boxes2, Chunk: 106}},
		{"the declaration of a gap dropped", func(b *bag) {
			l := lines(b, minute4+".chunks")
			n := slices.IndexFunc(l, func(s string) bool { return strings.Contains(s, " gap ") })
			putLines(b, minute4+".chunks", slices.Delete(l, n, n+1))
		}, true, verify.Altered, "chunks.root", verify.Place{File: minute4 + ".chunks"}},
		{"and what the camera-minute says of it", func(b *bag) {
			m := string(b.files[minute4+".json"])
			i, j := strings.Index(m, `"gaps":[`), strings.Index(m, `],`)
			b.files[minute4+".json"] = []byte(m[:i] + m[j+2:])
		}, true, verify.Altered, "minute.path", verify.Place{File: minute4 + ".json"}},
		// The log.
		{"a leaf", func(b *bag) { edit(leafOf(b, minute2)+".json", `"clockError":1200`, `"clockError":1`)(b) }, true, verify.Altered, "leaf.proof", verify.Place{Log: "log-2026"}},
		{"a proof", func(b *bag) { flip(leafOf(b, minute2)+".tlog-proof", 40)(b) }, true, verify.Altered, "leaf.proof", verify.Place{Log: "log-2026"}},
		{"the index of a proof", func(b *bag) { edit(leafOf(b, minute2)+".tlog-proof", "index ", "index 1")(b) }, true, verify.Altered, "leaf.proof-form", verify.Place{Log: "log-2026"}},
		{"a leaf dropped", func(b *bag) { b.drop(leafOf(b, minute2)+".json", leafOf(b, minute2)+".tlog-proof") }, true, verify.Unproven, "leaf.missing", verify.Place{File: minute2 + ".place"}},
		{"a proof dropped", func(b *bag) { b.drop(leafOf(b, minute2) + ".tlog-proof") }, true, verify.Unproven, "leaf.proof-missing", verify.Place{Log: "log-2026"}},
		{"the root in a checkpoint", func(b *bag) {
			f := leafOf(b, minute2) + ".tlog-proof"
			n := bytes.Index(b.files[f], []byte("\n\n— "))
			flip(f, n-10)(b)
		}, true, verify.Altered, "checkpoint.signature", verify.Place{Log: "log-2026"}},
		{"a cosignature", func(b *bag) { flip(leafOf(b, minute2)+".tlog-proof", -20)(b) }, true, verify.Altered, "checkpoint.signature", verify.Place{Log: "log-2026"}},
		{"a line of a checkpoint dropped everywhere", func(b *bag) {
			for name, f := range b.files {
				if n := bytes.Index(f, []byte("— "+witnessName)); n > 0 && strings.HasSuffix(name, ".tlog-proof") {
					b.files[name] = f[:n]
				}
			}
		}, true, verify.Unproven, "witness.missing", verify.Place{Log: "log-2026"}},
		// The bag.
		{"a line of a manifest", flip("manifest-sha256.txt", 3), false, verify.Altered, "file.digest", verify.Place{File: "manifest-sha256.txt"}},
		{"a manifest by SM3", flip("manifest-sm3.txt", 3), true, verify.Complete, "", verify.Place{}}, // made anew
		{"a manifest cut short", func(b *bag) {
			f := b.files["manifest-sm3.txt"]
			b.files["manifest-sm3.txt"] = f[:len(f)-5]
		}, false, verify.Altered, "manifest.form", verify.Place{File: "manifest-sm3.txt"}},
		{"a line of a manifest dropped", func(b *bag) {
			f := b.files["manifest-sm3.txt"]
			b.files["manifest-sm3.txt"] = f[bytes.IndexByte(f, '\n')+1:]
		}, false, verify.Altered, "manifest.differ", verify.Place{File: "data/original/" + a.id + "/000001.boxes"}},
		{"the seal", flip("seal/seal.p7s", -5), false, verify.Altered, "seal.wrong", verify.Place{File: "seal/seal.p7s"}},
		{"the sums of the bag", edit("bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1"), false, verify.Altered, "bag.oxum", verify.Place{File: "bag-info.txt"}},
		{"a file more", func(b *bag) { b.put("data/original/more.boxes", []byte("x")) }, false, verify.Altered, "file.extra", verify.Place{File: "data/original/more.boxes"}},
		{"a file of custody more", func(b *bag) { b.put("custody/more", []byte("x")) }, false, verify.Altered, "file.extra", verify.Place{File: "custody/more"}},
		{"two files of one name", func(b *bag) { b.put(boxes2+"#2", []byte("x")) }, false, verify.Altered, "zip.twice", verify.Place{File: boxes2}},
		{"a name that leads out", func(b *bag) { b.put("../x", []byte("x")) }, false, verify.Altered, "zip.name", verify.Place{File: "SH-2026-0012/../x"}},
		{"something behind the archive", func(b *bag) { b.after = []byte("more") }, false, verify.Altered, "zip.between", verify.Place{}},
		// Custody.
		{"an opened act", edit("custody/acts.json", "12号", "13号"), true, verify.Altered, "custody.record", verify.Place{File: "custody/acts.json", Line: 1}},
		{"the act of the export left out", func(b *bag) {
			var list []json.RawMessage
			if err := json.Unmarshal(b.files["custody/acts.json"], &list); err != nil {
				b.w.t.Fatal(err)
			}
			b.files["custody/acts.json"], _ = json.Marshal(list[:2])
		}, true, verify.Unproven, "custody.missing", verify.Place{File: "custody/acts.json"}},
		{"the bundle of another case", edit("bundle.json", "A3202002026110001", "A3202002026110002"), true, verify.Altered, "custody.bundle", verify.Place{File: "custody/acts.json"}},
		{"a smaller span", edit("bundle.json", stamp(at(230)), stamp(at(120))), true, verify.Altered, "custody.bundle", verify.Place{}},
		{"a larger span", edit("bundle.json", stamp(at(230)), stamp(at(300))), true, verify.Altered, "anchor.missing", verify.Place{Stream: a.id}},
		{"another version", edit("bundle.json", `"version":1`, `"version":2`), true, verify.Altered, "bundle.version", verify.Place{File: "bundle.json"}},
	}
}

// TestAttacks does each to a copy of one bundle: each is named, and where.
func TestAttacks(t *testing.T) {
	w, a, b, c := whole(t)
	good := w.bundle(span{a, at(15), at(230)}, span{b, at(15), at(230)}).whole()
	policy := w.keys.policy(w.origin)
	if r := check(t, good.zip(), policy); r.Verdict != verify.Gaps {
		t.Fatal(r.Verdict, show(t, r))
	}
	for _, tt := range attacks(a, b, c) {
		t.Run(tt.name, func(t *testing.T) {
			bad := good.clone()
			tt.do(bad)
			if tt.careful {
				bad.careful()
			}
			r := check(t, bad.zip(), policy)
			if tt.code == "" {
				if r.Verdict != verify.Gaps {
					t.Errorf("%v %s", r.Verdict, show(t, r))
				}
				return
			}
			// Footage that was changed is not what the export's act names either.
			if r.Verdict != max(tt.verdict, worstOfCustody(r)) || r.Found[tt.code] == 0 || !named(r, tt) {
				t.Errorf("got %v, want %v with %s at %+v\n%s", r.Verdict, tt.verdict, tt.code, tt.at, show(t, r))
			}
		})
	}
}

func worstOfCustody(r *verify.Result) verify.Verdict {
	if r.Found["custody.bundle"] > 0 {
		return verify.Altered
	}
	return verify.Complete
}

// named reports whether a finding names place and code.
func named(r *verify.Result, tt attack) bool {
	return slices.ContainsFunc(r.Findings, func(f verify.Finding) bool {
		p, want := f.Place, tt.at
		fits := func(got, want string) bool { return want == "" || got == want }
		return f.Code == tt.code && fits(p.File, want.File) && fits(p.Minute, want.Minute) && fits(p.Log, want.Log) && fits(p.Stream, want.Stream) &&
			(want.Chunk == 0 || want.Chunk == p.Chunk) && (want.Line == 0 || want.Line == p.Line) && (want.Length == 0 || p.Length == want.Length && p.Offset != nil)
	})
}

// TestEveryByteCounts flips single bytes all over a bundle: it is altered, or no
// bundle any more.
func TestEveryByteCounts(t *testing.T) {
	w, a, _, _ := whole(t)
	good := w.bundle(span{a, at(15), at(100)}).whole()
	b := good.zip()
	end := bytes.Index(b, []byte("verify/README.txt"))
	for i := 0; i < end-64; i += 1 + len(b)/60 {
		bad := bytes.Clone(b)
		bad[i] ^= 1
		r, err := verify.Bundle(t.Context(), bytes.NewReader(bad), int64(len(bad)), verify.Options{Policy: []byte(w.keys.policy(w.origin))})
		if err == nil && r.Verdict != verify.Altered && !beside(good, b, i) {
			t.Fatalf("byte %d of %d, in %q: %v %s", i, len(b), b[max(0, i-60):i+20], r.Verdict, show(t, r))
		}
		if err != nil && !errors.Is(err, verify.ErrNoBundle) {
			t.Fatal(err)
		}
	}
}

// beside reports whether a byte is of the seal, whose own form has bytes that
// nothing signs, of the copy of its certificates, or of a time in the archive.
func beside(good *bag, b []byte, i int) bool {
	seal, pem := good.files["seal/seal.p7s"], good.files["seal/certificates.pem"]
	from, to := bytes.Index(b, seal[:20]), bytes.Index(b, pem[:20])+len(pem)
	return i >= from && i < to || bytes.LastIndex(b[:i+1], []byte("PK")) > i-31
}

// TestWithoutTheWitness: who makes the log anew with its real keys makes
// everything fit but what the witness saw.
func TestWithoutTheWitness(t *testing.T) {
	w, a, _, _ := whole(t)
	policy := w.keys.policy(w.origin)
	w.bundle(span{a, at(15), at(230)})
	forged, b, _, _ := whole(t)
	forged.keys.ed, forged.keys.sm = w.keys.ed, w.keys.sm // but not the witness's
	r := check(t, forged.bundle(span{b, at(15), at(230)}).zip(), policy)
	if r.Verdict != verify.Unproven || r.Found["witness.missing"] != 1 || r.Found["witness.unknown"] != 1 || len(r.Found) != 3 {
		t.Errorf("a log made anew: %v %v", r.Verdict, r.Found)
	}
	other := newKeys(t)
	r = check(t, w.bundle(span{a, at(15), at(230)}).whole().zip(), other.policy(w.origin))
	if r.Verdict != verify.Unproven || r.Found["checkpoint.unsigned"] != 2 || r.Found["witness.unknown"] != 1 {
		t.Errorf("with another's keys: %v %s", r.Verdict, show(t, r))
	}
	r = check(t, w.bundle(span{a, at(15), at(230)}).whole().zip(), other.policy("elsewhere.example/log/2026"))
	if r.Verdict != verify.Unproven || r.Found["key.unknown"] != 1 {
		t.Errorf("with keys of another log: %v %s", r.Verdict, show(t, r))
	}
	none := strings.Replace(policy, "quorum w", "quorum none", 1)
	r = check(t, w.bundle(span{a, at(15), at(230)}).whole().zip(), none)
	if r.Verdict != verify.Unproven || r.Found["witness.none"] != 1 {
		t.Errorf("with no witness demanded: %v %s", r.Verdict, show(t, r))
	}
	r = check(t, w.bundle(span{a, at(15), at(230)}).whole().zip(), "nonsense")
	if r.Verdict != verify.Unproven || r.Found["policy.form"] != 1 {
		t.Errorf("with no keys: %v %s", r.Verdict, show(t, r))
	}
}

// TestPractice: a drill is called one, whatever else holds.
func TestPractice(t *testing.T) {
	w, a, _, _ := whole(t)
	b := w.bundle(span{a, at(15), at(100)}).whole()
	edit("bundle.json", `"practice":false`, `"practice":true`)(b)
	if r := check(t, b.zip(), ""); !r.Practice {
		t.Error("not called a drill")
	}
}

// TestNoBundle: what cannot be read as one is told apart from what is altered.
func TestNoBundle(t *testing.T) {
	w, a, _, _ := whole(t)
	good := w.bundle(span{a, at(15), at(100)}).whole()
	b := good.zip()
	only := &bag{w: w, name: "x", order: []string{"x"}, files: map[string][]byte{"x": nil}}
	for what, content := range map[string][]byte{
		"nothing": nil, "text": []byte("hello"), "cut in half": b[:len(b)/2], "another archive": only.zip(), "zeros": make([]byte, 1<<20),
	} {
		if _, err := verify.Bundle(t.Context(), bytes.NewReader(content), int64(len(content)), verify.Options{}); !errors.Is(err, verify.ErrNoBundle) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestClockAhead: leaves of after the witness's look are told.
func TestClockAhead(t *testing.T) {
	w, a, _, _ := whole(t)
	b := w.bundle(span{a, at(15), at(100)}).whole()
	w.now = day.Add(-time.Hour)
	seen := map[int]bool{}
	for i := range w.leaves {
		seen[i] = b.files[fmt.Sprintf("log/log-2026/%d.json", i)] != nil
	}
	w.prove(b, seen)
	b.careful()
	r := check(t, b.zip(), "")
	if r.Verdict != verify.Complete || r.Found["clock.ahead"] != 1 {
		t.Errorf("%v %s", r.Verdict, show(t, r))
	}
}
