// Package mutant says which gate is out. Nothing of the program imports it:
// only the texts that tools/mutate lays over the program do, for as long as a
// test of theirs runs.
package mutant

import (
	"os"
	"strconv"
)

// Variable is the environment's variable that numbers the gate that is out.
const Variable = "SHIHENG_MUTANT"

// out is -1 while every gate stands.
var out = func() int {
	n, err := strconv.Atoi(os.Getenv(Variable))
	if err != nil {
		return -1
	}
	return n
}()

// Is reports whether gate n is out.
func Is(n int) bool { return n == out }
