package archive

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// A Difference is a field in which a device reports otherwise than the archive
// says. A value the device does not report is no difference.
type Difference struct {
	Field   Code
	Device  string
	Archive string
	// Metres is how far the two positions lie apart.
	Metres float64
	// Decision is what was said of this value of the device, nil while nobody
	// said anything. A new value asks anew.
	Decision *Decision
}

// reported are the values a channel of a catalogue reports, as the archive
// writes them. What it writes in no such way is left out: a default or a
// placeholder of the maker is no statement.
func (t *Tables) reported(ch registry.Channel) Values {
	raw := map[Code]string{
		Name: ch.Name, Manufacturer: ch.Manufacturer, Model: ch.Model, CivilCode: ch.CivilCode, Address: ch.Address,
		ParentCode: ch.Parent, IPv4: ch.IPAddress,
	}
	if len(ch.Code) == 20 {
		raw[DeviceCode] = ch.Code
	}
	if ch.PTZType > 0 {
		raw[PTZType] = strconv.Itoa(ch.PTZType)
	}
	if ch.Longitude != 0 && ch.Latitude != 0 {
		raw[Longitude], raw[Latitude] = fmt.Sprintf("%.7f", ch.Longitude), fmt.Sprintf("%.7f", ch.Latitude)
	}
	if ch.Secrecy {
		raw[Secrecy] = "true"
	}
	out := Values{}
	for code, text := range raw {
		f, _ := t.Field(code)
		switch v, bad := t.Read(f, text); {
		case bad != nil || v == "":
		case strings.EqualFold(v, "unknown") || strings.EqualFold(v, "address") || strings.EqualFold(v, "owner"):
		default:
			out[code] = v
		}
	}
	return out
}

// Compare lists in which fields a channel reports otherwise than the record
// says, in the order of the fields. Positions within [sameSpot] are the same.
// It is a pure function.
func (t *Tables) Compare(ch registry.Channel, v Values, said []Decision) []Difference {
	device := t.reported(ch)
	var out []Difference
	for _, f := range t.Fields {
		now, reports := device[f.Code]
		if !reports || now == v[f.Code] || f.Code == Latitude {
			continue
		}
		d := Difference{Field: f.Code, Device: now, Archive: v[f.Code]}
		if f.Code == Longitude {
			there, _ := device.Point()
			here, known := v.Point()
			if known {
				d.Metres = Metres(here, there)
			}
			if known && d.Metres <= sameSpot {
				continue
			}
			d.Device, d.Archive = pair(device), pair(v)
		}
		if f.Code == CivilCode && len(v[CivilCode]) > len(now) && strings.HasPrefix(v[CivilCode], now) {
			continue // the archive says it more closely
		}
		for i := range said {
			if said[i].Field == f.Code && said[i].Device == d.Device {
				d.Decision = &said[i]
			}
		}
		out = append(out, d)
	}
	return out
}

// pair is a position as one text.
func pair(v Values) string {
	if v[Longitude] == "" && v[Latitude] == "" {
		return ""
	}
	return v[Longitude] + "," + v[Latitude]
}

// An Answer is what somebody says of a difference.
type Answer struct {
	Camera shiheng.CameraID
	Field  Code
	// Device is the value it is about, so that nobody decides on one he did
	// not see.
	Device string
	Adopt  bool
	Note   string
}

// Decide adopts the value a device reports, or keeps the archive's, with a
// note; either is on record and stands until the device reports another value.
// Secrecy is never adopted: it ends the linking (W168/29/2).
func (s *Service) Decide(ctx context.Context, actor audit.Actor, a Answer) (Decision, error) {
	if a.Note = strings.TrimSpace(a.Note); a.Note == "" || len(a.Note) > 1000 {
		return Decision{}, shiheng.Invalid("archive.decision-note")
	}
	d, l, err := s.difference(ctx, a)
	if err != nil {
		return Decision{}, err
	}
	now := s.now()
	out := Decision{
		Camera: a.Camera, Field: a.Field, Device: d.Device, Archive: d.Archive, Adopted: a.Adopt, Note: a.Note, At: now,
		By: actor.Account, Name: actor.Name,
	}
	if a.Adopt {
		out.Archive = d.Device
	}
	event := audit.New(now, actor, audit.ArchiveDecide, audit.On("camera", a.Camera)).About(a.Camera).
		With("field", string(a.Field)).With("adopted", strconv.FormatBool(a.Adopt)).With("note", a.Note)
	if a.Adopt && a.Field == Secrecy {
		err := s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.Append(event.Refuse("W168/29/2", "archive.secrecy")) })
		if err == nil {
			err = shiheng.Forbidden("archive.secrecy").By("W168/29/2")
		}
		return Decision{}, err
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if a.Adopt {
			if err := s.adopt(tx, actor, l, d); err != nil {
				return err
			}
		}
		if err := tx.InsertDecision(out); err != nil {
			return err
		}
		return tx.Append(event)
	})
	if err != nil {
		return Decision{}, fmt.Errorf("decide on a difference: %w", err)
	}
	return out, nil
}

// difference finds the difference an answer speaks of as it is now.
func (s *Service) difference(ctx context.Context, a Answer) (Difference, registry.Linked, error) {
	linked, err := s.cfg.Register.Read().Linked(ctx, a.Camera)
	if err != nil || len(linked) == 0 {
		if err == nil {
			err = shiheng.NotFound("camera.none")
		}
		return Difference{}, registry.Linked{}, err
	}
	l := linked[0]
	view, _, _, err := s.Judge(ctx, l)
	if err != nil {
		return Difference{}, l, err
	}
	seen, err := s.cfg.Store.SeenOf(ctx, a.Camera)
	if err != nil {
		return Difference{}, l, err
	}
	for _, ch := range seen {
		for _, d := range s.cfg.Tables.Compare(ch.Channel, view, nil) {
			if d.Field == a.Field && d.Device == a.Device {
				return d, l, nil
			}
		}
	}
	return Difference{}, l, shiheng.Conflict("archive.difference-gone")
}

// adopt writes a device's value where it belongs: into the register or the
// record.
func (s *Service) adopt(tx Tx, actor audit.Actor, l registry.Linked, d Difference) error {
	set := Values{d.Field: d.Device}
	if d.Field == Longitude {
		set = Values{}
		set[Longitude], set[Latitude], _ = strings.Cut(d.Device, ",")
	}
	c, err := tx.Camera(l.ID)
	if err != nil {
		return err
	}
	in := saving{system: l.System, around: l.Around, set: archiveOnly(s.cfg.Tables, set), because: "device"}
	if in.camera, in.was = applied(c, set); len(in.was) > 0 {
		event, err := s.cfg.Register.SaveCameraIn(tx, actor, &in.camera)
		if err != nil {
			return err
		}
		return tx.Append(event.With("because", "device"))
	}
	rec, err := tx.Record(l.ID)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return err
	}
	in.version = rec.Version // 0: its first values
	_, err = s.put(tx, actor, in)
	return err
}
