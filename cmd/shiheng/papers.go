package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"text/tabwriter"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
)

type papersCommand struct {
	Defaults papersDefaults `cmd:"" help:"Write the program's own templates to a directory, to be changed."`
	Check    papersCheck    `cmd:"" help:"Try a directory of changed templates on a sample of each kind of document."`
}

type papersDefaults struct {
	Output string `help:"Directory to write to; made when it is not there. Without one the names are listed." type:"path" placeholder:"DIR"`
}

// Run writes the program's templates, over no file that is there.
func (c papersDefaults) Run(t terminal) error {
	all := papers.Defaults()
	if c.Output != "" {
		if err := os.MkdirAll(c.Output, 0o755); err != nil {
			return err
		}
	}
	names, err := fs.Glob(all, "*")
	if err != nil {
		return err
	}
	for _, name := range names {
		if c.Output != "" {
			if err := writeNew(all, name, filepath.Join(c.Output, name)); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintln(t.out, name); err != nil {
			return err
		}
	}
	return nil
}

func writeNew(from fs.FS, name, to string) error {
	b, err := fs.ReadFile(from, name)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return shiheng.Conflict("export.exists", "file", to).From(err)
	} else if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}

type papersCheck struct {
	Dir string `arg:"" help:"Directory of changed templates, such as templates/ of a data directory." type:"existingdir"`
}

// Run lays the directory over the program's templates, says what each kind of
// document became, and names every file that would not be used.
func (c papersCheck) Run(t terminal) error {
	all, err := papers.Load(os.DirFS(c.Dir))
	if err != nil {
		return err
	}
	tab := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	for _, s := range all.Specs() {
		fmt.Fprintf(tab, "%s\t%s\t%s\t%s\n", s.Kind, s.Style, s.Number, s.Title)
	}
	if err := tab.Flush(); err != nil {
		return err
	}
	bad := all.Refused()
	for _, r := range bad {
		fmt.Fprintf(t.err, "%s: %s\n", r.File, r.Reason)
	}
	if len(bad) > 0 {
		return shiheng.Invalid("papers.templates", "dir", c.Dir, "refused", strconv.Itoa(len(bad)))
	}
	return nil
}
