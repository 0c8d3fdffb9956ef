package app

import (
	"errors"
	"io/fs"
	"os"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// lawDir in the data directory holds the city's own law packs, if any.
const lawDir = "law"

// openLaw reads the law: the packs the program carries and the city's own. A
// pack that is malformed or looser keeps the house shut; the error names its
// file and line. Packs are read at the start and at no other time, so that the
// rules a case is decided under do not change while it is open.
func (h *House) openLaw() error {
	dir, named := h.start.Settings.Law.Packs, true
	if dir == "" {
		dir, named = h.path(lawDir), false
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		h.law, err = law.Builtin()
		return err
	case err != nil:
		return shiheng.Invalid("law.packs", "dir", dir).From(err)
	case !info.IsDir():
		return shiheng.Invalid("law.packs", "dir", dir)
	}
	if h.law, err = law.WithCity(os.DirFS(dir)); err != nil {
		return shiheng.Invalid("law.pack", "dir", dir).From(err)
	}
	return nil
}
