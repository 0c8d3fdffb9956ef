package app

import (
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/civic/works/plan"
	"shiheng.internal/civic/works/upkeep"
	"shiheng.internal/store/rows"
)

// openWorks opens the rooms around the works: what comes before a system is
// built, its binder, its upkeep.
func (h *House) openWorks() error {
	var err error
	if h.plans, err = plan.New(plan.Config{Store: rows.NewPlans(h.db), Papers: h.papers}); err != nil {
		return err
	}
	if h.binders, err = binder.New(binder.Config{Store: rows.NewBinders(h.db), Papers: h.papers, Law: h.law}); err != nil {
		return err
	}
	h.upkeep, err = upkeep.New(upkeep.Config{Store: rows.NewUpkeep(h.db), Papers: h.papers, Law: h.law, Changed: func() { h.directory.Changed() }})
	return err
}
