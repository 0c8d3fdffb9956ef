package works

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

type outageKind struct{}

// OutageID names one interruption.
type OutageID = shiheng.ID[outageKind]

// The states of an interruption.
const (
	OutagePlanned  = "planned"  // 已批准, its time has not come
	OutageOpen     = "open"     // 停用中
	OutageRestored = "restored" // 已恢复
)

// An OutageEntry is form 6.14.
type OutageEntry struct {
	Planned bool               `json:"planned,omitempty"`
	Whole   bool               `json:"whole,omitempty" doc:"The whole system"`
	Cameras []shiheng.CameraID `json:"cameraIds,omitempty" nullable:"false" maxItems:"500" doc:"Left out for the whole system"`
	Reason  string             `json:"reason" minLength:"1" maxLength:"4000"`
	From    time.Time          `json:"from"`
	To      time.Time          `json:"to,omitzero" doc:"When it is expected to be over"`
	// Approved names who approved it and when; a planned one needs it.
	Approved   string   `json:"approved,omitempty" maxLength:"300"`
	Measures   string   `json:"measures,omitempty" maxLength:"4000" doc:"Temporary measures"`
	ReportedTo string   `json:"reportedTo,omitempty" maxLength:"300"`
	Files      []FileID `json:"files,omitempty" nullable:"false" maxItems:"60"`
}

// An Outage is one interruption of operation, of the whole system or of some
// cameras, with its cause (W168/30/6).
type Outage struct {
	Base[outageKind]
	State      string      `json:"state" enum:"planned,open,restored"`
	Entry      OutageEntry `json:"entry"`
	RestoredAt time.Time   `json:"restoredAt,omitzero"`
	RestoredBy string      `json:"restoredBy,omitempty"`
	Lost       string      `json:"lost,omitempty" doc:"Footage that was lost"`
	Document   DocumentID  `json:"documentId,omitzero" format:"uuid"`
}

// Head implements [registry.Record].
func (o Outage) Head() registry.Head {
	var due law.Day
	if o.State != OutageRestored && !o.Entry.To.IsZero() {
		due = law.DayOf(o.Entry.To)
	}
	return o.head(o.State, due, o.Entry.Reason)
}

// Covers reports whether the interruption is on and covers the camera.
func (o Outage) Covers(camera shiheng.CameraID) bool {
	return o.State == OutageOpen && (o.Entry.Whole || slices.Contains(o.Entry.Cameras, camera))
}

func (e *OutageEntry) tidy() error {
	if err := words(maxLine, &e.Approved, &e.ReportedTo); err != nil {
		return err
	}
	if err := words(maxText, &e.Reason, &e.Measures); err != nil {
		return err
	}
	e.From, e.To = e.From.UTC().Truncate(time.Microsecond), e.To.UTC().Truncate(time.Microsecond)
	switch {
	case e.Reason == "":
		return shiheng.Invalid("outage.reason").By("W168/30/6")
	case e.Whole == (len(e.Cameras) > 0):
		return shiheng.Invalid("outage.scope")
	case e.From.IsZero() || (!e.To.IsZero() && !e.From.Before(e.To)):
		return shiheng.Invalid("outage.span")
	case e.Planned && (e.Approved == "" || e.To.IsZero()):
		return shiheng.Forbidden("outage.approval").By("W168/30/6")
	case len(e.Files) > maxFiles:
		return shiheng.Invalid("outage.size")
	}
	return nil
}

// Interrupt records an interruption. One of the whole system that is in
// service suspends it; a planned one does so when its time comes.
func (s *Service) Interrupt(ctx context.Context, actor audit.Actor, system shiheng.SystemID, e OutageEntry) (Outage, error) {
	var out Outage
	err := s.do(ctx, request{actor, audit.OutageOpen, "W168/30/6", system}, func(j *job) error {
		if err := e.tidy(); err != nil {
			return err
		}
		if !e.Planned && j.now.Before(e.From) {
			return shiheng.Invalid("outage.span")
		}
		all, err := j.tx.Outages().All(about(system, ""))
		if err != nil {
			return err
		}
		for _, o := range all {
			if o.State != OutageRestored && o.Entry.Whole && e.Whole {
				return shiheng.Conflict("outage.open")
			}
		}
		for _, id := range e.Cameras {
			c, err := j.tx.Camera(id)
			if err == nil && c.System != system {
				err = shiheng.NotFound("camera.none")
			}
			if err != nil {
				return err
			}
		}
		out = Outage{Base: fresh[outageKind](j), State: OutagePlanned, Entry: e}
		j.about(e.Cameras)
		j.note("record", out.ID.String())
		j.note("reason", e.Reason)
		if err := s.attach(j, "outage", out.ID.String(), e.Files...); err != nil {
			return err
		}
		if !j.now.Before(e.From) {
			if err := s.beginOutage(j, &out); err != nil {
				return err
			}
		}
		return j.tx.Outages().Put(out)
	})
	return out, err
}

// beginOutage has an interruption begin. Only a system in service is suspended
// by it; one that is something else stays that.
func (s *Service) beginOutage(j *job, o *Outage) error {
	o.State = OutageOpen
	if !o.Entry.Whole || j.system.State != registry.InService {
		return nil
	}
	return s.advance(j, registry.Suspend, registry.StateFacts{Reason: o.Entry.Reason})
}

// beginOutages has planned interruptions begin whose time has come.
func (s *Service) beginOutages(ctx context.Context) error {
	planned, err := s.cfg.Store.Outages().List(ctx, about(shiheng.SystemID{}, OutagePlanned), audit.Paging{Limit: 500})
	if err != nil {
		return fmt.Errorf("begin outages: %w", err)
	}
	for _, p := range planned.Items {
		if s.now().Before(p.Entry.From) {
			continue
		}
		err := s.do(ctx, request{audit.House("works"), audit.OutageBegin, "W168/30/6", p.System}, func(j *job) error {
			o, err := j.tx.Outages().One(p.ID.String())
			if err != nil || o.State != OutagePlanned {
				return err
			}
			j.note("record", o.ID.String())
			j.about(o.Entry.Cameras)
			if err := s.beginOutage(j, &o); err != nil {
				return err
			}
			o.Version++
			return j.tx.Outages().Put(o)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// A Restoring says how an interruption ended.
type Restoring struct {
	At   time.Time `json:"at,omitzero" doc:"Now when left out"`
	Lost string    `json:"lost,omitempty" maxLength:"4000" doc:"Footage that was lost, in words"`
}

// Restore ends an interruption. A system that it suspended is in service
// again, if gate L2 still lets it. A planned one that never began is called
// off.
func (s *Service) Restore(ctx context.Context, actor audit.Actor, id OutageID, in Restoring) (Outage, error) {
	if err := words(maxText, &in.Lost); err != nil {
		return Outage{}, err
	}
	out, err := s.cfg.Store.Outages().One(ctx, id.String())
	if err != nil {
		return Outage{}, err
	}
	err = s.do(ctx, request{actor, audit.OutageRestore, "W168/30/6", out.System}, func(j *job) error {
		if out, err = j.tx.Outages().One(id.String()); err != nil {
			return err
		}
		if in.At.IsZero() {
			in.At = j.now
		}
		began := out.State == OutageOpen
		switch {
		case out.State == OutageRestored:
			return shiheng.Conflict("outage.restored")
		case began && (in.At.Before(out.Entry.From) || j.now.Before(in.At)):
			return shiheng.Invalid("outage.span")
		}
		out.State, out.RestoredAt, out.RestoredBy, out.Lost = OutageRestored, in.At.UTC().Truncate(time.Microsecond), actor.Called(), in.Lost
		out.Version++
		j.note("record", id.String())
		j.note("lost", in.Lost)
		j.about(out.Entry.Cameras)
		if began && out.Entry.Whole && j.system.State == registry.Suspended {
			f, err := s.facts(j.ctx, j.tx, j.system)
			if err != nil {
				return err
			}
			if err := s.advance(j, registry.Resume, f); err != nil {
				return err
			}
		}
		if out.Document, err = s.printOutage(j, out); err != nil {
			return err
		}
		return j.tx.Outages().Put(out)
	})
	return out, err
}
