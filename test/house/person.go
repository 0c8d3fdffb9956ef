package house

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strings"
	"time"
)

// A Person is somebody signed in. Safe for concurrent use.
type Person struct {
	base   string
	client *http.Client
}

// password is everybody's after the first login.
const password = "practice-makes-perfect-1"

// A Refusal is an answer that is not a success.
type Refusal struct {
	Status  int
	Code    string `json:"code"`
	Article string `json:"article"`
	Title   string `json:"title"`
	Detail  string `json:"detail"`
	Body    string `json:"-"`
}

// Error gives one line.
func (r *Refusal) Error() string {
	return fmt.Sprintf("%d %s %s: %s", r.Status, r.Code, r.Article, r.Body)
}

func (h *House) stranger() (*Person, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return &Person{base: "http://" + h.Console + "/api/v1", client: &http.Client{Jar: jar, Timeout: 5 * time.Minute}}, nil
}

// Claim makes the first account and returns who holds it: the system
// administrator.
func (h *House) Claim(ctx context.Context) (*Person, error) {
	if h.token == "" {
		return nil, fmt.Errorf("the platform printed no claim token; see %s", h.LogFile())
	}
	p, err := h.stranger()
	if err != nil {
		return nil, err
	}
	return p, p.Post(ctx, "/claim", map[string]any{"token": h.token, "login": "admin", "name": "管理员", "password": password}, nil)
}

// Login signs in somebody who has changed their first password.
func (h *House) Login(ctx context.Context, login string) (*Person, error) {
	p, err := h.stranger()
	if err != nil {
		return nil, err
	}
	return p, p.Post(ctx, "/session", map[string]any{"login": login, "password": password}, nil)
}

// Hire makes an account with roles over the whole house, and signs it in.
func (h *House) Hire(ctx context.Context, admin *Person, login string, roles ...string) (*Person, error) {
	var made struct {
		Account struct {
			ID   string `json:"id"`
			ETag string `json:"etag"`
		} `json:"account"`
		Password string `json:"oneTimePassword"`
	}
	if err := admin.Post(ctx, "/accounts", map[string]any{"login": login, "name": login}, &made); err != nil {
		return nil, err
	}
	type role struct {
		Role string `json:"role"`
	}
	all := []role{}
	for _, r := range roles {
		all = append(all, role{r})
	}
	if err := admin.do(ctx, http.MethodPut, "/accounts/"+made.Account.ID+"/roles", made.Account.ETag, map[string]any{"roles": all, "reason": "test"}, nil); err != nil {
		return nil, err
	}
	p, err := h.stranger()
	if err != nil {
		return nil, err
	}
	if err := p.Post(ctx, "/session", map[string]any{"login": login, "password": made.Password}, nil); err != nil {
		return nil, err
	}
	if err := p.Post(ctx, "/session/password", map[string]any{"old": made.Password, "new": password}, nil); err != nil {
		return nil, err
	}
	return h.Login(ctx, login)
}

// Get reads path into out.
func (p *Person) Get(ctx context.Context, path string, query url.Values, out any) error {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return p.do(ctx, http.MethodGet, path, "", nil, out)
}

// Post sends in to path and reads the answer into out, which may be nil.
func (p *Person) Post(ctx context.Context, path string, in, out any) error {
	return p.do(ctx, http.MethodPost, path, "", in, out)
}

// Patch changes what was read with that etag.
func (p *Person) Patch(ctx context.Context, path, etag string, in, out any) error {
	return p.do(ctx, http.MethodPatch, path, etag, in, out)
}

func (p *Person) do(ctx context.Context, method, path, etag string, in, out any) error {
	res, err := p.request(ctx, method, path, etag, in)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if out == nil {
		_, err := io.Copy(io.Discard, res.Body)
		return err
	}
	if err := json.NewDecoder(res.Body).Decode(out); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// request sends a request and turns an answer that is no success into a
// Refusal.
func (p *Person) request(ctx context.Context, method, path, etag string, in any) (*http.Response, error) {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, p.base+path, body)
	if err != nil {
		return nil, err
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if etag != "" {
		req.Header.Set("If-Match", etag)
	}
	res, err := p.client.Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode < 300 {
		return res, nil
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	if err != nil {
		return nil, err
	}
	refused := &Refusal{Status: res.StatusCode, Body: strings.TrimSpace(string(text))}
	_ = json.Unmarshal(text, refused) // not every refusal is a problem in JSON
	return nil, fmt.Errorf("%s %s: %w", method, path, refused)
}

// Download writes what path gives to a file.
func (p *Person) Download(ctx context.Context, path, file string) error {
	res, err := p.request(ctx, http.MethodGet, path, "", nil)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, res.Body)
	return errors.Join(err, f.Close())
}

// Put replaces what stands at path.
func (p *Person) Put(ctx context.Context, path string, in any) error {
	return p.do(ctx, http.MethodPut, path, "", in, nil)
}
