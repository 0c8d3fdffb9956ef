package app

import (
	"context"
	"net"
	"time"
)

// Welcome is what whoever starts a platform needs to know.
type Welcome struct {
	URL         string
	Fingerprint string // of the certificate to compare in the browser; empty without TLS
	ClaimToken  string // for the first administrator; empty once claimed
	LawDay      time.Duration
}

// Welcome says where the platform can be reached, and makes a fresh claim
// token while nobody has claimed it.
func (h *House) Welcome(ctx context.Context) (Welcome, error) {
	where, err := h.address()
	if err != nil {
		return Welcome{}, err
	}
	w := Welcome{URL: where, Fingerprint: h.fingerprint, LawDay: h.slots.LawDay()}
	claimed, err := h.identity.Claimed(ctx)
	if err != nil || claimed {
		return w, err
	}
	w.ClaimToken, err = h.identity.OpenClaim(ctx)
	return w, err
}

// address is where a browser on this machine reaches the platform.
func (h *House) address() (string, error) {
	scheme := "https"
	if h.start.Settings.Console.Plain {
		scheme = "http"
	}
	host, port, err := net.SplitHostPort(h.server.Addr().String())
	if err != nil {
		return "", err
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port) + "/", nil
}

// Signalling is where the first network speaks SIP.
func (h *House) Signalling() net.Addr {
	at := h.platform.Local(h.start.Settings.Signal.Networks[0].Name)
	return net.UDPAddrFromAddrPort(at)
}

// SignallingID is the platform's own 20-digit code.
func (h *House) SignallingID() string { return h.start.Settings.Signal.ID }
