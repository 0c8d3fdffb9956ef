package agenda

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
)

// A Hook is the address of another system that is told of days that come near,
// by HTTP POST. It is off until somebody turns it on.
type Hook struct {
	URL     string
	Enabled bool
	// Sealed is the secret bodies are signed with, as rows keep it.
	Sealed    []byte
	ChangedAt time.Time
	ChangedBy shiheng.AccountID
	Version   int64
}

// HookPurpose is what the secret is sealed for.
const HookPurpose = "agenda.hook"

// Bounds of a hook.
const (
	maxHookURL  = 500
	leastSecret = 16
	mostSecret  = 200
)

// checkHookURL takes https anywhere, and http to this machine only. The address
// carries no credentials: they would be kept in the clear.
func checkHookURL(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || len(s) > maxHookURL || u.Opaque != "":
		return shiheng.Invalid("webhook.url")
	case u.User != nil || u.Fragment != "":
		return shiheng.Invalid("webhook.url-parts")
	case u.Scheme == "https":
		return nil
	case u.Scheme == "http" && loopback(u.Hostname()):
		return nil
	}
	return shiheng.Invalid("webhook.url-scheme")
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// A Delivery is one message of the outbox. It is kept until it was taken or
// given up. Its key tells it from every other: the same key is never made
// twice, and a receiver may drop what it has seen.
type Delivery struct {
	Key   string
	Kind  string // [DeliverDuty], [DeliverMany] or [DeliverTest]
	Body  []byte
	Made  time.Time
	Tries int
	// Next is when it is tried, Done when it was taken, GaveUp when it no
	// longer is; two of the three are zero.
	Next, Done, GaveUp time.Time
	Status             int    // HTTP status of the last try; 0: no answer
	Fault              string // code of what went wrong at the last try
}

// The kinds of delivery.
const (
	DeliverDuty = "duty.threshold" // one obligation passed a threshold
	DeliverMany = "duty.many"      // so many did at once that they are told as a number
	DeliverTest = "test"
)

// MaxTries is when a delivery is given up, about two days after the first try.
const MaxTries = 14

// backoff is how long to wait after the n-th failed try: 30 s, doubled up to
// six hours.
func backoff(n int) time.Duration {
	wait := 30 * time.Second
	for range n - 1 {
		if wait *= 2; wait >= 6*time.Hour {
			return 6 * time.Hour
		}
	}
	return wait
}

// Tried returns the delivery after a try. status is that of the answer, 0 when
// there was none; fault the code of why there was none.
func (d Delivery) Tried(now time.Time, status int, fault string) Delivery {
	d.Tries++
	d.Status, d.Fault, d.Next = status, fault, time.Time{}
	switch {
	case status >= 200 && status < 300:
		d.Done, d.Fault = now, ""
	case d.Tries >= MaxTries || status == 410: // gone: whoever answers so wants no more
		d.GaveUp = now
	default:
		d.Next = now.Add(backoff(d.Tries))
	}
	if d.Done.IsZero() && d.Fault == "" {
		d.Fault = "webhook.status"
	}
	return d
}

// message is the body of a delivery: codes, days and identities of ours. It
// never carries a name, an address, a position, a code of a device or a
// person's data (W168/26, 29).
type message struct {
	Version   int      `json:"version"`
	Key       string   `json:"key"`
	Kind      string   `json:"kind"`
	At        string   `json:"at"`
	Subject   *Subject `json:"subject,omitempty"`
	Duty      string   `json:"duty,omitempty"`
	Article   string   `json:"article,omitempty"`
	State     State    `json:"state,omitempty"`
	Due       string   `json:"due,omitempty"`
	Threshold *int     `json:"threshold,omitempty"`
	Count     int      `json:"count,omitempty"`
}

func (m message) delivery(now time.Time) Delivery {
	m.Version, m.At = 1, now.UTC().Format("2006-01-02T15:04:05.000Z")
	body, err := json.Marshal(m)
	if err != nil {
		panic("agenda: a message of ours does not marshal: " + err.Error())
	}
	return Delivery{Key: m.Key, Kind: m.Kind, Body: body, Made: now, Next: now}
}

// markKey is the key of an obligation's passing a threshold: what is told once.
func markKey(o Obligation, threshold int) string {
	return strings.Join([]string{string(o.Subject.Kind), o.Subject.ID, o.Duty, o.Due.String(), strconv.Itoa(threshold)}, "/")
}

func dutyMessage(o Obligation, threshold int, now time.Time) Delivery {
	return message{
		Key: markKey(o, threshold), Kind: DeliverDuty, Subject: &o.Subject, Duty: o.Duty, Article: o.Article, State: o.State,
		Due: o.Due.String(), Threshold: &threshold,
	}.delivery(now)
}

// Signature is the value of the header that proves where a body comes from:
// HMAC-SHA256 under the secret, over the time, a full stop and the body.
func Signature(secret, body []byte, at time.Time) string {
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%d.", at.Unix())
	mac.Write(body)
	return fmt.Sprintf("t=%d,v1=%s", at.Unix(), hex.EncodeToString(mac.Sum(nil)))
}
