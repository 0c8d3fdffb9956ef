package audit

import (
	"context"
	"errors"
	"fmt"

	"shiheng.internal"
)

// A Recorder is the part of a room's transaction that puts events on record.
type Recorder interface {
	Append(e Event) error
}

// Under runs one act of a room in one transaction; f puts its event on record
// with what it does. What a rule refuses (an ErrForbidden, or any error of ours
// that names an article) leaves nothing but e as refused, with the article. write
// is the Write of the room's store; the error names the act.
func Under[T Recorder](ctx context.Context, write func(context.Context, func(T) error) error, e Event, f func(tx T) error) error {
	err := write(ctx, f)
	if err == nil {
		return nil
	}
	if known, ours := errors.AsType[*shiheng.Error](err); ours && (errors.Is(err, shiheng.ErrForbidden) || known.Article != "") {
		refused := e.Refuse(known.Article, known.Code)
		for k, v := range known.Params {
			refused = refused.With(k, v)
		}
		err = errors.Join(err, write(ctx, func(tx T) error { return tx.Append(refused) }))
	}
	return fmt.Errorf("%s: %w", e.Act, err)
}
