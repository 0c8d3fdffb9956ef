package rows_test

import (
	"testing"

	"shiheng.internal/store/rows"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/store/slots/indextest"
	"shiheng.internal/video/record"
)

// TestFootageIndex holds the index of footage to its contract on each engine.
func TestFootageIndex(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		indextest.Contract(t, func(t *testing.T) record.Index {
			db, err := rows.Open(t.Context(), rows.Config{URL: fresh()})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
			return footage.New(db)
		})
	})
}
