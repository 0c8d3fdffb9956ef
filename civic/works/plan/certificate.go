package plan

import (
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type certificateKind struct{}

// CertificateID names one certificate.
type CertificateID = shiheng.ID[certificateKind]

// A Certificate shows that a contractor or a product meets what is asked
// (W168/12/1). It is recorded as what it is: there is no list of whom or what
// to buy from, and no field for one (W168/12/2).
type Certificate struct {
	registry.Kept[certificateKind]
	CertificateEdit
}

// CertificateEdit is what is entered of a certificate.
type CertificateEdit struct {
	Of     string `json:"of" enum:"contractor,product"`
	Holder string `json:"holder" maxLength:"200" doc:"The unit it was given to"`
	// Model is the equipment it is about; for products.
	Model      string              `json:"model,omitempty" maxLength:"200"`
	Kind       string              `json:"kind" enum:"design,construction,maintenance,product-certification,product-test"`
	Number     string              `json:"number" maxLength:"100"`
	Issuer     string              `json:"issuer" maxLength:"200"`
	Issued     law.Day             `json:"issued"`
	Expires    law.Day             `json:"expires,omitzero" doc:"The last day it counts; empty: no end"`
	Withdrawn  bool                `json:"withdrawn,omitempty" doc:"Its issuer took it back"`
	Attachment papers.AttachmentID `json:"attachmentId,omitzero" format:"uuid" doc:"The certificate itself"`
}

// A Validity is how a certificate stands on a day.
type Validity string

// The ways it may stand.
const (
	Valid    Validity = "valid"
	Expiring Validity = "expiring" // still valid, its end is near
	Expired  Validity = "expired"
	NotYet   Validity = "not-yet"
	Revoked  Validity = "withdrawn"
)

// WarnDays is how long before its end a certificate is shown as ending (a
// house rule).
const WarnDays = 60

// On is how the certificate stands on a day.
func (c Certificate) On(day law.Day) Validity {
	switch {
	case c.Withdrawn:
		return Revoked
	case day.Before(c.Issued):
		return NotYet
	case c.Expires.IsZero():
		return Valid
	case c.Expires.Before(day):
		return Expired
	case !day.Add(WarnDays).Before(c.Expires):
		return Expiring
	}
	return Valid
}

// holds reports whether the certificate counts on the day.
func (v Validity) holds() bool { return v == Valid || v == Expiring }

// Choose says whether works that begin on a day may be entrusted on the
// strength of these certificates. Choosing is the builder's duty at the moment
// of choosing (W168/12/1): for works that are still to begin, a certificate
// that does not count is refused by its number. For works that have begun the
// choice is a fact; it is recorded, and what did not count comes back as a
// finding without a fine (the order sets none for its Article 12).
func Choose(certificates []Certificate, begins, today law.Day) (lapsed []Certificate, err error) {
	on := begins
	if on.IsZero() {
		on = today
	}
	for _, c := range certificates {
		v := c.On(on)
		switch {
		case v.holds():
		case on.Before(today):
			lapsed = append(lapsed, c)
		default:
			return nil, c.refused(v)
		}
	}
	return lapsed, nil
}

// refused says why a certificate does not count, by its number.
func (c Certificate) refused(v Validity) error {
	e := shiheng.Forbidden("certificate.expired", "number", c.Number, "holder", c.Holder)
	switch v {
	case Revoked:
		e = shiheng.Forbidden("certificate.withdrawn", "number", c.Number, "holder", c.Holder)
	case NotYet:
		e = shiheng.Forbidden("certificate.not-yet", "number", c.Number, "holder", c.Holder)
	case Expired, Valid, Expiring:
	}
	return e.By("W168/12/1")
}

func kindsOf(of string) []string {
	switch of {
	case "contractor":
		return []string{"design", "construction", "maintenance"}
	case "product":
		return []string{"product-certification", "product-test"}
	}
	return nil
}

func (e *CertificateEdit) tidy() error {
	e.Holder, e.Model, e.Number, e.Issuer = strings.TrimSpace(e.Holder), strings.TrimSpace(e.Model), strings.TrimSpace(e.Number), strings.TrimSpace(e.Issuer)
	switch {
	case kindsOf(e.Of) == nil:
		return shiheng.Invalid("certificate.of", "of", e.Of)
	case !slices.Contains(kindsOf(e.Of), e.Kind):
		return shiheng.Invalid("certificate.kind", "kind", e.Kind)
	case !named(e.Holder):
		return shiheng.Invalid("certificate.holder")
	case e.Of == "product" && !named(e.Model):
		return shiheng.Invalid("certificate.model")
	case e.Of != "product" && e.Model != "":
		return shiheng.Invalid("certificate.model-of-contractor")
	case !named(e.Number):
		return shiheng.Invalid("certificate.number")
	case !named(e.Issuer):
		return shiheng.Invalid("certificate.issuer")
	case e.Issued.IsZero() || !e.Expires.IsZero() && e.Expires.Before(e.Issued):
		return shiheng.Invalid("certificate.days")
	}
	return nil
}

// Head implements registry.Record.
func (c Certificate) Head() registry.Head {
	due := c.Expires
	if c.Withdrawn {
		due = law.Day{}
	}
	return registry.Head{
		ID: c.ID.String(), State: c.Of, Due: due, Label: strings.Join([]string{c.Holder, c.Model, c.Number}, " "),
		Version: c.Version, CreatedAt: c.CreatedAt,
	}
}
