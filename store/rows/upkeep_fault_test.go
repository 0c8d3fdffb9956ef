package rows_test

import (
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/civic/works/upkeep"
)

// upkeepFaults are the write paths of binders and upkeep.
func upkeepFaults() []fault {
	filing := func(s stage) binder.Filing { return binder.Filing{Actor: house, Name: "王", System: s.system.ID} }
	return []fault{
		{"file paper", func(w *world, s stage) error {
			_, err := w.binders().SaveEntry(w.t.Context(), filing(s), binder.EntryID{}, 0, binder.EntryEdit{
				Slot: "plan", Title: "批复", Date: day(w.t, "2026-11-01"), Maker: "市政府", Confidentiality: "open", Attachment: s.scan.ID,
			})
			return err
		}, false},
		{"list technician", func(w *world, s stage) error {
			_, err := w.binders().SavePerson(w.t.Context(), filing(s), binder.PersonID{}, 0, binder.PersonEdit{
				Name: "李", Unit: "甲", Role: "design", From: day(w.t, "2026-11-01"),
			})
			return err
		}, false},
		{"issue index", func(w *world, s stage) error {
			_, err := w.binders().IssueIndex(w.t.Context(), filing(s))
			return err
		}, false},
		{"put up sign", func(w *world, s stage) error {
			_, err := w.upkeep().SaveSign(w.t.Context(), someone, s.system.ID, upkeep.SignID{}, 0, upkeep.SignEdit{
				Where: "门口", Text: "监控区域", Unit: "甲", Contact: "1",
			})
			return err
		}, false},
		{"save neighbour", func(w *world, s stage) error {
			_, err := w.upkeep().SaveNeighbour(w.t.Context(), someone, s.system.ID, upkeep.NeighbourID{}, 0, upkeep.NeighbourEdit{
				Unit: "甲", Kind: "military", What: "北侧",
			})
			return err
		}, false},
		{"switch sound", func(w *world, s stage) error {
			_, err := w.upkeep().SwitchSound(w.t.Context(), someone, s.camera.ID, upkeep.SoundEdit{On: true, Reason: "窗口", Until: day(w.t, "2026-12-01")})
			return err
		}, false},
		{"mark secret", func(w *world, s stage) error {
			_, err := w.upkeep().MarkSecret(w.t.Context(), someone, s.system.ID, registry.TopSecret, "一号")
			return err
		}, false},
	}
}
