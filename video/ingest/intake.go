package ingest

import (
	"sync"
	"time"

	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/media"
	"shiheng.internal/video/rtpframe"
)

const (
	// reorderWindow is how many UDP packets may come before their turn: some
	// 150 ms of a key frame's burst.
	reorderWindow = 512
	// keyGap is the least time between two requests for a key frame.
	keyGap = 2 * time.Second
)

// An intake turns the packets of one source's sessions, one after another,
// into the frames of its one hub stream. Each session has a Builder of its
// own; the splice makes their frames one sequence. Its methods are safe for
// concurrent use.
type intake struct {
	stream *hub.Stream
	pool   *media.Pool

	mu        sync.Mutex
	rec       *doctor.Record       // of the present session; guarded by mu, as is what follows
	formats   [][]rtpframe.Format  // per receiver, to begin anew with
	window    int                  // of the receivers
	shared    bool                 // clock of the tracks
	sound     bool                 // sound is taken in
	noted     bool                 // that sound came and was dropped
	builder   *media.Builder       // nil between sessions
	receivers []*rtpframe.Receiver // one per RTP session of the source
	splice    splice
	first     chan struct{} // closed with the session's first frame
	began     bool          // first is closed
	ticked    time.Time     // last tick
	seen      time.Time     // last packet of the session
	head      string        // what the first payload looked like
	video     bool          // the session has pictures of a coding with key frames
	lastKey   time.Time
	opened    time.Time      // when a key frame was first missed
	needKey   bool           // something was lost since the last key frame
	asked     time.Time      // last request for a key frame
	past      rtpframe.Stats // of the session's receivers before the last restart
	pastBuilt media.BuilderStats
}

func newIntake(stream *hub.Stream, pool *media.Pool) *intake {
	return &intake{stream: stream, pool: pool, first: make(chan struct{})}
}

// hear says whether the sound of the next session is taken in.
func (in *intake) hear(sound bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.sound = sound
}

// begin opens a session whose packets come in so many RTP sessions, each with
// its formats.
func (in *intake) begin(rec *doctor.Record, window int, shared bool, formats ...[]rtpframe.Format) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.shut()
	in.rec, in.formats, in.window, in.shared = rec, formats, window, shared
	in.first, in.began = make(chan struct{}), false
	in.head, in.video, in.needKey, in.noted = "", false, false, false
	in.opened, in.lastKey, in.asked, in.seen = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	in.past, in.pastBuilt = rtpframe.Stats{}, media.BuilderStats{}
	return in.open()
}

// open makes the builder and the receivers; mu is held.
func (in *intake) open() error {
	b, err := media.NewBuilder(media.BuilderConfig{Pool: in.pool, Emit: in.emit, SharedClock: in.shared, Hushed: !in.sound})
	if err != nil {
		return err
	}
	in.receivers = in.receivers[:0]
	for _, f := range in.formats {
		r, err := rtpframe.NewReceiver(rtpframe.Config{Builder: b, Formats: f, Window: in.window})
		if err != nil {
			return err
		}
		in.receivers = append(in.receivers, r)
	}
	in.builder = b
	in.splice.begin()
	return nil
}

// shut hands on what is complete and ends the builder; mu is held.
func (in *intake) shut() {
	if in.builder == nil {
		return
	}
	for _, r := range in.receivers {
		r.Close()
		in.past = plus(in.past, r.Stats())
	}
	in.builder.Close()
	in.pastBuilt.Unready += in.builder.Stats().Unready
	in.builder, in.receivers = nil, in.receivers[:0]
}

func plus(a, b rtpframe.Stats) rtpframe.Stats {
	a.Packets += b.Packets
	a.Bytes += b.Bytes
	a.Lost += b.Lost
	a.Reordered += b.Reordered
	a.Duplicates += b.Duplicates
	a.Malformed += b.Malformed
	a.UnknownType += b.UnknownType
	a.Restarts += b.Restarts
	return a
}

// restart goes on with another sequence of packets, after the sender began
// anew within a session.
func (in *intake) restart() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.shut()
	// The same formats were accepted before.
	_ = in.open()
}

// lose ends a session; the stream stays.
func (in *intake) lose() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.shut()
	in.rec = nil
}

// rtp takes one packet of the RTP session of that index. b is valid during the
// call only.
func (in *intake) rtp(index int, now time.Time, b []byte) {
	in.mu.Lock()
	in.push(index, now, b)
	in.mu.Unlock()
}

// push takes one packet; mu is held.
func (in *intake) push(index int, now time.Time, b []byte) {
	if index >= len(in.receivers) {
		return
	}
	if isRTCP(b) { // says when, and is no sign of pictures
		in.receivers[index].Push(b, now)
		return
	}
	if in.seen.IsZero() {
		in.rec.SawPacket(now)
	}
	in.seen = now
	if in.head == "" {
		if p, err := rtpframe.Parse(b); err == nil {
			in.head = looks(p.Payload)
		}
	}
	in.receivers[index].Push(b, now)
}

// tick keeps the receivers' clocks.
func (in *intake) tick(now time.Time) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if now.Sub(in.ticked) < 80*time.Millisecond {
		return
	}
	in.ticked = now
	for _, r := range in.receivers {
		r.Tick(now)
	}
	if in.builder != nil && !in.noted && in.builder.Stats().Hushed > 0 {
		in.noted = true
		in.rec.Note(doctor.Of("media.hushed"))
	}
}

// report makes an RTCP receiver report, nil when there is nothing to report.
func (in *intake) report(own uint32, now time.Time) []byte {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.receivers) == 0 {
		return nil
	}
	b, err := in.receivers[0].Report(own, now)
	if err != nil {
		return nil // a report that is not made is like one that is lost
	}
	return b
}

// emit puts a finished frame into the stream; mu is held.
func (in *intake) emit(f *media.Frame) {
	changed := in.splice.join(f)
	in.stream.Publish(f)
	if !in.began {
		in.began = true
		close(in.first)
		in.rec.SawFrame(f.Received)
	}
	if f.Track.Codec == media.H264 || f.Track.Codec == media.H265 {
		in.video = true
		switch {
		case f.IsKey():
			if in.lastKey.IsZero() {
				in.rec.SawKey(f.Received)
			}
			in.lastKey, in.needKey = f.Received, false
		case f.Flags&(media.Gap|media.Damaged) != 0:
			in.needKey = true
		}
	}
	if changed {
		in.rec.Tracks(in.splice.facts())
		if c := f.Track.Codec; c == media.SVAC || c == media.MPEG4 || c == media.SVACA {
			in.rec.Note(doctor.Of("media.codec", "codec", c.String()))
		}
	}
}

// arrived is closed once the session has brought a frame.
func (in *intake) arrived() <-chan struct{} {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.first
}

// lack says why a key frame is wanted.
type lack uint8

const (
	keyThere lack = iota
	keyNever      // none came since the session began
	keyLost       // something was lost since the last one
)

// lacksKey tells whether a key frame should be asked for; having told, it is
// silent for a while.
func (in *intake) lacksKey(now time.Time, wait time.Duration) lack {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.builder == nil || now.Sub(in.asked) < keyGap {
		return keyThere
	}
	out := keyThere
	switch {
	case in.needKey:
		out = keyLost
	case in.lastKey.IsZero() && (in.video || in.builder.Stats().Unready > 0):
		if in.opened.IsZero() {
			in.opened = now
		}
		if now.Sub(in.opened) >= wait {
			out = keyNever
		}
	}
	if out != keyThere {
		in.asked = now
	}
	return out
}

// wantKey tells that packets were passed over before the next ones: a key frame
// is asked for at the next look.
func (in *intake) wantKey() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.needKey = true
}

// opening is what the session's first payload looked like.
func (in *intake) opening() string {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.head
}

// kind is what the session's packets carry, as far as it is known.
func (in *intake) kind() rtpframe.Kind {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.receivers) == 0 {
		return rtpframe.Auto
	}
	return in.receivers[0].Kind()
}

// fill adds what the receivers know to t.
func (in *intake) fill(t *doctor.Traffic) {
	in.mu.Lock()
	defer in.mu.Unlock()
	s := in.past
	unready := in.pastBuilt.Unready
	for _, r := range in.receivers {
		s = plus(s, r.Stats())
	}
	if in.builder != nil {
		unready += in.builder.Stats().Unready
	}
	t.Lost = s.Lost
	for why, n := range map[string]uint64{
		"duplicate": s.Duplicates, "malformed": s.Malformed, "unknown-payload-type": s.UnknownType,
		"before-parameter-sets-bytes": unready,
	} {
		if n == 0 {
			continue
		}
		if t.Dropped == nil {
			t.Dropped = map[string]uint64{}
		}
		t.Dropped[why] += n
	}
}

// traffic is what the receivers saw of the session.
func (in *intake) traffic() doctor.Traffic {
	var t doctor.Traffic
	in.fill(&t)
	in.mu.Lock()
	defer in.mu.Unlock()
	s := in.past
	for _, r := range in.receivers {
		s = plus(s, r.Stats())
	}
	t.Packets, t.Bytes = s.Packets, s.Bytes
	return t
}

// quiet is how long no packet came; ever is false before the first one.
func (in *intake) quiet(now time.Time) (d time.Duration, ever bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.seen.IsZero() {
		return 0, false
	}
	return now.Sub(in.seen), true
}
