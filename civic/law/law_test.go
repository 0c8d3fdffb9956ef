package law_test

import (
	"testing"

	"shiheng.internal/civic/law"
)

func TestLoad0(t *testing.T) {
	l, err := law.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	on := law.NewDay(2026, 11, 23)
	if p, ok := l.ForbiddenRoom("toilet", on); !ok || p.Article != "W168/9" {
		t.Fatal(p, ok)
	}
	if f := l.Floor(law.Facts{AntiTerrorTarget: true}, on); f.Days != 90 {
		t.Fatal(f)
	}
}
