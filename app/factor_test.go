package app_test

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// TestSecondFactorAtTheDoor: begun, confirmed, asked for at the next login,
// required of everybody by a setting, and reset for who lost it.
func TestSecondFactorAtTheDoor(t *testing.T) {
	w := newWorld(t)
	admin, keeper := w.as("admin"), w.as("keeper")
	code := func(secret string, steps int) string {
		c, err := totp.GenerateCode(secret, time.Now().Add(time.Duration(steps)*30*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	keeper.refused("factor.begin-anew", "", "POST", "/session/factor/confirm", map[string]any{"code": "123456"})
	var begun struct{ Secret, Address string }
	keeper.wants(200, "POST", "/session/factor", nil).into(t, &begun)
	keeper.refused("login.code-wrong", "", "POST", "/session/factor/confirm", map[string]any{"code": "abcdef"})
	var ready struct{ RecoveryCodes []string }
	keeper.wants(200, "POST", "/session/factor/confirm", map[string]any{"code": code(begun.Secret, 0)}).into(t, &ready)
	if len(ready.RecoveryCodes) != 10 {
		t.Errorf("recovery codes: %v", ready.RecoveryCodes)
	}

	c := w.nobody()
	login := map[string]any{"login": "keeper", "password": chosen}
	c.refused("login.code-needed", "", "POST", "/session", login)
	login["code"] = code(begun.Secret, 1) // newer than the one used, and good still when its half minute has begun
	c.wants(200, "POST", "/session", login)
	var me struct{ Account struct{ SecondFactor bool } }
	c.wants(200, "GET", "/session", nil).into(t, &me)
	if !me.Account.SecondFactor {
		t.Error("the account does not say that it has a second factor")
	}

	admin.wants(200, "PUT", "/settings/identity.second-factor-required", map[string]any{"value": "true"})
	admin.refused("account.must-enrol", "", "GET", "/accounts", nil)
	c.refused("factor.required", "", "POST", "/session/factor/drop", map[string]any{"password": chosen, "code": ready.RecoveryCodes[0]})
	admin.wants(200, "POST", "/session/factor", nil).into(t, &begun)
	admin.wants(200, "POST", "/session/factor/confirm", map[string]any{"code": code(begun.Secret, 0)})
	var accounts struct {
		Items []struct{ ID, Login string }
	}
	admin.wants(200, "GET", "/accounts", nil).into(t, &accounts)
	for _, a := range accounts.Items {
		switch a.Login {
		case "keeper":
			admin.wants(200, "POST", "/accounts/"+a.ID+"/factor-reset", nil)
			admin.refused("factor.none", "", "POST", "/accounts/"+a.ID+"/factor-reset", nil)
		case "admin":
			admin.refused("account.self", "", "POST", "/accounts/"+a.ID+"/factor-reset", nil)
		}
	}
	c.refused("session.none", "", "GET", "/session", nil)
}
