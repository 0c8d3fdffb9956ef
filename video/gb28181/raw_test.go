package gb28181_test

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"net"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A rawPeer speaks SIP by strings over a bare socket, sharing no code with what
// it tests: an independent device, as rude as it is told to be.
type rawPeer struct {
	t    *testing.T
	conn *net.UDPConn
	id   string
	cseq int
}

func newRawPeer(t *testing.T, server netip.AddrPort, id string) *rawPeer {
	t.Helper()
	c, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(server))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return &rawPeer{t: t, conn: c, id: id}
}

func (p *rawPeer) send(msg string) {
	p.t.Helper()
	if _, err := p.conn.Write([]byte(msg)); err != nil {
		p.t.Fatal(err)
	}
}

// receive returns the next message, "" when none comes in that time.
func (p *rawPeer) receive(wait time.Duration) string {
	p.t.Helper()
	b := make([]byte, 65536)
	if err := p.conn.SetReadDeadline(time.Now().Add(wait)); err != nil {
		p.t.Fatal(err)
	}
	n, err := p.conn.Read(b)
	if err != nil {
		return ""
	}
	return string(b[:n])
}

// request sends one request and returns the first answer to it.
func (p *rawPeer) request(method, headers, body string) string {
	p.t.Helper()
	p.cseq++
	branch := fmt.Sprintf("z9hG4bK%d", time.Now().UnixNano())
	p.send(fmt.Sprintf("%s sip:34020000002000000001@3402000000 SIP/2.0\r\n"+
		"Via: SIP/2.0/UDP 192.168.1.64:5060;rport;branch=%s\r\n"+
		"From: <sip:%s@3402000000>;tag=77\r\nTo: <sip:%s@3402000000>\r\nCall-ID: raw-%s\r\nCSeq: %d %s\r\n"+
		"Max-Forwards: 70\r\n%sContent-Length: %d\r\n\r\n%s", method, branch, p.id, p.id, p.id, p.cseq, method, headers, len(body), body))
	for {
		got := p.receive(20 * time.Second)
		if got == "" {
			p.t.Fatalf("no answer to %s", method)
		}
		if strings.Contains(got, branch) {
			return got
		}
	}
}

var challengeNonce = regexp.MustCompile(`nonce="([^"]+)"`)

func hexMD5(s string) string {
	h := md5.Sum([]byte(s))
	return hex.EncodeToString(h[:])
}

// credentials answers a 401 by RFC 2069, computed here by hand.
func (p *rawPeer) credentials(challenge, password string) string {
	p.t.Helper()
	m := challengeNonce.FindStringSubmatch(challenge)
	if m == nil {
		p.t.Fatalf("no nonce in %q", challenge)
	}
	uri := "sip:34020000002000000001@3402000000"
	response := hexMD5(hexMD5(p.id+":3402000000:"+password) + ":" + m[1] + ":" + hexMD5("REGISTER:"+uri))
	return fmt.Sprintf("Authorization: Digest username=\"%s\", realm=\"3402000000\", nonce=\"%s\", uri=\"%s\", response=\"%s\"\r\n", p.id, m[1], uri, response)
}

const contact = "Contact: <sip:34020000001180000001@192.168.1.64:5060>\r\n"

// register registers with the given extra headers and returns the final answer.
func (p *rawPeer) register(headers string) string {
	p.t.Helper()
	first := p.request("REGISTER", headers, "")
	return p.request("REGISTER", headers+p.credentials(first, password), "")
}

func (p *rawPeer) keepalive() string {
	return p.request("MESSAGE", "Content-Type: Application/MANSCDP+xml\r\n",
		"<?xml version=\"1.0\"?>\r\n<Notify>\r\n<CmdType>Keepalive</CmdType>\r\n<SN>1</SN>\r\n<DeviceID>"+p.id+"</DeviceID>\r\n<Status>OK</Status>\r\n</Notify>\r\n")
}

func wantCode(t *testing.T, answer string, code int) {
	t.Helper()
	if !strings.HasPrefix(answer, fmt.Sprintf("SIP/2.0 %d ", code)) {
		line, _, _ := strings.Cut(answer, "\r\n")
		t.Fatalf("answer %q, want %d", line, code)
	}
}

func headerOf(answer, name string) string {
	for _, line := range strings.Split(answer, "\r\n") {
		k, v, ok := strings.Cut(line, ":")
		if ok && strings.EqualFold(k, name) {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func netipOf(p *rawPeer) netip.AddrPort { return p.conn.LocalAddr().(*net.UDPAddr).AddrPort() }
