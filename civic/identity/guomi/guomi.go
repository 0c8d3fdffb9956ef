// Package guomi reads SM2 public keys and checks SM2 signatures (GB/T 32918.2,
// with SM3 and the default user id) for signing in. It is pure; what a
// signature is asked over and how often it counts is civic/identity's to say.
// The library of national cryptography stays within it.
package guomi

import (
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"strings"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"shiheng.internal"
)

// ParsePublic reads a public key, bare or in a certificate, in PEM. It returns
// the key in its standard form (SubjectPublicKeyInfo) and its mark. What is no
// SM2 key is an ErrInvalid ("sm2.form").
func ParsePublic(text []byte) (key []byte, mark string, err error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, "", shiheng.Invalid("sm2.form")
	}
	var public any
	switch block.Type {
	case "PUBLIC KEY":
		public, err = smx509.ParsePKIXPublicKey(block.Bytes)
	case "CERTIFICATE":
		var c *smx509.Certificate
		if c, err = smx509.ParseCertificate(block.Bytes); err == nil {
			public = c.PublicKey
		}
	default:
		return nil, "", shiheng.Invalid("sm2.form")
	}
	if err != nil {
		return nil, "", shiheng.Invalid("sm2.form").From(err)
	}
	return standard(public)
}

func standard(public any) ([]byte, string, error) {
	k, ok := public.(*ecdsa.PublicKey)
	if !ok || !sm2.IsSM2PublicKey(k) {
		return nil, "", shiheng.Invalid("sm2.form")
	}
	key, err := smx509.MarshalPKIXPublicKey(k)
	if err != nil {
		return nil, "", shiheng.Invalid("sm2.form").From(err)
	}
	return key, markOf(key), nil
}

// markOf is what a key is found by: the SM3 digest of its standard form.
func markOf(key []byte) string {
	sum := sm3.Sum(key)
	return hex.EncodeToString(sum[:])
}

// A Proof is a signature with the mark of the key that made it, as people hand
// it over: mark, a dot, the signature (ASN.1) in base64.
type Proof struct {
	Mark      string
	Signature []byte
}

// ParseProof reads a proof. What is none is an ErrForbidden ("sm2.wrong").
func ParseProof(text string) (Proof, error) {
	mark, signature, ok := strings.Cut(strings.Join(strings.Fields(text), ""), ".")
	raw, err := base64.StdEncoding.DecodeString(signature)
	if !ok || err != nil || len(mark) != 2*sm3.Size || len(raw) > 200 {
		return Proof{}, shiheng.Forbidden("sm2.wrong")
	}
	return Proof{Mark: strings.ToLower(mark), Signature: raw}, nil
}

// String is the proof as it is handed over.
func (p Proof) String() string { return p.Mark + "." + base64.StdEncoding.EncodeToString(p.Signature) }

// Check checks a signature over a text by the key in its standard form. A
// wrong one is an ErrForbidden ("sm2.wrong").
func Check(key, text, signature []byte) error {
	public, err := smx509.ParsePKIXPublicKey(key)
	if err != nil {
		return fmt.Errorf("kept SM2 key: %w", err)
	}
	k, ok := public.(*ecdsa.PublicKey)
	if !ok || !sm2.VerifyASN1WithSM2(k, nil, text, signature) {
		return shiheng.Forbidden("sm2.wrong")
	}
	return nil
}

// Decoy is a key that opens nothing, checked for an unknown mark so that the
// answer takes the work of a known one.
func Decoy() []byte {
	p := sm2.P256().Params()
	point := make([]byte, 1+2*32)
	point[0] = 4 // both coordinates, uncompressed
	p.Gx.FillBytes(point[1:33])
	p.Gy.FillBytes(point[33:])
	public, err := sm2.NewPublicKey(point)
	if err != nil {
		panic(fmt.Sprintf("guomi: the base point of SM2 is none: %v", err))
	}
	key, err := smx509.MarshalPKIXPublicKey(public)
	if err != nil {
		panic(fmt.Sprintf("guomi: the base point of SM2 does not marshal: %v", err))
	}
	return key
}

// Sign signs a text with a private key in PEM (PKCS#8, or SEC 1 as openssl
// writes it).
func Sign(private, text []byte) (Proof, error) {
	for block, rest := pem.Decode(private); block != nil; block, rest = pem.Decode(rest) {
		var key any
		var err error
		switch block.Type {
		case "PRIVATE KEY":
			key, err = smx509.ParsePKCS8PrivateKey(block.Bytes)
		case "EC PRIVATE KEY":
			key, err = smx509.ParseSM2PrivateKey(block.Bytes)
		default:
			continue // the parameters that openssl puts before the key
		}
		if err != nil {
			return Proof{}, shiheng.Invalid("sm2.private").From(err)
		}
		k, ok := key.(*sm2.PrivateKey)
		if !ok {
			return Proof{}, shiheng.Invalid("sm2.private")
		}
		_, mark, err := standard(&k.PublicKey)
		if err != nil {
			return Proof{}, err
		}
		signature, err := k.SignWithSM2(rand.Reader, nil, text)
		if err != nil {
			return Proof{}, fmt.Errorf("sign: %w", err)
		}
		return Proof{Mark: mark, Signature: signature}, nil
	}
	return Proof{}, shiheng.Invalid("sm2.private")
}
