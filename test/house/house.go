// Package house runs the shipped binary and speaks to it as people do: it
// starts a platform and practice cameras as processes, claims it, and calls
// its API with a session of one's own. Whole-house tests and the soak are
// written with it. It knows the product by its command line and its API only.
package house

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Config says what house is run.
type Config struct {
	// Binary is the program; that of the environment variable SHIHENG_BIN when
	// "".
	Binary string
	// Dir holds its data, settings and log. Required.
	Dir string
	// Size is the most that footage may take, such as "2GB"; "4GB" when "".
	Size string
}

// PlatformID is the code of a house's platform.
const PlatformID = "32020000002000000001"

// A House is one platform and the addresses it was given. A process of it runs
// between Start and Kill or Stop. Not safe for concurrent use, but for calls
// of its people.
type House struct {
	cfg     Config
	Console string // host:port of console and API
	SIP     string // host:port of signalling
	token   string // with which it is claimed
	process *process
}

// New gives a house its addresses and writes its settings.
func New(c Config) (*House, error) {
	if c.Binary == "" {
		c.Binary = os.Getenv("SHIHENG_BIN")
	}
	if c.Binary == "" {
		return nil, errors.New("SHIHENG_BIN names no program: run through make")
	}
	if c.Size == "" {
		c.Size = "4GB"
	}
	h := &House{cfg: c}
	var err error
	if h.Console, err = FreePort(); err != nil {
		return nil, err
	}
	if h.SIP, err = FreePort(); err != nil {
		return nil, err
	}
	settings := fmt.Sprintf(`data: %q
console: {listen: %q, plain: true}
signalling:
  id: %q
  networks: [{name: video, listen: %q}]
media: {listen: "127.0.0.1", port_first: 20000, port_last: 29999, webrtc_listen: ""}
footage:
  volumes: [{path: %q, size: %s}]
log: {level: info, format: text}
`, filepath.Join(c.Dir, "data"), h.Console, PlatformID, h.SIP, filepath.Join(c.Dir, "footage"), c.Size)
	if err := os.WriteFile(h.settings(), []byte(settings), 0o600); err != nil {
		return nil, err
	}
	return h, nil
}

func (h *House) settings() string { return filepath.Join(h.cfg.Dir, "shiheng.yaml") }

// LogFile is where the output of the platform and of its cameras goes.
func (h *House) LogFile() string { return filepath.Join(h.cfg.Dir, "log") }

// FreePort finds a loopback address whose port is free for TCP and UDP at the
// moment.
func FreePort() (string, error) {
	for range 50 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", err
		}
		address := l.Addr().String()
		u, err := net.ListenPacket("udp", address)
		if err := l.Close(); err != nil {
			return "", err
		}
		if err != nil {
			continue
		}
		return address, u.Close()
	}
	return "", errors.New("no port is free")
}

// startTime bounds how long a platform may take until it answers.
const startTime = 60 * time.Second

// Start runs the platform and waits until it answers.
func (h *House) Start(ctx context.Context) error {
	p, err := h.run("serve", h.claimToken, "--config", h.settings(), "serve")
	if err != nil {
		return err
	}
	h.process = p
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+h.Console+"/api/v1/setup", nil)
		if err != nil {
			return err
		}
		if res, err := http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-p.ended:
			return fmt.Errorf("the platform ended at once: %w; see %s", p.err, h.LogFile())
		case <-ctx.Done():
			return fmt.Errorf("the platform does not answer; see %s", h.LogFile())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

var tokenForm = regexp.MustCompile(`[A-Za-z0-9_-]{43}`)

// claimToken finds the claim token in what the platform prints.
func (h *House) claimToken(line string) {
	if h.token == "" && (strings.Contains(strings.ToLower(line), "claim") || strings.Contains(line, "认领")) {
		h.token = tokenForm.FindString(line)
	}
}

// PID is the process that runs, 0 when none does.
func (h *House) PID() int {
	if h.process == nil {
		return 0
	}
	return h.process.cmd.Process.Pid
}

// Kill ends the platform as a power cut would, as far as a process can.
func (h *House) Kill() error {
	p := h.process
	h.process = nil
	if err := p.cmd.Process.Kill(); err != nil {
		return err
	}
	<-p.ended
	return nil
}

// Stop ends the platform in good order. An exit that is not clean is an error.
func (h *House) Stop() error {
	p := h.process
	if p == nil {
		return nil
	}
	h.process = nil
	return p.stop()
}

// A Sim is a process of practice cameras.
type Sim struct{ p *process }

// Sim runs "shiheng sim" with these arguments.
func (h *House) Sim(args ...string) (*Sim, error) {
	p, err := h.run("sim", nil, append([]string{"sim"}, args...)...)
	if err != nil {
		return nil, err
	}
	return &Sim{p}, nil
}

// Stop ends the cameras.
func (s *Sim) Stop() error { return s.p.stop() }

// Ended reports whether the process has ended by itself, and how.
func (s *Sim) Ended() (bool, error) {
	select {
	case <-s.p.ended:
		return true, s.p.err
	default:
		return false, nil
	}
}

// Serve runs another command of the program until Stop.
func (h *House) Serve(args ...string) (*Sim, error) {
	p, err := h.run(args[0], nil, args...)
	return &Sim{p}, err
}

// Run runs another command of the program to its end and returns its output.
func (h *House) Run(ctx context.Context, args ...string) (string, error) {
	return h.RunWith(ctx, "", args...)
}

// RunWith is Run of a command that reads what is typed.
func (h *House) RunWith(ctx context.Context, typed string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, h.cfg.Binary, append([]string{"--config", h.settings()}, args...)...)
	cmd.Stdin = strings.NewReader(typed)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out), fmt.Errorf("shiheng %s: %w: %s", strings.Join(args, " "), err, out)
	}
	return string(out), nil
}

// A process is one run of the program.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{} // closed when it was waited for; err is set then
	err   error
}

// run starts the program with its output going to the log, and to see if it is
// not nil.
func (h *House) run(name string, see func(string), args ...string) (*process, error) {
	log, err := os.OpenFile(h.LogFile(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(h.cfg.Binary, args...)
	cmd.Dir = h.cfg.Dir
	r, w, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, log.Close())
	}
	cmd.Stdout, cmd.Stderr = w, w
	err = cmd.Start()
	w.Close()
	if err != nil {
		return nil, errors.Join(err, r.Close(), log.Close())
	}
	p := &process{cmd: cmd, ended: make(chan struct{})}
	var first sync.WaitGroup
	first.Go(func() { copyLines(log, r, name, see) })
	go func() {
		p.err = cmd.Wait()
		first.Wait()
		r.Close()
		log.Close()
		close(p.ended)
	}()
	return p, nil
}

func copyLines(log io.Writer, r io.Reader, name string, see func(string)) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fmt.Fprintf(log, "%-5s %s\n", name, lines.Text())
		if see != nil {
			see(lines.Text())
		}
	}
}

// stopTime bounds an end in good order.
const stopTime = 30 * time.Second

func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-p.ended:
		return p.err
	case <-time.After(stopTime):
		err := p.cmd.Process.Kill()
		<-p.ended
		return errors.Join(errors.New("did not end within its time and was killed"), err)
	}
}
