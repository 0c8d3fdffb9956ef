package api

import (
	"shiheng.internal/api/catalogue"
	"shiheng.internal/api/papers"
	"shiheng.internal/api/route"
)

// An area registers the operations of one room's desk.
type area interface{ Operations(t *route.Table) }

// Areas are the desks of the areas of the API, one each.
type Areas struct {
	Papers    *papers.Desk
	Catalogue *catalogue.Desk
}

// blank are desks with nothing behind them: enough to describe the API.
func blank() Areas {
	return Areas{
		Papers:    papers.New(papers.Config{}),
		Catalogue: catalogue.New(catalogue.Config{}),
	}
}

// each lists the areas in the order they are described.
func (a Areas) each() []area {
	return []area{
		a.Papers,
		a.Catalogue,
	}
}
