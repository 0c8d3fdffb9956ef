package bundle

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/digitorus/timestamp"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// How long an authority may take, how long an answer may be, and how far its
// clock may be from ours.
const (
	stampPatience = 15 * time.Second
	mostStamp     = 64 << 10
	stampDrift    = 5 * time.Minute
)

// A Stamper asks a time stamping authority (RFC 3161) when it saw something.
type Stamper struct {
	URL    string
	Client *http.Client // nil: one that follows no redirect
	Now    func() time.Time
}

// Stamp returns the authority's response, in DER, over the SHA-256 of what. It
// is what was asked for: signed, of this digest, with our nonce, by a
// certificate for time stamping, and of now. Errors are ErrUnavailable
// "evidence.stamp".
func (s *Stamper) Stamp(ctx context.Context, what []byte) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, fmt.Errorf("time stamp: %w", err)
	}
	ask, err := timestamp.CreateRequest(bytes.NewReader(what), &timestamp.RequestOptions{Hash: crypto.SHA256, Certificates: true, Nonce: nonce})
	if err != nil {
		return nil, fmt.Errorf("time stamp: %w", err)
	}
	answer, err := s.ask(ctx, ask)
	if err != nil {
		return nil, err
	}
	got, err := timestamp.ParseResponse(answer)
	if err != nil {
		return nil, unstamped(err)
	}
	digest := ledger.SHA256().Of(what)
	switch {
	case got.HashAlgorithm != crypto.SHA256 || !bytes.Equal(got.HashedMessage, digest[:]):
		return nil, unstamped(errors.New("it is of something else"))
	case got.Nonce == nil || got.Nonce.Cmp(nonce) != 0:
		return nil, unstamped(errors.New("it answers another request"))
	case got.Time.Sub(s.Now()).Abs() > stampDrift:
		return nil, unstamped(fmt.Errorf("it says %s", got.Time.UTC().Format(time.RFC3339)))
	case !forStamping(got.Certificates):
		return nil, unstamped(errors.New("its certificate is not for time stamping"))
	}
	return answer, nil
}

func unstamped(err error) error { return shiheng.Unavailable("evidence.stamp").From(err) }

// forStamping reports whether a certificate that is there may stamp times.
func forStamping(all []*x509.Certificate) bool {
	for _, c := range all {
		for _, use := range c.ExtKeyUsage {
			if use == x509.ExtKeyUsageTimeStamping {
				return true
			}
		}
	}
	return false
}

func (s *Stamper) ask(ctx context.Context, request []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, stampPatience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, bytes.NewReader(request))
	if err != nil {
		return nil, unstamped(err)
	}
	req.Header.Set("Content-Type", "application/timestamp-query")
	client := s.Client
	if client == nil {
		client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, unstamped(err)
	}
	defer func() { _ = resp.Body.Close() }() // only read
	b, err := io.ReadAll(io.LimitReader(resp.Body, mostStamp))
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("it answered %s", resp.Status)
	}
	if err != nil {
		return nil, unstamped(err)
	}
	return b, nil
}
