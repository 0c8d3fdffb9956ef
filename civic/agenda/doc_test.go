package agenda_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"shiheng.internal/civic/agenda"
)

var update = flag.Bool("update", false, "write docs/reference/indicators.md anew")

// TestIndicatorsArePrinted keeps the document the same as the list.
func TestIndicatorsArePrinted(t *testing.T) {
	const name = "../../docs/reference/indicators.md"
	var b strings.Builder
	b.WriteString("# Indicators 指标\n\nMade from `civic/agenda` by its tests (`go test ./civic/agenda -run Printed -update`); do not edit.\n\n")
	b.WriteString("Each figure is the numerator over the denominator, added up over what the reader may know of. What is left out is counted and\nlisted with why. Nothing to count is *no data*, which is neither 0 % nor 100 %; an indicator whose source is not there yet has no figure.\n")
	for _, i := range agenda.Indicators() {
		fmt.Fprintf(&b, "\n## %s %s · %s\n\n| | 中文 | English |\n|---|---|---|\n", i.Code, i.Title.Zh, i.Title.En)
		for _, row := range []struct{ name, zh, en string }{
			{"numerator 分子", i.Numerator.Zh, i.Numerator.En}, {"denominator 分母", i.Denominator.Zh, i.Denominator.En},
			{"left out 未计入", i.Excludes.Zh, i.Excludes.En}, {"source 来源", i.Source.Zh, i.Source.En},
			{"period 期间", i.Period.Zh, i.Period.En}, {"target 目标", i.Aim.Zh, i.Aim.En},
			{"not looked at yet 尚未计入", i.Partial.Zh, i.Partial.En}, {"no figure until 何时提供", i.Later.Zh, i.Later.En},
		} {
			if row.zh != "" {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", row.name, row.zh, row.en)
			}
		}
		fmt.Fprintf(&b, "\nRests on %s; the target is %s.\n", i.Article, i.Certainty)
	}
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil || string(have) != b.String() {
		t.Errorf("%s is not fresh (%v): run the test with -update", name, err)
	}
}
