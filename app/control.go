package app

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/control"
	"shiheng.internal/civic/access/steer"
	"shiheng.internal/civic/audit"
	"shiheng.internal/store/rows"
	machine "shiheng.internal/video/control"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/ptz"
	"shiheng.internal/video/ingest"
)

// openControl opens the room of who moves which camera, and the machine that
// moves them.
func (h *House) openControl() (err error) {
	h.steer, err = steer.New(steer.Config{Store: rows.NewSteer(h.db), Access: h.access, People: logins{h.identity}, Log: h.log})
	if err != nil {
		return err
	}
	hand := steered{house: h}
	h.control, err = machine.New(machine.Config{Head: hand, Homes: hand, Told: hand.told, Log: h.log})
	return err
}

// controlDesk is the area of the API in front of it.
func (h *House) controlDesk() *control.Desk {
	return control.New(control.Config{
		Steer: h.steer, Machine: h.control, Access: h.access, Presets: steered{house: h}, Cameras: h.registry.Read(),
		Called: h.called,
	})
}

// steered moves cameras through signalling, and knows where they belong. Safe
// for concurrent use.
type steered struct{ house *House }

// channel is where a camera is reached by GB/T 28181. One that comes otherwise
// cannot be moved yet.
func (s steered) channel(ctx context.Context, camera shiheng.CameraID) (device, channel code.Code, err error) {
	src, err := s.house.directory.Source(ctx, camera, ingest.Main)
	switch {
	case err != nil:
		return "", "", err
	case src.Kind != ingest.GB28181:
		return "", "", shiheng.Invalid("control.unmovable", "camera", camera.String())
	}
	return src.GB.Code, src.GB.Channel, nil
}

// Send implements [machine.Head].
func (s steered) Send(ctx context.Context, camera shiheng.CameraID, c ptz.Command) error {
	device, channel, err := s.channel(ctx, camera)
	if err != nil {
		return err
	}
	return s.house.platform.PTZ(ctx, device, channel, c)
}

// Movable implements [control.Presets].
func (s steered) Movable(ctx context.Context, camera shiheng.CameraID) error {
	_, _, err := s.channel(ctx, camera)
	return err
}

// Presets implements [control.Presets].
func (s steered) Presets(ctx context.Context, camera shiheng.CameraID) (views []control.PresetView, partial bool, err error) {
	device, channel, err := s.channel(ctx, camera)
	if err != nil {
		return nil, false, err
	}
	got, partial, err := s.house.platform.Presets(ctx, device, channel)
	for _, p := range got {
		views = append(views, control.PresetView{Number: p.Number, Name: p.Name})
	}
	return views, partial, err
}

// Home implements [machine.Homes].
func (s steered) Home(ctx context.Context, camera shiheng.CameraID) (machine.Home, error) {
	h, err := s.house.steer.Read().Home(ctx, camera)
	return machine.Home{Preset: uint8(h.Preset), Cruise: uint8(h.Cruise), After: time.Duration(h.After) * time.Second}, err
}

// SetAway implements [machine.Homes].
func (s steered) SetAway(ctx context.Context, camera shiheng.CameraID, since time.Time) error {
	return s.house.steer.Read().SetAway(ctx, camera, since)
}

// Away implements [machine.Homes].
func (s steered) Away(ctx context.Context) ([]shiheng.CameraID, error) {
	return s.house.steer.Read().Away(ctx)
}

// told puts on record what the machine tells. That a control was taken is on
// record already.
func (s steered) told(ctx context.Context, r machine.Report) {
	act, ok := map[machine.Kind]audit.Act{
		machine.Moved: audit.CameraMoved, machine.Displaced: audit.ControlAside, machine.Returned: audit.ControlBack,
		machine.Released: audit.ControlEnd, machine.Homed: audit.CameraHomed, machine.NotHomed: audit.CameraHomed,
	}[r.Kind]
	if !ok {
		return
	}
	counts := make(map[string]int, len(r.Counts))
	for verb, n := range r.Counts {
		counts[string(verb)] = n
	}
	s.house.steer.Note(ctx, steer.Happening{
		Act: act, Control: r.Control, Camera: r.Claim.Camera, Account: r.Claim.Account, At: r.At, Since: r.Since, Counts: counts, Cause: r.Cause, By: r.By,
	})
}
