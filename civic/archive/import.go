package archive

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// A RowStatus says what is to become, or became, of a row of a sheet.
type RowStatus string

// What may be said of a row: in the preview new, changed, unchanged or
// refused; after the commit done, or left when something stood in the way
// meanwhile; after an undo undone, or kept when it was changed since.
const (
	RowNew       RowStatus = "new"
	RowChanged   RowStatus = "changed"
	RowUnchanged RowStatus = "unchanged"
	RowRefused   RowStatus = "refused"
	RowDone      RowStatus = "done"
	RowLeft      RowStatus = "left"
)

// Columns of a sheet that are no field of the archive.
const (
	CameraColumn Code = "camera_id" // our own identity of the camera
	PlaceColumn  Code = "place_id"  // name or identity of the place
)

// extraColumns are the heads of those columns.
func extraColumns() map[string]Code {
	return map[string]Code{
		"camera_id": CameraColumn, "系统内标识": CameraColumn, "place_id": PlaceColumn, "场所": PlaceColumn, "所在场所": PlaceColumn,
	}
}

// A Row is one row of a sheet on its way into the archive.
type Row struct {
	Line   int              `json:"line"` // in the sheet, the heads are line 1
	Status RowStatus        `json:"status"`
	Camera shiheng.CameraID `json:"cameraId,omitzero"`
	Name   string           `json:"name"`
	// Cells are the texts as they stand in the sheet.
	Cells   map[Code]string    `json:"cells"`
	Values  Values             `json:"values,omitempty"` // as read
	System  shiheng.SystemID   `json:"systemId,omitzero"`
	Place   shiheng.PlaceID    `json:"placeId,omitzero"`
	Faults  []Fault            `json:"faults,omitempty"`
	Article string             `json:"article,omitempty"` // the clause it was refused by
	Changes map[Code][2]string `json:"changes,omitempty"`
	// Version and CameraVersion are those of the rows the preview saw.
	Version       int64  `json:"version"`
	CameraVersion int64  `json:"cameraVersion"`
	Outcome       string `json:"outcome,omitempty"` // code of why it was left
}

func (r *Row) refuse(bad Fault, article string) {
	r.Status = RowRefused
	r.Faults = append(r.Faults, bad)
	if r.Article == "" {
		r.Article = article
	}
}

// An ImportState is where an import stands.
type ImportState string

// The states of an import.
const (
	Previewed  ImportState = "previewed"
	Committing ImportState = "committing"
	Committed  ImportState = "committed"
	Undoing    ImportState = "undoing"
	Undone     ImportState = "undone"
	Discarded  ImportState = "discarded"
)

// Counts are how many rows of an import are what.
type Counts struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Refused   int `json:"refused"`
	Done      int `json:"done"`
	Left      int `json:"left"`   // not written: something changed meanwhile
	Undone    int `json:"undone"` // taken back
	Kept      int `json:"kept"`   // not taken back: changed since
}

// An Import is one sheet on its way into the archive.
type Import struct {
	ID          ImportID          `json:"id"`
	Account     shiheng.AccountID `json:"accountId"`
	Name        string            `json:"name"` // login of who brought it
	File        string            `json:"file"`
	State       ImportState       `json:"state"`
	Datum       Datum             `json:"datum"`
	Columns     []Code            `json:"columns"`
	Ignored     []string          `json:"ignored"` // heads that no field has
	Counts      Counts            `json:"counts"`
	At          time.Time         `json:"at"`
	CommittedAt time.Time         `json:"committedAt,omitzero"`
	UndoneAt    time.Time         `json:"undoneAt,omitzero"`
	Version     int64             `json:"version"`
}

// A SheetRow is one row of a sheet as it was read.
type SheetRow struct {
	Line  int
	Cells []string
}

// MaxRows bounds one sheet.
const MaxRows = 50_000

// An Upload is a sheet somebody wants to bring in.
type Upload struct {
	File  string
	Heads []string
	Rows  []SheetRow
	Datum Datum
	// May says whether the person may manage the archive of a camera: one that
	// is there, or one that is to stand in a system and place.
	May func(registry.Linked) error
}

// Preview reads a sheet against the archive and writes down, row by row, what
// would become of it; nothing of the archive changes. Rows that L1, secrecy or
// the review of names refuse are on record now.
func (s *Service) Preview(ctx context.Context, actor audit.Actor, up Upload) (Import, error) {
	if _, err := Convert(Point{}, up.Datum); err != nil {
		return Import{}, err
	}
	now := s.now()
	imp := Import{
		ID: shiheng.NewID[ImportID](now), Account: actor.Account, Name: actor.Name, File: up.File, State: Previewed, Datum: up.Datum,
		Ignored: []string{}, At: now, Version: 1,
	}
	columns, err := s.columns(up.Heads, &imp)
	if err != nil {
		return Import{}, err
	}
	if len(up.Rows) > MaxRows {
		return Import{}, shiheng.Exhausted("archive.import-rows", "most", strconv.Itoa(MaxRows))
	}
	p, err := s.newPlanner(ctx, up)
	if err != nil {
		return Import{}, fmt.Errorf("preview import: %w", err)
	}
	rows := make([]Row, 0, len(up.Rows))
	for _, r := range up.Rows {
		if row, filled := cellsOf(r, columns); filled {
			rows = append(rows, row)
		}
	}
	if err := p.plan(ctx, rows); err != nil {
		return Import{}, fmt.Errorf("preview import: %w", err)
	}
	for _, r := range rows {
		imp.Counts.count(r.Status)
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.InsertImport(imp); err != nil {
			return err
		}
		if err := tx.InsertRows(imp.ID, rows); err != nil {
			return err
		}
		return noteRefusals(tx, actor, imp, rows, now)
	})
	if err != nil {
		return Import{}, fmt.Errorf("preview import: %w", err)
	}
	return imp, nil
}

func (c *Counts) count(s RowStatus) {
	switch s {
	case RowNew:
		c.New++
	case RowChanged:
		c.Changed++
	case RowUnchanged:
		c.Unchanged++
	case RowRefused:
		c.Refused++
	case RowDone, RowLeft:
	}
}

// noteRefusals puts on record the rows that a gate refused, and the preview
// itself.
func noteRefusals(tx Tx, actor audit.Actor, imp Import, rows []Row, now time.Time) error {
	for _, r := range rows {
		if r.Article == "" {
			continue
		}
		e := audit.New(now, actor, audit.ArchiveImport, audit.On("import", imp.ID)).
			With("line", strconv.Itoa(r.Line)).With("name", r.Name).Refuse(r.Article, r.Faults[0].Code)
		if err := tx.Append(e); err != nil {
			return err
		}
	}
	return tx.Append(audit.New(now, actor, audit.ArchiveImport, audit.On("import", imp.ID)).With("file", imp.File).
		With("new", strconv.Itoa(imp.Counts.New)).With("changed", strconv.Itoa(imp.Counts.Changed)).
		With("unchanged", strconv.Itoa(imp.Counts.Unchanged)).With("refused", strconv.Itoa(imp.Counts.Refused)))
}

// columns finds the field of each column; a field that two columns claim, and
// a sheet without one that names its cameras, is an ErrInvalid.
func (s *Service) columns(heads []string, imp *Import) ([]Code, error) {
	out := make([]Code, len(heads))
	seen := map[Code]bool{}
	for i, h := range heads {
		code, extra := extraColumns()[headKey(h)]
		if !extra {
			f, known := s.cfg.Tables.Column(h)
			if !known {
				if h != "" {
					imp.Ignored = append(imp.Ignored, clip(h))
				}
				continue
			}
			code = f.Code
		}
		if seen[code] {
			return nil, shiheng.Invalid("archive.import-column-twice", "column", clip(h))
		}
		seen[code] = true
		out[i], imp.Columns = code, append(imp.Columns, code)
	}
	if !seen[Name] && !seen[DeviceCode] && !seen[CameraColumn] {
		return nil, shiheng.Invalid("archive.import-columns")
	}
	return out, nil
}

func cellsOf(r SheetRow, columns []Code) (row Row, filled bool) {
	row = Row{Line: r.Line, Cells: map[Code]string{}, Values: Values{}}
	for i, text := range r.Cells {
		if i < len(columns) && columns[i] != "" && text != "" {
			row.Cells[columns[i]] = text
			filled = true
		}
	}
	row.Name = row.Cells[Name]
	return row, filled
}

// own returns an import that the account brought; others are ErrNotFound.
func (s *Service) own(ctx context.Context, actor audit.Actor, id ImportID) (Import, error) {
	imp, err := s.cfg.Store.Import(ctx, id)
	if err == nil && imp.Account != actor.Account {
		err = shiheng.NotFound("archive.import-none")
	}
	return imp, err
}

// Import returns an import of the actor's own.
func (s *Service) Import(ctx context.Context, actor audit.Actor, id ImportID) (Import, error) {
	return s.own(ctx, actor, id)
}

// Discard forgets a preview that was not committed, with its rows.
func (s *Service) Discard(ctx context.Context, actor audit.Actor, id ImportID) error {
	imp, err := s.own(ctx, actor, id)
	if err != nil {
		return err
	}
	if imp.State != Previewed {
		return shiheng.Conflict("archive.import-state", "state", string(imp.State))
	}
	imp.State = Discarded
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.UpdateImport(imp); err != nil {
			return err
		}
		return tx.DropRows(id)
	})
}
