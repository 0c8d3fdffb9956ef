package agenda

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

func on(s string) law.Day {
	d, err := law.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// TestThresholds: each threshold is passed on its day, and the day before says
// that something turns then.
func TestThresholds(t *testing.T) {
	due := on("2026-12-31")
	for _, tt := range []struct {
		left      int
		threshold int
		passed    bool
		next      int // days left at the next
	}{
		{31, 0, false, 30}, {30, 30, true, 10}, {29, 30, true, 10}, {10, 10, true, 3}, {9, 10, true, 3}, {3, 3, true, 0},
		{1, 3, true, 0}, {0, 0, true, -1}, {-1, Late, true, 0}, {-400, Late, true, 0},
	} {
		today := due.Add(-tt.left)
		a := assessment{on: today}
		var o Obligation
		a.open(&o, due)
		threshold, passed := o.threshold(today)
		if threshold != tt.threshold || passed != tt.passed {
			t.Errorf("%d days left: threshold %d %v", tt.left, threshold, passed)
		}
		want := due.Add(-tt.next)
		if tt.left < 0 {
			want = law.Day{} // nothing turns any more
		}
		if o.Turns != want {
			t.Errorf("%d days left: turns %s, want %s", tt.left, o.Turns, want)
		}
	}
}

// TestTell: who is told singly, who by digest, who not at all.
func TestTell(t *testing.T) {
	ids := make([]shiheng.AccountID, 4)
	for i := range ids {
		ids[i] = shiheng.NewID[shiheng.AccountID](time.UnixMilli(int64(i)))
	}
	operator, police, bureau, both := ids[0], ids[1], ids[2], ids[3]
	readers := []Reader{
		{Account: operator, Side: Unit},
		{Account: police, Side: Bureau, Watches: true},
		{Account: bureau, Side: Bureau},
		{Account: both, Side: Bureau, Watches: true},
		{Account: both, Side: Unit},
	}
	for _, tt := range []struct {
		name      string
		side      Side
		threshold int
		want      []told
	}{
		{"a unit's, near", Unit, 10, []told{{operator, false}, {both, false}}},
		{"a unit's, late", Unit, Late, []told{{operator, false}, {police, true}, {both, false}}},
		{"the bureau's, near", Bureau, 3, []told{{police, false}, {bureau, false}, {both, false}}},
		{"a government's, late", Government, Late, []told{{police, true}, {both, true}}},
	} {
		if got := tell(readers, Obligation{Side: tt.side}, tt.threshold); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestHookURL(t *testing.T) {
	for _, ok := range []string{"https://duty.example.cn/hook?x=1", "http://127.0.0.1:9000/", "http://[::1]:1/a", "http://localhost/x"} {
		if err := checkHookURL(ok); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
	for _, bad := range []string{
		"", "http://duty.example.cn/", "http://192.0.2.1/", "ftp://127.0.0.1/", "https://u:p@h/", "https://h/#x", "https:", "mailto:a@b",
		"http://127.0.0.1.example.cn/", "https://h/" + strings.Repeat("a", 500),
	} {
		if err := checkHookURL(bad); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestTried walks a delivery through its life.
func TestTried(t *testing.T) {
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	d := Delivery{Key: "k", Next: now}
	var waited time.Duration
	for n := 1; n < MaxTries; n++ {
		d = d.Tried(now, 503, "")
		if d.Next.IsZero() || !d.Done.IsZero() || !d.GaveUp.IsZero() || d.Fault != "webhook.status" {
			t.Fatalf("after %d tries %+v", n, d)
		}
		waited += d.Next.Sub(now)
		now = d.Next
	}
	if waited < 24*time.Hour || waited > 3*24*time.Hour {
		t.Errorf("given up after %s", waited)
	}
	if last := d.Tried(now, 0, "webhook.unreachable"); last.GaveUp.IsZero() || !last.Next.IsZero() || last.Fault != "webhook.unreachable" {
		t.Errorf("the last try leaves %+v", last)
	}
	if gone := d.Tried(now, 410, ""); gone.GaveUp.IsZero() {
		t.Errorf("gone leaves %+v", gone)
	}
	if taken := d.Tried(now, 204, ""); taken.Done != now || taken.Fault != "" || !taken.Next.IsZero() {
		t.Errorf("taken leaves %+v", taken)
	}
}

// TestSignature is the example of docs/reference/webhook.md.
func TestSignature(t *testing.T) {
	got := Signature([]byte("an example secret 16+"), []byte(`{"version":1}`), time.Unix(1_795_420_800, 0))
	const want = "t=1795420800,v1=abe767a34e381a3e61640c89a0f1f1d2924239f04c583a6173443eb061c27cc9"
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestBodiesCarryNoNames: what leaves the house is codes and identities.
func TestBodiesCarryNoNames(t *testing.T) {
	o := Obligation{
		Subject: Subject{System, "01a207ef-1e31-7db5-b155-bd03db385fd4"}, Duty: "file-new", State: Overdue, Article: "R799/14", Due: on("2026-02-04"),
		Why: law.Text{Zh: "某小区"}, Proof: &Proof{Value: "张三"},
	}
	d := dutyMessage(o, Late, time.Unix(0, 0))
	want := `{"version":1,"key":"system/01a207ef-1e31-7db5-b155-bd03db385fd4/file-new/2026-02-04/-1","kind":"duty.threshold",` +
		`"at":"1970-01-01T00:00:00.000Z","subject":{"kind":"system","id":"01a207ef-1e31-7db5-b155-bd03db385fd4"},"duty":"file-new",` +
		`"article":"R799/14","state":"overdue","due":"2026-02-04","threshold":-1}`
	if string(d.Body) != want {
		t.Errorf("%s", d.Body)
	}
}
