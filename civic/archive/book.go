package archive

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/archive/sheet"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// A Saying is what is said of a fault, and what to do about it.
type Saying struct {
	Code string `yaml:"code" json:"code"`
	Zh   string `yaml:"zh" json:"zh"`
	En   string `yaml:"en" json:"en"`
	DoZh string `yaml:"doZh" json:"doZh"`
	DoEn string `yaml:"doEn" json:"doEn"`
}

// Say is a fault in Chinese, with what to do.
func (t *Tables) Say(f Fault) string {
	for _, s := range t.Sayings {
		if s.Code != f.Code {
			continue
		}
		out := s.Zh + "。" + s.DoZh
		for k, v := range f.Params {
			out = strings.ReplaceAll(out, "{"+k+"}", v)
		}
		return out
	}
	return f.Code
}

// ReadSheet reads a workbook or CSV as an upload. A bad file is an ErrInvalid,
// one too large an ErrExhausted.
func ReadSheet(name string, file []byte) (Upload, error) {
	t, err := sheet.Read(file, MaxRows)
	if err != nil {
		return Upload{}, err
	}
	up := Upload{File: name, Heads: t.Heads}
	for _, r := range t.Rows {
		up.Rows = append(up.Rows, SheetRow(r))
	}
	return up, nil
}

// A Format is how a sheet is written.
type Format string

// The formats.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// heads are the columns of an export and of the template, as the import knows
// them again.
func (t *Tables) heads() (heads []string, required []bool) {
	for _, f := range t.Fields {
		heads = append(heads, f.Zh)
		required = append(required, len(f.Required) > 0)
	}
	return append(heads, "场所", "系统内标识"), append(required, false, false)
}

// Shown is a value as people read it: names for codes.
func (t *Tables) Shown(f Field, v string) string {
	switch f.Form {
	case "dictionary", "industry":
		return t.byID[f.Dictionary].Name(v)
	case "dictionaries":
		parts := strings.Split(v, "/")
		for i, p := range parts {
			parts[i] = t.byID[f.Dictionary].Name(p)
		}
		return strings.Join(parts, "/")
	case "flag":
		return map[string]string{"true": "是", "false": "否"}[v]
	}
	return v
}

// An Export is what to write and for whom.
type Export struct {
	Filter Filter
	Format Format
	// Sees says whether the person may read a field of a camera; what he may
	// not stays empty.
	Sees func(registry.Linked, Code) bool
	// About is what the list was narrowed by, for the record.
	About string
}

// Export begins to write the archive as a sheet. It is put on record before
// the first byte: basic information leaves the platform (W168/26, 29). What is
// returned is written once and then closed; whatever goes wrong before is told
// here.
func (s *Service) Export(ctx context.Context, actor audit.Actor, e Export) (*Outgoing, error) {
	event := audit.New(s.now(), actor, audit.ArchiveExport, audit.Object{Kind: "archive"}).With("format", string(e.Format))
	if e.About != "" {
		event = event.With("filter", e.About)
	}
	if err := s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.Append(event) }); err != nil {
		return nil, err
	}
	places := map[shiheng.PlaceID]string{}
	if err := walk(ctx, s.everyPlace, func(p registry.Place) { places[p.ID] = p.Name }); err != nil {
		return nil, err
	}
	rooms := map[string]string{}
	for _, r := range s.cfg.Register.RoomUses() {
		rooms[r.Use] = r.Zh
	}
	heads, required := s.cfg.Tables.heads()
	lines := &exporting{s: s, e: e, places: places, rooms: rooms}
	if e.Format == CSV {
		return &Outgoing{heads: heads, lines: lines}, lines.read(ctx)
	}
	made, err := sheet.MakeXLSX(sheet.Book{
		Name: "一机一档", Heads: heads, Required: required, Rows: func() ([]string, error) { return lines.next(ctx) },
	})
	if err != nil {
		return nil, fmt.Errorf("export archive: %w", err)
	}
	return &Outgoing{book: made}, nil
}

// An Outgoing is a sheet on its way out. A workbook's rows are all read and lie
// in a file; the rows of a CSV are read as they are written, a page at a time.
// Either way memory does not grow with the list.
type Outgoing struct {
	book  *sheet.Workbook
	heads []string
	lines *exporting
}

// Write writes the sheet. After an error what was written is no whole sheet,
// and whoever reads it must be told so.
func (o *Outgoing) Write(ctx context.Context, w io.Writer) error {
	if o.book != nil {
		return o.book.Write(w)
	}
	return sheet.WriteCSV(w, o.heads, func() ([]string, error) { return o.lines.next(ctx) })
}

// Close frees what the sheet took.
func (o *Outgoing) Close() error {
	if o.book != nil {
		return o.book.Close()
	}
	return nil
}

// exporting reads the list a page at a time.
type exporting struct {
	s      *Service
	e      Export
	places map[shiheng.PlaceID]string
	rooms  map[string]string
	cursor string
	page   [][]string
	ended  bool
}

func (x *exporting) next(ctx context.Context) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for len(x.page) == 0 {
		if x.ended {
			return nil, nil
		}
		if err := x.read(ctx); err != nil {
			return nil, err
		}
	}
	out := x.page[0]
	x.page = x.page[1:]
	return out, nil
}

func (x *exporting) read(ctx context.Context) error {
	got, err := x.s.cfg.Store.Cards(ctx, x.e.Filter, audit.Paging{Cursor: x.cursor, Limit: 500})
	if err != nil {
		return err
	}
	linked, err := x.s.linkedCards(ctx, got.Items)
	if err != nil {
		return err
	}
	for _, c := range got.Items {
		l, there := linked[c.Camera.ID]
		if !there {
			continue // gone meanwhile
		}
		x.page = append(x.page, x.row(c, l))
	}
	x.cursor, x.ended = got.Next, got.Next == ""
	return nil
}

func (x *exporting) row(c Card, l registry.Linked) []string {
	var v Values
	if c.Record != nil {
		v = c.Record.Values
	}
	v = Overlay(v, l)
	out := make([]string, 0, len(x.s.cfg.Tables.Fields)+2)
	for _, f := range x.s.cfg.Tables.Fields {
		text := v[f.Code]
		if text != "" && !x.e.Sees(l, f.Code) {
			text = ""
		}
		if f.Code == RoomUse && x.rooms[text] != "" {
			text = x.rooms[text]
		}
		out = append(out, x.s.cfg.Tables.Shown(f, text))
	}
	return append(out, x.places[l.Place], l.ID.String())
}

func (s *Service) linkedCards(ctx context.Context, cards []Card) (map[shiheng.CameraID]registry.Linked, error) {
	ids := make([]shiheng.CameraID, len(cards))
	for i, c := range cards {
		ids[i] = c.Camera.ID
	}
	got, err := s.cfg.Register.Read().Linked(ctx, ids...)
	out := make(map[shiheng.CameraID]registry.Linked, len(got))
	for _, l := range got {
		out[l.ID] = l
	}
	return out, err
}

// Template writes an empty workbook with heads, notes, lists of values and the
// code tables.
func (s *Service) Template(w io.Writer) error {
	t := s.cfg.Tables
	heads, required := t.heads()
	b := sheet.Book{Name: "一机一档", Heads: heads, Required: required, Notes: make([]string, len(heads))}
	dict := sheet.Extra{Name: "字典", Heads: []string{"字典", "代码", "名称", "版本", "出处"}}
	guide := sheet.Extra{Name: "填写说明", Heads: []string{"列", "字段代码", "必填", "写法"}}
	for i, f := range t.Fields {
		note := t.formNote(f)
		b.Notes[i] = note
		guide.Rows = append(guide.Rows, []string{f.Zh, string(f.Code), kindsZh(f.Required), note})
		if values := s.choices(f); len(values) > 0 {
			b.Lists = append(b.Lists, sheet.List{Column: i, Values: values, Strict: f.Form == "dictionary" || f.Form == "flag" || f.Form == "roomuse"})
		}
	}
	for _, d := range t.Dictionaries {
		for _, v := range d.Values {
			dict.Rows = append(dict.Rows, []string{d.Zh, v.Code, v.Zh, itoa(d.Version), d.Source})
		}
	}
	for _, r := range s.cfg.Register.RoomUses() {
		if r.Forbidden == nil {
			dict.Rows = append(dict.Rows, []string{"部位用途", r.Use, r.Zh, "", ""})
		}
	}
	b.Tables = []sheet.Extra{guide, dict}
	return sheet.WriteXLSX(w, b)
}

// choices are what a column may be picked from. A forbidden room is no choice.
func (s *Service) choices(f Field) (out []string) {
	switch f.Form {
	case "flag":
		return []string{"是", "否"}
	case "dictionary", "industry", "civilcode":
		for _, v := range s.cfg.Tables.byID[f.Dictionary].Values {
			if !slices.Contains(out, v.Zh) {
				out = append(out, v.Zh)
			}
		}
	case "roomuse":
		for _, r := range s.cfg.Register.RoomUses() {
			if r.Forbidden == nil {
				out = append(out, r.Zh)
			}
		}
	case "category":
		return law.W168Categories()
	case "class":
		return law.R799Classes()
	}
	return out
}

func kindsZh(w when) string {
	switch {
	case len(w) == 0:
		return ""
	case len(w) == len(Kinds()):
		return "必填"
	}
	names := map[Kind]string{Fixed: "固定点位", Mobile: "移动点位", Temporary: "临时布设"}
	out := make([]string, len(w))
	for i, k := range w {
		out[i] = names[k]
	}
	return strings.Join(out, "、") + "必填"
}

// formNote says how a field is written.
func (t *Tables) formNote(f Field) string {
	notes := map[Form]string{
		"code20": "20 位数字，本列请设为文本格式", "digits6": "6 位数字，没有填 000000", "digits12": "12 位数字，本列请设为文本格式",
		"civilcode": "区县名称或 6 至 12 位区划代码", "flag": "是或否", "day": "日期，如 2026-01-31", "pastday": "日期，如 2026-01-31，不晚于今天",
		"longitude": "十进制度，WGS-84；偏移坐标请在导入时声明坐标系", "latitude": "十进制度，WGS-84；偏移坐标请在导入时声明坐标系",
		"ipv4": "如 10.1.2.3", "mac": "XX-XX-XX-XX-XX-XX", "phones": "多个号码用 / 分隔", "resolution": "如 1920x1080",
		"degrees": "0 至 360", "dictionary": "按“字典”表填写代码或名称", "dictionaries": "按“字典”表填写，多个用 / 分隔",
		"industry": "按“字典”表填写两位代码或名称", "roomuse": "按“字典”表填写；法规禁止的部位不得填报", "system": "视频系统登记的名称",
		"category": "W8-01 至 W8-10，随视频系统登记，只导出", "class": "随视频系统登记，只导出", "file": "在档案页上传", "files": "在档案页上传",
		"masks": "在档案页绘制", "polygon": "在档案页绘制", "track": "经度,纬度;经度,纬度", "envelope": "在档案页填写",
		"preset": "预置位编号 0 至 255",
	}
	return notes[f.Form]
}

// Faulty writes the rows of an import that were refused or left as a workbook
// of the same columns, with the cells at fault marked and what to do about
// them in a comment and in the last column, so that it can be put right and
// brought in again.
func (s *Service) Faulty(ctx context.Context, actor audit.Actor, id ImportID, w io.Writer) error {
	imp, err := s.own(ctx, actor, id)
	if err != nil {
		return err
	}
	var rows []Row
	for _, status := range []RowStatus{RowRefused, RowLeft} {
		err := walk(ctx, func(ctx context.Context, p audit.Paging) (audit.Page[Row], error) {
			return s.cfg.Store.Rows(ctx, id, status, p)
		},
			func(r Row) { rows = append(rows, r) })
		if err != nil {
			return err
		}
	}
	slices.SortFunc(rows, func(a, b Row) int { return a.Line - b.Line })
	heads := make([]string, 0, len(imp.Columns)+2)
	for _, c := range imp.Columns {
		heads = append(heads, s.columnName(c))
	}
	heads = append(heads, "原行号", "问题与处理")
	n := 0
	return sheet.WriteXLSX(w, sheet.Book{
		Name: "问题行", Heads: heads,
		Rows: func() ([]string, error) {
			if n == len(rows) {
				return nil, nil
			}
			n++
			return s.faultyRow(imp.Columns, rows[n-1]), nil
		},
		Marks: func(i int) map[int]string {
			marks := map[int]string{}
			for _, f := range rows[i].Faults {
				if at := slices.Index(imp.Columns, f.Field); at >= 0 {
					marks[at] = s.cfg.Tables.Say(f)
				}
			}
			return marks
		},
	})
}

func (s *Service) faultyRow(columns []Code, r Row) []string {
	out := make([]string, 0, len(columns)+2)
	for _, c := range columns {
		out = append(out, r.Cells[c])
	}
	var why []string
	for _, f := range r.Faults {
		why = append(why, s.columnName(f.Field)+"："+s.cfg.Tables.Say(f))
	}
	if r.Outcome != "" {
		why = append(why, r.Outcome)
	}
	if r.Article != "" {
		why = append(why, "依据 "+r.Article)
	}
	return append(out, itoa(r.Line), strings.Join(why, "；"))
}

func (s *Service) columnName(c Code) string {
	if f, ok := s.cfg.Tables.Field(c); ok {
		return f.Zh
	}
	return map[Code]string{CameraColumn: "系统内标识", PlaceColumn: "场所"}[c]
}
