package rtpframe

import (
	"testing"
	"time"

	"github.com/pion/rtcp"
)

func TestSenderClock(t *testing.T) {
	noon := time.Date(2026, 11, 23, 4, 0, 0, 500_000_000, time.UTC)
	ntp := uint64(noon.Unix()+ntpEpoch)<<32 | 1<<31
	report := func(ssrc, rtp uint32, ntp uint64) *rtcp.SenderReport {
		return &rtcp.SenderReport{SSRC: ssrc, RTPTime: rtp, NTPTime: ntp}
	}
	receiver := &rtcp.ReceiverReport{SSRC: 7}
	for _, tt := range []struct {
		name    string
		packets []rtcp.Packet
		rtp     uint32
		want    time.Time
	}{
		{"nothing was reported", nil, 1000, time.Time{}},
		{"the reported instant", []rtcp.Packet{report(7, 1000, ntp)}, 1000, noon},
		{"a second later", []rtcp.Packet{report(7, 1000, ntp)}, 91_000, noon.Add(time.Second)},
		{"a frame before the report", []rtcp.Packet{report(7, 1000, ntp)}, 1<<32 - 2600, noon.Add(-40 * time.Millisecond)},
		{"past the end of RTP time", []rtcp.Packet{report(7, 1<<32-90_000, ntp)}, 90_000, noon.Add(2 * time.Second)},
		{"behind another kind in a compound packet", []rtcp.Packet{receiver, report(7, 1000, ntp)}, 1000, noon},
		{"of another sender", []rtcp.Packet{report(8, 1000, ntp)}, 1000, time.Time{}},
		{"eleven minutes after the last report", []rtcp.Packet{report(7, 0, ntp)}, 660 * 90_000, time.Time{}},
		{"a sender without a calendar gives its running time", []rtcp.Packet{report(7, 1000, 3600<<32)}, 1000, time.Time{}},
		{"a sender that no longer knows", []rtcp.Packet{report(7, 1000, ntp), report(7, 2000, 0)}, 2000, time.Time{}},
	} {
		var c senderClock
		for _, p := range tt.packets {
			b, err := p.Marshal()
			if err != nil {
				t.Fatal(err)
			}
			c.report(b, 7)
		}
		if whole, err := rtcp.Marshal(tt.packets); err != nil {
			t.Fatal(err)
		} else if len(tt.packets) > 0 {
			new(senderClock).report(whole[:len(whole)-1], 7) // cut short: nothing is read past its end
			c = senderClock{}
			c.report(whole, 7)
		}
		if got := c.at(tt.rtp, 90_000); !got.Equal(tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
