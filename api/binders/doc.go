// Package binders is the area of the API for the archive of each system. It
// decides nothing: civic/works/binder holds the rules, civic/access says who
// may ask.
package binders
