package rows_test

import (
	"errors"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

// contractSpace: what counts when space runs out is kept with the camera.
func contractSpace(t *testing.T, w *world) {
	_, _, c := w.site("空间")
	if c.Class != registry.DefaultClass || c.Redundancy != registry.NoRedundancy || c.Kbps != 0 {
		t.Errorf("a new camera has %d, %s, %d", c.Class, c.Redundancy, c.Kbps)
	}
	c.Class, c.Redundancy, c.Kbps = registry.KeyClass, registry.Edge, 6144
	got, err := w.registry.SaveCamera(t.Context(), house, c)
	w.ok(err)
	if got.Class != registry.KeyClass || got.Redundancy != registry.Edge || got.Kbps != 6144 {
		t.Errorf("changed to %d, %s, %d", got.Class, got.Redundancy, got.Kbps)
	}
	if e := w.events("camera.change")[0]; e.Details["class"] != "1" || e.Details["redundancy"] != "edge" {
		t.Errorf("the event says %v", e.Details)
	}
	for code, change := range map[string]func(*registry.Camera){
		"camera.class":      func(c *registry.Camera) { c.Class = 5 },
		"camera.redundancy": func(c *registry.Camera) { c.Redundancy = "tape" },
		"camera.kbps":       func(c *registry.Camera) { c.Kbps = -1 },
	} {
		bad := got
		change(&bad)
		_, err := w.registry.SaveCamera(t.Context(), house, bad)
		if e, ok := errors.AsType[*shiheng.Error](err); !ok || e.Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}
