package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// readTail reads the regions that lie behind the last one the rows know: the
// program may have been cut off before it noted them.
func (k *checker) readTail(ctx context.Context) error {
	newest, err := k.Rows.NewestMinute(ctx)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return err
	}
	files, err := k.beside.files(newest.File)
	if err != nil {
		return nil // that there is none is told at each row
	}
	for _, name := range files {
		from := int64(0)
		if name == newest.File {
			from = newest.Offset + newest.Size
		}
		_, err := readRegions(ctx, filepath.Join(k.Minutes, name), from, func(_, _ int64, r ledger.Region) error {
			k.tail[string(r.Leaf)] = r
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) minuteLeaf(ctx context.Context, at ledger.Position, leaf []byte) error {
	k := w.k
	n, err := ledger.ParseNodeMinute(leaf)
	if err != nil {
		k.r.Find(ledger.BadLeaf, at, "%v", err)
		return nil
	}
	at.Minute = n.Minute
	var r ledger.Region
	if row, ok, err := w.minuteRow(ctx, *at.Leaf); err != nil {
		return err
	} else if ok {
		at.File, at.Offset = row.File, &row.Offset
		if r, err = k.beside.region(row); err != nil {
			k.r.Find(ledger.BadMinute, at, "its camera-minutes cannot be read: %v", err)
			return nil
		}
		if ledger.MinuteText(row.Minute) != n.Minute || row.Part != n.Part || row.CameraMinutes != n.CameraMinutes || ledger.Hex(row.Root) != n.Root {
			k.r.Find(ledger.BadMinute, at, "row and leaf say different things")
		}
	} else {
		var there bool
		if r, there = k.tail[string(leaf)]; !there {
			k.r.Find(ledger.BadMinute, at, "its row is not there")
			return nil
		}
		k.r.Waiting++
	}
	if !bytes.Equal(r.Leaf, leaf) {
		k.r.Find(ledger.BadMinute, at, "what lies beside the log has another leaf")
		return nil
	}
	if _, err := r.Whole(); err != nil {
		k.r.Find(ledger.BadMinute, at, "its camera-minutes are not those of the leaf: %v", err)
		return nil
	}
	if minute, err := ledger.ParseMinute(n.Minute); err == nil && minute.After(k.newest) {
		k.newest = minute
	}
	for _, text := range r.Minutes {
		k.cameraMinute(at, n, text)
	}
	if k.batched > batchMinutes {
		return k.flush(ctx)
	}
	return nil
}

// minuteRow is the row of a node-minute: the next one, or one that was noted
// since these were read.
func (w *walk) minuteRow(ctx context.Context, index uint64) (ledger.Logged, bool, error) {
	if w.minute != nil && w.minute.Index == index {
		row := *w.minute
		w.minute = nil
		return row, true, nil
	}
	if !w.end {
		return ledger.Logged{}, false, nil
	}
	late, err := w.k.Rows.Minutes(ctx, w.t.origin, index, 1)
	if err != nil || len(late) == 0 || late[0].Index != index {
		return ledger.Logged{}, false, err
	}
	return late[0], true, nil
}

// batchMinutes is how many camera-minutes are kept until they are compared with
// slots, stream by stream: the footer of a slot serves an hour of them.
const batchMinutes = 1 << 17

// cameraMinute looks whether one follows that of its stream before it.
func (k *checker) cameraMinute(at ledger.Position, n ledger.NodeMinute, text []byte) {
	k.r.CameraMinutes++
	m, err := ledger.ParseCameraMinute(text)
	if err != nil || m.Minute != n.Minute || m.Last < m.First || m.Chunks != m.Last-m.First+1 {
		k.r.Find(ledger.BadMinute, at, "a camera-minute is in no form: %v", err)
		return
	}
	at.Camera, at.Stream, at.Seq = m.Camera, m.Stream, m.First
	h := k.streams[m.Stream]
	span := ledger.SeqSpan{First: m.First, Last: m.Last}
	if ledger.Digest(m.Previous) != h.Digest {
		k.r.Find(ledger.BadChain, at, "it does not name the camera-minute logged before it")
	}
	if left := h.Known.Without(span); len(left) != 1 || left[0] != span {
		k.r.Find(ledger.BadChain, at, "chunks of it stand in an earlier one")
	}
	k.streams[m.Stream] = head{ledger.SHA256().Of(text), h.Known.Add(span)}
	k.batch[m.Stream] = append(k.batch[m.Stream], m)
	k.batched++
}

// flush compares camera-minutes with what the store has.
func (k *checker) flush(ctx context.Context) error {
	sources := map[string]ledger.Source{}
	for _, s := range k.Footage.Sources() {
		sources[s.Stream.String()] = s
	}
	for _, stream := range slices.Sorted(maps.Keys(k.batch)) {
		id, err := shiheng.ParseID[shiheng.StreamID](stream)
		if err != nil {
			k.r.Find(ledger.BadMinute, ledger.Position{Stream: stream}, "%v", err)
			continue
		}
		s, ok := sources[stream]
		if !ok {
			s = ledger.Source{Stream: id}
		}
		gone, err := k.certified(ctx, id)
		if err != nil {
			return err
		}
		for _, m := range k.batch[stream] {
			if err := k.compare(ctx, s, m, gone); err != nil {
				return err
			}
		}
	}
	clear(k.batch)
	k.batched = 0
	return nil
}

// compare makes a camera-minute anew from the directories of slots.
func (k *checker) compare(ctx context.Context, s ledger.Source, m ledger.CameraMinute, gone ledger.Spans) error {
	span := ledger.SeqSpan{First: m.First, Last: m.Last}
	at := ledger.Position{Camera: m.Camera, Stream: m.Stream, Minute: m.Minute, Seq: m.First}
	unread := false
	pieces, err := k.Footage.Held(ctx, s.Stream, span, func(slot ledger.Position, err error) {
		unread = true
		slot.Camera, slot.Stream, slot.Minute = m.Camera, m.Stream, m.Minute
		k.r.Find(ledger.BadSlot, slot, "its directory cannot be read: %v", err)
	})
	if err != nil || unread {
		return err
	}
	var have ledger.Spans
	for _, p := range pieces {
		if !p.Beside {
			k.r.Chunks++
			have = have.Add(ledger.SeqSpan{First: p.Seq, Last: p.Seq})
		}
	}
	if !have.Covers(span) { // what is left of it hangs on the chain, which a full check follows
		return k.missing(ctx, at, s.Stream, have.Without(span), gone)
	}
	again, err := ledger.Cut(s, ledger.Digest(m.Previous), pieces)
	if err != nil {
		return err
	}
	if len(again) == 1 {
		if slices.ContainsFunc(pieces, func(p ledger.Piece) bool { return p.SM3 == ledger.Digest{} }) {
			again[0].SM3 = m.SM3 // of an open slot, in memory until it is sealed; SHA-256 tells enough
		}
		want, err := m.Text()
		got, failed := again[0].Text()
		if err == nil && failed == nil && bytes.Equal(want, got) {
			return nil
		}
		at.Slot, at.Offset = placeOf(pieces[0])
		k.r.Find(ledger.BadFootage, at, "the directory of its slots says something else: %s", differing(want, got))
		return nil
	}
	at.Slot, at.Offset = placeOf(pieces[0])
	k.r.Find(ledger.BadFootage, at, "its chunks lie in %d minutes", len(again))
	return nil
}

// missing names chunks that are not there, but for those that a certificate
// names: one of those known, or one that was written since.
func (k *checker) missing(ctx context.Context, at ledger.Position, stream shiheng.StreamID, missing, gone ledger.Spans) error {
	lost := func() (out ledger.Spans) {
		for _, m := range missing {
			for _, l := range gone.Without(m) {
				out = out.Add(l)
			}
		}
		return out
	}
	for _, s := range k.gone[stream.String()] {
		gone = gone.Add(s)
	}
	if len(lost()) == 0 {
		return nil
	}
	var err error
	if gone, err = k.certified(ctx, stream); err != nil {
		return err
	}
	for _, s := range k.gone[stream.String()] {
		gone = gone.Add(s)
	}
	for _, l := range lost() {
		at.Seq = l.First
		k.r.Find(ledger.BadFootage, at, "chunks %d to %d are not there, and no certificate says that they were erased", l.First, l.Last)
	}
	return nil
}

func placeOf(p ledger.Piece) (slot string, offset *int64) {
	at := int64(p.Place.Offset)
	return fmt.Sprintf("%s/%d", p.Place.Volume, p.Place.Slot), &at
}

// differing names the members that two JSON texts of one form differ in.
func differing(a, b []byte) string {
	var out []string
	other := map[string]bool{}
	for _, part := range strings.Split(string(b), `,"`) {
		other[part] = true
	}
	for _, part := range strings.Split(string(a), `,"`) {
		if !other[part] {
			name, _, _ := strings.Cut(strings.TrimLeft(part, `{"`), `"`)
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

// lately is how far the log may be behind what is recorded: what was recovered
// after a crash goes into it at the next start.
const lately = 10 * time.Minute

// unlogged looks for chunks that stand in no camera-minute though the log is
// beyond them.
func (k *checker) unlogged(ctx context.Context) error {
	for _, s := range k.Footage.Sources() {
		known := k.streams[s.Stream.String()].Known
		bad := func(ledger.Position, error) {} // told above, or by the audit of slots
		for _, left := range known.Without(ledger.SeqSpan{First: 1, Last: 1 << 62}) {
			pieces, err := k.Footage.Held(ctx, s.Stream, left, bad)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(pieces, func(p ledger.Piece) bool {
				return !p.Beside && p.From.Before(k.newest.Add(-lately))
			})
			if i < 0 {
				continue
			}
			p := pieces[i]
			at := ledger.Position{Camera: s.Camera.String(), Stream: s.Stream.String(), Minute: ledger.MinuteText(p.From), Seq: p.Seq}
			at.Slot, at.Offset = placeOf(p)
			k.r.Find(ledger.BadFootage, at, "it stands in no camera-minute, though the log reaches to %s", ledger.MinuteText(k.newest))
		}
	}
	return nil
}
