package citizen

import (
	"context"
	"strconv"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// mostLines bounds one printed register.
const mostLines = 2000

// lines are the lines of one flow's register over a period.
func (s *Service) lines(ctx context.Context, k Clerk, f Flow, from, to law.Day) (*papers.Table, error) {
	if to.Before(from) {
		return nil, shiheng.Invalid("request.day", "value", to.String())
	}
	t := &papers.Table{Head: []string{"序号", "登记时间", "走失人员（类别）", "申请人（关系）", "到场至首次看到图像", "摄像机", "起止时间", "陪同人员", "结果", "经办人"}}
	if f == Related {
		t.Head = []string{"序号", "登记时间", "事由（利益）", "申请人（关系）", "管理单位意见", "摄像机", "起止时间", "陪同人员", "结果", "经办人"}
	}
	for next := ""; ; {
		page, err := s.cfg.Store.Cases(ctx, Filter{Scope: k.Scope, Flow: f, From: from, To: to}, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return nil, err
		}
		for _, c := range page.Items {
			t.Rows = append(t.Rows, c.line(len(t.Rows)+1))
		}
		if next = page.Next; next == "" {
			return t, nil
		}
		if len(t.Rows) >= mostLines {
			return nil, shiheng.Invalid("citizen.book-long", "most", strconv.Itoa(mostLines))
		}
	}
}

func (c Case) line(n int) []string {
	about, between := "", ""
	switch {
	case c.Person != nil:
		about = c.Person.Name + "（" + categoryWords()[c.Person.Category] + "）"
		if w := c.Waited(); w >= 0 {
			between = strconv.Itoa(w) + " 分钟"
		}
	case c.Interest != nil:
		about = c.Interest.What + "（" + stakeWords()[c.Interest.Stake] + "）"
	}
	if c.Flow == Related && c.Ruling != nil {
		between = map[bool]string{true: "同意", false: "不同意"}[c.Ruling.Admitted]
	}
	viewer := ""
	if c.Viewer != nil {
		viewer = c.Viewer.Name + "（" + relationWords()[c.Viewer.Relation] + "）"
	}
	var beside []string
	for _, l := range c.Looks {
		if len(beside) == 0 || beside[len(beside)-1] != l.By.Name {
			beside = append(beside, l.By.Name)
		}
	}
	result := map[State]string{Called: "未到场", Received: "核对中", Admitted: "查看中", Refused: "不予", Closed: "停止查看"}[c.State]
	if c.Outcome != nil {
		result = resultWords()[c.Outcome.Result]
	}
	return []string{
		strconv.Itoa(n), clock(c.CreatedAt), about, viewer, between, strconv.Itoa(len(c.Cameras)) + " 台", span(c.From, c.To), strings.Join(beside, "、"), result, c.By.Name,
	}
}

// Goal is how soon after arrival the family should see the first picture, in
// minutes.
const Goal = 15

// Waited is how many whole minutes lay between arrival and the first picture;
// -1 while there was none.
func (c Case) Waited() int {
	if c.Arrived.IsZero() || c.First.IsZero() {
		return -1
	}
	return int(c.First.Sub(c.Arrived).Minutes())
}
