package media

// Codec names an elementary stream's coding.
type Codec uint8

// The codings the product stores. What is not among the first six is kept as
// an opaque track: stored and exported as received, shown to nobody.
const (
	CodecUnknown Codec = iota
	H264
	H265
	PCMA    // G.711 A-law, 8 kHz mono
	PCMU    // G.711 µ-law
	AAC     // raw access units; Track.Config holds the AudioSpecificConfig
	Opus    // made by us for browsers, never stored
	SVAC    // GB/T 25724 video, opaque
	SVACA   // SVAC audio, opaque
	MPEG4   // MPEG-4 part 2 video, opaque
	G722    // G.722.1, opaque
	G723    // G.723.1, opaque
	G729    // opaque
	Private // PS private streams (vendor metadata), opaque
)

// String is how technicians call the coding; "?" when it is not known.
func (c Codec) String() string {
	names := [...]string{
		CodecUnknown: "?", H264: "H.264", H265: "H.265", PCMA: "G.711A", PCMU: "G.711U", AAC: "AAC", Opus: "Opus",
		SVAC: "SVAC", SVACA: "SVAC-A", MPEG4: "MPEG-4", G722: "G.722.1", G723: "G.723.1", G729: "G.729", Private: "private",
	}
	if int(c) < len(names) {
		return names[c]
	}
	return "?"
}

// Video reports whether c is a coding of pictures.
func (c Codec) Video() bool { return c == H264 || c == H265 || c == SVAC || c == MPEG4 }

// Audio reports whether c is a coding of sound.
func (c Codec) Audio() bool { return c != CodecUnknown && c != Private && !c.Video() }

// TimeScale is the clock of every PTS and DTS in the machine wing: 90 kHz,
// unwrapped to 64 bits, never reset within a run.
const TimeScale = 90_000

// A Track describes one elementary stream of a source. It is never changed
// after it was published: when parameters change a new value takes its place
// and Generation grows.
type Track struct {
	// ID is the track's number within its stream, from 1, stable for the life
	// of the stream: 1 is the (first) video track.
	ID         uint8
	Codec      Codec
	Generation uint32

	// Video: parameter sets without start codes, and the size they declare.
	VPS, SPS, PPS [][]byte
	Width, Height int

	// Audio.
	SampleRate, Channels int
	Config               []byte // AudioSpecificConfig of AAC
}
