package app

import (
	"context"
	"errors"
	"slices"

	"shiheng.internal"
	officialapi "shiheng.internal/api/official"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/access/forward"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/store/rows"
)

// openOfficial opens the counter for officials, after the room that mints.
func (h *House) openOfficial() (err error) {
	h.official, err = official.New(official.Config{
		Store: rows.NewOfficial(h.db), Access: h.access, Clauses: h.clauses, Papers: h.papers, Cameras: h.registry.Read(),
		Units: rows.NewParties(h.db), People: logins{h.identity}, Site: h.ofSite, Secure: h.secure, Held: h.heldFor, Basic: h.basicFor, Log: h.log,
	})
	return err
}

// officialDesk is the area of the API in front of it.
func (h *House) officialDesk() *officialapi.Desk {
	return officialapi.New(officialapi.Config{Official: h.official, Cameras: h.registry.Read()})
}

// warranted asks the room that decided on a grant whether it still stands.
func (h *House) warranted(ctx context.Context, g shiheng.Grant) (cause, err error) {
	if forward.Ours(g) {
		return h.forwards.Warranted(ctx, g)
	}
	if citizen.Ours(g) {
		return h.citizens.Warranted(ctx, g)
	}
	return h.official.Warranted(ctx, g)
}

// logins finds accounts by their login.
type logins struct{ people *identity.Service }

// AccountOf implements [official.People].
func (l logins) AccountOf(ctx context.Context, login string) (identity.Account, error) {
	want, err := identity.Normal(login)
	if err != nil {
		return identity.Account{}, shiheng.NotFound("account.none")
	}
	for next := ""; ; {
		got, err := l.people.Accounts(ctx, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return identity.Account{}, err
		}
		if i := slices.IndexFunc(got.Items, func(a identity.Account) bool { return a.Login == want && !a.Disabled }); i >= 0 {
			return got.Items[i], nil
		}
		if next = got.Next; next == "" {
			return identity.Account{}, shiheng.NotFound("account.none")
		}
	}
}

// Account implements [forward.People].
func (l logins) Account(ctx context.Context, id shiheng.AccountID) (identity.Account, error) {
	return l.people.Account(ctx, id)
}

// ofSite reports whether an officer is staff of the site: the account manages
// one of the cameras' systems, or the unit of the officer or of the account
// answers for one. The police on a system of their own are none by that alone
// (gate L4: Article 24 holds for case work on one's own platform too).
func (h *House) ofSite(ctx context.Context, o official.Officer, cameras []registry.Linked) (bool, error) {
	var home shiheng.OrganisationID
	if !o.Account.IsZero() {
		a, err := h.identity.Account(ctx, o.Account)
		if err != nil {
			return false, err
		}
		home = a.Organisation
		r, err := h.access.Rights(ctx, identity.Principal{Account: a})
		if err != nil {
			return false, err
		}
		keeps := r.Over(access.SuperviseOfficials)
		if slices.ContainsFunc(cameras, keeps.Covers) {
			return true, nil
		}
	}
	var answering []shiheng.OrganisationID
	for _, c := range cameras {
		answering = append(answering, c.System.Parties.Answering()...)
	}
	if len(answering) == 0 {
		return false, nil
	}
	units, err := rows.NewParties(h.db).Below(ctx, answering...)
	if errors.Is(err, shiheng.ErrNotFound) {
		return false, nil
	}
	return slices.ContainsFunc(units, func(u party.Organisation) bool {
		mine := u.ID == home || u.ID == o.UnitID || official.SameUnit(u.Name, o.Unit)
		return slices.Contains(answering, u.ID) && mine && !u.Has(party.Supervisor)
	}), err
}

// basicFor reads the basic information of cameras that officials may be given,
// in words: what is empty is left out.
func (h *House) basicFor(ctx context.Context, cameras []registry.Linked) ([]official.BasicLine, error) {
	tables := h.archive.Tables()
	out := make([]official.BasicLine, 0, len(cameras))
	for _, l := range cameras {
		values, _, _, err := h.archive.Judge(ctx, l)
		if err != nil {
			return nil, err
		}
		line := official.BasicLine{Camera: l.ID, Name: l.Name, Values: []official.BasicValue{}}
		for _, f := range tables.Fields {
			if v := values[f.Code]; v != "" && official.GivenBasic(string(f.Code)) {
				line.Values = append(line.Values, official.BasicValue{Zh: f.Zh, En: f.En, Value: tables.Shown(f, v)})
			}
		}
		out = append(out, line)
	}
	return out, nil
}
