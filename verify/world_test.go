package verify_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509/pkix"
	_ "embed"
	"encoding/asn1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"
)

// The writer of these tests is their own: made from the pages on formats, as
// the verifier is, and sharing no code with it nor with the platform's.

//go:embed testdata/small.h264
var pictures []byte

//go:embed testdata/small.mp4
var playable []byte

type digest = [32]byte

func of(h hash.Hash, parts ...[]byte) (d digest) {
	for _, p := range parts {
		h.Write(p)
	}
	return digest(h.Sum(nil))
}

func sha(parts ...[]byte) digest { return of(sha256.New(), parts...) }
func gm(parts ...[]byte) digest  { return of(sm3.New(), parts...) }

// A hashing is one of the two.
type hashing func(parts ...[]byte) digest

func (h hashing) leaf(b []byte) digest { return h([]byte{0}, b) }

func (h hashing) root(leaves []digest) digest {
	if len(leaves) == 0 {
		return h()
	}
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := split(len(leaves))
	l, r := h.root(leaves[:k]), h.root(leaves[k:])
	return h([]byte{1}, l[:], r[:])
}

func (h hashing) prove(leaves []digest, at int) (path []digest) {
	if len(leaves) < 2 {
		return nil
	}
	if k := split(len(leaves)); at < k {
		return append(h.prove(leaves[:k], at), h.root(leaves[k:]))
	} else {
		return append(h.prove(leaves[k:], at-k), h.root(leaves[:k]))
	}
}

func split(n int) int {
	k := 1
	for 2*k < n {
		k *= 2
	}
	return k
}

func hexes(path []digest) []string {
	out := make([]string, len(path))
	for i := range path {
		out[i] = hex.EncodeToString(path[i][:])
	}
	return out
}

// object writes JSON with its keys in order, as leaves are written.
func object(v map[string]any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// day is a morning of the tests; minutes count from it.
var day = time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC)

func id(n int) string {
	return fmt.Sprintf("01930000-0000-7000-8000-%012x", n)
}

func idBytes(s string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	if err != nil {
		panic(err)
	}
	return b
}

// Keys of a log, a witness, a seal.
type keyring struct {
	ed      ed25519.PrivateKey
	sm      *sm2.PrivateKey
	witness ed25519.PrivateKey
}

func newKeys(t testing.TB) keyring {
	t.Helper()
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, w, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	national, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return keyring{ed, national, w}
}

func vkey(name string, kind byte, public []byte) string {
	key := append([]byte{kind}, public...)
	sum := sha([]byte(name+"\n"), key)
	return fmt.Sprintf("%s+%x+%s", name, sum[:4], base64.StdEncoding.EncodeToString(key))
}

func (k keyring) national() []byte {
	spki, err := smx509.MarshalPKIXPublicKey(&k.sm.PublicKey)
	if err != nil {
		panic(err)
	}
	return append([]byte("sm2-with-sm3/v1"), spki...)
}

const witnessName = "procuratorate.example"

func (k keyring) policy(origins ...string) string {
	var b strings.Builder
	for _, o := range origins {
		fmt.Fprintf(&b, "log %s\nlog %s\n", vkey(o, 1, k.ed.Public().(ed25519.PublicKey)), vkey(o, 255, k.national()))
	}
	fmt.Fprintf(&b, "witness w %s\nquorum w\n", vkey(witnessName, 4, k.witness.Public().(ed25519.PublicKey)))
	return b.String()
}

// sign makes a line of a note.
func line(name, key string, sig []byte) string {
	id, _ := hex.DecodeString(strings.Split(key, "+")[1])
	return "— " + name + " " + base64.StdEncoding.EncodeToString(append(id, sig...)) + "\n"
}

func (k keyring) checkpoint(origin string, leaves []digest, at time.Time, witnessed bool) string {
	root := hashing(sha).root(leaves)
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, len(leaves), base64.StdEncoding.EncodeToString(root[:]))
	out := text + "\n" + line(origin, vkey(origin, 1, k.ed.Public().(ed25519.PublicKey)), ed25519.Sign(k.ed, []byte(text)))
	sig, err := k.sm.Sign(rand.Reader, []byte(text), sm2.DefaultSM2SignerOpts)
	if err != nil {
		panic(err)
	}
	out += line(origin, vkey(origin, 255, k.national()), sig)
	if witnessed {
		said := ed25519.Sign(k.witness, fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", at.Unix(), text))
		out += line(witnessName, vkey(witnessName, 4, k.witness.Public().(ed25519.PublicKey)), append(binary.BigEndian.AppendUint64(nil, uint64(at.Unix())), said...))
	}
	return out
}

// A chunk as it lies in a slot.
type chunk struct {
	kind     byte // 1 media, 2 init, 3 gap
	flags    byte
	seq      uint64
	from     time.Time
	span     time.Duration
	frames   uint32
	payload  []byte
	previous digest

	head     []byte
	sha, sm3 digest
}

func (c *chunk) bytes() []byte { return slices.Concat(c.head, c.payload) }
func (c *chunk) len() int      { return len(c.head) + len(c.payload) }

func (c *chunk) end() time.Time { return c.from.Add(c.span) }

func (c *chunk) make(stream, camera string) {
	h := make([]byte, 256)
	be := binary.BigEndian
	be.PutUint32(h, 256)
	copy(h[4:], "uuid")
	copy(h[8:], "\x53\x68\x69\x48\x65\x6e\x67\x43\xa1\x00\x4b\x01\x28\x18\x16\x80")
	copy(h[24:], "SHCK")
	be.PutUint16(h[28:], 1)
	h[30], h[31] = c.kind, c.flags
	copy(h[32:], idBytes(id(900)))
	copy(h[48:], idBytes(stream))
	copy(h[64:], idBytes(camera))
	copy(h[80:], idBytes(id(901)))
	be.PutUint64(h[96:], c.seq)
	be.PutUint64(h[104:], uint64(c.from.UnixMicro()))
	be.PutUint32(h[128:], uint32(c.span.Microseconds()))
	be.PutUint32(h[132:], c.frames)
	be.PutUint32(h[136:], uint32(256+len(c.payload)))
	be.PutUint32(h[140:], crc32.Checksum(c.payload, crc32.MakeTable(crc32.Castagnoli)))
	sum := sha(c.payload)
	copy(h[144:], sum[:])
	copy(h[176:], c.previous[:])
	be.PutUint64(h[232:], 1)
	be.PutUint32(h[252:], crc32.Checksum(h[:252], crc32.MakeTable(crc32.Castagnoli)))
	c.head = h
	c.sha, c.sm3 = sha(h[:224]), gm(h[:224], c.payload)
}

func (c *chunk) text(here bool) string {
	kind := map[byte]string{1: "media", 2: "init", 3: "gap"}[c.kind]
	s := fmt.Sprintf("%x %x %s %d %d %d %d ", c.sha, c.sm3, kind, c.seq, c.from.UnixMicro(), c.end().UnixMicro(), c.len())
	if here {
		return s + "here\n"
	}
	return s + "told " + hex.EncodeToString(c.head[:224]) + "\n"
}

func box(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
}

// padded fills a payload up to whole pages, header included.
func padded(b []byte) []byte {
	n := 4096 - (256+len(b)+8)%4096
	return append(b, box("free", make([]byte, n))...)
}

// frames are the access units of the picture, each NAL with its length.
func frames() (out [][]byte) {
	var units [][]byte
	for _, u := range bytes.Split(pictures, []byte{0, 0, 1}) {
		if u = bytes.TrimRight(u, "\x00"); len(u) > 0 {
			units = append(units, u)
		}
	}
	for _, u := range units {
		if u[0]&0x1f == 9 || len(out) == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(append(out[len(out)-1], binary.BigEndian.AppendUint32(nil, uint32(len(u)))...), u...)
	}
	return out
}

func mediaPayload(n int) []byte {
	all := frames()
	var table, data []byte
	for i := range 4 {
		f := all[(4*n+i)%len(all)]
		table = binary.BigEndian.AppendUint32(table, 45000)
		table = binary.BigEndian.AppendUint32(table, uint32(len(f)))
		table = append(table, 1, 1, 0, 0, 0, 0, 0, 0)
		data = append(data, f...)
	}
	trun := append([]byte{1, 0, 0xf, 1, 0, 0, 0, 4, 0, 0, 0, 0}, table...)
	traf := box("traf", box("tfhd", []byte{0, 2, 0, 0, 0, 0, 0, 1}), box("tfdt", make([]byte, 12)), box("trun", trun))
	return padded(append(box("moof", box("mfhd", make([]byte, 8)), traf), box("mdat", data)...))
}

func initPayload() []byte {
	t := []byte{1, 1, 1, 1}
	t = append(t, make([]byte, 20)...)
	t = append(t, 0, 0, 0, 0)
	return padded(box("uuid", []byte("\x53\x68\x69\x48\x65\x6e\x67\x54\xa1\x00\x4b\x01\x28\x18\x16\x80"), t))
}

// A hole is a declared gap.
type hole struct {
	after    uint64
	cause    string
	from, to time.Time
}

func (g hole) payload() []byte {
	be := binary.BigEndian
	b := []byte("\x53\x68\x69\x48\x65\x6e\x67\x47\xa1\x00\x4b\x01\x28\x18\x16\x80")
	b = be.AppendUint64(b, g.after)
	b = be.AppendUint64(b, uint64(g.from.UnixMicro()))
	b = be.AppendUint64(b, uint64(g.to.UnixMicro()))
	return padded(box("uuid", b, []byte{byte(len(g.cause))}, []byte(g.cause)))
}

func (g hole) object() map[string]any {
	return map[string]any{"after": g.after, "cause": g.cause, "from": stamp(g.from), "to": stamp(g.to)}
}

// A stream records, and is cut into camera-minutes.
type stream struct {
	id, camera, role string
	chunks           []*chunk
	holes            map[*chunk]hole
	last             digest
	seq              uint64
	minutes          []*cameraMinute
	said             digest // of the camera-minute before
}

func newStream(n int) *stream {
	return &stream{id: id(n), camera: id(100 + n), role: "main", holes: map[*chunk]hole{}, seq: 100}
}

func (s *stream) add(c *chunk) *chunk {
	c.previous = s.last
	if c.kind == 1 {
		c.seq = s.seq
		s.seq++
	} else {
		c.seq = s.seq
	}
	c.make(s.id, s.camera)
	if c.kind == 1 {
		s.last = c.sha
	}
	s.chunks = append(s.chunks, c)
	return c
}

// record adds chunks of ten seconds from one time to another.
func (s *stream) record(from, to time.Time) {
	if len(s.chunks) == 0 {
		s.add(&chunk{kind: 2, from: from, payload: initPayload()})
	}
	for at := from; at.Before(to); at = at.Add(10 * time.Second) {
		s.add(&chunk{kind: 1, flags: 1, from: at, span: 10 * time.Second, frames: 4, payload: mediaPayload(int(s.seq))})
	}
}

// stop declares a gap; what is recorded goes on at its end.
func (s *stream) stop(from, to time.Time, cause string) {
	g := hole{s.seq - 1, cause, from, to}
	s.holes[s.add(&chunk{kind: 3, from: to, payload: g.payload()})] = g
}

type cameraMinute struct {
	stream *stream
	chunks []*chunk
	text   []byte
	from   time.Time
	to     time.Time
	first  uint64
	last   uint64

	leaf, place   int
	path, sm3Path []digest
}

// cut makes camera-minutes of what was recorded.
func (s *stream) cut() {
	for i := 0; i < len(s.chunks); {
		j := i + 1
		for j < len(s.chunks) && s.chunks[j].from.Truncate(time.Minute).Equal(s.chunks[i].from.Truncate(time.Minute)) && s.chunks[j].seq <= s.chunks[j-1].seq+1 {
			j++
		}
		s.minute(s.chunks[i:j])
		i = j
	}
}

func (s *stream) minute(chunks []*chunk) {
	m := &cameraMinute{stream: s, chunks: chunks, first: chunks[0].seq, last: chunks[len(chunks)-1].seq}
	var a, b []digest
	var size, media, frames, beside, lost int
	var gaps []any
	for _, c := range chunks {
		a, b = append(a, hashing(sha).leaf(c.sha[:])), append(b, hashing(gm).leaf(c.sm3[:]))
		size += c.len()
		if c.kind != 1 {
			beside++
			if g, is := s.holes[c]; is {
				gaps = append(gaps, g.object())
			}
			continue
		}
		if media++; media == 1 {
			m.from, m.to = c.from, c.end()
		}
		if c.end().After(m.to) {
			m.to = c.end()
		}
		frames += int(c.frames)
		if c.flags&2 != 0 {
			lost++
		}
	}
	o := map[string]any{
		"bytes": size, "camera": s.camera, "chunks": media, "first": m.first, "last": m.last, "frames": frames,
		"from": stamp(m.from), "to": stamp(m.to), "minute": chunks[0].from.UTC().Format("2006-01-02T15:04Z"), "previous": hex.EncodeToString(s.said[:]),
		"role": s.role, "sha256": fmt.Sprintf("%x", hashing(sha).root(a)), "sm3": fmt.Sprintf("%x", hashing(gm).root(b)), "stream": s.id, "version": 1,
	}
	for name, n := range map[string]int{"declarations": beside, "lost": lost} {
		if n > 0 {
			o[name] = n
		}
	}
	if len(gaps) > 0 {
		o["gaps"] = gaps
	}
	m.text = object(o)
	s.said = sha(m.text)
	s.minutes = append(s.minutes, m)
}

// A world is a log with everything in it.
type world struct {
	t       testing.TB
	keys    keyring
	origin  string
	log     string // LOG
	leaves  [][]byte
	opened  []map[string]any
	streams []*stream
	now     time.Time
	byGM    bool // seals by the names of GM/T 0010
	// gone are the numbers below which a stream is erased, under a certificate.
	gone         map[*stream]uint64
	certificates map[string][]byte
}

func newWorld(t testing.TB) *world {
	return &world{t: t, keys: newKeys(t), origin: "wuxi.example/log/2026", log: "log-2026", now: day.Add(24 * time.Hour)}
}

func (w *world) append(leaf map[string]any) int {
	w.leaves = append(w.leaves, object(leaf))
	return len(w.leaves) - 1
}

// act logs an act, opened for the bundle.
func (w *world) act(act, obj string) int {
	personal := string(object(map[string]any{"name": "王警官", "details": map[string]any{"letter": "锡公(2026)12号"}}))
	salt := make([]byte, 16)
	_, _ = rand.Read(salt)
	at := w.append(map[string]any{
		"act": act, "at": stamp(w.now), "event": id(500 + len(w.leaves)), "kind": "act", "object": obj, "outcome": "done",
		"record": fmt.Sprintf("%x", sha(salt, []byte(personal))), "seq": len(w.leaves) + 1, "version": 1,
	})
	w.opened = append(w.opened, map[string]any{"index": at, "log": w.log, "personal": personal, "salt": hex.EncodeToString(salt)})
	return at
}

// logMinutes puts the camera-minutes of all streams under leaves.
func (w *world) logMinutes() {
	by := map[string][]*cameraMinute{}
	var order []string
	for _, s := range w.streams {
		s.cut()
		for _, m := range s.minutes {
			k := m.chunks[0].from.UTC().Format("2006-01-02T15:04Z")
			if by[k] == nil {
				order = append(order, k)
			}
			by[k] = append(by[k], m)
		}
	}
	slices.Sort(order)
	for _, k := range order {
		w.nodeMinute(k, by[k])
	}
}

func (w *world) nodeMinute(name string, ms []*cameraMinute) {
	slices.SortFunc(ms, func(a, b *cameraMinute) int { return strings.Compare(a.stream.id, b.stream.id) })
	var a, b []digest
	var size, chunks int
	for _, m := range ms {
		a, b = append(a, hashing(sha).leaf(m.text)), append(b, hashing(gm).leaf(m.text))
		chunks += len(m.chunks)
	}
	at := w.append(map[string]any{
		"at": stamp(day.Add(time.Hour)), "bytes": size, "cameraMinutes": len(ms), "chunks": chunks, "clock": "synchronised", "clockError": 1200,
		"kind": "minute", "minute": name, "part": 1, "root": fmt.Sprintf("%x", hashing(sha).root(a)), "sm3Root": fmt.Sprintf("%x", hashing(gm).root(b)),
		"store": id(900), "version": 1,
	})
	for i, m := range ms {
		m.leaf, m.place, m.path, m.sm3Path = at, i, hashing(sha).prove(a, i), hashing(gm).prove(b, i)
	}
}

// erase erases a stream below a number, once its minutes are in the log.
func (w *world) erase(s *stream, below uint64) {
	var minutes []any
	for _, m := range s.minutes {
		if m.first < below {
			minutes = append(minutes, map[string]any{
				"digest": fmt.Sprintf("%x", sha(m.text)), "first": m.first, "last": min(m.last, below-1), "minute": m.chunks[0].from.UTC().Format("2006-01-02T15:04Z"),
			})
		}
	}
	text := object(map[string]any{
		"camera": s.camera, "day": "2026-11-23", "kind": "erasure", "minutes": minutes, "reason": "term", "stream": s.id, "version": 1,
		"slots": []any{map[string]any{
			"first": s.chunks[0].seq, "from": stamp(s.chunks[0].from), "last": below - 1, "sha256": strings.Repeat("0", 64), "slot": id(902) + "/0/1", "sm3": strings.Repeat("0", 64), "to": stamp(s.chunks[0].from),
		}},
	})
	name := fmt.Sprintf("%x", sha(text))
	if w.gone == nil {
		w.gone, w.certificates = map[*stream]uint64{}, map[string][]byte{}
	}
	w.gone[s], w.certificates["erasures/"+name+".json"] = below, text
	w.act("footage.delete", "erasure "+name)
}

// A claimed span of the bundle.
type span struct {
	s        *stream
	from, to time.Time
}

// A bag is a bundle on its way: its files in order.
type bag struct {
	w     *world
	name  string
	order []string
	files map[string][]byte
	after []byte // what stands behind the archive
	// parts are the files of footage until they are made: an hour is not to be in
	// memory at once.
	parts map[string][]*chunk
}

// content is a file's bytes.
func (b *bag) content(name string) []byte {
	if b.files[name] == nil && b.parts[name] != nil {
		var all [][]byte
		for _, c := range b.parts[name] {
			all = append(all, c.head, c.payload)
		}
		return bytes.Join(all, nil)
	}
	return b.files[name]
}

// whole makes all files, so that they can be changed.
func (b *bag) whole() *bag {
	for name := range b.parts {
		b.files[name] = b.content(name)
	}
	b.parts = nil
	return b
}

func (b *bag) put(name string, content []byte) {
	if _, is := b.files[name]; !is {
		b.order = append(b.order, name)
	}
	b.files[name] = content
}

func (b *bag) drop(names ...string) {
	for _, n := range names {
		if _, is := b.files[n]; !is {
			b.w.t.Fatalf("no file %s", n)
		}
		delete(b.files, n)
		b.order = slices.DeleteFunc(b.order, func(o string) bool { return o == n })
	}
}

func (b *bag) clone() *bag {
	c := *b
	c.order, c.files = slices.Clone(b.order), map[string][]byte{}
	for k, v := range b.files {
		c.files[k] = bytes.Clone(v)
	}
	return &c
}

// bundle exports spans.
func (w *world) bundle(spans ...span) *bag {
	b := &bag{w: w, name: "SH-2026-0012", files: map[string][]byte{}, parts: map[string][]*chunk{}}
	b.put("bagit.txt", []byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"))
	b.put("bag-info.txt", nil)
	b.put("bundle.json", nil)
	var claims []any
	leaves := map[int]bool{}
	for _, s := range spans {
		claims = append(claims, map[string]any{
			"camera": s.s.camera, "cameraName": "太湖大道北口", "from": stamp(s.from), "role": s.s.role, "stream": s.s.id, "to": stamp(s.to),
		})
		w.export(b, s, leaves)
	}
	for name, text := range w.certificates {
		b.put(name, text)
	}
	b.put("data/view/"+spans[0].s.id+".mp4", playable)
	b.put("bundle.json", object(map[string]any{
		"case": "A3202002026110001", "created": stamp(w.now), "export": id(700), "kind": "bundle", "practice": false, "program": "shiheng test", "purpose": "侦查",
		"recipient": "锡山分局", "request": "R-2026-7", "spans": claims, "unit": "无锡市公安局", "version": 1,
	}))
	b.info()
	b.manifest("manifest", true)
	own := sha(b.files["manifest-sha256.txt"], b.files["manifest-sm3.txt"], b.files["bundle.json"])
	w.act("evidence.export", fmt.Sprintf("bundle %x", own))
	w.append(map[string]any{"at": stamp(w.now), "kind": "sm3", "root": strings.Repeat("0", 64), "size": 1, "version": 1})
	for _, o := range w.opened {
		leaves[o["index"].(int)] = true
	}
	w.prove(b, leaves)
	b.put("log/policy.txt", []byte(w.keys.policy(w.origin)))
	acts, _ := json.Marshal(w.opened)
	b.put("custody/acts.json", acts)
	b.put("custody/list.html", []byte("<!doctype html><title>电子数据清单</title>"))
	b.manifest("tagmanifest", false)
	b.seal()
	b.put("verify/README.txt", []byte("see docs\n"))
	return b
}

// export writes a stream's part.
func (w *world) export(b *bag, s span, leaves map[int]bool) {
	start := 0
	for i, m := range s.s.minutes {
		if !m.from.After(s.from) {
			start = i
		}
	}
	n := 0
	list := s.s.minutes[start:]
	for i := start; i >= 0; i-- { // the declaration of tracks may be in one from before
		left := func(c *chunk) bool { return c.kind == 2 && c.seq >= w.gone[s.s] }
		if slices.ContainsFunc(s.s.minutes[i].chunks, left) {
			if i < start {
				list = append([]*cameraMinute{s.s.minutes[i]}, list...)
			}
			break
		}
	}
	for _, m := range list {
		n++
		dir := fmt.Sprintf("minutes/%s/%06d", s.s.id, n)
		b.put(dir+".json", m.text)
		b.put(dir+".place", object(map[string]any{"index": m.leaf, "log": w.log, "path": hexes(m.path), "place": m.place, "sm3Path": hexes(m.sm3Path)}))
		leaves[m.leaf] = true
		if !m.from.Before(s.to) {
			break
		}
		var lines []byte
		var original []*chunk
		if m.last < w.gone[s.s] {
			continue
		}
		for _, c := range m.chunks {
			if c.seq < w.gone[s.s] {
				continue
			}
			here := c.kind != 1 || !c.from.Before(s.from) && !c.end().After(s.to)
			lines = append(lines, c.text(here)...)
			if here {
				original = append(original, c)
			}
		}
		b.put(dir+".chunks", lines)
		b.put(fmt.Sprintf("data/original/%s/%06d.boxes", s.s.id, n), nil)
		b.parts[fmt.Sprintf("data/original/%s/%06d.boxes", s.s.id, n)] = original
	}
}

func (w *world) hashes() []digest {
	out := make([]digest, len(w.leaves))
	for i, l := range w.leaves {
		out[i] = hashing(sha).leaf(l)
	}
	return out
}

// prove writes leaves with their proofs.
func (w *world) prove(b *bag, leaves map[int]bool) {
	hashes := w.hashes()
	note := w.keys.checkpoint(w.origin, hashes, w.now.Add(time.Minute), true)
	for i := range w.leaves {
		if !leaves[i] {
			continue
		}
		text := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n", i)
		for _, p := range hashing(sha).prove(hashes, i) {
			text += base64.StdEncoding.EncodeToString(p[:]) + "\n"
		}
		b.put(fmt.Sprintf("log/%s/%d.json", w.log, i), w.leaves[i])
		b.put(fmt.Sprintf("log/%s/%d.tlog-proof", w.log, i), []byte(text+"\n"+note))
	}
}

func (b *bag) info() {
	n, size := 0, 0
	for name := range b.files {
		if strings.HasPrefix(name, "data/") {
			n, size = n+1, size+len(b.content(name))
		}
	}
	b.put("bag-info.txt", fmt.Appendf(nil, "Bagging-Date: 2026-11-24\nPayload-Oxum: %d.%d\n", size, n))
}

// manifest writes both manifests of a kind.
func (b *bag) manifest(kind string, data bool) {
	var a, c bytes.Buffer
	for _, n := range b.order {
		if strings.HasPrefix(n, "data/") != data || strings.HasPrefix(n, "tagmanifest") || strings.HasPrefix(n, "seal/") || strings.HasPrefix(n, "verify/") {
			continue
		}
		content := b.content(n)
		fmt.Fprintf(&a, "%x  %s\n", sha(content), n)
		fmt.Fprintf(&c, "%x  %s\n", gm(content), n)
	}
	b.put(kind+"-sha256.txt", a.Bytes())
	b.put(kind+"-sm3.txt", c.Bytes())
}

// seal seals with a key of its own.
func (b *bag) seal() {
	key, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		b.w.t.Fatal(err)
	}
	tpl := &smx509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "证据封签"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		SignatureAlgorithm: smx509.SM2WithSM3,
	}
	der, err := smx509.CreateCertificate(rand.Reader, tpl, tpl, &key.PublicKey, key)
	if err != nil {
		b.w.t.Fatal(err)
	}
	cert, err := smx509.ParseCertificate(der)
	if err != nil {
		b.w.t.Fatal(err)
	}
	// By the names of RFC 5652, or by those of GM/T 0010.
	over := slices.Concat(b.files["tagmanifest-sha256.txt"], b.files["tagmanifest-sm3.txt"])
	s, err := pkcs7.NewSignedData(over)
	if b.w.byGM {
		s, err = pkcs7.NewSMSignedData(over)
	}
	if err != nil {
		b.w.t.Fatal(err)
	}
	s.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSM3)
	if err := s.AddSigner(cert, key, pkcs7.SignerInfoConfig{}); err != nil {
		b.w.t.Fatal(err)
	}
	if !b.w.byGM {
		s.GetSignedData().SignerInfos[0].DigestEncryptionAlgorithm.Algorithm = asn1.ObjectIdentifier{1, 2, 156, 10197, 1, 501}
	}
	s.Detach()
	sealed, err := s.Finish()
	if err != nil {
		b.w.t.Fatal(err)
	}
	b.put("seal/seal.p7s", sealed)
	b.put("seal/certificates.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// careful makes everything that needs no key fit again, as somebody would who
// changed something and knows the format, and leaves the seal out.
func (b *bag) careful() {
	if _, is := b.files["seal/seal.p7s"]; is {
		b.drop("seal/seal.p7s", "seal/certificates.pem")
	}
	b.info()
	b.manifest("manifest", true)
	b.manifest("tagmanifest", false)
}

// zip writes the archive.
func (b *bag) zip() []byte {
	var out bytes.Buffer
	b.write(&out)
	return append(out.Bytes(), b.after...)
}

func (b *bag) write(out io.Writer) {
	z := zip.NewWriter(out)
	for _, n := range b.order {
		f, err := z.CreateHeader(&zip.FileHeader{Name: b.name + "/" + strings.TrimSuffix(n, "#2"), Method: zip.Store})
		if err != nil {
			b.w.t.Fatal(err)
		}
		if _, err := f.Write(b.content(n)); err != nil {
			b.w.t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		b.w.t.Fatal(err)
	}
}
