package app

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net"
	"regexp"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/app/oidc"
	"shiheng.internal/store/rows"
)

// The settings of the identity provider.
const (
	oidcIssuer = "identity.oidc-issuer"
	oidcClient = "identity.oidc-client"
	oidcSecret = "identity.oidc-secret" //nolint:gosec // the name of a setting
	oidcClaim  = "identity.oidc-claim"
	oidcName   = "identity.oidc-name"

	outsideStrong = "identity.oidc-strong"
	cardStrong    = "identity.certificate-strong"
)

func providerKnobs() []knob {
	return []knob{{
		key: oidcIssuer, otherwise: `""`, check: issuerAddress,
		zh: "统一身份认证（OpenID Connect）服务地址（https://…）；留空则不启用",
		en: "Address of the identity provider (OpenID Connect, https://…); empty: there is none",
	}, {
		key: oidcClient, otherwise: `""`, check: anyText(0, 200),
		zh: "本平台在统一身份认证服务登记的客户端标识",
		en: "Client id of this platform at the identity provider",
	}, {
		key: oidcSecret, otherwise: `""`, check: anyText(0, 200), secret: true,
		zh: "客户端密钥，加密保存，不显示",
		en: "Client secret; kept sealed and never shown",
	}, {
		key: oidcClaim, otherwise: `"sub"`, check: anyText(1, 60),
		zh: "用于对应账号的声明名称，默认 sub。修改后原有绑定不再有效",
		en: "Claim that names a person there, sub unless said otherwise. After a change the bindings there are work no more",
	}, {
		key: oidcName, otherwise: `"统一身份认证"`, check: anyText(1, 20),
		zh: "登录页上统一身份认证按钮的名称",
		en: "What the button at the sign-in page is called",
	}, {
		key: outsideStrong, otherwise: `[]`, check: words(`^(acr|amr)=\S{1,200}$`, "setting.oidc-strong"),
		zh: "统一身份认证的哪些认证方式视为已达到双因素强度，如 [\"amr=mfa\",\"acr=urn:example:two\"]；不在其列的，登录后还须出示本平台账号的动态口令或者通行密钥",
		en: "Proofs at the identity provider that count as strong, such as [\"amr=mfa\",\"acr=urn:example:two\"]; who comes by another one has to give a one-time code or passkey of the account besides",
	}, {
		key: cardStrong, otherwise: `[]`, check: words(`^([0-9]+(\.[0-9]+)+)?(@.{1,200})?$`, "setting.certificate-strong"),
		zh: "哪些数字证书视为存放在硬件证书卡中、已达到双因素强度：证书策略标识、@签发机构名称，或者两者，如 [\"1.2.156.1\",\"@CN=市局证书认证机构\"]；不在其列的，登录后还须出示本平台账号的动态口令或者通行密钥",
		en: "Certificates that are kept on a hardware card and count as strong: policy, @issuer, or both, such as [\"1.2.156.1\",\"@CN=Bureau CA\"]; who comes by another one has to give a one-time code or passkey of the account besides",
	}}
}

// mostWords is how many words a setting may list.
const mostWords = 20

// words takes a JSON list of texts of a form; code says what is wrong with
// another.
func words(form, code string) func(json.RawMessage) error {
	one := regexp.MustCompile(form)
	return func(v json.RawMessage) error {
		var list []string
		if err := json.Unmarshal(v, &list); err != nil || list == nil || len(list) > mostWords {
			return shiheng.Invalid(code).From(err)
		}
		for _, w := range list {
			if w == "" || !one.MatchString(w) {
				return shiheng.Invalid(code)
			}
		}
		return nil
	}
}

// anyText takes a JSON string of so many characters.
func anyText(least, most int) func(json.RawMessage) error {
	return func(v json.RawMessage) error {
		var s string
		if err := json.Unmarshal(v, &s); err != nil {
			return shiheng.Invalid("setting.text").From(err)
		}
		if n := len([]rune(s)); n < least || n > most {
			return shiheng.Invalid("setting.length", "least", strconv.Itoa(least), "most", strconv.Itoa(most))
		}
		return nil
	}
}

// issuerAddress takes a JSON string: nothing, or a provider's address.
func issuerAddress(v json.RawMessage) error {
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		return shiheng.Invalid("oidc.issuer").From(err)
	}
	if s == "" {
		return nil
	}
	return oidc.CheckIssuer(s)
}

// Secrets of settings are kept sealed for the setting they are of, as a JSON
// string in base64.
func sealedSetting(key string) string { return "setting " + key }

func (k knobs) seal(key, value string) (string, error) {
	var plain string
	if err := json.Unmarshal([]byte(value), &plain); err != nil || plain == "" {
		return `""`, err
	}
	sealed, err := k.sealer.Seal([]byte(plain), sealedSetting(key))
	if err != nil {
		return "", err
	}
	out, err := json.Marshal(base64.StdEncoding.EncodeToString(sealed))
	return string(out), err
}

// outside reads the settings of the provider.
func (h *House) outside(ctx context.Context) (s oidc.Settings, err error) {
	settings := rows.NewSettings(h.db)
	var sealed string
	for _, one := range []struct {
		key string
		to  *string
	}{{oidcIssuer, &s.Issuer}, {oidcClient, &s.Client}, {oidcSecret, &sealed}, {oidcClaim, &s.Claim}, {platformAddress, &s.Callback}} {
		got, err := settings.Get(ctx, one.key)
		if errors.Is(err, shiheng.ErrNotFound) {
			continue
		}
		if err == nil {
			err = json.Unmarshal(got.Value, one.to)
		}
		if err != nil {
			return s, err
		}
	}
	if sealed != "" {
		raw, err := base64.StdEncoding.DecodeString(sealed)
		if err != nil {
			return s, err
		}
		plain, err := h.sealer.Open(raw, sealedSetting(oidcSecret))
		if err != nil {
			return s, err
		}
		s.Secret = string(plain)
	}
	if s.Callback == "" {
		if s.Callback, err = h.onThisMachine(); err != nil {
			return s, err
		}
	}
	s.Callback = withoutPath(s.Callback) + "/oidc"
	return s, nil
}

// ways says which ways in the sign-in page offers besides password and keys.
func (h *House) ways(ctx context.Context) (w api.Ways, err error) {
	s, err := h.outside(ctx)
	if err != nil {
		return w, err
	}
	if s.Issuer != "" && s.Client != "" {
		w.Provider = "统一身份认证"
		got, err := rows.NewSettings(h.db).Get(ctx, oidcName)
		if err == nil {
			err = json.Unmarshal(got.Value, &w.Provider)
		}
		if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
			return w, err
		}
	}
	if h.cards != nil {
		if at, ok := h.cards.listener.Addr().(*net.TCPAddr); ok {
			w.CertificatePort = at.Port
		}
	}
	return w, nil
}
