package upkeep

import (
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// A Sound says whether the sound of a camera is kept. It is off unless
// somebody switched it on, with a reason and for a time: a picture system has
// no need of what people say (PIPL/6). The identity of the record is the
// camera's.
type Sound struct {
	Camera    shiheng.CameraID `json:"cameraId" format:"uuid"`
	CreatedAt time.Time        `json:"createdAt"`
	Version   int64            `json:"version"`
	SoundEdit
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	By     string           `json:"by"`
	At     time.Time        `json:"at" doc:"Of the last switching"`
}

// SoundEdit is what is switched.
type SoundEdit struct {
	On     bool    `json:"on"`
	Reason string  `json:"reason,omitempty" maxLength:"500"`
	Until  law.Day `json:"until,omitzero" doc:"The last day it is kept"`
}

// SoundDays is the longest time for which sound is switched on at once: a
// house rule. It may be switched on again, with its reason.
const SoundDays = 365

func (e *SoundEdit) tidy(today law.Day) error {
	e.Reason = strings.TrimSpace(e.Reason)
	switch {
	case !e.On:
		e.Until = law.Day{}
		return nil
	case e.Reason == "":
		return shiheng.Forbidden("sound.reason").By("PIPL/6")
	case e.Until.IsZero() || e.Until.Before(today) || today.Add(SoundDays).Before(e.Until):
		return shiheng.Forbidden("sound.until").By("PIPL/6")
	}
	return nil
}

// Kept reports whether the sound is kept on the day.
func (s Sound) Kept(day law.Day) bool { return s.On && !s.Until.Before(day) }

// Head implements registry.Record.
func (s Sound) Head() registry.Head {
	h := registry.Head{ID: s.Camera.String(), System: s.System, State: "off", Label: s.Reason, Version: s.Version, CreatedAt: s.CreatedAt}
	if s.On {
		h.State, h.Due = "on", s.Until
	}
	return h
}

// A Secrecy marks a system as one that secrecy rules are kept for (W168/29/2).
// It is a fact that others ask: what is marked is connected to no platform and
// shown to none. The identity of the record is the system's.
type Secrecy struct {
	System    shiheng.SystemID `json:"systemId" format:"uuid"`
	CreatedAt time.Time        `json:"createdAt"`
	Version   int64            `json:"version"`
	Secret    bool             `json:"secret"`
	Level     string           `json:"level,omitempty" enum:"secret,confidential,top-secret" doc:"How secret it is; of one that was marked without, the lowest"`
	Basis     string           `json:"basis" maxLength:"500" doc:"Who determined it, and under which number"`
	By        string           `json:"by"`
	At        time.Time        `json:"at"`
}

// Head implements registry.Record.
func (s Secrecy) Head() registry.Head {
	h := registry.Head{ID: s.System.String(), System: s.System, State: "open", Label: s.Basis, Version: s.Version, CreatedAt: s.CreatedAt}
	h.State = s.Grade().String()
	return h
}

// Grade is how secret the system is.
func (s Secrecy) Grade() registry.Grade {
	if !s.Secret {
		return registry.Unmarked
	}
	g, _ := registry.ParseGrade(s.Level)
	return max(g, registry.Secret)
}
