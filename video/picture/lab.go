package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// Config says which ffmpeg to use and how many children may run.
type Config struct {
	// FFmpeg is the program's name or path; "ffmpeg" when empty.
	FFmpeg string
	// FFprobe is its companion, for reading clips; "ffprobe" when empty.
	FFprobe string
	// Transcodes bounds the transcodes that run at the same time; half the
	// cores, at least one, when 0.
	Transcodes int
	// Stills bounds the snapshots made at the same time; further ones wait.
	// The number of cores when 0.
	Stills int
	// Pool gives the memory of transcoded frames; an own one when nil.
	Pool *media.Pool
}

// A Lab runs ffmpeg. Its methods are safe for concurrent use. It owns no
// goroutine and no process between calls and so needs no Close.
type Lab struct {
	ffmpeg     string
	ffprobe    string
	transcodes chan struct{} // one token per running transcode
	stills     chan struct{} // one token per running snapshot
	pool       *media.Pool
}

// New checks c and makes a Lab. It does not look for the program: a platform
// without ffmpeg records and serves native codecs all the same. See [Lab.Probe].
func New(c Config) (*Lab, error) {
	if c.Transcodes < 0 || c.Stills < 0 {
		return nil, shiheng.Invalid("picture.bound", "transcodes", fmt.Sprint(c.Transcodes), "stills", fmt.Sprint(c.Stills))
	}
	if c.FFmpeg == "" {
		c.FFmpeg = "ffmpeg"
	}
	if c.FFprobe == "" {
		c.FFprobe = "ffprobe"
	}
	if c.Transcodes == 0 {
		c.Transcodes = max(1, runtime.NumCPU()/2)
	}
	if c.Stills == 0 {
		c.Stills = runtime.NumCPU()
	}
	if c.Pool == nil {
		c.Pool = media.NewPool()
	}
	return &Lab{
		ffmpeg:     c.FFmpeg,
		ffprobe:    c.FFprobe,
		transcodes: make(chan struct{}, c.Transcodes),
		stills:     make(chan struct{}, c.Stills),
		pool:       c.Pool,
	}, nil
}

// Ability is what the installed ffmpeg can do.
type Ability struct {
	Version string // as printed, such as "5.1.9-0+deb12u1"
	H264    bool   // libx264 can encode
	H265    bool   // libx265 can encode
	JPEG    bool   // mjpeg can encode
}

// probeTime is ample for a program that only prints lists.
const probeTime = 10 * time.Second

// Probe asks ffmpeg for its version and encoders. When the program is missing
// it fails with [shiheng.ErrUnavailable], code "picture.missing", naming the
// package to install; when an encoder the product needs for viewing is
// missing, with code "picture.encoder" beside the filled Ability.
func (l *Lab) Probe(ctx context.Context) (Ability, error) {
	ctx, cancel := context.WithTimeout(ctx, probeTime)
	defer cancel()
	var version, encoders bytes.Buffer
	if err := l.collect(ctx, &version, "-version"); err != nil {
		return Ability{}, err
	}
	if err := l.collect(ctx, &encoders, "-hide_banner", "-encoders"); err != nil {
		return Ability{}, err
	}
	var a Ability
	if words := strings.Fields(version.String()); len(words) > 2 {
		a.Version = words[2]
	}
	for line := range strings.Lines(encoders.String()) {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		switch words[1] {
		case "libx264":
			a.H264 = true
		case "libx265":
			a.H265 = true
		case "mjpeg":
			a.JPEG = true
		}
	}
	if !a.H264 || !a.JPEG {
		return a, shiheng.Unavailable("picture.encoder", "program", l.ffmpeg, "needs", "libx264, mjpeg", "install", "ffmpeg")
	}
	return a, nil
}

// collect runs ffmpeg with nothing to read and keeps at most 1 MiB of output.
func (l *Lab) collect(ctx context.Context, into *bytes.Buffer, args ...string) error {
	return l.run(ctx, job{args: args, drain: func(r io.Reader) error {
		_, err := io.Copy(into, io.LimitReader(r, 1<<20))
		return err
	}})
}

// missing turns "no such program" into an error a technician can act on.
func missing(program string, err error) error {
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, exec.ErrDot) || errors.Is(err, fs.ErrNotExist) {
		return shiheng.Unavailable("picture.missing", "program", program, "install", "ffmpeg").From(err)
	}
	return fmt.Errorf("start %s: %w", program, err)
}
