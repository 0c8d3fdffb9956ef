package verify

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm3"
)

// fileSums are what the two manifests say of a file.
type fileSums struct {
	sha, sm3       digest
	hasSHA, hasSM3 bool
}

const (
	manifestSHA, manifestSM3 = "manifest-sha256.txt", "manifest-sm3.txt"
	tagsSHA, tagsSM3         = "tagmanifest-sha256.txt", "tagmanifest-sm3.txt"
)

// manifests reads the four manifests and holds the files that are there against
// them, both ways. Every file but footage is hashed here; footage is hashed
// where its chunks are read.
func (c *check) manifests() error {
	c.sums, c.seen = map[string]fileSums{}, map[string]bool{}
	for _, name := range []string{manifestSHA, manifestSM3, tagsSHA, tagsSM3} {
		if err := c.manifest(name); err != nil {
			return err
		}
	}
	names := make([]string, 0, len(c.sums))
	for name := range c.sums {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		s := c.sums[name]
		switch {
		case c.zip.byName[name] == nil:
			c.find("file.missing", Place{File: name}, "")
		case !s.hasSHA || !s.hasSM3:
			c.find("manifest.differ", Place{File: name}, "")
		}
	}
	for i := range c.zip.members {
		m := &c.zip.members[i]
		_, listed := c.sums[m.name]
		switch {
		case uncovered(m.name):
			c.seen[m.name] = true
		case !listed:
			c.find("file.extra", Place{File: m.name}, "")
			c.seen[m.name] = true
		case !strings.HasPrefix(m.name, "data/"):
			if err := c.hash(m); err != nil {
				return err
			}
		}
	}
	return c.oxum()
}

// uncovered are the files that no manifest has.
func uncovered(name string) bool {
	return name == tagsSHA || name == tagsSM3 || strings.HasPrefix(name, "seal/") || strings.HasPrefix(name, "verify/")
}

func (c *check) manifest(name string) error {
	m := c.zip.byName[name]
	if m == nil {
		c.find("file.missing", Place{File: name}, "")
		return nil
	}
	b, err := c.zip.text(m, mostManifest)
	if errors.Is(err, errLarge) {
		c.find("file.large", Place{File: name}, "")
		return nil
	}
	if err != nil {
		return err
	}
	bad, err := parseManifest(b, func(d digest, file string) bool {
		s := c.sums[file]
		tag := name == tagsSHA || name == tagsSM3
		if !goodName(file) || uncovered(file) || tag == strings.HasPrefix(file, "data/") {
			return false
		}
		has := &s.hasSHA
		if name == manifestSM3 || name == tagsSM3 {
			has, s.sm3 = &s.hasSM3, d
		} else {
			s.sha = d
		}
		if *has {
			return false
		}
		*has = true
		c.sums[file] = s
		return len(c.sums) <= 2*mostMembers
	})
	if err != nil {
		c.find("manifest.form", Place{File: name, Line: bad}, "")
	}
	return nil
}

var errManifest = errors.New("no line of a manifest")

// parseManifest reads lines of a digest, two spaces and a name, and says at
// which line it stopped.
func parseManifest(b []byte, take func(d digest, name string) bool) (int, error) {
	for n := 1; len(b) > 0; n++ {
		i := bytes.IndexByte(b, '\n')
		if i < 0 || i > 64+2+mostName {
			return n, errManifest
		}
		sum, name, ok := strings.Cut(string(b[:i]), "  ")
		d, err := parseDigest(sum)
		if !ok || err != nil || !take(d, name) {
			return n, errManifest
		}
		b = b[i+1:]
	}
	return 0, nil
}

// hash reads a file once and holds it against both manifests.
func (c *check) hash(m *member) error {
	a, b := sha256.New(), sm3.New()
	buf := make([]byte, min(m.size+1, 1<<20))
	r := c.zip.open(m)
	for {
		n, err := r.Read(buf)
		a.Write(buf[:n])
		b.Write(buf[:n])
		c.told(c.done + int64(n))
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", m.name, err)
		}
		if err := c.ctx.Err(); err != nil {
			return err
		}
	}
	c.hashed(m.name, sumOf(a), sumOf(b))
	return nil
}

// hashed holds digests of a file against the manifests.
func (c *check) hashed(name string, sha, gm digest) {
	c.seen[name] = true
	s := c.sums[name]
	switch shaBad, gmBad := s.hasSHA && s.sha != sha, s.hasSM3 && s.sm3 != gm; {
	case shaBad && gmBad:
		c.find("file.digest", Place{File: name}, "")
	case shaBad:
		c.find("file.digest", Place{File: name}, "sha256")
	case gmBad:
		c.find("file.digest", Place{File: name}, "sm3")
	}
}

// otherFiles hashes what nothing has read yet: copies for playing, and footage
// whose chunks are in no list.
func (c *check) otherFiles() error {
	for i := range c.zip.members {
		if m := &c.zip.members[i]; !c.seen[m.name] {
			if err := c.hash(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// oxum holds the sums in bag-info.txt against the payload.
func (c *check) oxum() error {
	const file = "bag-info.txt"
	m := c.zip.byName[file]
	if m == nil {
		c.find("file.missing", Place{File: file}, "")
		return nil
	}
	b, err := c.zip.text(m, 1<<20)
	if err != nil && !errors.Is(err, errLarge) {
		return err
	}
	bytes, files := int64(0), 0
	for i := range c.zip.members {
		if m := &c.zip.members[i]; strings.HasPrefix(m.name, "data/") {
			bytes, files = bytes+m.size, files+1
		}
	}
	for l := range strings.Lines(string(b)) {
		if said, ok := strings.CutPrefix(l, "Payload-Oxum:"); ok && strings.TrimSpace(said) != fmt.Sprintf("%d.%d", bytes, files) {
			c.find("bag.oxum", Place{File: file}, fmt.Sprintf("%d.%d", bytes, files))
		}
	}
	return nil
}
