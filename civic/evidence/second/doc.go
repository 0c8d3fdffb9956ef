// Package second keeps a second copy of held footage 第二份拷贝 in a bucket that
// cannot be made to forget: an S3 bucket with Object Lock, at another place and
// best in another agency's hands (W168/29/2).
//
// What is copied is the sealed slot, byte for byte, with its footer: it is what
// is held, what is deleted, and what the log's digests are about. Each object is
// locked in compliance mode until the day of review of the holds that cover it,
// and under a legal hold until they are lifted; then its lock runs out and it is
// removed. Nothing personal is in its name.
//
// A bucket is believed only after a probe ([Probe]) that tried to break its locks
// and failed, not older than a setting says. Which slots there are, the footage
// store knows; how a bucket is spoken to, store/worm. Everything is decided from
// rows and holds at each round, so a restart loses nothing.
package second
