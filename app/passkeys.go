package app

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"regexp"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/identity/passkey"
	"shiheng.internal/store/rows"
)

// authenticators says who asks for passkeys: the host and origins of the
// settings; failing them those of the platform's public address; failing that
// this machine by name, since no authenticator takes an address of digits.
func (h *House) authenticators(ctx context.Context) (p passkey.Party, err error) {
	settings := rows.NewSettings(h.db)
	read := func(key string, to any) {
		if err != nil {
			return
		}
		got, lost := settings.Get(ctx, key)
		if errors.Is(lost, shiheng.ErrNotFound) {
			return
		}
		if err = lost; err == nil {
			err = json.Unmarshal(got.Value, to)
		}
	}
	address := ""
	p.Name = "视衡"
	read(platformName, &p.Name)
	read(passkeyHost, &p.Host)
	read(passkeyOrigins, &p.Origins)
	read(platformAddress, &address)
	if err != nil {
		return p, err
	}
	if address == "" {
		if address, err = h.onThisMachine(); err != nil {
			return p, err
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		return p, err
	}
	if p.Host == "" {
		p.Host = u.Hostname()
	}
	if len(p.Origins) == 0 {
		p.Origins = []string{withoutPath(address)}
	}
	return p, nil
}

// withoutPath is the origin of an address.
func withoutPath(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Scheme + "://" + u.Host
}

// onThisMachine is the console's address with the machine's name for itself.
func (h *House) onThisMachine() (string, error) {
	scheme := "https"
	if h.start.Settings.Console.Plain {
		scheme = "http"
	}
	_, port, err := net.SplitHostPort(h.server.Addr().String())
	return scheme + "://" + net.JoinHostPort("localhost", port), err
}

var hostForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

// hostName takes a JSON string: nothing, or a host name without port.
func hostName(v json.RawMessage) error {
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		return shiheng.Invalid("setting.text").From(err)
	}
	if s != "" && (len(s) > 253 || !hostForm.MatchString(s)) {
		return shiheng.Invalid("setting.host")
	}
	return nil
}

// mostOrigins is how many names a console may be reached by.
const mostOrigins = 8

// webOrigins takes a JSON list of https addresses without path.
func webOrigins(v json.RawMessage) error {
	var list []string
	if err := json.Unmarshal(v, &list); err != nil || len(list) > mostOrigins {
		return shiheng.Invalid("setting.origins").From(err)
	}
	for _, s := range list {
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "https" || u.Host == "" || s != "https://"+u.Host || strings.ToLower(s) != s {
			return shiheng.Invalid("setting.origins").From(err)
		}
	}
	return nil
}
