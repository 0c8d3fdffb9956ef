package app

import (
	"errors"
	"io/fs"
	"os"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/law"
)

// lawDir and policyDir in the data directory hold the city's own law packs and
// policies, if any.
const (
	lawDir    = "law"
	policyDir = "policies"
)

// openLaw reads the law: the packs the program carries and the city's own. A
// pack that is malformed or looser keeps the house shut; the error names its
// file and line. Packs are read at the start and at no other time, so that the
// rules a case is decided under do not change while it is open.
func (h *House) openLaw() error {
	dir, there, err := h.cityDir(h.start.Settings.Law.Packs, lawDir, "law.packs")
	if err != nil {
		return err
	}
	if !there {
		h.law, err = law.Builtin()
		return err
	}
	if h.law, err = law.WithCity(os.DirFS(dir)); err != nil {
		return shiheng.Invalid("law.pack", "dir", dir).From(err)
	}
	return nil
}

// openClauses reads the policies that decide who may do what, and the city's
// own, which may only forbid; it comes after the law, whose articles they
// cite. It keeps to what openLaw keeps to.
func (h *House) openClauses() error {
	dir, there, err := h.cityDir(h.start.Settings.Clauses.Policies, policyDir, "clause.policies")
	if err != nil {
		return err
	}
	if !there {
		h.clauses, err = clause.Builtin(h.law)
		return err
	}
	if h.clauses, err = clause.Load(h.law, os.DirFS(dir)); err != nil {
		return shiheng.Invalid("clause.policy", "dir", dir).From(err)
	}
	return nil
}

// cityDir is the directory a setting names, or the usual one in the data
// directory. One that is named must be there; the code is what is refused
// otherwise.
func (h *House) cityDir(named, usual, code string) (dir string, there bool, err error) {
	if dir = named; dir == "" {
		dir = h.path(usual)
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && named == "":
		return dir, false, nil
	case err != nil:
		return dir, false, shiheng.Invalid(code, "dir", dir).From(err)
	case !info.IsDir():
		return dir, false, shiheng.Invalid(code, "dir", dir)
	}
	return dir, true, nil
}
