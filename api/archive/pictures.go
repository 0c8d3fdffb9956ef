package archive

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/archive"
)

// Readers say who may read the pictures of the archive, by the kind of subject
// they belong to: whoever may read the field of that camera, and nobody else
// (gate L8).
func (d *Desk) Readers() map[string]func(ctx context.Context, who route.Caller, id string) error {
	out := map[string]func(context.Context, route.Caller, string) error{}
	for _, field := range archive.PictureFields() {
		out[archive.PictureKind(field)] = func(ctx context.Context, who route.Caller, text string) error {
			id, err := shiheng.ParseID[shiheng.CameraID](text)
			if err != nil {
				return shiheng.NotFound("camera.none", "camera", text)
			}
			l, err := d.linked(ctx, who, id)
			if err != nil {
				return err
			}
			if why := who.Rights.Sees(string(field), l); why != (access.Reason{}) {
				return shiheng.Forbidden(why.Code).By(why.Article)
			}
			return nil
		}
	}
	return out
}
