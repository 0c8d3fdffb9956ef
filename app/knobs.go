package app

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/store/rows"
)

// knobs are the settings that are kept as rows. It implements [api.Settings].
type knobs struct {
	rows   *rows.Settings
	people *identity.Service
	sealer *rows.Seal
	// changed is told after a change.
	changed func()
}

// A knob is one setting: its default and what a value must be.
type knob struct {
	key, otherwise string
	zh, en         string
	check          func(json.RawMessage) error
	secret         bool // kept sealed, and never shown
}

const (
	platformName    = "platform.name"
	platformAddress = "platform.address"
	basicServes     = "works.basic-serves"
	factorRequired  = "identity.second-factor-required"
	stepUpMinutes   = "identity.step-up-minutes"
	lockAfter       = "identity.lock-after"
	lockMinutes     = "identity.lock-minutes"
	replayMinutes   = "access.replay-minutes"
	platformSharing = "platform.sharing"
	passkeyHost     = "identity.passkey-host"
	passkeyOrigins  = "identity.passkey-origins"
)

func knownKnobs() []knob {
	return slices.Concat(houseKnobs(), providerKnobs(), logKnobs(), evidenceKnobs(), secondKnobs(), backupKnobs())
}

func houseKnobs() []knob {
	return []knob{{
		key: platformName, otherwise: `"视衡"`, check: shortText,
		zh: "平台名称，显示在登录页和每页页眉", en: "Name of the platform, shown at sign-in and on every page",
	}, {
		key: platformAddress, otherwise: `""`, check: webAddress,
		zh: "平台对外地址（https://…），印在文书二维码中供核对；留空则二维码只含文号和校验码",
		en: "Address of the platform (https://…), put into the QR code of documents for checking; empty: the code holds number and check code only",
	}, {
		key: platformSharing, otherwise: `false`, check: yesOrNo,
		zh: "本平台是市公安局建立的联网共享平台（true 或者 false）：是的，走失人员的利害关系人可以在此查看；不是的，只办理关联人查阅",
		en: "This house is the networked sharing platform of the city's police (true or false): if so, the family of a missing person looks here; if not, only persons concerned do",
	}, {
		key: basicServes, otherwise: `false`, check: yesOrNo,
		zh: "验收基本合格且整改事项均有期限的，可以投入使用（true 或者 false）",
		en: "A basically passed acceptance, each rectification with its day, lets a system be used (true or false)",
	}, {
		key: factorRequired, otherwise: `false`, check: yesOrNo,
		zh: "所有账号必须启用动态口令（true 或者 false）；未启用的账号登录后只能先启用",
		en: "Every account must have a second factor (true or false); one without may only set it up after signing in",
	}, {
		key: stepUpMinutes, otherwise: `15`, check: within(1, 240),
		zh: "身份验证有效时间（分钟）：超过后办理账号、角色、设置等敏感事项，须再次验证身份",
		en: "Minutes a proof of who one is counts for sensitive acts such as accounts, roles and settings; after that it is asked for again",
	}, {
		key: lockAfter, otherwise: `0`, check: within(0, 100),
		zh: "连续登录失败多少次后暂时锁定账号（0 表示不锁定，只逐次延长等待）",
		en: "Failures in a row after which an account is locked for a while (0: never; guessing is only slowed down)",
	}, {
		key: lockMinutes, otherwise: `15`, check: within(1, 1440),
		zh: "账号暂时锁定的时间（分钟）",
		en: "Minutes for which such an account is locked",
	}, {
		key: replayMinutes, otherwise: `30`, check: within(0, 30),
		zh: "即时回放时长（分钟）：此时段以内的历史图像属于值班监看，更早的须说明事由，每次登录说明一次",
		en: "Minutes of instant replay, which is duty watching; older footage needs a stated purpose, once a session",
	}, {
		key: passkeyHost, otherwise: `""`, check: hostName,
		zh: "通行密钥所属的域名（不含端口）；留空则取平台对外地址的域名，未填对外地址的为 localhost。修改后原有通行密钥不能再用",
		en: "Host name that passkeys belong to, without port; empty: that of the platform's address, or localhost without one. After a change the passkeys there are work no more",
	}, {
		key: passkeyOrigins, otherwise: `[]`, check: webOrigins,
		zh: "可以使用通行密钥的网页地址，如 [\"https://video.example.cn\"]；留空则取平台对外地址。平台有多个访问地址时填写",
		en: "Addresses of pages that may ask for passkeys, such as [\"https://video.example.cn\"]; empty: the platform's address. For a platform reached by several names",
	}}
}

// replay reads how far back duty watching reaches.
func (h *House) replay() func(context.Context) (time.Duration, error) {
	settings := rows.NewSettings(h.db)
	return func(ctx context.Context) (time.Duration, error) {
		minutes := 30
		got, err := settings.Get(ctx, replayMinutes)
		if err == nil {
			err = json.Unmarshal(got.Value, &minutes)
		} else if errors.Is(err, shiheng.ErrNotFound) {
			err = nil
		}
		return time.Duration(minutes) * time.Minute, err
	}
}

// switched reads a setting that is true or false; false while nobody set it.
func (h *House) switched(key string) func(context.Context) (bool, error) {
	settings := rows.NewSettings(h.db)
	return func(ctx context.Context) (on bool, err error) {
		got, err := settings.Get(ctx, key)
		if errors.Is(err, shiheng.ErrNotFound) {
			return false, nil
		}
		if err == nil {
			err = json.Unmarshal(got.Value, &on)
		}
		return on, err
	}
}

// yesOrNo takes true or false.
func yesOrNo(v json.RawMessage) error {
	var b bool
	if err := json.Unmarshal(v, &b); err != nil {
		return shiheng.Invalid("setting.yes-or-no").From(err)
	}
	return nil
}

// within takes a whole number in bounds.
func within(least, most int) func(json.RawMessage) error {
	return func(v json.RawMessage) error {
		var n int
		if err := json.Unmarshal(v, &n); err != nil || n < least || n > most {
			return shiheng.Invalid("setting.number", "least", strconv.Itoa(least), "most", strconv.Itoa(most)).From(err)
		}
		return nil
	}
}

// webAddress takes a JSON string: nothing, or an https address without query.
func webAddress(v json.RawMessage) error {
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		return shiheng.Invalid("setting.text").From(err)
	}
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || len(s) > 200 {
		return shiheng.Invalid("setting.address")
	}
	return nil
}

// shortText takes a JSON string of 1 to 40 characters.
func shortText(v json.RawMessage) error {
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		return shiheng.Invalid("setting.text").From(err)
	}
	if n := len([]rune(strings.TrimSpace(s))); n < 1 || n > 40 {
		return shiheng.Invalid("setting.length", "least", "1", "most", "40")
	}
	return nil
}

// All implements [api.Settings].
func (k knobs) All(ctx context.Context) ([]api.Setting, error) {
	out := make([]api.Setting, 0, len(knownKnobs()))
	for _, n := range knownKnobs() {
		s := api.Setting{Key: n.key, Value: n.otherwise, Zh: n.zh, En: n.en}
		got, err := k.rows.Get(ctx, n.key)
		switch {
		case errors.Is(err, shiheng.ErrNotFound):
		case err != nil:
			return nil, err
		default:
			s.Value, s.Changed = string(got.Value), got.ChangedAt
			if n.secret && s.Value != n.otherwise {
				s.Value = `"••••••"`
			}
			if a, err := k.people.Account(ctx, got.ChangedBy); err == nil {
				s.By = a.Name
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// Set implements [api.Settings].
func (k knobs) Set(ctx context.Context, actor audit.Actor, key, value string) error {
	for _, n := range knownKnobs() {
		if n.key != key {
			continue
		}
		if err := n.check(json.RawMessage(value)); err != nil {
			return err
		}
		if n.secret {
			var err error
			if value, err = k.seal(key, value); err != nil {
				return err
			}
		}
		old, err := k.rows.Get(ctx, key)
		if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
			return err
		}
		_, err = k.rows.Put(ctx, actor, rows.Setting{Name: key, Value: json.RawMessage(value), Version: old.Version, Secret: n.secret})
		k.changed()
		return err
	}
	return shiheng.NotFound("setting.none", "key", key)
}

// PlatformName implements [api.Settings].
func (k knobs) PlatformName(ctx context.Context) (string, error) {
	all, err := k.All(ctx)
	if err != nil {
		return "", err
	}
	for _, s := range all {
		if s.Key == platformName {
			var name string
			err := json.Unmarshal([]byte(s.Value), &name)
			return name, err
		}
	}
	return "", shiheng.NotFound("setting.none", "key", platformName)
}
