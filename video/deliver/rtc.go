package deliver

import (
	"context"
	"log/slog"
)

// WHEP says where WebRTC listens.
type WHEP struct {
	// Listen is the UDP address of all WebRTC media; "" turns WHEP off.
	Listen string
}

type rtc struct{}

type whepSession struct{}

func openRTC(context.Context, WHEP, *slog.Logger) (*rtc, error) { return &rtc{}, nil }

func (*rtc) close() {}
