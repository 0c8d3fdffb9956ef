package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"shiheng.internal"
	"shiheng.internal/civic/archive/sheet"
)

// from hands out rows.
func from(rows [][]string) sheet.Rows {
	return func() ([]string, error) {
		if len(rows) == 0 {
			return nil, nil
		}
		out := rows[0]
		rows = rows[1:]
		return out, nil
	}
}

func book(t testing.TB, b sheet.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sheet.WriteXLSX(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func csvOf(t testing.TB, heads []string, rows [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sheet.WriteCSV(&out, heads, from(rows)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var sample = [][]string{
	{"东门", "=cmd|'/C calc'!A0", "32021300001320000001"},
	{"+1", "-1+2", "@SUM(A1)"},
	{"逗,号", "引\"号", "换\n行"},
	{"-12.5", "", "末"},
}

// TestThereAndBack: what is written reads as itself, whatever it looks like.
func TestThereAndBack(t *testing.T) {
	heads := []string{"名称", "说明", "编码"}
	for name, file := range map[string][]byte{
		"xlsx": book(t, sheet.Book{Name: "档案", Heads: heads, Rows: from(slices.Clone(sample))}),
		"csv":  csvOf(t, heads, slices.Clone(sample)),
	} {
		got, err := sheet.Read(file, 100)
		if err != nil || !slices.Equal(got.Heads, heads) || len(got.Rows) != len(sample) {
			t.Fatalf("%s: %v, %v", name, got, err)
		}
		for i, r := range got.Rows {
			if !slices.Equal(r.Cells, sample[i]) {
				t.Errorf("%s, row %d: %q, want %q", name, i, r.Cells, sample[i])
			}
		}
	}
}

// TestNoFormula: no cell of a written file is a formula to a spreadsheet.
func TestNoFormula(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+SUM(A1)": "'+SUM(A1)", "-1+2": "'-1+2", "@x": "'@x", "\t=1": "'\t=1", "|x": "'|x", "%x": "'%x",
		"-12.5": "-12.5", "+86": "+86", "东门": "东门", "": "", "'x": "'x", "-": "'-", "--1": "'--1", "-1.2.3": "'-1.2.3",
	} {
		if got := sheet.Plain(in); got != want {
			t.Errorf("%q is written %q, want %q", in, got, want)
		}
	}
	z, err := zip.NewReader(bytes.NewReader(book(t, sheet.Book{Name: "档案", Heads: []string{"=1+1"}, Rows: from(slices.Clone(sample))})), int64(len(book(t, sheet.Book{Name: "档案", Heads: []string{"=1+1"}, Rows: from(slices.Clone(sample))}))))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if _, err := text.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text.String(), "<f>") {
			t.Errorf("%s holds a formula", part.Name)
		}
	}
}

func TestCharsets(t *testing.T) {
	text := "设备名称,地址\r\n东门,人民路\r\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{"UTF-8": text, "UTF-8 with its mark": "\xEF\xBB\xBF" + text, "GB18030": gb, "tabs": strings.ReplaceAll(text, ",", "\t"), "semicolons": strings.ReplaceAll(text, ",", ";")} {
		got, err := sheet.Read([]byte(file), 10)
		if err != nil || !slices.Equal(got.Heads, []string{"设备名称", "地址"}) || len(got.Rows) != 1 || got.Rows[0].Cells[1] != "人民路" || got.Rows[0].Line != 2 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// bomb is a workbook whose one part unpacks to a thousand times its size.
func bomb(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	for range 64 {
		if _, err := w.Write(bytes.Repeat([]byte("<c/>"), 1<<18)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRefuses(t *testing.T) {
	long := csvOf(t, []string{"名称"}, slices.Repeat([][]string{{"x"}}, 11))
	for _, tt := range []struct {
		name string
		file []byte
		kind error
		code string
	}{
		{"nothing", nil, shiheng.ErrInvalid, "sheet.empty"},
		{"blanks", []byte(" \r\n\r\n"), shiheng.ErrInvalid, "sheet.empty"},
		{"only commas", []byte(",,,\r\n,,\r\n"), shiheng.ErrInvalid, "sheet.empty"},
		{"neither charset", []byte("a\xff\xff\xfe,b"), shiheng.ErrInvalid, "sheet.unreadable"},
		{"NUL", []byte("a\x00,b"), shiheng.ErrInvalid, "sheet.unreadable"},
		{"cut archive", book(t, sheet.Book{Name: "a", Heads: []string{"x"}})[:300], shiheng.ErrInvalid, "sheet.unreadable"},
		{"another archive", zipped(t), shiheng.ErrInvalid, "sheet.unreadable"},
		{"an old workbook", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), shiheng.ErrInvalid, "sheet.old"},
		{"a bomb", bomb(t), shiheng.ErrExhausted, "sheet.bomb"},
		{"too many rows", long, shiheng.ErrExhausted, "sheet.rows"},
		{"too many columns", []byte(strings.Repeat("x,", 300)), shiheng.ErrExhausted, "sheet.columns"},
		{"too long a cell", []byte("a\r\n" + strings.Repeat("x", 40<<10)), shiheng.ErrExhausted, "sheet.cell"},
		{"too large", make([]byte, sheet.MaxBytes+1), shiheng.ErrExhausted, "sheet.large"},
	} {
		_, err := sheet.Read(tt.file, 10)
		e, ok := errors.AsType[*shiheng.Error](err)
		if !ok || e.Kind != tt.kind || e.Code != tt.code {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.code)
		}
	}
}

func zipped(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	if _, err := z.Create("readme.txt"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return append([]byte("PK\x03\x04"), out.Bytes()[4:]...)
}

// TestTemplate writes heads with notes, lists and further sheets, and marks.
func TestTemplate(t *testing.T) {
	var values []string
	for i := range 300 {
		values = append(values, fmt.Sprintf("值%d", i))
	}
	file := book(t, sheet.Book{
		Name: "点位", Heads: []string{"名称", "方位"}, Required: []bool{true, false}, Notes: []string{"必填", ""},
		Lists: []sheet.List{{Column: 1, Values: values, Strict: true}}, Rows: from([][]string{{"东门", "上"}}),
		Marks:  func(int) map[int]string { return map[int]string{1: "没有这个方位"} },
		Tables: []sheet.Extra{{Name: "字典", Heads: []string{"表"}, Rows: [][]string{{"方位"}}}},
	})
	got, err := sheet.Read(file, 10)
	if err != nil || len(got.Rows) != 1 || got.Rows[0].Cells[1] != "上" {
		t.Fatalf("%v, %v", got, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("设备名称,地址\r\n东门,人民路\r\n"))
	f.Add(csvOf(f, []string{"a", "b"}, sample))
	f.Add(book(f, sheet.Book{Name: "a", Heads: []string{"x", "y"}, Rows: from(slices.Clone(sample)), Lists: []sheet.List{{Column: 1, Values: []string{"甲"}}}}))
	f.Add([]byte("\"a\nb\";c\n\"d"))
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := sheet.Read(file, 50)
		if err != nil {
			if !errors.Is(err, shiheng.ErrInvalid) && !errors.Is(err, shiheng.ErrExhausted) {
				t.Errorf("%v is neither a bad nor a large file", err)
			}
			return
		}
		if len(got.Heads) == 0 || len(got.Rows) > 50 {
			t.Errorf("%d heads, %d rows", len(got.Heads), len(got.Rows))
		}
	})
}
