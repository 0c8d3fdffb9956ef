package relay_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"net"
	"slices"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shiheng.internal"
	"shiheng.internal/sim/relay"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var start = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// fate is what happened to n packets sent a millisecond apart.
func fate(t *testing.T, f relay.Faults, n, size int) [][]time.Time {
	t.Helper()
	l, err := relay.NewLine(f, 7, start)
	if err != nil {
		t.Fatal(err)
	}
	out := make([][]time.Time, n)
	for i := range out {
		out[i] = l.Pass(start.Add(time.Duration(i)*time.Millisecond), size)
	}
	return out
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance {
		t.Errorf("%s: got %.4f, want %.4f", what, got, want)
	}
}

func TestLineStatistics(t *testing.T) {
	const n = 20_000
	lost, twice, late := 0, 0, 0
	var sum time.Duration
	for i, arrivals := range fate(t, relay.Faults{Loss: 0.1, Duplicate: 0.05, Reorder: 0.02, Delay: 10 * time.Millisecond, Jitter: 8 * time.Millisecond}, n, 100) {
		if len(arrivals) == 0 {
			lost++
			continue
		}
		if len(arrivals) == 2 {
			twice++
		}
		d := arrivals[0].Sub(start.Add(time.Duration(i) * time.Millisecond))
		if d > 18*time.Millisecond {
			late++
			d -= 40 * time.Millisecond
		}
		sum += d
	}
	arrived := float64(n - lost)
	near(t, "loss", float64(lost)/n, 0.1, 0.01)
	near(t, "duplicates", float64(twice)/arrived, 0.05, 0.01)
	near(t, "held back", float64(late)/arrived, 0.02, 0.005)
	near(t, "mean delay in ms", sum.Seconds()*1000/arrived, 14, 0.2)
}

func TestLineRepeatsItself(t *testing.T) {
	f := relay.Faults{Loss: 0.3, Jitter: time.Second, Reorder: 0.2}
	a, b := fate(t, f, 1000, 100), fate(t, f, 1000, 100)
	if !slices.EqualFunc(a, b, slices.Equal) {
		t.Error("the same seed met another fate")
	}
}

func TestLineRate(t *testing.T) {
	// 1,000 packets of 1,000 bytes a second through 500,000 bytes a second.
	passed, last := 0, start
	for _, arrivals := range fate(t, relay.Faults{Rate: 500_000}, 10_000, 1000) {
		for _, at := range arrivals {
			passed++
			if at.Sub(last) < 2*time.Millisecond-time.Microsecond {
				t.Fatalf("two packets within %v", at.Sub(last))
			}
			last = at
		}
	}
	near(t, "passed", float64(passed), 5250, 10) // and half a second of queue
}

func TestLineCut(t *testing.T) {
	for i, arrivals := range fate(t, relay.Faults{CutEvery: time.Second, CutFor: 100 * time.Millisecond}, 5000, 10) {
		if cut := i%1000 >= 900; cut != (len(arrivals) == 0) {
			t.Fatalf("millisecond %d: %d arrivals", i, len(arrivals))
		}
	}
}

func TestFaultsAreChecked(t *testing.T) {
	for _, f := range []relay.Faults{{Loss: 1.1}, {Reorder: -1}, {Delay: -1}, {CutFor: time.Second}} {
		if _, err := relay.NewLine(f, 1, start); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%+v: got %v", f, err)
		}
		if err := relay.Run(t.Context(), relay.Config{Network: "udp", Listen: "127.0.0.1:0", Target: "127.0.0.1:9", Down: f}); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%+v: got %v", f, err)
		}
	}
}

// relayTo runs a relay until the test ends.
func relayTo(t *testing.T, c relay.Config) string {
	t.Helper()
	ready := make(chan net.Addr, 1)
	c.Listen, c.Ready = "127.0.0.1:0", func(a net.Addr) { ready <- a }
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- relay.Run(ctx, c) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return (<-ready).String()
}

// echoUDP answers every datagram with itself.
func echoUDP(t *testing.T) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		buf := make([]byte, 2000)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if _, err := conn.WriteTo(buf[:n], from); err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() { conn.Close(); <-done })
	return conn.LocalAddr().String()
}

func TestUDPLosesWhatTheLineSays(t *testing.T) {
	var count relay.Counters
	up := relay.Faults{Loss: 0.2}
	address := relayTo(t, relay.Config{Network: "udp", Target: echoUDP(t), Up: up, Down: relay.Faults{Delay: time.Millisecond}, Seed: 7, Count: &count})
	conn, err := net.Dial("udp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	line, err := relay.NewLine(up, 7, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 8)
	for i := range 200 {
		arrives := len(line.Pass(time.Now(), 8)) > 0
		binary.BigEndian.PutUint64(buf, uint64(i))
		if _, err := conn.Write(buf); err != nil {
			t.Fatal(err)
		}
		if !arrives {
			continue
		}
		if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Read(buf); err != nil {
			t.Fatalf("datagram %d: %v", i, err)
		}
		if got := binary.BigEndian.Uint64(buf); got != uint64(i) {
			t.Fatalf("got datagram %d, want %d", got, i)
		}
	}
	if count.Lost.Load() < 20 {
		t.Errorf("only %d of 200 lost", count.Lost.Load())
	}
}

func TestUDPDelayKeepsTheOrder(t *testing.T) {
	address := relayTo(t, relay.Config{Network: "udp", Target: echoUDP(t), Up: relay.Faults{Delay: 20 * time.Millisecond}})
	conn, err := net.Dial("udp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	buf := make([]byte, 8)
	began := time.Now()
	for i := range 100 {
		binary.BigEndian.PutUint64(buf, uint64(i))
		if _, err := conn.Write(buf); err != nil {
			t.Fatal(err)
		}
	}
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		if _, err := conn.Read(buf); err != nil {
			t.Fatal(err)
		}
		if got := binary.BigEndian.Uint64(buf); got != uint64(i) {
			t.Fatalf("got datagram %d, want %d", got, i)
		}
	}
	if d := time.Since(began); d < 20*time.Millisecond {
		t.Errorf("all were back after %v", d)
	}
}

// echoTCP answers every connection with its own bytes.
func echoTCP(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.Copy(c, c)
			c.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return l.Addr().String()
}

func TestTCPKeepsTheBytes(t *testing.T) {
	address := relayTo(t, relay.Config{Network: "tcp", Target: echoTCP(t),
		Up: relay.Faults{Delay: time.Millisecond, Jitter: 3 * time.Millisecond, Loss: 0.1}, Down: relay.Faults{Reorder: 0.5}, Seed: 3})
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	want := bytes.Repeat([]byte("0123456789abcdef"), 20_000)
	go func() { _, _ = conn.Write(want) }()
	got := make([]byte, len(want))
	if err := conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(conn, got); err != nil || !bytes.Equal(got, want) {
		t.Errorf("bytes differ, %v", err)
	}
}

func TestTCPCutResets(t *testing.T) {
	var count relay.Counters
	address := relayTo(t, relay.Config{Network: "tcp", Target: echoTCP(t), Count: &count,
		Up: relay.Faults{CutEvery: 300 * time.Millisecond, CutFor: 100 * time.Millisecond}})
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	_, err = conn.Read(make([]byte, 1))
	if !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("got %v, want a reset", err)
	}
	if count.Cuts.Load() == 0 {
		t.Error("no cut was counted")
	}
}
