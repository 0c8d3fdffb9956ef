package record_test

import (
	"testing"

	"shiheng.internal/store/slots/indextest"
	"shiheng.internal/video/record"
)

func TestMemoryIndex(t *testing.T) {
	indextest.Contract(t, func(*testing.T) record.Index { return record.NewMemoryIndex() })
}
