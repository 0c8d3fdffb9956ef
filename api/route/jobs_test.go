package route_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
)

// TestJobs walks a job from its beginning to its end, a failed one, and the
// bounds of the queue.
func TestJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		jobs := route.NewJobs(time.Now, slog.New(slog.DiscardHandler))
		owner, other := shiheng.NewID[shiheng.AccountID](time.Now()), shiheng.NewID[shiheng.AccountID](time.Now())
		gate := make(chan struct{})
		first, err := jobs.Begin(owner, "test", "a", func(_ context.Context, tell func(int, int)) error {
			tell(3, 7)
			<-gate
			return nil
		})
		if err != nil || first.State != "waiting" {
			t.Fatalf("%+v, %v", first, err)
		}
		ended := make(chan error)
		go func() { ended <- jobs.Run(ctx) }()
		synctest.Wait()
		if v, err := jobs.Job(owner, first.ID); err != nil || v.State != "running" || v.Done != 3 || v.All != 7 {
			t.Errorf("%+v, %v", v, err)
		}
		if again, _ := jobs.Begin(owner, "test", "a", nil); again.ID != first.ID {
			t.Error("the same work was begun twice")
		}
		if _, err := jobs.Job(other, first.ID); !errors.Is(err, shiheng.ErrNotFound) {
			t.Errorf("another's job: %v", err)
		}
		bad, err := jobs.Begin(owner, "test", "b", func(context.Context, func(int, int)) error { return shiheng.Conflict("x.y").By("W168/9") })
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if v, _ := jobs.Job(owner, bad.ID); v.State != "failed" || v.Problem == nil || v.Problem.Code != "x.y" || v.Problem.Article != "W168/9" {
			t.Errorf("%+v", v)
		}
		close(gate)
		synctest.Wait()
		if v, _ := jobs.Job(owner, first.ID); v.State != "done" || v.Ended.IsZero() {
			t.Errorf("%+v", v)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		for n := 0; ; n++ {
			_, err := jobs.Begin(owner, "test", string(rune('A'+n)), func(context.Context, func(int, int)) error { return nil })
			if errors.Is(err, shiheng.ErrExhausted) {
				break
			}
			if n > 1000 {
				t.Fatal("the queue has no end")
			}
		}
	})
}
