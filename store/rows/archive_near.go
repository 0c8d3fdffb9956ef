package rows

import (
	"context"
	"strconv"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// NamedAlike implements archive.Store.
func (a *Archive) NamedAlike(ctx context.Context, scope registry.Scope, name string, most int) ([]archive.Card, error) {
	var rare []string
	var args []any
	for _, g := range archive.Pairs(text(name)) {
		var n int
		err := a.db.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT camera FROM camera_gram WHERE field = 'name' AND gram >= ? AND gram < ? LIMIT ?) part",
			g, g+last, few+1).Scan(&n)
		if err != nil {
			return nil, a.db.fault(err)
		}
		if n <= few {
			rare = append(rare, "SELECT DISTINCT camera FROM camera_gram WHERE field = 'name' AND gram >= ? AND gram < ?")
			args = append(args, g, g+last)
		}
	}
	if len(rare) == 0 {
		return nil, nil
	}
	var w where
	if c := scopeOf(scope); c.sql != "" {
		w.and(c.sql, c.args...)
	}
	items, err := list(ctx, a.db.read, scanCard, "SELECT "+cameraColumns+", "+recordColumns+` FROM (SELECT camera, count(*) AS common
		FROM (`+strings.Join(rare, " UNION ALL ")+`) shared GROUP BY camera ORDER BY common DESC, camera LIMIT ?) alike
		JOIN camera_archive a ON a.camera = alike.camera`+cardFrom+w.String()+" ORDER BY alike.common DESC, a.camera",
		append(append(args, most), w.args...)...)
	return items, a.db.fault(err)
}

// pairWindow is how many cards one page of pairs is looked for among.
const pairWindow = 20_000

// Pairs implements archive.Store.
func (a *Archive) Pairs(ctx context.Context, scope registry.Scope, metres float64, p audit.Paging) (audit.Page[archive.Pair], error) {
	none := audit.Page[archive.Pair]{}
	after, afterB := "", ""
	if p.Cursor != "" {
		at, err := cursorParts(p.Cursor, 2)
		if err != nil {
			return none, err
		}
		after, afterB = at[0], at[1]
	}
	var last string
	err := a.db.read.QueryRowContext(ctx, `SELECT coalesce(max(camera), '') FROM (SELECT camera FROM camera_archive
		WHERE camera >= ? ORDER BY camera LIMIT ?) part`, after, pairWindow).Scan(&last)
	if err != nil {
		return none, a.db.fault(err)
	}
	steps := int64(metres/(gridStep*111_000)) + 1
	var rows []string
	for d := -steps; d <= steps; d++ {
		rows = append(rows, "a.gy + "+strconv.FormatInt(d, 10))
	}
	wide := strconv.FormatInt(steps+steps/4+1, 10) // a degree of longitude is shorter here
	var w where
	w.and("a.camera >= ? AND a.camera <= ?", after, last)
	w.and("(a.camera, b.camera) > (?, ?)", after, afterB)
	for _, alias := range []string{"a", "b"} {
		if c := scopeOf(scope); c.sql != "" {
			w.and(strings.ReplaceAll(c.sql, "a.", alias+"."), c.args...)
		}
	}
	type two struct{ a, b shiheng.CameraID }
	pairs, err := list(ctx, a.db.read, func(from row) (t two, err error) { return t, from.Scan(&t.a, &t.b) },
		"SELECT a.camera, b.camera FROM camera_archive a JOIN camera_archive b ON b.gy IN ("+strings.Join(rows, ", ")+") AND b.gx BETWEEN a.gx - "+wide+
			" AND a.gx + "+wide+" AND b.camera > a.camera AND b.status <> '3' AND a.status <> '3'"+w.String()+" ORDER BY a.camera, b.camera LIMIT ?",
		append(w.args, p.Size()+1)...)
	if err != nil {
		return none, a.db.fault(err)
	}
	got := page(pairs, p, func(t two) string { return cursorFrom(t.a.String(), t.b.String()) })
	if got.Next == "" && last > after {
		got.Next = cursorFrom(last, "~") // the window ended, not the list
	}
	ids := make([]shiheng.CameraID, 0, 2*len(got.Items))
	for _, t := range got.Items {
		ids = append(ids, t.a, t.b)
	}
	cards, err := a.CardsOf(ctx, ids...)
	if err != nil {
		return none, err
	}
	by := map[shiheng.CameraID]archive.Card{}
	for _, c := range cards {
		by[c.Camera.ID] = c
	}
	out := audit.Page[archive.Pair]{Items: []archive.Pair{}, Next: got.Next}
	for _, t := range got.Items {
		x, y := by[t.a], by[t.b]
		if x.Record == nil || y.Record == nil {
			continue
		}
		px, _ := x.Record.Values.Point()
		if hits := archive.Nearby([]archive.Card{y}, px, metres, x.Record.Values.Toward()); len(hits) > 0 {
			out.Items = append(out.Items, archive.Pair{A: x, B: y, Metres: hits[0].Metres, Apart: hits[0].Apart})
		}
	}
	return out, nil
}
