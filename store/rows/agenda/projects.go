package agenda

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/plan"
)

// projects: the construction projects a system is part of: whether it kept step
// with the main works (W168/13), and whether who and what was chosen for it was
// qualified (W168/12/1).
func (g *gathering) projects(ids []string) error {
	of := map[string][]plan.Project{}
	err := each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, text string
		if err := r.Scan(&id, &text); err != nil {
			return err
		}
		var p plan.Project
		err := unmarshal(text, &p)
		of[id] = append(of[id], p)
		return err
	}, `SELECT x.part, p.body FROM project_part x JOIN construction_project p ON p.id = x.project
		WHERE x.kind = 'system' AND x.part IN (?) ORDER BY p.id`, bun.List(ids))
	if err != nil {
		return err
	}
	certificates, err := g.certificates(of)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if len(of[id]) == 0 {
			g.exempt(system(id), "together", "没有登记与该系统配套的新建、改建、扩建工程", "no construction project on record that the system is part of")
			continue
		}
		g.together(id, of[id])
		g.qualified(id, of[id], certificates)
	}
	return nil
}

// exempt says why a subject does not owe a duty the law lays on its like.
func (g *gathering) exempt(s agenda.Subject, duty, zh, en string) {
	if k := g.known[s]; k != nil {
		k.Exempt[duty] = law.Text{Zh: zh, En: en}
	}
}

func (g *gathering) certificates(of map[string][]plan.Project) (map[plan.CertificateID]plan.Certificate, error) {
	out := map[plan.CertificateID]plan.Certificate{}
	var ids []string
	for _, projects := range of {
		for _, p := range projects {
			for _, c := range p.Certificates {
				ids = append(ids, c.String())
			}
		}
	}
	if len(ids) == 0 {
		return out, nil
	}
	return out, each(g.ctx, g.db(), func(r *sql.Rows) error {
		var text string
		if err := r.Scan(&text); err != nil {
			return err
		}
		var c plan.Certificate
		err := unmarshal(text, &c)
		out[c.ID] = c
		return err
	}, "SELECT body FROM certificate WHERE id IN (?)", bun.List(ids))
}

// stageWords are the four of W168/13 as its violations are worded.
func stageWords() map[plan.Stage]string {
	return map[plan.Stage]string{plan.Design: "设计", plan.Build: "施工", plan.Acceptance: "验收", plan.Use: "使用"}
}

// together: every stage of the main works was reached by the video system at
// the same time or before. One that is missing keeps the duty open; one that
// was late cannot be made good and stays said.
func (g *gathering) together(id string, projects []plan.Project) {
	reached, all := 0, 0
	p := agenda.Proof{Ref: auditObject("project", projects[0].ID.String())}
	for _, project := range projects {
		lags := plan.Compare(project.Pairs, g.today)
		since := law.Day{}
		var said []string
		all += len(plan.Stages())
		for _, pair := range project.Pairs {
			if !pair.Video.IsZero() && !g.today.Before(pair.Video) {
				reached++
				if p.Day.Before(pair.Video) {
					p.Day = pair.Video
				}
			}
			for _, d := range []law.Day{pair.Main, pair.Video} {
				if g.today.Before(d) { // a day to come changes the comparison
					p.Turn = sooner(p.Turn, d)
				}
			}
			for _, l := range lags {
				if l.Stage != pair.Stage {
					continue
				}
				since = sooner(since, pair.Main)
				if p.Late = true; !l.Missing {
					said = append(said, fmt.Sprintf("%s迟%d日", stageWords()[l.Stage], l.Days))
					continue
				}
				said = append(said, "未同时"+stageWords()[l.Stage])
				if p.Ref = auditObject("project", project.ID.String()); p.Broken.IsZero() || pair.Main.Before(p.Broken) {
					p.Broken = pair.Main
				}
			}
		}
		if len(said) > 0 {
			g.breach(id, agenda.Breach{
				Duty: "together", Fault: string(registry.OutOfStep), Ref: auditObject("project", project.ID.String()), Since: since,
				Note: "建设工程“" + project.Name + "”视频系统" + strings.Join(said, "、"),
			})
		}
	}
	p.Value, p.Short = share(reached, all), reached < all
	if p.Short {
		p.Day = law.Day{}
	} else {
		p.Broken = law.Day{}
	}
	g.prove(system(id), "built-together", p)
}

// qualified: the certificates of who and what was chosen counted on the day
// the works began, or count today when they have not.
func (g *gathering) qualified(id string, projects []plan.Project, known map[plan.CertificateID]plan.Certificate) {
	good, all := 0, 0
	p := agenda.Proof{}
	for _, project := range projects {
		on, begun := g.today, false
		day := law.DayOf(project.CreatedAt)
		for _, pair := range project.Pairs {
			if pair.Stage == plan.Build && !pair.Video.IsZero() && !g.today.Before(pair.Video) {
				on, day, begun = pair.Video, pair.Video, true
			}
		}
		for _, cid := range project.Certificates {
			c, has := known[cid]
			if !has {
				continue
			}
			ref := auditObject("certificate", cid.String())
			if all++; p.Ref.ID == "" {
				p.Ref = ref
			}
			if p.Day.Before(day) {
				p.Day = day
			}
			if v := c.On(on); v == plan.Valid || v == plan.Expiring {
				good++
				if !begun && !c.Expires.IsZero() {
					p.Turn = sooner(p.Turn, c.Expires.Add(1))
				}
				continue
			}
			since := c.Expires
			if begun {
				since = on
			}
			if g.today.Before(c.Issued) {
				p.Turn = sooner(p.Turn, c.Issued)
			}
			if !p.Short {
				p.Short, p.Ref, p.Broken = true, ref, since
			}
			g.breach(id, agenda.Breach{
				Duty: "qualified", Fault: string(registry.CertificateLapsed), Ref: ref, Since: since,
				Note: "建设工程“" + project.Name + "”选用的“" + c.Holder + "”证书 " + c.Number + " 不在有效期内",
			})
		}
	}
	if all == 0 {
		return
	}
	if p.Value = strconv.Itoa(good) + "/" + strconv.Itoa(all); p.Short {
		p.Day = law.Day{}
	}
	g.prove(system(id), "qualifications-checked", p)
}
