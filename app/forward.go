package app

import (
	"context"

	"shiheng.internal"
	forwardapi "shiheng.internal/api/forward"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/access/forward"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/identity"
	"shiheng.internal/store/rows"
)

// openForwards opens the room that hands live pictures on, after the rooms of
// the regimes under which they are watched.
func (h *House) openForwards() (err error) {
	h.forwards, err = forward.New(forward.Config{
		Store: rows.NewForward(h.db), Access: h.access, People: logins{h.identity}, Regimes: regimes{h.official, h.citizens},
	})
	return err
}

// forwardDesk is the area of the API in front of it.
func (h *House) forwardDesk() *forwardapi.Desk {
	return forwardapi.New(forwardapi.Config{Forward: h.forwards, Cameras: h.registry.Read()})
}

// regimes answers for the rooms that let pictures be watched under grants of
// their own.
type regimes struct {
	official *official.Service
	citizens *citizen.Service
}

// Forwardable implements [forward.Regimes].
func (r regimes) Forwardable(ctx context.Context, _ identity.Principal, g shiheng.Grant, cameras []shiheng.CameraID) (forward.Decided, error) {
	if citizen.Ours(g) {
		refusal, err := r.citizens.Forwarding(ctx, g)
		if err == nil {
			err = refusal
		}
		return forward.Decided{}, err
	}
	id, until, err := r.official.Forwardable(ctx, g, cameras)
	return forward.Decided{Application: id.String(), Until: until}, err
}

// Stands implements [forward.Regimes].
func (r regimes) Stands(ctx context.Context, application string, cameras []shiheng.CameraID) (cause, err error) {
	id, err := shiheng.ParseID[official.ApplicationID](application)
	if err != nil {
		return nil, err
	}
	return r.official.Stands(ctx, id, cameras)
}
