// Package ocsp asks the responder of an authority whether a certificate still
// stands (RFC 6960), for sign-in by certificate. What an answer means for who
// wants in is civic/identity's to say. The OCSP library stays within this room.
//
// Only certificates whose chain was found good are asked about, so that nobody
// sends the house to an address of their own by making a certificate up.
package ocsp

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"time"

	"golang.org/x/crypto/ocsp"

	"shiheng.internal"
)

// Bounds of asking. An answer without an end of its own counts for as long as
// nothing newer could have been known.
const (
	patience  = 5 * time.Second
	mostBytes = 64 << 10
	slack     = time.Minute
	noEnd     = 10 * time.Minute
)

// A Responder asks. Safe for concurrent use.
type Responder struct {
	// Address is asked about every certificate; empty: the one that the
	// certificate names, and nobody where it names none.
	Address string
	// Now is the clock; time.Now when nil.
	Now func() time.Time
}

// CheckAddress refuses what cannot be a responder's address. Its answers are
// signed, so that plain HTTP, as most have it, does.
func CheckAddress(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%q is no http or https address", address)
	}
	return nil
}

// Ask is what [identity.Trust] asks for.
func (r Responder) Ask(ctx context.Context, c, authority *x509.Certificate) (asked bool, err error) {
	address := r.Address
	if address == "" {
		at := slices.IndexFunc(c.OCSPServer, func(s string) bool { return CheckAddress(s) == nil })
		if at < 0 {
			return false, nil
		}
		address = c.OCSPServer[at]
	}
	status, err := r.answer(ctx, address, c, authority)
	switch {
	case err != nil:
		return true, shiheng.Unavailable("cert.responder", "address", address).From(err)
	case status == ocsp.Revoked:
		return true, shiheng.Forbidden("cert.revoked")
	case status != ocsp.Good:
		return true, shiheng.Unavailable("cert.responder", "address", address).From(errors.New("the responder does not know the certificate"))
	}
	return true, nil
}

// answer returns the status that the responder gives, once the answer was found
// to hold.
func (r Responder) answer(ctx context.Context, address string, c, authority *x509.Certificate) (int, error) {
	question, err := ocsp.CreateRequest(c, authority, nil)
	if err != nil {
		return 0, fmt.Errorf("make the question: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(question))
	if err != nil {
		return 0, fmt.Errorf("make the question: %w", err)
	}
	req.Header.Set("Content-Type", "application/ocsp-request")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("ask %s: %w", address, err)
	}
	defer func() { _ = resp.Body.Close() }() // it was only read
	raw, err := io.ReadAll(io.LimitReader(resp.Body, mostBytes))
	switch {
	case err != nil:
		return 0, fmt.Errorf("read the answer: %w", err)
	case resp.StatusCode != http.StatusOK:
		return 0, fmt.Errorf("the responder answered with status %d", resp.StatusCode)
	}
	said, err := ocsp.ParseResponseForCert(raw, c, authority)
	if err != nil {
		return 0, fmt.Errorf("the answer: %w", err)
	}
	now := time.Now
	if r.Now != nil {
		now = r.Now
	}
	return said.Status, holds(said, authority, now())
}

// holds says why an answer whose signature is right does not count: another's
// than who may answer for the authority, or one that is not of now.
func holds(said *ocsp.Response, authority *x509.Certificate, now time.Time) error {
	if by := said.Certificate; by != nil && !by.Equal(authority) {
		// The library has checked that the authority issued it, and no more: any
		// person's certificate would do.
		if !slices.Contains(by.ExtKeyUsage, x509.ExtKeyUsageOCSPSigning) || now.Before(by.NotBefore) || !now.Before(by.NotAfter) {
			return errors.New("signed by somebody who may not answer for the authority")
		}
	}
	until := said.NextUpdate
	if until.IsZero() {
		until = said.ThisUpdate.Add(noEnd)
	}
	if now.Add(slack).Before(said.ThisUpdate) || !now.Before(until) {
		return errors.New("the answer is not of now")
	}
	return nil
}
