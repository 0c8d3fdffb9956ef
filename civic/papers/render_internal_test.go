package papers

import (
	"strings"
	"testing"

	"shiheng.internal/civic/law"
)

func TestChineseNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"1": "一", "10": "十", "11": "十一", "20": "二十", "38": "三十八", "99": "九十九", "100": "一百", "101": "一百零一",
		"110": "一百一十", "115": "一百一十五", "999": "九百九十九", "0": "0", "1000": "1000", "x": "x",
	} {
		if got := chinese(in); got != want {
			t.Errorf("chinese(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	o := Organ{Name: "无锡市公安局", Short: "锡公"}
	for _, tt := range []struct {
		pattern string
		n       int64
		want    string // "" is refused
	}{
		{"{organ}视备〔{year}〕{seq:4}号", 1, "锡公视备〔2026〕0001号"},
		{"{organ}视备〔{year}〕{seq:4}号", 12345, "锡公视备〔2026〕12345号"},
		{"{district}-{year}-{seq}", 7, "320211-2026-7"},
		{"{year}", 1, ""},
		{"{seq}", 1, ""},
		{"{year}{seq}{seq}", 1, ""},
		{"{year}{seq:0}", 1, ""},
		{"{year}{seq}{month}", 1, ""},
	} {
		p, err := parsePattern(tt.pattern)
		if (err != nil) != (tt.want == "") {
			t.Errorf("%s: %v", tt.pattern, err)
		}
		if err == nil {
			if got := p.number(p.series(o, "320211", 2026), tt.n); got != tt.want {
				t.Errorf("%s: %q, want %q", tt.pattern, got, tt.want)
			}
		}
	}
}

func TestCite(t *testing.T) {
	s, err := defaults()
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"W168/9":      "《无锡市公共安全视频图像信息系统管理办法》第九条",
		"W168/24/1/2": "《无锡市公共安全视频图像信息系统管理办法》第二十四条第一款第（二）项",
		"R799/14":     "《公共安全视频图像信息系统管理条例》第十四条",
		"X1/2":        "X1第二条",
	} {
		if got := s.kinds.cite(in); got != want {
			t.Errorf("cite(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestFieldRows prints two short fields a row, and gives a row of their own to
// wide ones and to what is left over.
func TestFieldRows(t *testing.T) {
	got := ""
	for _, row := range fieldRows([]Field{
		{Label: "a"}, {Label: "b"}, {Label: "c"}, {Label: "d", Wide: true}, {Label: "e", Value: strings.Repeat("长", 23)}, {Label: "f"},
	}) {
		for _, f := range row {
			got += f.Label
			if f.Wide {
				got += "!"
			}
		}
		got += " "
	}
	if want := "ab c! d! e! f! "; got != want {
		t.Errorf("rows %q, want %q", got, want)
	}
}

func TestDay(t *testing.T) {
	if got := dayText(law.NewDay(2026, 3, 9)); got != "2026年3月9日" {
		t.Errorf("day %q", got)
	}
	if got := dayText(law.Day{}); got != "" {
		t.Errorf("no day is %q", got)
	}
}

// TestCheckRefuses what could not be printed.
func TestCheckRefuses(t *testing.T) {
	whole := Document{Kind: Sign}
	whole.Subject.Kind = "camera"
	for name, d := range map[string]Document{
		"document.subject": {Kind: Sign},
		"document.size":    {Kind: Sign, Subject: whole.Subject, Sections: make([]Section, maxSections+1)},
		"document.table":   {Kind: Sign, Subject: whole.Subject, Sections: []Section{{Table: &Table{Head: []string{"a", "b"}, Rows: [][]string{{"1"}}}}}},
		"document.text":    {Kind: Sign, Subject: whole.Subject, Sections: []Section{{Text: strings.Repeat("x", maxText+1)}}},
	} {
		if err := d.check(); err == nil || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := whole.check(); err != nil {
		t.Error(err)
	}
}
