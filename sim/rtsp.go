package sim

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/bluenviron/gortsplib/v5"
	"github.com/bluenviron/gortsplib/v5/pkg/auth"
	"github.com/bluenviron/gortsplib/v5/pkg/base"
	"github.com/bluenviron/gortsplib/v5/pkg/liberrors"

	"shiheng.internal"
	"shiheng.internal/sim/scene"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// RTSPConfig says what an RTSP practice server offers. Camera n, from 1, is at
// /camN/main and /camN/sub.
type RTSPConfig struct {
	// Listen is the address for RTSP (flag --listen, such as "127.0.0.1:8554");
	// port 0 takes a free one. Required.
	Listen string
	// MediaPort is the even port of RTP over UDP, with RTCP on the next one
	// (flag --media-port); 0 takes a free pair.
	MediaPort int
	// User and Password are asked for by Digest (flags --user, --password); no
	// user, no question.
	User, Password string
	// Count is the number of cameras (flag --count); 1 when 0.
	Count int
	// First is the number of the first camera; 1 when 0.
	First int
	// Main and Sub are the streams (flags --main, --sub, such as
	// "h264 640x360 15fps 400k"); DefaultMain and DefaultSub when zero.
	Main, Sub Picture
	// File is sent instead of a scene on main (flag --file).
	File string
	// Once sends File once, from its beginning, to the first reader, and ends
	// the stream behind it (flag --once); else it is repeated.
	Once bool
	// Sound adds a G.711 A-law beep (flag --sound).
	Sound bool
	// Skew is how far the cameras' own clocks, which their sender reports tell,
	// are ahead of the machine's; behind when negative (flag --skew).
	Skew time.Duration
	// Ready is told the address listened on. It may be nil.
	Ready func(address string)

	Lab *picture.Lab // required
	Log *slog.Logger // required
}

// DefaultMain is the main stream of a practice camera.
func DefaultMain() Picture {
	return Picture{Codec: media.H264, Width: 640, Height: 360, Rate: 15, BitRate: 400_000, GOP: 30}
}

// DefaultSub is the sub-stream of a practice camera.
func DefaultSub() Picture {
	return Picture{Codec: media.H264, Width: 320, Height: 180, Rate: 10, BitRate: 120_000, GOP: 10}
}

// URL is where a stream of camera n of a server at address is found, stream
// being "main" or "sub". User and password are put in when given.
func URL(address string, n int, stream, user, password string) string {
	u := url.URL{Scheme: "rtsp", Host: address, Path: fmt.Sprintf("/cam%d/%s", n, stream)}
	if user != "" {
		u.User = url.UserPassword(user, password)
	}
	return u.String()
}

// RTSP serves practice cameras until ctx ends, which is nil, or the server
// cannot go on.
func RTSP(ctx context.Context, c RTSPConfig) error {
	s, err := newRTSPServer(ctx, c)
	if err != nil {
		return err
	}
	if err := s.listen(); err != nil {
		return err
	}
	if c.Ready != nil {
		c.Ready(s.server.NetListener().Addr().String())
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	for _, l := range s.lives {
		running.Go(func() {
			if err := l.run(ctx); err != nil {
				c.Log.ErrorContext(ctx, "practice camera failed", "error", err)
			}
		})
	}
	for _, o := range s.outlets {
		if err := o.open(s.server); err != nil {
			s.close()
			return err
		}
		running.Go(func() { o.run(ctx) })
	}
	ended := make(chan error, 1)
	running.Go(func() { ended <- s.server.Wait() })
	select {
	case <-ctx.Done():
		s.close()
		return nil
	case err := <-ended:
		s.close()
		return fmt.Errorf("serve rtsp: %w", err)
	}
}

// rtspServer answers for gortsplib.
type rtspServer struct {
	cfg     RTSPConfig
	server  *gortsplib.Server
	outlets map[string]*outlet // by path; not changed once serving
	lives   []*live

	mu      sync.Mutex
	playing map[*gortsplib.ServerConn]*gortsplib.ServerSession // asked to play, not yet answered; guarded by mu
	reading map[*gortsplib.ServerSession]*outlet               // guarded by mu
}

func newRTSPServer(ctx context.Context, c RTSPConfig) (*rtspServer, error) {
	if c.Lab == nil || c.Log == nil || c.Listen == "" || c.Count < 0 || c.MediaPort < 0 || c.MediaPort%2 != 0 {
		return nil, shiheng.Invalid("sim.rtsp")
	}
	c.Count, c.First = max(c.Count, 1), max(c.First, 1)
	if c.Main == (Picture{}) {
		c.Main = DefaultMain()
	}
	if c.Sub == (Picture{}) {
		c.Sub = DefaultSub()
	}
	s := &rtspServer{
		cfg: c, outlets: map[string]*outlet{},
		playing: map[*gortsplib.ServerConn]*gortsplib.ServerSession{}, reading: map[*gortsplib.ServerSession]*outlet{},
	}
	for n := c.First; n < c.First+c.Count; n++ {
		eye := newLens()
		for _, stream := range []string{"main", "sub"} {
			src, err := s.source(ctx, n, stream, eye)
			if err != nil {
				return nil, err
			}
			path := fmt.Sprintf("/cam%d/%s", n, stream)
			s.outlets[path] = newOutlet(src, c.Sound, c.Skew, c.Once && c.File != "" && stream == "main", c.Log)
		}
	}
	return s, nil
}

func (s *rtspServer) source(ctx context.Context, n int, stream string, eye *lens) (source, error) {
	if s.cfg.File != "" && stream == "main" {
		clip, err := s.cfg.Lab.Clip(ctx, s.cfg.File)
		if err != nil {
			return nil, err
		}
		r := &reel{clip: clip}
		if s.cfg.Once {
			r.rounds = 1
		}
		return r, nil
	}
	pic := s.cfg.Main
	if stream == "sub" {
		pic = s.cfg.Sub
	}
	l := newLive(s.cfg.Lab, s.cfg.Log, sceneOf(n), pic, eye)
	if err := l.prepare(ctx); err != nil {
		return nil, err
	}
	s.lives = append(s.lives, l)
	return l, nil
}

// sceneOf is what camera n, from 1, looks at.
func sceneOf(n int) scene.Config {
	places := scene.Places()
	return scene.Config{Place: places[(n-1)%len(places)], Camera: uint8(n), Label: fmt.Sprintf("CAM %02d", n)}
}

// pairTries is how often a free pair of ports is looked for.
const pairTries = 20

func (s *rtspServer) listen() error {
	host, _, err := net.SplitHostPort(s.cfg.Listen)
	if err != nil {
		return fmt.Errorf("listen for rtsp: %w", shiheng.Invalid("sim.listen", "address", s.cfg.Listen))
	}
	for try := 0; ; try++ {
		port := s.cfg.MediaPort
		if port == 0 {
			if port, err = evenPort(host); err != nil {
				return err
			}
		}
		s.server = &gortsplib.Server{
			Handler:        s,
			RTSPAddress:    s.cfg.Listen,
			UDPRTPAddress:  net.JoinHostPort(host, strconv.Itoa(port)),
			UDPRTCPAddress: net.JoinHostPort(host, strconv.Itoa(port+1)),
			AuthMethods:    []auth.VerifyMethod{auth.VerifyMethodDigestMD5},
			WriteQueueSize: 1024,
		}
		err = s.server.Start()
		if err == nil {
			return nil
		}
		if s.cfg.MediaPort != 0 || try == pairTries {
			return fmt.Errorf("listen for rtsp on %s: %w", s.cfg.Listen, err)
		}
	}
}

// evenPort finds an even UDP port that is free at the moment.
func evenPort(host string) (int, error) {
	for range 50 {
		c, err := net.ListenPacket("udp", net.JoinHostPort(host, "0"))
		if err != nil {
			return 0, fmt.Errorf("find a media port: %w", err)
		}
		port := c.LocalAddr().(*net.UDPAddr).Port
		if err := c.Close(); err != nil {
			return 0, err
		}
		if port%2 == 0 && port < 65534 {
			return port, nil
		}
	}
	return 0, shiheng.Exhausted("sim.ports")
}

// close ends the server and every session.
func (s *rtspServer) close() {
	s.server.Close()
	for _, o := range s.outlets {
		o.close()
	}
}

// admit checks the Digest of a request.
func (s *rtspServer) admit(conn *gortsplib.ServerConn, req *base.Request) error {
	if s.cfg.User == "" || conn.VerifyCredentials(req, s.cfg.User, s.cfg.Password) {
		return nil
	}
	return liberrors.ErrServerAuth{}
}

func respond(code base.StatusCode) *base.Response { return &base.Response{StatusCode: code} }

func (s *rtspServer) find(conn *gortsplib.ServerConn, req *base.Request, path string) (*base.Response, *outlet, error) {
	if err := s.admit(conn, req); err != nil {
		return respond(base.StatusUnauthorized), nil, err
	}
	o, ok := s.outlets[path]
	if !ok || o.stream() == nil {
		return respond(base.StatusNotFound), nil, fmt.Errorf("no stream at %s", path)
	}
	return respond(base.StatusOK), o, nil
}

// OnDescribe is called by the RTSP library.
func (s *rtspServer) OnDescribe(ctx *gortsplib.ServerHandlerOnDescribeCtx) (*base.Response, *gortsplib.ServerStream, error) {
	res, o, err := s.find(ctx.Conn, ctx.Request, ctx.Path)
	if err != nil {
		return res, nil, err
	}
	return res, o.stream(), nil
}

// OnSetup is called by the RTSP library.
func (s *rtspServer) OnSetup(ctx *gortsplib.ServerHandlerOnSetupCtx) (*base.Response, *gortsplib.ServerStream, error) {
	res, o, err := s.find(ctx.Conn, ctx.Request, ctx.Path)
	if err != nil {
		return res, nil, err
	}
	return res, o.stream(), nil
}

// OnPlay is called by the RTSP library.
func (s *rtspServer) OnPlay(ctx *gortsplib.ServerHandlerOnPlayCtx) (*base.Response, error) {
	res, o, err := s.find(ctx.Conn, ctx.Request, ctx.Path)
	if err != nil {
		return res, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.playing[ctx.Conn] = ctx.Session
	s.reading[ctx.Session] = o
	return res, nil
}

// OnResponse is called by the RTSP library. Pictures begin when PLAY has been
// answered, so that the first one reaches its reader.
func (s *rtspServer) OnResponse(conn *gortsplib.ServerConn, _ *base.Response) {
	s.mu.Lock()
	session := s.playing[conn]
	delete(s.playing, conn)
	o := s.reading[session]
	s.mu.Unlock()
	if o != nil {
		o.add(session)
	}
}

// OnSessionClose is called by the RTSP library.
func (s *rtspServer) OnSessionClose(ctx *gortsplib.ServerHandlerOnSessionCloseCtx) {
	s.mu.Lock()
	o := s.reading[ctx.Session]
	delete(s.reading, ctx.Session)
	s.mu.Unlock()
	if o != nil {
		o.remove(ctx.Session)
	}
}

// OnConnClose is called by the RTSP library.
func (s *rtspServer) OnConnClose(ctx *gortsplib.ServerHandlerOnConnCloseCtx) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.playing, ctx.Conn)
}
