package oversight_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/oversight"
)

func account(n byte) shiheng.AccountID { return shiheng.AccountID{15: n} }

// crowd are others who do an ordinary amount each.
func crowd(n int) (out []oversight.Tally) {
	for i := range n {
		out = append(out, oversight.Tally{Account: account(byte(100 + i)), Acts: 10, Night: i % 2, Footage: time.Duration(4+i%3) * time.Hour})
	}
	return out
}

// TestJudge_W168_29: each pattern from where on it is conspicuous, and what
// lies just below.
func TestJudge_W168_29(t *testing.T) {
	camera := func(division string, acts, days int) []oversight.Seen {
		return []oversight.Seen{{Camera: shiheng.CameraID{15: 9}, Division: division, Acts: acts, Days: days}}
	}
	tests := []struct {
		name   string
		tally  oversight.Tally
		others int
		want   oversight.Pattern // "" for none
	}{
		{"an ordinary week", oversight.Tally{Acts: 12, Night: 1, Footage: 5 * time.Hour, Same: 9, Retried: 2}, 6, ""},
		{"nights, nobody to compare with", oversight.Tally{Acts: 9, Night: 5}, 0, oversight.Night},
		{"four nights", oversight.Tally{Acts: 9, Night: 4}, 0, ""},
		{"far more nights than others", oversight.Tally{Acts: 9, Night: 6}, 6, oversight.Night},
		{"much footage, nobody to compare with", oversight.Tally{Footage: 8 * time.Hour}, 2, oversight.Volume},
		{"as much as others who do much", oversight.Tally{Footage: 9 * time.Hour}, 6, ""},
		{"far more footage than others", oversight.Tally{Footage: 11 * time.Hour}, 6, oversight.Volume},
		{"outside the own district", oversight.Tally{Division: "320211", Cameras: camera("320213", 3, 1)}, 6, oversight.Outside},
		{"twice outside", oversight.Tally{Division: "320211", Cameras: camera("320213", 2, 1)}, 6, ""},
		{"a unit of the city has no outside", oversight.Tally{Division: "320200", Cameras: camera("320213", 9, 1)}, 6, ""},
		{"a camera nobody knows where", oversight.Tally{Division: "320211", Cameras: camera("", 9, 1)}, 6, ""},
		{"the same camera on four days", oversight.Tally{Cameras: camera("", 4, 4)}, 6, oversight.Repeat},
		{"the same camera on three days", oversight.Tally{Cameras: camera("", 40, 3)}, 6, ""},
		{"the same words", oversight.Tally{Purpose: "工作需要", Same: 10}, 6, oversight.Words},
		{"refused, and let through", oversight.Tally{Retried: 3}, 6, oversight.Retried},
		{"approved by oneself", oversight.Tally{Own: 1}, 6, oversight.OwnName},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.tally.Account = account(1)
			var got []string
			for _, a := range oversight.Judge(append(crowd(tt.others), tt.tally)) {
				if a.Account != tt.tally.Account {
					t.Errorf("%s is said of somebody ordinary: %+v", a.Pattern, a)
					continue
				}
				got = append(got, string(a.Pattern))
			}
			if strings.Join(got, " ") != string(tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// TestJudgeIsFair: who did no more than somebody else is never said to stand
// out where that one is not, and the order of accounts changes nothing.
func TestJudgeIsFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "accounts")
		week := make([]oversight.Tally, n)
		for i := range week {
			week[i] = oversight.Tally{
				Account: account(byte(i + 1)), Night: rapid.IntRange(0, 40).Draw(t, "nights"),
				Footage: time.Duration(rapid.IntRange(0, 60).Draw(t, "hours")) * time.Hour,
			}
		}
		out := map[string]bool{}
		for _, a := range oversight.Judge(week) {
			out[fmt.Sprint(a.Pattern, a.Account)] = true
		}
		for _, a := range week {
			for _, b := range week {
				if a.Night <= b.Night && out[fmt.Sprint(oversight.Night, a.Account)] && !out[fmt.Sprint(oversight.Night, b.Account)] {
					t.Fatalf("%d nights stand out and %d do not", a.Night, b.Night)
				}
				if a.Footage <= b.Footage && out[fmt.Sprint(oversight.Volume, a.Account)] && !out[fmt.Sprint(oversight.Volume, b.Account)] {
					t.Fatalf("%v stand out and %v do not", a.Footage, b.Footage)
				}
			}
		}
		slices.Reverse(week)
		for _, a := range oversight.Judge(week) {
			if !out[fmt.Sprint(a.Pattern, a.Account)] {
				t.Fatalf("%s of %s depends on the order", a.Pattern, a.Account)
			}
		}
	})
}

// TestWeekOf: weeks begin on Monday, in Shanghai.
func TestWeekOf(t *testing.T) {
	for day, want := range map[string]string{"2026-11-23": "2026-11-23", "2026-11-29": "2026-11-23", "2026-11-30": "2026-11-30", "2027-01-01": "2026-12-28"} {
		d, err := law.ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		if got := oversight.WeekOf(d).String(); got != want {
			t.Errorf("the week of %s begins %s, want %s", day, got, want)
		}
	}
}
