// Package route is the plumbing of the staff door: how an operation is
// registered, who may call it at all, how a request is read and an answer or a
// problem is shaped. The areas of the API (api/<area>) each register their
// operations on one [Table] and know nothing of cookies, sessions or HTTP.
//
// Every operation has a [Rule]; there is no way to register one without.
// Schema names are global: the Go type of a body or view must be unique among
// all areas.
package route
