package rows_test

import (
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works"
	"shiheng.internal/civic/works/plan"
)

// staged is a write path that needs something to be there first: set puts it
// there and returns the write.
type staged struct {
	name   string
	set    func(*world, stage) func() error
	silent bool // writes no event
}

// plain is a write path for which the stage is enough.
func plain(f fault) staged {
	return staged{f.name, func(w *world, s stage) func() error { return func() error { return f.do(w, s) } }, f.silent}
}

// inService takes the stage's system through its acceptance.
func (w *world) inService(s stage) {
	w.t.Helper()
	w.days(31)
	w.accept(s.system, s.camera)
}

// lifeFaults are the other write paths of the works room.
//
//house:long a flat table of write paths
func lifeFaults() []staged {
	acceptance := func(w *world, s stage) works.Acceptance {
		a, err := w.works.OpenAcceptance(w.t.Context(), house, s.system.ID, w.checklist())
		w.ok(err)
		return a
	}
	removal := func(w *world, s stage) works.Removal {
		r, err := w.works.Report(w.t.Context(), house, s.system.ID, works.RemovalEntry{
			Kind: works.Removing, Cameras: []shiheng.CameraID{s.camera.ID}, Reason: works.OtherReason, Why: "改造", PlannedOn: w.today().Add(10),
		})
		w.ok(err)
		return r
	}
	proof := func(w *world, s stage) works.Execution {
		return works.Execution{By: "施工队", Devices: []works.TakenDevice{{Camera: s.camera.ID, Serial: "SN1"}}, Before: []works.FileID{w.photo()}, After: []works.FileID{w.photo()}}
	}
	change := func(w *world, s stage) works.Change {
		c, err := w.works.RequestChange(w.t.Context(), s.keeper.Actor(), s.system.ID, works.ChangeEntry{Kind: works.Direction, Camera: s.camera.ID, Why: "盲区", Privacy: "无"})
		w.ok(err)
		return c
	}
	filing := works.FilingEntry{Kind: works.FileNew, Unit: works.FilingUnit{Name: "甲", Handler: "王", Phone: "1"}, Declared: true}
	filed := func(w *world, s stage) works.Filing {
		v, err := w.registry.Read().System(w.t.Context(), s.system.ID)
		w.ok(err)
		v.R799Class = "A7O"
		_, err = w.registry.SaveSystem(w.t.Context(), house, v)
		w.ok(err)
		f, err := w.works.File(w.t.Context(), house, s.system.ID, filing)
		w.ok(err)
		return f
	}
	return []staged{
		{"step", func(w *world, s stage) func() error {
			v, err := w.registry.SaveSystem(w.t.Context(), house, registry.VideoSystem{Place: s.place.ID, Name: "新系统", W168Category: "W8-01"})
			w.ok(err)
			return func() error {
				_, err := w.works.Step(w.t.Context(), house, v.ID, registry.BeginTrial, "")
				return err
			}
		}, false},
		{"save acceptance", func(w *world, s stage) func() error {
			a, e := acceptance(w, s), w.checklist()
			e.Project = "新名"
			return func() error { _, err := w.works.SaveAcceptance(w.t.Context(), house, a.ID, 0, e); return err }
		}, false},
		{"measure acceptance", func(w *world, s stage) func() error {
			a := acceptance(w, s)
			w.online(s.camera)
			return func() error { _, err := w.works.Measure(w.t.Context(), house, a.ID); return err }
		}, false},
		{"conclude acceptance", func(w *world, s stage) func() error {
			a, e := acceptance(w, s), w.checklist()
			e.Rectify = []works.Rectification{{What: "补标识", Due: w.today().Add(9)}}
			_, err := w.works.SaveAcceptance(w.t.Context(), house, a.ID, 0, e)
			w.ok(err)
			return func() error { _, err := w.works.Conclude(w.t.Context(), house, a.ID, 0, works.Failed); return err }
		}, false},
		{"acknowledge removal", func(w *world, s stage) func() error {
			r := removal(w, s)
			return func() error { _, err := w.works.Acknowledge(w.t.Context(), house, r.ID, "注意"); return err }
		}, false},
		{"execute removal", func(w *world, s stage) func() error {
			r, x := removal(w, s), proof(w, s)
			w.days(10)
			return func() error { _, err := w.works.Execute(w.t.Context(), house, r.ID, x); return err }
		}, false},
		{"verify removal", func(w *world, s stage) func() error {
			r, x := removal(w, s), proof(w, s)
			w.days(10)
			_, err := w.works.Execute(w.t.Context(), house, r.ID, x)
			w.ok(err)
			return func() error { _, err := w.works.Verify(w.t.Context(), house, r.ID); return err }
		}, false},
		{"withdraw removal", func(w *world, s stage) func() error {
			r := removal(w, s)
			return func() error { _, err := w.works.Withdraw(w.t.Context(), house, r.ID, "不拆"); return err }
		}, false},
		{"disclose removal", func(w *world, s stage) func() error {
			x := proof(w, s)
			x.On = w.today()
			return func() error {
				_, err := w.works.Disclose(w.t.Context(), house, s.system.ID, works.Disclosure{Cameras: []shiheng.CameraID{s.camera.ID}, Danger: "墙体倾斜", Entry: x})
				return err
			}
		}, false},
		{"found removed", func(w *world, s stage) func() error {
			return func() error { return w.works.FoundRemoved(w.t.Context(), house, s.camera.ID, "不见了") }
		}, false},
		{"decide change", func(w *world, s stage) func() error {
			c := change(w, s)
			return func() error { _, err := w.works.DecideChange(w.t.Context(), house, c.ID, true, "同意"); return err }
		}, false},
		{"execute change", func(w *world, s stage) func() error {
			c := change(w, s)
			_, err := w.works.DecideChange(w.t.Context(), house, c.ID, true, "同意")
			w.ok(err)
			return func() error { _, err := w.works.ExecuteChange(w.t.Context(), house, c.ID, "完成"); return err }
		}, false},
		{"verify change", func(w *world, s stage) func() error {
			c := change(w, s)
			_, err := w.works.DecideChange(w.t.Context(), house, c.ID, true, "同意")
			w.ok(err)
			_, err = w.works.ExecuteChange(w.t.Context(), house, c.ID, "完成")
			w.ok(err)
			return func() error { _, err := w.works.VerifyChange(w.t.Context(), house, c.ID); return err }
		}, false},
		{"file", func(w *world, s stage) func() error {
			v, err := w.registry.Read().System(w.t.Context(), s.system.ID)
			w.ok(err)
			v.R799Class = "A7O"
			_, err = w.registry.SaveSystem(w.t.Context(), house, v)
			w.ok(err)
			return func() error { _, err := w.works.File(w.t.Context(), house, s.system.ID, filing); return err }
		}, false},
		{"return filing", func(w *world, s stage) func() error {
			f := filed(w, s)
			return func() error { _, err := w.works.ReturnFiling(w.t.Context(), house, f.ID, "缺图"); return err }
		}, false},
		{"resubmit filing", func(w *world, s stage) func() error {
			f := filed(w, s)
			_, err := w.works.ReturnFiling(w.t.Context(), house, f.ID, "缺图")
			w.ok(err)
			return func() error { _, err := w.works.Resubmit(w.t.Context(), house, f.ID, 0, filing); return err }
		}, false},
		{"receive filing", func(w *world, s stage) func() error {
			f := filed(w, s)
			return func() error { _, err := w.works.ReceiveFiling(w.t.Context(), house, f.ID, "1号"); return err }
		}, false},
		{"restore", func(w *world, s stage) func() error {
			w.inService(s)
			o, err := w.works.Interrupt(w.t.Context(), house, s.system.ID, works.OutageEntry{Whole: true, Reason: "停电", From: w.clock.Now()})
			w.ok(err)
			return func() error { _, err := w.works.Restore(w.t.Context(), house, o.ID, works.Restoring{}); return err }
		}, false},
		{"do todo", func(w *world, s stage) func() error {
			e, err := w.works.Enter(w.t.Context(), house, works.Existing{
				System: registry.VideoSystem{W168Category: "W8-01", Place: s.place.ID, Name: "老系统", Completed: day(w.t, "2016-01-01"), PutIntoUse: day(w.t, "2016-02-01")},
				Papers: []works.OwedPaper{{What: works.TodoDesignPaper, Due: w.today().Add(9)}},
			})
			w.ok(err)
			todo, paper := w.todos(e.System)[works.TodoDesignPaper], w.photo()
			return func() error {
				_, err := w.works.DoTodo(w.t.Context(), house, todo.ID, works.TodoDoing{File: paper})
				return err
			}
		}, false},
	}
}

// archiveFaults are the write paths of the camera archive.
//
//house:long a flat table of write paths
func archiveFaults() []staged {
	sheet := func(w *world, s stage) (*archive.Service, audit.Actor, archive.Upload) {
		desk, _ := w.archive()
		up := sheetOf(3, s.system.Name)
		for i := range up.Rows {
			up.Rows[i].Cells[3] = outdoorName(w)
		}
		return desk, w.clerk(), up
	}
	return []staged{
		{"save card", func(w *world, s stage) func() error {
			desk, _ := w.archive()
			return func() error {
				_, err := desk.Save(w.t.Context(), house, archive.Edit{Camera: s.camera.ID, Values: map[archive.Code]string{"model": "X", "address": "人民路"}})
				return err
			}
		}, false},
		{"pictures come and go", func(w *world, s stage) func() error {
			desk, _ := w.archive()
			one, two := w.image(house, "1.jpg", true), w.image(house, "2.jpg", true)
			rec, err := desk.Save(w.t.Context(), house, archive.Edit{Camera: s.camera.ID, Values: map[archive.Code]string{archive.Photos: one.String()}})
			w.ok(err)
			return func() error {
				_, err := desk.Save(w.t.Context(), house, archive.Edit{
					Camera: s.camera.ID, Values: map[archive.Code]string{archive.Photos: two.String()}, Version: rec.Version, Why: "重拍",
				})
				return err
			}
		}, false},
		{"judge anew", func(w *world, s stage) func() error {
			desk, _ := w.archive()
			_, err := desk.Save(w.t.Context(), house, archive.Edit{Camera: s.camera.ID, Values: map[archive.Code]string{"model": "X"}})
			w.ok(err)
			s.place.R799Class = "A7O"
			_, err = w.registry.SavePlace(w.t.Context(), house, s.place)
			w.ok(err)
			return func() error { return desk.Refresh(w.t.Context()) }
		}, true},
		{"preview sheet", func(w *world, s stage) func() error {
			desk, clerk, up := sheet(w, s)
			return func() error { _, err := desk.Preview(w.t.Context(), clerk, up); return err }
		}, false},
		{"discard sheet", func(w *world, s stage) func() error {
			desk, clerk, up := sheet(w, s)
			imp, err := desk.Preview(w.t.Context(), clerk, up)
			w.ok(err)
			return func() error { return desk.Discard(w.t.Context(), clerk, imp.ID) }
		}, true},
		{"decide on a difference", func(w *world, s stage) func() error {
			desk, _ := w.archive()
			c, err := w.registry.AdmitChannel(w.t.Context(), house, s.channel.ID, registry.Admission{System: s.system.ID, RoomUse: "hall"})
			w.ok(err)
			w.ok(w.registry.Read().SaveCatalogue(w.t.Context(), s.device.ID, []registry.Channel{{Code: "c1", Name: "甲", Manufacturer: "乙厂"}}, true, w.clock.Now()))
			clerk := w.clerk()
			return func() error {
				_, err := desk.Decide(w.t.Context(), clerk, archive.Answer{Camera: c.ID, Field: archive.Manufacturer, Device: "乙厂", Note: "贴牌"})
				return err
			}
		}, false},
	}
}

// agendaFaults are the write paths of the agenda and of interface tests.
func agendaFaults() []staged {
	desk := func(w *world) *desktop { return newDesktop(w.t.(*testing.T), w) }
	secret := "0123456789abcdef"
	hook := agenda.HookEdit{URL: "https://h.example/", Secret: &secret}
	return []staged{
		{"record a proof", func(w *world, s stage) func() error {
			d := desk(w)
			return func() error {
				_, err := d.agenda.Prove(w.t.Context(), s.keeper.Actor(), agenda.NewRecord{
					Subject: agenda.Subject{Kind: agenda.System, ID: s.system.ID.String()}, Duty: "training", Day: w.today(), Note: "签到表",
				}, agenda.Scope{All: true})
				return err
			}
		}, false},
		{"save webhook", func(w *world, s stage) func() error {
			d := desk(w)
			return func() error { _, err := d.agenda.SaveHook(w.t.Context(), s.keeper.Actor(), hook); return err }
		}, false},
		{"test webhook", func(w *world, s stage) func() error {
			d := desk(w)
			_, err := d.agenda.SaveHook(w.t.Context(), s.keeper.Actor(), hook)
			w.ok(err)
			return func() error { _, err := d.agenda.TestHook(w.t.Context(), s.keeper.Actor()); return err }
		}, false},
		{"reckon", func(w *world, s stage) func() error {
			d := desk(w)
			return func() error { return d.agenda.Full(w.t.Context()) }
		}, true},
		{"find a breach", func(w *world, s stage) func() error {
			d := desk(w)
			d.turn()
			w.plansWithLag(s)
			return func() error { return d.agenda.Full(w.t.Context()) }
		}, false},
		{"begin an interface test", func(w *world, s stage) func() error {
			c := w.gbCamera(s.system)
			return func() error { _, err := s.catalogue.StartTest(w.t.Context(), house, c.ID); return err }
		}, false},
		{"end an interface test", func(w *world, s stage) func() error {
			c := w.gbCamera(s.system)
			begun, err := s.catalogue.StartTest(w.t.Context(), house, c.ID)
			w.ok(err)
			return func() error {
				begun.Verdict, begun.Ended = catalogue.Passed, w.clock.Now()
				return s.catalogue.Read().Write(w.t.Context(), func(tx catalogue.Tx) error { return tx.UpdateTest(begun) })
			}
		}, true},
	}
}

// plansWithLag makes a project of which the stage's system is part and lags.
func (w *world) plansWithLag(s stage) {
	w.t.Helper()
	_, err := w.plans(nil).SaveProject(w.t.Context(), house, plan.ProjectID{}, 0, plan.ProjectEdit{
		Name: "改建", Kind: "new", Place: s.place.ID, Builder: "甲", Systems: []shiheng.SystemID{s.system.ID},
		Pairs: []plan.StagePair{{Stage: plan.Design, Main: w.today().Add(-9)}},
	})
	w.ok(err)
}
