package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"shiheng.internal"
)

// Bounds of what is read.
const (
	MaxBytes    = 16 << 20  // of a file
	maxUnpacked = 256 << 20 // of a workbook, all its parts
	maxPart     = 192 << 20 // of one part
	maxRatio    = 400       // unpacked to packed: an honest sheet of repeated words stays below
	maxParts    = 2000
	maxColumns  = 256
	maxCell     = 32 << 10 // bytes of one cell, as spreadsheets bound it
)

// A Row is one row that holds something. Line is its number in the file, from
// one.
type Row struct {
	Line  int
	Cells []string
}

// A Table is the first sheet of a file: its first row that is not empty is the
// heads.
type Table struct {
	Heads []string
	Rows  []Row
}

// Read reads a workbook or CSV, told apart by its first bytes. most bounds the
// rows. What cannot be read is an ErrInvalid, what is too large an
// ErrExhausted.
func Read(file []byte, most int) (t Table, err error) {
	defer func() {
		// The workbook is somebody else's, and so is the code that opens it:
		// what breaks it is a bad file.
		if p := recover(); p != nil {
			t, err = Table{}, shiheng.Invalid("sheet.unreadable").From(fmt.Errorf("reader: %v", p))
		}
	}()
	switch {
	case len(file) > MaxBytes:
		return Table{}, shiheng.Exhausted("sheet.large", "most", strconv.Itoa(MaxBytes>>20))
	case len(bytes.TrimSpace(file)) == 0:
		return Table{}, shiheng.Invalid("sheet.empty")
	case bytes.HasPrefix(file, []byte("PK\x03\x04")):
		return readBook(file, most)
	case bytes.HasPrefix(file, []byte("\xD0\xCF\x11\xE0")):
		return Table{}, shiheng.Invalid("sheet.old") // .xls, or a workbook with a password
	}
	return readCSV(file, most)
}

// builder collects rows within the bounds.
type builder struct {
	t    Table
	most int
}

func (b *builder) add(line int, cells []string) error {
	last := -1
	for i, c := range cells {
		if len(c) > maxCell {
			return shiheng.Exhausted("sheet.cell", "line", strconv.Itoa(line))
		}
		if cells[i] = strings.TrimSpace(c); cells[i] != "" {
			last = i
		}
	}
	switch {
	case last < 0:
		return nil
	case last >= maxColumns:
		return shiheng.Exhausted("sheet.columns", "most", strconv.Itoa(maxColumns))
	case b.t.Heads == nil:
		b.t.Heads = cells[:last+1]
		return nil
	case len(b.t.Rows) >= b.most:
		return shiheng.Exhausted("sheet.rows", "most", strconv.Itoa(b.most))
	}
	b.t.Rows = append(b.t.Rows, Row{Line: line, Cells: cells[:last+1]})
	return nil
}

func (b *builder) done() (Table, error) {
	if b.t.Heads == nil {
		return Table{}, shiheng.Invalid("sheet.empty")
	}
	return b.t, nil
}

// checkBook looks at the parts of a workbook before any is unpacked.
func checkBook(file []byte) error {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return shiheng.Invalid("sheet.unreadable").From(err)
	}
	if len(z.File) > maxParts {
		return shiheng.Exhausted("sheet.bomb")
	}
	var sum uint64
	for _, part := range z.File {
		size := part.UncompressedSize64
		if sum += size; size > maxPart || sum > maxUnpacked || (size > 1<<20 && size > maxRatio*max(1, part.CompressedSize64)) {
			return shiheng.Exhausted("sheet.bomb")
		}
	}
	return nil
}

func readBook(file []byte, most int) (t Table, err error) {
	if err := checkBook(file); err != nil {
		return Table{}, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxPart,
	})
	if err != nil {
		return Table{}, shiheng.Invalid("sheet.unreadable").From(err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	names := book.GetSheetList()
	if len(names) == 0 {
		return Table{}, shiheng.Invalid("sheet.empty")
	}
	rows, err := book.Rows(names[0])
	if err != nil {
		return Table{}, shiheng.Invalid("sheet.unreadable").From(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	b := builder{most: most}
	for line := 1; rows.Next(); line++ {
		if line > 1<<20 {
			return Table{}, shiheng.Exhausted("sheet.rows", "most", strconv.Itoa(most))
		}
		cells, err := rows.Columns()
		if err != nil {
			return Table{}, shiheng.Invalid("sheet.unreadable").From(err)
		}
		if err := b.add(line, cells); err != nil {
			return Table{}, err
		}
	}
	if err := rows.Error(); err != nil {
		return Table{}, shiheng.Invalid("sheet.unreadable").From(err)
	}
	return b.done()
}

// Text is a file of text in UTF-8, whichever of UTF-8 and GB18030 it came in;
// it reports false for neither.
func Text(file []byte) (string, bool) {
	file = bytes.TrimPrefix(file, []byte("\xEF\xBB\xBF"))
	if utf8.Valid(file) {
		return string(file), !bytes.ContainsRune(file, 0)
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(file)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) || bytes.ContainsRune(out, 0) {
		return "", false
	}
	return string(out), true
}

func readCSV(file []byte, most int) (Table, error) {
	text, ok := Text(file)
	if !ok {
		return Table{}, shiheng.Invalid("sheet.unreadable")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, false
	head, _, _ := strings.Cut(text, "\n")
	if strings.Count(head, "\t") > strings.Count(head, ",") {
		r.Comma = '\t'
	} else if strings.Count(head, ";") > strings.Count(head, ",") {
		r.Comma = ';'
	}
	b := builder{most: most}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return b.done()
		}
		if err != nil {
			return Table{}, shiheng.Invalid("sheet.unreadable").From(err)
		}
		line, _ := r.FieldPos(0)
		for i := range cells { // the sign that keeps a text plain is no part of it
			cells[i] = bare(cells[i])
		}
		if err := b.add(line, cells); err != nil {
			return Table{}, err
		}
	}
}

// bare takes away what Plain put before a text.
func bare(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && dangerous(rest) {
		return rest
	}
	return s
}
