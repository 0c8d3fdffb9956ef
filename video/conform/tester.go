package conform

import (
	"context"
	"errors"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/ingest"
)

// Platform is what a test needs of the signalling; *gb28181.Platform is one.
type Platform interface {
	Registration(device code.Code) (reg gb28181.Registration, online bool, err error)
	LastHeard(device code.Code) time.Time
	Catalog(ctx context.Context, device code.Code) (manscdp.Collection, error)
	DeviceStatus(ctx context.Context, device, target code.Code) (manscdp.Status, error)
	Recordings(ctx context.Context, device, channel code.Code, span shiheng.Span) (manscdp.Recordings, error)
	Control(ctx context.Context, device, channel code.Code, fields ...manscdp.Field) error
}

// Streams is where pictures come from; *ingest.Ingest is one.
type Streams interface {
	Hold(ctx context.Context, camera shiheng.CameraID, role ingest.Role) (*ingest.Held, error)
	Past(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) (*ingest.Held, error)
}

// Config is what a Tester needs. Platform and Streams are required; limits
// that are zero get the defaults.
type Config struct {
	Platform Platform
	Streams  Streams
	// Clock is the offset of a device's clock that is still right: 5 s.
	Clock time.Duration
	// Silence is how long a device may go unheard: 180 s, three keepalives.
	Silence time.Duration
	// FirstPicture is how long the first key frame may take: 15 s.
	FirstPicture time.Duration
	// Watch is for how long pictures must keep coming: 5 s.
	Watch time.Duration
	// Look is how far back recordings are searched: 24 h.
	Look time.Duration
	Now  func() time.Time // time.Now when nil
}

// A Tester makes tests. It is safe for concurrent use.
type Tester struct{ cfg Config }

// New makes a tester.
func New(cfg Config) (*Tester, error) {
	if cfg.Platform == nil || cfg.Streams == nil {
		return nil, errors.New("conform: Platform and Streams are required")
	}
	or := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	or(&cfg.Clock, 5*time.Second)
	or(&cfg.Silence, 180*time.Second)
	or(&cfg.FirstPicture, 15*time.Second)
	or(&cfg.Watch, 5*time.Second)
	or(&cfg.Look, 24*time.Hour)
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Tester{cfg: cfg}, nil
}

// A Target is what is tested: a channel of a registered peer, and the camera
// it is in the register.
type Target struct {
	Camera          shiheng.CameraID
	Device, Channel code.Code
	// Moves says that the channel takes PTZ commands; it is then moved a little
	// and back.
	Moves bool
}

// A job is one test under way.
type job struct {
	*Tester
	Target
	report Report
	tell   func(Step)
	files  []manscdp.Recording
}

// Run tests the target, step by step, and tells each step as it is made. A
// check that fails does not end the test, but what stands on it is not tried:
// nothing is asked of a device that is not registered. The report of a test
// that ctx ended holds the steps so far.
func (t *Tester) Run(ctx context.Context, target Target, tell func(Step)) Report {
	j := &job{Tester: t, Target: target, tell: tell}
	j.report.Began = t.cfg.Now().UTC()
	up := j.step(ctx, Register, j.register) == Passed
	for _, s := range []struct {
		check Check
		do    func(context.Context, *Step)
	}{
		{Keepalive, j.keepalive}, {Catalog, j.catalog}, {Play, j.play}, {Records, j.records}, {Playback, j.playback},
		{PTZ, j.move}, {Time, j.time},
	} {
		if ctx.Err() != nil {
			break
		}
		if !up {
			s.do = func(_ context.Context, out *Step) { out.fail("conform.not-registered") }
		}
		j.step(ctx, s.check, s.do)
	}
	j.report.Ended = t.cfg.Now().UTC()
	return j.report
}

// step makes one check. A check that says nothing passed. What ctx broke off
// is no result and is left out.
func (j *job) step(ctx context.Context, c Check, do func(context.Context, *Step)) Result {
	s := Step{Check: c, Result: Passed, At: j.cfg.Now().UTC()}
	do(ctx, &s)
	if ctx.Err() != nil {
		return Unproven
	}
	s.Took = j.cfg.Now().Sub(s.At)
	j.report.Steps = append(j.report.Steps, s)
	if j.tell != nil {
		j.tell(s)
	}
	return s.Result
}

func (s *Step) fact(name, value string) {
	if s.Facts == nil {
		s.Facts = map[string]string{}
	}
	s.Facts[name] = value
}

func (s *Step) count(name string, n int) { s.fact(name, strconv.Itoa(n)) }

func (s *Step) fail(code string) { s.Result, s.Code = Failed, code }

// failed notes an error of a question to the peer.
func (s *Step) failed(err error) {
	if e, ok := errors.AsType[*shiheng.Error](err); ok {
		s.fail(e.Code)
		for k, v := range e.Params {
			s.fact(k, v)
		}
		return
	}
	s.fail("conform.no-answer")
}

func (j *job) register(_ context.Context, s *Step) {
	reg, online, err := j.cfg.Platform.Registration(j.Device)
	switch {
	case err != nil || reg.Registered.IsZero():
		s.fail("conform.not-registered")
		return
	case !online:
		s.fail("conform.offline")
	}
	s.fact("registered", reg.Registered.UTC().Format(time.RFC3339))
	s.fact("expires", reg.Expires.UTC().Format(time.RFC3339))
	s.fact("version", reg.Version)
}

func (j *job) keepalive(_ context.Context, s *Step) {
	heard := j.cfg.Platform.LastHeard(j.Device)
	if heard.IsZero() {
		s.Result, s.Code = Unproven, "conform.not-heard"
		return
	}
	ago := j.cfg.Now().Sub(heard)
	s.count("secondsAgo", int(ago.Seconds()))
	if ago > j.cfg.Silence {
		s.fail("conform.silent")
	}
}

func (j *job) catalog(ctx context.Context, s *Step) {
	got, err := j.cfg.Platform.Catalog(ctx, j.Device)
	if err != nil {
		s.failed(err)
		return
	}
	s.count("channels", len(got.Items))
	s.count("announced", got.SumNum)
	s.count("messages", got.Parts)
	listed := j.Channel == j.Device
	for _, it := range got.Items {
		if it.Code == string(j.Channel) {
			listed = true
			s.fact("name", it.Name)
		}
	}
	switch {
	case !listed:
		s.fail("conform.channel-not-listed")
	case got.Partial:
		s.fail("conform.catalog-partial")
	}
}

// time compares the device's clock with ours, halfway between question and
// answer; it is told in whole seconds.
func (j *job) time(ctx context.Context, s *Step) {
	asked := j.cfg.Now()
	st, err := j.cfg.Platform.DeviceStatus(ctx, j.Device, j.Device)
	if err != nil {
		s.failed(err)
		return
	}
	if st.Time.IsZero() {
		s.Result, s.Code = Unproven, "conform.time-not-told"
		return
	}
	answered := j.cfg.Now()
	off := st.Time.Sub(asked.Add(answered.Sub(asked) / 2))
	s.fact("offsetMs", strconv.FormatInt(off.Milliseconds(), 10))
	if off.Abs() > j.cfg.Clock+time.Second {
		s.fail("conform.clock")
	}
}
