package verify

import (
	"bytes"
	"crypto"
	_ "crypto/sha256" // hashes of time stamps
	_ "crypto/sha512"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm3"
)

const (
	sealFile  = "seal/seal.p7s"
	stampFile = "seal/seal.tsr"
	mostSeal  = 1 << 20
)

// seal checks the seal over both tag manifests and the time stamp over it.
func (c *check) seal() error {
	m := c.zip.byName[sealFile]
	if m == nil {
		c.find("seal.none", Place{File: sealFile}, "")
		if c.zip.byName[stampFile] != nil {
			c.find("seal.stamp", Place{File: stampFile}, "")
		}
		return nil
	}
	c.res.Seal.Present = true
	signed, err := c.zip.text(m, mostSeal)
	if err != nil && !errors.Is(err, errLarge) {
		return err
	}
	var over []byte
	for _, name := range []string{tagsSHA, tagsSM3} {
		if t := c.zip.byName[name]; t != nil {
			b, err := c.zip.text(t, mostManifest)
			if err != nil && !errors.Is(err, errLarge) {
				return err
			}
			over = append(over, b...)
		}
	}
	if err := sealed(signed, over, &c.res.Seal); err != nil {
		c.find("seal.wrong", Place{File: sealFile}, err.Error())
	} else {
		c.res.Seal.Holds = true
		c.find("seal.unknown", Place{File: sealFile}, "")
	}
	t := c.zip.byName[stampFile]
	if t == nil {
		return nil
	}
	b, err := c.zip.text(t, mostSeal)
	if err != nil && !errors.Is(err, errLarge) {
		return err
	}
	if err := stamped(b, signed, &c.res.Seal); err != nil {
		c.find("seal.stamp", Place{File: stampFile}, err.Error())
	}
	return nil
}

var oidSM2WithSM3 = asn1.ObjectIdentifier{1, 2, 156, 10197, 1, 501}

// safely calls a parser: what a library does with a hostile seal must not end
// the program.
func safely(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("unreadable: %v", p)
		}
	}()
	return f()
}

// sealed checks a CMS signature by SM2 with SM3 over some bytes.
func sealed(signature, over []byte, s *Seal) error {
	return safely(func() error {
		p, err := pkcs7.Parse(signature)
		if err != nil {
			return fmt.Errorf("parse: %w", err)
		}
		cert := p.GetOnlySigner()
		if cert == nil || len(p.Content) != 0 {
			return errors.New("not one signer over what is beside it")
		}
		p.Content = over
		for i := range p.Signers { // OpenSSL and RFC 5652 name the signature, GM/T 0010 the key
			if a := &p.Signers[i].DigestEncryptionAlgorithm; a.Algorithm.Equal(oidSM2WithSM3) {
				a.Algorithm = pkcs7.OIDDigestEncryptionAlgorithmSM2
			}
		}
		if err := p.Verify(); err != nil {
			return fmt.Errorf("verify: %w", err)
		}
		s.Subject, s.Issuer = cert.Subject.String(), cert.Issuer.String()
		s.Fingerprint = fmt.Sprintf("%x", plain(crypto.SHA256, cert.Raw))
		var at time.Time
		if p.UnmarshalSignedAttribute(pkcs7.OIDAttributeSigningTime, &at) == nil {
			s.Signed = at.UTC().Format(time.RFC3339)
		}
		return nil
	})
}

func plain(h crypto.Hash, b []byte) []byte {
	w := h.New()
	w.Write(b)
	return w.Sum(nil)
}

// The forms of RFC 3161.
type stampResponse struct {
	Status struct {
		Status int
		Rest   []asn1.RawValue `asn1:"optional"`
	}
	Token asn1.RawValue `asn1:"optional"`
}

type stampInfo struct {
	Version int
	Policy  asn1.ObjectIdentifier
	Imprint struct {
		Algorithm struct {
			Algorithm asn1.ObjectIdentifier
			Rest      asn1.RawValue `asn1:"optional"`
		}
		Hashed []byte
	}
	Serial *big.Int
	Time   time.Time `asn1:"generalized"`
}

// stamped checks a time stamp over some bytes.
func stamped(response, over []byte, s *Seal) error {
	return safely(func() error {
		var r stampResponse
		if rest, err := asn1.Unmarshal(response, &r); err != nil || len(rest) > 0 || r.Status.Status > 1 {
			return errors.New("no time stamp")
		}
		p, err := pkcs7.Parse(r.Token.FullBytes)
		if err != nil {
			return fmt.Errorf("parse: %w", err)
		}
		var info stampInfo
		if _, err := asn1.Unmarshal(p.Content, &info); err != nil {
			return errors.New("no time stamp")
		}
		cert := p.GetOnlySigner()
		if cert == nil {
			return errors.New("not one signer")
		}
		if err := p.Verify(); err != nil {
			return fmt.Errorf("verify: %w", err)
		}
		sum, err := imprint(info.Imprint.Algorithm.Algorithm, over)
		if err != nil {
			return err
		}
		if !bytes.Equal(sum, info.Imprint.Hashed) {
			return errors.New("it is over something else")
		}
		s.Stamped, s.StampedBy = info.Time.UTC().Format(time.RFC3339), cert.Subject.String()
		return nil
	})
}

func imprint(oid asn1.ObjectIdentifier, b []byte) ([]byte, error) {
	switch oid.String() {
	case "2.16.840.1.101.3.4.2.1":
		return plain(crypto.SHA256, b), nil
	case "2.16.840.1.101.3.4.2.2":
		return plain(crypto.SHA384, b), nil
	case "2.16.840.1.101.3.4.2.3":
		return plain(crypto.SHA512, b), nil
	case "1.2.156.10197.1.401":
		d := sumOf(sm3.New(), b)
		return d[:], nil
	}
	return nil, errors.New("a hash that this program does not know")
}
