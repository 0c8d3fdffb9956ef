package app

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"shiheng.internal"
	"shiheng.internal/app/ocsp"
	"shiheng.internal/civic/identity"
)

// CertificateSettings say where people sign in by certificate.
type CertificateSettings struct {
	Listen      string `yaml:"listen" doc:"Address of its own, TLS always; empty: nobody signs in by certificate."`
	Authorities string `yaml:"authorities" doc:"File of the authorities that issue people's certificates (PEM)."`
	Revoked     string `yaml:"revoked" doc:"File of their revocation lists (PEM, one of each authority), read at each sign-in. An authority without a current list has none of its certificates believed."`
	Responder   string `yaml:"responder" doc:"Address asked about every certificate besides (OCSP); empty: the one that the certificate names, if it does; none: nobody is asked."`
	Unanswered  string `yaml:"unanswered" doc:"What happens while a responder gives no answer that holds. refuse (default): nobody whose certificate it answers for gets in, since a card taken back since the last list would. list: the list decides alone, since otherwise whoever stops the responder stops the sign-in; each such sign-in says so on record."`
}

// Words of CertificateSettings.
const (
	noResponder      = "none"
	unansweredRefuse = "refuse"
	unansweredList   = "list"
)

func (s CertificateSettings) check(bad func(key, why string) error, console string) error {
	if s.Listen == "" {
		return nil
	}
	if _, port, err := net.SplitHostPort(s.Listen); err != nil || s.Listen == console && port != "0" {
		return bad("certificates.listen", "must be host:port, and not the console's")
	}
	if s.Authorities == "" || s.Revoked == "" {
		return bad("certificates.authorities", "authorities and revoked both name a file")
	}
	if s.Responder != "" && s.Responder != noResponder {
		if err := ocsp.CheckAddress(s.Responder); err != nil {
			return bad("certificates.responder", err.Error())
		}
	}
	if s.Unanswered != "" && s.Unanswered != unansweredRefuse && s.Unanswered != unansweredList {
		return bad("certificates.unanswered", "must be refuse or list")
	}
	return nil
}

// trust reads whom the house believes about certificates, as the files have it
// now.
func (s CertificateSettings) trust() (t identity.Trust, err error) {
	err = eachBlock(s.Authorities, "CERTIFICATE", func(der []byte) error {
		c, err := x509.ParseCertificate(der)
		t.Authorities = append(t.Authorities, c)
		return err
	})
	if err != nil {
		return t, shiheng.Unavailable("cert.authorities").From(err)
	}
	err = eachBlock(s.Revoked, "X509 CRL", func(der []byte) error {
		l, err := x509.ParseRevocationList(der)
		t.Lists = append(t.Lists, l)
		return err
	})
	if err != nil {
		return t, shiheng.Unavailable("cert.list", "authority", s.Revoked).From(err)
	}
	if s.Responder != noResponder {
		t.Ask, t.Lenient = ocsp.Responder{Address: s.Responder}.Ask, s.Unanswered == unansweredList
	}
	return t, nil
}

// certificateTrust reads the files at each sign-in; nil where there is no
// address for it.
func (h *House) certificateTrust() func() (identity.Trust, error) {
	s := h.start.Settings.Certificates
	if s.Listen == "" {
		return nil
	}
	return s.trust
}

// eachBlock hands over the PEM blocks of a kind in a file.
func eachBlock(name, kind string, take func(der []byte) error) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	found := false
	for block, rest := pem.Decode(b); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != kind {
			continue
		}
		if err := take(block.Bytes); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		found = true
	}
	if !found {
		return fmt.Errorf("%s holds no %s", name, kind)
	}
	return nil
}

// openCards binds the address where people sign in by certificate; nil when
// there is none. Every certificate passes the handshake: what is wrong with one
// is said in words, and goes on record.
func (h *House) openCards(ctx context.Context, cert tls.Certificate) (*figuresDoor, error) {
	s := h.start.Settings.Certificates
	if s.Listen == "" {
		return nil, nil //nolint:nilnil // no address, no door
	}
	believed, err := s.trust()
	if err != nil {
		return nil, err
	}
	hint := x509.NewCertPool() // which of their certificates browsers offer to choose from
	for _, c := range believed.Authorities {
		hint.AddCert(c)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", s.Listen)
	if err != nil {
		return nil, fmt.Errorf("listen for certificates on %s: %w", s.Listen, err)
	}
	secured := tls.NewListener(l, &tls.Config{
		Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
		ClientAuth: tls.RequireAnyClientCert, ClientCAs: hint,
		SessionTicketsDisabled: true, // each connection shows the certificate anew
	})
	return &figuresDoor{listener: secured, http: &http.Server{
		Handler: h.door.Certificates(h.consoleAt), ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: 30 * time.Second,
		MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelDebug),
	}}, nil
}

// consoleAt is the console as a browser that came to host reaches it.
func (h *House) consoleAt(host string) string {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	_, port, err := net.SplitHostPort(h.server.Addr().String())
	if err != nil {
		return "/"
	}
	u := url.URL{Scheme: "https", Host: net.JoinHostPort(name, port), Path: "/"}
	if h.start.Settings.Console.Plain {
		u.Scheme = "http"
	}
	return u.String()
}
