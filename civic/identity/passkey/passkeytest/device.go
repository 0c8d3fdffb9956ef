// Package passkeytest is an authenticator for tests: it makes keys on P-256 and
// answers as a browser with a security key does, and can be told to misbehave.
package passkeytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
)

// A Device holds passkeys. The zero value holds none. Not safe for concurrent
// use.
type Device struct {
	// Origin is the page the browser says it is on.
	Origin string
	// Counts: the device counts its uses; Counter is the last one.
	Counts  bool
	Counter uint32
	// Unverified: the device did not ask for PIN or finger.
	Unverified bool
	keys       []held
}

type held struct {
	id, handle []byte
	host       string
	key        *ecdsa.PrivateKey
}

type options struct {
	Challenge string `json:"challenge"`
	RPID      string `json:"rpId"`
	RP        struct {
		ID string `json:"id"`
	} `json:"rp"`
	User struct {
		ID string `json:"id"`
	} `json:"user"`
	Allow   []struct{ ID string } `json:"allowCredentials"`
	Exclude []struct{ ID string } `json:"excludeCredentials"`
}

var b64 = base64.RawURLEncoding

// Clone is a second device with the same keys.
func (d *Device) Clone() *Device {
	c := *d
	return &c
}

// Create makes a key as the options ask.
func (d *Device) Create(asked json.RawMessage) (json.RawMessage, error) {
	var o options
	if err := json.Unmarshal(asked, &o); err != nil {
		return nil, err
	}
	for _, e := range o.Exclude {
		for _, k := range d.keys {
			if b64.EncodeToString(k.id) == e.ID {
				return nil, fmt.Errorf("passkeytest: the device holds one already")
			}
		}
	}
	handle, err := b64.DecodeString(o.User.ID)
	if err != nil {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	k := held{id: make([]byte, 32), handle: handle, host: o.RP.ID, key: key}
	rand.Read(k.id)
	d.keys = append(d.keys, k)
	public, err := key.PublicKey.Bytes()
	if err != nil {
		return nil, err
	}
	data := d.authData(k.host, 0x40)
	data = append(data, make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(k.id)))
	data = append(data, k.id...)
	data = append(data, 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20)
	data = append(data, public[1:33]...)
	data = append(data, 0x22, 0x58, 0x20)
	data = append(data, public[33:]...)
	object := append([]byte{0xa3, 0x63}, "fmt"...)
	object = append(append(object, 0x64), "none"...)
	object = append(append(object, 0x67), "attStmt"...)
	object = append(append(object, 0xa0, 0x68), "authData"...)
	object = binary.BigEndian.AppendUint16(append(object, 0x59), uint16(len(data)))
	object = append(object, data...)
	return d.answer(k, map[string]any{
		"clientDataJSON": b64.EncodeToString(d.client("webauthn.create", o.Challenge)), "attestationObject": b64.EncodeToString(object),
		"transports": []string{"internal"},
	})
}

// Get answers with the first key that the options allow.
func (d *Device) Get(asked json.RawMessage) (json.RawMessage, error) {
	var o options
	if err := json.Unmarshal(asked, &o); err != nil {
		return nil, err
	}
	k, ok := d.pick(o)
	if !ok {
		return nil, fmt.Errorf("passkeytest: no key for %s", o.RPID)
	}
	if d.Counts {
		d.Counter++
	}
	data, client := d.authData(k.host, 0), d.client("webauthn.get", o.Challenge)
	sum := sha256.Sum256(client)
	digest := sha256.Sum256(append(append([]byte{}, data...), sum[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, k.key, digest[:])
	if err != nil {
		return nil, err
	}
	return d.answer(k, map[string]any{
		"clientDataJSON": b64.EncodeToString(client), "authenticatorData": b64.EncodeToString(data),
		"signature": b64.EncodeToString(signature), "userHandle": b64.EncodeToString(k.handle),
	})
}

func (d *Device) pick(o options) (held, bool) {
	for _, k := range d.keys {
		allowed := len(o.Allow) == 0
		for _, a := range o.Allow {
			allowed = allowed || a.ID == b64.EncodeToString(k.id)
		}
		if k.host == o.RPID && allowed {
			return k, true
		}
	}
	return held{}, false
}

func (d *Device) authData(host string, flags byte) []byte {
	sum := sha256.Sum256([]byte(host))
	flags |= 0x01 // somebody is there
	if !d.Unverified {
		flags |= 0x04
	}
	return binary.BigEndian.AppendUint32(append(sum[:], flags), d.Counter)
}

func (d *Device) client(kind, challenge string) []byte {
	b, _ := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": d.Origin, "crossOrigin": false}) // of texts: cannot fail
	return b
}

func (d *Device) answer(k held, response map[string]any) (json.RawMessage, error) {
	id := b64.EncodeToString(k.id)
	return json.Marshal(map[string]any{
		"id": id, "rawId": id, "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": map[string]any{}, "response": response,
	})
}
