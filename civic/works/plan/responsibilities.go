package plan

import (
	"context"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// DecideResponsibility works out who must build (W168/10) and keeps the result
// with what it rests on. A finding about the same place and system before is
// replaced; it stays readable.
func (s *Service) DecideResponsibility(ctx context.Context, actor audit.Actor, in ResponsibilityEdit) (Responsibility, error) {
	r := Responsibility{Kept: registry.Fresh[responsibilityKind](s.now()), ResponsibilityEdit: in, State: Current, On: s.today()}
	err := s.act(ctx, s.event(actor, audit.ResponsibilityDecide, "responsibility", r.ID.String()), func(tx Tx, e audit.Event) error {
		if len(in.Note) > 6000 {
			return shiheng.Invalid("responsibility.note")
		}
		place, err := tx.Place(in.Place)
		if err != nil {
			return err
		}
		if !in.System.IsZero() {
			if _, err := tx.System(in.System); err != nil {
				return err
			}
		}
		if r.Result, err = Decide(in.Case); err != nil {
			return err
		}
		if err := replace(tx, &r); err != nil {
			return err
		}
		if err := s.link(tx, actor, e, append(in.Attachments, in.Case.Agreement)...); err != nil {
			return err
		}
		if err := tx.Responsibilities().Put(r); err != nil {
			return err
		}
		return tx.Append(e.Because(r.Result.Article, "responsibility.decided").With("place", place.Name).
			With("party", string(r.Result.Party)).With("addressee", r.Result.Addressee))
	})
	return r, err
}

// replace marks the findings in force about the same place and system.
func replace(tx Tx, r *Responsibility) error {
	old, err := tx.Responsibilities().All(registry.RecordFilter{Scope: registry.Scope{All: true}, State: Current, Place: r.Place})
	if err != nil {
		return err
	}
	for _, o := range old {
		if o.Place != r.Place || o.System != r.System {
			continue
		}
		r.Replaces = o.ID
		o.State = Replaced
		o.Version++
		if err := tx.Responsibilities().Put(o); err != nil {
			return err
		}
	}
	return nil
}

// IssueResponsibility prints the finding as 建设责任认定书. It is issued once;
// the document in force comes back the second time.
func (s *Service) IssueResponsibility(ctx context.Context, actor audit.Actor, id ResponsibilityID, filledBy string) (Responsibility, error) {
	var out Responsibility
	err := s.act(ctx, s.event(actor, audit.ResponsibilityIssue, "responsibility", id.String()), func(tx Tx, e audit.Event) error {
		r, err := tx.Responsibilities().One(id.String())
		if err != nil {
			return err
		}
		out = r
		switch {
		case !r.Document.IsZero():
			return nil
		case r.State != Current:
			return shiheng.Conflict("responsibility.replaced")
		}
		place, err := tx.Place(r.Place)
		if err != nil {
			return err
		}
		issued, err := s.cfg.Papers.Issue(ctx, tx, actor, r.paper(place, filledBy))
		if err != nil {
			return err
		}
		r.Document = issued.ID
		r.Version++
		out = r
		if err := tx.Responsibilities().Put(r); err != nil {
			return err
		}
		return tx.Append(e.Because(r.Result.Article, "responsibility.issued").With("number", issued.Number))
	})
	return out, err
}

// Words of the finding, as the paper bears them.
func partyWords() map[Party]string {
	return map[Party]string{Government: "人民政府", Owner: "所有者", User: "使用者", Manager: "管理者"}
}

func siteWords() map[string]string {
	return map[string]string{
		"city-road": "城市道路", "rail-transit": "轨道交通", "bridge": "桥梁", "tunnel": "隧道",
		"pedestrian-crossing": "人行过街通道", "large-square": "大型广场", otherSite: "其他应当建设的区域、场所和重点部位",
	}
}

func stepWords() map[string]string {
	return map[string]string{
		"listed-site":  "是否属于城市道路、轨道交通、桥梁、隧道、人行过街通道、大型广场",
		"agreement":    "所有者与使用者是否约定建设责任主体",
		"state-public": "是否属于所有权归国家的公共场所和部位",
		"owner":        "没有约定的，由所有者负责建设",
	}
}

func yesNo(yes bool) string {
	if yes {
		return "是"
	}
	return "否"
}

// articleWords writes W168/10/2 as the paper cites it.
func articleWords(article string) string {
	parts := strings.Split(article, "/")
	text := "第" + parts[1] + "条"
	if len(parts) > 2 {
		text += "第" + parts[2] + "款"
	}
	return text
}

// paper is the finding as a document.
func (r Responsibility) paper(place registry.Place, filledBy string) papers.Document {
	rows := make([][]string, 0, len(r.Result.Steps))
	for n, step := range r.Result.Steps {
		rows = append(rows, []string{itoa(n + 1), stepWords()[step.Ask], articleWords(step.Article), yesNo(step.Yes)})
	}
	attachments := append([]papers.AttachmentID(nil), r.Attachments...)
	if !r.Case.Agreement.IsZero() {
		attachments = append(attachments, r.Case.Agreement)
	}
	return papers.Document{
		Kind: papers.Responsibility, Subject: audit.On("responsibility", r.ID), Date: r.On, To: r.Result.Addressee,
		Header: papers.Header{Unit: r.Result.Addressee, FilledBy: filledBy},
		Sections: []papers.Section{
			{Title: "认定对象", Fields: []papers.Field{
				{Label: "场所（部位）", Value: place.Name, Wide: true}, {Label: "地址", Value: place.Address, Wide: true},
				{Label: "场所类别", Value: place.Category}, {Label: "场所性质", Value: siteWords()[r.Case.Site]},
				{Label: "所有者", Value: r.Case.Owner}, {Label: "使用者", Value: r.Case.User}, {Label: "管理者", Value: r.Case.Manager},
			}},
			{Title: "认定过程", Table: &papers.Table{Head: []string{"序号", "判断事项", "依据", "结论"}, Rows: rows}, Text: r.Note},
			{Title: "认定结论", Text: "依据《无锡市公共安全视频图像信息系统管理办法》" + articleWords(r.Result.Article) + "，该区域、场所（部位）公共安全视频图像信息系统的建设责任主体为" +
				partyWords()[r.Result.Party] + "：" + r.Result.Addressee + "。"},
		},
		Attachments: attachments,
		Articles:    []string{r.Result.Article},
	}
}
