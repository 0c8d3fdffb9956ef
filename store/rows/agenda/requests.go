package agenda

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/law"
)

// request is what K21 and K22 look at of an application under Articles 23 and
// 24 as its row tells it.
type request struct {
	Officers []struct {
		Confirmed *json.RawMessage `json:"confirmed"`
	} `json:"officers"`
	Letter     string           `json:"letterId"`
	Registered *json.RawMessage `json:"registered"`
	Notice     *json.RawMessage `json:"notice"`
	Ruling     *struct {
		Granted bool `json:"granted"`
	} `json:"ruling"`
}

// evidenced reports whether each of the four conditions has its evidence: two
// officers whose identity was confirmed, the letter, registration, and the
// rules served (W168/24/1).
func (r request) evidenced() bool {
	confirmed := 0
	for _, o := range r.Officers {
		if o.Confirmed != nil {
			confirmed++
		}
	}
	return confirmed >= 2 && r.Letter != "" && r.Registered != nil && r.Notice != nil
}

// requestsQuery finds the applications of a year; one about several systems
// counts once, at the system of the first of its cameras.
const requestsQuery = `SELECT c.system, r.id, r.received, r.body FROM official_application r
	JOIN camera c ON c.id = (SELECT min(o.camera) FROM official_camera o WHERE o.application = r.id)
	WHERE r.received >= ? AND c.system IN (?)`

// sampleRequests gives K21 and K22. A sample is called by the day of receipt:
// who asked about what is not for everyone who reads figures.
func (s *Sources) sampleRequests(ctx context.Context, out sampling, systems []string, now time.Time) error {
	return each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
		var id, application, received, body string
		if err := r.Scan(&id, &application, &received, &body); err != nil {
			return err
		}
		var a request
		if err := json.Unmarshal([]byte(body), &a); err != nil {
			return err
		}
		put := func(code string, num float64, excluded string) {
			v := agenda.Sample{Indicator: code, Object: auditObject("official", application), Name: received, Excluded: excluded}
			if excluded == "" {
				v.Num, v.Den = num, 1
			}
			out.add(system(id), v)
		}
		granted := a.Ruling != nil && a.Ruling.Granted
		put("K21", yes(a.evidenced()), nothing(!granted, "not-granted"))
		put("K22", yes(!granted), nothing(a.Ruling == nil, "not-decided"))
		return nil
	}, requestsQuery, law.DayOf(now).Add(-365).String(), bun.List(systems))
}
