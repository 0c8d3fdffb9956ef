// Package worm is a bucket that keeps what it is given: S3 with Object Lock, by
// minio-go. It stores objects under a lock, reads locks back and prolongs them,
// and it tries to break them, to tell whether the bucket may be believed.
// What goes into it, and when a bucket is believed, civic/evidence/second knows.
package worm
