package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// logs are all logs of all epochs, the oldest first.
func (k *checker) logs() (out []*tree, err error) {
	for i := range k.Past {
		logs, err := k.Past[i].trees()
		if err != nil {
			return nil, err
		}
		for _, t := range logs {
			t.over = &k.Past[i].By
		}
		out = append(out, logs...)
	}
	logs, err := trees(k.Dir, k.Name, k.Keys.verifiers)
	return append(out, logs...), err
}

// epochs checks what rows, statements and first leaves say of each break, and
// takes it into the report.
func (k *checker) epochs(ctx context.Context, logs []*tree) error {
	kept, err := k.Rows.Epochs(ctx)
	if err != nil {
		return err
	}
	rows := map[string][]byte{}
	for _, e := range kept {
		parsed, err := ledger.ParseEpoch(e.Leaf)
		if err != nil {
			k.r.Find(ledger.BadLeaf, ledger.Position{}, "the row of an epoch is in no form: %v", err)
			continue
		}
		rows[parsed.Origin()] = e.Leaf
	}
	first := map[string]*tree{}
	for _, t := range logs {
		if name := ledger.NameOf(t.origin); first[name] == nil {
			first[name] = t
		}
	}
	for _, p := range k.Past {
		origin := p.By.Origin()
		leaf, at := uint64(0), ledger.Position{Origin: origin}
		at.Leaf = &leaf
		if !bytes.Equal(rows[origin], p.By.Text) {
			k.r.Find(ledger.BadLeaf, at, "row and statement of the epoch say different things")
		}
		if first[ledger.NameOf(origin)] == nil || first[ledger.NameOf(origin)].origin != origin {
			k.r.Find(ledger.BadCheckpoint, ledger.Position{Origin: origin}, "the log that the epoch begins is not there")
		} else if err := k.firstLeaf(ctx, first[ledger.NameOf(origin)], at, p.By.Text); err != nil {
			return err
		}
		for _, s := range p.Gone.Streams {
			for _, span := range s.Spans {
				k.gone[s.Stream] = k.gone[s.Stream].Add(ledger.SeqSpan{First: span[0], Last: span[1]})
				k.r.Break(p.By.Epoch).GoneChunks += span[1] - span[0] + 1
			}
		}
		k.r.Break(p.By.Epoch)
	}
	return nil
}

// firstLeaf checks that a log begins with the epoch of its statement.
func (k *checker) firstLeaf(ctx context.Context, t *tree, at ledger.Position, text []byte) error {
	c, err := t.checkpoint(ctx)
	if err != nil || c.Size == 0 {
		return nil //nolint:nilerr // told where the log is read
	}
	done := errors.New("read")
	err = t.each(ctx, c.Size, func(_ uint64, leaf []byte, _ ledger.Digest) error {
		if !bytes.Equal(leaf, text) {
			k.r.Find(ledger.BadLeaf, at, "it is not the statement of the epoch that begins here")
		}
		return done
	})
	if !errors.Is(err, done) && err != nil {
		k.r.Find(ledger.BadLeaf, at, "it cannot be read: %v", err)
	}
	return nil
}

// epochLeaf looks whether a leaf about the log itself stands where it may.
func (w *walk) epochLeaf(at ledger.Position, kind string, leaf []byte) {
	if kind == ledger.KindClosed {
		w.closed = true
		if w.t.over == nil || w.t.over.Cause != ledger.Rotated {
			w.k.r.Find(ledger.BadLeaf, at, "the log was closed, and no other took its place")
		}
		return
	}
	for _, p := range w.k.Past {
		if bytes.Equal(p.By.Text, leaf) && p.By.Origin() == w.t.origin && *at.Leaf == 0 {
			return
		}
	}
	w.k.r.Find(ledger.BadLeaf, at, "an epoch begins here that no statement tells of")
}

func (k *checker) certified(ctx context.Context, stream shiheng.StreamID) (out ledger.Spans, err error) {
	for behind := int64(0); ; {
		page, err := k.Rows.Erasures(ctx, stream, behind, rowsAtOnce)
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			behind = c.Seq
			if spans, ok, err := k.certificate(ctx, c); err != nil {
				return nil, err
			} else if ok {
				for _, s := range spans {
					out = out.Add(s)
				}
			}
		}
		if len(page) < rowsAtOnce {
			return out, nil
		}
	}
}

// certificate checks that a certificate is the one that its act names.
func (k *checker) certificate(ctx context.Context, c ledger.Certificate) (ledger.Spans, bool, error) {
	at := ledger.Position{Act: c.Seq}
	e, err := ledger.ParseErasure(c.Text)
	if err == nil && ledger.SHA256().Of(c.Text) != c.Digest {
		err = errors.New("it has another digest")
	}
	if err != nil {
		k.r.Find(ledger.BadErasure, at, "the certificate was changed: %v", err)
		return nil, false, nil
	}
	at.Camera, at.Stream = e.Camera, e.Stream
	row, err := k.Rows.ActOf(ctx, c.Seq)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return nil, false, err
	}
	if err != nil || row.Act.Object != fmt.Sprintf("erasure %s", c.Digest) {
		k.r.Find(ledger.BadErasure, at, "no act names the certificate")
		return nil, false, nil
	}
	return e.Spans(), true, nil
}
