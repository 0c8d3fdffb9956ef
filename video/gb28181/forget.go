package gb28181

import (
	"context"
	"fmt"

	"shiheng.internal/video/gb28181/code"
)

// Forget ends a device's registration from our side: after its password
// changed or it was dismissed. Its sessions end, its keepalives are refused,
// and it has to register anew. Forgetting a device that is not registered does
// nothing.
func (p *Platform) Forget(ctx context.Context, device code.Code) error {
	if err := p.cfg.Store.Remove(ctx, device); err != nil {
		return fmt.Errorf("forget registration: %w", err)
	}
	dev := p.lookup(device)
	if dev == nil {
		return nil
	}
	p.offline(dev, "dismissed")
	p.forget(dev)
	return nil
}
