package shiheng_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"shiheng.internal"
)

func TestIDRoundTrip(t *testing.T) {
	now := time.UnixMilli(1_795_420_800_123)
	seen := map[shiheng.CameraID]bool{}
	var last string
	for i := range 100 {
		id := shiheng.NewID[shiheng.CameraID](now.Add(time.Duration(i) * time.Millisecond))
		got, err := shiheng.ParseID[shiheng.CameraID](id.String())
		if err != nil || got != id {
			t.Fatalf("ParseID(%q) = %v, %v", id, got, err)
		}
		if s := id.String(); s[14] != '7' || s <= last {
			t.Errorf("id %s is not a version 7 id later than %s", s, last)
		}
		last = id.String()
		seen[id] = true
	}
	if len(seen) != 100 {
		t.Errorf("got %d different ids, want 100", len(seen))
	}
}

func TestParseIDRefuses(t *testing.T) {
	for _, in := range []string{"", "x", "0193-", "019abcde-0000-7000-8000-00000000000g", "019abcde00007000800000000000000000000"} {
		if id, err := shiheng.ParseID[shiheng.CameraID](in); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("ParseID(%q) = %v, %v; want ErrInvalid", in, id, err)
		}
	}
}

func TestIDInRowsAndJSON(t *testing.T) {
	id := shiheng.NewID[shiheng.CameraID](time.UnixMilli(1))
	v, err := id.Value()
	if err != nil {
		t.Fatal(err)
	}
	var back shiheng.CameraID
	if err := back.Scan(v); err != nil || back != id {
		t.Errorf("Scan(%v) = %v, %v", v, back, err)
	}
	if err := back.Scan(nil); err != nil || !back.IsZero() {
		t.Errorf("Scan(nil) = %v, %v", back, err)
	}
	if err := back.Scan(7); err == nil {
		t.Error("Scan(7) succeeded")
	}
	b, err := json.Marshal(map[string]shiheng.CameraID{"id": id, "none": {}})
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]shiheng.CameraID
	if err := json.Unmarshal(b, &m); err != nil || m["id"] != id || !m["none"].IsZero() {
		t.Errorf("JSON %s = %v, %v", b, m, err)
	}
}

func at(sec int64) time.Time { return time.Unix(sec, 0).UTC() }

func span(from, to int64) shiheng.Span {
	s := shiheng.Span{From: at(from)}
	if to != 0 {
		s.To = at(to)
	}
	return s
}

func TestSpan(t *testing.T) {
	tests := []struct {
		name             string
		a, b             shiheng.Span
		covers, overlaps bool
		clip             shiheng.Span
	}{
		{"inside", span(10, 20), span(12, 18), true, true, span(12, 18)},
		{"same", span(10, 20), span(10, 20), true, true, span(10, 20)},
		{"touching", span(10, 20), span(20, 30), false, false, span(20, 20)},
		{"before", span(10, 20), span(1, 5), false, false, span(10, 10)},
		{"left part", span(10, 20), span(5, 15), false, true, span(10, 15)},
		{"open covers", span(10, 0), span(12, 18), true, true, span(12, 18)},
		{"closed never covers open", span(10, 20), span(12, 0), false, true, span(12, 20)},
		{"two open", span(10, 0), span(12, 0), true, true, span(12, 0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.a.Covers(tt.b); got != tt.covers {
				t.Errorf("Covers = %v", got)
			}
			if got := tt.a.Overlaps(tt.b); got != tt.overlaps {
				t.Errorf("Overlaps = %v", got)
			}
			got := tt.a.Clip(tt.b)
			if tt.overlaps && got != tt.clip || !tt.overlaps && !got.Empty() {
				t.Errorf("Clip = %v, want %v", got, tt.clip)
			}
		})
	}
}

func TestGrantPermits(t *testing.T) {
	cam, other := shiheng.NewID[shiheng.CameraID](at(1)), shiheng.NewID[shiheng.CameraID](at(1))
	g := shiheng.Grant{
		ID: shiheng.NewID[shiheng.GrantID](at(1)), Act: shiheng.ActLive,
		Cameras: []shiheng.CameraID{cam}, Until: at(100),
	}
	tests := []struct {
		name string
		g    shiheng.Grant
		act  shiheng.Act
		cam  shiheng.CameraID
		now  int64
		want error
	}{
		{"granted", g, shiheng.ActLive, cam, 99, nil},
		{"at its end", g, shiheng.ActLive, cam, 100, shiheng.ErrExpired},
		{"another act", g, shiheng.ActExport, cam, 99, shiheng.ErrForbidden},
		{"another camera", g, shiheng.ActLive, other, 99, shiheng.ErrForbidden},
		{"the zero grant", shiheng.Grant{}, "", cam, 0, shiheng.ErrForbidden},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.g.Permits(tt.act, tt.cam, at(tt.now)); !errors.Is(err, tt.want) {
				t.Errorf("Permits = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestErrorKinds(t *testing.T) {
	cause := errors.New("disk on fire")
	err := shiheng.Unavailable("store.disk", "disk", "sda").By("W168/28").From(cause)
	for _, want := range []error{shiheng.ErrUnavailable, cause} {
		if !errors.Is(err, want) {
			t.Errorf("%v is not %v", err, want)
		}
	}
	if errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("%v is ErrInvalid", err)
	}
	if got, want := err.Error(), "store.disk (unavailable) by W168/28 map[disk:sda]: disk on fire"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
}

func TestDigestRoundTrip(t *testing.T) {
	const text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	d, err := shiheng.ParseDigest(text)
	if err != nil || d.String() != text {
		t.Fatalf("ParseDigest(%q) = %v, %v", text, d, err)
	}
	v, err := d.Value()
	var back shiheng.Digest
	if err != nil || back.Scan(v) != nil || back != d {
		t.Errorf("Scan(%v) = %v, %v", v, back, err)
	}
	if v, err := (shiheng.Digest{}).Value(); v != nil || err != nil {
		t.Errorf("the zero digest is stored as %v, %v", v, err)
	}
	b, err := json.Marshal([]shiheng.Digest{d, {}})
	var list []shiheng.Digest
	if err != nil || json.Unmarshal(b, &list) != nil || list[0] != d || !list[1].IsZero() {
		t.Errorf("%s came back as %v, %v", b, list, err)
	}
	for _, in := range []string{"", "e3b0", text + "00", text[:62] + "zz"} {
		if got, err := shiheng.ParseDigest(in); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("ParseDigest(%q) = %v, %v; want ErrInvalid", in, got, err)
		}
	}
}
