package app

import (
	"time"

	"shiheng.internal/api"
	catalogueapi "shiheng.internal/api/catalogue"
	papersapi "shiheng.internal/api/papers"
	"shiheng.internal/civic/access"
)

// areas makes the desks of the areas of the API.
func (h *House) areas() api.Areas {
	register := h.registry.Read()
	return api.Areas{
		Papers: papersapi.New(papersapi.Config{
			Papers: h.papers, Audit: h.audit, Now: time.Now,
			Readers: map[string]papersapi.Reader{
				"finding": papersapi.Duty(access.ReadFindings),
			},
		}),
		Catalogue: catalogueapi.New(catalogueapi.Config{Catalogue: h.catalogue, Systems: register, Cameras: register}),
	}
}
