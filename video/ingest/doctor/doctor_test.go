package doctor_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal/video/ingest/doctor"
)

var (
	given = regexp.MustCompile(`doctor\.Of\("([a-z0-9.-]*[a-z0-9])"`)
	holes = regexp.MustCompile(`\{([a-z]+)\}`)
)

// TestEveryCodeIsExplained reads the source of ingest for the codes it gives.
func TestEveryCodeIsExplained(t *testing.T) {
	files, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{"sip.400": true, "sip.403": true, "sip.404": true, "sip.480": true, "sip.486": true, "sip.488": true}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range given.FindAllStringSubmatch(string(text), -1) {
			used[m[1]] = true
			if _, ok := doctor.Explain(m[1]); !ok {
				t.Errorf("%s gives %s, which has no explanation", name, m[1])
			}
		}
	}
	seen := map[string]bool{}
	for _, e := range doctor.Explanations() {
		if seen[e.Code] {
			t.Errorf("%s is explained twice", e.Code)
		}
		seen[e.Code] = true
		if !used[e.Code] {
			t.Errorf("%s is explained and never given", e.Code)
		}
	}
}

// TestExplanations: both languages, a next step, and no hole without a
// parameter.
func TestExplanations(t *testing.T) {
	for _, e := range doctor.Explanations() {
		for lang, s := range map[string]string{"zh": e.Zh, "en": e.En, "next zh": e.NextZh, "next en": e.NextEn} {
			if s == "" {
				t.Errorf("%s has no %s", e.Code, lang)
			}
			for _, m := range holes.FindAllStringSubmatch(s, -1) {
				if !slices.Contains(e.Params, m[1]) {
					t.Errorf("%s, %s: {%s} is no parameter", e.Code, lang, m[1])
				}
			}
		}
		if regexp.MustCompile(`\p{Han}`).MatchString(e.En + e.NextEn) {
			t.Errorf("%s: Chinese in the English words", e.Code)
		}
		if !regexp.MustCompile(`\p{Han}`).MatchString(e.Zh) || !regexp.MustCompile(`\p{Han}`).MatchString(e.NextZh) {
			t.Errorf("%s: no Chinese in the Chinese words", e.Code)
		}
	}
	if _, ok := doctor.Explain("no.such"); ok {
		t.Error("a code nobody gives is explained")
	}
}

func TestRedact(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"REGISTER sip:a SIP/2.0\r\nAuthorization: Digest response=\"x\"\r\nTo: b\r\n", "REGISTER sip:a SIP/2.0\r\nAuthorization: ***\r\nTo: b\r\n"},
		{"v=0\na=password:12345\na=sendonly\n", "v=0\na=password:***\na=sendonly\n"},
		{"A=USERNAME:admin\r\n", "a=username:***\r\n"},
		{"DESCRIBE rtsp://admin:p@ss@10.0.0.1/x RTSP/1.0\r\n", "DESCRIBE rtsp://***@10.0.0.1/x RTSP/1.0\r\n"},
		{"see rtsp://10.0.0.1/x@y and http://u:p@h", "see rtsp://10.0.0.1/x@y and http://***@h"},
		{"WWW-Authenticate: Digest nonce=\"n\"", "WWW-Authenticate: ***"},
		{"nothing secret", "nothing secret"},
	} {
		if got := doctor.Redact(tt.in); got != tt.want {
			t.Errorf("Redact(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
	if got := doctor.Address("rtsp://admin:p%40ss@10.0.0.1:554/x?y=1"); got != "rtsp://10.0.0.1:554/x?y=1" {
		t.Errorf("address %q", got)
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("a=password:x\r\nrtsp://u:p@h/")
	f.Fuzz(func(t *testing.T, s string) {
		once := doctor.Redact("a=password:geheim\n" + s)
		if strings.Contains(once, "geheim") && !strings.Contains(s, "geheim") {
			t.Errorf("kept: %q", once)
		}
	})
}

// TestRecordIsBounded: whatever happens, an attempt stays small, and after its
// end nothing is added.
func TestRecordIsBounded(t *testing.T) {
	now := time.Unix(0, 0)
	clock := func() time.Time { now = now.Add(time.Second); return now }
	var h doctor.History
	r := h.Begin("gb28181", clock)
	for i := range 1000 {
		r.Step("step", "n", fmt.Sprint(i))
		r.Message(now, true, strings.Repeat("汉", 10_000))
		r.Note(doctor.Of("media.no-key"))
		r.Note(doctor.Of(fmt.Sprint("code", i)))
	}
	r.Exchange(func() []doctor.Message { return make([]doctor.Message, 100) })
	r.Watch(func() doctor.Traffic { return doctor.Traffic{Packets: 7} })
	a := r.Attempt()
	if len(a.Steps) > 64 || len(a.Exchange) > 64 || len(a.Exchange[0].Text) > 5000 || len(a.Notes) > 16 || a.Traffic.Packets != 7 {
		t.Errorf("%d steps, %d messages, %d notes, %+v", len(a.Steps), len(a.Exchange), len(a.Notes), a.Traffic)
	}
	r.End(doctor.Of("sip.bye"))
	r.Step("late")
	r.End(doctor.Of("sip.gone"))
	if b := r.Attempt(); b.Diagnosis.Code != "sip.bye" || len(b.Steps) != len(a.Steps) || b.Traffic.Packets != 7 {
		t.Errorf("after the end: %+v", b.Diagnosis)
	}
	for range 100 {
		h.Begin("rtsp", clock)
	}
	list := h.Attempts()
	if len(list) != doctor.Kept || list[0].Number != 101 {
		t.Errorf("%d attempts, the latest %d", len(list), list[0].Number)
	}
}

func TestDiagnosisAsError(t *testing.T) {
	d := doctor.Of("own.ports", "low", "1", "high", "2")
	if got := d.Error(); got != "own.ports high=2 low=1" {
		t.Errorf("got %q", got)
	}
	if d.IsZero() || !(doctor.Diagnosis{}).IsZero() {
		t.Error("IsZero")
	}
}

var update = flag.Bool("update", false, "write the tables of the guides anew")

// TestGuides: the guides list every code in the words the screens use.
func TestGuides(t *testing.T) {
	for name, words := range map[string]func(e doctor.Explanation) (what, next string){
		"../../../docs/guide/no-picture.zh.md": func(e doctor.Explanation) (string, string) { return e.Zh, e.NextZh },
		"../../../docs/guide/no-picture.md":    func(e doctor.Explanation) (string, string) { return e.En, e.NextEn },
	} {
		head := [2]string{"What it means", "Next step"}
		if strings.Contains(name, ".zh.") {
			head = [2]string{"含义", "下一步"}
		}
		table := fmt.Sprintf("| | %s | %s |\n|---|---|---|\n", head[0], head[1])
		for _, e := range doctor.Explanations() {
			what, next := words(e)
			table += fmt.Sprintf("| `%s` | %s | %s |\n", e.Code, what, next)
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		const mark = "<!-- codes -->\n"
		before, after, ok := strings.Cut(string(text), mark)
		if !ok {
			t.Fatalf("%s has no mark", name)
		}
		if strings.TrimSpace(after) == strings.TrimSpace(table) {
			continue
		}
		if !*update {
			t.Errorf("%s does not list the codes as they are; run with -update", name)
			continue
		}
		if err := os.WriteFile(name, []byte(before+mark+"\n"+table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
