package bundle_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm3"
	fnote "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/formats/proof"
	merkle "github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

// A bag is a bundle read by other people's code: the standard library's ZIP,
// openssl, sha256sum, and the tree of transparency-dev.
type bag struct {
	t     *testing.T
	files map[string][]byte
	dir   string // unpacked
	// log is the tree's size and root by name of the log.
	log map[string]checkpoint
}

type checkpoint struct {
	size uint64
	root []byte
	text string
}

// tool runs a program, which must be there and say yes.
func tool(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip(name + " is not installed")
	}
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// read opens a bundle and holds it to everything that is said of every bundle.
func read(t *testing.T, path string) *bag {
	t.Helper()
	b := &bag{t: t, files: map[string][]byte{}, dir: t.TempDir(), log: map[string]checkpoint{}}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	root := strings.TrimSuffix(filepath.Base(path), ".evb.zip") + "/"
	for _, f := range z.File {
		name, in := strings.CutPrefix(f.Name, root)
		if !in || f.Method != zip.Store || b.files[name] != nil {
			t.Errorf("member %s, method %d", f.Name, f.Method)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if b.files[name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(b.dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(b.dir, name), b.files[name], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tool(t, "", "unzip", "-tqq", path)
	b.manifests()
	b.proofs()
	b.camera()
	return b
}

// manifests has sha256sum and openssl look at every file.
func (b *bag) manifests() {
	b.t.Helper()
	named := map[string]bool{}
	for _, m := range []string{"manifest", "tagmanifest"} {
		if len(b.files[m+"-sha256.txt"]) > 0 {
			tool(b.t, b.dir, "sha256sum", "--strict", "--quiet", "-c", m+"-sha256.txt")
		}
		for line := range strings.Lines(string(b.files[m+"-sm3.txt"])) {
			want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
			got := sm3.Sum(b.files[name])
			if hex.EncodeToString(got[:]) != want || b.files[name] == nil {
				b.t.Errorf("%s: SM3 of %s differs", m, name)
			}
			named[name] = true
			if is := strings.HasPrefix(name, "data/"); is != (m == "manifest") {
				b.t.Errorf("%s names %s", m, name)
			}
		}
	}
	octets, n := 0, 0
	for name, content := range b.files {
		if strings.HasPrefix(name, "data/") {
			octets, n = octets+len(content), n+1
		}
		if !named[name] && !strings.HasPrefix(name, "tagmanifest-") && !strings.HasPrefix(name, "seal/") && !strings.HasPrefix(name, "verify/") {
			b.t.Errorf("no manifest names %s", name)
		}
	}
	if want := fmt.Sprintf("Payload-Oxum: %d.%d\n", octets, n); !strings.Contains(string(b.files["bag-info.txt"]), want) {
		b.t.Errorf("bag-info.txt lacks %s", want)
	}
}

// policy reads the keys: of logs, and of witnesses.
func (b *bag) policy() (out note.Verifiers, logs map[string]bool) {
	b.t.Helper()
	var all []note.Verifier
	logs = map[string]bool{}
	for line := range strings.Lines(string(b.files["log/policy.txt"])) {
		f := strings.Fields(line)
		switch {
		case f[0] == "log":
			v, err := note.NewVerifier(f[1]) // an SM2 key is none for it
			if err == nil {
				all, logs[v.Name()] = append(all, v), true
			}
		case f[0] == "witness":
			v, err := fnote.NewVerifierForCosignatureV1(f[2])
			if err != nil {
				b.t.Fatal(err)
			}
			all = append(all, v)
		}
	}
	return note.VerifierList(all...), logs
}

// proofs leads each leaf to the one checkpoint of its log.
func (b *bag) proofs() {
	b.t.Helper()
	keys, logs := b.policy()
	for name, leaf := range b.files {
		at, is := strings.CutSuffix(name, ".json")
		if !is || !strings.HasPrefix(name, "log/") {
			continue
		}
		var p proof.TLogProof
		if err := p.Unmarshal(b.files[at+".tlog-proof"]); err != nil {
			b.t.Fatal(name, err)
		}
		if fmt.Sprint(p.Index) != filepath.Base(at) {
			b.t.Errorf("%s proves leaf %d", name, p.Index)
		}
		n, err := note.Open(p.Checkpoint, keys)
		if err != nil {
			b.t.Fatal(name, err)
		}
		lines := strings.Split(n.Text, "\n")
		root, err := base64.StdEncoding.DecodeString(lines[2])
		if err != nil || !logs[lines[0]] {
			b.t.Fatal(name, lines, err)
		}
		c := checkpoint{root: root, text: string(p.Checkpoint)}
		if _, err := fmt.Sscan(lines[1], &c.size); err != nil {
			b.t.Fatal(err)
		}
		log := filepath.Base(filepath.Dir(name))
		if before, is := b.log[log]; is && before.text != c.text {
			b.t.Errorf("%s is proven under another checkpoint", name)
		}
		b.log[log] = c
		var path [][]byte
		for _, h := range p.Hashes {
			path = append(path, h[:])
		}
		if err := merkle.VerifyInclusion(rfc6962.DefaultHasher, p.Index, c.size, rfc6962.DefaultHasher.HashLeaf(leaf), path, root); err != nil {
			b.t.Errorf("%s: %v", name, err)
		}
	}
}

// cosigned reports whether the checkpoint of each log has a line of the witness.
func (b *bag) cosigned(by string) bool {
	for _, c := range b.log {
		if !strings.Contains(c.text, "— "+by+" ") {
			return false
		}
	}
	return len(b.log) > 0
}

type cameraMinute struct {
	First, Last, Chunks uint64
	Declarations        int
	Previous, SHA256    string
	From, To, Stream    string
	Gaps                []struct{ Cause string }
}

// camera checks camera-minutes: place, roots, chain, and each chunk by its
// bytes.
func (b *bag) camera() {
	b.t.Helper()
	for name, text := range b.files {
		if dir, _, _ := strings.Cut(name, "/"); dir != "minutes" || filepath.Ext(name) != ".json" {
			continue
		}
		at := strings.TrimSuffix(name, ".json")
		var place struct {
			Index   uint64
			Log     string
			Path    []string
			Place   uint64
			SM3Path []string
		}
		b.parse(at+".place", &place)
		var node struct {
			CameraMinutes uint64
			Root          string
		}
		b.parse(fmt.Sprintf("log/%s/%d.json", place.Log, place.Index), &node)
		var path [][]byte
		for _, d := range place.Path {
			path = append(path, b.unhex(d))
		}
		if len(place.SM3Path) != len(path) {
			b.t.Errorf("%s: %d and %d steps", name, len(path), len(place.SM3Path))
		}
		if err := merkle.VerifyInclusion(rfc6962.DefaultHasher, place.Place, node.CameraMinutes, rfc6962.DefaultHasher.HashLeaf(text), path, b.unhex(node.Root)); err != nil {
			b.t.Errorf("%s: %v", name, err)
		}
		b.chunks(at)
	}
}

func (b *bag) parse(name string, v any) {
	b.t.Helper()
	if err := json.Unmarshal(b.files[name], v); err != nil {
		b.t.Fatalf("%s: %v", name, err)
	}
}

func (b *bag) unhex(s string) []byte {
	b.t.Helper()
	raw, err := hex.DecodeString(s)
	if err != nil {
		b.t.Fatal(err)
	}
	return raw
}

// chunks checks the chunks of one camera-minute.
func (b *bag) chunks(at string) {
	b.t.Helper()
	told, is := b.files[at+".chunks"]
	if !is {
		return
	}
	var m cameraMinute
	b.parse(at+".json", &m)
	boxes := b.files["data/original/"+strings.TrimPrefix(at, "minutes/")+".boxes"]
	var digests [][]byte
	media := uint64(0)
	for line := range strings.Lines(string(told)) {
		f := strings.Fields(line)
		digest := b.unhex(f[0])
		digests = append(digests, digest)
		if f[2] == "media" {
			media++
		}
		var head []byte
		if f[7] == "told" {
			head = b.unhex(f[8])
		} else {
			n := int(uint32(boxes[136])<<24 | uint32(boxes[137])<<16 | uint32(boxes[138])<<8 | uint32(boxes[139]))
			head = boxes[:224]
			payload := sha256.Sum256(boxes[256:n])
			gm := sm3.New()
			gm.Write(head)
			gm.Write(boxes[256:n])
			if !bytes.Equal(payload[:], head[144:176]) || hex.EncodeToString(gm.Sum(nil)) != f[1] || fmt.Sprint(n) != f[6] {
				b.t.Errorf("%s: chunk %s is another", at, f[3])
			}
			boxes = boxes[n:]
		}
		if sum := sha256.Sum256(head); !bytes.Equal(sum[:], digest) {
			b.t.Errorf("%s: the header of chunk %s is another", at, f[3])
		}
	}
	if len(boxes) > 0 {
		b.t.Errorf("%s: %d bytes of original that no line names", at, len(boxes))
	}
	if media == m.Chunks && hex.EncodeToString(root(digests)) != m.SHA256 {
		b.t.Errorf("%s: its chunks do not lead to its root", at)
	}
}

// root is the tree head of RFC 6962 over leaves.
func root(leaves [][]byte) []byte {
	h := rfc6962.DefaultHasher
	if len(leaves) == 1 {
		return h.HashLeaf(leaves[0])
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	return h.HashChildren(root(leaves[:k]), root(leaves[k:]))
}

// minutes are the camera-minutes of the bundle in order.
func (b *bag) minutes() (out []cameraMinute) {
	b.t.Helper()
	var names []string
	for name := range b.files {
		if strings.HasPrefix(name, "minutes/") && filepath.Ext(name) == ".json" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		var m cameraMinute
		b.parse(name, &m)
		out = append(out, m)
	}
	return out
}

// here counts the chunks of a kind that are there.
func (b *bag) here(kind string) (n int) {
	for name, text := range b.files {
		if filepath.Ext(name) != ".chunks" {
			continue
		}
		for line := range strings.Lines(string(text)) {
			if f := strings.Fields(line); f[2] == kind && f[7] == "here" {
				n++
			}
		}
	}
	return n
}

// seal has openssl check the signature over both tag manifests. Its cms command
// knows no way to say whose identity SM2 mixes in, so that what is signed is
// taken out and checked by itself.
func (b *bag) seal() {
	b.t.Helper()
	type attribute struct {
		Type  asn1.ObjectIdentifier
		Value asn1.RawValue `asn1:"set"`
	}
	var outer struct {
		Type    asn1.ObjectIdentifier
		Content struct {
			Version int
			Digests asn1.RawValue
			Data    struct{ Type asn1.ObjectIdentifier }
			Certs   asn1.RawValue
			Signers []struct {
				Version   int
				Issuer    asn1.RawValue
				Digest    asn1.RawValue
				Signed    asn1.RawValue
				Algorithm asn1.RawValue
				Signature []byte
			} `asn1:"set"`
		} `asn1:"explicit,tag:0"`
	}
	der := b.files["seal/seal.p7s"]
	if rest, err := asn1.Unmarshal(der, &outer); err != nil || len(rest) > 0 {
		b.t.Fatalf("seal: %v", err)
	}
	s := outer.Content.Signers[0]
	attributes := append([]byte{0x31}, s.Signed.FullBytes[1:]...)
	var all []attribute
	if _, err := asn1.UnmarshalWithParams(attributes, &all, "set"); err != nil {
		b.t.Fatal(err)
	}
	over := append(bytes.Clone(b.files["tagmanifest-sha256.txt"]), b.files["tagmanifest-sm3.txt"]...)
	want, digested := sm3.Sum(over), false
	for _, a := range all {
		if a.Type.String() == "1.2.840.113549.1.9.4" {
			digested = bytes.HasSuffix(a.Value.FullBytes, want[:])
		}
	}
	if !digested {
		b.t.Error("the seal is over something else than the tag manifests")
	}
	put := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(b.dir, name), content, 0o600); err != nil {
			b.t.Fatal(err)
		}
	}
	put("attributes.der", attributes)
	put("signature.der", s.Signature)
	tool(b.t, b.dir, "openssl", "cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", "seal/seal.p7s")
	put("key.pem", []byte(tool(b.t, b.dir, "openssl", "x509", "-in", "seal/certificates.pem", "-noout", "-pubkey")))
	tool(b.t, b.dir, "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-digest", "sm3",
		"-pkeyopt", "distid:1234567812345678", "-in", "attributes.der", "-sigfile", "signature.der")
}
