package rows_test

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/registry"
)

// officialFaults are the write paths of official access.
func officialFaults() []staged {
	clerk := func(s stage) official.Clerk {
		return official.Clerk{Principal: s.keeper, Scope: registry.Scope{All: true}}
	}
	// on is an act on an application that stands as granted or not.
	on := func(name string, granted bool, do func(*world, official.Clerk, official.Application) error) staged {
		return staged{name, func(w *world, s stage) func() error {
			k := clerk(s)
			var a official.Application
			if granted {
				a = w.granted(k, s.camera.ID)
			} else {
				a = w.registered(k, s.camera.ID)
			}
			return func() error { return do(w, k, a) }
		}, false}
	}
	return []staged{
		{"register an application", func(w *world, s stage) func() error {
			ev := w.shows(s.keeper.Actor())
			return func() error {
				_, err := w.desk.Register(w.t.Context(), clerk(s), w.asks(s.camera.ID), ev)
				return err
			}
		}, false},
		on("supplement an application", false, func(w *world, k official.Clerk, a official.Application) error {
			_, err := w.desk.Supplement(w.t.Context(), k, a.ID, 0, official.Evidence{Served: &official.ServedEntry{Remark: "拒签"}})
			return err
		}),
		on("grant an application", false, func(w *world, k official.Clerk, a official.Application) error {
			_, err := w.desk.Grant(w.t.Context(), k, a.ID, 0, official.Granting{Acts: []clause.Act{clause.View}})
			return err
		}),
		on("refuse an application", false, func(w *world, k official.Clerk, a official.Application) error {
			_, err := w.desk.Refuse(w.t.Context(), k, a.ID, 0, official.Refusing{Reason: "理由", Head: "张总"}, true)
			return err
		}),
		on("withdraw an application", false, func(w *world, k official.Clerk, a official.Application) error {
			_, err := w.desk.Withdraw(w.t.Context(), k, a.ID, "不再需要")
			return err
		}),
		on("open footage to officials", true, func(w *world, k official.Clerk, a official.Application) error {
			_, _, err := w.desk.Open(w.t.Context(), k, a.ID)
			return err
		}),
		{"take a still for officials", func(w *world, s stage) func() error {
			a := w.copied(clerk(s), s.camera.ID)
			return func() error {
				_, err := w.desk.Still(w.t.Context(), clerk(s), a.ID, official.Taking{Camera: s.camera.ID, At: a.From})
				return err
			}
		}, false},
		{"hand basic information out", func(w *world, s stage) func() error {
			a := w.acted(clerk(s), s.camera.ID, clause.CopyBasic)
			return func() error {
				_, err := w.desk.Basic(w.t.Context(), clerk(s), a.ID, official.BasicTaking{Act: clause.CopyBasic})
				return err
			}
		}, false},
		on("revoke an application", true, func(w *world, k official.Clerk, a official.Application) error {
			_, err := w.desk.Revoke(w.t.Context(), k, a.ID, "案件已撤销")
			return err
		}),
		on("close an application", true, func(w *world, k official.Clerk, a official.Application) error {
			_, err := w.desk.Close(w.t.Context(), k, a.ID)
			return err
		}),
		on("hold from an application", false, func(w *world, k official.Clerk, a official.Application) error {
			_, err := w.desk.Hold(w.t.Context(), k, a.ID, official.Holding{Reason: "证据"})
			return err
		}),
		{"receipt of what was served", func(w *world, s stage) func() error {
			k := clerk(s)
			g, _, err := w.desk.Open(w.t.Context(), k, w.granted(k, s.camera.ID).ID)
			w.ok(err)
			w.ok(w.desk.Served(g, s.camera.ID, shiheng.Served{Chunks: 1, Bytes: 9, Footage: time.Second}))
			return func() error { return w.desk.Receipt(w.t.Context()) }
		}, false},
		{"report to the police", func(w *world, s stage) func() error {
			return func() error {
				now := w.clock.Now()
				_, err := w.desk.Report(w.t.Context(), clerk(s), official.SuspicionEntry{
					Camera: s.camera.ID, From: now.Add(-time.Hour), To: now, FoundAt: now, ReportedAt: now, What: "可疑", Unit: "分局", Channel: "110",
				})
				return err
			}
		}, false},
	}
}
