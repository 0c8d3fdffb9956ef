package rtpframe

import (
	"encoding/binary"
	"time"
)

// A senderClock turns RTP times into the time of the sender's clock, by its
// sender reports (RFC 3550 §6.4.1). Without one the time is not known.
type senderClock struct {
	ntp time.Time // zero before the first report
	rtp uint32
}

const (
	// ntpEpoch is 1970 in NTP's seconds. A count without its highest bit would
	// be 2036 or later: senders without a calendar put their running time there.
	ntpEpoch = 2208988800
	ntpEra   = 1 << 31
	// senderReach is how far from a report RTP times are still believed: they
	// come every few seconds, and clocks drift.
	senderReach = 10 * time.Minute
)

// report reads what is a sender report of ssrc in a compound packet.
func (c *senderClock) report(b []byte, ssrc uint32) {
	for len(b) >= 4 {
		size := 4 + 4*int(binary.BigEndian.Uint16(b[2:]))
		if size > len(b) {
			return
		}
		if b[1] == 200 && size >= 28 && binary.BigEndian.Uint32(b[4:]) == ssrc {
			c.set(binary.BigEndian.Uint32(b[8:]), binary.BigEndian.Uint32(b[12:]), binary.BigEndian.Uint32(b[16:]))
		}
		b = b[size:]
	}
}

func (c *senderClock) set(seconds, fraction, rtp uint32) {
	if seconds < ntpEra || seconds < ntpEpoch {
		*c = senderClock{}
		return
	}
	nanos := int64(uint64(fraction) * uint64(time.Second) >> 32)
	c.ntp, c.rtp = time.Unix(int64(seconds)-ntpEpoch, nanos).UTC(), rtp
}

// at is the sender's time of an RTP time, zero when it is not known.
func (c *senderClock) at(rtp uint32, rate int) time.Time {
	if c.ntp.IsZero() {
		return time.Time{}
	}
	d := time.Duration(int64(int32(rtp-c.rtp)) * int64(time.Second) / int64(rate))
	if d > senderReach || d < -senderReach {
		return time.Time{}
	}
	return c.ntp.Add(d)
}
