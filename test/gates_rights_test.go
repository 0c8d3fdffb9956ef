package test_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"shiheng.internal/test/house"
)

// rightsEndPictures takes sessions, roles, accounts and cameras away while
// somebody looks.
func (w *gated) rightsEndPictures(t *testing.T) {
	disable := func(account, _ string) error {
		var all struct{ Items []struct{ ID, ETag string } }
		ok(t, w.admin.Get(t.Context(), "/accounts", nil, &all))
		for _, a := range all.Items {
			if a.ID == account {
				return w.admin.Patch(t.Context(), "/accounts/"+account, a.ETag, map[string]any{"disabled": true}, nil)
			}
		}
		return errors.New("no such account")
	}
	var camera map[string]any
	ok(t, w.admin.Get(t.Context(), "/cameras/"+w.cams[0], nil, &camera))
	switchCamera := func(on bool) error {
		var now map[string]any
		ok(t, w.admin.Get(t.Context(), "/cameras/"+w.cams[0], nil, &now))
		etag, _ := now["etag"].(string)
		return w.admin.Patch(t.Context(), "/cameras/"+w.cams[0], etag, map[string]any{
			"name": camera["name"], "code": camera["code"], "roomUse": camera["roomUse"], "systemId": camera["systemId"],
			"placeId": camera["placeId"], "main": camera["main"], "enabled": on,
		}, nil)
	}
	for _, tt := range []struct {
		cause string
		door  string
		do    func(account, session string) error
	}{
		{"session.revoked", "live", func(_, session string) error { return w.admin.Remove(t.Context(), "/sessions/"+session) }},
		{"session.revoked", "playback", func(_, session string) error { return w.admin.Remove(t.Context(), "/sessions/"+session) }},
		{"access.role", "live", func(account, _ string) error { return w.admin.SetRoles(t.Context(), account) }},
		{"access.scope", "live", func(account, _ string) error {
			return w.admin.SetRoles(t.Context(), account, house.Role{Role: "watch-keeper", Camera: w.cams[1]})
		}},
		{"account.disabled", "live", disable},
		{"camera.disabled", "live", func(string, string) error { return switchCamera(false) }},
	} {
		t.Run(tt.cause+" "+tt.door, func(t *testing.T) { w.endPicture(t, tt.cause, tt.door, tt.do) })
	}
	ok(t, switchCamera(true))
}

// endPicture has a new keeper look, does what ends the looking, and checks how
// long it took and what the viewer was told.
func (w *gated) endPicture(t *testing.T, cause, door string, do func(account, session string) error) {
	ctx, cancel := context.WithTimeout(t.Context(), 45*time.Second)
	defer cancel()
	login := "k" + strings.NewReplacer(".", "", "-", "").Replace(cause) + door
	p := must(w.Hire(ctx, w.admin, login, "watch-keeper"))(t)
	account, session, err := p.Me(ctx)
	ok(t, err)
	var from time.Time
	if door == "playback" {
		from = w.began
	}
	grant := must(p.Grant(ctx, door, from, time.Now(), w.cams[0]))(t)
	v, a, err := p.View(ctx, "/grants/"+grant+"/"+door+"/"+w.cams[0], nil)
	if err != nil || v == nil {
		t.Fatalf("no socket: %d %s %v", a.Status, a.Body, err)
	}
	defer v.Close()
	if door == "playback" {
		ok(t, v.Send(ctx, false, []byte(`{"type":"seek","at":"`+w.began.UTC().Format(time.RFC3339Nano)+`"}`)))
	}
	if end := must(v.First(ctx))(t); end != "" {
		t.Fatalf("ended with %s before the first picture", end)
	}
	ok(t, do(account, session))
	began := time.Now()
	code, err := v.End(ctx)
	took := time.Since(began)
	if err != nil || code != cause {
		t.Errorf("ended with %q (%v), want %q", code, err, cause)
	}
	if limit := patience(2 * time.Second); took > limit {
		t.Errorf("the picture went on for %v, want at most %v", took, limit)
	}
	if ended := w.event(t, "grant.end", grant); ended.Reason != cause && !w.soon(t, grant, cause) {
		t.Errorf("the end is on record as %+v, want %s", ended, cause)
	}
	if v, a, err := p.View(ctx, "/grants/"+grant+"/"+door+"/"+w.cams[0], nil); v != nil || err != nil || a.Status < 400 {
		t.Errorf("the grant still opens: %d %v", a.Status, err)
	}
}

// soon waits for the end of a grant to come on record.
func (w *gated) soon(t *testing.T, grant, cause string) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		if w.event(t, "grant.end", grant).Reason == cause {
			return true
		}
		select {
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
	return false
}
