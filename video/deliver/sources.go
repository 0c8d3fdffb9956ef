package deliver

import (
	"context"
	"io"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// Role says which of a camera's sources is meant.
type Role string

// The two sources of a camera.
const (
	Main Role = "main"
	Sub  Role = "sub"
)

// Sources holds cameras' streams open. app adapts video/ingest to it.
type Sources interface {
	// Hold keeps the source open until Release and returns at once, also when
	// no frame came yet. A camera unknown or without this role is an
	// ErrNotFound. Safe for concurrent use.
	Hold(ctx context.Context, camera shiheng.CameraID, role Role) (Held, error)
}

// Held is one viewer's hold on a source. Its methods are safe for concurrent
// use.
type Held interface {
	// Stream is the stream being received, nil while there is none. A source
	// that was reopened may have another stream.
	Stream() *hub.Stream
	// Status tells how the source is.
	Status() Status
	// Changed returns a channel that is closed when Stream or Status changed
	// after the call.
	Changed() <-chan struct{}
	// RequestKey asks the camera for a key frame soon. It does not wait and
	// may be ignored.
	RequestKey()
	// Release ends the hold. It is idempotent.
	Release()
}

// Status of a source, for the words on a tile.
type Status struct {
	State  State
	Code   string            // why it waits, dotted and stable
	Params map[string]string // of Code
	// Gone is set when the source will not come back: the camera was removed
	// or taken out of service. Sessions end with it.
	Gone error
}

// State of a source.
type State string

// The states a tile can show.
const (
	Connecting State = "connecting"
	Playing    State = "playing"
	Waiting    State = "waiting" // lost; it is being reopened
)

// Footage reads the past. app adapts video/record to it.
type Footage interface {
	// Play opens a cursor whose first item is the key frame at or before at,
	// or, when at lies in a gap or before the first footage within the span,
	// the gap. Nothing outside the span leaves the cursor. Footage there is
	// none of at all is an ErrNotFound.
	Play(ctx context.Context, camera shiheng.CameraID, at time.Time, o PlayOptions) (Cursor, error)
	// Still returns the key frame at or before at within span, its slab
	// retained for the caller. ErrNotFound when there is none.
	Still(ctx context.Context, camera shiheng.CameraID, at time.Time, span shiheng.Span) (*media.Frame, error)
	// Export prepares the span as one MP4 file that does not change any more:
	// opening the same span again gives the same bytes.
	Export(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) (Export, error)
}

// PlayOptions bound and shape what a cursor hands out.
type PlayOptions struct {
	Span shiheng.Span
	// KeysOnly asks for key frames of video only. A cursor that cannot skip
	// while reading may hand out everything.
	KeysOnly bool
}

// Cursor walks footage forward. It is used by one goroutine.
type Cursor interface {
	// Next returns the next frame or gap in order of time, and io.EOF behind
	// the last of the span or of what was recorded so far; calling it again
	// later may give more. It does not wait for footage to grow.
	Next(ctx context.Context) (Item, error)
	// Tracks are those of the recording that the last item belongs to.
	Tracks() []*media.Track
	// DurableTo is the time up to which the stream's footage was durable when
	// Next returned last.
	DurableTo() time.Time
	Close() error
}

// Item is a frame, its slab retained for the caller, or a gap.
type Item struct {
	Frame *media.Frame
	Gap   Gap // when Frame is nil

	plain bool // a key frame of a group that nobody signed; see markedCursor
}

// Gap is a stretch without footage, and why.
type Gap struct {
	Span   shiheng.Span
	Cause  string
	Params map[string]string
}

// Export is a file of known size whose content never changes. ReadAt may
// block on the disk; Close frees what reading held.
type Export interface {
	io.ReaderAt
	io.Closer
	Size() int64
	// Digest identifies the content (for ETag): a quoted-string-safe token.
	Digest() string
	// Name is the proposed file name.
	Name() string
}

// Pictures turns frames into pixels; a [picture.Lab] is one.
type Pictures interface {
	// Snapshot makes a JPEG of a key frame, no wider than width (0: as it is).
	Snapshot(ctx context.Context, key *media.Frame, width int) ([]byte, error)
	// Transcode makes H.264 without B-frames until its source ends. Too many
	// at once is an ErrExhausted.
	Transcode(ctx context.Context, t picture.Transcode) error
}

// Grants tells when a permission ends before its time.
type Grants interface {
	// Watch calls end with the cause when the grant is revoked or the login
	// behind it ends; before it returns, when that is so already. end may be
	// called from any goroutine, more than once, and does not block. stop ends
	// the watch; it is idempotent.
	Watch(g shiheng.Grant, end func(cause error)) (stop func())
}
