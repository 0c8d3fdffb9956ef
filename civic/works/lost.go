package works

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// A Loss is that a camera is gone without anybody's will 灭失: stolen or
// destroyed. It is no removal and needs no report of one, but an incident.
type Loss struct {
	How      string  `json:"how" enum:"stolen,destroyed"`
	On       law.Day `json:"on"`
	Incident string  `json:"incident" minLength:"1" maxLength:"100" doc:"Number of the incident report, or of the police report"`
	Note     string  `json:"note,omitempty" maxLength:"4000"`
}

// Lose marks a camera as lost. Its past and its footage stay; a like-for-like
// replacement has it stand again.
func (s *Service) Lose(ctx context.Context, actor audit.Actor, camera shiheng.CameraID, in Loss) (registry.Camera, error) {
	if err := words(maxLine, &in.Incident); err != nil {
		return registry.Camera{}, err
	}
	if err := words(maxText, &in.Note); err != nil {
		return registry.Camera{}, err
	}
	c, err := s.cfg.Registry.Read().Camera(ctx, camera)
	if err != nil {
		return registry.Camera{}, err
	}
	err = s.do(ctx, request{actor, audit.CameraLost, "W168/31/1", c.System}, func(j *job) error {
		switch {
		case in.Incident == "":
			return shiheng.Invalid("camera.incident").By("W168/31/1")
		case in.How != "stolen" && in.How != "destroyed":
			return shiheng.Invalid("camera.lost-how")
		case in.On.IsZero() || j.today.Before(in.On):
			return shiheng.Invalid("camera.lost-on")
		}
		now, err := j.tx.Camera(camera)
		if err != nil {
			return err
		}
		if now.Gone != "" {
			return shiheng.Conflict("camera.gone", "gone", string(now.Gone))
		}
		j.about([]shiheng.CameraID{camera})
		j.note("how", in.How)
		j.note("incident", in.Incident)
		j.note("on", in.On.String())
		j.note("note", in.Note)
		return s.cfg.Registry.TakeAway(j.tx, j.actor, camera, registry.Lost, in.On)
	})
	if err != nil {
		return registry.Camera{}, err
	}
	return s.cfg.Registry.Read().Camera(ctx, camera)
}
