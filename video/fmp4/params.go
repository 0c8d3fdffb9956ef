package fmp4

import (
	"fmt"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h265"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// Picture is what a video track's parameter sets declare.
type Picture struct {
	Width, Height int
	// FPS is the declared rate, 0 when the camera does not say.
	FPS float64
	// Reorders reports that frames are shown in another order than they are
	// decoded (B-frames). A stream that does not say is taken to reorder only
	// when its profile allows it and the answer is [ReordersUnknown].
	Reorders Reorder
}

// Reorder says whether a stream has B-frames.
type Reorder uint8

// What parameter sets can say about B-frames.
const (
	ReordersUnknown Reorder = iota // nothing said; look at PTS and DTS
	ReordersNever
	ReordersYes
)

// maxParameterSet bounds what is parsed; real sets are below 200 bytes.
const maxParameterSet = 4 << 10

// Describe reads the first SPS of an H.264 or H.265 track. Other codings and
// sets that cannot be right are an ErrInvalid.
func Describe(t *media.Track) (Picture, error) {
	sps, err := firstSPS(t)
	if err != nil {
		return Picture{}, err
	}
	switch t.Codec { //nolint:exhaustive // the rest is not read
	case media.H264:
		return describe264(sps)
	case media.H265:
		p, err := parse265(sps)
		return p.picture, err
	default:
		return Picture{}, shiheng.Invalid("codec.video", "codec", CodecName(t.Codec))
	}
}

func firstSPS(t *media.Track) ([]byte, error) {
	if len(t.SPS) == 0 || len(t.SPS[0]) < 4 || len(t.SPS[0]) > maxParameterSet {
		return nil, shiheng.Invalid("codec.sps", "codec", CodecName(t.Codec))
	}
	return t.SPS[0], nil
}

func parse264(sps []byte) (*h264.SPS, error) {
	var s h264.SPS
	if err := s.Unmarshal(sps); err != nil {
		return nil, fmt.Errorf("read H.264 SPS: %w", shiheng.Invalid("codec.sps", "codec", "h264").From(err))
	}
	return &s, nil
}

func describe264(sps []byte) (Picture, error) {
	s, err := parse264(sps)
	if err != nil {
		return Picture{}, err
	}
	p := Picture{Width: s.Width(), Height: s.Height(), FPS: rate(s.FPS())}
	switch {
	case s.ProfileIdc == 66, s.PicOrderCntType == 2:
		p.Reorders = ReordersNever // the baseline profile and POC type 2 allow no reordering (H.264 clause 8.2.1.3, annex A.2.1)
	case s.VUI != nil && s.VUI.BitstreamRestriction != nil:
		p.Reorders = ReordersNever
		if s.VUI.BitstreamRestriction.MaxNumReorderFrames > 0 {
			p.Reorders = ReordersYes
		}
	}
	return checkSize(p)
}

// params265 is what hvcC and the codec string want from an SPS.
type params265 struct {
	picture                Picture
	profile                [12]byte // general_profile_space … general_level_idc as they lie in the SPS
	subLayers              uint8
	nested                 bool
	chroma                 uint8
	depthLuma, depthChroma uint8 // minus 8
}

func parse265(sps []byte) (params265, error) {
	var s h265.SPS
	if err := s.Unmarshal(sps); err != nil {
		return params265{}, fmt.Errorf("read H.265 SPS: %w", shiheng.Invalid("codec.sps", "codec", "h265").From(err))
	}
	clean := h264.EmulationPreventionRemove(sps)
	if len(clean) < 15 {
		return params265{}, shiheng.Invalid("codec.sps", "codec", "h265")
	}
	p := params265{
		picture:   Picture{Width: s.Width(), Height: s.Height(), FPS: rate(s.FPS()), Reorders: ReordersNever},
		subLayers: s.MaxSubLayersMinus1 + 1, nested: s.TemporalIDNestingFlag,
		chroma:    uint8(s.ChromaFormatIdc & 3),
		depthLuma: uint8(s.BitDepthLumaMinus8 & 7), depthChroma: uint8(s.BitDepthChromaMinus8 & 7),
	}
	copy(p.profile[:], clean[3:15]) // two bytes NAL header, one byte ids, then profile_tier_level
	for _, n := range s.MaxNumReorderPics {
		if n > 0 {
			p.picture.Reorders = ReordersYes
		}
	}
	_, err := checkSize(p.picture)
	return p, err
}

// checkSize refuses pictures that cannot be: mp4 keeps sizes in 16 bits.
func checkSize(p Picture) (Picture, error) {
	if p.Width <= 0 || p.Height <= 0 || p.Width > 16384 || p.Height > 16384 {
		return Picture{}, shiheng.Invalid("codec.size", "width", fmt.Sprint(p.Width), "height", fmt.Sprint(p.Height))
	}
	return p, nil
}

// rate drops declared frame rates that no camera has.
func rate(fps float64) float64 {
	if fps > 0.1 && fps <= 240 {
		return fps
	}
	return 0
}
