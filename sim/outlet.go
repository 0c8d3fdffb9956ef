package sim

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/bluenviron/gortsplib/v5"
	"github.com/bluenviron/gortsplib/v5/pkg/description"
	"github.com/bluenviron/gortsplib/v5/pkg/format"
	"github.com/pion/rtp"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// An outlet is one RTSP path: it plays its source while it has readers.
type outlet struct {
	src   source
	sound bool
	skew  time.Duration // of the camera's clock
	once  bool          // the stream is over when the source is
	log   *slog.Logger
	wake  chan struct{} // a token when readers came or went

	mu      sync.Mutex
	out     *gortsplib.ServerStream               // nil before and after; guarded by mu
	readers map[*gortsplib.ServerSession]struct{} // guarded by mu
}

func newOutlet(src source, sound bool, skew time.Duration, once bool, log *slog.Logger) *outlet {
	return &outlet{
		src: src, sound: sound, skew: skew, once: once, log: log,
		wake: make(chan struct{}, 1), readers: map[*gortsplib.ServerSession]struct{}{},
	}
}

// lastWait lets the last packets leave before a stream that is over is closed.
const lastWait = time.Second

func (o *outlet) open(server *gortsplib.Server) error {
	p := o.src.sets()
	medias := []*description.Media{{Type: description.MediaTypeVideo, Formats: []format.Format{formatOf(p)}}}
	if o.sound {
		medias = append(medias, &description.Media{
			Type:    description.MediaTypeAudio,
			Formats: []format.Format{&format.G711{PayloadTyp: 8, SampleRate: toneRate, ChannelCount: 1}},
		})
	}
	stream := &gortsplib.ServerStream{Server: server, Desc: &description.Session{Title: "shiheng practice camera", Medias: medias}}
	if err := stream.Initialize(); err != nil {
		return fmt.Errorf("describe stream: %w", err)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.out = stream
	return nil
}

func formatOf(p parameters) format.Format {
	if p.codec == media.H265 {
		return &format.H265{PayloadTyp: 96, VPS: p.vps, SPS: p.sps, PPS: p.pps}
	}
	return &format.H264{PayloadTyp: 96, SPS: p.sps, PPS: p.pps, PacketizationMode: 1}
}

// stream is what the path serves, nil when it is over.
func (o *outlet) stream() *gortsplib.ServerStream {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.out
}

func (o *outlet) close() {
	o.mu.Lock()
	stream := o.out
	o.out = nil
	o.mu.Unlock()
	if stream != nil { // not under the lock: closing reports the readers' end to us
		stream.Close()
	}
}

func (o *outlet) add(s *gortsplib.ServerSession) {
	o.mu.Lock()
	o.readers[s] = struct{}{}
	o.mu.Unlock()
	o.nudge()
}

func (o *outlet) remove(s *gortsplib.ServerSession) {
	o.mu.Lock()
	delete(o.readers, s)
	o.mu.Unlock()
	o.nudge()
}

func (o *outlet) nudge() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

func (o *outlet) watched() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.readers) > 0
}

// run plays the source while there are readers, until ctx ends.
func (o *outlet) run(ctx context.Context) {
	for ctx.Err() == nil {
		if !o.watched() {
			select {
			case <-o.wake:
			case <-ctx.Done():
			}
			continue
		}
		err := o.session(ctx)
		switch {
		case err != nil && ctx.Err() == nil && o.watched():
			o.log.WarnContext(ctx, "practice stream stopped", "error", err)
		case err == nil && o.once:
			_ = sleep(ctx, time.Now().Add(lastWait))
			o.close()
			return
		}
	}
}

// session plays the source until the last reader has gone.
func (o *outlet) session(ctx context.Context) error {
	stream := o.stream()
	if stream == nil {
		return shiheng.Unavailable("sim.over")
	}
	ctx, stop := context.WithCancel(ctx)
	var watching sync.WaitGroup
	defer watching.Wait()
	defer stop()
	watching.Go(func() {
		for o.watched() {
			select {
			case <-o.wake:
			case <-ctx.Done():
				return
			}
		}
		stop()
	})
	w, err := newRTPWriter(stream, o.src.sets().codec, o.sound)
	if err != nil {
		return err
	}
	w.skew = o.skew
	o.src.wantKey()
	return o.src.play(ctx, w.write)
}

// An rtpWriter makes RTP packets of items for all readers of a stream.
type rtpWriter struct {
	stream *gortsplib.ServerStream
	video  interface {
		Encode([][]byte) ([]*rtp.Packet, error)
	}
	beep   *tone  // nil without sound
	sound  uint16 // sequence number of the last packet of sound
	offset uint32 // of the video's timestamps
	skew   time.Duration
}

func newRTPWriter(stream *gortsplib.ServerStream, codec media.Codec, sound bool) (*rtpWriter, error) {
	w := &rtpWriter{stream: stream, offset: rand.Uint32()}
	var err error
	switch f := stream.Desc.Medias[0].Formats[0].(type) {
	case *format.H264:
		w.video, err = f.CreateEncoder()
	case *format.H265:
		w.video, err = f.CreateEncoder()
	default:
		err = shiheng.Invalid("sim.codec", "codec", fmt.Sprint(codec))
	}
	if err != nil {
		return nil, err
	}
	if sound {
		w.beep = newTone()
		w.sound = uint16(rand.Uint32())
	}
	return w, nil
}

func (w *rtpWriter) write(i item) error {
	if w.beep != nil {
		if err := w.beep.until(i.pts, w.writeSound); err != nil {
			return err
		}
	}
	packets, err := w.video.Encode(slices.Collect(media.NALs(i.data)))
	if err != nil {
		return fmt.Errorf("make packets: %w", err)
	}
	now := time.Now().Add(w.skew)
	for _, p := range packets {
		p.Timestamp = uint32(i.pts) + w.offset
		if err := w.stream.WritePacketRTPWithNTP(w.stream.Desc.Medias[0], p, now); err != nil {
			return err
		}
	}
	return nil
}

func (w *rtpWriter) writeSound(i item) error {
	w.sound++
	p := &rtp.Packet{
		Header: rtp.Header{
			Version: 2, PayloadType: 8, SequenceNumber: w.sound,
			Timestamp: uint32(i.pts * toneRate / media.TimeScale),
		},
		Payload: i.data,
	}
	return w.stream.WritePacketRTPWithNTP(w.stream.Desc.Medias[1], p, time.Now().Add(w.skew))
}
