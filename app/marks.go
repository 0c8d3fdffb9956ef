package app

import (
	"fmt"
	"os"
	"path/filepath"

	"shiheng.internal/store/rows"
	sessionmark "shiheng.internal/video/deliver/mark" // mark is a function of this room
)

// markFile holds the secret that seals session marks. It stays with the rows'
// key when a platform moves, or its old marks cannot be read any more.
const markFile = "mark.key"

// markKey opens the key of session marks, making it at the first start.
func (h *House) markKey() (*sessionmark.Key, error) {
	secret, err := rows.OpenSecret(h.path(markFile))
	if err != nil {
		return nil, fmt.Errorf("session marks: %w", err)
	}
	return sessionmark.NewKey(secret)
}

// ReadMarks finds the session marks in a captured file, with the key in the
// data directory of start. It touches nothing else: the platform may be running
// or gone.
func ReadMarks(start Start, name string) (found sessionmark.Found, err error) {
	secret, err := rows.ReadSecret(filepath.Join(start.Settings.Data, markFile))
	if err != nil {
		return found, fmt.Errorf("session marks: %w", err)
	}
	k, err := sessionmark.NewKey(secret)
	if err != nil {
		return found, err
	}
	f, err := os.Open(name)
	if err != nil {
		return found, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return sessionmark.Scan(f, k)
}
