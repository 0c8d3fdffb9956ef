package party

import (
	"strings"
	"time"

	"shiheng.internal"
)

// A Person works for an organisation. The register holds what the work needs
// and no category of persons beside.
type Person struct {
	ID           shiheng.PersonID
	Organisation shiheng.OrganisationID
	Name         string
	Post         string
	Phone        string
	// Certificates are those the person works under, such as a police or
	// enforcement certificate or a technician's.
	Certificates []Certificate
	// Sealed is the identity number as rows keep it and Masked what people see
	// of it. IdentityNumber is set by a person on the way in only.
	Sealed         []byte
	Masked         string
	IdentityNumber string
	Left           bool // no longer works there
	CreatedAt      time.Time
	Version        int64
}

// A Certificate is a paper a person works under.
type Certificate struct {
	Kind   string `json:"kind"`
	Number string `json:"number"`
}

const maxCertificates = 10

func (p *Person) tidy() error {
	p.Name, p.Post, p.Phone = strings.TrimSpace(p.Name), strings.TrimSpace(p.Post), strings.TrimSpace(p.Phone)
	p.IdentityNumber = strings.ToUpper(strings.TrimSpace(p.IdentityNumber))
	switch {
	case !named(p.Name):
		return shiheng.Invalid("person.name")
	case p.Post != "" && !named(p.Post):
		return shiheng.Invalid("person.post")
	case p.Organisation.IsZero():
		return shiheng.Invalid("person.organisation")
	case len(p.Certificates) > maxCertificates:
		return shiheng.Invalid("person.certificate")
	case p.IdentityNumber != "" && !citizenNumber(p.IdentityNumber):
		return shiheng.Invalid("person.identity-number") // and never the number itself
	}
	for i := range p.Certificates {
		c := &p.Certificates[i]
		c.Kind, c.Number = strings.TrimSpace(c.Kind), strings.TrimSpace(c.Number)
		if !named(c.Kind) || !named(c.Number) {
			return shiheng.Invalid("person.certificate")
		}
	}
	return checkPhone(p.Phone)
}

// citizenNumber reports whether s is a citizen identity number with its check
// digit right (GB 11643-1999).
func citizenNumber(s string) bool {
	if len(s) != 18 || strings.Trim(s[:17], "0123456789") != "" {
		return false
	}
	if _, err := time.Parse("20060102", s[6:14]); err != nil {
		return false
	}
	sum, weight := 0, 1 // weights are powers of 2 modulo 11, from the right
	for i := 16; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(s[i]-'0') * weight
	}
	return s[17] == "10X98765432"[sum%11]
}

// mask leaves the first two and the last two signs of an identity number.
func mask(s string) string {
	if len(s) < 8 {
		return strings.Repeat("*", len(s))
	}
	return s[:2] + strings.Repeat("*", len(s)-4) + s[len(s)-2:]
}
