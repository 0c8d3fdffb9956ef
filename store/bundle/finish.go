package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/ledger"
)

// A Closing is what stands in a bundle beside the footage and its proofs.
type Closing struct {
	// Act is that of the export, which names the digest of the manifests; Acts
	// are the others that are opened: request, evidence, grant, views, holds.
	Act  shiheng.EventID
	Acts []shiheng.EventID
	List []byte // the list of electronic data, as it is printed
	// Note is told what is waited for, and since when.
	Note func(waits string)
}

// A Finished bundle is a file.
type Finished struct {
	Path string
	Size int64
	SHA  ledger.Digest // of the whole file
	// Witnesses are those whose cosignature covers every leaf; none: the log
	// alone signed.
	Witnesses []string
	Sealed    bool
	Stamped   bool
	// Unstamped is why there is no time stamp though one was asked for.
	Unstamped error
}

// Finish writes what stands behind the footage, and gives the file its name. It
// begins behind the footage each time, and a file that has its name already is
// written anew.
func (w *Writer) Finish(ctx context.Context, o Order, dir string, c Closing) (out Finished, err error) {
	if c.Note == nil {
		c.Note = func(string) {}
	}
	m, err := w.open(o, dir)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, m.close()) }()
	if m.plan.Version == 0 || !m.have["bundle.json"] {
		return out, shiheng.Conflict("evidence.part", "dir", dir)
	}
	f := &finishing{making: m, closing: c, leaves: map[string]map[uint64]bool{}}
	if err := f.write(ctx, &out); err != nil {
		return out, err
	}
	if out.Size, err = m.zip.close(m.members); err != nil {
		return out, err
	}
	if err := m.file.Sync(); err != nil {
		return out, fmt.Errorf("bundle: %w", err)
	}
	if out.SHA, err = digestOf(m.file); err != nil {
		return out, err
	}
	w.cfg.Step("rename")
	out.Path = filepath.Join(dir, o.Name+Suffix)
	if err := os.Rename(filepath.Join(dir, partFile), out.Path); err != nil {
		return out, fmt.Errorf("bundle: %w", err)
	}
	return out, syncDir(dir)
}

func digestOf(f *os.File) (d ledger.Digest, err error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return d, fmt.Errorf("bundle: %w", err)
	}
	sum := sha256.New()
	if _, err := io.CopyBuffer(sum, struct{ io.Reader }{f}, make([]byte, 1<<20)); err != nil {
		return d, fmt.Errorf("bundle: %w", err)
	}
	sum.Sum(d[:0])
	return d, nil
}

// finishing is a making whose footage is whole.
type finishing struct {
	*making
	closing Closing
	leaves  map[string]map[uint64]bool // by origin
	opened  []ledger.Opened
}

func (f *finishing) write(ctx context.Context, out *Finished) error {
	for _, step := range []struct {
		name string
		do   func(context.Context, *Finished) error
	}{
		{"info", f.info}, {"erasures", f.erasures}, {"acts", f.acts}, {"log", f.log}, {"custody", f.custody},
		{"manifests", f.manifests}, {"seal", f.seal}, {"verifiers", f.verifiers},
	} {
		f.w.cfg.Step(step.name)
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if err := step.do(ctx, out); err != nil {
			return fmt.Errorf("bundle, %s: %w", step.name, err)
		}
	}
	return nil
}

// add writes a member. It is in no journal: a making that was cut off writes it
// anew.
func (f *finishing) add(name string, b []byte) error {
	one, err := f.text(name, b)
	if err == nil {
		f.members = append(f.members, one)
	}
	return err
}

// info is what the bag says for people.
func (f *finishing) info(context.Context, *Finished) error {
	octets, files := int64(0), 0
	for _, m := range f.members {
		if payload(m.Name) {
			octets, files = octets+m.Size, files+1
		}
	}
	var b strings.Builder
	say := func(label, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			fmt.Fprintf(&b, "%s: %s\n", label, value)
		}
	}
	o := f.order
	say("Bagging-Date", law.DayOf(o.Created).String())
	say("Payload-Oxum", fmt.Sprintf("%d.%d", octets, files))
	say("External-Identifier", o.Export)
	say("Internal-Sender-Identifier", o.Request)
	say("Source-Organization", o.Unit)
	say("Contact-Name", o.Contact)
	say("Case-Number", o.Case)
	say("Recipient", o.Recipient)
	if o.Practice {
		say("Practice", "yes")
	}
	return f.add("bag-info.txt", []byte(b.String()))
}

// needsLeaf notes that a leaf is to be in the bundle.
func (f *finishing) needsLeaf(origin string, index uint64) {
	if f.leaves[origin] == nil {
		f.leaves[origin] = map[uint64]bool{0: true} // what a log began with, as where one was laid aside
	}
	f.leaves[origin][index] = true
}

// erasures are the certificates of what of the camera-minutes is gone.
func (f *finishing) erasures(ctx context.Context, _ *Finished) error {
	written := map[string]bool{}
	for _, s := range f.plan.Streams {
		for _, one := range s.Minutes {
			f.needsLeaf(one.In.Origin, one.In.Index)
		}
		for _, day := range days(s.Portion.Span) {
			all, err := f.w.cfg.Rows.ErasuresOf(ctx, s.Portion.Camera, day.String())
			if err != nil {
				return err
			}
			for _, c := range all {
				if !s.lost(c) || written[c.Digest.String()] {
					continue
				}
				written[c.Digest.String()] = true
				u, index, err := f.w.cfg.Rows.ExplainedAt(ctx, c.Seq)
				if err != nil {
					return err
				}
				f.needsLeaf(u.Origin, index)
				if err := f.add("erasures/"+c.Digest.String()+".json", c.Text); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// lost reports whether a certificate tells of numbers of the stream's
// camera-minutes.
func (s planned) lost(c ledger.Certificate) bool {
	e, err := ledger.ParseErasure(c.Text)
	if err != nil || e.Stream != s.Portion.Stream.String() {
		return false
	}
	for _, gone := range e.Spans() {
		for _, one := range s.Minutes {
			if gone.First <= one.Minute.Last && gone.Last >= one.Minute.First {
				return true
			}
		}
	}
	return false
}

// acts are those that are opened.
func (f *finishing) acts(ctx context.Context, _ *Finished) error {
	type opened struct {
		seq int64
		ledger.Opened
	}
	var all []opened
	seen := map[shiheng.EventID]bool{}
	for _, id := range append(slices.Clone(f.closing.Acts), f.closing.Act) {
		if seen[id] {
			continue
		}
		seen[id] = true
		u, index, err := f.w.cfg.Rows.Explained(ctx, id)
		if err != nil {
			return err
		}
		personal, err := u.Personal.Text()
		if err != nil {
			return err
		}
		f.needsLeaf(u.Origin, index)
		all = append(all, opened{u.Seq, ledger.Opened{Index: index, Log: ledger.LogName(u.Origin), Personal: string(personal), Salt: fmt.Sprintf("%x", u.Salt)}})
	}
	slices.SortFunc(all, func(a, b opened) int { return int(a.seq - b.seq) })
	for _, one := range all {
		f.opened = append(f.opened, one.Opened)
	}
	return nil
}

// log writes leaves with their proofs, all of a log under one checkpoint.
func (f *finishing) log(ctx context.Context, out *Finished) error {
	witnesses, err := f.w.cfg.Witnesses.Appointed(ctx)
	if err != nil {
		return err
	}
	until := f.w.cfg.Now().Add(f.w.cfg.Patience)
	var keys []string
	var common map[string]bool
	for _, origin := range slices.Sorted(maps.Keys(f.leaves)) {
		indices := slices.Sorted(maps.Keys(f.leaves[origin]))
		size, note, by, err := f.checkpoint(ctx, origin, indices[len(indices)-1], len(witnesses) > 0, until)
		if err != nil {
			return err
		}
		common = both(common, by)
		keys = append(keys, f.w.cfg.Log.Keys(origin)...)
		all, err := f.w.cfg.Log.Under(ctx, origin, size, indices)
		if err != nil {
			return err
		}
		name := "log/" + ledger.LogName(origin) + "/"
		for _, p := range all {
			if err := f.add(fmt.Sprintf("%s%d.json", name, p.Index), p.Leaf); err != nil {
				return err
			}
			if err := f.add(fmt.Sprintf("%s%d.tlog-proof", name, p.Index), ledger.ProofText(p.Index, p.Path, note)); err != nil {
				return err
			}
		}
	}
	out.Witnesses = slices.Sorted(maps.Keys(common))
	return f.add("log/policy.txt", ledger.PolicyText(keys, witnesses))
}

// both are the names in both sets; a nil set is that of all.
func both(set map[string]bool, names []string) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		if set == nil || set[n] {
			out[n] = true
		}
	}
	return out
}

// checkpoint waits for one that covers an index: signed by a witness where one
// is set, in good time; else by the log alone.
func (f *finishing) checkpoint(ctx context.Context, origin string, index uint64, witnessed bool, until time.Time) (size uint64, note []byte, by []string, err error) {
	point, note, err := f.w.cfg.Log.Published(ctx, origin, index)
	for err == nil && witnessed {
		got, err := f.w.cfg.Witnesses.Covering(ctx, origin, index)
		if err == nil {
			return got.Size, got.Note, got.By, nil
		}
		if !errors.Is(err, shiheng.ErrNotFound) {
			return 0, nil, nil, err
		}
		if !f.w.cfg.Now().Before(until) {
			break
		}
		f.closing.Note("witness")
		if err := f.w.cfg.Wait(ctx); err != nil {
			return 0, nil, nil, err
		}
	}
	return point.Size, note, nil, err
}

func (f *finishing) custody(context.Context, *Finished) error {
	acts, err := ledger.OpenedText(f.opened)
	if err != nil {
		return err
	}
	if err := f.add("custody/acts.json", acts); err != nil {
		return err
	}
	return f.add("custody/list.html", f.closing.List)
}

// The digests a manifest is made of.
func sha(m member) ledger.Hex { return m.SHA }
func gm(m member) ledger.Hex  { return m.SM3 }

// payload reports whether a file is what the bag carries; tagged whether it is
// named in a tag manifest.
func payload(name string) bool { return strings.HasPrefix(name, "data/") }

func tagged(name string) bool { return !payload(name) }

func manifest(members []member, of func(string) bool, by func(member) ledger.Hex) []byte {
	var b bytes.Buffer
	for _, m := range members {
		if of(m.Name) {
			fmt.Fprintf(&b, "%s  %s\n", ledger.Digest(by(m)), m.Name)
		}
	}
	return b.Bytes()
}

func (f *finishing) manifests(context.Context, *Finished) error {
	for _, one := range []struct {
		name string
		by   func(member) ledger.Hex
	}{{"manifest-sha256.txt", sha}, {"manifest-sm3.txt", gm}} {
		if err := f.add(one.name, manifest(f.members, payload, one.by)); err != nil {
			return err
		}
	}
	bySHA, bySM3 := manifest(f.members, tagged, sha), manifest(f.members, tagged, gm)
	if err := f.add("tagmanifest-sha256.txt", bySHA); err != nil {
		return err
	}
	return f.add("tagmanifest-sm3.txt", bySM3)
}

// seal puts the seal over both tag manifests, and a time stamp over the seal.
// Without a stamp that was asked for the bundle is whole all the same.
func (f *finishing) seal(ctx context.Context, out *Finished) error {
	s := f.w.cfg.Seal
	if s == nil {
		return nil
	}
	n := len(f.members) // the tag manifests are the last two
	var over bytes.Buffer
	for _, m := range f.members[n-2:] {
		if err := f.read(m, &over); err != nil {
			return err
		}
	}
	der, err := s.Sign(over.Bytes())
	if err != nil {
		return err
	}
	if err := f.add("seal/seal.p7s", der); err != nil {
		return err
	}
	if err := f.add("seal/certificates.pem", s.PEM()); err != nil {
		return err
	}
	out.Sealed = true
	if f.w.cfg.Stamp == nil {
		return nil
	}
	f.closing.Note("stamp")
	stamp, err := f.w.cfg.Stamp(ctx, der)
	if err != nil {
		out.Unstamped = err
		return context.Cause(ctx)
	}
	out.Stamped = stamp != nil
	if stamp == nil {
		return nil
	}
	return f.add("seal/seal.tsr", stamp)
}

// read reads a member back.
func (f *finishing) read(m member, to io.Writer) error {
	_, err := io.Copy(to, io.NewSectionReader(f.file, f.zip.end(m)-m.Size, m.Size))
	return err
}

// verifiers are the programs that check the bundle, as far as they are there.
func (f *finishing) verifiers(ctx context.Context, _ *Finished) error {
	said := false
	if from := f.w.cfg.Verifiers; from != nil {
		err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			if err := context.Cause(ctx); err != nil {
				return err
			}
			one, err := f.zip.put("verify/"+name, false, func(w io.Writer) error {
				file, err := from.Open(name)
				if err != nil {
					return err
				}
				defer func() { _ = file.Close() }() // only read
				_, err = io.Copy(w, file)
				return err
			})
			f.members = append(f.members, one)
			said = said || name == "README.txt"
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if said {
		return nil
	}
	return f.add("verify/README.txt", []byte(readme))
}

// readme says where a program that checks comes from, when none is inside.
const readme = `本证据包可以由任何人离线核验，不需要信任制作它的平台。
核验程序 shiheng-verify（Linux、Windows）和网页版由制作单位或者其主管部门另行提供；请从制作单位以外的渠道取得，
并比对其校验值。用法：shiheng-verify 文件.evb.zip

Anybody can check this bundle offline, without trusting the platform that made it.
The program shiheng-verify (Linux, Windows) and its page are handed out by the unit that made the bundle or by
whoever supervises it; get it from elsewhere than the unit, and compare its digest. Use: shiheng-verify FILE.evb.zip
`

// program reports whether a member is to be run.
func program(name string) bool {
	return strings.HasPrefix(name, "verify/") && slices.Contains([]string{"", ".exe"}, path.Ext(name))
}
