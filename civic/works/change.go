package works

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

type changeKind struct{}

// ChangeID names one change.
type ChangeID = shiheng.ID[changeKind]

// The kinds of change (form 6.13). The first two are maintenance and need no
// approval; a rebuilding is of the whole system.
const (
	Repair      = "repair"      // 维修
	Replacement = "replacement" // 同位置替换
	Position    = "position"    // 位置, the point stays covered
	Function    = "function"    // 功能
	Direction   = "direction"   // 指向
	Rebuilding  = "rebuilding"  // 改建
)

// The states of a change.
const (
	ChangeRequested = "requested" // 待审批
	ChangeApproved  = "approved"  // 已批准
	ChangeRefused   = "refused"   // 未批准
	ChangeExecuted  = "executed"  // 已实施
	ChangeVerified  = "verified"  // 已核验
)

// A Posture is how a camera stands and looks.
type Posture struct {
	Position  string          `json:"position,omitempty" maxLength:"300"`
	Function  string          `json:"function,omitempty" maxLength:"300"`
	Direction string          `json:"direction,omitempty" maxLength:"300"`
	Preset    string          `json:"preset,omitempty" maxLength:"100"`
	Serial    string          `json:"serial,omitempty" maxLength:"100"`
	Place     shiheng.PlaceID `json:"placeId,omitzero" format:"uuid"`
	RoomUse   string          `json:"roomUse,omitempty" maxLength:"50"`
	Image     FileID          `json:"imageId,omitzero" format:"uuid" doc:"Reference image 标准画面"`
}

func (p *Posture) lines() []*string {
	return []*string{&p.Position, &p.Function, &p.Direction, &p.Preset, &p.Serial, &p.RoomUse}
}

// A ChangeEntry is form 6.13 as it is asked for.
type ChangeEntry struct {
	Kind   string           `json:"kind" enum:"repair,replacement,position,function,direction,rebuilding"`
	Camera shiheng.CameraID `json:"cameraId,omitzero" format:"uuid" doc:"Left out for a rebuilding"`
	Why    string           `json:"why" minLength:"1" maxLength:"4000"`
	Before Posture          `json:"before,omitzero"`
	After  Posture          `json:"after,omitzero"`
	// StillCovered: the point is covered after as before. A position change
	// that gives the point up is a removal or relocation (W168/17).
	StillCovered bool `json:"stillCovered,omitempty"`
	// Privacy is the outcome of looking at what the camera will see.
	Privacy string   `json:"privacy,omitempty" maxLength:"300" doc:"Privacy re-check: result"`
	Files   []FileID `json:"files,omitempty" nullable:"false" maxItems:"60"`
}

// maintenance reports whether the change needs no approval.
func (e ChangeEntry) maintenance() bool { return e.Kind == Repair || e.Kind == Replacement }

// A Change is one change of position, function or direction (W168/30/7), or a
// maintenance that is recorded like one.
type Change struct {
	Base[changeKind]
	State      string      `json:"state" enum:"requested,approved,refused,executed,verified"`
	Entry      ChangeEntry `json:"entry"`
	DecidedOn  law.Day     `json:"decidedOn,omitzero"`
	DecidedBy  string      `json:"decidedBy,omitempty"`
	Decision   string      `json:"decision,omitempty"`
	ExecutedOn law.Day     `json:"executedOn,omitzero"`
	ExecutedBy string      `json:"executedBy,omitempty"`
	Result     string      `json:"result,omitempty"`
	VerifiedOn law.Day     `json:"verifiedOn,omitzero"`
	VerifiedBy string      `json:"verifiedBy,omitempty"`
	Document   DocumentID  `json:"documentId,omitzero" format:"uuid"`
}

// Alters reports whether something of the system is no longer as it was: the
// change was carried out, and was no maintenance.
func (c Change) Alters() bool {
	return (c.State == ChangeExecuted || c.State == ChangeVerified) && !c.Entry.maintenance()
}

// Head implements [registry.Record].
func (c Change) Head() registry.Head { return c.head(c.State, law.Day{}, c.Entry.Why) }

func (e *ChangeEntry) tidy() error {
	if err := words(maxLine, append(append(e.Before.lines(), e.After.lines()...), &e.Privacy)...); err != nil {
		return err
	}
	if err := words(maxText, &e.Why); err != nil {
		return err
	}
	switch {
	case e.Why == "":
		return shiheng.Invalid("change.why").By("W168/30/7")
	case (e.Kind == Rebuilding) != e.Camera.IsZero():
		return shiheng.Invalid("change.camera")
	case e.Kind == Position && !e.StillCovered:
		return shiheng.Forbidden("change.gives-up-point").By("W168/17")
	case !e.maintenance() && e.Kind != Rebuilding && e.Privacy == "":
		return shiheng.Invalid("change.privacy").By("W168/9")
	case e.Kind == Replacement && e.After.Serial == "":
		return shiheng.Invalid("change.serial").By("W168/16")
	case e.maintenance() && (!e.After.Place.IsZero() || e.After.RoomUse != "" || e.After.Position != ""):
		return shiheng.Forbidden("change.not-maintenance").By("W168/30/7")
	case len(e.Files) > maxFiles:
		return shiheng.Invalid("change.size")
	}
	switch e.Kind {
	case Repair, Replacement, Position, Function, Direction, Rebuilding:
		return nil
	}
	return shiheng.Invalid("change.kind")
}

func (c Change) files() []FileID {
	return append([]FileID{c.Entry.Before.Image, c.Entry.After.Image}, c.Entry.Files...)
}

// RequestChange asks for a change, or records a maintenance, which is approved
// as it stands.
func (s *Service) RequestChange(ctx context.Context, actor audit.Actor, system shiheng.SystemID, e ChangeEntry) (Change, error) {
	var out Change
	err := s.do(ctx, request{actor, audit.ChangeRequest, "W168/30/7", system}, func(j *job) error {
		if err := e.tidy(); err != nil {
			return err
		}
		out = Change{Base: fresh[changeKind](j), State: ChangeRequested, Entry: e}
		if e.maintenance() {
			out.State, out.DecidedOn, out.Decision = ChangeApproved, j.today, "maintenance"
		}
		if !e.Camera.IsZero() {
			c, err := j.tx.Camera(e.Camera)
			switch {
			case err != nil:
				return err
			case c.System != system:
				return shiheng.NotFound("camera.none")
			case c.Gone == registry.Dismantled, c.Gone == registry.Lost && e.Kind != Replacement:
				return shiheng.Conflict("camera.gone", "gone", string(c.Gone))
			}
			j.about([]shiheng.CameraID{e.Camera})
		}
		if e.After.RoomUse != "" { // gate L1, before anybody plans on it
			if err := s.cfg.Law.CheckRoom(e.After.RoomUse, j.today); err != nil {
				return err
			}
		}
		j.note("record", out.ID.String())
		j.note("kind", e.Kind)
		if err := s.attach(j, "change", out.ID.String(), out.files()...); err != nil {
			return err
		}
		return j.tx.Changes().Put(out)
	})
	return out, err
}

// onChange runs an act on one change and keeps what became of it.
func (s *Service) onChange(ctx context.Context, actor audit.Actor, act audit.Act, id ChangeID, f func(*job, *Change) error) (Change, error) {
	out, err := s.cfg.Store.Changes().One(ctx, id.String())
	if err != nil {
		return Change{}, err
	}
	err = s.do(ctx, request{actor, act, "W168/30/7", out.System}, func(j *job) error {
		if out, err = j.tx.Changes().One(id.String()); err != nil {
			return err
		}
		j.note("record", id.String())
		j.note("kind", out.Entry.Kind)
		if !out.Entry.Camera.IsZero() {
			j.about([]shiheng.CameraID{out.Entry.Camera})
		}
		if err := f(j, &out); err != nil {
			return err
		}
		out.Version++
		return j.tx.Changes().Put(out)
	})
	return out, err
}

// DecideChange approves a change, or does not. Who asked for it cannot approve
// it. A rebuilding that is approved begins: the system is being changed.
func (s *Service) DecideChange(ctx context.Context, actor audit.Actor, id ChangeID, approve bool, decision string) (Change, error) {
	if err := words(maxText, &decision); err != nil {
		return Change{}, err
	}
	act := map[bool]audit.Act{true: audit.ChangeApprove, false: audit.ChangeRefuse}[approve]
	return s.onChange(ctx, actor, act, id, func(j *job, c *Change) error {
		switch {
		case c.State != ChangeRequested:
			return shiheng.Conflict("change.not-requested")
		case c.By == actor.Account:
			return shiheng.Forbidden("change.own").By("W168/30/7")
		case !approve && decision == "":
			return shiheng.Invalid("change.decision")
		}
		c.State, c.DecidedOn, c.DecidedBy, c.Decision = ChangeRefused, j.today, actor.Called(), decision
		if !approve {
			return nil
		}
		c.State = ChangeApproved
		if c.Entry.Kind == Rebuilding {
			if err := s.advance(j, registry.BeginChange, registry.StateFacts{Reason: c.Entry.Why}); err != nil {
				return err
			}
		}
		var err error
		c.Document, err = s.printChange(j, *c)
		return err
	})
}

// ExecuteChange records that an approved change was carried out. The register
// follows; a new room use passes gate L1 again. A lost camera that was
// replaced stands again.
func (s *Service) ExecuteChange(ctx context.Context, actor audit.Actor, id ChangeID, result string) (Change, error) {
	if err := words(maxText, &result); err != nil {
		return Change{}, err
	}
	return s.onChange(ctx, actor, audit.ChangeExecute, id, func(j *job, c *Change) error {
		switch {
		case c.State != ChangeApproved:
			return shiheng.Forbidden("change.not-approved").By("W168/30/7")
		case result == "":
			return shiheng.Invalid("change.result")
		}
		c.State, c.ExecutedOn, c.ExecutedBy, c.Result = ChangeExecuted, j.today, actor.Called(), result
		a := c.Entry.After
		if !a.Place.IsZero() || a.RoomUse != "" {
			if err := s.cfg.Registry.Shift(j.tx, j.actor, c.Entry.Camera, a.Place, a.RoomUse); err != nil {
				return err
			}
		}
		if c.Entry.Kind == Replacement {
			return s.cfg.Registry.Replace(j.tx, j.actor, c.Entry.Camera)
		}
		return nil
	})
}

// VerifyChange closes a change that was carried out. After a rebuilding the
// system is in service again; what is on file changed with any but a repair.
func (s *Service) VerifyChange(ctx context.Context, actor audit.Actor, id ChangeID) (Change, error) {
	return s.onChange(ctx, actor, audit.ChangeVerify, id, func(j *job, c *Change) error {
		if c.State != ChangeExecuted {
			return shiheng.Conflict("change.not-executed")
		}
		c.State, c.VerifiedOn, c.VerifiedBy = ChangeVerified, j.today, actor.Called()
		if c.Entry.Kind == Rebuilding && j.system.State == registry.Changing {
			f, err := s.facts(j.ctx, j.tx, j.system)
			if err != nil {
				return err
			}
			if err := s.advance(j, registry.EndChange, f); err != nil {
				return err
			}
		}
		if c.Entry.Kind == Repair {
			return nil
		}
		return s.filedMatterChanged(j, c.ID.String(), c.ExecutedOn)
	})
}
