package main

import (
	"io"
	"os"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// lawCommand prints the law as the program carries it out. With a directory of
// a city's own packs it is how these are tried before a restart.
type lawCommand struct {
	Packs string `help:"Directory of a city's own law packs, checked and printed with the rest." placeholder:"DIR"`
}

// Run prints the reference: each article, what rests on it, and where it is
// enforced and tested.
func (c lawCommand) Run(t terminal) error {
	l, err := law.Builtin()
	if c.Packs != "" {
		if _, missing := os.Stat(c.Packs); missing != nil {
			return shiheng.Invalid("law.packs", "dir", c.Packs).From(missing)
		}
		if l, err = law.WithCity(os.DirFS(c.Packs)); err != nil {
			return shiheng.Invalid("law.pack", "dir", c.Packs).From(err)
		}
	}
	if err != nil {
		return err
	}
	page, err := l.Reference(l.LastChange())
	if err != nil {
		return err
	}
	_, err = io.WriteString(t.out, page)
	return err
}
