package api

import (
	"context"
	"encoding/json"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
)

// KeyQuestion is what a browser is asked; the ticket goes back with the answer.
type KeyQuestion struct {
	Ticket  string         `json:"ticket"`
	Options map[string]any `json:"options" doc:"For navigator.credentials: PublicKeyCredentialCreationOptionsJSON or PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3"`
}

// KeyView is a key of an account: what opens it besides the password.
type KeyView struct {
	ID      identity.KeyID `json:"id" format:"uuid"`
	Kind    string         `json:"kind" enum:"passkey,oidc,certificate,sm2"`
	Name    string         `json:"name"`
	Until   time.Time      `json:"endsAt,omitzero"`
	By      string         `json:"by" doc:"Who entered it"`
	Created time.Time      `json:"createdAt"`
	Used    time.Time      `json:"usedAt,omitzero"`
	Stopped time.Time      `json:"stoppedAt,omitzero" doc:"It showed to be in two hands and opens nothing any more"`
	Can     route.Can      `json:"can" doc:"rename, drop"`
}

// KeyMade is a new key; with an account's first second factor come recovery
// codes, shown this once.
type KeyMade struct {
	Key      KeyView  `json:"key"`
	Recovery []string `json:"recoveryCodes" nullable:"false" doc:"Empty unless this is the account's first second factor"`
}

// passkeyAnswer is what a passkey said.
type passkeyAnswer struct {
	Ticket string         `json:"ticket" maxLength:"4096"`
	Answer map[string]any `json:"answer" doc:"PublicKeyCredential.toJSON of WebAuthn Level 3"`
}

func (a *passkeyAnswer) answer() (*identity.Answer, error) {
	if a == nil {
		return nil, nil //nolint:nilnil // none was given, which is no fault
	}
	said, err := json.Marshal(a.Answer)
	return &identity.Answer{Ticket: a.Ticket, Said: said}, err
}

type passkeyNew struct {
	Made passkeyAnswer `json:"made"`
	Name string        `json:"name" minLength:"1" maxLength:"60" doc:"What its owner calls it"`
}

type keyPath struct {
	ID identity.KeyID `path:"id" format:"uuid"`
}

type keyPatch struct {
	ID   identity.KeyID `path:"id" format:"uuid"`
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"60"`
	}
}

type accountKeyPath struct {
	ID  shiheng.AccountID `path:"id" format:"uuid"`
	Key identity.KeyID    `path:"key" format:"uuid"`
}

// keyOperations registers what has to do with keys.
func (d *Door) keyOperations(t *route.Table) {
	manage := route.Duty(access.ManageAccounts)
	route.Add(t, "POST", "/session/passkey", route.Open, "Ask for a passkey at the sign-in page", d.askPasskey)
	route.Add(t, "POST", "/session/passkey/answer", route.Open, "Log in by passkey", d.passkeyLogin)
	route.Add(t, "POST", "/session/step-up/passkey", route.SignedIn, "Ask for one of the own passkeys", d.askPasskeyAgain)
	route.Add(t, "GET", "/keys", route.SignedIn, "The own keys", d.keys)
	route.AddSensitive(t, "POST", "/keys/passkey", route.SignedIn, "Ask for a new passkey", d.enrolPasskey)
	route.AddSensitive(t, "POST", "/keys/passkey/confirm", route.SignedIn, "Register the passkey that was made", d.keepPasskey)
	route.Add(t, "PATCH", "/keys/{id}", route.Member, "Call an own key something else", d.renameKey)
	route.AddSensitive(t, "DELETE", "/keys/{id}", route.Member, "Take an own key away", d.dropKey)
	route.Add(t, "GET", "/accounts/{id}/keys", manage, "Keys of an account", d.accountKeys)
	route.AddSensitive(t, "DELETE", "/accounts/{id}/keys/{key}", manage, "Take a key of an account away", d.dropAccountKey)
}

// questionOut answers with a question.
func questionOut(q identity.Question, err error) (*route.Out[KeyQuestion], error) {
	if err != nil {
		return nil, err
	}
	out := KeyQuestion{Ticket: q.Ticket}
	if err := json.Unmarshal(q.Options, &out.Options); err != nil {
		return nil, err
	}
	return &route.Out[KeyQuestion]{Body: out}, nil
}

func (d *Door) askPasskey(ctx context.Context, _ route.Caller, _ *route.None) (*route.Out[KeyQuestion], error) {
	return questionOut(d.cfg.Identity.AskPasskey(ctx))
}

func (d *Door) passkeyLogin(ctx context.Context, who route.Caller, in *route.In[passkeyAnswer]) (*cookieOut[MeView], error) {
	ans, err := in.Body.answer()
	if err != nil {
		return nil, err
	}
	req := requestFrom(ctx)
	issued, err := d.cfg.Identity.PasskeyLogin(ctx, identity.Credentials{Remote: req.remote, Agent: req.agent, Previous: who.Token}, *ans)
	if err != nil {
		return nil, err
	}
	return d.signIn(ctx, issued)
}

func (d *Door) askPasskeyAgain(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[KeyQuestion], error) {
	return questionOut(d.cfg.Identity.AskPasskeyAgain(ctx, who.Principal))
}

func (d *Door) enrolPasskey(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[KeyQuestion], error) {
	return questionOut(d.cfg.Identity.EnrolPasskey(ctx, who.Principal))
}

func (d *Door) keepPasskey(ctx context.Context, who route.Caller, in *route.In[passkeyNew]) (*route.Out[KeyMade], error) {
	ans, err := in.Body.Made.answer()
	if err != nil {
		return nil, err
	}
	k, codes, err := d.cfg.Identity.KeepPasskey(ctx, who.Principal, in.Body.Name, *ans)
	if err != nil {
		return nil, err
	}
	v, err := d.keyView(ctx, k)
	if err != nil {
		return nil, err
	}
	v.Can = route.Can{"rename": "", "drop": ""}
	return &route.Out[KeyMade]{Body: KeyMade{Key: v, Recovery: append([]string{}, codes...)}}, nil
}

func (d *Door) keyView(ctx context.Context, k identity.Key) (KeyView, error) {
	by, err := d.cfg.Identity.Account(ctx, k.By)
	if err != nil {
		return KeyView{}, err
	}
	return KeyView{
		ID: k.ID, Kind: string(k.Kind), Name: k.Name, Until: k.Until, By: by.Name,
		Created: k.Created, Used: k.Used, Stopped: k.Stopped, Can: route.Can{},
	}, nil
}

func (d *Door) keys(ctx context.Context, who route.Caller, _ *route.None) (*route.Out[[]KeyView], error) {
	return d.keysOut(ctx, who.Account.ID, true)
}

func (d *Door) accountKeys(ctx context.Context, _ route.Caller, in *accountPath) (*route.Out[[]KeyView], error) {
	if _, err := d.cfg.Identity.Account(ctx, in.ID); err != nil {
		return nil, err
	}
	return d.keysOut(ctx, in.ID, false)
}

// keysOut lists the keys of an account with what its owner, or whoever manages
// accounts, may do to them.
func (d *Door) keysOut(ctx context.Context, account shiheng.AccountID, own bool) (*route.Out[[]KeyView], error) {
	list, err := d.cfg.Identity.Keys(ctx, account)
	if err != nil {
		return nil, err
	}
	out := make([]KeyView, 0, len(list))
	for _, k := range list {
		v, err := d.keyView(ctx, k)
		if err != nil {
			return nil, err
		}
		if own {
			why, err := d.cfg.Identity.MayDropKey(ctx, k, list)
			if err != nil {
				return nil, err
			}
			v.Can["rename"], v.Can["drop"] = "", why
		} else {
			v.Can["drop"] = ""
		}
		out = append(out, v)
	}
	return &route.Out[[]KeyView]{Body: out}, nil
}

func (d *Door) renameKey(ctx context.Context, who route.Caller, in *keyPatch) (*route.None, error) {
	return &route.None{}, d.cfg.Identity.RenameKey(ctx, who.Principal, in.ID, in.Body.Name)
}

func (d *Door) dropKey(ctx context.Context, who route.Caller, in *keyPath) (*route.None, error) {
	return &route.None{}, d.cfg.Identity.DropKey(ctx, who.Actor(), who.Account.ID, in.ID)
}

func (d *Door) dropAccountKey(ctx context.Context, who route.Caller, in *accountKeyPath) (*route.None, error) {
	return &route.None{}, d.cfg.Identity.DropKey(ctx, who.Actor(), in.ID, in.Key)
}
