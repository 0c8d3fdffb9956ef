package gb28181

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/gb28181/ptz"
)

// A waitKey names an answer that is awaited: matched by peer, CmdType and SN,
// never by Call-ID.
type waitKey struct {
	cmd string
	sn  uint32
}

// A waiter takes the messages of one answer.
type waiter struct {
	in   chan *manscdp.Message
	done chan struct{}
}

const (
	contentXML = "Application/MANSCDP+xml"
	contentSDP = "APPLICATION/SDP"
)

// await registers interest in an answer; stop ends it.
func (r *registrant) await(cmd string, sn uint32) (w *waiter, stop func()) {
	w = &waiter{in: make(chan *manscdp.Message, 16), done: make(chan struct{})}
	key := waitKey{cmd, sn}
	r.mu.Lock()
	r.waiting[key] = w
	r.lastSNs[r.snAt%len(r.lastSNs)] = sn
	r.snAt++
	r.mu.Unlock()
	return w, func() {
		r.mu.Lock()
		delete(r.waiting, key)
		r.mu.Unlock()
		close(w.done)
	}
}

// deliver hands a response to whoever awaits it. Some devices do not repeat the
// SN (quirk 6): an SN that none of our latest queries had goes to the only
// query of that CmdType that is open.
func (r *registrant) deliver(ctx context.Context, m *manscdp.Message) bool {
	r.mu.Lock()
	w := r.waiting[waitKey{m.CmdType, m.SN}]
	if w == nil && !slices.Contains(r.lastSNs[:], m.SN) {
		n := 0
		for k, other := range r.waiting {
			if k.cmd == m.CmdType {
				w = other
				n++
			}
		}
		if n != 1 {
			w = nil
		}
	}
	r.mu.Unlock()
	if w == nil {
		return false
	}
	select {
	case w.in <- m:
		return true
	case <-w.done:
	case <-ctx.Done():
	}
	return false
}

// reach finds a device that requests can be sent to.
func (p *Platform) reach(device code.Code) (*registrant, dialog.Path, Settings, error) {
	r := p.lookup(device)
	if r == nil {
		return nil, dialog.Path{}, Settings{}, shiheng.NotFound("gb28181.device", "device", string(device))
	}
	path, settings, online := r.path()
	if !online {
		return nil, dialog.Path{}, Settings{}, shiheng.Unavailable("gb28181.offline", "device", string(device))
	}
	return r, path, settings, nil
}

// send sends one body to a device and waits for the SIP answer.
func (p *Platform) send(ctx context.Context, r *registrant, path dialog.Path, target code.Code, body []byte) error {
	res, err := p.end.Do(ctx, &dialog.Message{
		Method: "MESSAGE",
		URI:    dialog.Party{User: string(target), Host: path.Remote.String()},
		From:   dialog.Party{User: string(p.cfg.ID), Host: p.cfg.Domain},
		To:     dialog.Party{User: string(target), Host: path.Remote.String()},
		CSeq:   1, ContentType: contentXML, Body: body, Path: path,
	})
	if err != nil {
		return fmt.Errorf("ask device %s: %w", r.id, err)
	}
	if res.Code >= 300 {
		return refusal(res, r.id)
	}
	return nil
}

// refusal turns a SIP refusal into an error of ours.
func refusal(res *dialog.Response, device code.Code) error {
	pairs := []string{"device", string(device), "code", fmt.Sprint(res.Code), "reason", clip(res.Reason), "warning", clip(res.Header("Warning"))}
	switch res.Code {
	case 403:
		return shiheng.Forbidden("gb28181.refused", pairs...)
	case 404:
		return shiheng.NotFound("gb28181.refused", pairs...)
	case 486, 503, 600:
		return shiheng.Exhausted("gb28181.refused", pairs...)
	case 400, 405, 415, 488, 501:
		return shiheng.Invalid("gb28181.refused", pairs...)
	}
	return shiheng.Unavailable("gb28181.refused", pairs...)
}

// ask sends a query about target (the device itself or one of its channels) and
// returns the first answer. Errors: not registered is ErrNotFound, offline, no
// answer in time ErrUnavailable, a refusal by its code.
func (p *Platform) ask(ctx context.Context, device, target code.Code, cmd string, fields ...manscdp.Field) (*manscdp.Message, error) {
	r, path, _, err := p.reach(device)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, p.cfg.QueryTimeout,
		shiheng.Unavailable("gb28181.noanswer", "device", string(device), "query", cmd))
	defer cancel()
	sn := p.nextSN()
	w, stop := r.await(cmd, sn)
	defer stop()
	body := manscdp.Encode(manscdp.Query, cmd, sn, string(target), r.charset(), fields...)
	if err := p.send(ctx, r, path, target, body); err != nil {
		return nil, err
	}
	select {
	case m := <-w.in:
		return m, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (p *Platform) nextSN() uint32 {
	for {
		if sn := p.sn.Add(1) % 1_000_000_000; sn > 0 {
			return sn
		}
	}
}

// DeviceInfo asks a device what it is.
func (p *Platform) DeviceInfo(ctx context.Context, device code.Code) (manscdp.Info, error) {
	m, err := p.ask(ctx, device, device, manscdp.DeviceInfo)
	if err != nil {
		return manscdp.Info{}, err
	}
	return manscdp.ParseInfo(m), nil
}

// DeviceStatus asks how a device, or one of its channels, does.
func (p *Platform) DeviceStatus(ctx context.Context, device, target code.Code) (manscdp.Status, error) {
	m, err := p.ask(ctx, device, target, manscdp.DeviceStatus)
	if err != nil {
		return manscdp.Status{}, err
	}
	return manscdp.ParseStatus(m), nil
}

// A collector takes the messages of one answer and says when it is at its end.
type collector interface {
	Add(m *manscdp.Message, now time.Time)
	Next() time.Time
	Parts() int
}

// gather sends a query and hands the messages of its answer to c until they
// are complete. It is an ErrUnavailable when no message came at all.
func (p *Platform) gather(ctx context.Context, device, target code.Code, cmd string, c collector, fields ...manscdp.Field) error {
	r, path, _, err := p.reach(device)
	if err != nil {
		return err
	}
	silent := shiheng.Unavailable("gb28181.noanswer", "device", string(device), "query", cmd)
	sn := p.nextSN()
	w, stop := r.await(cmd, sn)
	defer stop()
	body := manscdp.Encode(manscdp.Query, cmd, sn, string(target), r.charset(), fields...)
	asked, cancel := context.WithTimeoutCause(ctx, p.cfg.QueryTimeout, silent)
	err = p.send(asked, r, path, target, body)
	cancel()
	if err != nil {
		return err
	}
	timer := time.NewTimer(time.Until(c.Next()))
	defer timer.Stop()
	for {
		select {
		case m := <-w.in:
			c.Add(m, time.Now())
			timer.Reset(time.Until(c.Next()))
		case <-timer.C:
			if c.Parts() == 0 {
				return silent
			}
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// patience sets how long silence lasts before an answer is at its end.
func (p *Platform) patience(w *manscdp.Waiting) {
	w.Gap, w.First = p.cfg.CatalogGap, max(p.cfg.CatalogGap, p.cfg.QueryTimeout)
}

// Catalog asks a device for all its nodes and puts the parts together. A
// collection with parts missing is not an error: it is returned as partial, and
// must never delete anything. It is an ErrUnavailable when no part came at all.
func (p *Platform) Catalog(ctx context.Context, device code.Code) (manscdp.Collection, error) {
	c := manscdp.NewCollector(time.Now())
	p.patience(&c.Waiting)
	err := p.gather(ctx, device, device, manscdp.Catalog, c)
	return c.Result(), err
}

// Recordings asks what a channel has recorded of a span, whole seconds of
// Beijing time (RecordInfo, clause 6.2). Parts missing make it partial; it is
// an ErrUnavailable when no answer came at all.
func (p *Platform) Recordings(ctx context.Context, device, channel code.Code, span shiheng.Span) (manscdp.Recordings, error) {
	c := manscdp.NewRecordCollector(time.Now())
	p.patience(&c.Waiting)
	err := p.gather(ctx, device, channel, manscdp.RecordInfo, c,
		manscdp.F("StartTime", manscdp.FormatTime(span.From)), manscdp.F("EndTime", manscdp.FormatTime(span.To)),
		manscdp.F("Secrecy", "0"), manscdp.F("Type", "all"))
	return c.Result(), err
}

// Presets asks which views a channel's device keeps under numbers. Partial: not
// all that were announced came. It is an ErrUnavailable when no answer came at
// all.
func (p *Platform) Presets(ctx context.Context, device, channel code.Code) (presets []manscdp.Preset, partial bool, err error) {
	c := manscdp.NewPresetCollector(time.Now())
	p.patience(&c.Waiting)
	err = p.gather(ctx, device, channel, manscdp.PresetQuery, c)
	presets, partial = c.Result()
	return presets, partial, err
}

// PTZ moves a channel's camera (clause 11). A peer of the 2022 edition is told
// the name of a preset that is set. A movement goes on until it is stopped.
func (p *Platform) PTZ(ctx context.Context, device, channel code.Code, c ptz.Command) error {
	fields := []manscdp.Field{
		manscdp.F("PTZCmd", c.String()),
		{Name: "Info", Children: []manscdp.Field{manscdp.F("ControlPriority", "5")}}, // vendors expect it
	}
	if r := p.lookup(device); c.Name != "" && r != nil && newEdition(r.version()) {
		fields = slices.Insert(fields, 1, manscdp.Field{Name: "PTZCmdParams", Children: []manscdp.Field{manscdp.F("PresetName", c.Name)}})
	}
	return p.Control(ctx, device, channel, fields...)
}

// Control sends a DeviceControl command that has no answer to a device's
// channel.
func (p *Platform) Control(ctx context.Context, device, channel code.Code, fields ...manscdp.Field) error {
	r, path, _, err := p.reach(device)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, p.cfg.QueryTimeout, shiheng.Unavailable("gb28181.noanswer", "device", string(device)))
	defer cancel()
	body := manscdp.Encode(manscdp.Control, manscdp.DeviceControl, p.nextSN(), string(channel), r.charset(), fields...)
	return p.send(ctx, r, path, channel, body)
}

// KeyFrame asks a channel for a key frame now. The element is spelled IFameCmd
// for peers of the 2016 edition and IFrameCmd for those of 2022.
func (p *Platform) KeyFrame(ctx context.Context, device, channel code.Code) error {
	name := "IFameCmd"
	if r := p.lookup(device); r != nil && newEdition(r.version()) {
		name = "IFrameCmd"
	}
	return p.Control(ctx, device, channel, manscdp.F(name, "Send"))
}
