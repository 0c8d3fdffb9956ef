package term

import (
	"context"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// A Ceiling is how many law-days footage stays past its term, and why. Past the
// ceiling it is deleted though there is room (R799/17); without one, at its term.
type Ceiling struct {
	Days   int    `json:"days" minimum:"0" maximum:"335"`
	Reason string `json:"reason" maxLength:"500"`
}

// A KeptCeiling is the ceiling as it stands.
type KeptCeiling struct {
	Ceiling
	Version int64 // 0: nobody set it
	Changed time.Time
	By      shiheng.AccountID
}

// mostPast bounds a ceiling: with the least term it is a year.
const mostPast = 335

// SetCeiling sets how long footage stays past its term. A negative number would
// go below the term and is refused by W168/28/2; one without a reason by R799/17.
func (s *Service) SetCeiling(ctx context.Context, k Hand, version int64, c Ceiling) (KeptCeiling, error) {
	now := s.now()
	c.Reason = strings.TrimSpace(c.Reason)
	e := audit.New(now, k.Actor(), audit.RetentionCeiling, audit.Object{Kind: "retention"}).Because("R799/17", string(audit.RetentionCeiling)).
		With("days", strconv.Itoa(c.Days)).With("reason", c.Reason)
	out := KeptCeiling{Ceiling: c, Version: version + 1, Changed: now, By: k.Account.ID}
	err := audit.Under(ctx, s.cfg.Store.Write, e, func(tx Tx) error {
		switch {
		case c.Days < 0:
			return shiheng.Forbidden("retention.below-term").By("W168/28/2")
		case c.Days > 0 && c.Reason == "":
			return shiheng.Forbidden("retention.ceiling-reason").By("R799/17")
		case c.Days > mostPast:
			return shiheng.Invalid("retention.ceiling-days", "most", strconv.Itoa(mostPast))
		}
		was, err := tx.Ceiling()
		if err != nil {
			return err
		}
		if was.Version != version {
			return shiheng.Conflict("retention.ceiling-changed")
		}
		if err := tx.PutCeiling(out); err != nil {
			return err
		}
		return tx.Append(e.With("was", strconv.Itoa(was.Days)))
	})
	return out, s.told(err)
}
