package app

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/manscdp"
)

// askAfter spreads the first questions to peers: a power cut brings thousands
// back in one minute.
const (
	askAfter  = time.Second
	askSpread = 3 * time.Second
)

// askAll asks peers that just registered about themselves, one at a time.
func (p *peers) askAll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case id := <-p.asks:
			select {
			case <-ctx.Done():
				return
			case <-time.After(askAfter + rand.N(askSpread)): //nolint:gosec // spreading, not secrecy
			}
			if err := p.info(ctx, id); err != nil && ctx.Err() == nil {
				p.log.InfoContext(ctx, "device did not tell about itself", slog.String("device", string(id)), slog.Any("error", err))
			}
			if err := p.catalogue(ctx, id); err != nil && ctx.Err() == nil {
				p.log.InfoContext(ctx, "device gave no catalogue", slog.String("device", string(id)), slog.Any("error", err))
			}
		}
	}
}

func (p *peers) info(ctx context.Context, id code.Code) error {
	in, err := p.platform.DeviceInfo(ctx, id)
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.edit(string(id), func(r *registry.DeviceReport) {
		r.Manufacturer, r.Model, r.Firmware, r.Channels = in.Manufacturer, in.Model, in.Firmware, in.Channels
	})
	p.mu.Unlock()
	return nil
}

// catalogue asks a peer for its channels and keeps them. A partial answer adds
// and changes and never marks anything as missing.
func (p *peers) catalogue(ctx context.Context, id code.Code) error {
	got, err := p.platform.Catalog(ctx, id)
	if err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.edit(string(id), func(r *registry.DeviceReport) {
			r.LastError, r.LastErrorText, r.LastErrorAt = "device.catalogue", err.Error(), p.now()
		})
		return err
	}
	d, err := p.register.Read().DeviceByCode(ctx, string(id))
	if err != nil {
		return err
	}
	now := p.now()
	channels := make([]registry.Channel, 0, len(got.Items))
	for _, it := range got.Items {
		if it.Code != string(id) || len(got.Items) == 1 { // a device lists itself; a single camera is its own channel
			channels = append(channels, channel(d.ID, it, now))
		}
	}
	if err := p.register.Read().SaveCatalogue(ctx, d.ID, channels, !got.Partial, now); err != nil {
		return err
	}
	if err := p.register.TieChannels(ctx, d.ID); err != nil {
		return err
	}
	p.mu.Lock()
	p.edit(string(id), func(r *registry.DeviceReport) {
		r.CatalogueAt, r.Channels = now, len(channels)
		r.LastError, r.LastErrorText = "", ""
		if got.Partial {
			r.LastError, r.LastErrorAt = "device.catalogue-partial", now
			r.LastErrorText = strconv.Itoa(len(got.Items)) + "/" + strconv.Itoa(got.SumNum)
		}
	})
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
	return nil
}

func channel(device shiheng.DeviceID, it manscdp.Item, now time.Time) registry.Channel {
	number := func(s string) float64 {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return 0
		}
		return f
	}
	c := registry.Channel{
		ID: shiheng.NewID[shiheng.ChannelID](now), Device: device, Code: it.Code, Name: it.Name,
		Manufacturer: it.Manufacturer, Model: it.Model, Owner: it.Owner, CivilCode: it.CivilCode, Address: it.Address,
		Parental: it.Parental, Secrecy: it.Secrecy == "1", Status: map[bool]string{true: "ON", false: "OFF"}[it.Online],
		Longitude: number(it.Longitude), Latitude: number(it.Latitude), FirstSeen: now, LastSeen: now,
	}
	if len(it.Parents) > 0 {
		c.Parent = it.Parents[0]
	}
	c.IPAddress = it.IPAddress
	if n, err := strconv.Atoi(it.Info["PTZType"]); err == nil {
		c.PTZType = n
	}
	return c
}

// Catalog implements the door's wish for a fresh catalogue.
func (p *peers) Catalog(ctx context.Context, d registry.Device) error {
	return p.catalogue(ctx, code.Code(d.Code))
}

// Reload has signalling read a device's settings anew after it was changed or
// dismissed; one that may no longer register goes offline at once.
func (p *peers) Reload(ctx context.Context, device string) error {
	if err := p.platform.Reload(ctx, code.Code(device)); err != nil {
		return err
	}
	_, err := p.register.Read().DeviceByCode(ctx, device)
	if !errors.Is(err, shiheng.ErrNotFound) {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.reports, device)
	delete(p.dirty, device)
	return nil
}

// LastHeard is when a device was heard last; zero when not since the start.
func (p *peers) LastHeard(device string) time.Time { return p.platform.LastHeard(code.Code(device)) }

// Playable reports whether a channel's code is that of a camera.
func (p *peers) Playable(channel string) bool {
	playable := code.DefaultPlayable()
	return playable.Has(code.Code(channel))
}

// everyDevice walks the register's devices.
func everyDevice(ctx context.Context, register *registry.Service) iter.Seq2[registry.Device, error] {
	return func(yield func(registry.Device, error) bool) {
		for next := ""; ; {
			got, err := register.Read().Devices(ctx, audit.Paging{Cursor: next, Limit: 500})
			if err != nil {
				yield(registry.Device{}, err)
				return
			}
			for _, d := range got.Items {
				if !yield(d, nil) {
					return
				}
			}
			if next = got.Next; next == "" {
				return
			}
		}
	}
}
