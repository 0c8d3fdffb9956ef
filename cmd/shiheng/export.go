package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"time"

	"shiheng.internal"
)

type footageExport struct {
	signedIn  `embed:""`
	Grant     string    `help:"Use this grant. It belongs to the session that asked for it, so one from the console serves only there; leave it out to ask for one here." placeholder:"ID"`
	Camera    string    `help:"Camera to export." required:"" placeholder:"ID"`
	From      time.Time `help:"From, such as 2026-11-23T10:00:00+08:00." format:"2006-01-02T15:04:05Z07:00"`
	To        time.Time `help:"To." format:"2006-01-02T15:04:05Z07:00"`
	Purpose   string    `help:"Why the copy is taken."`
	Recipient string    `help:"Whom it is for."`
	Approver  string    `help:"Who of the unit approved it."`
	Expires   string    `help:"Last day on which the copy may be used, such as 2026-12-31."`
	Output    string    `short:"o" help:"File to write; it must not exist." required:"" placeholder:"FILE"`
}

// Run fetches footage from the running platform as the person who signs in.
// Every rule of the console holds here as well, and the act is on record.
func (c footageExport) Run(ctx context.Context, t terminal) error {
	if c.Login == "" {
		return shiheng.Invalid("export.login")
	}
	p, err := c.signIn(ctx, t)
	if err != nil {
		return err
	}
	defer p.bye(context.WithoutCancel(ctx))
	if c.Grant == "" {
		var grant struct{ ID string }
		err := p.post(ctx, "/grants", map[string]any{
			"act": "export", "cameraIds": []string{c.Camera}, "from": c.From.UTC(), "to": c.To.UTC(),
			"purpose": c.Purpose, "recipient": c.Recipient, "approver": c.Approver, "expiresOn": c.Expires,
		}, &grant)
		if err != nil {
			return err
		}
		c.Grant = grant.ID
	}
	n, err := p.fetch(ctx, "/grants/"+c.Grant+"/export/"+c.Camera, c.Output, t.err)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s  %s  授权 grant %s\n", c.Output, amount(n), c.Grant)
	return nil
}

// signedIn names a running platform and who asks it.
type signedIn struct {
	Server string `help:"Address of the running platform." default:"https://127.0.0.1:8600" placeholder:"URL"`
	CA     string `help:"Authority to trust (PEM); the data directory has the platform's own in tls/authority.pem." type:"existingfile"`
	Login  string `help:"Sign in as; the password is read from standard input, or from SHIHENG_LOGIN_PASSWORD."`
}

// signIn begins a session at the platform. The caller ends it.
func (c signedIn) signIn(ctx context.Context, t terminal) (*person, error) {
	client, err := c.client()
	if err != nil {
		return nil, err
	}
	p := &person{base: strings.TrimSuffix(c.Server, "/") + "/api/v1", client: client}
	password := variable(t.environ, "SHIHENG_LOGIN_PASSWORD")
	if password == "" {
		fmt.Fprintf(t.err, "密码 password of %s: ", c.Login)
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if err != nil && line == "" {
			return nil, fmt.Errorf("read password: %w", err)
		}
		password = strings.TrimRight(line, "\r\n")
	}
	return p, p.post(ctx, "/session", map[string]any{"login": c.Login, "password": password}, nil)
}

func (c signedIn) client() (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar}
	if c.CA == "" {
		return client, nil
	}
	pem, err := os.ReadFile(c.CA)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, shiheng.Invalid("export.authority", "file", c.CA)
	}
	client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}
	return client, nil
}

func variable(environ []string, name string) string {
	for _, kv := range environ {
		if k, v, ok := strings.Cut(kv, "="); ok && k == name {
			return v
		}
	}
	return ""
}

// person is somebody signed in at a platform.
type person struct {
	base   string
	client *http.Client
}

// problem is what the platform answers when it says no.
type problem struct {
	Code, Article, Title string
	Unmet                []struct{ Code, Article string }
}

func (p problem) err(status int) error {
	text := p.Code
	if p.Article != "" {
		text += " (" + p.Article + ")"
	}
	for _, u := range p.Unmet {
		text += "\n  " + u.Code + " " + u.Article
	}
	return fmt.Errorf("the platform says no (%d): %s", status, text)
}

func (p *person) do(req *http.Request) (*http.Response, error) {
	resp, err := p.client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 300 {
		return resp, nil
	}
	defer func() { _ = resp.Body.Close() }() // read to its end or not, the answer is no
	var said problem
	if err := json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&said); err != nil {
		return nil, fmt.Errorf("the platform answered %s", resp.Status)
	}
	return nil, said.err(resp.StatusCode)
}

func (p *person) post(ctx context.Context, path string, body, into any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.base+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := p.do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }() // decoded to its end
	if into == nil {
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(into)
}

// bye ends the session; failing leaves it to run out by itself.
func (p *person) bye(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodDelete, p.base+"/session", nil)
	if err != nil {
		return
	}
	if resp, err := p.do(req); err == nil {
		_ = resp.Body.Close()
	}
}

// fetch writes the answer to a new file, whole or not at all.
func (p *person) fetch(ctx context.Context, path, name string, says io.Writer) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+path, nil)
	if err != nil {
		return 0, err
	}
	resp, err := p.do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }() // copied to its end, or failed already
	if _, err := os.Stat(name); err == nil {
		return 0, shiheng.Conflict("export.exists", "file", name)
	}
	part, err := os.CreateTemp(filepath.Dir(name), ".export-*")
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(io.MultiWriter(part, &meter{says: progress(says), all: resp.ContentLength}), resp.Body)
	if err == nil && resp.ContentLength >= 0 && n != resp.ContentLength {
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		err = part.Sync()
	}
	if closed := part.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = named(part.Name(), name)
	}
	if err != nil {
		_ = os.Remove(part.Name()) // what went wrong before says more
	}
	return n, err
}

// named gives a finished file its name, which must not be taken. Disks that
// are carried about (exFAT) know no links, so the name is taken first.
func named(part, name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return shiheng.Conflict("export.exists", "file", name)
	} else if err != nil {
		return err
	}
	if err := errors.Join(f.Close(), os.Rename(part, name)); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// meter tells how much was written.
type meter struct {
	says      func(done, all int)
	done, all int64
}

// Write counts b.
func (m *meter) Write(b []byte) (int, error) {
	m.done += int64(len(b))
	if m.all > 0 {
		m.says(int(m.done), int(m.all))
	}
	return len(b), nil
}
