package app

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"

	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/papers"
	"shiheng.internal/press"
	"shiheng.internal/store/blob"
	"shiheng.internal/store/rows"
)

// Directories of the papers in the data directory: bytes of attachments and
// PDF, and the templates a city laid over the program's.
const (
	blobsDir     = "blobs"
	templatesDir = "templates"
)

// openPapers opens the room of the papers, before the rooms that issue them.
func (h *House) openPapers(ctx context.Context) error {
	blobs, err := blob.Open(h.path(blobsDir))
	if err != nil {
		return err
	}
	templates, err := papers.Load(os.DirFS(h.path(templatesDir)))
	if err != nil {
		return err
	}
	h.press = press.New(press.Config{})
	h.papers, err = papers.New(papers.Config{
		Store: rows.NewPapers(h.db), Blobs: blobs, Templates: templates, Articles: h.law, Press: h.press,
		Bound: archive.PictureKinds(), Practice: h.start.Practice, Address: h.publicAddress,
	})
	return err
}

// publicAddress is where papers can be checked, empty when nobody said so or
// the rows do not answer: the code on the paper serves as well.
func (h *House) publicAddress(ctx context.Context) (address string) {
	got, err := rows.NewSettings(h.db).Get(ctx, platformAddress)
	if err != nil || json.Unmarshal(got.Value, &address) != nil {
		return ""
	}
	return address
}

// lookAtPress finds out beside everything else whether PDF can be made: the
// program takes its time to say so.
func (h *House) lookAtPress(ctx context.Context) error {
	if version, err := h.press.Probe(ctx); err == nil {
		h.log.DebugContext(ctx, "PDF can be made", slog.String("weasyprint", version))
	}
	<-ctx.Done()
	return nil
}
