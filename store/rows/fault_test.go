package rows_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/store/blob"
	"shiheng.internal/store/rows"
)

// dump is everything there is, by table: the events, and all the rest.
func dump(t testing.TB, db *rows.DB) (events int, rest string) {
	t.Helper()
	ok := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	var all strings.Builder
	for _, table := range []string{
		"account", "account_factor", "account_recovery", "account_key", "spent_challenge", "claim", "session", "assignment", "right_change", "right_review", "access_grant", "place", "video_system", "camera", "camera_origin",
		"device", "channel", "registration", "refusal", "finding", "head_instruction", "setting", "attachment", "document_series", "document", "document_original", "paper_template",
		"building_plan", "plan_point", "building_responsibility", "construction_project", "certificate", "joint_conference",
		"catalogue_version", "catalogue_item", "connect_task", "interface_test",
		"binder_entry", "binder_seal", "binder_handover", "binder_person", "sign", "obstruction", "upgrade", "neighbour",
		"sound_switch", "secrecy_mark", "organisation", "person", "push", "audit_event",
		"acceptance", "filing", "removal", "camera_change", "outage", "works_todo", "project_part",
		"camera_archive", "camera_archive_record", "camera_archive_change", "camera_archive_decision", "camera_gram",
		"archive_import", "archive_import_row", "obligation", "agenda_cursor", "agenda_waiting", "duty_proof", "notice", "notice_mark",
		"official_letter", "official_application", "official_camera", "official_officer", "official_grant", "suspicion", "personal_request", "clearance",
		"workstation", "citizen_case", "citizen_camera", "citizen_grant", "citizen_ticket", "citizen_seen", "session_lock", "evidence_hold", "evidence_pin",
		"evidence_export", "evidence_export_camera",
		"forwarding", "forwarding_camera", "forwarding_grant", "camera_home",
		"webhook", "webhook_delivery", "measure", "indicator_point", "house_beat",
	} {
		rows, err := db.Reader().QueryContext(t.Context(), "SELECT * FROM "+table+" ORDER BY 1")
		ok(err)
		names, err := rows.Columns()
		ok(err)
		for rows.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(any)
			}
			ok(rows.Scan(values...))
			if table == "audit_event" {
				events++
				continue
			}
			all.WriteString(table)
			for _, v := range values {
				fmt.Fprintf(&all, "|%v", *v.(*any))
			}
			all.WriteByte('\n')
		}
		ok(rows.Err())
		ok(rows.Close())
	}
	return events, all.String()
}

func (w *world) dump() (events int, rest string) {
	w.t.Helper()
	return dump(w.t, w.db)
}

// TestFaults fails the commit of each write path once before it took effect
// and, when it is done again, once after (the answer was lost), opens the rows
// anew each time, and checks that a change and its event are there together or
// not at all.
func TestFaults(t *testing.T) {
	ops := slices.Concat(lifeFaults(), archiveFaults(), agendaFaults(), rightFaults(), officialFaults(), forwardFaults(), steerFaults(), keyFaults(), citizenFaults(), personalFaults(), holdFaults(), custodyFaults())
	for _, f := range slices.Concat(faults(), planFaults(), upkeepFaults(), worksFaults(), factorFaults()) {
		ops = append(ops, plain(f))
	}
	const release = "release grant"
	ops = append(ops, staged{release, func(w *world, s stage) func() error {
		g, err := w.open(s.keeper, shiheng.ActLive, s.camera.ID)
		w.ok(err)
		return func() error { return w.access.Release(w.t.Context(), s.keeper, g.ID) }
	}, false})
	eachEngine(t, func(t *testing.T, fresh func() string) {
		had, base := kept{key: filepath.Join(t.TempDir(), "key"), blobs: blob.NewMemory(), at: start()}, fresh()
		w := openWorld(t, base, false, had) // once: it takes longer than what is done on it
		s := w.stage()
		had.at = w.clock.Now()
		w.ok(w.db.Close()) // nobody copies what is open
		again := copies(t, base)
		for _, op := range ops {
			t.Run(op.name, func(t *testing.T) {
				t.Parallel() // they wait for the disk
				w, s := openWorld(t, again(t), false, had), s
				w.enter(&s)
				do := op.set(w, s)
				for _, step := range []string{"before commit", "after commit"} {
					if w.breaks(t, op, step, do); op.name == release { // the try used up what set put there
						do = op.set(w, s)
					}
				}
			})
		}
	})
}

// copies returns what copies a database that nobody has open.
func copies(t *testing.T, url string) func(*testing.T) string {
	t.Helper()
	path, is := strings.CutPrefix(url, "sqlite:")
	if !is {
		c := postgres(t)
		return func(t *testing.T) string { return c.copyOf(t, url) }
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return func(t *testing.T) string {
		path := filepath.Join(t.TempDir(), "rows.db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return "sqlite:" + path
	}
}

// breaks does an operation whose first commit fails at the step.
func (w *world) breaks(t *testing.T, op staged, step string, do func() error) {
	t.Helper()
	events, rest := w.dump()
	failed := false
	w.db.Break(func(at string) error {
		if at != step || failed {
			return nil
		}
		failed = true
		return shiheng.Unavailable("test.broken")
	})
	err := do()
	w.db.Break(nil)
	if !failed {
		t.Fatalf("%s: nothing was written (%v)", step, err)
	}
	if !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("%s: the caller was told %v", step, err)
	}
	again, err := rows.Open(t.Context(), rows.Config{URL: w.url, Now: w.clock.Now})
	w.ok(err)
	events2, rest2 := dump(t, again)
	w.ok(again.Close())
	took := step == "after commit"
	notes := op.name == "fetch it" // an event and nothing else
	if (rest2 != rest) != (took && !notes) || (events2 != events) != (took && !op.silent) {
		t.Errorf("%s: %d events before, %d after; the rest changed: %v", step, events, events2, rest2 != rest)
	}
}

// stage is what the operations of the fault table act on.
type stage struct {
	place   registry.Place
	system  registry.VideoSystem
	camera  registry.Camera
	device  registry.Device
	channel registry.Channel
	keeper  identity.Principal
	finding registry.Finding
	unit    party.Organisation
	loose   papers.Attachment // added by the keeper, linked to nothing
	bound   papers.Attachment // belongs to the finding
	paper   papers.Issued

	double identity.Principal // signs in with a code of secret besides the password
	secret string
	begun  string // the secret that the keeper began a second factor with

	plansStage
	word      registry.Instruction
	catalogue *catalogue.Service
	edition   catalogue.Version // a draft
}

func (w *world) stage() stage {
	w.t.Helper()
	ctx := w.t.Context()
	var s stage
	var err error
	s.place, s.system, s.camera = w.site("甲")
	w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
	s.keeper = w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
	s.device, err = w.registry.AdmitDevice(ctx, house, "d1", registry.DeviceEdit{Password: "x"})
	w.ok(err)
	w.ok(w.registry.Read().SaveCatalogue(ctx, s.device.ID, []registry.Channel{{Code: "c1", Name: "甲"}}, true, start()))
	channels, err := w.registry.Read().Channels(ctx, s.device.ID, audit.Paging{})
	w.ok(err)
	s.channel = channels.Items[0]
	s.unit = w.unit("运营公司", party.SiteOperator)
	s.system.Parties.Operator = s.unit.ID
	s.system, err = w.registry.SaveSystem(ctx, house, s.system)
	w.ok(err)
	s.finding, err = w.registry.Report(ctx, house, registry.Found{Place: s.place.ID, RoomUse: "toilet", Note: "甲"})
	w.ok(err)
	s.loose, s.bound = w.attach(s.keeper.Actor(), "a.txt", "一"), w.attach(house, "b.txt", "二")
	s.paper = w.issue(house, papers.Document{Kind: papers.ForbiddenRecord, Subject: audit.On("finding", s.finding.ID)}, s.bound.ID)
	s.double = w.person("double", watch(identity.WatchKeeper, identity.Target{}))
	s.secret, _ = w.enrolled(s.double)
	e, err := w.identity.Enrol(ctx, s.keeper, "视衡")
	w.ok(err)
	s.begun = e.Secret
	s.plansStage = w.plansStage(s)
	s.word, err = w.registry.Instruct(ctx, house, instruction(registry.ShortageAccepted, day(w.t, "2027-12-31")))
	w.ok(err)
	s.edition, err = w.catalogue(reach{}, exam{}).SaveDraft(ctx, house, edition(law.DayOf(start())))
	w.ok(err)
	w.clock.Add(time.Minute)
	return s
}

// enter makes what a stage has in memory.
func (w *world) enter(s *stage) {
	w.t.Helper()
	s.catalogue = w.catalogue(reach{}, exam{})
}

type fault struct {
	name   string
	do     func(*world, stage) error
	silent bool // writes no event: machine rows
}

//house:long a flat table of every write path
func faults() []fault {
	yes := true
	name := "改名"
	return []fault{
		{"create account", func(w *world, _ stage) error {
			_, _, err := w.identity.Create(w.t.Context(), house, identity.NewAccount{Login: "new", Name: "新", Roles: []identity.Grantable{{Role: identity.Auditor}}})
			return err
		}, false},
		{"login", func(w *world, _ stage) error { _, err := login(w, "keeper", password); return err }, false},
		{"logout", func(w *world, s stage) error { return w.identity.Logout(w.t.Context(), s.keeper) }, false},
		{"change password", func(w *world, s stage) error {
			_, err := w.identity.ChangePassword(w.t.Context(), s.keeper, password, password+"2")
			return err
		}, false},
		{"reset", func(w *world, s stage) error {
			_, err := w.identity.Reset(w.t.Context(), house, s.keeper.Account.ID)
			return err
		}, false},
		{"disable", func(w *world, s stage) error {
			a, _ := w.identity.Account(w.t.Context(), s.keeper.Account.ID)
			_, err := w.identity.Change(w.t.Context(), house, a.ID, identity.AccountChange{Disabled: &yes, Name: &name, Version: a.Version})
			return err
		}, false},
		{"set roles", func(w *world, s stage) error {
			_, err := w.identity.SetRoles(w.t.Context(), house, s.keeper.Account.ID, []identity.Grantable{{Role: identity.CopyOfficer}}, "")
			return err
		}, false},
		{"touch", func(w *world, s stage) error { return w.identity.Keep(w.t.Context(), s.keeper.Session.ID) }, true},
		{"save place", func(w *world, s stage) error {
			s.place.Name = name
			_, err := w.registry.SavePlace(w.t.Context(), house, s.place)
			return err
		}, false},
		{"save system", func(w *world, s stage) error {
			s.system.AntiTerrorTarget = true
			_, err := w.registry.SaveSystem(w.t.Context(), house, s.system)
			return err
		}, false},
		{"end trials", func(w *world, _ stage) error {
			w.clock.Add(31 * 24 * time.Hour)
			return w.works.Round(w.t.Context())
		}, false},
		{"save camera", func(w *world, s stage) error {
			s.camera.Name = name
			_, err := w.registry.SaveCamera(w.t.Context(), house, s.camera)
			return err
		}, false},
		{"admit channel", func(w *world, s stage) error {
			_, err := w.registry.AdmitChannel(w.t.Context(), house, s.channel.ID, registry.Admission{System: s.system.ID, RoomUse: "hall"})
			return err
		}, false},
		{"admit device", func(w *world, _ stage) error {
			_, err := w.registry.AdmitDevice(w.t.Context(), house, "d2", registry.DeviceEdit{Password: "y"})
			return err
		}, false},
		{"change device", func(w *world, s stage) error {
			_, err := w.registry.ChangeDevice(w.t.Context(), house, s.device.ID, registry.DeviceEdit{Name: name, Password: "z", Version: s.device.Version})
			return err
		}, false},
		{"dismiss device", func(w *world, s stage) error { return w.registry.DismissDevice(w.t.Context(), house, s.device.ID) }, false},
		{"report forbidden", func(w *world, s stage) error {
			_, err := w.registry.Report(w.t.Context(), s.keeper.Actor(), registry.Found{Place: s.place.ID, RoomUse: "public-bath", Note: "乙"})
			return err
		}, false},
		{"close finding", func(w *world, s stage) error {
			return w.registry.CloseFinding(w.t.Context(), house, s.finding.ID, registry.Close{Outcome: "已拆除"})
		}, false},
		{"register an organisation", func(w *world, _ stage) error {
			_, err := w.party.SaveOrganisation(w.t.Context(), house, party.Organisation{
				Name: name, Functions: []party.Function{party.SiteOperator}, Level: party.UnitLevel, Division: "320211",
			})
			return err
		}, false},
		{"change an organisation", func(w *world, s stage) error {
			s.unit.Address = name
			_, err := w.party.SaveOrganisation(w.t.Context(), house, s.unit)
			return err
		}, false},
		{"register a person", func(w *world, s stage) error {
			_, err := w.party.SavePerson(w.t.Context(), house, party.Person{Organisation: s.unit.ID, Name: name, IdentityNumber: "11010519491231002X"})
			return err
		}, false},
		{"remind a party", func(w *world, s stage) error {
			_, err := w.registry.Push(w.t.Context(), house, registry.Push{System: s.system.ID, Addressee: s.unit.ID, Note: name})
			return err
		}, false},
		{"instruct", func(w *world, _ stage) error {
			_, err := w.registry.Instruct(w.t.Context(), house, instruction(registry.ClassOrder, law.Day{}))
			return err
		}, false},
		{"withdraw", func(w *world, s stage) error { return w.registry.Withdraw(w.t.Context(), house, s.word.ID) }, false},
		{"enable without room, accepted", func(w *world, s stage) error {
			w.reckon = func([]registry.Demand) registry.Room { return registry.Room{Need: 1} }
			_, err := w.registry.SaveCamera(w.t.Context(), house, registry.Camera{
				Name: "满", System: s.system.ID, Place: s.place.ID, RoomUse: "corridor", Enabled: true,
				Main: &registry.Source{RTSP: &registry.RTSPSource{URL: "rtsp://192.0.2.7/1"}},
			})
			return err
		}, false},
		{"open grant", func(w *world, s stage) error {
			_, err := w.access.Open(w.t.Context(), access.Request{Principal: s.keeper, Act: shiheng.ActLive, Cameras: []shiheng.CameraID{s.camera.ID}})
			return err
		}, false},
		{"setting", func(w *world, _ stage) error {
			_, err := rows.NewSettings(w.db).Put(w.t.Context(), house, rows.Setting{Name: "a.b", Value: json.RawMessage("1")})
			return err
		}, false},
		{"add attachment", func(w *world, _ stage) error {
			_, err := w.papers.Add(w.t.Context(), house, papers.Upload{Name: "c.txt", Body: strings.NewReader("三")})
			return err
		}, false},
		{"newer attachment", func(w *world, s stage) error {
			_, err := w.papers.Add(w.t.Context(), house, papers.Upload{Name: "c.txt", Body: strings.NewReader("三"), Supersedes: s.bound.ID})
			return err
		}, false},
		{"drop attachment", func(w *world, s stage) error { return w.papers.Drop(w.t.Context(), s.keeper.Actor(), s.loose.ID) }, false},
		{"sweep attachments", func(w *world, _ stage) error {
			w.clock.Add(25 * time.Hour)
			return w.papers.Sweep(w.t.Context(), slog.New(slog.DiscardHandler))
		}, false},
		{"retire attachment", func(w *world, s stage) error {
			_, err := w.papers.Retire(w.t.Context(), house, s.bound.ID, "重复")
			return err
		}, false},
		{"issue document", func(w *world, s stage) error {
			_, err := w.tryIssue(s.keeper.Actor(), papers.Document{Kind: papers.ForbiddenRecord, Subject: audit.On("finding", s.finding.ID), Supersedes: s.paper.ID}, s.loose.ID)
			return err
		}, false},
		{"draft catalogue", func(w *world, s stage) error {
			_, err := s.catalogue.SaveDraft(w.t.Context(), house, s.edition)
			return err
		}, false},
		{"publish catalogue", func(w *world, s stage) error {
			_, err := s.catalogue.Publish(w.t.Context(), house, s.edition.ID, s.edition.Version)
			return err
		}, false},
		{"drop catalogue", func(w *world, s stage) error {
			return s.catalogue.DropDraft(w.t.Context(), house, s.edition.ID)
		}, false},
		{"void document", func(w *world, s stage) error {
			_, err := w.papers.Void(w.t.Context(), house, s.paper.ID, "填错")
			return err
		}, false},
		{"save template", func(w *world, _ stage) error {
			_, err := w.papers.SaveTemplate(w.t.Context(), house, papers.TemplateEdit{Name: "kinds.yaml", Text: "kinds:\n  - {kind: sign, title: 监控}\n", Why: "改名"})
			return err
		}, false},
		{"reports", func(w *world, s stage) error {
			return w.registry.Read().SaveReports(w.t.Context(), map[string]registry.DeviceReport{s.device.Code: {State: registry.Registered, LastSeen: start()}})
		}, true},
		{"discover", func(w *world, _ stage) error {
			return w.registry.Knocked(w.t.Context(), "knock", registry.DeviceReport{})
		}, true},
		{"catalogue", func(w *world, s stage) error {
			return w.registry.Read().SaveCatalogue(w.t.Context(), s.device.ID, []registry.Channel{{Code: "c2", Name: "乙"}}, true, start().Add(time.Hour))
		}, true},
		{"refusal", func(w *world, _ stage) error {
			return w.registry.Read().CountRefusal(w.t.Context(), registry.RefusedRegistration{At: start(), Code: "x", Reason: "device.unknown"})
		}, true},
		{"registrations", func(w *world, _ stage) error {
			return rows.NewRegistrations(w.db).Save(w.t.Context(), []registry.Registration{{Code: "r", Registered: start(), Expires: start()}}, nil)
		}, true},
	}
}
