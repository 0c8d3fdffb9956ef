// Package record brings frames from the hub to the footage store and back.
//
// A [Recorder] turns the frames of one hub stream into chunks: the memory in
// which a video slab lies is completed in place (head before the frames, sound
// and padding behind them) and handed to the [Store] as one contiguous,
// aligned write. A [Reconciler] compares what should be recorded with what is
// durable and repairs the difference. A [Reader] finds a time in a stream and
// reads frames, gaps and tracks back; Export writes a granted span as a plain
// MP4 file.
//
// The package declares what it needs of others: [Store] and [Library] (kept by
// store/slots), [Index] (kept by store/rows/footage) and [Source] (kept by
// video/ingest). The byte format of a chunk is in docs/reference/footage-format.md.
// It decides nothing about retention and deletes nothing.
package record
