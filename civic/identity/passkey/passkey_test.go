package passkey_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/identity/passkey"
	"shiheng.internal/civic/identity/passkey/passkeytest"
)

var party = passkey.Party{Host: "video.example.cn", Name: "视衡", Origins: []string{"https://video.example.cn"}}

func registered(t *testing.T, d *passkeytest.Device, o passkey.Owner) passkey.Credential {
	t.Helper()
	asked, err := party.AskNew(o)
	if err != nil {
		t.Fatal(err)
	}
	said, err := d.Create(asked.Options)
	if err != nil {
		t.Fatal(err)
	}
	c, err := party.New(o, asked.Kept, said)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestPasskey registers one and asks for it, with each thing wrong that an
// answer can have wrong.
func TestPasskey(t *testing.T) {
	o := passkey.Owner{Handle: []byte("0123456789abcdef"), Login: "wang", Name: "王"}
	d := &passkeytest.Device{Origin: "https://video.example.cn"}
	c := registered(t, d, o)
	if len(c.ID) != 32 || c.Counter != 0 || c.Eligible {
		t.Errorf("registered %+v", c)
	}
	other := &passkeytest.Device{Origin: "https://video.example.cn"}
	registered(t, other, o)
	for _, tt := range []struct {
		name   string
		change func(d *passkeytest.Device, said *json.RawMessage, handle *[]byte, p *passkey.Party)
		right  bool
	}{
		{"right", func(*passkeytest.Device, *json.RawMessage, *[]byte, *passkey.Party) {}, true},
		{"another page", func(d *passkeytest.Device, _ *json.RawMessage, _ *[]byte, _ *passkey.Party) {
			d.Origin = "https://video.example.cn.evil.example"
		}, false},
		{"another port", func(d *passkeytest.Device, _ *json.RawMessage, _ *[]byte, _ *passkey.Party) {
			d.Origin = "https://video.example.cn:444"
		}, false},
		{"nobody verified", func(d *passkeytest.Device, _ *json.RawMessage, _ *[]byte, _ *passkey.Party) { d.Unverified = true }, false},
		{"another's", func(_ *passkeytest.Device, _ *json.RawMessage, handle *[]byte, _ *passkey.Party) {
			*handle = []byte("fedcba9876543210")
		}, false},
		{"another house", func(_ *passkeytest.Device, _ *json.RawMessage, _ *[]byte, p *passkey.Party) {
			p.Host = "other.example.cn"
		}, false},
		{"cut off", func(_ *passkeytest.Device, said *json.RawMessage, _ *[]byte, _ *passkey.Party) {
			*said = (*said)[:len(*said)/2]
		}, false},
		{"nothing", func(_ *passkeytest.Device, said *json.RawMessage, _ *[]byte, _ *passkey.Party) {
			*said = json.RawMessage(`{}`)
		}, false},
	} {
		device, p, handle := d.Clone(), party, o.Handle
		asked, err := p.Ask([]passkey.Credential{c})
		if err != nil {
			t.Fatal(err)
		}
		var said json.RawMessage
		tt.change(device, &said, &handle, &p)
		if said, err = device.Get(asked.Options); err != nil {
			t.Fatal(err)
		}
		tt.change(device, &said, &handle, &p)
		_, err = p.Check(asked.Kept, said, handle, c)
		if (err == nil) != tt.right || (err != nil && !errors.Is(err, shiheng.ErrForbidden)) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	asked, err := party.Ask(nil)
	if err != nil {
		t.Fatal(err)
	}
	said, err := d.Get(asked.Options)
	if err != nil {
		t.Fatal(err)
	}
	later, err := party.Ask(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := party.Check(later.Kept, said, o.Handle, c); !errors.Is(err, shiheng.ErrForbidden) {
		t.Errorf("the answer to another question: %v", err)
	}
	id, err := passkey.ID(said)
	if err != nil || !bytes.Equal(id, c.ID) {
		t.Errorf("id %x, %v", id, err)
	}
	if _, err := party.Check(asked.Kept, said, o.Handle, passkey.Decoy(c.ID)); !errors.Is(err, shiheng.ErrForbidden) {
		t.Errorf("the decoy opened: %v", err)
	}
	if _, err := d.Create(mustAsk(t, passkey.Owner{Handle: o.Handle, Login: "wang", Has: []passkey.Credential{c}})); err == nil {
		t.Error("the browser was not told which keys are there already")
	}
}

func mustAsk(t *testing.T, o passkey.Owner) json.RawMessage {
	t.Helper()
	a, err := party.AskNew(o)
	if err != nil {
		t.Fatal(err)
	}
	return a.Options
}

// TestClone: a counter that does not grow is told.
func TestClone(t *testing.T) {
	o := passkey.Owner{Handle: []byte("0123456789abcdef"), Login: "wang", Name: "王"}
	d := &passkeytest.Device{Origin: "https://video.example.cn", Counts: true, Counter: 7}
	c := registered(t, d, o)
	clone := d.Clone()
	use := func(d *passkeytest.Device) passkey.Credential {
		asked, err := party.Ask(nil)
		if err != nil {
			t.Fatal(err)
		}
		said, err := d.Get(asked.Options)
		if err != nil {
			t.Fatal(err)
		}
		got, err := party.Check(asked.Kept, said, o.Handle, c)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if c = use(d); c.Cloned || c.Counter != 8 {
		t.Fatalf("first use: %+v", c)
	}
	if got := use(clone); !got.Cloned {
		t.Errorf("a clone at %d was not told", clone.Counter)
	}
}

// FuzzAnswer feeds what a browser never sends.
func FuzzAnswer(f *testing.F) {
	o := passkey.Owner{Handle: []byte("0123456789abcdef"), Login: "wang", Name: "王"}
	d := &passkeytest.Device{Origin: "https://video.example.cn"}
	asked, err := party.AskNew(o)
	if err != nil {
		f.Fatal(err)
	}
	said, err := d.Create(asked.Options)
	if err != nil {
		f.Fatal(err)
	}
	question, err := party.Ask(nil)
	if err != nil {
		f.Fatal(err)
	}
	got, err := d.Get(question.Options)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(said))
	f.Add([]byte(got))
	f.Add([]byte(`{"id":"","rawId":"","type":"public-key","response":{}}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		_, _ = passkey.ID(in)
		_, _ = party.New(o, asked.Kept, in)
		if _, err := party.Check(question.Kept, in, o.Handle, passkey.Decoy([]byte("x"))); err == nil {
			t.Error("a decoy opened")
		}
	})
}
