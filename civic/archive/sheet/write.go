package sheet

import (
	"archive/zip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// dangerous reports whether a spreadsheet would take a text for a formula.
func dangerous(s string) bool {
	return s != "" && strings.ContainsRune("=+-@\t\r\n|%", rune(s[0]))
}

// Plain is a text that no spreadsheet takes for a formula: one that begins like
// one is quoted. Numbers stay numbers.
func Plain(s string) string {
	if !dangerous(s) || number(s) {
		return s
	}
	return "'" + s
}

// number reports whether s is a plain signed number, which is no formula.
func number(s string) bool {
	rest := strings.TrimLeft(s, "+-")
	if len(s)-len(rest) > 1 || rest == "" || strings.Count(rest, ".") > 1 {
		return false
	}
	return strings.Trim(rest, "0123456789.") == "" && rest != "."
}

// A Rows source hands out rows until it returns nil.
type Rows func() ([]string, error)

// WriteCSV writes heads and rows as CSV in UTF-8 with the mark spreadsheets
// know it by. Rows are written as they come; nothing is kept.
func WriteCSV(w io.Writer, heads []string, next Rows) error {
	if _, err := io.WriteString(w, "\xEF\xBB\xBF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for row := heads; ; {
		plain := make([]string, len(row))
		for i, s := range row {
			plain[i] = Plain(s)
		}
		if err := out.Write(plain); err != nil {
			return err
		}
		var err error
		if row, err = next(); err != nil {
			return err
		}
		if row == nil {
			out.Flush()
			return out.Error()
		}
	}
}

// A List offers the values of a column to pick from.
type List struct {
	Column int // from zero
	Values []string
	Strict bool // others are refused by the spreadsheet
}

// A Book is a workbook to be written.
type Book struct {
	Name  string // of the first sheet
	Heads []string
	// Notes stand under the heads of the columns as comments.
	Notes []string
	// Required marks heads.
	Required []bool
	Lists    []List
	// Rows of the first sheet; nil for none.
	Rows Rows
	// Marks are cells of the first sheet that are at fault, by row written
	// (from zero) and column, with the sentence to be shown.
	Marks func(row int) map[int]string
	// Tables are further sheets.
	Tables []Extra
}

// An Extra is a further sheet of a workbook.
type Extra struct {
	Name  string
	Heads []string
	Rows  [][]string
}

// A Workbook is a workbook whose rows were all read. The first 16 MiB of a
// sheet lie in memory, longer ones in a file of the library's own in the
// temporary directory, until Close.
type Workbook struct{ f *excelize.File }

// WriteXLSX makes a workbook and writes it.
func WriteXLSX(w io.Writer, b Book) error {
	made, err := MakeXLSX(b)
	if err != nil {
		return err
	}
	return errors.Join(made.Write(w), made.Close())
}

// MakeXLSX reads the rows of a book. What can go wrong with them has gone wrong
// when it returns, before anything is written.
func MakeXLSX(b Book) (*Workbook, error) {
	f := excelize.NewFile()
	if err := fill(f, b); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Workbook{f}, nil
}

// Write writes the workbook as it is packed; nothing of it is kept.
func (b *Workbook) Write(w io.Writer) error {
	// The library packs into a buffer of its own and sends that. The packer is
	// ours to give, and this one packs into w; the buffer stays empty.
	b.f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	_, err := b.f.WriteToBuffer()
	return err
}

// Close removes what the workbook left in the temporary directory.
func (b *Workbook) Close() error { return b.f.Close() }

func fill(f *excelize.File, b Book) error {
	if err := f.SetSheetName(f.GetSheetName(0), b.Name); err != nil {
		return err
	}
	lists, err := addLists(f, b.Lists)
	if err != nil {
		return err
	}
	marks, err := writeRows(f, b)
	if err != nil {
		return err
	}
	for _, l := range lists {
		if err := f.AddDataValidation(b.Name, l); err != nil {
			return err
		}
	}
	for cell, text := range marks {
		if err := f.AddComment(b.Name, excelize.Comment{Cell: cell, Author: "视衡", Text: text, Height: 80, Width: 260}); err != nil {
			return err
		}
	}
	for _, t := range b.Tables {
		if err := extra(f, t); err != nil {
			return err
		}
	}
	return nil
}

// writeRows writes the first sheet and returns the comments to be set.
func writeRows(f *excelize.File, b Book) (map[string]string, error) {
	out, err := f.NewStreamWriter(b.Name)
	if err != nil {
		return nil, err
	}
	head, must, bad, err := styles(f)
	if err != nil {
		return nil, err
	}
	if err := out.SetColWidth(1, max(1, len(b.Heads)), 18); err != nil {
		return nil, err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	marks := map[string]string{}
	cells := make([]any, len(b.Heads))
	for i, h := range b.Heads {
		style := head
		if i < len(b.Required) && b.Required[i] {
			style = must
		}
		cells[i] = excelize.Cell{StyleID: style, Value: h}
		if i < len(b.Notes) && b.Notes[i] != "" {
			marks[at(i, 1)] = b.Notes[i]
		}
	}
	if err := out.SetRow("A1", cells); err != nil {
		return nil, err
	}
	for n := 0; b.Rows != nil; n++ {
		row, err := b.Rows()
		if err != nil {
			return nil, err
		}
		if row == nil {
			break
		}
		var faults map[int]string
		if b.Marks != nil {
			faults = b.Marks(n)
		}
		if err := out.SetRow(at(0, n+2), line(row, faults, bad)); err != nil {
			return nil, err
		}
		for col, text := range faults {
			if len(marks) < maxComments {
				marks[at(col, n+2)] = text
			}
		}
	}
	return marks, out.Flush()
}

// maxComments bounds the comments of one workbook: spreadsheets draw a shape
// for each. The faults of further cells stand in the last column.
const maxComments = 5000

// line is one row of texts. A workbook knows texts as texts: a quote before
// them would be shown.
func line(row []string, faults map[int]string, bad int) []any {
	cells := make([]any, len(row))
	for i, s := range row {
		c := excelize.Cell{Value: s}
		if _, at := faults[i]; at {
			c.StyleID = bad
		}
		cells[i] = c
	}
	return cells
}

func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		panic(fmt.Sprintf("sheet: cell %d, %d: %v", column, row, err)) // both are ours
	}
	return name
}

func styles(f *excelize.File) (head, must, bad int, err error) {
	ground := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	for _, s := range []struct {
		id *int
		of excelize.Style
	}{
		{&head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: ground("DDE6F0")}},
		{&must, excelize.Style{Font: &excelize.Font{Bold: true, Color: "A8071A"}, Fill: ground("DDE6F0")}},
		{&bad, excelize.Style{Fill: ground("FFCCC7"), NumFmt: 49}},
	} {
		if *s.id, err = f.NewStyle(&s.of); err != nil {
			return 0, 0, 0, err
		}
	}
	return head, must, bad, nil
}

// listRows is how far down a list of values is offered.
const listRows = 5001

// addLists writes the values of lists to a sheet of their own, since a
// validation holds only 255 characters itself.
func addLists(f *excelize.File, lists []List) ([]*excelize.DataValidation, error) {
	if len(lists) == 0 {
		return nil, nil
	}
	const name = "选项"
	if _, err := f.NewSheet(name); err != nil {
		return nil, err
	}
	var out []*excelize.DataValidation
	for i, l := range lists {
		for n, v := range l.Values {
			if err := f.SetCellStr(name, at(i, n+1), v); err != nil {
				return nil, err
			}
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return nil, err
		}
		dv := excelize.NewDataValidation(true)
		dv.SetSqref(at(l.Column, 2) + ":" + at(l.Column, listRows))
		dv.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$1:$%s$%d", name, column, column, len(l.Values)))
		dv.ShowErrorMessage = l.Strict
		out = append(out, dv)
	}
	return out, f.SetSheetVisible(name, false)
}

func extra(f *excelize.File, t Extra) error {
	if _, err := f.NewSheet(t.Name); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, max(1, len(t.Heads)), 24); err != nil {
		return err
	}
	for n, row := range append([][]string{t.Heads}, t.Rows...) {
		if err := out.SetRow(at(0, n+1), line(row, nil, 0)); err != nil {
			return err
		}
	}
	return out.Flush()
}
