package gb28181_test

import (
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
)

// TestAddressOfArrival listens on every address: a device that talks to one of
// them is answered from it, and told it in Via, Contact and SDP (Hikvision and
// Dahua ignore a platform that answers from another one).
func TestAddressOfArrival(t *testing.T) {
	for _, listen := range []string{"0.0.0.0:0", "[::]:0", ":0"} {
		t.Run(listen, func(t *testing.T) {
			w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Listeners[0].Address = listen })
			for _, host := range []string{"127.0.0.2", "127.0.0.3"} {
				server := netip.AddrPortFrom(netip.MustParseAddr(host), w.p.Local("").Port())
				p := newRawPeer(t, server, string(deviceID)) // connected: hears that address only
				wantCode(t, p.register(contact+expires), 200)
				reg, _, err := w.p.Registration(deviceID)
				if err != nil || reg.Path.Local != server {
					t.Fatalf("arrived at %v, %v", reg.Path.Local, err)
				}
				if a, err := w.p.MediaAddr(deviceID); err != nil || a != server.Addr() {
					t.Errorf("media at %v, %v", a, err)
				}
				go w.p.Invite(t.Context(), offer)
				invite := p.receive(20 * time.Second)
				for _, want := range []string{"Via: SIP/2.0/UDP " + server.String(), "Contact: <sip:34020000002000000001@" + server.String() + ">",
					"c=IN IP4 " + host, "rport", "Subject: "} {
					if !strings.Contains(invite, want) {
						t.Errorf("no %q in\n%s", want, invite)
					}
				}
				refuse(p, invite, "486 Busy Here")
			}
		})
	}
}

// refuse answers an INVITE that a raw peer received.
func refuse(p *rawPeer, invite, status string) {
	var b strings.Builder
	b.WriteString("SIP/2.0 " + status + "\r\n")
	for _, name := range []string{"Via", "From", "To", "Call-ID", "CSeq"} {
		b.WriteString(name + ": " + headerOf(invite, name) + "\r\n")
	}
	b.WriteString("Content-Length: 0\r\n\r\n")
	p.send(b.String())
}

// TestNetworks has two listeners, one behind a gateway.
func TestNetworks(t *testing.T) {
	w := newWorld(t, func(c *gb28181.PlatformConfig) {
		c.Listeners = []dialog.Listener{
			{Network: "video", Address: "127.0.0.1:0"},
			{Network: "internet", Address: "127.0.0.1:0", Advertise: netip.MustParseAddrPort("203.0.113.7:15060")},
		}
	})
	for network, want := range map[string]string{"video": w.p.Local("video").Addr().String(), "internet": "203.0.113.7"} {
		p := newRawPeer(t, w.p.Local(network), string(deviceID))
		wantCode(t, p.register(contact+expires), 200)
		reg, _, err := w.p.Registration(deviceID)
		if err != nil || reg.Path.Network != network {
			t.Errorf("%+v, %v", reg, err)
		}
		if a, err := w.p.MediaAddr(deviceID); err != nil || a.String() != want {
			t.Errorf("media at %v, %v", a, err)
		}
	}
	w.devices.set(deviceID, gb28181.Settings{Password: password, Advertise: netip.MustParseAddr("198.51.100.9")})
	p := newRawPeer(t, w.p.Local("video"), string(deviceID))
	wantCode(t, p.register(contact+expires), 200)
	if a, _ := w.p.MediaAddr(deviceID); a.String() != "198.51.100.9" {
		t.Errorf("media at %v against the device's own setting", a)
	}
}

// TestOnePort binds UDP and TCP to one port, and says so when it is taken.
func TestOnePort(t *testing.T) {
	w := newWorld(t, nil)
	c, err := net.Dial("tcp", w.p.Local("").String())
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	second, err := gb28181.NewPlatform(gb28181.PlatformConfig{ID: platformID, Devices: w.devices, Log: discard(),
		Listeners: []dialog.Listener{{Address: w.p.Local("").String()}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Open(t.Context()); err == nil || !strings.Contains(err.Error(), "sip.listen") {
		t.Errorf("a taken port was bound: %v", err)
	}
}

// TestFlood holds that one source cannot starve the others.
func TestFlood(t *testing.T) {
	w := newWorld(t, func(c *gb28181.PlatformConfig) { c.Rate, c.Burst = 50, 100 })
	flood := newRawPeer(t, w.p.Local(""), "34020000001180000055")
	for i := range 3000 {
		flood.send(fmt.Sprintf("OPTIONS sip:x@y SIP/2.0\r\nVia: SIP/2.0/UDP 1.1.1.1;branch=z9hG4bKf%d\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: f%d\r\nCSeq: 1 OPTIONS\r\n\r\n", i, i))
	}
	wantCode(t, newRawPeer(t, w.p.Local(""), string(deviceID)).register(contact+expires), 200)
	if st := w.p.Stats().SIP; st.Limited < 1000 {
		t.Errorf("%+v", st)
	}
	told := 0
	for len(w.events) > 0 {
		if e := <-w.events; e.Kind == gb28181.Refused {
			told++
		}
	}
	if told > 10 {
		t.Errorf("%d events for one flooder", told)
	}
}

// BenchmarkKeepalive is one keepalive over UDP, there and back, with its sender
// in the same process.
func BenchmarkKeepalive(b *testing.B) {
	set := &devices{m: map[code.Code]gb28181.Settings{deviceID: {Password: password}}}
	var events atomic.Int64
	p, err := gb28181.NewPlatform(gb28181.PlatformConfig{ID: platformID, Devices: set, Log: discard(), Rate: 1e6, Burst: 1e6,
		Listeners: []dialog.Listener{{Address: "127.0.0.1:0", UDP: true}}, Events: func(gb28181.Event) { events.Add(1) }})
	if err != nil {
		b.Fatal(err)
	}
	if err := p.Open(b.Context()); err != nil {
		b.Fatal(err)
	}
	ctx := b.Context()
	go p.Run(ctx)
	c, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(p.Local("")))
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	peer := &rawPeer{t: &testing.T{}, conn: c, id: string(deviceID)}
	if got := peer.register(contact + expires); !strings.HasPrefix(got, "SIP/2.0 200") {
		b.Fatal(got)
	}
	body := "<?xml version=\"1.0\"?>\r\n<Notify>\r\n<CmdType>Keepalive</CmdType>\r\n<SN>1</SN>\r\n<DeviceID>" + peer.id + "</DeviceID>\r\n<Status>OK</Status>\r\n</Notify>\r\n"
	msg := "MESSAGE sip:34020000002000000001@3402000000 SIP/2.0\r\nVia: SIP/2.0/UDP 192.168.1.64:5060;rport;branch=z9hG4bK%d\r\n" +
		"From: <sip:" + peer.id + "@3402000000>;tag=77\r\nTo: <sip:" + peer.id + "@3402000000>\r\nCall-ID: k%d\r\nCSeq: 20 MESSAGE\r\n" +
		"Content-Type: Application/MANSCDP+xml\r\nMax-Forwards: 70\r\nContent-Length: " + fmt.Sprint(len(body)) + "\r\n\r\n" + body
	buf := make([]byte, 4096)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		if _, err := fmt.Fprintf(c, msg, i, i); err != nil {
			b.Fatal(err)
		}
		if _, err := c.Read(buf); err != nil {
			b.Fatal(err)
		}
	}
}
