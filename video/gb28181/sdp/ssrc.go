package sdp

import (
	"fmt"
	"strconv"
	"strings"

	"shiheng.internal"
)

// FormatSSRC writes ssrc as y= wants it: ten decimal digits.
func FormatSSRC(ssrc uint32) string { return fmt.Sprintf("%010d", ssrc) }

// parseSSRC reads the value of y=. Digits beyond a uint32 are not an SSRC.
func parseSSRC(v string) (uint32, bool) {
	v, _, _ = strings.Cut(v, " ")
	n, err := strconv.ParseUint(v, 10, 32)
	if err != nil {
		return 0, false
	}
	return uint32(n), true
}

// SSRC puts a stream's number together (reference clause 14): 0 for live or 1
// for history, digits 4 to 8 of the domain, and a serial of four digits that is
// unique in the domain at a time. A serial above 9999 or a domain without eight
// leading digits is a shiheng.ErrInvalid.
func SSRC(history bool, domain string, serial int) (uint32, error) {
	if len(domain) < 8 || serial < 0 || serial > 9999 {
		return 0, shiheng.Invalid("gb28181.ssrc", "domain", domain, "serial", strconv.Itoa(serial))
	}
	first := "0"
	if history {
		first = "1"
	}
	n, err := strconv.ParseUint(fmt.Sprintf("%s%s%04d", first, domain[3:8], serial), 10, 32)
	if err != nil {
		return 0, shiheng.Invalid("gb28181.ssrc", "domain", domain)
	}
	return uint32(n), nil
}

// Subject writes the Subject header that every INVITE carries: the channel with
// its stream number, the receiver with its own.
func Subject(channel string, ssrc uint32, receiver string) string {
	return channel + ":" + FormatSSRC(ssrc) + "," + receiver + ":0"
}

// ParseSubject reads a Subject header. Parts that are missing are "".
func ParseSubject(s string) (sender, senderStream, receiver, receiverStream string) {
	left, right, _ := strings.Cut(s, ",")
	sender, senderStream, _ = strings.Cut(strings.TrimSpace(left), ":")
	receiver, receiverStream, _ = strings.Cut(strings.TrimSpace(right), ":")
	return sender, senderStream, receiver, receiverStream
}
