package house

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/coder/websocket"
	_ "modernc.org/sqlite" // the rows of a platform without PostgreSQL
)

// An Answer is what the door said, whatever it was.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Problem is what an answer refuses with; its code is "" when it is none.
func (a Answer) Problem() Refusal {
	r := Refusal{Status: a.Status, Body: string(a.Body)}
	_ = json.Unmarshal(a.Body, &r) // no problem has no code
	return r
}

// Media reports whether the answer carries pictures.
func (a Answer) Media() bool {
	kind := a.Header.Get("Content-Type")
	return strings.HasPrefix(kind, "video/") || strings.HasPrefix(kind, "image/jpeg") || strings.HasPrefix(kind, "application/sdp")
}

// A Request is one that no client of ours would send.
type Request struct {
	Method string
	Path   string // as it goes on the wire, below /api/v1
	Header map[string]string
	Body   []byte
}

// Ask sends a request as it is and returns the answer, whatever it is.
// Redirects are answers.
func (p *Person) Ask(ctx context.Context, q Request) (Answer, error) {
	req, err := http.NewRequestWithContext(ctx, q.Method, p.base, bytes.NewReader(q.Body))
	if err != nil {
		return Answer{}, err
	}
	req.URL.Opaque = "/api/v1" + q.Path // not cleaned on the way
	for name, value := range q.Header {
		req.Header.Set(name, value)
	}
	client := *p.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	res, err := client.Do(req)
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	return Answer{res.StatusCode, res.Header, body}, err
}

// Stranger is somebody who is not signed in.
func (h *House) Stranger() (*Person, error) { return h.stranger() }

// Me is the account and the session of a person.
func (p *Person) Me(ctx context.Context) (account, session string, err error) {
	var me struct {
		Account struct{ ID string } `json:"account"`
		Session string              `json:"sessionId"`
	}
	err = p.Get(ctx, "/session", nil, &me)
	return me.Account.ID, me.Session, err
}

// A Role is one held over the whole house, or over a camera, a system or an
// organisation.
type Role struct {
	Role   string    `json:"role"`
	Camera string    `json:"cameraId,omitempty"`
	System string    `json:"systemId,omitempty"`
	Unit   string    `json:"organisationId,omitempty"`
	Until  time.Time `json:"until,omitzero"`
}

// HireAs makes an account with roles of any reach, and signs it in.
func (h *House) HireAs(ctx context.Context, admin *Person, login string, roles ...Role) (*Person, error) {
	p, err := h.Hire(ctx, admin, login)
	if err != nil {
		return nil, err
	}
	account, _, err := p.Me(ctx)
	if err != nil {
		return nil, err
	}
	return p, admin.SetRoles(ctx, account, roles...)
}

// Make posts in to path and returns the id of what was made.
func (p *Person) Make(ctx context.Context, path string, in any) (string, error) {
	var out made
	err := p.Post(ctx, path, in, &out)
	return out.ID, err
}

// SetRoles sets the roles of an account.
func (p *Person) SetRoles(ctx context.Context, account string, roles ...Role) error {
	return p.do(ctx, http.MethodPut, "/accounts/"+account+"/roles", "", map[string]any{"roles": append([]Role{}, roles...), "reason": "test"}, nil)
}

// Remove sends a DELETE.
func (p *Person) Remove(ctx context.Context, path string) error {
	return p.do(ctx, http.MethodDelete, path, "", nil, nil)
}

// NextMonth is a day on which a copy that is taken now may still be used.
func NextMonth() string { return time.Now().AddDate(0, 1, 0).Format(time.DateOnly) }

// Grant asks for permission. The span is left out when from is zero.
func (p *Person) Grant(ctx context.Context, act string, from, to time.Time, cameras ...string) (id string, err error) {
	body := map[string]any{"act": act, "cameraIds": cameras}
	if !from.IsZero() {
		body["from"], body["to"] = from.UTC(), to.UTC()
	}
	if act == "playback" || act == "snapshot" {
		body["purpose"] = "test"
	}
	if act == "export" {
		body["purpose"], body["recipient"], body["approver"], body["expiresOn"] = "test", "test", "test", NextMonth()
	}
	var grant made
	err = p.Post(ctx, "/grants", body, &grant)
	return grant.ID, err
}

// An Event is one line of the audit log.
type Event struct {
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	Name    string    `json:"name"`
	Act     string    `json:"act"`
	Object  string    `json:"objectId"`
	Outcome string    `json:"outcome"`
	Article string    `json:"article"`
	Reason  string    `json:"reason"`
}

// Audit reads all events that fit the query.
func (p *Person) Audit(ctx context.Context, query map[string]string) ([]Event, error) {
	var all []Event
	cursor := ""
	for {
		q := map[string][]string{"limit": {"500"}}
		for k, v := range query {
			q[k] = []string{v}
		}
		if cursor != "" {
			q["cursor"] = []string{cursor}
		}
		var page struct {
			Items []Event `json:"items"`
			Next  string  `json:"next"`
		}
		if err := p.Get(ctx, "/audit", q, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if cursor = page.Next; cursor == "" {
			return all, nil
		}
	}
}

// A Viewer looks through one WebSocket.
type Viewer struct{ conn *websocket.Conn }

// View opens a WebSocket below /api/v1. An answer that is no upgrade is
// returned instead.
func (p *Person) View(ctx context.Context, path string, header http.Header) (*Viewer, Answer, error) {
	client := *p.client
	client.Timeout = 0
	conn, res, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(p.base, "http")+path, &websocket.DialOptions{HTTPClient: &client, HTTPHeader: header})
	if err == nil {
		conn.SetReadLimit(64 << 20)
		return &Viewer{conn}, Answer{}, nil
	}
	if res == nil {
		return nil, Answer{}, err
	}
	var body []byte
	if res.Body != nil {
		body, _ = io.ReadAll(io.LimitReader(res.Body, 64<<10)) // what there is of it
	}
	return nil, Answer{res.StatusCode, res.Header, body}, nil
}

// Send sends a message as it is.
func (v *Viewer) Send(ctx context.Context, binary bool, b []byte) error {
	kind := websocket.MessageText
	if binary {
		kind = websocket.MessageBinary
	}
	return v.conn.Write(ctx, kind, b)
}

// First waits for the first media. An end before it is returned as its code.
func (v *Viewer) First(ctx context.Context) (end string, err error) {
	return v.read(ctx, true)
}

// End reads until the server ends the session, and returns with which code.
func (v *Viewer) End(ctx context.Context) (code string, err error) {
	return v.read(ctx, false)
}

func (v *Viewer) read(ctx context.Context, first bool) (string, error) {
	for {
		kind, data, err := v.conn.Read(ctx)
		if err != nil {
			return "", err
		}
		if kind == websocket.MessageBinary {
			if first {
				return "", nil
			}
			continue
		}
		var m message
		if err := json.Unmarshal(data, &m); err != nil {
			return "", err
		}
		if m.Type == "end" {
			return m.Code, nil
		}
	}
}

// Close leaves at once.
func (v *Viewer) Close() { _ = v.conn.CloseNow() } // it may be closed already

var goroutines = regexp.MustCompile(`(?m)^go_goroutines (\S+)$`)

// Goroutines is how many the platform runs, by its own figures.
func (h *House) Goroutines(ctx context.Context) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+h.Console+"/metrics", nil)
	if err != nil {
		return 0, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err
	}
	m := goroutines.FindSubmatch(b)
	if m == nil {
		return 0, errors.New("go_goroutines is not among the figures")
	}
	n, err := strconv.ParseFloat(string(m[1]), 64)
	return int(n), err
}

// Log is what platform and cameras have said so far.
func (h *House) Log() (string, error) {
	b, err := os.ReadFile(h.LogFile())
	return string(b), err
}

// Data is the directory the platform keeps its rows in.
func (h *House) Data() string { return h.cfg.Dir + "/data" }

// Footage is the directory of its volumes.
func (h *House) Footage() string { return h.cfg.Dir + "/footage" }

// IsRefusal returns the refusal behind an error, or an error that says that
// there is none.
func IsRefusal(err error) (Refusal, error) {
	if r, ok := errors.AsType[*Refusal](err); ok {
		return *r, nil
	}
	return Refusal{}, fmt.Errorf("not refused: %w", err)
}

// Password is everybody's after the first login.
const Password = password

// DropIndex deletes everything the rows say about footage, as a lost or an old
// database would. The platform must not be running.
func (h *House) DropIndex(ctx context.Context) (err error) {
	db, err := sql.Open("sqlite", h.Data()+"/rows.db")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, table := range []string{"slot", "run", "gap", "footage_stream", "volume"} {
		if _, err := db.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return fmt.Errorf("empty %s: %w", table, err)
		}
	}
	return nil
}

// From is a stranger who calls from another address of this machine, such as
// 127.0.0.9.
func (h *House) From(address string) (*Person, error) {
	p, err := h.stranger()
	if err != nil {
		return nil, err
	}
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	p.client.Transport = &http.Transport{DialContext: d.DialContext, MaxIdleConnsPerHost: 4}
	return p, nil
}

// Leave closes the connections that a person keeps for later.
func (p *Person) Leave() { p.client.CloseIdleConnections() }

// Crowd clones a camera n times in the rows, switched off. The platform must
// not be running.
func (h *House) Crowd(ctx context.Context, n int) (err error) {
	db, err := sql.Open("sqlite", h.Data()+"/rows.db")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, "SELECT name FROM pragma_table_info('camera')")
	if err != nil {
		return err
	}
	var to, from []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return errors.Join(err, rows.Close())
		}
		value := name
		switch name {
		case "id":
			value = "'01a20000-0000-7000-8000-' || printf('%012x', n)"
		case "name":
			value = "'人群 ' || n"
		case "code":
			value = "''"
		case "enabled":
			value = "0"
		}
		to, from = append(to, name), append(from, value)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < ?)"+
		" INSERT INTO camera ("+strings.Join(to, ", ")+") SELECT "+strings.Join(from, ", ")+
		" FROM (SELECT * FROM camera ORDER BY id LIMIT 1), count", n)
	return err
}

// Cookie is what the person's browser sends, for requests written by hand.
func (p *Person) Cookie() (string, error) {
	base, err := url.Parse(p.base)
	if err != nil {
		return "", err
	}
	for _, c := range p.client.Jar.Cookies(base) {
		return c.Name + "=" + c.Value, nil
	}
	return "", errors.New("not signed in")
}
