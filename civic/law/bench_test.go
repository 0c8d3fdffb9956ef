package law_test

import (
	"os"
	"testing"

	"shiheng.internal/civic/law"
)

// BenchmarkArticle is on the path of every permission decision.
func BenchmarkArticle(b *testing.B) {
	l, on := builtin(b), today()
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := l.Article("W168/24/1/2", on); !ok {
			b.Fatal("no article")
		}
	}
}

// BenchmarkFloor is asked for each camera when the register changes.
func BenchmarkFloor(b *testing.B) {
	l, on := builtin(b), today()
	f := law.Facts{W168Category: "W8-07", R799Class: "A7O", AntiTerrorTarget: true}
	b.ReportAllocs()
	for b.Loop() {
		if l.Floor(f, on).Days != 90 {
			b.Fatal("floor")
		}
	}
}

// BenchmarkDuties is asked for each system when the agenda looks around.
func BenchmarkDuties(b *testing.B) {
	l, on := builtin(b), today()
	b.ReportAllocs()
	for b.Loop() {
		l.Duties(law.Facts{W168Category: "W8-07"}, on)
	}
}

// BenchmarkLoad is what a start pays.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := law.Load(os.DirFS("packs")); err != nil {
			b.Fatal(err)
		}
	}
}
