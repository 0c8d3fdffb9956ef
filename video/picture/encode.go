package picture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// Spec says how raw pictures are to be encoded. All fields are required.
type Spec struct {
	Codec         media.Codec // H264 or H265
	Width, Height int         // in pixels, even
	Rate          int         // pictures per second
	GOP           int         // a key frame every so many pictures
	BitRate       int         // bits per second, kept within one second
}

// FrameSize is the length in bytes of one raw YUV 4:2:0 picture.
func (s Spec) FrameSize() int { return s.Width * s.Height * 3 / 2 }

func (s Spec) check() error {
	if s.Codec != media.H264 && s.Codec != media.H265 {
		return shiheng.Invalid("picture.codec")
	}
	if s.Width <= 0 || s.Height <= 0 || s.Width%2 != 0 || s.Height%2 != 0 || s.Rate <= 0 || s.GOP <= 0 || s.BitRate <= 0 {
		return shiheng.Invalid("picture.spec", "spec", fmt.Sprintf("%+v", s))
	}
	return nil
}

// Encode draws pictures with draw and hands the encoded access units to emit,
// in the order drawn, one each, without B-frames. draw fills a buffer of
// FrameSize bytes with planar YUV 4:2:0, takes the time it likes, and returns
// io.EOF to end. A unit is emitted when the next picture was encoded. Both run
// while Encode does, draw on a goroutine of its own; an error of either, a
// crash of ffmpeg or the end of ctx ends it.
func (l *Lab) Encode(ctx context.Context, s Spec, draw func(context.Context, []byte) error, emit func(Unit) error) error {
	if err := s.check(); err != nil {
		return err
	}
	err := l.run(ctx, job{
		args: encodeArgs(s),
		feed: func(ctx context.Context, w io.Writer) error {
			buf := make([]byte, s.FrameSize())
			for {
				if err := draw(ctx, buf); err != nil {
					return unlessEOF(err)
				}
				if _, err := w.Write(buf); err != nil {
					return err
				}
			}
		},
		drain: func(r io.Reader) error {
			for units := NewSplitter(r, s.Codec); ; {
				u, err := units.Next()
				if err != nil {
					return unlessEOF(err)
				}
				if err := emit(u); err != nil {
					return err
				}
			}
		},
	})
	if err != nil {
		return fmt.Errorf("encode pictures: %w", err)
	}
	return nil
}

func unlessEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// quiet begins every command line: no chatter, no questions.
func quiet() []string { return []string{"-hide_banner", "-loglevel", "error", "-nostdin"} }

func encodeArgs(s Spec) []string {
	args := append(quiet(),
		"-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", fmt.Sprintf("%dx%d", s.Width, s.Height),
		"-framerate", strconv.Itoa(s.Rate), "-i", "pipe:0", "-an", "-fps_mode", "passthrough",
		"-b:v", strconv.Itoa(s.BitRate), "-maxrate", strconv.Itoa(s.BitRate), "-bufsize", strconv.Itoa(s.BitRate),
		"-g", strconv.Itoa(s.GOP), "-threads", "1", "-pix_fmt", "yuv420p")
	format := "h264"
	if s.Codec == media.H265 {
		format = "hevc"
		args = append(args, "-c:v", "libx265", "-preset", "ultrafast", "-tune", "zerolatency", "-x265-params",
			fmt.Sprintf("keyint=%d:min-keyint=%d:scenecut=0:open-gop=0:bframes=0:repeat-headers=1:pools=none:frame-threads=1:wpp=0:log-level=error", s.GOP, s.GOP))
	} else {
		args = append(args, "-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency", "-profile:v", "main",
			"-x264-params", fmt.Sprintf("keyint=%d:min-keyint=%d:scenecut=0:repeat-headers=1", s.GOP, s.GOP))
	}
	return append(args, "-flush_packets", "1", "-f", format, "pipe:1")
}
