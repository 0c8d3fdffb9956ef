package app

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// A holder is who an account of the practice world belongs to.
type holder struct{ unit, person, post string }

// holders are who the first accounts belong to, by login. Who runs the house
// and who reads its record sit with the bureau; who watches and copies, with
// the branch; who puts cameras into service, with the builder.
func holders() map[string]holder {
	return map[string]holder{
		"admin":   {"bureau", "演练管理员", "系统管理岗"},
		"auditor": {"bureau", "演练审计员", "审计岗"},
		"police":  {"bureau", "演练民警", "技防支队民警"},
		"keeper":  {"branch", "演练值守员", "视频监控值守岗"},
		"copy":    {"branch", "演练调取员", "视频调取岗"},
		"forward": {"branch", "演练转发员", "视频转发岗"},
		"traffic": {"transport", "演练科员", "运输安全处科员"},
		"mall":    {"mall", "演练安保经理", "安保部经理"},
		"tech":    {"builder", "演练工程师", "调试工程师"},
	}
}

// tie ties an account that was just made to its person and unit, and makes the
// person when there is none of that name.
func (f *furnisher) tie(ctx context.Context, a identity.Account) error {
	h, known := holders()[a.Login]
	if !known {
		return nil
	}
	unit := f.units[h.unit]
	page, err := f.house.party.Read().People(ctx, party.PersonFilter{Scope: party.Scope{All: true}, Organisation: unit, Text: h.person}, audit.Paging{Limit: 10})
	if err != nil {
		return err
	}
	var person shiheng.PersonID
	if len(page.Items) > 0 {
		person = page.Items[0].ID
	} else {
		made, err := f.house.party.SavePerson(ctx, f.actor, party.Person{Organisation: unit, Name: h.person, Post: h.post})
		if err != nil {
			return err
		}
		person = made.ID
	}
	change := identity.AccountChange{Of: &identity.Belonging{Person: person}, Version: a.Version}
	if h.unit == "builder" { // who is here under a contract goes with it
		end := time.Now().Add(90 * 24 * time.Hour)
		change.Ends = &end
	}
	_, err = f.house.identity.Change(ctx, f.actor, a.ID, change)
	return err
}

// hears files in the archive of a camera that was just made that it takes up
// sound. Its sound is off, as every camera's is, until it is switched on
// with a reason (ADR 0007).
func (f *furnisher) hears(ctx context.Context, c registry.Camera) error {
	_, err := f.house.archive.Save(ctx, f.actor, archive.Edit{Camera: c.ID, Values: map[archive.Code]string{"has_audio": "true"}})
	return err
}
