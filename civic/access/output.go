package access

import "shiheng.internal"

// A Drawn says how the mark is drawn over pictures.
type Drawn string

// How marks are drawn.
const (
	DrawnFull  Drawn = "full"
	DrawnFaint Drawn = "faint" // one text that wanders
	DrawnNone  Drawn = "none"  // exempt
)

// An Output is one way pictures leave the house under a grant, and how they are
// marked there.
type Output struct {
	Code   string
	Act    shiheng.Act
	Own    bool // of own use; otherwise another regime's warrant
	Past   bool // farther back than duty watching reaches
	Mark   Drawn
	Beats  bool // the page has to prove that the mark stands
	Inside bool // the session mark lies in the stream besides
}

// Outputs returns all of them. A way out that is added gets its line here, a
// hardware decoder's as any other; a test holds the lines to the grants that are
// minted, and fails for an act without one.
func Outputs() []Output {
	return []Output{
		{"duty-live", shiheng.ActLive, true, false, DrawnFaint, false, false},
		{"commissioning", shiheng.ActTest, true, false, DrawnFaint, false, false},
		{"replay", shiheng.ActPlayback, true, false, DrawnFaint, false, true},
		{"playback", shiheng.ActPlayback, true, true, DrawnFull, true, true},
		{"lawful-playback", shiheng.ActPlayback, false, true, DrawnFull, true, true},
		{"forwarded", shiheng.ActLive, false, false, DrawnFull, true, false},
		{"still", shiheng.ActSnapshot, true, true, DrawnNone, false, false},
		{"lawful-still", shiheng.ActSnapshot, false, true, DrawnNone, false, false},
		{"copy", shiheng.ActExport, true, true, DrawnNone, false, false},
	}
}
