// Package shiheng holds the vocabulary of the product: the identities, spans
// of time, grants and kinds of error that both wings speak of.
//
// The video wing moves frames and knows no law; the civic wing decides cases
// and knows no sockets. They meet in the values of this package and nowhere
// else, so everything here is a noun: comparable, copyable, and without
// behaviour that needs a clock, a disk or a network. The package imports the
// standard library only.
package shiheng
