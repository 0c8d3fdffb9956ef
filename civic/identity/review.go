package identity

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// A Quarter is one of the calendar in Wuxi, written "2026Q4". Its rights are
// to be reviewed before it ends.
type Quarter string

var quarterForm = regexp.MustCompile(`^20\d\d[Q][1-4]$`)

// QuarterOf is the quarter of an instant.
func QuarterOf(t time.Time) Quarter {
	day := t.In(law.Shanghai())
	return Quarter(strconv.Itoa(day.Year()) + "Q" + strconv.Itoa((int(day.Month())+2)/3))
}

// ParseQuarter reads one.
func ParseQuarter(s string) (Quarter, error) {
	if !quarterForm.MatchString(s) {
		return "", shiheng.Invalid("review.quarter")
	}
	return Quarter(s), nil
}

// Span is the quarter's time.
func (q Quarter) Span() shiheng.Span {
	year, _ := strconv.Atoi(string(q[:4]))
	from := time.Date(year, time.Month(int(q[5]-'1')*3+1), 1, 0, 0, 0, 0, law.Shanghai())
	return shiheng.Span{From: from.UTC(), To: from.AddDate(0, 3, 0).UTC()}
}

// Before is the quarter before this one.
func (q Quarter) Before() Quarter { return QuarterOf(q.Span().From.Add(-time.Hour)) }

// A HeldRight is a right as the review sees it: whose it is, who gave it and
// why, and what the quarter's review said of it.
type HeldRight struct {
	Assignment
	Login, Name string
	Disabled    bool
	GivenBy     string // the giver's name; empty when the house gave it
	Review      Review // zero: not yet reviewed in the quarter
}

// A Review is what the auditor said of one right in one quarter.
type Review struct {
	Quarter    Quarter
	Assignment AssignmentID
	Keep       bool
	Note       string
	Reviewer   shiheng.AccountID
	Name       string // the reviewer's
	At         time.Time
}

// Overdue reports whether the right should have been reviewed in the quarter
// and was not.
func (h HeldRight) Overdue(q Quarter, now time.Time) bool {
	end := q.Span().To
	return h.Review.At.IsZero() && h.From.Before(end) && !now.Before(end)
}

// Rights lists every right of a quarter: those that count, and those that its
// review withdrew.
func (s *Service) Rights(ctx context.Context, q Quarter, p audit.Paging) (audit.Page[HeldRight], error) {
	return s.cfg.Store.Rights(ctx, q, p)
}

// MayReview says why an account may not review a right for a quarter now.
func (h HeldRight) MayReview(by shiheng.AccountID, q Quarter, now time.Time) error {
	current := QuarterOf(now)
	switch {
	case !h.Review.At.IsZero():
		return shiheng.Conflict("review.done")
	case h.Account == by:
		return shiheng.Forbidden("review.own").By("W168/29/1")
	case q != current && q != current.Before():
		return shiheng.Conflict("review.over")
	}
	return nil
}

// ReviewRight puts on record what the auditor says of a right: that it is kept,
// or that it is withdrawn, which happens at once and needs a note why. Taking
// away takes one person in either profile; giving back does not.
func (s *Service) ReviewRight(ctx context.Context, actor audit.Actor, r Review) error {
	now := s.now()
	r.Note = strings.TrimSpace(r.Note)
	if n := len([]rune(r.Note)); n > 200 || n == 0 && !r.Keep {
		return shiheng.Invalid("review.note")
	}
	r.Reviewer, r.At = actor.Account, now
	var owner shiheng.AccountID
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		h, err := tx.Right(r.Assignment, r.Quarter)
		if err != nil {
			return err
		}
		if err := h.MayReview(actor.Account, r.Quarter, now); err != nil {
			return err
		}
		if err := tx.InsertReview(r); err != nil {
			return err
		}
		e := audit.New(now, actor, audit.RightReview, audit.On("account", h.Account)).With("quarter", string(r.Quarter)).
			With("role", string(h.Role)).With("over", h.Target.String()).With("keep", strconv.FormatBool(r.Keep)).With("reason", r.Note)
		if err := tx.Append(e); err != nil || r.Keep {
			return err
		}
		owner = h.Account
		return withdrawOne(tx, actor, h.Assignment, r.Note, now)
	})
	if err != nil {
		return fmt.Errorf("review right: %w", s.onRecord(ctx, actor, audit.RightReview, audit.On("assignment", r.Assignment), err))
	}
	if !owner.IsZero() {
		s.tellRights(owner)
	}
	return nil
}

func withdrawOne(tx Tx, actor audit.Actor, a Assignment, reason string, now time.Time) error {
	guard, err := guardAdministrators(tx, now)
	if err != nil {
		return err
	}
	if err := tx.WithdrawAssignment(a.ID, now); err != nil {
		return err
	}
	e := audit.New(now, actor, audit.RoleWithdraw, audit.On("account", a.Account)).
		With("role", string(a.Role)).With("over", a.Target.String()).With("reason", reason)
	if err := tx.Append(e); err != nil {
		return err
	}
	return guard(tx)
}
