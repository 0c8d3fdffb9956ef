package rows_test

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/registry"
)

// citizenFaults are the write paths of citizens who look.
//
//house:long a flat table
func citizenFaults() []staged {
	clerk := func(s stage) citizen.Clerk {
		return citizen.Clerk{Principal: s.keeper, Scope: registry.Scope{All: true}}
	}
	// on is an act on a search that stands as received or admitted.
	on := func(name string, admitted bool, do func(*world, citizen.Clerk, citizen.Case) error) staged {
		return staged{name, func(w *world, s stage) func() error {
			k := clerk(s)
			a := w.lost(s.camera.ID)
			a.Evidence = w.proves(k.Actor(), "relative")
			var c citizen.Case
			var err error
			if admitted {
				c = w.admitted(k, w.lost(s.camera.ID))
			} else if c, err = w.citizens.Receive(w.t.Context(), k, a); err != nil {
				w.t.Fatal(err)
			}
			return func() error { return do(w, k, c) }
		}, false}
	}
	return []staged{
		{"receive a citizen", func(w *world, s stage) func() error {
			a := w.lost(s.camera.ID)
			a.Evidence = w.proves(s.keeper.Actor(), "relative")
			return func() error {
				_, err := w.citizens.Receive(w.t.Context(), clerk(s), a)
				return err
			}
		}, false},
		on("supplement a search", false, func(w *world, k citizen.Clerk, c citizen.Case) error {
			_, err := w.citizens.Supplement(w.t.Context(), k, c.ID, 0, citizen.Brought{Served: &citizen.NoticeEntry{Remark: "拒签"}})
			return err
		}),
		on("admit a search", false, func(w *world, k citizen.Clerk, c citizen.Case) error {
			_, err := w.citizens.Admit(w.t.Context(), k, c.ID, 0, false, "")
			return err
		}),
		on("note a sighting", true, func(w *world, k citizen.Clerk, c citizen.Case) error {
			_, err := w.citizens.Sight(w.t.Context(), k, c.ID, citizen.SightingEntry{Camera: c.Cameras[0], At: c.From, What: "向东"})
			return err
		}),
		on("extend a search", true, func(w *world, k citizen.Clerk, c citizen.Case) error {
			_, err := w.citizens.Extend(w.t.Context(), k, c.ID, c.Coverage, "续看")
			return err
		}),
		on("close a search", true, func(w *world, k citizen.Clerk, c citizen.Case) error {
			_, err := w.citizens.Close(w.t.Context(), k, c.ID, citizen.Ending{Result: citizen.HandedOver, Unit: "派出所"})
			return err
		}),
		on("revoke a search", true, func(w *world, k citizen.Clerk, c citizen.Case) error {
			_, err := w.citizens.Revoke(w.t.Context(), k, c.ID, "拍摄屏幕")
			return err
		}),
		{"open footage to a citizen", func(w *world, s stage) func() error {
			k := clerk(s)
			_, token := w.bound(k, "接待室")
			c := w.admitted(k, w.lost(s.camera.ID))
			return func() error {
				_, _, err := w.citizens.Open(w.t.Context(), k, token, c.ID, citizen.Opening{Beside: true})
				return err
			}
		}, false},
		{"open a stream to a citizen", func(w *world, s stage) func() error {
			k := clerk(s)
			_, station := w.bound(k, "接待室")
			c := w.admitted(k, w.lost(s.camera.ID))
			g := w.looking(k, station, c.ID)
			tok, err := w.citizens.Token(w.t.Context(), k, station, c.ID, g.ID, s.camera.ID)
			w.ok(err)
			return func() error { return w.citizens.Stream(w.t.Context(), k.Actor(), g, s.camera.ID, tok.Token, station) }
		}, false},
		{"receipt of what a citizen saw", func(w *world, s stage) func() error {
			k := clerk(s)
			_, station := w.bound(k, "接待室")
			c := w.admitted(k, w.lost(s.camera.ID))
			g := w.looking(k, station, c.ID)
			w.ok(w.citizens.Served(g, s.camera.ID, shiheng.Served{Chunks: 1, Bytes: 9, Footage: time.Second, From: c.From, To: c.From.Add(time.Second)}))
			return func() error { return w.citizens.Receipt(w.t.Context()) }
		}, false},
		{"register a workstation", func(w *world, s stage) func() error {
			return func() error {
				_, _, err := w.citizens.RegisterStation(w.t.Context(), clerk(s), citizen.StationEntry{Name: "接待室", Where: "一楼"})
				return err
			}
		}, false},
		{"bind a workstation", func(w *world, s stage) func() error {
			_, code, err := w.citizens.RegisterStation(w.t.Context(), clerk(s), citizen.StationEntry{Name: "接待室", Where: "一楼"})
			w.ok(err)
			return func() error {
				_, _, err := w.citizens.Bind(w.t.Context(), clerk(s), code)
				return err
			}
		}, false},
	}
}
