package verify

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// keys takes the policy: the person's own, or the bundle's.
func (c *check) keys() error {
	c.res.Policy = "outside"
	b, at := c.opt.Policy, Place{File: "--policy"}
	if b == nil {
		c.res.Policy = "inside"
		at = Place{File: "log/policy.txt"}
		if m := c.zip.byName[at.File]; m != nil {
			var err error
			if b, err = c.zip.text(m, mostJSON); err != nil && !errors.Is(err, errLarge) {
				return err
			}
		}
		c.find("policy.inside", at, "")
	}
	var err error
	if c.policy, err = parsePolicy(b); err != nil {
		c.policy = &policy{quorum: "none"}
		c.find("policy.form", at, err.Error())
	}
	return nil
}

// leaves proves every leaf in the bundle.
func (c *check) leaves() error {
	c.notes, c.byLog, c.logged, c.latest = map[string]*checkpoint{}, map[string]*checkpoint{}, map[string]*leaf{}, map[string]time.Time{}
	for i := range c.zip.members {
		m := &c.zip.members[i]
		log, index, ok := leafName(m.name)
		if !ok {
			continue
		}
		if err := c.leaf(m, log, index); err != nil {
			return err
		}
	}
	c.res.Figures.Leaves = len(c.logged)
	c.ahead()
	return nil
}

// leafName reads log/LOG/INDEX.json.
func leafName(name string) (log string, index uint64, ok bool) {
	p := strings.Split(name, "/")
	if len(p) != 3 || p[0] != "log" {
		return "", 0, false
	}
	number, is := strings.CutSuffix(p[2], ".json")
	index, err := strconv.ParseUint(number, 10, 63)
	return p[1], index, is && err == nil && strconv.FormatUint(index, 10) == number
}

func (c *check) leaf(m *member, log string, index uint64) error {
	at := Place{File: m.name, Log: log, Leaf: strconv.FormatUint(index, 10)}
	b, err := c.zip.text(m, mostLeaf)
	if errors.Is(err, errLarge) {
		c.find("leaf.form", at, "")
		return nil
	}
	if err != nil {
		return err
	}
	proof := c.zip.byName[strings.TrimSuffix(m.name, ".json")+".tlog-proof"]
	if proof == nil {
		c.find("leaf.proof-missing", at, "")
		return nil
	}
	text, err := c.zip.text(proof, mostProof)
	if err != nil && !errors.Is(err, errLarge) {
		return err
	}
	p, err := parseProof(text)
	if err != nil || p.index != index {
		at.File = proof.name
		c.find("leaf.proof-form", at, "")
		return nil
	}
	cp := c.checkpoint(p.note, log, proof.name)
	if cp == nil {
		return nil // told there
	}
	if !inLog(b, index, cp.size, p.path, cp.root) {
		c.find("leaf.proof", at, "")
		return nil
	}
	l, err := parseLeaf(b)
	if err != nil {
		c.find("leaf.form", at, err.Error())
		return nil
	}
	l.log, l.index, l.file, l.digest = log, index, m.name, sha256.Sum256(b)
	c.logged[log+"/"+at.Leaf] = &l
	return nil
}

// checkpoint checks a note, once; nil when it is wrong.
func (c *check) checkpoint(signed, log, file string) *checkpoint {
	if cp, known := c.notes[signed]; known {
		return cp
	}
	c.notes[signed] = nil
	if len(c.notes) > 10_000 {
		c.find("limit", Place{File: file, Log: log}, "")
		return nil
	}
	cp, ok := c.signatures(signed, log, file)
	if !ok {
		return nil
	}
	if first := c.byLog[log]; first != nil {
		c.find("checkpoint.two", Place{File: file, Log: log}, first.at)
		return nil
	}
	cp.note, cp.at = signed, file
	c.byLog[log], c.notes[signed] = &cp, &cp
	return &cp
}

// signatures checks who signed a note.
func (c *check) signatures(signed, log, file string) (cp checkpoint, ok bool) {
	at := Place{File: file, Log: log}
	// The text first, whoever signed: the keys wanted depend on it.
	text, _, _ := strings.Cut(signed, "\n\n")
	cp, err := parseCheckpoint(text + "\n")
	if err != nil {
		c.find("checkpoint.form", at, "")
		return cp, false
	}
	if nameOf(cp.origin) != log {
		c.find("checkpoint.origin", at, cp.origin)
		return cp, false
	}
	own, all := c.policy.keys(cp.origin)
	n, err := note.Open([]byte(signed), note.VerifierList(all...))
	var unverified *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	switch {
	case errors.As(err, &unverified):
		n = unverified.Note
	case errors.As(err, &invalid):
		at.Key = fmt.Sprintf("%s+%08x", invalid.Name, invalid.Hash)
		c.find("checkpoint.signature", at, "")
		return cp, false
	case err != nil:
		c.find("checkpoint.form", at, "")
		return cp, false
	}
	if again, err := parseCheckpoint(n.Text); err != nil || again.root != cp.root || again.size != cp.size || again.origin != cp.origin {
		c.find("checkpoint.form", at, "")
		return cp, false
	}
	c.signers(cp, n, own, at)
	return cp, true
}

// nameOf is the LOG of an origin.
func nameOf(origin string) string {
	p := strings.Split(origin, "/")
	if len(p) < 2 {
		return ""
	}
	return p[len(p)-2] + "-" + p[len(p)-1]
}

// signers says which of the keys that are demanded have signed.
func (c *check) signers(cp checkpoint, n *note.Note, own []*noteKey, at Place) {
	held := map[string]note.Signature{}
	for _, s := range n.Sigs {
		held[fmt.Sprintf("%s+%08x", s.Name, s.Hash)] = s
	}
	if len(own) == 0 {
		c.find("key.unknown", at, cp.origin)
	}
	for _, k := range own {
		key := c.key(k, cp, held, at.Log)
		if !key.Held {
			c.find("checkpoint.unsigned", withKey(at, k), k.kind)
		}
	}
	signed, names := map[string]bool{}, make([]string, 0, len(c.policy.witnesses))
	for name := range c.policy.witnesses {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		signed[name] = c.key(c.policy.witnesses[name], cp, held, at.Log).Held
	}
	switch {
	case c.policy.quorum == "none":
		c.find("witness.none", at, "")
	case c.policy.met(c.policy.quorum, signed):
		return
	default:
		c.find("witness.missing", at, c.policy.quorum)
	}
	for _, s := range n.UnverifiedSigs {
		if s.Name != cp.origin {
			at.Key = fmt.Sprintf("%s+%08x", clip(s.Name), s.Hash)
			c.find("witness.unknown", at, "")
		}
	}
}

func withKey(at Place, k *noteKey) Place {
	at.Key = fmt.Sprintf("%s+%08x", k.name, k.id)
	return at
}

// key notes a key that was looked for.
func (c *check) key(k *noteKey, cp checkpoint, held map[string]note.Signature, log string) Key {
	id := fmt.Sprintf("%08x", k.id)
	s, is := held[k.name+"+"+id]
	key := Key{Name: k.name, ID: id, Kind: k.kind, Log: log, Held: is, Size: cp.size}
	if is && k.kind == "witness" {
		t := cosignedAt(s)
		key.Cosigned = t.Format(time.RFC3339)
		if t.After(c.latest[log]) {
			c.latest[log] = t
		}
	}
	c.res.Keys = append(c.res.Keys, key)
	return key
}

// ahead notes leaves that the platform says are younger than the witness's look
// at the tree that holds them: its clock is ahead by as much at least.
func (c *check) ahead() {
	const slack = 2 * time.Second
	worst := map[string]*leaf{}
	by := map[string]time.Duration{}
	for _, l := range c.logged {
		seen, at := c.latest[l.log], time.Time{}
		switch {
		case l.minute != nil:
			at, _ = time.Parse(time.RFC3339Nano, l.minute.At)
		case l.act != nil:
			at, _ = time.Parse(time.RFC3339Nano, l.act.At)
		}
		if d := at.Sub(seen); !seen.IsZero() && d > slack && d > by[l.log] {
			by[l.log], worst[l.log] = d, l
		}
	}
	for log, l := range worst {
		c.find("clock.ahead", Place{File: l.file, Log: log, Leaf: strconv.FormatUint(l.index, 10)}, by[log].Truncate(time.Second).String())
	}
}

// An erasedOf is a certificate whose act is in the log.
type erasedOf struct {
	erasure

	file string
	at   string // when its act was
}

// said is why and when it was erased.
func (e *erasedOf) said() string { return e.Reason + " " + e.at }

// erasures reads the certificates of what was erased.
func (c *check) erasures() error {
	acts := map[string]*leaf{}
	for _, l := range c.logged {
		if l.act != nil && l.act.Act == "footage.delete" {
			acts[l.act.Object] = l
		}
	}
	for i := range c.zip.members {
		m := &c.zip.members[i]
		name, in := strings.CutPrefix(m.name, "erasures/")
		if !in {
			continue
		}
		b, err := c.zip.text(m, 2*mostJSON)
		if errors.Is(err, errLarge) {
			c.find("file.large", Place{File: m.name}, "")
			continue
		}
		if err != nil {
			return err
		}
		c.erasure(b, name, m.name, acts)
	}
	return nil
}

func (c *check) erasure(b []byte, name, file string, acts map[string]*leaf) {
	d := sha256.Sum256(b)
	act := acts[fmt.Sprintf("erasure %x", d)]
	e := &erasedOf{file: file}
	switch err := exactly(b, &e.erasure); {
	case name != fmt.Sprintf("%x.json", d):
		c.find("erasure.digest", Place{File: file}, "")
	case act == nil:
		c.find("erasure.act", Place{File: file}, "")
	case err != nil || e.Kind != "erasure":
		c.find("erasure.form", Place{File: file}, "")
	default:
		e.at = act.act.At
		c.erased = append(c.erased, e)
	}
}
