package rig

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A Platform is the program under test with a signed-in administrator.
type Platform struct {
	*Child
	bin, dir  string
	Signal    string       // SIP address
	Client    *http.Client // signed in as administrator
	Keeper    *http.Client // signed in as watch keeper, who may see footage
	base      string
	Password  string
	settings  string
	restarted int
	match     string // If-Match of the next call
}

// PlatformCode is the platform's own code.
const PlatformCode = "34020000002000000001"

// Open writes settings and starts the platform on an empty real store.
func Open(ctx context.Context, bin, dir string) (*Platform, error) {
	signal, err := freePort()
	if err != nil {
		return nil, err
	}
	console, err := freePort()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(dir, "footage"), 0o755); err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	p := &Platform{bin: bin, dir: dir, Signal: signal, base: "http://" + console, settings: filepath.Join(dir, "shiheng.yaml")}
	p.Client = &http.Client{Jar: jar, Timeout: 30 * time.Second}
	text := fmt.Sprintf("data: %s\nconsole: {listen: %q, plain: true}\nsignalling:\n  id: %q\n  networks: [{name: video, listen: %q}]\n"+
		"media: {port_first: 34000, port_last: 37999, webrtc_listen: \"\"}\nfootage:\n  volumes: [{path: %s, size: 40GB}]\nlog: {level: warn}\n",
		filepath.Join(dir, "data"), console, PlatformCode, signal, filepath.Join(dir, "footage"))
	if err := os.WriteFile(p.settings, []byte(text), 0o644); err != nil {
		return nil, err
	}
	if err := p.Restart(ctx); err != nil {
		if p.Child != nil {
			_ = p.Stop() // the first error counts
		}
		return nil, err
	}
	return p, nil
}

// freePort finds a loopback port that is free for UDP and TCP now.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

var (
	addressLine = regexp.MustCompile(`address\s+(https?://\S+)`)
	tokenLine   = regexp.MustCompile(`claim token\s+(\S+)`)
)

// Restart runs the platform; the first time it is claimed, then signed in.
func (p *Platform) Restart(ctx context.Context) error {
	c, err := Start(ctx, p.Log(), nil, p.bin, "serve", "--config", p.settings)
	if err != nil {
		return err
	}
	p.Child = c
	if p.restarted++; p.restarted > 1 {
		go c.Drain()
		return p.answers(ctx)
	}
	token := ""
	for token == "" {
		line, err := c.Line()
		if err != nil {
			return fmt.Errorf("the platform did not start: %w; see %s", err, p.Log())
		}
		if m := addressLine.FindStringSubmatch(line); m != nil {
			p.base = strings.TrimSuffix(m[1], "/")
		}
		if m := tokenLine.FindStringSubmatch(line); m != nil {
			token = m[1]
		}
	}
	go c.Drain()
	if err := p.answers(ctx); err != nil {
		return err
	}
	p.Password = rand.Text()
	account := map[string]string{"token": token, "login": "load", "name": "load", "password": p.Password}
	if err := p.Call(ctx, "POST", "/claim", account, nil); err != nil {
		return err
	}
	return p.SignIn(ctx)
}

// SignIn logs the administrator in, and the first time makes a watch keeper.
func (p *Platform) SignIn(ctx context.Context) error {
	if err := p.Call(ctx, "POST", "/session", map[string]string{"login": "load", "password": p.Password}, nil); err != nil {
		return err
	}
	made := p.Keeper == nil
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	admin, keeper := p.Client, &http.Client{Jar: jar, Timeout: p.Client.Timeout}
	defer func() { p.Client, p.Keeper = admin, keeper }()
	password := p.Password[3:] + p.Password[:3]
	if made {
		var a struct {
			Account struct {
				ID   string `json:"id"`
				ETag string `json:"etag"`
			} `json:"account"`
			Password string `json:"oneTimePassword"`
		}
		if err := p.Call(ctx, "POST", "/accounts", map[string]string{"login": "keeper", "name": "keeper"}, &a); err != nil {
			return err
		}
		p.match = a.Account.ETag
		roles := map[string]any{"roles": []any{map[string]string{"role": "watch-keeper"}}}
		if err := p.Call(ctx, "PUT", "/accounts/"+a.Account.ID+"/roles", roles, nil); err != nil {
			return err
		}
		p.Client = keeper
		if err := p.Call(ctx, "POST", "/session", map[string]string{"login": "keeper", "password": a.Password}, nil); err != nil {
			return err
		}
		return p.Call(ctx, "POST", "/session/password", map[string]string{"old": a.Password, "new": password}, nil)
	}
	p.Client = keeper
	return p.Call(ctx, "POST", "/session", map[string]string{"login": "keeper", "password": password}, nil)
}

// Log is where the platform's log is written.
func (p *Platform) Log() string { return filepath.Join(p.dir, "serve.log") }

// Drain reads on what nobody needs, so that the child never waits for us.
func (c *Child) Drain() {
	for c.out.Scan() { //nolint:revive // nothing to do with it
	}
}

// answers waits until the platform answers.
func (p *Platform) answers(ctx context.Context) error {
	for range 600 {
		if err := p.Call(ctx, "GET", "/setup", nil, nil); err == nil {
			return nil
		}
		if err := sleep(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	return errors.New("the platform does not answer")
}

// Call makes one request of the API. out may be nil.
func (p *Platform) Call(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(ctx, method, p.base+"/api/v1"+path, body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if p.match != "" {
		r.Header.Set("If-Match", p.match)
		p.match = ""
	}
	a, err := p.Client.Do(r)
	if err != nil {
		return err
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		return err
	}
	if a.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s: %s", method, path, a.Status, b)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(b, out)
}

type ident struct {
	ID string `json:"id"`
}

// system makes a place and a video system for the cameras.
func (p *Platform) system(ctx context.Context) (place, system ident, err error) {
	today := time.Now().In(time.FixedZone("Shanghai", 8*3600)) // the store of a measurement holds minutes
	err = p.Call(ctx, "POST", "/instructions", map[string]any{
		"matter": "shortage", "head": "load", "reference": "load", "signed": today.Format(time.DateOnly),
		"expandBy": today.AddDate(0, 1, 0).Format(time.DateOnly),
	}, nil)
	if err != nil {
		return
	}
	if err = p.Call(ctx, "POST", "/places", map[string]any{"name": "load"}, &place); err != nil {
		return
	}
	err = p.Call(ctx, "POST", "/systems", map[string]any{
		"name": "load", "placeId": place.ID, "noDutyReason": "a measurement on an empty store",
	}, &system)
	if err != nil {
		return
	}
	err = p.Call(ctx, "POST", "/systems/"+system.ID+"/move", map[string]any{"event": "begin-trial"}, nil)
	return
}

// Pull registers n RTSP cameras of a sender at address and returns them.
func (p *Platform) Pull(ctx context.Context, address string, n int) ([]string, error) {
	place, system, err := p.system(ctx)
	if err != nil {
		return nil, err
	}
	var cameras []string
	for i := range n {
		var c ident
		err := p.Call(ctx, "POST", "/cameras", map[string]any{
			"name": fmt.Sprint("load ", i), "roomUse": "outdoor", "systemId": system.ID, "placeId": place.ID,
			"main": map[string]any{"kind": "rtsp", "url": fmt.Sprintf("rtsp://%s/%d", address, i), "transport": "tcp"},
		}, &c)
		if err != nil {
			return nil, err
		}
		cameras = append(cameras, c.ID)
	}
	return cameras, nil
}

// Admit makes devices known by their codes, whose cameras come as media says
// (udp, tcp-passive, tcp-active). Meet admits their channels once they are
// catalogued.
func (p *Platform) Admit(ctx context.Context, media string, codes ...string) ([]string, error) {
	var devices []string
	for _, c := range codes {
		var d ident
		err := p.Call(ctx, "POST", "/devices", map[string]any{
			"code": c, "name": c, "options": map[string]any{"password": p.Password, "media": media},
		}, &d)
		if err != nil {
			return nil, err
		}
		devices = append(devices, d.ID)
	}
	return devices, nil
}

// Meet waits for the devices' catalogues and admits the first channel of each
// as a camera; it returns the cameras.
func (p *Platform) Meet(ctx context.Context, devices []string) ([]string, error) {
	_, system, err := p.system(ctx)
	if err != nil {
		return nil, err
	}
	var cameras []string
	for i, d := range devices {
		var channels struct{ Items []ident }
		for try := 0; len(channels.Items) == 0; try++ {
			if err := p.Call(ctx, "GET", "/devices/"+d+"/channels", nil, &channels); err != nil {
				return nil, err
			}
			if try == 100 {
				_ = p.Call(ctx, "POST", "/devices/"+d+"/catalog", nil, nil) // it may be on its way already
			}
			if try > 600 {
				return nil, fmt.Errorf("device %d sent no catalogue", i+1)
			}
			if len(channels.Items) == 0 {
				if err := sleep(ctx, 100*time.Millisecond); err != nil {
					return nil, err
				}
			}
		}
		var c ident
		err := p.Call(ctx, "POST", "/channels/"+channels.Items[0].ID+"/admit", map[string]any{
			"name": fmt.Sprint("load ", i), "roomUse": "outdoor", "systemId": system.ID,
		}, &c)
		if err != nil {
			return nil, err
		}
		cameras = append(cameras, c.ID)
	}
	return cameras, nil
}

// Figures reads the platform's own counters.
func (p *Platform) Figures(ctx context.Context) (map[string]float64, error) {
	r, err := http.NewRequestWithContext(ctx, "GET", p.base+"/metrics", nil)
	if err != nil {
		return nil, err
	}
	a, err := p.Client.Do(r)
	if err != nil {
		return nil, err
	}
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil {
		return nil, err
	}
	out := map[string]float64{}
	for line := range strings.Lines(string(b)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), " ")
		if v, err := strconv.ParseFloat(value, 64); ok && err == nil && (strings.HasPrefix(name, "shiheng_") || name == "go_goroutines") {
			out[strings.TrimPrefix(name, "shiheng_")] = v
		}
	}
	if len(out) == 0 {
		return nil, errors.New("the platform tells no figures")
	}
	return out, nil
}

// Recording waits until n streams are recorded and some footage of them is
// durable.
func (p *Platform) Recording(ctx context.Context, n int) (map[string]float64, error) {
	var f map[string]float64
	for range 1200 {
		var err error
		if f, err = p.Figures(ctx); err != nil {
			return nil, err
		}
		if int(f["recording_streams"]) >= n && int(f["ingest_playing"]) >= n && f["footage_chunks_total"] >= float64(n) {
			return f, nil
		}
		if err := sleep(ctx, 50*time.Millisecond); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("only %v of %d streams are recorded, %v playing", f["recording_streams"], n, f["ingest_playing"])
}

// sleep waits unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}

// A Timeline is the part of a camera's timeline that is looked at here.
type Timeline struct {
	Runs []struct {
		From time.Time `json:"from"`
		To   time.Time `json:"to"`
	} `json:"runs"`
	Gaps []struct {
		From  time.Time `json:"from"`
		To    time.Time `json:"to"`
		Cause string    `json:"cause"`
	} `json:"gaps"`
	Merged bool `json:"merged"`
}

// Timeline reads what was recorded of a camera between two times, as the watch
// keeper sees it.
func (p *Platform) Timeline(ctx context.Context, camera string, from, to time.Time) (Timeline, error) {
	p.Client, p.Keeper = p.Keeper, p.Client
	defer func() { p.Client, p.Keeper = p.Keeper, p.Client }()
	const form = "2006-01-02T15:04:05.000Z"
	var t Timeline
	path := fmt.Sprintf("/cameras/%s/timeline?from=%s&to=%s&scale=hour", camera, from.UTC().Format(form), to.UTC().Format(form))
	err := p.Call(ctx, "GET", path, nil, &t)
	return t, err
}

// Attempts is how often a camera's stream was opened, as far as the play doctor
// remembers.
func (p *Platform) Attempts(ctx context.Context, camera string) (int, error) {
	var page struct {
		Items []json.RawMessage `json:"items"`
	}
	err := p.Call(ctx, "GET", "/cameras/"+camera+"/attempts", nil, &page)
	return len(page.Items), err
}
