package bundle

import (
	"bytes"
	"crypto/rand"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"time"

	"github.com/emmansun/gmsm/pkcs7"
	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"

	"shiheng.internal"
)

// A Seal signs bundles with SM2 and SM3. Safe for concurrent use.
type Seal struct {
	key   *sm2.PrivateKey
	chain []*smx509.Certificate // its own first
}

// Sealer keeps keys unreadable at rest. *rows.Seal does.
type Sealer interface {
	Seal(plain []byte, purpose string) ([]byte, error)
	Open(sealed []byte, purpose string) ([]byte, error)
}

// sealFile is the file of a seal of our own.
type sealFile struct {
	Version     int    `json:"version"`
	Key         []byte `json:"key"` // PKCS #8, sealed
	Certificate string `json:"certificate"`
}

const (
	sealPurpose = "evidence seal"
	sealYears   = 20
)

// OpenSeal reads the seal of a node, or makes one with a certificate that it
// signs itself when there is none. A key is never made over another.
func OpenSeal(path, name string, s Sealer, now time.Time) (*Seal, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeSeal(path, name, s, now)
	}
	if err != nil {
		return nil, fmt.Errorf("evidence seal: %w", err)
	}
	var f sealFile
	if err := json.Unmarshal(b, &f); err != nil || f.Version != 1 {
		return nil, shiheng.Invalid("evidence.seal", "file", path).From(err)
	}
	der, err := s.Open(f.Key, sealPurpose)
	if err != nil {
		return nil, shiheng.Invalid("evidence.seal", "file", path).From(err)
	}
	return newSeal([]byte(f.Certificate), der)
}

func makeSeal(path, name string, s Sealer, now time.Time) (*Seal, error) {
	key, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("evidence seal: %w", err)
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, fmt.Errorf("evidence seal: %w", err)
	}
	t := &smx509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "evidence seal " + name}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(sealYears, 0, 0),
		KeyUsage: smx509.KeyUsageDigitalSignature | smx509.KeyUsageContentCommitment, BasicConstraintsValid: true, SignatureAlgorithm: smx509.SM2WithSM3,
		ExtKeyUsage: []smx509.ExtKeyUsage{smx509.ExtKeyUsageEmailProtection},
	}
	cert, err := smx509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
	if err != nil {
		return nil, fmt.Errorf("evidence seal: %w", err)
	}
	der, err := smx509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("evidence seal: %w", err)
	}
	f := sealFile{Version: 1, Certificate: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert}))}
	if f.Key, err = s.Seal(der, sealPurpose); err != nil {
		return nil, fmt.Errorf("evidence seal: %w", err)
	}
	b, err := json.Marshal(f)
	if err == nil {
		err = writeWhole(path, b)
	}
	if err != nil {
		return nil, fmt.Errorf("evidence seal: %w", err)
	}
	return newSeal([]byte(f.Certificate), der)
}

// LoadSeal reads a seal that an authority certified: its certificate and those
// above it, and its key, in PEM. Another kind of key than SM2, and a key that is
// not the certificate's, are an ErrInvalid.
func LoadSeal(certificates, key []byte) (*Seal, error) {
	block, _ := pem.Decode(key)
	if block == nil {
		return nil, shiheng.Invalid("evidence.seal", "file", "key")
	}
	return newSeal(certificates, block.Bytes)
}

func newSeal(certificates, der []byte) (*Seal, error) {
	bad := func(err error) error { return shiheng.Invalid("evidence.seal", "file", "certificate").From(err) }
	parsed, err := smx509.ParsePKCS8PrivateKey(der)
	key, ok := parsed.(*sm2.PrivateKey)
	if err != nil || !ok {
		return nil, bad(err)
	}
	s := &Seal{key: key}
	for rest := certificates; ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		c, err := smx509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, bad(err)
		}
		s.chain = append(s.chain, c)
	}
	if len(s.chain) == 0 || !key.PublicKey.Equal(s.chain[0].PublicKey) {
		return nil, bad(nil)
	}
	return s, nil
}

// Sign makes a detached CMS signature (RFC 5652) with SM2 and SM3 over content,
// in DER.
func (s *Seal) Sign(content []byte) ([]byte, error) {
	sd, err := pkcs7.NewSignedData(content)
	if err != nil {
		return nil, fmt.Errorf("evidence seal: %w", err)
	}
	sd.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSM3)
	if err := sd.AddSignerChain(s.chain[0], s.key, s.chain[1:], pkcs7.SignerInfoConfig{}); err != nil {
		return nil, fmt.Errorf("evidence seal: %w", err)
	}
	// The library names the curve's signature; what signs is SM2 with SM3 (GB/T
	// 33560), and other programs go by that name.
	for i := range sd.GetSignedData().SignerInfos {
		sd.GetSignedData().SignerInfos[i].DigestEncryptionAlgorithm.Algorithm = asn1.ObjectIdentifier{1, 2, 156, 10197, 1, 501}
	}
	sd.Detach()
	return sd.Finish()
}

// PEM are the certificates of the seal, its own first.
func (s *Seal) PEM() []byte {
	var b bytes.Buffer
	for _, c := range s.chain {
		_ = pem.Encode(&b, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}) // memory does not fail
	}
	return b.Bytes()
}
