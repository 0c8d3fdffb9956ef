package ingest

import (
	"container/list"

	"shiheng.internal/video/ingest/doctor"
)

// keptHistories bounds the sources whose attempts are remembered after they
// stopped.
const keptHistories = 4096

// histories keeps the attempts of sources, the least recently opened fall out.
type histories struct {
	byKey map[key]*list.Element
	order list.List // of remembered, the newest first
}

type remembered struct {
	key     key
	history *doctor.History
}

// open returns the history of k and makes it the newest.
func (h *histories) open(k key) *doctor.History {
	if h.byKey == nil {
		h.byKey = map[key]*list.Element{}
	}
	if e, ok := h.byKey[k]; ok {
		h.order.MoveToFront(e)
		return e.Value.(*remembered).history
	}
	r := &remembered{key: k, history: &doctor.History{}}
	h.byKey[k] = h.order.PushFront(r)
	if h.order.Len() > keptHistories {
		oldest := h.order.Back()
		h.order.Remove(oldest)
		delete(h.byKey, oldest.Value.(*remembered).key)
	}
	return r.history
}

// find returns the history of k, or nil.
func (h *histories) find(k key) *doctor.History {
	if e, ok := h.byKey[k]; ok {
		return e.Value.(*remembered).history
	}
	return nil
}
