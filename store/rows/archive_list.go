package rows

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// few is how many cards a condition may pick for it to be read first and put
// in order afterwards. A condition that picks more is looked at along the order
// of the list, where its matches come soon.
const few = 2000

// column is where a field that a list may be narrowed by stands on the card.
func column(f archive.Code) string {
	if f == archive.DeviceCode {
		return "code"
	}
	return string(f)
}

// scopeOf is the condition of a scope; the zero cond for everything.
func scopeOf(s registry.Scope) cond {
	if s.All {
		return cond{}
	}
	var any, systems where
	standing(&any, "a.place", s)
	among(&any, "a.camera IN (?)", s.Cameras)
	belonging(&systems, "a.place", s)
	if len(systems.parts) > 0 {
		any.and("a.system IN (SELECT v.id FROM video_system v WHERE "+systems.either()+")", systems.args...)
	}
	return cond{any.either(), any.args}
}

// conditions of a filter that may pick few cards, each by an index of its own.
// The text is not among them; see texted.
func conditions(f archive.Filter) []cond {
	var out []cond
	add := func(sql string, args ...any) { out = append(out, cond{sql, args}) }
	if c := scopeOf(f.Scope); c.sql != "" {
		out = append(out, c)
	}
	if !f.System.IsZero() {
		add("a.system = ?", f.System)
	}
	if !f.Place.IsZero() {
		add(under("a.place", named), bun.List([]shiheng.PlaceID{f.Place}))
	}
	var facets where // in one condition: they share an index, and together they pick few
	for _, field := range archive.Filterable() {
		if v, ok := f.Equal[field]; ok {
			switch field {
			case archive.DeviceCode, archive.MAC, archive.IPv4: // few by itself
				add("a."+column(field)+" = ?", v)
			default:
				facets.and("a."+string(field)+" = ?", v)
			}
		}
	}
	if len(facets.parts) > 0 {
		add(strings.Join(facets.parts, " AND "), facets.args...)
	}
	if f.Below > 0 {
		add("a.score < ?", f.Below)
	}
	if f.Archived != nil {
		add("a.version " + map[bool]string{true: "> 0", false: "= 0"}[*f.Archived])
	}
	if f.Sound {
		add("a.camera IN (SELECT r.camera FROM camera_archive_record r WHERE r.record LIKE ?)", `%"has_audio":"true"%`)
	}
	if !f.EndedBefore.IsZero() {
		add("a.end_date > '' AND a.end_date < ? AND a.point_kind = 'temporary' AND a.status <> '3'", f.EndedBefore.String())
	}
	if f.Veiled {
		add("a.camera NOT IN (SELECT c.id FROM camera c JOIN secrecy_mark m ON m.id = c.system WHERE "+gradeOf+" > ?)", int(f.Cleared))
	}
	if b := f.Box; b != nil {
		add("a.gy BETWEEN ? AND ? AND a.gx BETWEEN ? AND ? AND a.lat BETWEEN ? AND ? AND a.lon BETWEEN ? AND ?",
			gridOf(b.South), gridOf(b.North), gridOf(b.West), gridOf(b.East), b.South, b.North, b.West, b.East)
	}
	return out
}

// last comes after every character a piece may go on with.
const last = "\U0010FFFF"

// texted finds the pieces of a text searched for, the rarest first, and the
// condition that holds a card to the whole text.
func (a *Archive) texted(ctx context.Context, f archive.Filter) (pick, whole cond, err error) {
	words := strings.ToLower(strings.TrimSpace(text(f.Text)))
	fields, like := []string{"name"}, "lower(a.name) LIKE ? ESCAPE '!'"
	args := []any{"%" + likely(words) + "%"}
	if f.Positions {
		fields, like = append(fields, "position"), like+" OR lower(a.whereabouts) LIKE ? ESCAPE '!'"
		args = append(args, args[0])
	}
	whole = cond{"(" + like + ")", args}
	best := few + 1
	long := len([]rune(words)) >= archive.Gram
	for _, g := range archive.Grams(words) {
		if long && len([]rune(g)) < archive.Gram {
			continue // the end of a text says nothing that the piece before it does not
		}
		by := cond{"a.camera IN (SELECT g.camera FROM camera_gram g WHERE g.field IN (?) AND g.gram = ?)", []any{bun.List(fields), g}}
		if !long {
			if g != words {
				continue
			}
			by = cond{"a.camera IN (SELECT g.camera FROM camera_gram g WHERE g.field IN (?) AND g.gram >= ? AND g.gram < ?)",
				[]any{bun.List(fields), g, g + last}}
		}
		var n int
		count := strings.TrimSuffix(strings.TrimPrefix(by.sql, "a.camera IN ("), ")")
		err := a.db.read.QueryRowContext(ctx, "SELECT count(*) FROM ("+count+" LIMIT ?) part", append(slices.Clone(by.args), few+1)...).Scan(&n)
		if err != nil {
			return pick, whole, err
		}
		if n < best {
			best, pick = n, by
		}
	}
	return pick, whole, nil
}

// plan turns a filter into the FROM and WHERE of a statement: when one of its
// conditions picks few cards these are read first; otherwise all conditions
// are looked at along the order asked for.
func (a *Archive) plan(ctx context.Context, f archive.Filter) (from string, fromArgs []any, w where, err error) {
	all := conditions(f)
	var whole cond
	if strings.TrimSpace(f.Text) != "" {
		var pick cond
		if pick, whole, err = a.texted(ctx, f); err != nil {
			return "", nil, w, err
		}
		if pick.sql != "" {
			all = append(all, pick)
			w.and(whole.sql, whole.args...)
			whole = cond{}
		}
	}
	first, least := -1, few+1
	for i, c := range all {
		var n int
		err := a.db.read.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT a.camera FROM camera_archive a WHERE "+c.sql+" LIMIT ?) part",
			append(slices.Clone(c.args), least)...).Scan(&n)
		if err != nil {
			return "", nil, w, err
		}
		if n < least {
			first, least = i, n
		}
	}
	from = "camera_archive a"
	if first >= 0 {
		from = "(SELECT a.camera FROM camera_archive a WHERE " + all[first].sql + " LIMIT ?) few JOIN camera_archive a ON a.camera = few.camera"
		fromArgs = append(slices.Clone(all[first].args), few+1)
	}
	for i, c := range all {
		if i != first {
			w.and(along(c.sql), c.args...)
		}
	}
	if whole.sql != "" {
		w.and(whole.sql, whole.args...)
	}
	return from, fromArgs, w, nil
}

// along keeps an engine from going by the index of a condition that picks
// much: it would have to put in order what it picked.
func along(sql string) string {
	for _, c := range []string{"place", "system", "camera", "point_kind", "civil_code", "point_type", "ptz_type", "direction", "status", "network_type"} {
		for _, op := range []string{" IN ", " = "} {
			sql = strings.ReplaceAll(sql, "a."+c+op, "(a."+c+" || '')"+op)
		}
	}
	for _, c := range []string{"score", "version", "gx", "gy"} {
		for _, op := range []string{" < ", " > ", " = ", " BETWEEN "} {
			sql = strings.ReplaceAll(sql, "a."+c+op, "(a."+c+" + 0)"+op)
		}
	}
	return sql
}

const cardFrom = " JOIN camera c ON c.id = a.camera LEFT JOIN camera_archive_record r ON r.camera = a.camera"

func scanCard(from row) (card archive.Card, err error) {
	var into cameraInto
	var rec archive.Record
	if err := from.Scan(append(into.dest(), recordInto(&rec)...)...); err != nil {
		return card, err
	}
	card.Camera = into.join()
	if rec.Version > 0 {
		card.Record = &rec
	} else {
		card.Record = nil
	}
	return card, nil
}

// order is the column a list is sorted by, and how a card's place in it is
// written in a cursor.
func order(s archive.Sort) string {
	switch s {
	case archive.ByName:
		return "a.name"
	case archive.ByScore:
		return "a.score"
	case archive.ByPlace:
		return "a.civil_code"
	}
	return ""
}

// cursorFrom writes what a page ends at; cursorParts reads it back.
func cursorFrom(parts ...string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(jsonText(parts)))
}

func cursorParts(cursor string, n int) ([]string, error) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	var at []string
	if err != nil || json.Unmarshal(b, &at) != nil || len(at) != n {
		return nil, shiheng.Invalid("page.cursor")
	}
	return at, nil
}

// numeral is a number within a cursor; what is none is before all.
func numeral(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// cursorOf reads a cursor of a list: the sorted value and the identity after
// which the page begins.
func cursorOf(s archive.Sort, cursor string) ([]any, error) {
	at, err := cursorParts(cursor, 2)
	if err != nil {
		return nil, err
	}
	if s == archive.ByScore {
		return []any{numeral(at[0]), at[1]}, nil
	}
	return []any{at[0], at[1]}, nil
}

// Cards implements archive.Store.
func (a *Archive) Cards(ctx context.Context, f archive.Filter, p audit.Paging) (audit.Page[archive.Card], error) {
	none := audit.Page[archive.Card]{}
	from, args, w, err := a.plan(ctx, f)
	if err != nil {
		return none, a.db.fault(err)
	}
	by, turn, sign := order(f.Sort), "", ">"
	if f.Descending {
		turn, sign = " DESC", "<"
	}
	sort := "a.camera" + turn
	if by != "" {
		sort = by + turn + ", " + sort
	}
	if p.Cursor != "" {
		at, err := cursorOf(f.Sort, p.Cursor)
		if err != nil {
			return none, err
		}
		if by == "" {
			w.and("a.camera "+sign+" ?", at[1])
		} else {
			w.and("("+by+", a.camera) "+sign+" (?, ?)", at...)
		}
	}
	// The page is found on the cards alone; what is shown is read for it only.
	keys := "SELECT a.camera, a.name AS at_name, a.civil_code AS at_civil, a.score AS at_score FROM " + from + w.String() + " ORDER BY " + sort + " LIMIT ?"
	query := "SELECT " + cameraColumns + ", " + recordColumns + ", k.at_name, k.at_civil, k.at_score FROM (" + keys + ") k JOIN camera_archive a ON a.camera = k.camera" +
		cardFrom + " ORDER BY " + sort
	type keyed struct {
		archive.Card
		name, civil string
		score       int
	}
	items, err := list(ctx, a.db.read, func(from row) (k keyed, err error) {
		var into cameraInto
		var rec archive.Record
		if err := from.Scan(append(append(into.dest(), recordInto(&rec)...), &k.name, &k.civil, &k.score)...); err != nil {
			return k, err
		}
		k.Camera = into.join()
		if rec.Version > 0 {
			k.Record = &rec
		}
		return k, nil
	}, query, append(append(args, w.args...), p.Size()+1)...)
	if err != nil {
		return none, a.db.fault(err)
	}
	got := page(items, p, func(k keyed) string {
		at := map[archive.Sort]string{archive.ByName: k.name, archive.ByPlace: k.civil, archive.ByScore: strconv.Itoa(k.score)}[f.Sort]
		return cursorFrom(at, k.Camera.ID.String())
	})
	out := audit.Page[archive.Card]{Items: make([]archive.Card, len(got.Items)), Next: got.Next}
	for i, k := range got.Items {
		out.Items[i] = k.Card
	}
	return out, nil
}

// CardsOf implements archive.Store.
func (a *Archive) CardsOf(ctx context.Context, ids ...shiheng.CameraID) ([]archive.Card, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	items, err := list(ctx, a.db.read, scanCard, "SELECT "+cameraColumns+", "+recordColumns+" FROM camera_archive a"+cardFrom+
		" WHERE a.camera IN (?) ORDER BY a.camera", bun.List(ids))
	return items, a.db.fault(err)
}

// Within implements archive.Store.
func (a *Archive) Within(ctx context.Context, f archive.Filter, most int) ([]archive.Card, bool, error) {
	from, args, w, err := a.plan(ctx, f)
	if err != nil {
		return nil, false, a.db.fault(err)
	}
	items, err := list(ctx, a.db.read, scanCard, "SELECT "+cameraColumns+", "+recordColumns+" FROM "+from+cardFrom+w.String()+
		" ORDER BY a.camera LIMIT ?", append(append(args, w.args...), most+1)...)
	if err != nil {
		return nil, false, a.db.fault(err)
	}
	return items[:min(most, len(items))], len(items) > most, nil
}

// Grid implements archive.Store.
func (a *Archive) Grid(ctx context.Context, f archive.Filter, cell float64) ([]archive.Cell, error) {
	var w where
	for _, c := range conditions(f) {
		w.and(c.sql, c.args...)
	}
	w.and("a.gy IS NOT NULL")
	step := max(1, int64(cell/gridStep))
	items, err := list(ctx, a.db.read, func(from row) (c archive.Cell, err error) {
		var x, y float64
		if err := from.Scan(&c.Count, &x, &y); err != nil {
			return c, err
		}
		c.Lon, c.Lat = (x+0.5)*gridStep, (y+0.5)*gridStep
		return c, nil
	}, "SELECT count(*), sum(a.gx) * 1.0 / count(*), sum(a.gy) * 1.0 / count(*) FROM camera_archive a"+w.String()+" GROUP BY a.gy / ?, a.gx / ?",
		append(w.args, step, step)...)
	return items, a.db.fault(err)
}

// valueOf is how the value of a field that cameras may share is written: an
// address with its network, since networks may have the same ones.
func valueOf(field archive.Code) string {
	if field == archive.IPv4 || field == archive.IPv6 {
		return "a.network_type || ' ' || a." + column(field)
	}
	return "a." + column(field)
}

// Repeats implements archive.Store.
func (a *Archive) Repeats(ctx context.Context, scope registry.Scope, field archive.Code, p audit.Paging) (audit.Page[archive.Repeat], error) {
	value := valueOf(field)
	var w where
	w.and("a." + column(field) + " <> ''")
	if c := scopeOf(scope); c.sql != "" {
		w.and(c.sql, c.args...)
	}
	items, err := list(ctx, a.db.read, func(from row) (r archive.Repeat, err error) { return r, from.Scan(&r.Value, &r.Count) },
		"SELECT "+value+" AS v, count(*) FROM camera_archive a"+w.String()+" GROUP BY "+value+" HAVING count(*) > 1 AND "+value+" > ? ORDER BY v LIMIT ?",
		append(w.args, p.Cursor, p.Size()+1)...)
	if err != nil {
		return audit.Page[archive.Repeat]{}, a.db.fault(err)
	}
	out := page(items, p, func(r archive.Repeat) string { return r.Value })
	values := make([]string, len(out.Items))
	for i, r := range out.Items {
		values[i] = r.Value
	}
	have, err := a.having(ctx, scope, field, values)
	for i := range out.Items {
		ids := have[out.Items[i].Value]
		out.Items[i].Cameras = ids[:min(20, len(ids))]
	}
	return out, err
}

// Having implements archive.Store.
func (a *Archive) Having(ctx context.Context, field archive.Code, values []string) (map[string][]shiheng.CameraID, error) {
	return a.having(ctx, registry.Scope{All: true}, field, values)
}

func (a *Archive) having(ctx context.Context, scope registry.Scope, field archive.Code, values []string) (map[string][]shiheng.CameraID, error) {
	out := map[string][]shiheng.CameraID{}
	type pair struct {
		value string
		id    shiheng.CameraID
	}
	for some := range slices.Chunk(values, 500) {
		bare := slices.Clone(some)
		if field == archive.IPv4 || field == archive.IPv6 { // the index goes by the address
			for i, v := range some {
				_, bare[i], _ = strings.Cut(v, " ")
			}
		}
		var w where
		w.and("a."+column(field)+" IN (?)", bun.List(bare))
		if c := scopeOf(scope); c.sql != "" {
			w.and(c.sql, c.args...)
		}
		got, err := list(ctx, a.db.read, func(from row) (p pair, err error) { return p, from.Scan(&p.value, &p.id) },
			"SELECT "+valueOf(field)+", a.camera FROM camera_archive a"+w.String()+" ORDER BY a.camera", w.args...)
		if err != nil {
			return nil, a.db.fault(err)
		}
		for _, p := range got {
			if slices.Contains(some, p.value) {
				out[p.value] = append(out[p.value], p.id)
			}
		}
	}
	return out, nil
}

// ByCode implements archive.Store.
func (a *Archive) ByCode(ctx context.Context, codes []string) (map[string][]shiheng.CameraID, error) {
	return a.Having(ctx, archive.DeviceCode, codes)
}

// ByName implements archive.Store.
func (a *Archive) ByName(ctx context.Context, names []string) (map[string][]registry.Camera, error) {
	out := map[string][]registry.Camera{}
	for some := range slices.Chunk(names, 500) {
		got, err := list(ctx, a.db.read, scanCamera, "SELECT "+cameraColumns+` FROM camera_archive a JOIN camera c ON c.id = a.camera
			WHERE a.name IN (?) ORDER BY c.id`, bun.List(some))
		if err != nil {
			return nil, a.db.fault(err)
		}
		for _, c := range got {
			out[c.Name] = append(out[c.Name], c)
		}
	}
	return out, nil
}

// Totals implements archive.Store.
func (a *Archive) Totals(ctx context.Context, scope registry.Scope) (archive.Totals, error) {
	var w where
	if c := scopeOf(scope); c.sql != "" {
		w.and(c.sql, c.args...)
	}
	var t archive.Totals
	err := a.db.read.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(CASE WHEN a.version > 0 THEN 1 ELSE 0 END), 0),
		coalesce(sum(CASE WHEN a.score = ? THEN 1 ELSE 0 END), 0), coalesce(sum(a.score), 0) FROM camera_archive a`+w.String(),
		append([]any{archive.Whole}, w.args...)...).Scan(&t.Cameras, &t.Records, &t.Complete, &t.ScoreSum)
	if err != nil || !scope.All {
		return t, a.db.fault(err)
	}
	err = a.db.read.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(CASE WHEN camera IS NULL THEN 1 ELSE 0 END), 0)
		FROM channel WHERE missing_since IS NULL`).Scan(&t.Channels, &t.Unlinked)
	return t, a.db.fault(err)
}
