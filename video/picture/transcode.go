package picture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// A Transcode says how a live stream is made into H.264 for browsers.
type Transcode struct {
	// MaxWidth scales wider pictures down to it; 1280 when 0.
	MaxWidth int
	// BitRate in bits per second; 2 Mbit/s when 0.
	BitRate int
	// Next waits for the next frame of the source, video or not, with its slab
	// retained for the caller. Its error ends the transcode: io.EOF well,
	// others as its failure. Required.
	Next func(context.Context) (*media.Frame, error)
	// Emit takes a frame of the result. Its slab is retained by the transcode
	// for the length of the call; Emit must not wait. A hub's Publish fits.
	// Required.
	Emit func(*media.Frame)
}

const (
	restartsAtMost = 5               // within restartWindow; then the transcode gives up
	restartWindow  = time.Minute     // a child that lasts longer starts the count anew
	restartPause   = time.Second / 2 // before the second child, doubled each time
	keyEvery       = 2               // seconds between key frames of the result
)

// Transcode makes a source's H.264 or H.265 into H.264 without B-frames, one
// child for all viewers of the source, until the source or ctx ends. Times and
// the device clock of a frame are those of the frame it was made from; the
// result has a sequence and a track of its own. When as many transcodes as
// [Config] allows are running it fails at once with [shiheng.ErrExhausted],
// code "picture.transcodes".
//
// A child that dies is started again from the source's next key frame, the
// first frame then carrying [media.Gap]; one that keeps dying ends the
// transcode with [shiheng.ErrUnavailable]. A change of the source's track
// starts a new child as well.
func (l *Lab) Transcode(ctx context.Context, t Transcode) error {
	if t.Next == nil || t.Emit == nil || t.MaxWidth < 0 || t.BitRate < 0 {
		return shiheng.Invalid("picture.transcode")
	}
	if t.MaxWidth == 0 {
		t.MaxWidth = 1280
	}
	if t.BitRate == 0 {
		t.BitRate = 2_000_000
	}
	select {
	case l.transcodes <- struct{}{}:
	default:
		return shiheng.Exhausted("picture.transcodes", "running", strconv.Itoa(cap(l.transcodes)))
	}
	defer func() { <-l.transcodes }()
	w := &transcoder{lab: l, t: t}
	defer w.close()
	return w.run(ctx)
}

// Transcodes tells how many transcodes are running and how many may.
func (l *Lab) Transcodes() (running, bound int) { return len(l.transcodes), cap(l.transcodes) }

// A transcoder is one running Transcode. Its fields belong to the goroutine
// that feeds while a child runs, or to run between children; those marked out
// belong to the one that drains.
type transcoder struct {
	lab *Lab
	t   Transcode

	held *media.Frame // key frame the next child begins with, retained
	done error        // why the source ended; io.EOF when well

	moments moments // shared, guards itself

	slab       *media.Slab // out
	used       int         // out: bytes of slab taken
	track      *media.Track
	seq        uint64 // out
	generation uint32 // out
	gap        bool   // out: the next frame follows a break
}

// run starts child after child.
func (w *transcoder) run(ctx context.Context) error {
	pause, failures := restartPause, 0
	for {
		if err := w.seekKey(ctx); err != nil {
			return sourceEnd(ctx, err)
		}
		began := time.Now()
		err := w.child(ctx)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case w.done != nil && !errors.Is(w.done, io.EOF):
			return w.done
		case w.done != nil:
			return err
		case err == nil: // the track changed
			w.gap = true
			continue
		case errors.Is(err, shiheng.ErrUnavailable): // no such program
			return err
		}
		w.gap = true
		if time.Since(began) > restartWindow {
			pause, failures = restartPause, 0
		}
		if failures++; failures > restartsAtMost {
			return shiheng.Unavailable("picture.crashing", "times", strconv.Itoa(failures)).From(err)
		}
		if err := w.rest(ctx, pause); err != nil {
			return sourceEnd(ctx, err)
		}
		pause *= 2
	}
}

func sourceEnd(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return unlessEOF(err)
}

// rest lets the source's frames go by for a while, so that nothing piles up.
func (w *transcoder) rest(ctx context.Context, pause time.Duration) error {
	over := time.Now().Add(pause)
	for time.Now().Before(over) {
		wait, cancel := context.WithDeadline(ctx, over)
		f, err := w.t.Next(wait)
		expired := wait.Err() != nil
		cancel()
		switch {
		case err == nil:
			f.Slab.Release()
		case !expired || ctx.Err() != nil:
			return err
		}
	}
	return nil
}

// seekKey waits for a frame that a child can begin with.
func (w *transcoder) seekKey(ctx context.Context) error {
	for w.held == nil {
		f, err := w.t.Next(ctx)
		if err != nil {
			return err
		}
		if f.IsKey() {
			w.held = f
			return nil
		}
		f.Slab.Release()
	}
	return nil
}

// child runs one ffmpeg over one track of the source.
func (w *transcoder) child(ctx context.Context) error {
	track, base := w.held.Track, w.held.PTS
	if _, err := formatOf(track.Codec); err != nil {
		w.done = err
		return err
	}
	w.moments.reset()
	return w.lab.run(ctx, job{
		args:   w.args(),
		modest: true,
		feed:   func(ctx context.Context, out io.Writer) error { return w.feed(ctx, out, track, base) },
		drain:  w.drain,
	})
}

func (w *transcoder) args() []string {
	rate := strconv.Itoa(w.t.BitRate)
	return append(quiet(),
		"-analyzeduration", "0", "-probesize", "32", "-threads", "1", "-f", "matroska", "-i", "pipe:0",
		"-map", "0:v:0", "-an", "-vf", fmt.Sprintf(`scale=w='min(%d,iw)':h=-2`, w.t.MaxWidth), "-fps_mode", "passthrough", "-enc_time_base", "1:1000",
		"-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency", "-profile:v", "main", "-pix_fmt", "yuv420p", "-threads", "1",
		"-b:v", rate, "-maxrate", rate, "-bufsize", rate, "-g", "250", "-force_key_frames", fmt.Sprintf("expr:gte(t,n_forced*%d)", keyEvery),
		"-flags", "+global_header", "-flvflags", "no_duration_filesize", "-flush_packets", "1", "-f", "flv", "pipe:1")
}

// feed writes the source's frames of track to the child. It returns nil when
// the source ends well or another track begins.
func (w *transcoder) feed(ctx context.Context, out io.Writer, track *media.Track, base int64) error {
	if _, err := out.Write(matroskaHead(track)); err != nil {
		return err
	}
	var scratch []byte
	for {
		f := w.held
		w.held = nil
		if f == nil {
			var err error
			if f, err = w.t.Next(ctx); err != nil {
				if ctx.Err() != nil {
					return err
				}
				w.done = err
				return unlessEOF(err)
			}
		}
		switch {
		case f.Track.ID != track.ID:
			f.Slab.Release() // sound, or a second picture
			continue
		case f.Track.Generation != track.Generation && f.IsKey():
			w.held = f
			return nil
		}
		ms := max(0, (f.PTS-base)*1000/media.TimeScale)
		w.moments.note(ms, f)
		scratch = matroskaFrame(scratch, ms, f)
		f.Slab.Release()
		if _, err := out.Write(scratch); err != nil {
			return err
		}
	}
}

// drain makes frames of what the child gives back.
func (w *transcoder) drain(r io.Reader) error {
	reader := &flvReader{r: r}
	var declared [][]byte // parameter sets the present track was made from
	for {
		u, err := reader.next()
		if err != nil {
			return unlessEOF(err)
		}
		if sets := slices.Concat(reader.sps, reader.pps); w.track == nil || !slices.EqualFunc(sets, declared, slices.Equal) {
			w.declare(reader.sps, reader.pps)
			declared = sets
		}
		if err := w.emit(u); err != nil {
			return err
		}
	}
}

// declare makes the track that following frames belong to.
func (w *transcoder) declare(sps, pps [][]byte) {
	w.generation++
	w.track = &media.Track{ID: 1, Codec: media.H264, Generation: w.generation, SPS: sps, PPS: pps}
	var s h264.SPS
	if len(sps) > 0 && s.Unmarshal(sps[0]) == nil {
		w.track.Width, w.track.Height = s.Width(), s.Height()
	}
}

// emit copies one unit into a slab, key frames with their parameter sets, and
// hands it on.
func (w *transcoder) emit(u flvUnit) error {
	var sets [][]byte
	if u.key {
		sets = slices.Concat(w.track.SPS, w.track.PPS)
	}
	size := len(u.data)
	for _, nal := range sets {
		size += 4 + len(nal)
	}
	if err := w.room(size); err != nil {
		return err
	}
	data := w.slab.Bytes()[w.used : w.used : w.used+size]
	for _, nal := range sets {
		data = appendLength(data, nal)
	}
	data = append(data, u.data...)
	w.used += size
	w.seq++
	m := w.moments.at(u.ms)
	f := &media.Frame{
		Track: w.track, Seq: w.seq, PTS: m.pts, DTS: m.pts, Received: m.received, Device: m.device,
		Data: data, Slab: w.slab,
	}
	if u.key {
		f.Flags |= media.Key
	}
	if w.gap {
		f.Flags |= media.Gap
		w.gap = false
	}
	w.t.Emit(f)
	return nil
}

// room makes sure that size bytes are left in the slab.
func (w *transcoder) room(size int) error {
	if w.slab != nil && w.used+size <= len(w.slab.Bytes()) {
		return nil
	}
	w.dropSlab()
	slab, err := w.lab.pool.Get(max(size, 256<<10))
	if err != nil {
		return err
	}
	w.slab, w.used = slab, 0
	return nil
}

func (w *transcoder) dropSlab() {
	if w.slab != nil {
		w.slab.Release()
		w.slab = nil
	}
}

// close gives back the memory still held.
func (w *transcoder) close() {
	w.dropSlab()
	if w.held != nil {
		w.held.Slab.Release()
		w.held = nil
	}
}
