package rtpframe_test

import (
	"fmt"
	"time"

	"shiheng.internal/video/media"
	"shiheng.internal/video/rtpframe"
)

// An ingest loop owns the socket; the receiver turns what it reads into frames.
func Example() {
	builder, err := media.NewBuilder(media.BuilderConfig{
		Pool:        media.NewPool(),
		SharedClock: true, // a program stream has one clock
		Emit: func(f *media.Frame) {
			// Here ingest publishes to the hub. To keep f longer than this
			// call: f.Slab.Retain(), and Release when done.
			fmt.Println(f.Seq, f.Track.Codec == media.PCMA, len(f.Data))
		},
	})
	if err != nil {
		panic(err)
	}
	defer builder.Close()
	receiver, err := rtpframe.NewReceiver(rtpframe.Config{
		Builder: builder,
		SSRC:    0x1234,
		Window:  128, // 0 on TCP
	})
	if err != nil {
		panic(err)
	}
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	// A program stream pack with one PES of A-law, as one RTP packet.
	receiver.Push([]byte("\x80\xe0\x00\x01\x00\x00\x00\x00\x00\x00\x12\x34"+
		"\x00\x00\x01\xba\x44\x00\x04\x00\x04\x01\x00\x00\x03\xf8"+
		"\x00\x00\x01\xc0\x00\x0c\x80\x80\x05\x21\x00\x01\x00\x01abcd"), now)
	receiver.Tick(now)
	receiver.Close()
	// Output: 1 true 4
}
