package gb28181

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal/video/gb28181/code"
)

// TestWheel runs a day of keepalives of many devices in a bubble of time: those
// that speak stay, those that fall silent are found within their time.
func TestWheel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		w := newWheel()
		const silence = 3 * time.Minute
		found := map[code.Code]time.Time{}
		looks := 0
		done := make(chan struct{})
		go func() {
			defer close(done)
			w.run(ctx, func(r *registrant, now time.Time) time.Time {
				looks++
				if now.Sub(r.lastHeard()) >= silence {
					found[r.id] = now
					return time.Time{}
				}
				return r.lastHeard().Add(silence)
			})
		}()
		var all []*registrant
		began := time.Now()
		for i := range 500 {
			r := newRegistrant(code.Code(fmt.Sprint(i)))
			r.touch(began)
			w.set(r, began.Add(silence))
			all = append(all, r)
		}
		for minute := range 60 {
			time.Sleep(time.Minute)
			for i, r := range all {
				if i >= 100 || minute < i%10 {
					r.touch(time.Now())
				}
			}
		}
		cancel()
		<-done
		if len(found) != 100 {
			t.Errorf("%d of 100 silent devices were found", len(found))
		}
		for id, at := range found {
			var n int
			fmt.Sscan(string(id), &n)
			last := began.Add(time.Duration(n%10) * time.Minute)
			if late := at.Sub(last.Add(silence)); late < 0 || late > time.Second {
				t.Errorf("device %s was found %v late", id, late)
			}
		}
		if looks > 500*25 {
			t.Errorf("%d looks: keepalives reach the wheel", looks)
		}
	})
}

func TestWheelEarlierWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		w := newWheel()
		r := newRegistrant("1")
		looked := make(chan time.Time, 1)
		done := make(chan struct{})
		go func() {
			defer close(done)
			w.run(ctx, func(_ *registrant, now time.Time) time.Time { looked <- now; return time.Time{} })
		}()
		began := time.Now()
		w.set(r, began.Add(time.Hour))
		time.Sleep(time.Second)
		w.set(r, began.Add(time.Minute))
		if got := (<-looked).Sub(began); got != time.Minute {
			t.Errorf("looked after %v", got)
		}
		w.set(r, began.Add(2*time.Minute))
		w.remove(r)
		time.Sleep(time.Hour)
		select {
		case <-looked:
			t.Error("a removed device was looked at")
		default:
		}
		cancel()
		<-done
	})
}
