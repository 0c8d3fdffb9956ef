package app

import (
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
)

// check refuses settings that cannot work, each with the key to change.
func (s Settings) check() error {
	bad := func(key, why string) error { return shiheng.Invalid("settings.value", "key", key, "why", why) }
	if s.Data == "" {
		return bad("data", "must name a directory")
	}
	host, _, err := net.SplitHostPort(s.Console.Listen)
	if err != nil {
		return bad("console.listen", "must be host:port")
	}
	if s.Console.Plain && !loopback(host) {
		return bad("console.plain", "plain HTTP is for loopback only; give a certificate or leave it to the platform to make one")
	}
	if (s.Console.Cert == "") != (s.Console.Key == "") {
		return bad("console.key", "cert and key go together")
	}
	if (s.Evidence.Certificate == "") != (s.Evidence.Key == "") {
		return bad("evidence.key", "certificate and key go together")
	}
	if _, _, err := net.SplitHostPort(s.Metrics.Listen); s.Metrics.Listen != "" && err != nil {
		return bad("metrics.listen", "must be host:port or empty")
	}
	if s.Database != "" && !strings.HasPrefix(s.Database, "postgres://") && !strings.HasPrefix(s.Database, "postgresql://") {
		return bad("database", "must be a postgres:// URL or empty")
	}
	if err := s.Certificates.check(bad, s.Console.Listen); err != nil {
		return err
	}
	if err := s.Signal.check(bad); err != nil {
		return err
	}
	if err := s.Media.check(bad); err != nil {
		return err
	}
	for _, v := range s.Footage.Volumes {
		if v.Path == "" {
			return bad("footage.volumes", "every volume needs a path")
		}
	}
	switch s.Log.Level {
	case "debug", "info", "warn", "error":
	default:
		return bad("log.level", "must be debug, info, warn or error")
	}
	if s.Log.Format != "text" && s.Log.Format != "json" {
		return bad("log.format", "must be text or json")
	}
	if s.Practice.LawDay < time.Second || s.Practice.LawDay > 24*time.Hour {
		return bad("practice.law_day", "must lie between 1s and 24h")
	}
	return nil
}

func (s SignalSettings) check(bad func(key, why string) error) error {
	if len(s.ID) != 20 || strings.Trim(s.ID, "0123456789") != "" {
		return bad("signalling.id", "must be 20 digits")
	}
	for _, n := range s.Networks {
		if _, _, err := net.SplitHostPort(n.Listen); err != nil {
			return bad("signalling.networks.listen", "must be host:port")
		}
		if _, err := netip.ParseAddr(n.Advertise); n.Advertise != "" && err != nil {
			return bad("signalling.networks.advertise", "must be an IP address or empty")
		}
	}
	return nil
}

func (s MediaSettings) check(bad func(key, why string) error) error {
	if s.Shared < 0 || s.Shared > 65535 {
		return bad("media.shared_port", "must be a port or 0")
	}
	if s.Shared == 0 && (s.PortFirst < 0 || s.PortLast > 65535 || s.PortFirst > s.PortLast) {
		return bad("media.port_first", "the range "+strconv.Itoa(s.PortFirst)+" to "+strconv.Itoa(s.PortLast)+" holds no port")
	}
	if _, err := netip.ParseAddr(s.Listen); s.Listen != "" && err != nil {
		return bad("media.listen", "must be an IP address or empty")
	}
	if s.WebRTC != "" {
		if _, _, err := net.SplitHostPort(s.WebRTC); err != nil {
			return bad("media.webrtc_listen", "must be host:port or empty")
		}
	}
	return nil
}

// Loopback reports whether host:port can only be reached from this machine.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && loopback(host)
}

// loopback reports whether host can only be reached from this machine.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}
