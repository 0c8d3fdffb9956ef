package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
)

// mostProof bounds the path of a request; a tree of 2^63 leaves needs no more
// (C2SP tlog-witness).
const mostProof = 63

// MostRequest bounds a request, in bytes: a path, a checkpoint and its
// signatures take a third of it.
const MostRequest = 16 << 10

// A Request asks a witness to cosign a checkpoint: the size of the tree that it
// cosigned last, the path from there, and the signed checkpoint (C2SP
// tlog-witness, add-checkpoint). As text it fits a QR code or a file, for a
// witness who has no line.
type Request struct {
	Old  uint64
	Path []Digest
	Note []byte
}

// Text is the request as it travels.
func (r Request) Text() []byte {
	out := fmt.Appendf(nil, "old %d\n", r.Old)
	for _, d := range r.Path {
		out = append(out, d.Base64()+"\n"...)
	}
	return append(append(out, '\n'), r.Note...)
}

// ParseRequest reads one. Errors are ErrInvalid.
func ParseRequest(b []byte) (r Request, err error) {
	wrong := func(what string) (Request, error) {
		return Request{}, shiheng.Invalid("witness.request", "what", what)
	}
	if len(b) > MostRequest {
		return wrong("long")
	}
	head, signed, ok := bytes.Cut(b, []byte("\n\n"))
	if !ok || len(signed) == 0 {
		return wrong("form")
	}
	lines := strings.Split(string(head), "\n")
	size, is := strings.CutPrefix(lines[0], "old ")
	if r.Old, err = strconv.ParseUint(size, 10, 64); err != nil || !is || strconv.FormatUint(r.Old, 10) != size {
		return wrong("old")
	}
	if len(lines)-1 > mostProof {
		return wrong("proof")
	}
	for _, l := range lines[1:] {
		d, err := ParseBase64(l)
		if err != nil {
			return wrong("proof")
		}
		r.Path = append(r.Path, d)
	}
	r.Note = bytes.Clone(signed)
	return r, nil
}

// Memory is what a witness keeps of each log it knows. It is safe for
// concurrent use.
type Memory interface {
	// Last is the checkpoint cosigned last; the zero Checkpoint before the first.
	Last(ctx context.Context, origin string) (Checkpoint, error)
	// Keep stores the next one, with its note and everything it signed of it. It
	// is on the disk when Keep returns. ErrConflict when another than old is
	// the last.
	Keep(ctx context.Context, old, next Checkpoint, signed []byte) error
	// Report keeps what a log was caught in, with the evidence.
	Report(ctx context.Context, a Attempt) error
}

// What a log can be caught in.
const (
	Fork     = "fork"     // another tree than the one that was cosigned
	Rollback = "rollback" // a smaller tree than the one that was cosigned
)

// An Attempt is a checkpoint that a log signed and that no honest log signs
// after what was cosigned. The log's own signature under it convicts it.
type Attempt struct {
	At      time.Time
	Kind    string // Fork or Rollback
	Last    Checkpoint
	Offered Checkpoint
	Note    []byte // as offered, with the log's signature
}

// A Witness cosigns the checkpoints of logs it knows when they continue what it
// cosigned before. Safe for concurrent use.
type Witness struct {
	logs   map[string]note.Verifier // by origin; not changed
	ended  map[string]uint64        // how large a log may become that another took the place of; not changed
	key    *Cosigner
	memory Memory
	now    func() time.Time
	mu     sync.Mutex // one checkpoint is looked at at a time
}

// NewWitness makes a witness of some logs.
func NewWitness(key *Cosigner, m Memory, now func() time.Time, logs ...note.Verifier) (*Witness, error) {
	w := &Witness{logs: map[string]note.Verifier{}, key: key, memory: m, now: now}
	for _, v := range logs {
		if w.logs[v.Name()] != nil {
			return nil, fmt.Errorf("ledger: two keys for the log %q", v.Name())
		}
		w.logs[v.Name()] = v
	}
	return w, nil
}

// Ended bounds a log that another took the place of: whoever has its old keys
// gets nothing more cosigned. To be called before Cosign.
func (w *Witness) Ended(origin string, size uint64) {
	if w.ended == nil {
		w.ended = map[string]uint64{}
	}
	w.ended[origin] = size
}

// Cosign answers a request with the line of the cosignature. What it answers
// with is on the disk before it is told. Errors:
//
//	ErrInvalid   witness.request  not in the form, or old beyond the checkpoint
//	ErrNotFound  witness.log      a log that it does not know
//	ErrForbidden witness.signature  not signed by the log
//	ErrConflict  witness.size     old is not what was cosigned last, which "size" tells
//	ErrInvalid   witness.proof    the tree is no continuation
//	ErrConflict  witness.ended    another log took its place, and it grows all the same
//
// A checkpoint that only a log gone wrong signs is reported as well.
func (w *Witness) Cosign(ctx context.Context, r Request) ([]byte, error) {
	origin, _, _ := strings.Cut(string(r.Note), "\n")
	v := w.logs[origin]
	if v == nil {
		return nil, shiheng.NotFound("witness.log", "origin", clip(origin))
	}
	next, n, err := OpenCheckpoint(r.Note, v)
	if err != nil {
		return nil, shiheng.Forbidden("witness.signature").From(err)
	}
	if r.Old > next.Size {
		return nil, shiheng.Invalid("witness.request", "what", "old")
	}
	if end, over := w.ended[origin]; over && next.Size > end {
		return nil, shiheng.Conflict("witness.ended", "origin", clip(origin), "size", strconv.FormatUint(end, 10))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	last, err := w.memory.Last(ctx, origin)
	if err != nil {
		return nil, fmt.Errorf("witness memory: %w", err)
	}
	if err := w.judge(ctx, r, last, next); err != nil {
		return nil, err
	}
	signed, err := note.Sign(n, w.key)
	if err != nil {
		return nil, fmt.Errorf("cosign: %w", err)
	}
	line := lastLine(signed)
	if err := w.memory.Keep(ctx, last, next, signed); err != nil {
		return nil, fmt.Errorf("witness memory: %w", err)
	}
	return line, nil
}

// judge says why a checkpoint is not cosigned, nil when it is.
func (w *Witness) judge(ctx context.Context, r Request, last, next Checkpoint) error {
	var kind string
	var why error
	switch {
	case next.Size < last.Size:
		kind, why = Rollback, conflict(last)
	case next.Size == last.Size && last.Origin != "" && next.Root != last.Root:
		kind, why = Fork, conflict(last)
	case r.Old != last.Size:
		return conflict(last)
	default:
		root := last.Root
		if last.Size == 0 {
			root = SHA256().Of()
		}
		err := SHA256().Grown(last.Size, root, next.Size, next.Root, r.Path)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, ErrProof):
			kind = Fork
		}
		why = shiheng.Invalid("witness.proof").From(err)
	}
	if kind == "" {
		return why
	}
	if err := w.memory.Report(ctx, Attempt{At: w.now().UTC(), Kind: kind, Last: last, Offered: next, Note: r.Note}); err != nil {
		return errors.Join(why, fmt.Errorf("report %s: %w", kind, err))
	}
	return why
}

func conflict(last Checkpoint) error {
	return shiheng.Conflict("witness.size", "size", strconv.FormatUint(last.Size, 10))
}

// lastLine is the signature that was added last, with its end of line.
func lastLine(signed []byte) []byte {
	at := bytes.LastIndexByte(bytes.TrimSuffix(signed, []byte("\n")), '\n')
	return signed[at+1:]
}

func clip(s string) string {
	if len(s) > 100 {
		s = s[:100]
	}
	return strings.ToValidUTF8(s, "?")
}

// AddCosignature puts the line of a witness under a note, once it verifies.
func AddCosignature(signed, line []byte, witness note.Verifier) ([]byte, error) {
	if bytes.Count(line, []byte("\n")) != 1 || !bytes.HasSuffix(line, []byte("\n")) || !bytes.HasPrefix(line, []byte("— ")) {
		return nil, shiheng.Invalid("witness.answer")
	}
	out := append(bytes.Clone(signed), line...)
	n, err := note.Open(out, note.VerifierList(witness))
	if err != nil {
		return nil, shiheng.Invalid("witness.answer").From(err)
	}
	if CosignedAt(n.Sigs[0]).IsZero() {
		return nil, shiheng.Invalid("witness.answer")
	}
	return out, nil
}
