package app

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	ledgers "shiheng.internal/store/ledger"
)

// A Witness is a supervising agency's: a key, the logs it watches and what it
// saw of them, in a directory of its own. It shares nothing with the platform
// that it watches.
type Witness struct {
	dir    string
	name   string
	key    ed25519.PrivateKey
	memory *ledgers.Memory

	mu       sync.Mutex
	logs     []note.Verifier    // guarded by mu
	admitted []ledger.Admission // guarded by mu
	read     string             // what the files were when they were read; guarded by mu
	desk     *ledger.Witness    // guarded by mu
}

// The files of a witness's directory.
const (
	witnessKey  = "key.pem"
	witnessLogs = "logs.txt"
	// witnessAdmitted is the record of what the operator admitted, a line each.
	witnessAdmitted = "admitted.jsonl"
)

// nameHeader of the key's file keeps the witness's name with its key.
const nameHeader = "Name"

// MakeWitness makes a witness of the name in a directory that holds none.
func MakeWitness(dir, name string) (*Witness, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, shiheng.Invalid("witness.dir", "dir", dir).From(err)
	}
	if _, err := ledger.ParseKey(ledger.CosignerKey(name, make([]byte, ed25519.PublicKeySize))); err != nil {
		return nil, shiheng.Invalid("witness.name", "name", name)
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, witnessKey), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, shiheng.Conflict("witness.exists", "dir", dir)
	}
	if err != nil {
		return nil, shiheng.Invalid("witness.dir", "dir", dir).From(err)
	}
	err = pem.Encode(f, &pem.Block{Type: "PRIVATE KEY", Headers: map[string]string{nameHeader: name}, Bytes: der})
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("keep key: %w", err)
	}
	return OpenWitness(dir)
}

// OpenWitness opens the witness of a directory. Errors: ErrNotFound
// "witness.none", ErrInvalid for a key that others may read, or files that say
// something else than they should.
func OpenWitness(dir string) (*Witness, error) {
	w := &Witness{dir: dir}
	if err := w.readKey(); err != nil {
		return nil, err
	}
	var err error
	if w.memory, err = ledgers.OpenMemory(dir); err != nil {
		return nil, err
	}
	_, err = w.current()
	return w, err
}

// current is the witness by what its files say now: logs are added while it
// serves.
func (w *Witness) current() (*ledger.Witness, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	state := ""
	for _, name := range []string{witnessLogs, witnessAdmitted} {
		if info, err := os.Stat(filepath.Join(w.dir, name)); err == nil {
			state += fmt.Sprintf("%s %d %d;", name, info.Size(), info.ModTime().UnixNano())
		}
	}
	if w.desk != nil && state == w.read {
		return w.desk, nil
	}
	logs, err := readLogs(filepath.Join(w.dir, witnessLogs))
	if err != nil {
		return nil, err
	}
	admitted, err := readAdmitted(filepath.Join(w.dir, witnessAdmitted))
	if err != nil {
		return nil, err
	}
	desk, err := ledger.NewWitness(ledger.NewCosigner(w.name, w.key, time.Now), w.memory, time.Now, logs...)
	if err != nil {
		return nil, err
	}
	for _, a := range admitted {
		desk.Ended(a.Old, a.Kept)
	}
	w.logs, w.admitted, w.desk, w.read = logs, admitted, desk, state
	return desk, nil
}

// Cosign answers one request.
func (w *Witness) Cosign(ctx context.Context, r ledger.Request) ([]byte, error) {
	desk, err := w.current()
	if err != nil {
		return nil, err
	}
	return desk.Cosign(ctx, r)
}

func (w *Witness) readKey() error {
	path := filepath.Join(w.dir, witnessKey)
	info, err := os.Stat(path)
	if err != nil {
		return shiheng.NotFound("witness.none", "dir", w.dir).From(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return shiheng.Invalid("witness.key-open", "file", path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return shiheng.NotFound("witness.none", "dir", w.dir).From(err)
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return shiheng.Invalid("witness.key", "file", path)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	private, ok := key.(ed25519.PrivateKey)
	if w.name = block.Headers[nameHeader]; err != nil || !ok || w.name == "" {
		return shiheng.Invalid("witness.key", "file", path).From(err)
	}
	w.key = private
	return nil
}

// readLogs reads the keys of the logs a witness watches, one a line.
func readLogs(path string) ([]note.Verifier, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read logs: %w", err)
	}
	var out []note.Verifier
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		v, err := ledger.ParseKey(line)
		if err != nil {
			return nil, shiheng.Invalid("witness.log-key", "key", line).From(err)
		}
		out = append(out, v)
	}
	return out, nil
}

// Key is the witness's public key, as the platform's settings want it.
func (w *Witness) Key() string {
	return ledger.CosignerKey(w.name, w.key.Public().(ed25519.PublicKey))
}

// Watch adds a log by its public key. Watching one twice is an ErrConflict: a
// log has one key, and a new one is a new log.
func (w *Witness) Watch(key string) error {
	v, err := ledger.ParseKey(strings.TrimSpace(key))
	if err != nil {
		return shiheng.Invalid("witness.log-key", "key", key).From(err)
	}
	if w.watched(v.Name()) != nil {
		return shiheng.Conflict("witness.watched", "log", v.Name())
	}
	return addLine(filepath.Join(w.dir, witnessLogs), strings.TrimSpace(key))
}

// watched is the key of a log; nil when it is not watched.
func (w *Witness) watched(origin string) note.Verifier {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, v := range w.logs {
		if v.Name() == origin {
			return v
		}
	}
	return nil
}

// addLine puts a line at the end of a file, durably.
func addLine(path, line string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	_, err = io.WriteString(f, line+"\n")
	return errors.Join(err, f.Sync(), f.Close())
}

// A Watched is a log with what was seen of it last.
type Watched struct {
	Origin string
	Last   ledger.Checkpoint // zero before the first
}

// Watched lists the logs.
func (w *Witness) Watched(ctx context.Context) ([]Watched, error) {
	var out []Watched
	w.mu.Lock()
	logs := slices.Clone(w.logs)
	w.mu.Unlock()
	for _, v := range logs {
		last, err := w.memory.Last(ctx, v.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, Watched{v.Name(), last})
	}
	return out, nil
}

// Attempts lists what logs were caught in.
func (w *Witness) Attempts() ([]ledger.Attempt, error) { return w.memory.Attempts() }

// Handler answers logs over HTTP (C2SP tlog-witness): POST /add-checkpoint.
func (w *Witness) Handler(log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", func(out http.ResponseWriter, in *http.Request) {
		b, err := io.ReadAll(http.MaxBytesReader(out, in.Body, ledger.MostRequest))
		if err != nil {
			http.Error(out, "request too long", http.StatusRequestEntityTooLarge)
			return
		}
		r, err := ledger.ParseRequest(b)
		var line []byte
		if err == nil {
			line, err = w.Cosign(in.Context(), r)
		}
		if err != nil {
			answerWitness(out, err)
			log.WarnContext(in.Context(), "checkpoint not cosigned", slog.Any("error", err))
			return
		}
		out.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = out.Write(line) // the log asks again when it did not come
	})
	return mux
}

// answerWitness tells a log why not, by the statuses of C2SP tlog-witness.
func answerWitness(out http.ResponseWriter, err error) {
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok {
		http.Error(out, "internal error", http.StatusInternalServerError)
		return
	}
	status := map[string]int{
		"witness.request": http.StatusBadRequest, "witness.log": http.StatusNotFound, "witness.signature": http.StatusForbidden,
		"witness.ended": http.StatusForbidden, "witness.size": http.StatusConflict, "witness.raced": http.StatusConflict, "witness.proof": http.StatusUnprocessableEntity,
	}[e.Code]
	switch status {
	case 0:
		status = http.StatusInternalServerError
	case http.StatusConflict:
		out.Header().Set("Content-Type", "text/x.tlog.size")
		out.WriteHeader(status)
		_, _ = io.WriteString(out, e.Params["size"]+"\n") // as above
		return
	}
	http.Error(out, e.Code, status)
}
