package main

import (
	"io"
	"io/fs"
	"os"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/law"
)

// clausesCommand prints the policies that decide who may do what. With a
// directory of a city's own policies it is how these are tried before a restart.
type clausesCommand struct {
	Policies string `help:"Directory of a city's own policies (*.cedar), checked and printed with the rest. They may only forbid." placeholder:"DIR"`
	Words    bool   `help:"Print the sentences of refusals as the console's table of words instead."`
}

// Run prints the reference: clause of the law, policy, text.
func (c clausesCommand) Run(t terminal) error {
	l, err := law.Builtin()
	if err != nil {
		return err
	}
	var city fs.FS
	if c.Policies != "" {
		if _, missing := os.Stat(c.Policies); missing != nil {
			return shiheng.Invalid("clause.policies", "dir", c.Policies).From(missing)
		}
		city = os.DirFS(c.Policies)
	}
	set, err := clause.Load(l, city)
	if err != nil {
		return shiheng.Invalid("clause.policy", "dir", c.Policies).From(err)
	}
	text := set.Reference()
	if c.Words {
		text = set.Words()
	}
	_, err = io.WriteString(t.out, text)
	return err
}
