package access

import (
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// BenchmarkCan is one camera's can map, as every list shows it.
func BenchmarkCan(b *testing.B) {
	place := shiheng.NewID[shiheng.PlaceID](at())
	r := Rights{now: at(), law: builtin(b)}
	for range 20 {
		r.held = append(r.held, held(identity.Assignment{Role: identity.WatchKeeper, From: at(), Until: at().Add(time.Hour),
			Target: identity.Target{Place: shiheng.NewID[shiheng.PlaceID](at())}}))
	}
	r.held = append(r.held, held(identity.Assignment{Role: identity.WatchKeeper, From: at(), Target: identity.Target{Place: place}}))
	c := registry.Linked{
		Camera: registry.Camera{ID: shiheng.NewID[shiheng.CameraID](at()), RoomUse: "hall", Enabled: true, Main: &registry.Source{}},
		System: registry.VideoSystem{State: registry.Trial}, Path: []shiheng.PlaceID{shiheng.NewID[shiheng.PlaceID](at()), place},
	}
	b.ReportAllocs()
	for b.Loop() {
		if r.Can(c)[shiheng.ActLive] != (Reason{}) {
			b.Fatal("not granted")
		}
	}
}
