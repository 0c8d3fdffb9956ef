package gb28181

import (
	"context"
	"math/rand/v2"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/dialog"
)

// registerTimeout bounds one exchange of REGISTER and its answer.
const registerTimeout = 10 * time.Second

// Register registers once, answering a challenge and a stale nonce. A refusal
// is an error of its kind, silence a shiheng.ErrUnavailable.
func (d *Device) Register(ctx context.Context) error {
	return d.registerFor(ctx, int(d.cfg.Expires.Seconds()))
}

// Unregister signs off.
func (d *Device) Unregister(ctx context.Context) error { return d.registerFor(ctx, 0) }

func (d *Device) registerFor(ctx context.Context, seconds int) error {
	ctx, cancel := context.WithTimeoutCause(ctx, registerTimeout, shiheng.Unavailable("sip.timeout", "method", "REGISTER"))
	defer cancel()
	path, err := d.reach(ctx)
	if err != nil {
		return err
	}
	authorization := ""
	for try := 0; ; try++ {
		res, err := d.sendRegister(ctx, path, seconds, authorization)
		if err != nil || res == nil {
			return err
		}
		switch {
		case res.Code == 401 && try < 3:
			c, ok := dialog.ParseCredentials(res.Header("WWW-Authenticate"))
			if !ok || authorization != "" && !c.Stale && try > 1 {
				return refusal(res, d.cfg.ID)
			}
			authorization = d.answer(c)
		case res.Code >= 300 || res.Code == 401:
			return refusal(res, d.cfg.ID)
		default:
			granted := seconds
			if n, err := strconv.Atoi(res.Header("Expires")); err == nil && n > 0 {
				granted = n
			}
			d.set(func(s *DeviceState) {
				*s = DeviceState{Registered: seconds > 0, Expires: time.Now().Add(time.Duration(granted) * time.Second)}
			})
			return nil
		}
	}
}

// answer makes the Authorization for a challenge; a nonce that is used again
// counts on.
func (d *Device) answer(c dialog.Credentials) string {
	d.mu.Lock()
	if d.nonce.Nonce != c.Nonce {
		d.nonce, d.count = c, 0
	}
	d.count++
	n := d.count
	d.mu.Unlock()
	return c.Answer("REGISTER", "sip:"+string(d.cfg.ServerID)+"@"+d.cfg.Domain, d.cfg.Username, d.cfg.Password, n)
}

func (d *Device) sendRegister(ctx context.Context, path dialog.Path, seconds int, authorization string) (*dialog.Response, error) {
	d.mu.Lock()
	d.cseq++
	cseq, call := d.cseq, d.call
	d.mu.Unlock()
	m := &dialog.Message{
		Method: "REGISTER",
		URI:    dialog.Party{User: string(d.cfg.ServerID), Host: d.cfg.Domain},
		From:   dialog.Party{User: string(d.cfg.ID), Host: d.cfg.Domain},
		To:     dialog.Party{User: string(d.cfg.ID), Host: d.cfg.Domain},
		CallID: call, CSeq: cseq, Path: path,
		Contact: &dialog.Party{User: string(d.cfg.ID)},
		Headers: []dialog.Header{{Name: "Expires", Value: strconv.Itoa(seconds)}},
	}
	if authorization != "" {
		m.Headers = append(m.Headers, dialog.Header{Name: "Authorization", Value: authorization})
	}
	if d.cfg.Version != "" {
		m.Headers = append(m.Headers, dialog.Header{Name: "X-GB-Ver", Value: d.cfg.Version})
	}
	if d.cfg.Alter != nil && !d.cfg.Alter("REGISTER", m) {
		return nil, nil
	}
	return d.cfg.Line.end.Do(ctx, m)
}

// jitter is a random part of d.
func jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return rand.N(d)
}
