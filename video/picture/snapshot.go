package picture

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

const (
	snapshotTime = 10 * time.Second // for one picture, waiting for a place not counted
	snapshotSize = 8 << 20          // no JPEG of a camera is larger
)

// Snapshot turns a key frame of H.264 or H.265 into a JPEG, scaled down to
// width pixels if it is wider; 0 keeps its size. Parameter sets are taken from
// the frame's track when the frame has none. The frame's slab must be retained
// until Snapshot returns. A frame that is no key frame, or of another coding,
// is an [shiheng.ErrInvalid].
func (l *Lab) Snapshot(ctx context.Context, f *media.Frame, width int) ([]byte, error) {
	format, err := formatOf(f.Track.Codec)
	if err != nil {
		return nil, err
	}
	if !f.IsKey() || width < 0 {
		return nil, shiheng.Invalid("picture.snapshot", "key", fmt.Sprint(f.IsKey()), "width", fmt.Sprint(width))
	}
	select {
	case l.stills <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-l.stills }()
	ctx, cancel := context.WithTimeoutCause(ctx, snapshotTime, shiheng.Unavailable("picture.timeout", "after", snapshotTime.String()))
	defer cancel()
	input := appendAnnexB(parameterSets(f.Track), f.Data)
	args := append(quiet(), "-threads", "1", "-f", format, "-i", "pipe:0", "-frames:v", "1", "-an")
	if width > 0 {
		args = append(args, "-vf", fmt.Sprintf(`scale=w='min(%d,iw)':h=-2`, width))
	}
	args = append(args, "-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p", "-f", "image2pipe", "pipe:1")
	var out bytes.Buffer
	err = l.run(ctx, job{
		args:   args,
		modest: true,
		feed: func(_ context.Context, w io.Writer) error {
			_, err := w.Write(input)
			return err
		},
		drain: func(r io.Reader) error {
			_, err := io.Copy(&out, io.LimitReader(r, snapshotSize))
			return err
		},
	})
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	if out.Len() < 4 {
		return nil, fmt.Errorf("snapshot: %w", shiheng.Invalid("picture.undecodable"))
	}
	return out.Bytes(), nil
}

// formatOf is ffmpeg's name for a bare stream of codec c.
func formatOf(c media.Codec) (string, error) {
	switch c {
	case media.H264:
		return "h264", nil
	case media.H265:
		return "hevc", nil
	default:
		return "", shiheng.Invalid("picture.codec", "codec", fmt.Sprint(c))
	}
}

// parameterSets writes a track's parameter sets with start codes.
func parameterSets(t *media.Track) []byte {
	var out []byte
	for _, sets := range [][][]byte{t.VPS, t.SPS, t.PPS} {
		for _, nal := range sets {
			out = append(append(out, 0, 0, 0, 1), nal...)
		}
	}
	return out
}
