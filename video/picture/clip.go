package picture

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// A Clip is the video of a file, as it lies there, access unit by access unit
// in decoding order. It is held in memory and not changed once made.
type Clip struct {
	Codec         media.Codec
	Width, Height int
	Units         []ClipUnit
	// Length is the time after which a repetition begins, in TimeScale units.
	Length int64
}

// A ClipUnit is one access unit with its times in TimeScale units; the first
// DTS of a clip is 0.
type ClipUnit struct {
	Unit
	PTS, DTS int64
}

// clipSize bounds the clips that are read into memory.
const clipSize = 1 << 30

// Clip reads the first video track of a file in any container ffmpeg knows, or
// a bare .h264 or .h265 stream, without coding it anew: the NAL units are those
// of the file (parameter sets that the container keeps apart are put before key
// frames). Other codings than H.264 and H.265, and files beyond 1 GiB, are an
// [shiheng.ErrInvalid].
func (l *Lab) Clip(ctx context.Context, path string) (*Clip, error) {
	list, err := l.packets(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("read clip %s: %w", path, err)
	}
	c := &Clip{}
	filter := "h264_mp4toannexb"
	if len(list.Streams) > 0 {
		s := list.Streams[0]
		c.Width, c.Height = s.Width, s.Height
		switch s.CodecName {
		case "h264":
			c.Codec = media.H264
		case "hevc":
			c.Codec, filter = media.H265, "hevc_mp4toannexb"
		}
	}
	if c.Codec == media.CodecUnknown {
		return nil, fmt.Errorf("read clip %s: %w", path, shiheng.Invalid("picture.codec"))
	}
	format, err := formatOf(c.Codec)
	if err != nil {
		return nil, err
	}
	err = l.run(ctx, job{
		args: append(quiet(), "-i", path, "-map", "0:v:0", "-c", "copy", "-bsf:v", filter, "-f", format, "pipe:1"),
		drain: func(r io.Reader) error {
			return c.read(NewSplitter(io.LimitReader(r, clipSize), c.Codec))
		},
	})
	if err != nil {
		return nil, fmt.Errorf("read clip %s: %w", path, err)
	}
	if err := c.time(list); err != nil {
		return nil, fmt.Errorf("read clip %s: %w", path, err)
	}
	return c, nil
}

func (c *Clip) read(s *Splitter) error {
	for {
		u, err := s.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		c.Units = append(c.Units, ClipUnit{Unit: u})
	}
}

// packetList is what ffprobe tells of a file.
type packetList struct {
	Streams []struct {
		CodecName string `json:"codec_name"`
		Width     int    `json:"width"`
		Height    int    `json:"height"`
		Rate      string `json:"r_frame_rate"`
	} `json:"streams"`
	Packets []struct {
		PTS      string `json:"pts_time"`
		DTS      string `json:"dts_time"`
		Duration string `json:"duration_time"`
	} `json:"packets"`
}

func (l *Lab) packets(ctx context.Context, path string) (packetList, error) {
	var list packetList
	var out bytes.Buffer
	err := l.run(ctx, job{
		program: l.ffprobe,
		args: []string{"-v", "error", "-select_streams", "v:0", "-of", "json",
			"-show_entries", "stream=codec_name,width,height,r_frame_rate:packet=pts_time,dts_time,duration_time", path},
		drain: func(r io.Reader) error {
			_, err := io.Copy(&out, io.LimitReader(r, clipSize))
			return err
		},
	})
	if err != nil {
		return list, err
	}
	return list, json.Unmarshal(out.Bytes(), &list)
}

// time gives the units the file's own times; where it has none, as in a bare
// stream, its frame rate, every picture shown when it is decoded.
func (c *Clip) time(list packetList) error {
	if len(c.Units) == 0 {
		return shiheng.Invalid("picture.no-frames")
	}
	step := frameTicks(list.Streams[0].Rate)
	own := len(list.Packets) == len(c.Units)
	for i := 0; own && i < len(c.Units); i++ {
		p := list.Packets[i]
		var okP, okD bool
		c.Units[i].PTS, okP = tickOf(p.PTS)
		if c.Units[i].DTS, okD = tickOf(p.DTS); !okD {
			c.Units[i].DTS = c.Units[i].PTS
		}
		own = okP
	}
	first := c.Units[0].DTS
	for i := range c.Units {
		u := &c.Units[i]
		if !own {
			u.PTS, u.DTS = int64(i)*step, int64(i)*step
			continue
		}
		u.PTS, u.DTS = u.PTS-first, u.DTS-first
	}
	if last := len(c.Units) - 1; own && last > 0 {
		step = max(1, c.Units[last].DTS/int64(last))
	}
	c.Length = c.Units[len(c.Units)-1].DTS + step
	return nil
}

// tickOf reads seconds as decimals.
func tickOf(s string) (int64, bool) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	if v < 0 {
		return -int64(-v*media.TimeScale + 0.5), true
	}
	return int64(v*media.TimeScale + 0.5), true
}

// frameTicks reads a rate such as "25/1"; 25 per second when it makes no sense.
func frameTicks(rate string) int64 {
	num, den, _ := strings.Cut(rate, "/")
	n, err1 := strconv.ParseInt(num, 10, 64)
	d, err2 := strconv.ParseInt(den, 10, 64)
	if err1 != nil || err2 != nil || n <= 0 || d <= 0 || n/d > 300 {
		return media.TimeScale / 25
	}
	return media.TimeScale * d / n
}
