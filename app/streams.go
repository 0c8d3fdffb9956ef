package app

import (
	"context"
	"errors"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest"
)

// streams lets deliver hold ingest's sources. Safe for concurrent use.
type streams struct {
	ingest    *ingest.Ingest
	directory *directory
}

// Hold implements [deliver.Sources].
func (s streams) Hold(ctx context.Context, camera shiheng.CameraID, role deliver.Role) (deliver.Held, error) {
	// Asked first, so that a camera without a sub-stream is known at once.
	if _, err := s.directory.Source(ctx, camera, ingest.Role(role)); errors.Is(err, shiheng.ErrNotFound) {
		return nil, err
	}
	h, err := s.ingest.Hold(ctx, camera, ingest.Role(role))
	if err != nil {
		return nil, err
	}
	return &held{Held: h, ingest: s.ingest, camera: camera, role: ingest.Role(role)}, nil
}

type held struct {
	*ingest.Held
	ingest *ingest.Ingest
	camera shiheng.CameraID
	role   ingest.Role
}

// Stream implements [deliver.Held].
func (h *held) Stream() *hub.Stream { return h.Held.Stream() }

// Status implements [deliver.Held].
func (h *held) Status() deliver.Status {
	st := h.State()
	out := deliver.Status{Code: st.Reason.Code, Params: st.Reason.Params}
	switch st.Phase {
	case ingest.Playing:
		out.State = deliver.Playing
	case ingest.Waiting:
		out.State = deliver.Waiting
	case ingest.Stopped:
		out.State, out.Gone = deliver.Waiting, shiheng.NotFound("stream.gone", "camera", h.camera.String())
	case ingest.Connecting:
		out.State = deliver.Connecting
	}
	return out
}

// Changed implements [deliver.Held].
func (h *held) Changed() <-chan struct{} {
	_, changed := h.Watch()
	return changed
}

// RequestKey implements [deliver.Held].
func (h *held) RequestKey() { h.ingest.RequestKey(h.camera, h.role) }

// grants lets deliver watch for the early end of a permission.
type grants struct {
	access interface {
		Watch(ctx context.Context, id shiheng.GrantID) (under context.Context, stop context.CancelFunc, err error)
	}
	// life never ends: a watch may outlive the request it was made in, and is
	// ended by stop.
	life context.Context //nolint:containedctx // see above
}

// Watch implements [deliver.Grants].
func (g grants) Watch(grant shiheng.Grant, end func(cause error)) (stop func()) {
	under, cancel, err := g.access.Watch(g.life, grant.ID)
	if err != nil {
		end(err)
		return func() {}
	}
	unregister := context.AfterFunc(under, func() {
		if cause := context.Cause(under); !errors.Is(cause, context.Canceled) {
			end(cause)
		}
	})
	return func() {
		unregister()
		cancel()
	}
}
