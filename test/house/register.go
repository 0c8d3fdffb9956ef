package house

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// A Site is a place with a video system, for cameras to be put into.
type Site struct{ Place, System string }

type made struct {
	ID   string `json:"id"`
	ETag string `json:"etag"`
}

// Site makes a place and a system in trial there. The disks of a test hold
// nobody's footage for thirty days, so it enters the unit head's acceptance.
func (p *Person) Site(ctx context.Context, name string) (Site, error) {
	if err := p.Accept(ctx); err != nil {
		return Site{}, err
	}
	var place, system made
	if err := p.Post(ctx, "/places", map[string]any{"name": name}, &place); err != nil {
		return Site{}, err
	}
	err := p.Post(ctx, "/systems", map[string]any{
		"name": name, "placeId": place.ID, "noDutyReason": "a test of the platform itself",
	}, &system)
	if err != nil {
		return Site{}, err
	}
	if err := p.do(ctx, "POST", "/systems/"+system.ID+"/move", system.ETag, map[string]any{"event": "begin-trial"}, nil); err != nil {
		return Site{}, err
	}
	return Site{Place: place.ID, System: system.ID}, nil
}

// Accept enters that the unit's head accepts disks too small, for a month.
func (p *Person) Accept(ctx context.Context) error {
	today := time.Now().In(time.FixedZone("Shanghai", 8*3600))
	return p.Post(ctx, "/instructions", map[string]any{
		"matter": "shortage", "head": "test", "reference": "test", "signed": today.Format(time.DateOnly),
		"expandBy": today.AddDate(0, 1, 0).Format(time.DateOnly),
	}, nil)
}

// Device registers a GB/T 28181 device that may call in. media is "udp",
// "tcp-passive" or "tcp-active".
func (p *Person) Device(ctx context.Context, code, secret, media string) (id string, err error) {
	var device made
	err = p.Post(ctx, "/devices", map[string]any{
		"code": code, "name": code, "options": map[string]any{"password": secret, "media": media, "dialect": "streamnumber"},
	}, &device)
	return device.ID, err
}

// A Channel is an entry of a device's catalogue.
type Channel struct {
	ID   string `json:"id"`
	Code string `json:"code"`
	Name string `json:"name"`
}

// pollPause is the time between two looks at something awaited.
const pollPause = 200 * time.Millisecond

// Channels waits until a device's catalogue has n channels.
func (p *Person) Channels(ctx context.Context, device string, n int) ([]Channel, error) {
	for {
		var page struct {
			Items []Channel `json:"items"`
		}
		if err := p.Get(ctx, "/devices/"+device+"/channels", url.Values{"limit": {"500"}}, &page); err != nil {
			return nil, err
		}
		if len(page.Items) >= n {
			return page.Items, nil
		}
		if err := pause(ctx); err != nil {
			return nil, fmt.Errorf("device %s has %d channels, want %d: %w", device, len(page.Items), n, err)
		}
	}
}

func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pollPause):
		return nil
	}
}

// Admit puts a channel into service as a camera on a road.
func (p *Person) Admit(ctx context.Context, channel Channel, site Site, sub bool) (camera string, err error) {
	var c made
	err = p.Post(ctx, "/channels/"+channel.ID+"/admit", map[string]any{
		"name": channel.Name, "roomUse": RoomUse, "systemId": site.System, "placeId": site.Place, "sub": sub,
	}, &c)
	return c.ID, err
}

// RoomUse is one that no rule forbids.
const RoomUse = "road"

// RTSPCamera puts an RTSP camera into service. transport is "tcp" or "udp".
func (p *Person) RTSPCamera(ctx context.Context, name, address, user, secret, transport string, site Site) (camera string, err error) {
	var c made
	err = p.Post(ctx, "/cameras", map[string]any{
		"name": name, "roomUse": RoomUse, "systemId": site.System, "placeId": site.Place,
		"main": map[string]any{"kind": "rtsp", "url": address, "user": user, "password": secret, "transport": transport},
	}, &c)
	return c.ID, err
}

// A Timeline is what was recorded of a camera.
type Timeline struct {
	Runs []struct {
		From  time.Time `json:"from"`
		To    time.Time `json:"to"`
		Going bool      `json:"going"`
	} `json:"runs"`
	Gaps []struct {
		From  time.Time `json:"from"`
		To    time.Time `json:"to"`
		Cause string    `json:"cause"`
	} `json:"gaps"`
	DurableTo time.Time `json:"durableTo"`
}

// Timeline reads what was recorded of a camera.
func (p *Person) Timeline(ctx context.Context, camera string, from, to time.Time) (Timeline, error) {
	var t Timeline
	err := p.Get(ctx, "/cameras/"+camera+"/timeline", url.Values{
		"from": {from.UTC().Format(time.RFC3339Nano)}, "to": {to.UTC().Format(time.RFC3339Nano)}, "scale": {"hour"},
	}, &t)
	return t, err
}

// Until asks again and again until the timeline of a camera satisfies done.
func (p *Person) Until(ctx context.Context, camera string, from time.Time, done func(Timeline) bool) (Timeline, error) {
	for {
		t, err := p.Timeline(ctx, camera, from, time.Now().Add(time.Minute))
		if err != nil {
			return t, err
		}
		if done(t) {
			return t, nil
		}
		if err := pause(ctx); err != nil {
			return t, errors.Join(fmt.Errorf("camera %s: timeline is %+v", camera, t), err)
		}
	}
}

// Export takes a copy of a span of a camera into a file.
func (p *Person) Export(ctx context.Context, camera string, from, to time.Time, file string) error {
	var grant made
	err := p.Post(ctx, "/grants", map[string]any{
		"act": "export", "cameraIds": []string{camera}, "from": from.UTC(), "to": to.UTC(),
		"purpose": "test", "recipient": "test", "approver": "test", "expiresOn": NextMonth(),
	}, &grant)
	if err != nil {
		return err
	}
	return p.Download(ctx, "/grants/"+grant.ID+"/export/"+camera, file)
}
