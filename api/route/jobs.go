package route

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"shiheng.internal"
)

type jobKind struct{}

// JobID names one long piece of work.
type JobID = shiheng.ID[jobKind]

// JobView is how far a long piece of work is.
type JobView struct {
	ID      JobID     `json:"id" format:"uuid"`
	Kind    string    `json:"kind" doc:"What is done, such as archive.import"`
	Subject string    `json:"subject" doc:"Identity of what it is done to"`
	State   string    `json:"state" enum:"waiting,running,done,failed"`
	Done    int       `json:"done" doc:"Of all, in the work's own units"`
	All     int       `json:"all"`
	Began   time.Time `json:"beganAt,omitzero"`
	Ended   time.Time `json:"endedAt,omitzero"`
	Problem *Problem  `json:"problem,omitempty" doc:"Why it failed"`
}

// Accepted answers 202 with the work that was begun.
type Accepted struct {
	Status   int
	Location string `header:"Location" doc:"Where the work tells how far it is"`
	Body     JobView
}

// AcceptedAs is the answer for a job that was begun.
func AcceptedAs(j JobView) *Accepted {
	return &Accepted{Status: 202, Location: Prefix + "/jobs/" + j.ID.String(), Body: j}
}

// A Work does a job; it calls tell now and then with how far it is.
type Work func(ctx context.Context, tell func(done, all int)) error

// Jobs does long work apart from requests and remembers how it ended for an
// hour. It lives in memory: what a job does must itself survive being cut off,
// and be asked for again. Safe for concurrent use.
type Jobs struct {
	now func() time.Time
	log *slog.Logger

	mu    sync.Mutex
	known map[JobID]*job // guarded by mu
	queue chan *job
}

type job struct {
	view  JobView // guarded by Jobs.mu
	owner shiheng.AccountID
	do    Work
}

// Bounds of the work at a time.
const (
	jobsWaiting = 64
	jobsAtOnce  = 2
	jobsKept    = time.Hour
)

// NewJobs makes a list without work. [Jobs.Run] does it.
func NewJobs(now func() time.Time, log *slog.Logger) *Jobs {
	return &Jobs{now: now, log: log, known: map[JobID]*job{}, queue: make(chan *job, jobsWaiting)}
}

// Begin puts work in the queue. One owner has one job on a subject at a time;
// asking again returns it. A full queue is an ErrExhausted.
func (j *Jobs) Begin(owner shiheng.AccountID, kind, subject string, do Work) (JobView, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	now := j.now()
	for id, old := range j.known {
		switch {
		case old.view.Subject == subject && old.view.Ended.IsZero():
			return old.view, nil
		case !old.view.Ended.IsZero() && now.Sub(old.view.Ended) > jobsKept:
			delete(j.known, id)
		}
	}
	one := &job{view: JobView{ID: shiheng.NewID[JobID](now), Kind: kind, Subject: subject, State: "waiting"}, owner: owner, do: do}
	select {
	case j.queue <- one:
	default:
		return JobView{}, shiheng.Exhausted("job.many")
	}
	j.known[one.view.ID] = one
	return one.view, nil
}

// Job returns how far a job of the owner's is, or ErrNotFound.
func (j *Jobs) Job(owner shiheng.AccountID, id JobID) (JobView, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	one := j.known[id]
	if one == nil || one.owner != owner {
		return JobView{}, shiheng.NotFound("job.none")
	}
	return one.view, nil
}

// Run does the work until ctx ends; what is under way then is cut off.
func (j *Jobs) Run(ctx context.Context) error {
	var running sync.WaitGroup
	for range jobsAtOnce {
		running.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case one := <-j.queue:
					j.do(ctx, one)
				}
			}
		})
	}
	running.Wait()
	return nil
}

func (j *Jobs) do(ctx context.Context, one *job) {
	set := func(f func(v *JobView)) {
		j.mu.Lock()
		defer j.mu.Unlock()
		f(&one.view)
	}
	set(func(v *JobView) { v.State, v.Began = "running", j.now() })
	err := one.do(ctx, func(done, all int) { set(func(v *JobView) { v.Done, v.All = done, all }) })
	var problem *Problem
	if err != nil {
		var known bool
		if problem, known = Word(err, one.view.ID.String()); !known {
			j.log.ErrorContext(ctx, "job failed", slog.String("job", one.view.ID.String()), slog.String("kind", one.view.Kind), slog.Any("error", err))
		}
	}
	set(func(v *JobView) {
		v.State, v.Ended, v.Problem = "done", j.now(), problem
		if err != nil {
			v.State = "failed"
		}
	})
}
