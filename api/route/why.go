package route

import (
	"errors"

	"shiheng.internal"
	"shiheng.internal/civic/access"
)

// Why words an error of a rule as a Can does: its code and its article.
func Why(err error) string {
	if err == nil {
		return ""
	}
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok {
		return "internal"
	}
	return access.Reason{Code: e.Code, Article: e.Article}.String()
}

// Barred joins what the caller may do by a duty with what the object itself
// lets be done; the right speaks first.
func (c Caller) Barred(d access.Duty, rules map[string]error) Can {
	right := c.Rights.May(d).String()
	out := make(Can, len(rules))
	for act, err := range rules {
		if out[act] = right; right == "" {
			out[act] = Why(err)
		}
	}
	return out
}
