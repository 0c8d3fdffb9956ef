package app_test

import (
	"testing"

	"shiheng.internal/api"
	"shiheng.internal/api/plans"
	"shiheng.internal/civic/works/plan"
)

// TestW168_7_3_Existing holds a building plan against the cameras of the
// archive: what stands near and looks the same way is told with its distance
// and direction, and to whoever may not know its position only as being there.
func TestW168_7_3_Existing(t *testing.T) {
	w := newWorld(t)
	mine, _, _ := scoped(t, w)
	admin := w.as("admin")
	var c api.CameraView
	admin.wants(200, "GET", "/cameras/"+mine.ID.String(), nil).into(t, &c)
	admin.wants(200, "PATCH", "/cameras/"+mine.ID.String()+"/archive", map[string]any{
		"values": map[string]string{"longitude": "120.300000", "latitude": "31.570000", "direction": "1"},
	}, "If-Match", `"0"`)
	point := func(name string, lon, lat float64, facing int) map[string]any {
		return map[string]any{"name": name, "longitude": lon, "latitude": lat, "facing": facing}
	}
	var p plans.BuildingPlanView
	admin.wants(201, "POST", "/plans", map[string]any{
		"title": "梁溪区规划", "level": "district", "drafter": "梁溪区公安分局", "fromYear": 2026, "toYear": 2028, "budget": []any{},
		"items": []any{map[string]any{
			"key": "i1", "name": "路口", "category": "W8-06", "cameras": 4, "builder": "建设单位", "year": 2027,
			"points": []any{
				point("同向20米", 120.300000, 31.570180, 100), point("反向", 120.300000, 31.570090, 270),
				point("远处", 120.300000, 31.571000, 90), point("环视", 120.299900, 31.570000, plan.AllRound),
			},
		}},
	}).into(t, &p)
	path := "/plans/" + p.ID.String()
	admin.wants(200, "POST", path+"/check", map[string]any{}).into(t, &p)
	found := map[string]plan.PointDuplicate{}
	for _, d := range p.Check.Found {
		if d.Kind == "camera" {
			found[d.Point] = d
		}
	}
	near, round := found["同向20米"], found["环视"]
	if len(found) != 2 || near.Camera != mine.ID || near.Other != c.Name || near.Metres != 20 || near.Bearing != 180 || near.Facing != 100 || near.OtherFacing != 90 {
		t.Errorf("found %+v", found)
	}
	if round.Bearing != 90 || round.Metres < 9 || round.Metres > 10 {
		t.Errorf("beside one that looks all round: %+v", round)
	}
	var seen plans.BuildingPlanView // the transport department knows no camera there
	w.as("traffic").wants(200, "GET", path, nil).into(t, &seen)
	told := 0
	for _, d := range seen.Check.Found {
		if d.Kind != "camera" {
			continue
		}
		told++
		if !d.Camera.IsZero() || d.Other != "" || d.Bearing != -1 || d.Metres != 30 {
			t.Errorf("the department is told %+v", d)
		}
	}
	if told != 2 {
		t.Errorf("the department is told of %d cameras", told)
	}
}
