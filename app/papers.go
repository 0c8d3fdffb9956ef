package app

import (
	"os"

	"shiheng.internal/civic/papers"
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
func (h *House) openPapers() error {
	blobs, err := blob.Open(h.path(blobsDir))
	if err != nil {
		return err
	}
	templates, err := papers.Load(os.DirFS(h.path(templatesDir)))
	if err != nil {
		return err
	}
	h.papers, err = papers.New(papers.Config{
		Store: rows.NewPapers(h.db), Blobs: blobs, Templates: templates, Articles: h.law, Practice: h.start.Practice,
	})
	return err
}
