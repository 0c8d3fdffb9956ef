package registry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// SaveCamera makes a camera (zero ID) or changes one; then c.Version must be
// the one that was read. A source with an empty password keeps the one it had,
// as long as it stays at the same address.
//
// Gate L1 stands here: a forbidden room use is an ErrForbidden by its article,
// on record, and nothing is saved. A camera cannot be added to a system that
// may not grow, a plan with pauses not be given to a system under W168, and a
// practice store takes only so many real cameras for so long.
func (s *Service) SaveCamera(ctx context.Context, actor audit.Actor, c Camera) (Camera, error) {
	isNew := c.ID.IsZero()
	now := s.now()
	if isNew {
		c.ID, c.CreatedAt, c.Version = shiheng.NewID[shiheng.CameraID](now), now, 1
	}
	if err := c.tidy(); err != nil {
		return Camera{}, err
	}
	var refused error
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		saved := c
		event, err := s.putCamera(tx, actor, &saved, isNew, now)
		if refused = asRefusal(err); refused != nil {
			return tx.Append(refusal(event, refused))
		}
		if err != nil {
			return err
		}
		return tx.Append(event)
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return Camera{}, fmt.Errorf("save camera: %w", err)
	}
	return s.cfg.Store.Camera(ctx, c.ID)
}

// asRefusal returns err when a rule said no, and nil when it is something else.
func asRefusal(err error) error {
	if e, ok := errorOf(err); ok && (e.Kind == shiheng.ErrForbidden || e.Kind == shiheng.ErrExhausted) {
		return e
	}
	return nil
}

// putCamera checks the rules and writes the rows; it returns the event to be
// appended. When a rule says no nothing was written.
func (s *Service) putCamera(tx Tx, actor audit.Actor, c *Camera, isNew bool, now time.Time) (audit.Event, error) {
	event := audit.New(now, actor, audit.CameraChange, audit.On("camera", c.ID)).About(c.ID).
		With("name", c.Name).With("roomUse", c.RoomUse).With("enabled", strconv.FormatBool(c.Enabled))
	if isNew {
		event.Act = audit.CameraCreate
		event.Cameras = nil // it is not there yet
	}
	if err := s.cfg.Law.CheckRoom(c.RoomUse, law.DayOf(now)); err != nil {
		return event, err
	}
	if err := checkName(tx, c); err != nil {
		return event, err
	}
	if c.NameStatement != "" {
		event = event.With("nameStatement", c.NameStatement)
	}
	c.Main, c.Sub = c.Main.clone(), c.Sub.clone() // the transaction may run again
	var old Camera
	if !isNew {
		var err error
		if old, err = tx.Camera(c.ID); err != nil {
			return event, err
		}
		c.CreatedAt, c.Simulated, c.TryUntil = old.CreatedAt, old.Simulated, old.TryUntil
		if err := s.keepPast(tx, old, c); err != nil {
			return event, err
		}
		event = changes(event, old, *c)
	}
	if err := s.checkSystem(tx, *c, isNew || old.System != c.System); err != nil {
		return event, err
	}
	event, err := s.keepsFloor(tx, event, *c, old, now)
	if err != nil {
		return event, err
	}
	if err := s.checkSources(tx, *c); err != nil {
		return event, err
	}
	if err := mayConnect(tx, *c, old); err != nil {
		return event, err
	}
	if err := s.tryOut(tx, c, old, now); err != nil {
		return event, err
	}
	short, err := s.roomFor(tx, *c, old, now)
	if err != nil {
		return event, err
	}
	for _, pair := range [][2]*Source{{c.Main, old.Main}, {c.Sub, old.Sub}} {
		if err := s.sealSource(c.ID, pair[0], pair[1]); err != nil {
			return event, err
		}
	}
	save := tx.UpdateCamera
	if isNew {
		event.Cameras = []shiheng.CameraID{c.ID}
		save = tx.InsertCamera
	}
	if err := save(*c, c.Main.key()); err != nil {
		return event, err
	}
	if short != nil {
		if err := s.Find(tx, audit.House("registry"), *short); err != nil {
			return event, err
		}
	}
	return event, s.review(tx, *c, old, now)
}

// changes tells in an event what of a camera changed that people ask about.
func changes(event audit.Event, old, c Camera) audit.Event {
	if old.System != c.System {
		event = event.With("systemBefore", old.System.String())
	}
	if old.Class != c.Class {
		event = event.With("class", strconv.Itoa(c.Class))
	}
	if old.Redundancy != c.Redundancy {
		event = event.With("redundancy", string(c.Redundancy))
	}
	if old.Enabled != c.Enabled {
		event.Act = map[bool]audit.Act{true: audit.CameraEnable, false: audit.CameraDisable}[c.Enabled]
	}
	return event
}

// keepsFloor asks for a reason when a camera is moved to where its footage
// need be kept less long.
func (s *Service) keepsFloor(tx Tx, e audit.Event, c, old Camera, now time.Time) (audit.Event, error) {
	if old.ID.IsZero() || old.System == c.System && old.Place == c.Place {
		return e, nil
	}
	days := func(system shiheng.SystemID, place shiheng.PlaceID) (int, error) {
		v, err := tx.System(system)
		if err != nil {
			return 0, err
		}
		p, err := tx.Place(place)
		return s.cfg.Law.Floor(Linked{System: v, Around: p.Effective()}.Facts(), law.DayOf(now)).Days, err
	}
	before, err := days(old.System, old.Place)
	if err != nil {
		return e, err
	}
	after, err := days(c.System, c.Place)
	switch {
	case err != nil || after >= before:
		return e, err
	case c.Reason == "":
		return e, shiheng.Invalid("facts.lower-reason", "facts", "antiTerrorTarget").By("W168/28/1")
	}
	return e.With("floorBefore", strconv.Itoa(before)).With("floor", strconv.Itoa(after)).With("why", c.Reason), nil
}

// checkSystem holds a camera to the system it belongs to. joins: it is new to
// that system.
func (s *Service) checkSystem(tx Tx, c Camera, joins bool) error {
	v, err := tx.System(c.System)
	if err != nil {
		return err
	}
	place, err := tx.Place(c.Place)
	if err != nil {
		return err
	}
	if joins {
		if err := v.State.Grows(); err != nil {
			return err
		}
	}
	if v.Effective().Stricter(place.Effective()).W168Category != "" && !c.Plan.Always() {
		return shiheng.Forbidden("camera.plan-continuous").By("W168/28/1")
	}
	return nil
}

// checkSources looks that devices named as sources are there and admitted.
func (s *Service) checkSources(tx Tx, c Camera) error {
	for _, src := range []*Source{c.Main, c.Sub} {
		if src == nil || src.GB28181 == nil {
			continue
		}
		d, err := tx.Device(src.GB28181.Device)
		if err != nil {
			return err
		}
		if !d.Admitted {
			return shiheng.Conflict("device.not-admitted", "device", d.ID.String())
		}
		ch, err := tx.ChannelOf(src.GB28181.Device, src.GB28181.Channel)
		if err != nil && !errors.Is(err, shiheng.ErrNotFound) { // registered before its catalogue came
			return err
		}
		if err := ch.secret(); err != nil {
			return err
		}
	}
	return nil
}

// connects reports whether saving a camera gives its pictures a way that they
// did not have: it is enabled, given a source, or joins another system.
func connects(c, old Camera) bool {
	return c.Main != nil && (old.System != c.System || c.Enabled && !old.Enabled ||
		old.Main.key() != c.Main.key() || old.Sub.key() != c.Sub.key())
}

// mayConnect refuses to connect cameras of a system that is marked as secret
// (W168/29/2), and of one beside a unit that did not consent to what they
// would show of it (R799/10). What was connected before goes on: taking it
// down is for the police to order.
func mayConnect(tx Tx, c, old Camera) error {
	if !connects(c, old) {
		return nil
	}
	secret, err := tx.MarkedSecret(c.System)
	switch {
	case err != nil:
		return err
	case secret:
		return shiheng.Forbidden("system.secrecy").By("W168/29/2")
	}
	n, err := tx.Unconsented(c.System)
	if err != nil {
		return err
	}
	return n.Consent()
}

// secret refuses a channel that says it concerns secrets: such equipment is
// managed by the rules of secrecy and neither linked nor passed on here
// (W168/29/2).
func (c Channel) secret() error {
	if c.Secrecy {
		return shiheng.Forbidden("channel.secrecy", "channel", c.ID.String()).By("W168/29/2")
	}
	return nil
}

// tryOut bounds real cameras in a practice store: sixteen at a time, each
// origin thirty days from its first admission.
func (s *Service) tryOut(tx Tx, c *Camera, old Camera, now time.Time) error {
	if !s.cfg.Practice || c.Simulated {
		c.TryUntil = time.Time{}
		return nil
	}
	if c.Main == nil {
		return nil
	}
	if old.Main.key() != c.Main.key() || c.TryUntil.IsZero() {
		first, err := tx.FirstSeenOrigin(c.Main.key())
		if err != nil {
			return err
		}
		if first.IsZero() {
			first = now
		}
		c.TryUntil = first.Add(TryFor)
	}
	if !c.Enabled || (old.Enabled && old.Main.key() == c.Main.key()) {
		return nil
	}
	if !now.Before(c.TryUntil) {
		return shiheng.Forbidden("camera.practice-over", "until", c.TryUntil.Format(time.RFC3339))
	}
	n, err := tx.RealCameras(now, c.ID)
	if err != nil {
		return err
	}
	if n >= MaxRealInPractice {
		return shiheng.Exhausted("camera.practice-many", "most", strconv.Itoa(MaxRealInPractice))
	}
	return nil
}

// sealSource turns a password that was typed into one that rows may keep.
func (s *Service) sealSource(camera shiheng.CameraID, src, old *Source) error {
	if src == nil || src.RTSP == nil {
		return nil
	}
	if src.RTSP.Password == "" {
		src.RTSP.Sealed = nil
		if old != nil && old.RTSP != nil && old.RTSP.URL == src.RTSP.URL && old.RTSP.User == src.RTSP.User {
			src.RTSP.Sealed = old.RTSP.Sealed
		}
		return nil
	}
	sealed, err := s.cfg.Sealer.Seal([]byte(src.RTSP.Password), cameraPurpose(camera))
	if err != nil {
		return fmt.Errorf("seal source password: %w", err)
	}
	src.RTSP.Sealed, src.RTSP.Password = sealed, ""
	return nil
}

func cameraPurpose(id shiheng.CameraID) string { return "camera:" + id.String() }

// A Want is a camera that is to be connected, with what it takes.
type Want struct {
	Linked
	// Device is the peer of the main source, when it is one.
	Device *Device
	// Fault is why a password could not be opened, nil when all is well: the
	// key file was lost or changed. The camera stands in the list without it,
	// so that one broken secret does not keep the others from recording.
	Fault error
}

// Wanted returns the cameras that are to be connected and recorded now, with
// passwords opened: the list the reconciler works from. Left out are disabled
// cameras, those whose room use is forbidden as the law stands today (L1;
// [Service.Round] makes findings of these), and real ones whose time in a
// practice store is over, and those whose channel or system is by now marked as
// secret (W168/29/2). A system's state plays no part (L2). It writes
// nothing, so that a full disk under the rows does not stop recording.
func (s *Service) Wanted(ctx context.Context) ([]Want, error) {
	now := s.now()
	rows, err := s.cfg.Store.Wanted(ctx)
	if err != nil {
		return nil, fmt.Errorf("list wanted cameras: %w", err)
	}
	secret, err := s.cfg.Store.Secret(ctx)
	if err != nil {
		return nil, fmt.Errorf("list secret channels: %w", err)
	}
	var out []Want
	devices := map[shiheng.DeviceID]*Device{}
	for _, l := range rows {
		if slices.Contains(secret, l.ID) || s.cfg.Law.CheckRoom(l.RoomUse, law.DayOf(now)) != nil || (!l.TryUntil.IsZero() && !now.Before(l.TryUntil)) {
			continue
		}
		w := Want{Linked: l}
		w.Fault = s.openSources(&w)
		if gb := l.Main.GB28181; gb != nil {
			if w.Device, err = s.deviceOnce(ctx, devices, gb.Device); err != nil {
				return nil, err
			}
		}
		out = append(out, w)
	}
	return out, nil
}

func (s *Service) deviceOnce(ctx context.Context, seen map[shiheng.DeviceID]*Device, id shiheng.DeviceID) (*Device, error) {
	if d := seen[id]; d != nil {
		return d, nil
	}
	d, err := s.cfg.Store.Device(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("device of wanted camera: %w", err)
	}
	seen[id] = &d
	return &d, nil
}

// openSources fills in the passwords, on copies of the sources.
func (s *Service) openSources(w *Want) error {
	for _, src := range []**Source{&w.Main, &w.Sub} {
		if *src == nil || (*src).RTSP == nil || len((*src).RTSP.Sealed) == 0 {
			continue
		}
		plain, err := s.cfg.Sealer.Open((*src).RTSP.Sealed, cameraPurpose(w.ID))
		if err != nil {
			return fmt.Errorf("open source password of camera %s: %w", w.ID, err)
		}
		opened := (*src).clone()
		opened.RTSP.Password = string(plain)
		*src = opened
	}
	return nil
}

// findForbidden records, once each, the enabled cameras whose room use has
// become forbidden since they were saved.
func (s *Service) findForbidden(ctx context.Context) error {
	rows, err := s.cfg.Store.Wanted(ctx)
	if err != nil {
		return fmt.Errorf("look for forbidden cameras: %w", err)
	}
	today := law.DayOf(s.now())
	for _, l := range rows {
		p, forbidden := s.cfg.Law.ForbiddenRoom(l.RoomUse, today)
		if !forbidden {
			continue
		}
		err := s.cfg.Store.Write(ctx, func(tx Tx) error {
			return s.Find(tx, audit.House("registry"), Finding{
				Fault: ForbiddenRoom, Article: p.Article, Place: l.Place, System: l.Camera.System, Camera: l.ID, RoomUse: l.RoomUse,
			})
		})
		if err != nil {
			return fmt.Errorf("record forbidden camera: %w", err)
		}
	}
	return nil
}
