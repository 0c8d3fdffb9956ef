package api

import (
	"context"
	"iter"

	"shiheng.internal/civic/audit"
)

// pages walks a list to its end, at most treePages pages of 500.
func pages[T any](ctx context.Context, read func(context.Context, audit.Paging) (audit.Page[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		next := ""
		for range treePages {
			got, err := read(ctx, audit.Paging{Cursor: next, Limit: 500})
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, it := range got.Items {
				if !yield(it, nil) {
					return
				}
			}
			if next = got.Next; next == "" {
				return
			}
		}
	}
}
