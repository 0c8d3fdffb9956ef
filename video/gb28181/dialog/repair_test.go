package dialog

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/emiago/sipgo/sip"
)

const message = "MESSAGE sip:34020000002000000001@3402000000 SIP/2.0\r\n" +
	"Via: SIP/2.0/UDP 192.168.1.64:5060;rport;branch=z9hG4bK1\r\n" +
	"From: <sip:34020000001320000001@3402000000>;tag=1\r\n" +
	"To: <sip:34020000002000000001@3402000000>\r\n" +
	"Call-ID: 1\r\nCSeq: 20 MESSAGE\r\nContact: <sip:34020000001320000001@192.168.1.64:5060>\r\n" +
	"Content-Length: 4\r\n\r\nbody"

// Datagrams that sipgo refuses as they are (libraries.md 2.3); after repair it
// must take them.
var datagrams = []struct {
	name, in, body string
}{
	{"clean", message, "body"},
	{"leading CRLF", "\r\n\r\n" + message, "body"},
	{"leading NUL and blank", "\x00 " + message, "body"},
	{"bare LF", strings.ReplaceAll(message, "\r\n", "\n"), "body"},
	{"CR CR LF", strings.ReplaceAll(message, "\r\n", "\r\r\n"), "body"},
	{"mixed line ends", strings.Replace(message, "\r\nFrom", "\nFrom", 1), "body"},
	{"header without colon", strings.Replace(message, "Call-ID", "garbage\r\nCall-ID", 1), "body"},
	{"empty Contact", strings.Replace(message, "Contact: <sip:34020000001320000001@192.168.1.64:5060>", "Contact:", 1), "body"},
	{"Contact with a colon and no port", strings.Replace(message, "192.168.1.64:5060>", "192.168.1.64:>", 1), "body"},
	{"two blanks in the first line", strings.Replace(message, "MESSAGE sip", "MESSAGE  sip", 1), "body"},
	{"Content-Length too large", strings.Replace(message, "Length: 4", "Length: 400", 1), "body"},
	{"Content-Length in characters", strings.Replace(message, "Length: 4", "Length: 2", 1), "body"},
	{"Content-Length no number", strings.Replace(message, "Length: 4", "Length: x", 1), "body"},
	{"Content-Length missing", strings.Replace(message, "Content-Length: 4\r\n", "", 1), "body"},
	{"short Content-Length", strings.Replace(message, "Content-Length: 4", "l: 9", 1), "body"},
	{"folded header", strings.Replace(message, "Call-ID: 1", "Subject: a\r\n b\nCall-ID: 1", 1), "body"},
	{"no empty line", strings.TrimSuffix(message, "\r\n\r\nbody"), ""},
	{"GB18030 in a header", strings.Replace(message, "Call-ID", "User-Agent: \xb4\xf3\xc3\xc5\r\nCall-ID", 1), "body"},
	{"response", strings.Replace(message, "MESSAGE sip:34020000002000000001@3402000000 SIP/2.0\r\n", "SIP/2.0  200 OK\n", 1), "body"},
}

// Things on the port that are not SIP; dropped without an answer.
var notSIP = []string{"", "\r\n", "\r\n\r\n", "\x00\x00\x00\x00", "jaK", "GET / HTTP/1.1\r\n\r\n", "SIP/2.0", "\x80\x60\x00\x01" + strings.Repeat("x", 200),
	strings.Repeat("a", 3000) + " SIP/2.0\r\n"}

func TestRepairDatagram(t *testing.T) {
	parser := sip.NewParser()
	for _, tt := range datagrams {
		t.Run(tt.name, func(t *testing.T) {
			got := RepairDatagram([]byte(tt.in))
			msg, err := parser.ParseSIP(bytes.Clone(got))
			if err != nil {
				t.Fatalf("%v\n%q", err, got)
			}
			if string(msg.Body()) != tt.body || msg.CallID() == nil || msg.From() == nil {
				t.Errorf("body %q in %q", msg.Body(), got)
			}
		})
	}
	for _, in := range notSIP {
		if got := RepairDatagram([]byte(in)); got != nil {
			t.Errorf("%q became %q", in, got)
		}
	}
}

// TestFramer gives a stream in pieces of every size.
func TestFramer(t *testing.T) {
	stream := "\r\n\r\n" + message + strings.Replace(message, "Length: 4", "Length: 2", 1) + "\r\n" +
		strings.ReplaceAll(message, "\r\n", "\n") + "jaK\r\n" + message
	for size := 1; size < 200; size += 7 {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			var f framer
			var bodies []string
			for rest := []byte(stream); len(rest) > 0; {
				n := min(size, len(rest))
				f.buf = append(f.buf, rest[:n]...)
				rest = rest[n:]
				for {
					msg, ok := f.next()
					if !ok {
						t.Fatal("the stream was given up")
					}
					if msg == nil {
						break
					}
					parsed, err := sip.NewParser().ParseSIP(msg)
					if err != nil {
						t.Fatalf("%v\n%q", err, msg)
					}
					bodies = append(bodies, string(parsed.Body()))
				}
			}
			if got := strings.Join(bodies, ","); got != "body,bo,body,body" {
				t.Errorf("bodies %s", got)
			}
		})
	}
}

func TestFramerGivesUp(t *testing.T) {
	for name, in := range map[string]string{
		"endless line":  strings.Repeat("x", maxRubbish+1),
		"endless junk":  strings.Repeat("junk\r\n", maxRubbish/5),
		"endless head":  "MESSAGE sip:a@b SIP/2.0\r\n" + strings.Repeat("X: y\r\n", maxRubbish/5),
		"too large":     "MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 9999999\r\n\r\n",
		"length absurd": "MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 2147483647\r\n\r\n",
	} {
		f := framer{buf: []byte(in)}
		for i := 0; ; i++ {
			msg, ok := f.next()
			if !ok {
				break
			}
			if msg == nil || i > 100 {
				t.Errorf("%s: was not given up", name)
				break
			}
		}
	}
}

func FuzzRepair(f *testing.F) {
	for _, tt := range datagrams {
		f.Add([]byte(tt.in), 10)
	}
	for _, in := range notSIP {
		f.Add([]byte(in), 1)
	}
	parser := sip.NewParser()
	f.Fuzz(func(t *testing.T, in []byte, size int) {
		if msg := RepairDatagram(bytes.Clone(in)); msg != nil {
			_, _ = parser.ParseSIP(bytes.Clone(msg)) // must not panic
			if again := RepairDatagram(bytes.Clone(msg)); !bytes.Equal(again, msg) {
				t.Errorf("repair is not stable:\n%q\n%q", msg, again)
			}
		}
		var fr framer
		for rest := in; len(rest) > 0; {
			n := min(max(size, 1), len(rest))
			fr.buf = append(fr.buf, rest[:n]...)
			rest = rest[n:]
			for range len(in) + 1 {
				msg, ok := fr.next()
				if !ok {
					return
				}
				if msg == nil {
					break
				}
			}
		}
	})
}

func BenchmarkRepairClean(b *testing.B) {
	in := []byte(message)
	b.ReportAllocs()
	for b.Loop() {
		if RepairDatagram(in) == nil {
			b.Fatal("dropped")
		}
	}
}

func BenchmarkParse(b *testing.B) {
	in := []byte(message)
	parser := sip.NewParser()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parser.ParseSIP(RepairDatagram(in)); err != nil {
			b.Fatal(err)
		}
	}
}
