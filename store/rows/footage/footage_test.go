package footage_test

import (
	"path/filepath"
	"testing"

	"shiheng.internal/store/rows"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/store/slots/indextest"
	"shiheng.internal/video/record"
)

func TestIndex(t *testing.T) {
	indextest.Contract(t, func(t *testing.T) record.Index {
		db, err := rows.Open(t.Context(), rows.Config{URL: "sqlite:" + filepath.Join(t.TempDir(), "rows.db")})
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
}
