// Package press turns pages into PDF by WeasyPrint, in child processes. It is
// given whole pages: everything on them is inlined, and the child fetches
// nothing, neither from the network, which it does not see where the system
// allows that, nor from the disk.
//
// Every child is bounded: in number, time, processor time, memory and output.
// It runs in its own process group and an empty directory of its own, ends
// with its context, and leaves the end of its standard error in the error.
// When [Press.PDF] returns, nothing it started is left. The package knows no
// documents; which page may be printed decides whoever calls it.
package press
