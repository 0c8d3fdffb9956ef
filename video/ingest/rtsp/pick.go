package rtsp

import (
	"strconv"
	"strings"

	"github.com/bluenviron/gortsplib/v5/pkg/description"
	"github.com/bluenviron/gortsplib/v5/pkg/format"

	"shiheng.internal/video/media"
	"shiheng.internal/video/rtpframe"
)

// pick takes the first video and the first audio that can be kept.
func pick(desc *description.Session) ([]picked, []rtpframe.Format) {
	var out []picked
	var formats []rtpframe.Format
	video, audio := false, false
	for _, m := range desc.Medias {
		if m.IsBackChannel {
			continue
		}
		for _, f := range m.Formats {
			format, ok := describe(f)
			if !ok {
				continue
			}
			isAudio := format.Codec.Audio()
			if isAudio && audio || !isAudio && video {
				continue
			}
			video, audio = video || !isAudio, audio || isAudio
			out = append(out, picked{m, f})
			formats = append(formats, format)
			break
		}
	}
	if !video {
		return nil, nil // sound alone is no camera
	}
	return out, formats
}

// describe turns a format into ours; ok is false for codings not taken.
func describe(f format.Format) (out rtpframe.Format, ok bool) {
	out = rtpframe.Format{Type: f.PayloadType(), ClockRate: f.ClockRate()}
	switch f := f.(type) {
	case *format.H264:
		out.Kind, out.Codec = rtpframe.H264, media.H264
		out.Params = media.Params{SPS: sets(f.SPS), PPS: sets(f.PPS)}
	case *format.H265:
		out.Kind, out.Codec = rtpframe.H265, media.H265
		out.Params = media.Params{VPS: sets(f.VPS), SPS: sets(f.SPS), PPS: sets(f.PPS)}
	case *format.MPEG4Audio:
		if f.Config == nil {
			return out, false
		}
		config, err := f.Config.Marshal()
		if err != nil {
			return out, false
		}
		out.Kind, out.Codec = rtpframe.AAC, media.AAC
		out.Params = media.Params{SampleRate: f.Config.SampleRate, Channels: int(f.Config.ChannelConfig), Config: config}
		out.SizeLength, out.IndexLength, out.IndexDeltaLength = f.SizeLength, f.IndexLength, f.IndexDeltaLength
	case *format.G711:
		out.Kind, out.Codec = rtpframe.G711, media.PCMA
		if f.MULaw {
			out.Codec = media.PCMU
		}
		out.Params = media.Params{SampleRate: f.SampleRate, Channels: f.ChannelCount}
	default:
		return out, false
	}
	return out, true
}

func sets(b []byte) [][]byte {
	if len(b) == 0 {
		return nil
	}
	return [][]byte{b}
}

// found names the codings of a session, for a technician.
func found(desc *description.Session) string {
	var names []string
	for _, m := range desc.Medias {
		for _, f := range m.Formats {
			name := f.RTPMap()
			if name == "" {
				name = "payload type " + strconv.Itoa(int(f.PayloadType()))
			}
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
