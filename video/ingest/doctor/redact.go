package doctor

import (
	"net/url"
	"strings"
)

// secretHeaders carry credentials or what they can be guessed from.
var secretHeaders = []string{"authorization:", "proxy-authorization:", "www-authenticate:", "proxy-authenticate:", "note:"}

// secretLines are SDP attributes with which some recorders send the device's
// password in clear (gb28181.md §13.2).
var secretLines = []string{"a=username:", "a=password:"}

// Redact takes credentials out of a SIP, SDP or RTSP text, line by line, and
// puts a mark where they stood.
func Redact(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		low := strings.ToLower(strings.TrimLeft(line, " \t"))
		for _, h := range secretHeaders {
			if strings.HasPrefix(low, h) {
				lines[i] = line[:strings.IndexByte(line, ':')+1] + " ***" + ending(line)
			}
		}
		for _, a := range secretLines {
			if strings.HasPrefix(low, a) {
				lines[i] = a + "***" + ending(line)
			}
		}
		if strings.Contains(lines[i], "://") {
			lines[i] = redactURLs(lines[i])
		}
	}
	return strings.Join(lines, "")
}

func ending(line string) string {
	return line[len(strings.TrimRight(line, "\r\n")):]
}

// redactURLs hides "user:password@" behind every "://" of a line.
func redactURLs(line string) string {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(line, "://")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		out.WriteString("://")
		end := strings.IndexAny(after, "/ \t\r\n\"<>")
		if end < 0 {
			end = len(after)
		}
		if at := strings.LastIndexByte(after[:end], '@'); at >= 0 {
			out.WriteString("***@")
			after = after[at+1:]
		}
		line = after
	}
}

// Address is raw without its credentials, for screens and logs.
func Address(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return Redact(raw)
	}
	u.User = nil
	return u.String()
}
