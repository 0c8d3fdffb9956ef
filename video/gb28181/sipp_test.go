package gb28181_test

import (
	"fmt"
	"net"
	"net/netip"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal/video/gb28181"
)

// freePort finds a port that nobody uses now; sipp would take 5060.
func freePort(t *testing.T, at netip.Addr) string {
	t.Helper()
	c, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(at, 0)))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	return fmt.Sprint(c.LocalAddr().(*net.UDPAddr).Port)
}

// TestSipp has an independent SIP implementation register, keep alive and sign
// off, with and without qop (it knows MD5 only).
func TestSipp(t *testing.T) {
	sipp, err := exec.LookPath("sipp")
	if err != nil {
		t.Skip("not run: sipp is not installed (Debian package sip-tester)")
	}
	scenario, err := filepath.Abs("testdata/register.sipp.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, transport, address string
		settings                 gb28181.Settings
	}{
		{"udp", "u1", "127.0.0.1:0", gb28181.Settings{}},
		{"udp qop", "u1", "127.0.0.1:0", gb28181.Settings{QOP: true}},
		{"tcp", "t1", "127.0.0.1:0", gb28181.Settings{}},
		{"udp ipv6", "u1", "[::1]:0", gb28181.Settings{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Listeners[0].Address = tt.address })
			tt.settings.Password = "secret12"
			w.devices.set(deviceID, tt.settings)
			server := w.p.Local("")
			cmd := exec.CommandContext(t.Context(), sipp, server.String(), "-sf", scenario, "-m", "1", "-l", "1", "-t", tt.transport,
				"-i", server.Addr().String(), "-p", freePort(t, server.Addr()), "-timeout", "60s", "-timeout_error", "-nostdin", "-trace_err", "-recv_timeout", "20000")
			cmd.Dir = t.TempDir()
			cmd.WaitDelay = 5 * time.Second
			out, err := cmd.CombinedOutput()
			if err != nil {
				logs, _ := filepath.Glob(filepath.Join(cmd.Dir, "*errors.log"))
				for _, l := range logs {
					b, _ := exec.Command("tail", "-40", l).Output()
					t.Logf("%s", b)
				}
				lines := strings.Split(string(out), "\n")
				t.Fatalf("%v\n%s", err, strings.Join(lines[max(0, len(lines)-40):], "\n"))
			}
			w.expect(gb28181.Online)
			w.expect(gb28181.Deregistered)
		})
	}
}
