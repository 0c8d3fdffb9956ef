package registry

import (
	"context"
	"fmt"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// TieChannels notes at the channels of a peer which cameras already come from
// them: a camera may have been registered before its peer ever told its
// catalogue. It changes no camera and leaves no event; doing it again changes
// nothing. app calls it after each catalogue.
func (s *Service) TieChannels(ctx context.Context, device shiheng.DeviceID) error {
	rows, err := s.cfg.Store.Wanted(ctx)
	if err != nil {
		return fmt.Errorf("tie channels: %w", err)
	}
	cameras := map[string]shiheng.CameraID{}
	for _, l := range rows {
		if gb := l.Main.GB28181; gb != nil && gb.Device == device {
			cameras[gb.Channel] = l.ID
		}
	}
	if len(cameras) == 0 {
		return nil
	}
	for next := ""; ; {
		page, err := s.cfg.Store.Channels(ctx, device, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return fmt.Errorf("tie channels: %w", err)
		}
		for _, ch := range page.Items {
			camera, known := cameras[ch.Code]
			if !known || !ch.Camera.IsZero() {
				continue
			}
			if err := s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.LinkChannel(ch.ID, camera) }); err != nil {
				return fmt.Errorf("tie channel %s: %w", ch.Code, err)
			}
		}
		if next = page.Next; next == "" {
			return nil
		}
	}
}
