package archive_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
)

// golden are places of Wuxi in the three data, as the MIT-licensed gcoord
// 1.0.7 works them out.
var golden = []struct{ wgs, gcj, bd archive.Point }{
	{archive.Point{Lon: 120.31, Lat: 31.49}, archive.Point{Lon: 120.31460582497748, Lat: 31.488107226313446}, archive.Point{Lon: 120.32118526995863, Lat: 31.493849740879806}},
	{archive.Point{Lon: 119.8, Lat: 31.35}, archive.Point{Lon: 119.80489691892308, Lat: 31.347960099946143}, archive.Point{Lon: 119.81148229620061, Lat: 31.353712364539987}},
	{archive.Point{Lon: 120.27, Lat: 31.92}, archive.Point{Lon: 120.27460892359075, Lat: 31.918025431338553}, archive.Point{Lon: 120.28112981252904, Lat: 31.92393866962917}},
	{archive.Point{Lon: 120.5, Lat: 31.55}, archive.Point{Lon: 120.50443791842521, Lat: 31.548057112613463}, archive.Point{Lon: 120.51089941757343, Lat: 31.554157949077904}},
	{archive.Point{Lon: 119.4, Lat: 31}, archive.Point{Lon: 119.40535522293087, Lat: 30.998010887686796}, archive.Point{Lon: 119.4117835404705, Lat: 31.004359703438443}},
	{archive.Point{Lon: 120.7, Lat: 32.1}, archive.Point{Lon: 120.70438563016022, Lat: 32.09794076444103}, archive.Point{Lon: 120.71082184504623, Lat: 32.10418900231821}},
	{archive.Point{Lon: 120.301663, Lat: 31.574729}, archive.Point{Lon: 120.30626516943393, Lat: 31.572831321181365}, archive.Point{Lon: 120.31286687744209, Lat: 31.578492808371045}},
}

func near(a, b archive.Point, degrees float64) bool {
	return math.Abs(a.Lon-b.Lon) < degrees && math.Abs(a.Lat-b.Lat) < degrees
}

func TestConvertGolden(t *testing.T) {
	for _, g := range golden {
		if got := archive.Shift(g.wgs); !near(got, g.gcj, 1e-9) {
			t.Errorf("%v shifts to %v, want %v", g.wgs, got, g.gcj)
		}
		if got := archive.ShiftBD(g.wgs); !near(got, g.bd, 1e-9) {
			t.Errorf("%v shifts to %v in BD-09, want %v", g.wgs, got, g.bd)
		}
		for datum, p := range map[archive.Datum]archive.Point{
			archive.WGS84: g.wgs, archive.CGCS2000: g.wgs, "": g.wgs, archive.GCJ02: g.gcj,
		} {
			if got, err := archive.Convert(p, datum); err != nil || !near(got, g.wgs, 1e-8) {
				t.Errorf("%v in %q is %v, %v; want %v", p, datum, got, err, g.wgs)
			}
		}
		// BD-09's own way back is an approximation: it is right to a metre.
		if got, err := archive.Convert(g.bd, archive.BD09); err != nil || archive.Metres(got, g.wgs) > 1 {
			t.Errorf("%v in BD-09 is %v, %v, %.2f m off", g.bd, got, err, archive.Metres(got, g.wgs))
		}
		for datum, p := range map[archive.Datum]archive.Point{archive.GCJ02: g.gcj, archive.BD09: g.bd} {
			if got, shifted := archive.Shifted(p, g.wgs); !shifted || got != datum {
				t.Errorf("%v is not seen as %v in %s: %q", p, g.wgs, datum, got)
			}
		}
		if datum, shifted := archive.Shifted(g.wgs, g.wgs); shifted {
			t.Errorf("%v is taken for %s", g.wgs, datum)
		}
		// Correcting a shifted place is not shifting it.
		if datum, shifted := archive.Shifted(g.wgs, g.gcj); shifted {
			t.Errorf("the correction of %v is taken for %s", g.gcj, datum)
		}
	}
	if _, err := archive.Convert(archive.Point{}, "xian80"); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("an unknown datum: %v", err)
	}
}

// TestConvertBack: there and back is where one was, to a millimetre (GCJ-02)
// and to a metre (BD-09), everywhere in the city.
func TestConvertBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := archive.Point{Lon: rapid.Float64Range(119.4, 120.7).Draw(t, "lon"), Lat: rapid.Float64Range(31, 32.1).Draw(t, "lat")}
		if got, _ := archive.Convert(archive.Shift(p), archive.GCJ02); archive.Metres(got, p) > 0.001 {
			t.Fatalf("%v comes back as %v", p, got)
		}
		if got, _ := archive.Convert(archive.ShiftBD(p), archive.BD09); archive.Metres(got, p) > 1 {
			t.Fatalf("%v comes back from BD-09 as %v", p, got)
		}
	})
}

func TestMetresAndAround(t *testing.T) {
	a := archive.Point{Lon: 120.3, Lat: 31.5}
	if d := archive.Metres(a, archive.Point{Lon: 120.3, Lat: 31.501}); d < 110 || d > 112 {
		t.Errorf("a thousandth of a degree of latitude is %v m", d)
	}
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.Float64Range(1, 5000).Draw(t, "metres")
		b := archive.Point{Lon: a.Lon + rapid.Float64Range(-0.1, 0.1).Draw(t, "dlon"), Lat: a.Lat + rapid.Float64Range(-0.1, 0.1).Draw(t, "dlat")}
		if archive.Metres(a, b) <= m && !archive.Around(a, m*1.001).Holds(b) {
			t.Fatalf("%v is %v m from %v and not in the box", b, archive.Metres(a, b), a)
		}
	})
}

func TestDistricts(t *testing.T) {
	o := &tables(t).Outlines
	for _, tt := range []struct {
		name  string
		p     archive.Point
		civil string
		want  bool
	}{
		{"the old town in Liangxi", archive.Point{Lon: 120.301, Lat: 31.575}, "320213", true},
		{"the old town in Yixing", archive.Point{Lon: 120.301, Lat: 31.575}, "320282", false},
		{"Jiangyin in Jiangyin", archive.Point{Lon: 120.28, Lat: 31.91}, "320281", true},
		{"Jiangyin in Xinwu", archive.Point{Lon: 120.28, Lat: 31.91}, "320214", false},
		{"a township code", archive.Point{Lon: 120.301, Lat: 31.575}, "320213004", true},
		{"the city's own code", archive.Point{Lon: 120.301, Lat: 31.575}, "320200", true},
		{"no code", archive.Point{Lon: 120.301, Lat: 31.575}, "", false},
	} {
		if got := o.In(tt.p, tt.civil); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	if o.InCity(archive.Point{Lon: 116.4, Lat: 39.9}) || o.InCity(archive.Point{}) {
		t.Error("Beijing and nowhere are in Wuxi")
	}
}
