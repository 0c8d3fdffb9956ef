package app

import (
	"context"
	"errors"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/store/rows"
	"shiheng.internal/video/conform"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/ingest"
)

// connection measures how far systems are connected, and runs interface tests.
// Safe for concurrent use.
type connection struct {
	house *House
}

// testSlot is the part of a system's archive for inspections and tests.
const testSlot = "trial"

// openCatalogue opens the room of the catalogue, after what it measures with.
func (h *House) openCatalogue(context.Context) (err error) {
	here := connection{house: h}
	file := func(tx catalogue.Tx, r catalogue.Report) error {
		in, ok := tx.(interface{ Binder() binder.Tx })
		if !ok {
			return errors.New("the catalogue's rows open no binder")
		}
		return h.binders.FileIssued(in.Binder(), binder.Filing{Actor: r.Actor, Name: r.Actor.Called(), System: r.Test.System}, testSlot, r.Issued)
	}
	h.catalogue, err = catalogue.New(catalogue.Config{
		Store: rows.NewCatalogue(h.db), Papers: h.papers, File: file, Cameras: h.registry.Read(), Prober: here, Tester: here, Log: h.log,
	})
	return err
}

// Probe implements [catalogue.Prober] from what the machine wing knows anyhow:
// who is registered, and which streams deliver.
func (c connection) Probe(ctx context.Context) (map[shiheng.SystemID]catalogue.Reach, error) {
	cameras, err := c.house.directory.Cameras(ctx)
	if err != nil {
		return nil, err
	}
	out := map[shiheng.SystemID]catalogue.Reach{}
	for _, w := range cameras {
		r := out[w.System.ID]
		playing := c.house.ingest.State(w.ID, ingest.Main).Phase == ingest.Playing
		if playing || c.online(w) {
			r.Peers++
		}
		if playing {
			r.Picture++
		}
		out[w.System.ID] = r
	}
	return out, nil
}

// online reports whether the camera's peer is registered and heard.
func (c connection) online(w registry.Want) bool {
	if w.Device == nil {
		return false // an address answers or it does not: see its picture
	}
	_, online, err := c.house.platform.Registration(code.Code(w.Device.Code))
	return err == nil && online
}

// TestInterface implements [catalogue.Tester].
func (c connection) TestInterface(ctx context.Context, camera shiheng.CameraID, tell func(catalogue.InterfaceStep)) (catalogue.Verdict, error) {
	src, err := c.house.directory.Source(ctx, camera, ingest.Main)
	if err != nil {
		return "", err
	}
	if src.Kind != ingest.GB28181 {
		return "", shiheng.Invalid("interface.not-gb28181").By("W168/11")
	}
	moves, err := c.moves(ctx, src.GB)
	if err != nil {
		return "", err
	}
	tester, err := conform.New(conform.Config{Platform: c.house.platform, Streams: c.house.ingest})
	if err != nil {
		return "", err
	}
	report := tester.Run(ctx, conform.Target{
		Camera: camera, Device: src.GB.Code, Channel: src.GB.Channel, Moves: moves,
	}, func(s conform.Step) {
		tell(catalogue.InterfaceStep{
			Check: string(s.Check), Result: string(s.Result), At: s.At, TookMs: s.Took.Milliseconds(), Code: s.Code, Facts: s.Facts,
		})
	})
	return map[conform.Result]catalogue.Verdict{
		conform.Passed: catalogue.Passed, conform.Failed: catalogue.Failed, conform.Unproven: catalogue.Unproven,
	}[report.Verdict()], nil
}

// moves reports whether the peer's catalogue says that the channel is one that
// takes PTZ commands: a dome, a half-dome with motor, a remote bullet.
func (c connection) moves(ctx context.Context, src ingest.GBSource) (bool, error) {
	for cursor := ""; ; {
		page, err := c.house.registry.Read().Channels(ctx, src.Device, audit.Paging{Cursor: cursor, Limit: 500})
		if err != nil {
			return false, err
		}
		for _, ch := range page.Items {
			if ch.Code == string(src.Channel) {
				return ch.PTZType == 1 || ch.PTZType == 4 || ch.PTZType == 5, nil
			}
		}
		if cursor = page.Next; cursor == "" {
			return false, nil
		}
	}
}
