package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
)

// webhook takes deliveries to another system's address. It implements
// [agenda.Sender].
type webhook struct{ client *http.Client }

// How long a receiver may take, and what of its answer is read, so that the
// connection can be used again.
const (
	hookTimeout = 10 * time.Second
	hookAnswer  = 4 << 10
)

// newWebhook makes a client that goes where it is told and nowhere else: a
// redirect is an answer like any other, and no proxy of the environment is
// asked.
func newWebhook() webhook {
	transport := &http.Transport{
		ResponseHeaderTimeout: hookTimeout, TLSHandshakeTimeout: hookTimeout, MaxIdleConns: 1, IdleConnTimeout: time.Minute,
		MaxResponseHeaderBytes: 64 << 10,
	}
	return webhook{&http.Client{
		Transport: transport, Timeout: hookTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Send implements [agenda.Sender].
func (w webhook) Send(ctx context.Context, url string, d agenda.Delivery, signature string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(d.Body))
	if err != nil {
		return 0, shiheng.Invalid("webhook.url").From(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "shiheng-webhook/1")
	req.Header.Set("Shiheng-Delivery", d.Key)
	req.Header.Set("Shiheng-Signature", signature)
	resp, err := w.client.Do(req)
	if err != nil {
		if e, ok := errors.AsType[interface {
			error
			Timeout() bool
		}](err); ok && e.Timeout() {
			return 0, shiheng.Unavailable("webhook.timeout").From(err)
		}
		return 0, shiheng.Unavailable("webhook.unreachable").From(err)
	}
	_, _ = io.CopyN(io.Discard, resp.Body, hookAnswer) // the status is there; what follows changes nothing about it
	_ = resp.Body.Close()
	return resp.StatusCode, nil
}
