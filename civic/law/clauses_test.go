package law_test

import (
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// wuxi is the Wuxi order, clause by clause: how the clause is cited, the duties
// that rest on it, and the penalties that punish its breach or rest on it.
var wuxi = []struct{ id, cite, duties, penalties string }{
	{"W168/1", "第一条", "", ""},
	{"W168/2", "第二条", "", ""},
	{"W168/2/1", "第二条第一款", "", ""},
	{"W168/2/2", "第二条第二款", "", ""},
	{"W168/3", "第三条", "", ""},
	{"W168/4", "第四条", "", ""},
	{"W168/4/1", "第四条第一款", "", ""},
	{"W168/4/2", "第四条第二款", "conference", ""},
	{"W168/5", "第五条", "", ""},
	{"W168/5/1", "第五条第一款", "", ""},
	{"W168/5/2", "第五条第二款", "", ""},
	{"W168/5/3", "第五条第三款", "", ""},
	{"W168/6", "第六条", "", ""},
	{"W168/7", "第七条", "plan", ""},
	{"W168/7/1", "第七条第一款", "", ""},
	{"W168/7/2", "第七条第二款", "", ""},
	{"W168/7/3", "第七条第三款", "", ""},
	{"W168/8", "第八条", "build", "V34-1"},
	{"W168/8/1", "第八条第(一)项", "", ""},
	{"W168/8/2", "第八条第(二)项", "", ""},
	{"W168/8/3", "第八条第(三)项", "", ""},
	{"W168/8/4", "第八条第(四)项", "", ""},
	{"W168/8/5", "第八条第(五)项", "", ""},
	{"W168/8/6", "第八条第(六)项", "", ""},
	{"W168/8/7", "第八条第(七)项", "", ""},
	{"W168/8/8", "第八条第(八)项", "", ""},
	{"W168/8/9", "第八条第(九)项", "", ""},
	{"W168/8/10", "第八条第(十)项", "", ""},
	{"W168/9", "第九条", "forbidden-places", "V35"},
	{"W168/10", "第十条", "", ""},
	{"W168/10/1", "第十条第一款", "build", ""},
	{"W168/10/2", "第十条第二款", "build", ""},
	{"W168/10/3", "第十条第三款", "", ""},
	{"W168/11", "第十一条", "standards mlps interface norm", "V36-1 V36-2"},
	{"W168/12", "第十二条", "", ""},
	{"W168/12/1", "第十二条第一款", "qualified", ""},
	{"W168/12/2", "第十二条第二款", "", ""},
	{"W168/13", "第十三条", "together", "V36-3"},
	{"W168/14", "第十四条", "siting sign", ""},
	{"W168/15", "第十五条", "", ""},
	{"W168/15/1", "第十五条第一款", "acceptance", "V36-4"},
	{"W168/15/2", "第十五条第二款", "acceptance", "V36-4"},
	{"W168/15/3", "第十五条第三款", "file-legacy-wuxi", ""},
	{"W168/16", "第十六条", "archive", "V36-5"},
	{"W168/17", "第十七条", "removal", "V37"},
	{"W168/18", "第十八条", "unobstructed", "V36-6"},
	{"W168/19", "第十九条", "", ""},
	{"W168/19/1", "第十九条第一款", "upgrade", ""},
	{"W168/19/2", "第十九条第二款", "guide-upgrade", ""},
	{"W168/20", "第二十条", "", ""},
	{"W168/21", "第二十一条", "", "V34-2 V38-1"},
	{"W168/21/1", "第二十一条第一款", "platform", ""},
	{"W168/21/2", "第二十一条第二款", "connect connect-department", ""},
	{"W168/21/3", "第二十一条第三款", "catalogue", ""},
	{"W168/22", "第二十二条", "", ""},
	{"W168/23", "第二十三条", "cooperate", "V38-2"},
	{"W168/24", "第二十四条", "", ""},
	{"W168/24/1", "第二十四条第一款", "", ""},
	{"W168/24/1/1", "第二十四条第一款第(一)项", "", ""},
	{"W168/24/1/2", "第二十四条第一款第(二)项", "", ""},
	{"W168/24/1/3", "第二十四条第一款第(三)项", "cooperate", ""},
	{"W168/24/1/4", "第二十四条第一款第(四)项", "", ""},
	{"W168/24/2", "第二十四条第二款", "", ""},
	{"W168/25", "第二十五条", "", ""},
	{"W168/26", "第二十六条", "", ""},
	{"W168/26/1", "第二十六条第一款", "confidential", ""},
	{"W168/26/2", "第二十六条第二款", "release", "V36-7"},
	{"W168/27", "第二十七条", "", ""},
	{"W168/27/1", "第二十七条第一款", "maintain-public maintain-private", ""},
	{"W168/27/2", "第二十七条第二款", "confidential maintainer-contract", ""},
	{"W168/28", "第二十八条", "", ""},
	{"W168/28/1", "第二十八条第一款", "true-and-complete", ""},
	{"W168/28/2", "第二十八条第二款", "retention", ""},
	{"W168/29", "第二十九条", "", "V36-8"},
	{"W168/29/1", "第二十九条第一款", "cooperate authorised", ""},
	{"W168/29/2", "第二十九条第二款", "preserve", ""},
	{"W168/30", "第三十条", "", ""},
	{"W168/30/1", "第三十条第(一)项", "rules emergency-plan duty-watch major-incident", ""},
	{"W168/30/2", "第三十条第(二)项", "assess-effectiveness assess-safety", ""},
	{"W168/30/3", "第三十条第(三)项", "inspect maintain", ""},
	{"W168/30/4", "第三十条第(四)项", "watchers", ""},
	{"W168/30/5", "第三十条第(五)项", "training", ""},
	{"W168/30/6", "第三十条第(六)项", "no-interruption", ""},
	{"W168/30/7", "第三十条第(七)项", "no-unauthorised-change", ""},
	{"W168/30/8", "第三十条第(八)项", "visitors", ""},
	{"W168/30/9", "第三十条第(九)项", "suspicious", ""},
	{"W168/30/10", "第三十条第(十)项", "", ""},
	{"W168/31", "第三十一条", "", ""},
	{"W168/31/1", "第三十一条第(一)项", "", ""},
	{"W168/31/2", "第三十一条第(二)项", "", ""},
	{"W168/31/3", "第三十一条第(三)项", "", ""},
	{"W168/31/4", "第三十一条第(四)项", "", ""},
	{"W168/31/5", "第三十一条第(五)项", "", ""},
	{"W168/32", "第三十二条", "inspect-systems", ""},
	{"W168/32/1", "第三十二条第(一)项", "", ""},
	{"W168/32/2", "第三十二条第(二)项", "", ""},
	{"W168/32/3", "第三十二条第(三)项", "", ""},
	{"W168/32/4", "第三十二条第(四)项", "", ""},
	{"W168/32/5", "第三十二条第(五)项", "", ""},
	{"W168/32/6", "第三十二条第(六)项", "", ""},
	{"W168/33", "第三十三条", "", ""},
	{"W168/34", "第三十四条", "", ""},
	{"W168/34/1", "第三十四条第(一)项", "", "V34-1"},
	{"W168/34/2", "第三十四条第(二)项", "", "V34-2"},
	{"W168/35", "第三十五条", "", "V35"},
	{"W168/36", "第三十六条", "", ""},
	{"W168/36/1", "第三十六条第(一)项", "", "V36-1"},
	{"W168/36/2", "第三十六条第(二)项", "", "V36-2"},
	{"W168/36/3", "第三十六条第(三)项", "", "V36-3"},
	{"W168/36/4", "第三十六条第(四)项", "", "V36-4"},
	{"W168/36/5", "第三十六条第(五)项", "", "V36-5"},
	{"W168/36/6", "第三十六条第(六)项", "", "V36-6"},
	{"W168/36/7", "第三十六条第(七)项", "", "V36-7"},
	{"W168/36/8", "第三十六条第(八)项", "", "V36-8"},
	{"W168/37", "第三十七条", "", "V37"},
	{"W168/38", "第三十八条", "", ""},
	{"W168/38/1", "第三十八条第(一)项", "", "V38-1"},
	{"W168/38/2", "第三十八条第(二)项", "", "V38-2"},
	{"W168/39", "第三十九条", "", "V39"},
	{"W168/40", "第四十条", "", ""},
}

// TestWuxiOrder has a row for each article, paragraph and item of the order,
// named after it. The text is held letter for letter to the order as it was
// published; testdata has the whole of it.
func TestWuxiOrder(t *testing.T) {
	l := builtin(t)
	want := published(t)
	seen := map[string]bool{}
	for _, tt := range wuxi {
		t.Run(tt.id, func(t *testing.T) {
			a, ok := l.Article(tt.id, today())
			if !ok || a.Certainty != law.Sure || a.Summary || a.En == "" {
				t.Fatalf("%+v, %v", a, ok)
			}
			c, ok := a.Clause(tt.id)
			if !ok || c.Zh != want[tt.id] || c.Zh == "" {
				t.Errorf("text %q\nas published %q", c.Zh, want[tt.id])
			}
			if back := a.IDOf(c); back != tt.id {
				t.Errorf("its id reads %s", back)
			}
			if got := a.Cite(c); got.Zh != tt.cite || got.En == "" {
				t.Errorf("cited %+v, want %s", got, tt.cite)
			}
			if got := dutiesOn(l, tt.id); got != tt.duties {
				t.Errorf("duties %q, want %q", got, tt.duties)
			}
			if got := penaltiesOn(l, tt.id); got != tt.penalties {
				t.Errorf("penalties %q, want %q", got, tt.penalties)
			}
			if before, in := l.Article(tt.id, law.NewDay(2019, 7, 31)); in {
				t.Errorf("in force before the order: %s", before.ID)
			}
		})
		seen[tt.id] = true
	}
	for id := range want {
		if !seen[id] {
			t.Errorf("%s has no row", id)
		}
	}
}

func dutiesOn(l *law.Law, id string) string {
	var out []string
	for _, d := range l.DutiesBy(id) {
		if slices.Contains(d.Articles, id) {
			out = append(out, d.Code)
		}
	}
	return strings.Join(out, " ")
}

func penaltiesOn(l *law.Law, id string) string {
	var out []string
	for _, p := range l.Penalties() {
		if slices.Contains(p.Breach, id) || p.Article == id {
			out = append(out, p.Code)
		}
	}
	return strings.Join(out, " ")
}

// published reads the order as it was printed, by its headings alone, and takes
// each article apart by its own marks.
func published(t *testing.T) map[string]string {
	t.Helper()
	b, err := os.ReadFile("testdata/wuxi-168-2019.zh.txt")
	if err != nil {
		t.Fatal(err)
	}
	figures := strings.Split("零 一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一 二十二 二十三 二十四 二十五 "+
		"二十六 二十七 二十八 二十九 三十 三十一 三十二 三十三 三十四 三十五 三十六 三十七 三十八 三十九 四十", " ")
	texts := make([][]string, len(figures))
	at := 0
	for line := range strings.SplitSeq(string(b), "\n") {
		switch {
		case at+1 < len(figures) && strings.HasPrefix(line, "第"+figures[at+1]+"条 "):
			at++
			texts[at] = []string{strings.TrimPrefix(line, "第"+figures[at]+"条 ")}
		case at > 0 && line != "" && !strings.Contains(line[:min(len(line), 12)], "章 "):
			texts[at] = append(texts[at], line)
		}
	}
	if at != 40 {
		t.Fatalf("%d articles in the printed order", at)
	}
	out := map[string]string{}
	for n := 1; n <= 40; n++ {
		take(out, "W168/"+strconv.Itoa(n), texts[n])
	}
	return out
}

// take notes the clauses of one article: with several paragraphs they are
// numbered, with one its items are.
func take(out map[string]string, id string, lines []string) {
	out[id] = strings.Join(lines, "\n")
	paragraphs := 0
	for _, line := range lines {
		if line[0] != '(' {
			paragraphs++
		}
	}
	p, item := 0, 0
	for _, line := range lines {
		name := id
		if line[0] != '(' {
			p, item = p+1, 0
			if paragraphs == 1 {
				continue
			}
			name += "/" + strconv.Itoa(p)
		} else {
			item++
			if paragraphs > 1 {
				name += "/" + strconv.Itoa(p)
			}
			name += "/" + strconv.Itoa(item)
		}
		out[name] = line
	}
}

// TestFaults_regulation_9: each known fault of the order's text is on record
// beside it, and the text stays as it was printed.
func TestFaults_regulation_9(t *testing.T) {
	l := builtin(t)
	want := map[string]int{
		"W168/4": 1, "W168/5": 1, "W168/7": 2, "W168/8": 1, "W168/11": 1, "W168/15": 1, "W168/26": 2, "W168/29": 1, "W168/32": 1,
		"W168/34": 2, "W168/36": 2, "W168/38": 2,
	}
	for _, a := range l.Articles(today()) {
		if strings.HasPrefix(a.ID, "W168/") && len(a.Faults) != want[a.ID] {
			t.Errorf("%s: %d faults, want %d", a.ID, len(a.Faults), want[a.ID])
		}
		for _, f := range a.Faults {
			if f.Text != "" && !strings.Contains(a.Zh, f.Text) || f.Text != "" && f.Read != "" && strings.Contains(a.Zh, f.Read) {
				t.Errorf("%s: the fault at %s is not in the text, or was mended in it", a.ID, f.At)
			}
			if _, ok := a.Clause(f.At); !ok {
				t.Errorf("%s: fault at %s, which is no clause", a.ID, f.At)
			}
		}
	}
}

// TestL10_NoPenalty: the articles that regulation.md, section 3 lists have no
// fine under the order; asking for one is refused by the article itself.
func TestL10_NoPenalty(t *testing.T) {
	l := builtin(t)
	listed := []string{
		"W168/6", "W168/10", "W168/12", "W168/14", "W168/15/3", "W168/19", "W168/24", "W168/25", "W168/26/1", "W168/27", "W168/28",
		"W168/30", "W168/31", "W168/32",
	}
	var data []string
	for _, n := range l.NoPenalties() {
		data = append(data, n.Article)
	}
	if !slices.Equal(data, listed) {
		t.Errorf("listed %v, want %v", data, listed)
	}
	for _, id := range append(listed, "W168/30/6", "W168/24/1/1", "W168/31/1") {
		_, err := l.PenaltiesFor(id, today())
		_, ladder := l.Ladder(id, law.Steps{}, today())
		for _, err := range []error{err, ladder} {
			if e, ok := errors.AsType[*shiheng.Error](err); !ok || !errors.Is(err, shiheng.ErrForbidden) || e.Article != id || e.Code != "law.no-penalty" {
				t.Errorf("%s: %v", id, err)
			}
		}
	}
	for id, want := range map[string]string{
		"W168/8": "V34-1", "W168/8/4": "V34-1", "W168/21/2": "V34-2 V38-1", "W168/9": "V35", "W168/11": "V36-1 V36-2", "W168/15/2": "V36-4",
		"W168/26/2": "V36-7", "W168/29/2": "V36-8", "W168/17": "V37", "W168/23": "V38-2", "R799/14": "N29", "R799/8": "N27-1 N27-2",
	} {
		got, err := l.PenaltiesFor(id, today())
		var codes []string
		for _, p := range got {
			codes = append(codes, p.Code)
		}
		if err != nil || strings.Join(codes, " ") != want {
			t.Errorf("%s: %v, %v; want %s", id, codes, err, want)
		}
	}
	if _, err := l.PenaltiesFor("R799/14", law.NewDay(2024, 1, 1)); err == nil {
		t.Error("a penalty before its regulation")
	}
}
