package registry

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// keepDiscovered bounds the list of peers that knocked and are not admitted;
// knockEvery is how often one of them is written down.
const (
	keepDiscovered = 1000
	knockEvery     = 10 * time.Second
)

// A DeviceEdit is what a person sets on a peer.
type DeviceEdit struct {
	Name     string
	Password string // empty keeps the one it has
	Options  DeviceOptions
	// Simulated marks the program's own practice devices; no door sets it.
	Simulated bool
	Version   int64 // of the row the change was made from; ignored for a new one
}

func (e *DeviceEdit) tidy(code string) error {
	e.Name = strings.TrimSpace(e.Name)
	if e.Name == "" {
		e.Name = code
	}
	if !named(e.Name) || len(e.Password) > 200 {
		return shiheng.Invalid("device.name")
	}
	return e.Options.tidy()
}

// AdmitDevice lets a peer register: one that was discovered, or one not seen
// yet. A password is required: no peer registers without one. An admitted code
// is an ErrConflict.
func (s *Service) AdmitDevice(ctx context.Context, actor audit.Actor, code string, in DeviceEdit) (Device, error) {
	code = strings.TrimSpace(code)
	switch {
	case !peerCode(code):
		return Device{}, shiheng.Invalid("device.code", "code", code)
	case in.Password == "":
		return Device{}, shiheng.Invalid("device.password")
	}
	if err := in.tidy(code); err != nil {
		return Device{}, err
	}
	now := s.now()
	var out Device
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		d, err := tx.DeviceByCode(code)
		isNew := errors.Is(err, shiheng.ErrNotFound)
		if err != nil && !isNew {
			return err
		}
		if isNew {
			d = Device{ID: shiheng.NewID[shiheng.DeviceID](now), Code: code, CreatedAt: now, Version: 1}
		}
		if d.Admitted {
			return shiheng.Conflict("device.admitted", "code", code)
		}
		d.Admitted, d.Name, d.Options, d.Simulated = true, in.Name, in.Options, in.Simulated
		d.Report.State = Offline
		if d.Sealed, err = s.cfg.Sealer.Seal([]byte(in.Password), devicePurpose(d.ID)); err != nil {
			return fmt.Errorf("seal device password: %w", err)
		}
		save := tx.UpdateDevice
		if isNew {
			save = tx.InsertDevice
		}
		if err := save(d); err != nil {
			return err
		}
		out = d
		return tx.Append(withName(audit.New(now, actor, audit.DeviceAdmit, audit.On("device", d.ID)), d))
	})
	if err != nil {
		return Device{}, fmt.Errorf("admit device: %w", err)
	}
	return s.cfg.Store.Device(ctx, out.ID)
}

// withName adds the peer's name, unless that is its code, which is basic
// information and stands in no event (W168/29, design L8).
func withName(e audit.Event, d Device) audit.Event {
	if d.Name == d.Code {
		return e
	}
	return e.With("name", d.Name)
}

func devicePurpose(id shiheng.DeviceID) string { return "device:" + id.String() }

// ChangeDevice changes an admitted peer's name, password and options.
func (s *Service) ChangeDevice(ctx context.Context, actor audit.Actor, id shiheng.DeviceID, in DeviceEdit) (Device, error) {
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		d, err := tx.Device(id)
		if err != nil {
			return err
		}
		edit := in
		if err := edit.tidy(d.Code); err != nil {
			return err
		}
		if !d.Admitted {
			return shiheng.Conflict("device.not-admitted", "device", id.String())
		}
		d.Name, d.Options, d.Version = edit.Name, edit.Options, edit.Version
		event := withName(audit.New(now, actor, audit.DeviceChange, audit.On("device", id)), d)
		if edit.Password != "" {
			if d.Sealed, err = s.cfg.Sealer.Seal([]byte(edit.Password), devicePurpose(id)); err != nil {
				return fmt.Errorf("seal device password: %w", err)
			}
			event = event.With("credentials", "changed")
		}
		if err := tx.UpdateDevice(d); err != nil {
			return err
		}
		return tx.Append(event)
	})
	if err != nil {
		return Device{}, fmt.Errorf("change device: %w", err)
	}
	return s.cfg.Store.Device(ctx, id)
}

// DismissDevice takes a peer off the list: a discovered one, or an admitted
// one that no camera comes from. It may knock again and be discovered anew.
func (s *Service) DismissDevice(ctx context.Context, actor audit.Actor, id shiheng.DeviceID) error {
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		d, err := tx.Device(id)
		if err != nil {
			return err
		}
		n, err := tx.CamerasOf(id)
		if err != nil {
			return err
		}
		if n > 0 {
			return shiheng.Conflict("device.has-cameras", "cameras", fmt.Sprint(n))
		}
		if err := tx.DeleteDevice(id); err != nil {
			return err
		}
		return tx.Append(withName(audit.New(now, actor, audit.DeviceDismiss, audit.On("device", id)), d))
	})
	if err != nil {
		return fmt.Errorf("dismiss device: %w", err)
	}
	return nil
}

// Credentials returns an admitted peer by its code, with its password in
// clear, for the part that checks digests. Others are an ErrNotFound.
func (s *Service) Credentials(ctx context.Context, code string) (Device, string, error) {
	d, err := s.cfg.Store.DeviceByCode(ctx, code)
	if err != nil {
		return Device{}, "", err
	}
	if !d.Admitted {
		return Device{}, "", shiheng.NotFound("device.not-admitted")
	}
	plain, err := s.cfg.Sealer.Open(d.Sealed, devicePurpose(d.ID))
	if err != nil {
		return Device{}, "", fmt.Errorf("open password of device %s: %w", d.ID, err)
	}
	return d, string(plain), nil
}

// Knocked records a peer that tried to register and is not admitted. It goes
// to the discovered list and never straight into service.
func (s *Service) Knocked(ctx context.Context, code string, r DeviceReport) error {
	if !peerCode(code) {
		return shiheng.Invalid("device.code")
	}
	r.State, r.LastSeen = Discovered, s.now()
	d, err := s.cfg.Store.DeviceByCode(ctx, code)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
	case err != nil:
		return err
	case d.Admitted || r.LastSeen.Sub(d.Report.LastSeen) < knockEvery:
		return nil
	}
	return s.cfg.Store.Discover(ctx, code, r, keepDiscovered)
}

// An Admission is what a person says of a discovered channel that is to become
// a camera. Room use and system are asked for, never guessed.
type Admission struct {
	Name    string // empty: the channel's own
	RoomUse string
	// NameStatement is asked for when a name sounds forbidden, see [Camera].
	NameStatement string
	System        shiheng.SystemID
	Place         shiheng.PlaceID // zero: the system's
	Code          string
	Sub           bool // ask for a sub stream as well
	Kbps          int  // see [Camera]
	Plan          Plan
	Enabled       bool
	// Simulated marks the program's own practice cameras; no door sets it.
	Simulated bool
}

// AdmitChannel makes a camera of a channel, under the gates of [Service.SaveCamera].
// A channel that has its camera is an ErrConflict.
func (s *Service) AdmitChannel(ctx context.Context, actor audit.Actor, id shiheng.ChannelID, in Admission) (Camera, error) {
	ch, err := s.cfg.Store.Channel(ctx, id)
	if err != nil {
		return Camera{}, err
	}
	if in.System.IsZero() {
		return Camera{}, shiheng.Invalid("camera.system")
	}
	if in.Place.IsZero() {
		v, err := s.cfg.Store.System(ctx, in.System)
		if err != nil {
			return Camera{}, err
		}
		in.Place = v.Place
	}
	now := s.now()
	c := Camera{
		ID: shiheng.NewID[shiheng.CameraID](now), Name: in.Name, System: in.System, Place: in.Place, Code: in.Code,
		RoomUse: in.RoomUse, NameStatement: in.NameStatement, Enabled: in.Enabled, Plan: in.Plan, Kbps: in.Kbps, Simulated: in.Simulated, CreatedAt: now, Version: 1,
		Main: &Source{GB28181: &GB28181Source{Device: ch.Device, Channel: ch.Code}},
	}
	if strings.TrimSpace(c.Name) == "" {
		c.Name = ch.Name
	}
	if c.Code == "" && fullCode(ch.Code) {
		c.Code = ch.Code
	}
	if in.Sub {
		c.Sub = &Source{GB28181: &GB28181Source{Device: ch.Device, Channel: ch.Code, Stream: 1}}
	}
	return s.admit(ctx, actor, c, id)
}

func (s *Service) admit(ctx context.Context, actor audit.Actor, c Camera, channel shiheng.ChannelID) (Camera, error) {
	if err := c.tidy(); err != nil {
		return Camera{}, err
	}
	var refused error
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		ch, err := tx.Channel(channel)
		if err != nil {
			return err
		}
		if !ch.Camera.IsZero() {
			return shiheng.Conflict("channel.admitted", "camera", ch.Camera.String())
		}
		saved := c
		event, err := s.putCamera(tx, actor, &saved, true, c.CreatedAt)
		event = event.With("channel", channel.String())
		if refused = asRefusal(err); refused != nil {
			return tx.Append(refusal(event, refused))
		}
		if err != nil {
			return err
		}
		if err := tx.LinkChannel(channel, c.ID); err != nil {
			return err
		}
		return tx.Append(event)
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return Camera{}, fmt.Errorf("admit channel: %w", err)
	}
	return s.cfg.Store.Camera(ctx, c.ID)
}
