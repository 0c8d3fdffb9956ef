package rows

import (
	"context"

	"github.com/uptrace/bun"
)

// await has the keeper of the obligations look at subjects: what is owed or
// counted of them changed, and no event on record leads to them. A change that
// has such an event needs no mark.
func await(ctx context.Context, tx bun.Tx, kind string, subjects ...string) error {
	for _, id := range subjects {
		_, err := tx.ExecContext(ctx, `INSERT INTO agenda_waiting (subject_kind, subject, times) VALUES (?, ?, 1)
			ON CONFLICT (subject_kind, subject) DO UPDATE SET times = agenda_waiting.times + 1`, kind, id)
		if err != nil {
			return err
		}
	}
	return nil
}

func scanText(r row) (v string, err error) { return v, r.Scan(&v) }
