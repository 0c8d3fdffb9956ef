package audit_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

func now() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }

func TestCheck(t *testing.T) {
	good := audit.New(now(), audit.House("test"), audit.Login, audit.Object{})
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	many := make([]shiheng.CameraID, audit.MaxCameras+1)
	for _, tt := range []struct {
		name string
		e    audit.Event
	}{
		{"zero", audit.Event{}},
		{"nobody", audit.New(now(), audit.Actor{}, audit.Login, audit.Object{})},
		{"unknown act", audit.New(now(), audit.House("test"), "footage.borrow", audit.Object{})},
		{"refused without a reason", good.Refuse("W168/9", "")},
		{"too many cameras", good.About(many...)},
		{"no outcome", func() audit.Event { e := good; e.Outcome = "maybe"; return e }()},
		{"no time", audit.New(time.Time{}, audit.House("test"), audit.Login, audit.Object{})},
		{"a password", good.With("newPassword", "x")},
		{"a token", good.With("sessionToken", "x")},
		{"a secret", good.With("device_SECRET", "x")},
		{"a cookie", good.With("Cookie", "x")},
	} {
		if err := tt.e.Check(); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// TestValues: an event is a value; adding to a copy leaves the first alone.
func TestValues(t *testing.T) {
	first := audit.New(now(), audit.House("test"), audit.Login, audit.Object{}).With("a", "1")
	second := first.With("b", "2").Refuse("W168/9", "x")
	if len(first.Details) != 1 || first.Outcome != audit.Granted || len(second.Details) != 2 {
		t.Errorf("%+v %+v", first, second)
	}
	long := first.With("words", strings.Repeat("视频", 1000)+"\xff")
	if v := long.Details["words"]; len(v) > audit.MaxDetail || !utf8.ValidString(v) || long.Check() != nil {
		t.Errorf("%d bytes, %v", len(v), long.Check())
	}
}

// TestActsAreListedOnce: a code that is used is in the list, once, and has the
// form object.verb.
func TestActsAreListedOnce(t *testing.T) {
	seen := map[audit.Act]bool{}
	for _, a := range audit.Acts() {
		object, verb, ok := strings.Cut(string(a), ".")
		if seen[a] || !ok || object == "" || verb == "" {
			t.Errorf("act %q", a)
		}
		seen[a] = true
	}
}

func TestPaging(t *testing.T) {
	for limit, want := range map[int]int{-1: 100, 0: 100, 1: 1, 500: 500, 501: 500} {
		if got := (audit.Paging{Limit: limit}).Size(); got != want {
			t.Errorf("limit %d gives %d", limit, got)
		}
	}
}
