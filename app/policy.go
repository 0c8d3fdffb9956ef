package app

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
	"shiheng.internal/store/rows"
)

// policies knows what the settings ask of whoever signs in. It is asked for
// every request, so the rows are read once, and again when a setting changed
// here or after policyFor, since another node may have changed it. Safe for
// concurrent use.
type policies struct {
	settings *rows.Settings

	mu    sync.Mutex
	known identity.Policy // guarded by mu
	until time.Time       // guarded by mu
}

// policyFor bounds how stale what is known may be.
const policyFor = 5 * time.Second

// Policy is what [identity.Config] asks for.
func (p *policies) Policy(ctx context.Context) (identity.Policy, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Now().Before(p.until) {
		return p.known, nil
	}
	read, err := p.read(ctx)
	if err != nil {
		return identity.Policy{}, err
	}
	p.known, p.until = read, time.Now().Add(policyFor)
	return read, nil
}

// Forget has the rows read at the next asking.
func (p *policies) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = time.Time{}
}

func (p *policies) read(ctx context.Context) (out identity.Policy, err error) {
	var step, lock int
	for _, one := range []struct {
		key string
		to  any
	}{
		{factorRequired, &out.FactorRequired}, {stepUpMinutes, &step},
		{outsideStrong, &out.OutsideStrong}, {cardStrong, &out.CardStrong},
		{lockAfter, &out.LockAfter}, {lockMinutes, &lock}, {identity.ProfileSetting, &out.Profile},
	} {
		got, err := p.settings.Get(ctx, one.key)
		if errors.Is(err, shiheng.ErrNotFound) {
			continue // the default stands
		}
		if err == nil {
			err = json.Unmarshal(got.Value, one.to)
		}
		if err != nil {
			return out, err
		}
	}
	out.StepUp, out.LockFor = time.Duration(step)*time.Minute, time.Duration(lock)*time.Minute
	return out, nil
}
