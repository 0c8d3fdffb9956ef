package record_test

import (
	"testing"

	"shiheng.internal/video/record"
	"shiheng.internal/store/slots/indextest"
)

func TestMemoryIndex(t *testing.T) {
	indextest.Contract(t, func(*testing.T) record.Index { return record.NewMemoryIndex() })
}
