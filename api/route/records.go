package route

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// RecordQuery narrows a list of records.
type RecordQuery struct {
	Paged
	System string `query:"system" maxLength:"36" doc:"About this system"`
	Place  string `query:"place" maxLength:"36" doc:"About this place or one below it"`
	State  string `query:"state" maxLength:"40"`
	DueBy  string `query:"dueBy" maxLength:"10" doc:"Due on that day or before, YYYY-MM-DD"`
	Q      string `query:"q" maxLength:"100" doc:"Part of the name or number"`
}

// Filter is the query as the rooms take it, within a scope.
func (q RecordQuery) Filter(scope registry.Scope) (f registry.RecordFilter, err error) {
	f = registry.RecordFilter{Scope: scope, State: q.State, Text: q.Q}
	if q.System != "" {
		if f.System, err = shiheng.ParseID[shiheng.SystemID](q.System); err != nil {
			return f, err
		}
	}
	if q.Place != "" {
		if f.Place, err = shiheng.ParseID[shiheng.PlaceID](q.Place); err != nil {
			return f, err
		}
	}
	if q.DueBy != "" {
		if f.DueBy, err = law.ParseDay(q.DueBy); err != nil {
			return f, shiheng.Invalid("request.time", "value", q.DueBy)
		}
	}
	return f, nil
}

// RecordPath names one record.
type RecordPath struct {
	ID string `path:"id" format:"uuid"`
}

// RecordPatch is a change of one record.
type RecordPatch[B any] struct {
	Matched
	ID   string `path:"id" format:"uuid"`
	Body B
}

// RecordAct is something done to one record.
type RecordAct[B any] struct {
	ID   string `path:"id" format:"uuid"`
	Body B
}

// Within reads one record of a scope. One outside it is an ErrNotFound, like
// one that is not there.
func Within[T registry.Record](ctx context.Context, records registry.Records[T], scope registry.Scope, id, what string) (T, error) {
	var none T
	if _, err := shiheng.ParseID[shiheng.EventID](id); err != nil {
		return none, err
	}
	got, err := records.List(ctx, registry.RecordFilter{Scope: scope, ID: id}, audit.Paging{Limit: 1})
	if err != nil {
		return none, err
	}
	if len(got.Items) == 0 {
		return none, shiheng.NotFound(what + ".none")
	}
	return got.Items[0], nil
}
