package route

import (
	"errors"
	"net/http"
)

type cut struct{ err error }

// Cut ends the connection of an answer that went wrong after its first bytes
// were sent, so that those do not look like the whole of it. It does not
// return: nothing but a panic ends a connection from within a handler
// ([http.ErrAbortHandler]).
func Cut(err error) { panic(cut{err}) }

// CutShort is why an answer was cut short, from what was recovered of its
// handler; nil when that was a panic of another kind.
func CutShort(recovered any) error {
	if c, ok := recovered.(cut); ok {
		return c.err
	}
	if err, ok := recovered.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		return err
	}
	return nil
}
