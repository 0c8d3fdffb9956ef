package control

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access/steer"
	"shiheng.internal/video/gb28181/ptz"
)

// ControlView is a control as its holder sees it.
type ControlView struct {
	ID     shiheng.ControlID `json:"id" format:"uuid"`
	Camera shiheng.CameraID  `json:"cameraId" format:"uuid"`
	Grant  shiheng.GrantID   `json:"grantId" format:"uuid"`
	Urgent bool              `json:"urgent"`
	Began  time.Time         `json:"beganAt"`
	Locked bool              `json:"locked" doc:"Colleagues cannot take it though nothing is done"`
	Aside  bool              `json:"aside" doc:"A higher one has the camera; the control comes back by itself"`
	By     string            `json:"by,omitempty" doc:"Who has it meanwhile"`
	Away   bool              `json:"away" doc:"The camera was moved from where it belongs"`
	Stay   time.Time         `json:"stayUntil,omitzero" doc:"It does not go home before"`
}

// StandingView is who moves a camera now, and where it belongs.
type StandingView struct {
	Held   bool      `json:"held"`
	By     string    `json:"by,omitempty"`
	Mine   bool      `json:"mine,omitempty"`
	Urgent bool      `json:"urgent,omitempty"`
	Since  time.Time `json:"since,omitzero"`
	Last   time.Time `json:"lastCommandAt,omitzero"`
	Home   *HomeView `json:"home,omitempty"`
	Can    route.Can `json:"can" doc:"control, setHome"`
}

// HomeView is where a camera belongs.
type HomeView struct {
	ETag   string    `json:"etag"`
	Preset int       `json:"preset,omitempty"`
	Cruise int       `json:"cruise,omitempty"`
	After  int       `json:"afterSeconds"`
	Reason string    `json:"reason,omitempty"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Away   time.Time `json:"awaySince,omitzero"`
}

func homeView(h steer.Home) *HomeView {
	return &HomeView{
		ETag: route.ETag(h.Version), Preset: h.Preset, Cruise: h.Cruise, After: h.After, Reason: h.Reason, By: h.By, At: h.At, Away: h.Away,
	}
}

// PresetView is a view that a device keeps under a number.
type PresetView struct {
	Number int    `json:"number"`
	Name   string `json:"name"`
}

// PresetList is what a device says it keeps.
type PresetList struct {
	Items   []PresetView `json:"items" nullable:"false"`
	Partial bool         `json:"partial" doc:"Not all that the device announced came"`
}

type controlCamera struct {
	ID shiheng.CameraID `path:"id" format:"uuid"`
}

type controlPath struct {
	ID shiheng.ControlID `path:"id" format:"uuid"`
}

type controlTake struct {
	ID   shiheng.CameraID `path:"id" format:"uuid"`
	Body ControlBody
}

// ControlBody asks for a camera's control.
type ControlBody struct {
	Grant  shiheng.GrantID `json:"grantId" format:"uuid" doc:"Under which the camera's picture is open"`
	Urgent bool            `json:"urgent,omitempty" doc:"Take it from whoever has it"`
	Reason string          `json:"reason,omitempty" maxLength:"200" doc:"Why; needed to take it from somebody"`
}

type controlCommand struct {
	ID   shiheng.ControlID `path:"id" format:"uuid"`
	Body CommandBody
}

// CommandBody is one command. A movement goes on until a command without one,
// and is stopped when it is not repeated within a second and a half.
type CommandBody struct {
	Verb   string `json:"verb" enum:"move,lens,preset-call,preset-set,preset-delete,cruise-start,scan-start,switch-on,switch-off"`
	Pan    int    `json:"pan,omitempty" minimum:"-1" maximum:"1" doc:"-1 left, 1 right"`
	Tilt   int    `json:"tilt,omitempty" minimum:"-1" maximum:"1" doc:"-1 down, 1 up"`
	Zoom   int    `json:"zoom,omitempty" minimum:"-1" maximum:"1" doc:"-1 out, 1 in"`
	Focus  int    `json:"focus,omitempty" minimum:"-1" maximum:"1" doc:"-1 far, 1 near"`
	Iris   int    `json:"iris,omitempty" minimum:"-1" maximum:"1" doc:"-1 closes, 1 opens"`
	Speed  int    `json:"speed,omitempty" minimum:"0" maximum:"100" doc:"Percent of the fastest; 50 when left out"`
	Number int    `json:"number,omitempty" minimum:"0" maximum:"255" doc:"Of a preset (1 to 255), cruise, scan or switch (1 is the wiper)"`
	Name   string `json:"name,omitempty" maxLength:"30" doc:"Of the preset that is set"`
}

// command is it as devices are told.
func (b CommandBody) command() (ptz.Command, error) {
	percent := b.Speed
	if percent == 0 {
		percent = 50
	}
	speed := uint8(percent * 255 / 100)
	c := ptz.Command{Verb: ptz.Verb(b.Verb)}
	switch c.Verb {
	case ptz.Move:
		c.Pan, c.Tilt, c.Zoom = b.Pan, b.Tilt, b.Zoom
		if b.Pan != 0 {
			c.PanSpeed = speed
		}
		if b.Tilt != 0 {
			c.TiltSpeed = speed
		}
		if b.Zoom != 0 {
			c.ZoomSpeed = max(speed>>4, 1)
		}
	case ptz.Lens:
		c.Focus, c.Iris = b.Focus, b.Iris
		if b.Focus != 0 {
			c.FocusSpeed = speed
		}
		if b.Iris != 0 {
			c.IrisSpeed = speed
		}
	case ptz.CallPreset, ptz.SetPreset, ptz.DeletePreset:
		if b.Number < 1 {
			return c, shiheng.Invalid("control.preset")
		}
		c.Preset, c.Name = uint8(b.Number), b.Name
	default:
		c.Group = uint8(b.Number)
	}
	return c, nil
}

type controlLock struct {
	ID   shiheng.ControlID `path:"id" format:"uuid"`
	Body LockControlBody
}

// LockControlBody keeps colleagues off a control, or lets them.
type LockControlBody struct {
	On bool `json:"on"`
}

type controlStay struct {
	ID   shiheng.ControlID `path:"id" format:"uuid"`
	Body StayBody
}

// StayBody says how long a camera stays where it looks now.
type StayBody struct {
	Minutes int `json:"minutes" minimum:"0" maximum:"120" doc:"0: it goes home as registered"`
}

type controlHome struct {
	route.Matched
	ID   shiheng.CameraID `path:"id" format:"uuid"`
	Body HomeBody
}

// HomeBody is where a camera belongs: a preset, or a cruise.
type HomeBody struct {
	Preset int    `json:"preset,omitempty" minimum:"0" maximum:"255"`
	Cruise int    `json:"cruise,omitempty" minimum:"0" maximum:"255" doc:"Where there is no preset"`
	After  int    `json:"afterSeconds" minimum:"30" maximum:"7200" doc:"After the last command"`
	Reason string `json:"reason,omitempty" maxLength:"200"`
}

type controlHomeDrop struct {
	route.Matched
	ID shiheng.CameraID `path:"id" format:"uuid"`
}
