package access

import (
	"context"
	"fmt"
	"slices"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// A BasicKind is a kind of information about a system. All but BasicOpen are
// basic information 基础信息: design, equipment, position and address code are
// confidential, and who may read them is authorised field by role (W168/26,
// W168/29, design L8).
type BasicKind string

// The kinds of information.
const (
	BasicOpen      BasicKind = "open"      // names, states, who answers: the register itself
	BasicPosition  BasicKind = "position"  // where it stands and where it looks
	BasicEquipment BasicKind = "equipment" // what is installed
	BasicCode      BasicKind = "code"      // address codes
	BasicNetwork   BasicKind = "network"   // addresses on the network
	BasicDrawing   BasicKind = "drawing"   // drawings, survey pictures
	BasicSecret    BasicKind = "secret"    // passwords: nobody, ever
)

// basicRoles says who may read which kind: duty posts the position in their
// territory, the maintainer network data and codes as long as a ticket (a
// commissioning assignment that covers the camera) is open, whoever runs or
// supervises a system what that takes. Drawings go by approval only, and there
// is no register of approvals yet: until there is one they show to nobody but
// those who file them.
func basicRoles() map[BasicKind][]identity.Role {
	admin, keeper, tester := identity.SystemAdministrator, identity.WatchKeeper, identity.Commissioning
	police, department, site := identity.Supervisor, identity.Department, identity.SiteOperator
	return map[BasicKind][]identity.Role{
		BasicOpen:      identity.Roles(),
		BasicPosition:  {admin, keeper, tester, police, department, site},
		BasicEquipment: {admin, tester, police, department, site},
		BasicCode:      {admin, tester, police, site},
		BasicNetwork:   {admin, tester, site},
		BasicDrawing:   {admin, site},
		BasicSecret:    {},
	}
}

// BasicFields is the matrix of gate L8: for every field of the camera archive
// and the register the kind of information it is. A field that is not in it is
// BasicSecret. One table; no door keeps another.
//
//house:long a flat table of fields
func BasicFields() map[string]BasicKind {
	fields := map[string]BasicKind{}
	for kind, names := range map[BasicKind][]string{
		BasicOpen: {
			"name", "osd_name", "system_id", "point_kind", "civil_code", "w168_category", "r799_class", "room_use", "room_type",
			"point_type", "status", "has_audio", "connected", "secrecy", "management_unit", "contact", "builder", "builder_contact",
			"maintainer", "maintainer_contact", "industry_code", "department", "install_time", "record_save_days", "purpose", "sign_id",
			"impact_assessment_id", "privacy_review", "end_date", "deployment_purpose", "checklist_accepted", "reference_image",
			"sign_photo", "completeness",
		},
		BasicPosition: {
			"common_name", "address", "community", "street", "block", "longitude", "latitude", "position_types", "siting_reason",
			"direction", "bearing", "h_fov", "v_fov", "max_distance", "mount_height", "plate_no", "route", "track", "home_preset", "ptz_envelope",
			"privacy_masks", "place.address", "channel.position",
		},
		BasicEquipment: {
			"manufacturer", "model", "serial", "firmware", "ptz_type", "imaging_type", "function_types", "function_gb", "supply_light",
			"encode_type", "resolution", "security_level",
		},
		BasicCode:    {"device_code", "parent_code", "police_code", "grassroots_code", "source.channel", "device.code"},
		BasicNetwork: {"ipv4", "ipv6", "mac", "port", "gateway", "network_type", "source.url", "source.user", "device.address"},
		BasicDrawing: {"fov_polygon", "photos"},
	} {
		for _, n := range names {
			fields[n] = kind
		}
	}
	return fields
}

// basicKind is the kind of a field.
func basicKind(field string) BasicKind {
	if kind, ok := BasicFields()[field]; ok {
		return kind
	}
	return BasicSecret
}

// Sees says why a field of a camera may not be read, the zero Reason when it
// may. It is the one function of gate L8: views, exports, events and history
// ask it per camera.
func (r Rights) Sees(field string, c registry.Linked) Reason { return r.SeesKind(basicKind(field), c) }

// SeesKind is Sees for all fields of one kind.
func (r Rights) SeesKind(kind BasicKind, c registry.Linked) Reason {
	if b := r.barred(); b != nil {
		return because(*b)
	}
	if r.veiled(kind, c) {
		return Reason{Code: "access.secret", Article: "W168/29/2"}
	}
	roles := basicRoles()[kind]
	for _, h := range r.held {
		if slices.Contains(roles, h.Role) && (!h.Role.Scoped() || h.reach.Covers(c)) {
			return Reason{}
		}
	}
	return Reason{Code: "access.field", Article: "W168/29/1"}
}

// Cleared is up to which grade the account may know of what is secret now.
func (r Rights) Cleared() registry.Grade {
	if !r.cleared.At(r.now) {
		return registry.Unmarked
	}
	g, _ := registry.ParseGrade(string(r.cleared.Level))
	return g
}

// Confidential reports whether a field is basic information.
func Confidential(field string) bool { return basicKind(field) != BasicOpen }

// Veils reports whether basic information of a grade is kept from the account
// by secrecy rules alone (W168/29/2): from whoever is not cleared for it, and
// from those who keep the register as well. Lists that are narrowed, searched
// or sorted by it leave such things out: what one may not read is not told by
// what one finds.
func (r Rights) Veils(g registry.Grade) bool { return g > r.Cleared() }

// veiled is Veils of a kind of a camera's information.
func (r Rights) veiled(kind BasicKind, c registry.Linked) bool {
	return kind != BasicOpen && r.Veils(c.Grade)
}

// Shows bounds the cameras whose fields of a kind one may read: what the roles
// that may are over.
func (r Rights) Shows(kind BasicKind) registry.Scope {
	roles := basicRoles()[kind]
	if r.barred() == nil && slices.ContainsFunc(r.held, func(h holding) bool { return slices.Contains(roles, h.Role) && h.Role == identity.SystemAdministrator }) {
		return registry.Scope{All: true}
	}
	return r.over(func(role identity.Role) bool { return slices.Contains(roles, role) })
}

// Asks says why a field may not be filtered, searched or sorted by, the zero
// Reason when it may: a list that is narrowed by what one may not read tells
// it. It may only when every camera one may know of shows the field to one.
func (r Rights) Asks(field string) Reason {
	if b := r.barred(); b != nil {
		return because(*b)
	}
	no := Reason{Code: "access.field", Article: "W168/29/1"}
	roles, some := basicRoles()[basicKind(field)], false
	for _, h := range r.held {
		if slices.Contains(roles, h.Role) {
			some = true
			continue
		}
		if !h.Role.Scoped() {
			continue // shows no camera
		}
		if !slices.ContainsFunc(r.held, func(o holding) bool {
			return slices.Contains(roles, o.Role) && (!o.Role.Scoped() || o.reach.All || o.Target == h.Target && o.Target.Organisation.IsZero())
		}) {
			return no
		}
	}
	if !some {
		return no
	}
	return Reason{}
}

// AuthorizeFields lets a list be narrowed, searched or sorted by fields, or
// refuses it by W168/29/1 with its event committed.
func (s *Service) AuthorizeFields(ctx context.Context, p identity.Principal, fields ...string) error {
	r, err := s.Rights(ctx, p)
	if err != nil {
		return err
	}
	for _, f := range fields {
		why := r.Asks(f)
		if why == (Reason{}) {
			continue
		}
		e := audit.New(r.now, p.Actor(), audit.ManagementAct, audit.Object{Kind: "field", ID: f}).Refuse(why.Article, why.Code)
		if err := s.cfg.Log.Append(ctx, e); err != nil {
			return fmt.Errorf("record refusal: %w", err)
		}
		return &Refusal{Act: "field", Unmet: []Condition{{Code: why.Code, Article: why.Article, Params: map[string]string{"field": f}}}}
	}
	return nil
}

// AuthorizeCamera says whether the principal may do a duty on a camera, or on
// one that is to stand there; what is outside is refused and on record.
func (s *Service) AuthorizeCamera(ctx context.Context, p identity.Principal, d Duty, c registry.Linked) error {
	r, err := s.Rights(ctx, p)
	if err != nil {
		return err
	}
	if r.Over(d).Covers(c) {
		return nil
	}
	return s.outOfScope(ctx, p, d, audit.On("camera", c.ID))
}

// AuthorizeGrade refuses, on record, to let the principal handle the basic
// information of something that is more secret than they are cleared for
// (W168/29/2): nobody writes over what he may not read.
func (s *Service) AuthorizeGrade(ctx context.Context, p identity.Principal, on audit.Object, g registry.Grade) error {
	if g == registry.Unmarked {
		return nil
	}
	r, err := s.Rights(ctx, p)
	if err != nil {
		return err
	}
	if !r.Veils(g) {
		return nil
	}
	err = s.cfg.Log.Append(ctx, audit.New(r.now, p.Actor(), audit.ManagementAct, on).Refuse("W168/29/2", "access.secret"))
	if err != nil {
		return fmt.Errorf("record refusal for secrecy: %w", err)
	}
	return &Refusal{Act: "field", Unmet: []Condition{{Code: "access.secret", Article: "W168/29/2"}}}
}
