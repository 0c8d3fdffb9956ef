package rows_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/works"
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/civic/works/plan"
	"shiheng.internal/civic/works/upkeep"
)

// worldsByChance is how many of the worlds that rapid draws are carried out: a
// database each is dear, and each is long.
const worldsByChance = 2

// TestAgendaIncremental: after any changes, in any order, the rows kept up by
// following the record are those a full reckoning gives. So whatever changes
// what is owed or counted marks what must be reckoned anew.
func TestAgendaIncremental(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		done, failing := 0, false
		rapid.Check(t, func(rt *rapid.T) {
			if done >= worldsByChance && !failing { // a failure is shrunk by doing it again
				return
			}
			done++
			c := newChance(t, rt, fresh())
			for range rapid.IntRange(60, 120).Draw(rt, "rounds") {
				did := []string{c.change()}
				for rapid.IntRange(0, 2).Draw(rt, "more") > 0 { // a change after it may hide what one left out
					did = append(did, c.change())
				}
				c.turn()
				kept := c.stored()
				c.ok(c.agenda.Full(t.Context()))
				if full := c.stored(); kept != full {
					failing = true
					rt.Fatalf("after %v, followed and full differ:\n%s", did, cmp.Diff(strings.Split(kept, "\n"), strings.Split(full, "\n")))
				}
			}
		})
	})
}

// chance makes changes by chance.
type chance struct {
	*desktop
	draw    *rapid.T
	archive *archive.Service
	plans   *plan.Service
	upkeep  *upkeep.Service
	file    papers.AttachmentID
	clerk   audit.Actor

	places  []shiheng.PlaceID
	systems []shiheng.SystemID
	cameras []shiheng.CameraID
	units   []party.Organisation

	signs        []upkeep.Sign
	obstructions []upkeep.Obstruction
	neighbours   []upkeep.Neighbour
	upgrades     []upkeep.Upgrade
	projects     []plan.Project
	certificates []plan.Certificate
	removals     []works.Removal
	moves        []works.Change
}

func newChance(t *testing.T, rt *rapid.T, url string) *chance {
	d := newDesktop(t, newWorld(t, url, false))
	place, sys, cam := d.site("甲")
	c := &chance{
		desktop: d, draw: rt, plans: d.plans(nil), upkeep: d.upkeep(), file: d.picture("甲"), clerk: d.clerk(),
		places: []shiheng.PlaceID{place.ID}, systems: []shiheng.SystemID{sys.ID}, cameras: []shiheng.CameraID{cam.ID},
	}
	c.archive, _ = d.archive()
	for _, o := range []party.Organisation{
		{Name: "市公安局", Functions: []party.Function{party.Supervisor}, Level: party.CityLevel, Division: party.City},
		{Name: "交通局", Functions: []party.Function{party.Department}, Level: party.CityLevel, Division: party.City, Trade: "transport"},
		{Name: "住建局", Functions: []party.Function{party.Department}, Level: party.DistrictLevel, Division: "320211", Trade: "housing-construction"},
	} {
		c.units = append(c.units, d.organisation(o))
	}
	d.turn()
	return c
}

func pick[T any](c *chance, from ...T) T { return rapid.SampledFrom(from).Draw(c.draw, "pick") }

// some is one of what there is; false when there is none.
func some[T any](c *chance, from []T) (v *T, ok bool) {
	if len(from) == 0 {
		return nil, false
	}
	return &from[rapid.IntRange(0, len(from)-1).Draw(c.draw, "which")], true
}

// days is a day near today.
func (c *chance) near() law.Day { return c.today().Add(rapid.IntRange(-40, 40).Draw(c.draw, "near")) }

// change does one thing and says what. What a rule refuses changes nothing.
func (c *chance) change() string {
	all := append(c.registers(), append(c.papersAndPlans(), c.keeping()...)...)
	// rapid prefers small numbers; scattered, every change has its turn
	did := all[uint64(rapid.IntRange(0, 9999).Draw(c.draw, "change"))*0x9E3779B97F4A7C15>>32%uint64(len(all))]
	did.do()
	return did.name
}

type doing struct {
	name string
	do   func()
}

//house:long a flat list of changes to the registers
func (c *chance) registers() []doing {
	ctx := c.t.Context()
	place, system := pick(c, c.places...), pick(c, c.systems...)
	return []doing{
		{"new place", func() {
			if made, err := c.registry.SavePlace(ctx, house, registry.Place{Name: "新", Category: pick(c, "", "W8-09"), Parent: place}); err == nil {
				c.places = append(c.places, made.ID)
			}
		}},
		{"new system", func() {
			made, err := c.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: place, Name: "新", W168Category: "W8-04", Trade: pick(c, "", "transport")})
			c.ok(err)
			c.systems = append(c.systems, made.ID)
		}},
		{"changed system", func() {
			v, err := c.registry.Read().System(ctx, system)
			c.ok(err)
			v.R799Class = pick(c, law.R799Classes()...)
			v.Completed = day(c.t, pick(c, "2018-01-01", "2024-01-01"))
			v.Trade = pick(c, "", "transport", "housing-construction")
			v.Department = pick(c, shiheng.OrganisationID{}, c.units[1].ID, c.units[2].ID)
			v.Parties.Maintainer = pick(c, shiheng.OrganisationID{}, c.units[1].ID)
			_, _ = c.registry.SaveSystem(ctx, house, v)
		}},
		{"moved system", func() {
			on := pick(c, registry.BeginTrial, registry.FoundInUse, registry.PutIntoService, registry.Suspend, registry.Resume)
			_, _ = c.works.Step(ctx, house, system, on, "理由")
		}},
		{"changed camera", func() {
			v, err := c.registry.Read().Camera(ctx, pick(c, c.cameras...))
			c.ok(err)
			v.System, v.Enabled = system, pick(c, true, false)
			_, _ = c.registry.SaveCamera(ctx, house, v)
		}},
		{"new camera", func() {
			if made, err := c.registry.SaveCamera(ctx, house, registry.Camera{Name: "新", System: system, Place: place, RoomUse: "hall"}); err == nil {
				c.cameras = append(c.cameras, made.ID)
			}
		}},
		{"finding", func() {
			_, _ = c.registry.Report(ctx, house, registry.Found{Place: place, RoomUse: "toilet", Note: "发现"})
		}},
		{"closed a finding", func() {
			open, err := c.registry.Read().Findings(ctx, registry.FindingFilter{Scope: registry.Scope{All: true}, Open: true}, audit.Paging{})
			c.ok(err)
			if f, ok := some(c, open.Items); ok {
				_ = c.registry.CloseFinding(ctx, house, f.ID, registry.Close{Outcome: "已改"})
			}
		}},
		{"changed place", func() {
			p, err := c.registry.Read().Place(ctx, place)
			c.ok(err)
			p.Category, p.Parent, p.Division, p.Reason = pick(c, "", "W8-01"), pick(c, c.places...), pick(c, "", "320211"), "理由"
			_, _ = c.registry.SavePlace(ctx, house, p)
		}},
		{"changed organisation", func() {
			o := &c.units[rapid.IntRange(0, 2).Draw(c.draw, "unit")]
			o.Division = pick(c, party.City, "320211")
			o.Level = pick(c, party.CityLevel, party.DistrictLevel)
			if saved, err := c.party.SaveOrganisation(ctx, house, *o); err == nil {
				*o = saved
			}
		}},
		{"days passed", func() {
			c.clock.Add(time.Duration(rapid.IntRange(1, 40).Draw(c.draw, "days")) * 24 * time.Hour)
			c.ok(c.works.Round(ctx))
		}},
		{"proof", func() {
			_, _ = c.agenda.Prove(ctx, c.clerk, agenda.NewRecord{
				Subject: agenda.Subject{Kind: agenda.System, ID: system.String()}, Duty: pick(c, "training", "standards", "maintain", "qualified"), Day: c.today(), Note: "凭据",
			}, agenda.Scope{All: true})
		}},
	}
}

//house:long a flat list of changes to plans, projects, works and archives
func (c *chance) papersAndPlans() []doing {
	ctx := c.t.Context()
	place, system, camera := pick(c, c.places...), pick(c, c.systems...), pick(c, c.cameras...)
	return []doing{
		{"certificate", func() {
			var old plan.Certificate
			if p, ok := some(c, c.certificates); ok && pick(c, true, false) {
				old = *p
			}
			made, err := c.plans.SaveCertificate(ctx, house, old.ID, 0, plan.CertificateEdit{
				Of: "contractor", Holder: "甲", Kind: "design", Number: "1", Issuer: "乙", Issued: c.today().Add(-400), Expires: c.near(), Withdrawn: pick(c, false, false, true),
			})
			if err == nil {
				c.certificates = append(c.certificates, made)
			}
		}},
		{"project", func() {
			var old plan.Project
			if p, ok := some(c, c.projects); ok && pick(c, true, false) {
				old = *p
			}
			edit := plan.ProjectEdit{Name: "新建", Kind: "new", Place: place, Builder: "甲", Systems: pick(c, nil, []shiheng.SystemID{system})}
			for n, stage := range plan.Stages() {
				edit.Pairs = append(edit.Pairs, plan.StagePair{Stage: stage, Main: c.today().Add(20*n - 30), Video: pick(c, law.Day{}, c.near())})
			}
			if p, ok := some(c, c.certificates); ok {
				edit.Certificates = []plan.CertificateID{p.ID}
			}
			if made, err := c.plans.SaveProject(ctx, house, old.ID, 0, edit); err == nil {
				c.projects = append(c.projects, made)
			}
		}},
		{"conference", func() {
			made, err := c.plans.SaveConference(ctx, house, plan.ConferenceID{}, 0, plan.ConferenceEdit{Title: "会议", Level: plan.City, On: c.today(), Chair: "滨湖区", Minutes: "议定"})
			c.ok(err)
			_, err = c.plans.MinuteConference(ctx, house, made.ID)
			c.ok(err)
		}},
		{"catalogue", func() {
			s := c.catalogue(reach{}, exam{})
			d, err := s.SaveDraft(ctx, house, catalogue.Version{Title: "目录", Rules: []catalogue.Rule{{Code: "R1", Title: "甲", Categories: []string{pick(c, "W8-04", "W8-09")}, Due: c.near()}}})
			if err == nil {
				if _, err = s.Publish(ctx, house, d.ID, d.Version); err != nil {
					c.ok(s.DropDraft(ctx, house, d.ID))
				}
			}
		}},
		{"removal", func() {
			made, err := c.works.Report(ctx, house, system, works.RemovalEntry{Kind: works.Removing, Cameras: []shiheng.CameraID{camera}, Reason: works.OtherReason, Why: "改造", PlannedOn: c.today().Add(12)})
			if err == nil {
				c.removals = append(c.removals, made)
			}
		}},
		{"removal withdrawn", func() {
			if r, ok := some(c, c.removals); ok {
				_, _ = c.works.Withdraw(ctx, house, r.ID, "不拆")
			}
		}},
		{"found removed", func() { _ = c.works.FoundRemoved(ctx, house, camera, "不见了") }},
		{"change", func() {
			made, err := c.works.RequestChange(ctx, c.clerk, system, works.ChangeEntry{Kind: pick(c, works.Direction, works.Repair), Camera: camera, Why: "盲区", Privacy: "无"})
			if err == nil {
				c.moves = append(c.moves, made)
			}
		}},
		{"change carried out", func() {
			if m, ok := some(c, c.moves); ok {
				_, _ = c.works.DecideChange(ctx, house, m.ID, true, "同意")
				_, _ = c.works.ExecuteChange(ctx, c.clerk, m.ID, "完成")
			}
		}},
		{"filing", func() {
			f, err := c.works.File(ctx, house, system, works.FilingEntry{
				Kind: pick(c, works.FileNew, works.FileLegacyR799, works.FileLegacyW168), Unit: works.FilingUnit{Name: "甲", Handler: "王", Phone: "1"}, Declared: true,
			})
			if err == nil && pick(c, true, false) {
				_, _ = c.works.ReceiveFiling(ctx, house, f.ID, "1号")
			}
		}},
		{"outage", func() {
			_, _ = c.works.Interrupt(ctx, house, system, works.OutageEntry{Whole: true, Reason: "停电", From: c.clock.Now()})
		}},
		{"binder", func() {
			_, _ = c.binders().SaveEntry(ctx, binder.Filing{Actor: house, Name: "王", System: system}, binder.EntryID{}, 0, binder.EntryEdit{
				Slot: pick(c, "plan", "impact", "maintenance"), Title: "文件", Date: c.today(), Maker: "甲", Confidentiality: "open", Location: "档案室",
			})
		}},
		{"card", func() {
			var version int64
			if r, err := c.archive.Read().Record(ctx, camera); err == nil {
				version = r.Version
			}
			_, _ = c.archive.Save(ctx, house, archive.Edit{Camera: camera, Version: version, Values: map[archive.Code]string{
				"purpose": pick(c, "", "公共安全"), "has_audio": pick(c, "", "true"), "model": pick(c, "A", "B"),
			}})
		}},
		{"cards judged anew", func() { c.ok(c.archive.Refresh(ctx)) }},
	}
}

//house:long a flat list of changes to upkeep
func (c *chance) keeping() []doing {
	ctx := c.t.Context()
	system, camera := pick(c, c.systems...), pick(c, c.cameras...)
	return []doing{
		{"sign", func() {
			made, err := c.upkeep.SaveSign(ctx, someone, system, upkeep.SignID{}, 0, upkeep.SignEdit{
				Where: "门口", Text: "监控", Unit: "甲", Contact: "1", Cameras: []shiheng.CameraID{camera}, Photo: c.file,
			})
			if err == nil {
				c.signs = append(c.signs, made)
			}
		}},
		{"sign looked at", func() {
			if s, ok := some(c, c.signs); ok {
				_, _ = c.upkeep.CheckSign(ctx, someone, s.ID, upkeep.SignCheck{On: c.today(), Result: pick(c, upkeep.SignUp, upkeep.SignMissing, upkeep.SignDown), Photo: c.file})
			}
		}},
		{"obstruction", func() {
			made, err := c.upkeep.ReportObstruction(ctx, someone, upkeep.ObstructionEdit{Camera: camera, Kind: "greening", What: "枝叶", Reference: c.picture("准"), Now: c.file})
			if err == nil {
				c.obstructions = append(c.obstructions, made)
			}
		}},
		{"obstruction told", func() {
			if o, ok := some(c, c.obstructions); ok {
				_, _ = c.upkeep.TellObstruction(ctx, someone, o.ID, upkeep.Telling{Party: "园林处", Deadline: c.near()})
			}
		}},
		{"obstruction cleared", func() {
			if o, ok := some(c, c.obstructions); ok {
				_, _ = c.upkeep.ClearObstruction(ctx, someone, o.ID, upkeep.Clearing{On: c.today(), After: c.file})
			}
		}},
		{"neighbour", func() {
			made, err := c.upkeep.SaveNeighbour(ctx, someone, system, upkeep.NeighbourID{}, 0, upkeep.NeighbourEdit{Unit: "某部队", Kind: "military", What: "北侧"})
			if err == nil {
				c.neighbours = append(c.neighbours, made)
			}
		}},
		{"neighbour answered", func() {
			if n, ok := some(c, c.neighbours); ok {
				_, _ = c.upkeep.AnswerNeighbour(ctx, someone, n.ID, upkeep.NeighbourAnswer{Consent: pick(c, true, false), On: c.today(), Answer: c.file})
			}
		}},
		{"upgrade", func() {
			edit := upkeep.UpgradeEdit{On: c.today(), Department: "交通局"}
			for _, x := range upkeep.Demands() {
				edit.Gaps = append(edit.Gaps, upkeep.Gap{Demand: x.Code, Met: "yes"})
			}
			if edit.Gaps[0].Met = pick(c, "yes", "no"); pick(c, true, false) {
				edit.From, edit.Till, edit.Who, edit.Plan = c.today(), c.today().Add(20), "甲", "更换"
			}
			if made, err := c.upkeep.SaveUpgrade(ctx, someone, system, upkeep.UpgradeID{}, 0, edit); err == nil {
				c.upgrades = append(c.upgrades, made)
			}
		}},
		{"upgraded", func() {
			if u, ok := some(c, c.upgrades); ok {
				_, _ = c.upkeep.FinishUpgrade(ctx, someone, u.ID, "完成", []papers.AttachmentID{c.picture("验收")})
			}
		}},
		{"sound", func() {
			_, _ = c.upkeep.SwitchSound(ctx, someone, camera, upkeep.SoundEdit{On: pick(c, true, false), Reason: "窗口", Until: c.today().Add(1)})
		}},
	}
}
