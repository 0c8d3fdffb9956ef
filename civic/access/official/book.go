package official

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// BookSubject is the kind of subject a printed register has: it is its maker's.
const BookSubject = "official-book"

// mostLines bounds one printed register.
const mostLines = 2000

// Book issues the register 登记簿 of a period: every application received in it
// that the caller may know of.
func (s *Service) Book(ctx context.Context, k Clerk, from, to law.Day) (out papers.Issued, err error) {
	if to.Before(from) {
		return out, shiheng.Invalid("request.day", "value", to.String())
	}
	t := &papers.Table{Head: []string{"序号", "登记日期", "申请机关", "案（事）件", "工作人员（证件号）", "方式和内容", "起止时间", "决定", "经办人"}}
	for next := ""; ; {
		page, err := s.cfg.Store.Applications(ctx, Filter{Scope: k.Scope, From: from, To: to}, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return out, err
		}
		for _, a := range page.Items {
			t.Rows = append(t.Rows, a.bookLine(len(t.Rows)+1))
		}
		if next = page.Next; next == "" {
			break
		}
		if len(t.Rows) >= mostLines {
			return out, shiheng.Invalid("official.book-long", "most", strconv.Itoa(mostLines))
		}
	}
	e := audit.New(s.now(), k.Actor(), audit.OfficialBook, audit.On(BookSubject, k.Account.ID)).
		Because("W168/24/1/3", string(audit.OfficialBook)).With("from", from.String()).With("to", to.String()).With("lines", fmt.Sprint(len(t.Rows)))
	err = s.do(ctx, k, e, func(j *job) (err error) {
		out, err = s.cfg.Papers.Issue(j.ctx, j.tx, k.Actor(), papers.Document{
			Kind: papers.AccessBook, Subject: audit.On(BookSubject, k.Account.ID), Header: papers.Header{FilledBy: k.Account.Name},
			Sections: []papers.Section{{Title: from.String() + " 至 " + to.String(), Table: t}},
		})
		return err
	})
	return out, err
}

func (a Application) bookLine(n int) []string {
	officers, acts := make([]string, len(a.Officers)), []string{}
	for i, o := range a.Officers {
		officers[i] = o.Name + "（" + o.Card + "）"
	}
	for _, c := range ticked(a.Acts) {
		if c.Chosen {
			acts = append(acts, c.Label)
		}
	}
	verdict := map[State]string{Received: "待办", Completing: "补充条件", Granted: "准予", Refused: "不予", Closed: "办结"}[a.State]
	if a.Ruling != nil {
		switch {
		case !a.Ruling.Granted:
			verdict = "不予"
		case a.Ruling.Part:
			verdict = "部分准予"
		default:
			verdict = "准予"
		}
	}
	return []string{
		strconv.Itoa(n), a.ReceivedOn().String(), a.Organ, a.Asked.Matter(), strings.Join(officers, "、"), strings.Join(acts, "、"), span(a.From, a.To), verdict, a.By.Name,
	}
}
