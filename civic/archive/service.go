package archive

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Config is what a Service needs. All but Now are required.
type Config struct {
	Store    Store
	Register *registry.Service
	Papers   *papers.Service
	Law      *law.Law
	Tables   *Tables
	Now      func() time.Time // time.Now when nil
}

// Service is the room's desk: it holds the rules and writes each change with
// its history and its event. Whether the actor may ask at all, and which fields
// he may see and set, was asked before. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Register == nil || cfg.Papers == nil || cfg.Law == nil || cfg.Tables == nil {
		return nil, errors.New("archive: Store, Register, Papers, Law and Tables are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg: cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists and lookups of the store, which need no rule.
func (s *Service) Read() Store { return s.cfg.Store }

// Tables are the fields and dictionaries the archive works with.
func (s *Service) Tables() *Tables { return s.cfg.Tables }

// An Edit changes some fields of a camera's record; "" takes a value away.
// Fields that are not named stay.
type Edit struct {
	Camera shiheng.CameraID
	Values map[Code]string // as typed
	Datum  Datum           // of the coordinates given; empty: WGS-84
	// Version is that of the record that was read, 0 when there was none.
	Version int64
	// Because names what made the change besides a person's typing, such as
	// the adoption of a device's value.
	Because string
	// Why says why pictures are taken off the record; asked for when some are
	// and none takes their place.
	Why string
}

// Save changes a record, or makes it with its first values. A value that is
// not well-formed is an ErrInvalid that names the field; so is a shifted or
// impossible position. A camera in a forbidden room, a name that sounds like
// one without a privacy review (W168/9), and secrecy (W168/29/2) are refused
// and on record. What the register keeps cannot be set here.
func (s *Service) Save(ctx context.Context, actor audit.Actor, in Edit) (Record, error) {
	set, err := s.readEdit(in)
	if err != nil {
		return Record{}, err
	}
	var refused error
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		refused = nil
		c, err := tx.Camera(in.Camera)
		if err != nil {
			return err
		}
		v, err := tx.System(c.System)
		if err != nil {
			return err
		}
		facts, err := around(tx, c.Place)
		if err != nil {
			return err
		}
		_, err = s.put(tx, actor, saving{camera: c, system: v, around: facts, set: set, version: in.Version, because: in.Because, why: in.Why})
		if e, ok := errors.AsType[*shiheng.Error](err); ok && e.Kind == shiheng.ErrForbidden {
			refused = e
			return tx.Append(audit.New(s.now(), actor, audit.ArchiveChange, audit.On("camera", c.ID)).About(c.ID).Refuse(e.Article, e.Code))
		}
		return err
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return Record{}, fmt.Errorf("save archive record: %w", err)
	}
	return s.cfg.Store.Record(ctx, in.Camera)
}

// readEdit reads typed values and puts coordinates into WGS-84.
func (s *Service) readEdit(in Edit) (Values, error) {
	set := Values{}
	for code, text := range in.Values {
		f, ok := s.cfg.Tables.Field(code)
		switch {
		case !ok:
			return nil, shiheng.Invalid("archive.field-unknown", "field", string(code))
		case f.OfRegister():
			return nil, shiheng.Invalid("archive.field-register", "field", string(code))
		}
		v, bad := s.cfg.Tables.Read(f, text)
		if bad != nil {
			return nil, Refused(*bad)
		}
		set[code] = v
	}
	return set, s.toWGS(set, in.Datum)
}

// toWGS converts the coordinates among values, in place. Shifted ones come in
// pairs only.
func (s *Service) toWGS(set Values, from Datum) error {
	if from == "" || from == WGS84 || from == CGCS2000 {
		return nil
	}
	p, both := set.Point()
	if !both {
		if set[Longitude] == "" && set[Latitude] == "" {
			return nil
		}
		return shiheng.Invalid("archive.datum-pair")
	}
	q, err := Convert(p, from)
	if err != nil {
		return err
	}
	for code, deg := range map[Code]float64{Longitude: q.Lon, Latitude: q.Lat} {
		f, _ := s.cfg.Tables.Field(code)
		set[code], _ = s.cfg.Tables.Read(f, fmt.Sprintf("%.7f", deg))
	}
	return nil
}

// Refused is a fault of one value as an ErrInvalid.
func Refused(bad Fault) *shiheng.Error {
	pairs := []string{"field", string(bad.Field)}
	for k, v := range bad.Params {
		pairs = append(pairs, k, v)
	}
	code := "archive.fault." + bad.Code
	return shiheng.Invalid(code, pairs...)
}

// saving is one change of a record within a transaction.
type saving struct {
	camera  registry.Camera
	system  registry.VideoSystem
	around  registry.Facts // what holds because of the camera's place
	set     Values         // canonical; "" takes away
	version int64
	because string
	why     string // pictures are taken off
	batch   ImportID
	created bool               // the camera was made in this transaction; its event says the fields
	passed  bool               // the gates were asked
	was     map[Code][2]string // what changed of the register's fields
}

func (in saving) linked() registry.Linked {
	return registry.Linked{Camera: in.camera, System: in.system, Around: in.around}
}

// around is what holds because of a place.
func around(tx Tx, id shiheng.PlaceID) (registry.Facts, error) {
	p, err := tx.Place(id)
	return p.Effective(), err
}

// put checks the rules and writes record, history and event. It reports
// whether anything changed.
func (s *Service) put(tx Tx, actor audit.Actor, in saving) (bool, error) {
	now := s.now()
	rec, err := tx.Record(in.camera.ID)
	isNew := errors.Is(err, shiheng.ErrNotFound)
	if err != nil && !isNew {
		return false, err
	}
	if rec.Version != in.version {
		return false, shiheng.Conflict("archive.changed")
	}
	if isNew {
		rec = Record{Camera: in.camera.ID, Values: Values{}, CreatedAt: now}
	}
	after := maps.Clone(rec.Values)
	for code, text := range in.set {
		delete(after, code)
		if text != "" {
			after[code] = text
		}
	}
	view := Overlay(after, in.linked())
	if !in.passed {
		if err := s.gates(tx, in, rec.Values, after, view); err != nil {
			return false, err
		}
	}
	diff := Diff(rec.Values, after)
	if err := s.pictures(tx, actor, in, diff); err != nil {
		return false, err
	}
	maps.Copy(diff, in.was)
	if len(diff) == 0 && !isNew {
		return false, nil
	}
	report, err := s.rejudge(tx, rec, view, diff, in.linked())
	if err != nil {
		return false, err
	}
	rec.Values, rec.Valid, rec.Required = after, report.Valid, report.Required
	rec.UpdatedAt, rec.UpdatedBy = now, actor.Account
	if err := tx.PutRecord(rec, view); err != nil {
		return false, err
	}
	return true, s.note(tx, actor, in, diff, rec.Version+1)
}

// rejudge works out how complete a changed record is, and marks the records
// that shared a value with it, or do so now.
func (s *Service) rejudge(tx Tx, rec Record, view Values, diff map[Code][2]string, l registry.Linked) (Report, error) {
	taken, err := tx.Taken(rec.Camera, view)
	if err != nil {
		return Report{}, err
	}
	gone, now := Values{}, Values{}
	for _, f := range []Code{DeviceCode, MAC, IPv4, IPv6} {
		_, changed := diff[f]
		_, moved := diff[NetworkType]
		if (changed || moved) && rec.Values[f] != "" {
			gone[f], gone[NetworkType] = rec.Values[f], rec.Values[NetworkType]
		}
		if contains(codes(taken), string(f)) {
			now[f], now[NetworkType] = view[f], view[NetworkType]
		}
	}
	for _, shared := range []Values{gone, now} {
		if err := tx.Touch(rec.Camera, shared); err != nil {
			return Report{}, err
		}
	}
	return s.cfg.Tables.Check(view, s.facts(view, l, taken, s.now())), nil
}

// note writes the history and the event of a change.
func (s *Service) note(tx Tx, actor audit.Actor, in saving, diff map[Code][2]string, version int64) error {
	now := s.now()
	err := tx.InsertChange(Change{
		ID: shiheng.NewID[ChangeID](now), Camera: in.camera.ID, At: now, By: actor.Account, Name: actor.Name, Import: in.batch,
		Created: in.created, Changes: diff, Version: version, CameraVersion: in.camera.Version,
	})
	if err != nil {
		return err
	}
	if in.created {
		return nil
	}
	e := audit.New(now, actor, audit.ArchiveChange, audit.On("camera", in.camera.ID)).About(in.camera.ID).With("fields", fieldNames(diff))
	if !in.batch.IsZero() {
		e = e.With("import", in.batch.String())
	}
	if in.because != "" {
		e = e.With("because", in.because)
	}
	return tx.Append(e)
}

// gates are the rules no record passes against: L1, the review of a name that
// sounds like a forbidden room, secrecy, and positions that cannot be right.
func (s *Service) gates(tx Tx, in saving, before, after, view Values) error {
	if err := s.cfg.Law.CheckRoom(in.camera.RoomUse, law.DayOf(s.now())); err != nil {
		return err
	}
	if word, _, suspicious := Sounds(in.camera.Name); suspicious && view[PrivacyReview] == "" {
		return shiheng.Forbidden("archive.name-review", "word", word).By("W168/9")
	}
	if after[Secrecy] == "true" {
		return shiheng.Forbidden("archive.secrecy").By("W168/29/2")
	}
	if len(after[PrivacyReview]) > 0 && strings.TrimSpace(after[PrivacyReview]) == "" {
		return shiheng.Invalid("archive.fault.missing", "field", string(PrivacyReview))
	}
	return s.checkPoint(tx, in.camera.ID, before, after)
}

// checkPoint refuses a new position outside the city, and one that is a known
// position as a shifted map shows it.
func (s *Service) checkPoint(tx Tx, id shiheng.CameraID, before, after Values) error {
	p, ok := after.Point()
	if !ok || (before[Longitude] == after[Longitude] && before[Latitude] == after[Latitude]) {
		return nil
	}
	if !s.cfg.Tables.Outlines.InCity(p) {
		return shiheng.Invalid("archive.position-outside")
	}
	var known []Point
	if old, had := before.Point(); had {
		known = append(known, old)
	}
	if !id.IsZero() {
		device, said, err := tx.ChannelPoint(id)
		if err != nil {
			return err
		}
		if said {
			known = append(known, device)
		}
	}
	for _, k := range known {
		if datum, shifted := Shifted(p, k); shifted {
			return shiheng.Invalid("archive.position-shifted", "datum", string(datum))
		}
	}
	return nil
}

// judge works out the completeness of a record as it would be now.
func (s *Service) judge(tx Tx, view Values, l registry.Linked, now time.Time) (Report, error) {
	taken, err := tx.Taken(l.ID, view)
	if err != nil {
		return Report{}, err
	}
	return s.cfg.Tables.Check(view, s.facts(view, l, taken, now)), nil
}

func (s *Service) facts(view Values, l registry.Linked, taken []Code, now time.Time) Facts {
	today := law.DayOf(now)
	return Facts{
		Today: today, Floor: s.cfg.Law.Floor(l.Facts(), today), NoDuty: l.System.NoDutyReason != "",
		Room: s.cfg.Law.CheckRoom(view[RoomUse], today), Taken: taken,
	}
}

// Judge says how complete the record of a camera is now, with what is missing
// or wrong. A camera without a record lacks all of it.
func (s *Service) Judge(ctx context.Context, l registry.Linked) (Values, Record, Report, error) {
	rec, err := s.cfg.Store.Record(ctx, l.ID)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return nil, Record{}, Report{}, err
	}
	view := Overlay(rec.Values, l)
	taken, err := s.taken(ctx, l.ID, view)
	if err != nil {
		return nil, Record{}, Report{}, err
	}
	return view, rec, s.cfg.Tables.Check(view, s.facts(view, l, taken, s.now())), nil
}

func (s *Service) taken(ctx context.Context, id shiheng.CameraID, view Values) ([]Code, error) {
	var out []Code
	for _, field := range []Code{DeviceCode, MAC, IPv4, IPv6} {
		if view[field] == "" {
			continue
		}
		value := view[field]
		if field == IPv4 || field == IPv6 {
			value = view[NetworkType] + " " + value
		}
		got, err := s.cfg.Store.Having(ctx, field, []string{value})
		if err != nil {
			return nil, err
		}
		for _, other := range got[value] {
			if other != id {
				out = append(out, field)
				break
			}
		}
	}
	return out, nil
}

// Refresh judges anew the records that something else changed around: the
// camera's row, its system's facts, or another camera's code or addresses.
// Twice is once. app calls it from time to time.
func (s *Service) Refresh(ctx context.Context) error {
	for {
		ids, err := s.cfg.Store.Stale(ctx, 200)
		if err != nil || len(ids) == 0 {
			return err
		}
		err = s.cfg.Store.Write(ctx, func(tx Tx) error {
			for _, id := range ids {
				if err := s.judgeAgain(tx, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("judge archive anew: %w", err)
		}
	}
}

func (s *Service) judgeAgain(tx Tx, id shiheng.CameraID) error {
	rec, err := tx.Record(id)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) { // a camera nobody filed has what the register keeps
		return err
	}
	c, err := tx.Camera(id)
	if err != nil {
		return err
	}
	v, err := tx.System(c.System)
	if err != nil {
		return err
	}
	l := registry.Linked{Camera: c, System: v}
	if l.Around, err = around(tx, c.Place); err != nil {
		return err
	}
	report, err := s.judge(tx, Overlay(rec.Values, l), l, s.now())
	if err != nil {
		return err
	}
	return tx.Judged(id, report.Valid, report.Required)
}
