package rows_test

import (
	"errors"
	"slices"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/store/rows"
)

func (w *world) binders() *binder.Service {
	w.t.Helper()
	s, err := binder.New(binder.Config{Store: rows.NewBinders(w.db), Papers: w.papers, Law: w.law, Now: w.clock.Now})
	w.ok(err)
	return s
}

// contractBinder files, supersedes, seals and hands over (W168/16).
func contractBinder(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.binders()
	_, v, _ := w.site("医院")
	f := binder.Filing{Actor: house, Name: "王工", System: v.ID}
	paper := binder.EntryEdit{Slot: "design", Title: "设计方案", Date: day(t, "2026-05-01"), Maker: "设计院", Confidentiality: "confidential", Pages: 40, Location: "档案室3柜"}
	_, err := s.SaveEntry(ctx, f, binder.EntryID{}, 0, binder.EntryEdit{Slot: "design", Title: "无处可寻", Date: paper.Date, Maker: "x", Confidentiality: "open"})
	wantArticle(t, err, "W168/16", "binder.nowhere")
	scan := w.attach(house, "方案.txt", "方案全文")
	paper.Attachment = scan.ID
	first, err := s.SaveEntry(ctx, f, binder.EntryID{}, 0, paper)
	if err != nil || first.SHA256 != scan.SHA256 {
		t.Fatalf("filed %+v, %v", first, err)
	}
	paper.Pages = 41
	first, err = s.SaveEntry(ctx, f, first.ID, first.Version, paper)
	if err != nil || first.Pages != 41 || first.Version != 2 {
		t.Errorf("corrected %+v, %v", first, err)
	}
	_, err = s.SaveEntry(ctx, f, first.ID, 1, paper)
	wantCode(t, err, shiheng.ErrConflict, "binder.entry-changed")
	_, err = s.SavePerson(ctx, f, binder.PersonID{}, 0, binder.PersonEdit{Name: "李工", Unit: "设计院", Role: "design", Number: "JS1", From: day(t, "2026-01-01")})
	w.ok(err)

	seal, err := s.SealBinder(ctx, f)
	if err != nil || len(seal.Entries) != 1 {
		t.Fatalf("sealed %+v, %v", seal, err)
	}
	_, err = s.SealBinder(ctx, f)
	wantArticle(t, err, "W168/16", "binder.nothing-to-seal")
	paper.Title = "事后改动"
	_, err = s.SaveEntry(ctx, f, first.ID, first.Version, paper)
	wantArticle(t, err, "W168/16", "binder.sealed")
	if e, ok := errors.AsType[*shiheng.Error](err); !ok || e.Params["title"] != "设计方案" {
		t.Errorf("the refusal names %v, not what is sealed", e.Params)
	}
	if refused := w.events(audit.BinderEntry); refused[0].Outcome != audit.Refused || refused[0].Reason != "binder.sealed" {
		t.Errorf("the refusal on record: %+v", refused[0])
	}
	// Not even past the room.
	err = rows.NewBinders(w.db).Write(ctx, func(tx binder.Tx) error {
		changed := first
		changed.Title, changed.Version = "绕过", first.Version+1
		return tx.Entries().Put(changed)
	})
	wantArticle(t, err, "W168/16", "binder.sealed")

	// A newer version is another entry; the sealed one stays as it was.
	newer := binder.EntryEdit{Slot: "design", Title: "设计方案（修订）", Date: day(t, "2026-08-01"), Maker: "设计院", Confidentiality: "confidential", Location: "档案室3柜", Supersedes: first.ID}
	second, err := s.SaveEntry(ctx, f, binder.EntryID{}, 0, newer)
	w.ok(err)
	_, err = s.SaveEntry(ctx, f, binder.EntryID{}, 0, newer)
	wantCode(t, err, shiheng.ErrConflict, "binder.superseded")
	newer.Slot, newer.Supersedes = "plan", second.ID
	_, err = s.SaveEntry(ctx, f, binder.EntryID{}, 0, newer)
	wantCode(t, err, shiheng.ErrInvalid, "binder.other-slot")

	view, err := s.Binder(ctx, v.ID)
	w.ok(err)
	if !view.Whole || len(view.Broken) != 0 || !view.Sealed[first.ID] || view.Sealed[second.ID] || view.Superseded[first.ID] != second.ID {
		t.Errorf("binder %+v", view)
	}
	if got, want := view.Completeness.Missing, []string{"plan", "contracts", "equipment", "construction", "drawings", "trial"}; !slices.Equal(got, want) || view.Completeness.Percent != 25 {
		t.Errorf("missing %v, want %v (%d %%)", got, want, view.Completeness.Percent)
	}
	// Rows changed behind the room's back are found.
	err = w.db.Pragma(ctx, "UPDATE binder_entry SET body = replace(body, '设计方案', '篡改方案')")
	w.ok(err)
	if view, err = s.Binder(ctx, v.ID); err != nil || !slices.Equal(view.Broken, []binder.EntryID{first.ID}) {
		t.Errorf("tampering is not found: %v, %v", view.Broken, err)
	}

	signed := w.attach(house, "移交清单.txt", "双方签字")
	_, err = s.HandOver(ctx, f, binder.HandoverEdit{To: "使用单位", On: day(t, "2026-11-20")})
	wantArticle(t, err, "W168/16", "binder.handover-unsigned")
	_, err = s.HandOver(ctx, f, binder.HandoverEdit{From: "建设单位", To: "使用单位", On: day(t, "2026-11-20"), Signed: signed.ID})
	w.ok(err)
	again := w.attach(house, "移交清单2.txt", "双方签字")
	_, err = s.HandOver(ctx, f, binder.HandoverEdit{From: "别人", To: "档案馆", On: day(t, "2026-11-21"), Signed: again.ID})
	wantCode(t, err, shiheng.ErrConflict, "binder.handover-chain")

	doc, err := s.IssueIndex(ctx, f)
	w.ok(err)
	next, err := s.IssueIndex(ctx, f)
	if err != nil || next.Supersedes != doc.ID || next.Kind != papers.ArchiveIndex {
		t.Errorf("issued again %+v, %v", next, err)
	}
	listed, err := s.Read().Entries().List(ctx, registry.RecordFilter{Scope: registry.Scope{Systems: []shiheng.SystemID{v.ID}}, State: "design"}, audit.Paging{})
	if err != nil || len(listed.Items) != 2 {
		t.Errorf("listed %+v, %v", listed.Items, err)
	}
}
