package route

import (
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// AreaBody names what a list is issued about.
type AreaBody struct {
	Area string `json:"area" minLength:"6" maxLength:"60" doc:"Division code, or division code / trade: 320213, 320213/transport"`
}

// ListDocument is a list as it was issued.
type ListDocument struct {
	Document papers.DocumentID `json:"documentId" format:"uuid"`
	Number   string            `json:"number"`
}

// Issued answers with a document, or with why there is none.
func Issued(doc papers.Issued, err error) (*Out[ListDocument], error) {
	if err != nil {
		return nil, err
	}
	return &Out[ListDocument]{Body: ListDocument{Document: doc.ID, Number: doc.Number}}, nil
}

// AreaWithin refuses the list of an area that does not lie in the scope as a
// whole.
func AreaWithin(scope registry.Scope, code string) error {
	area, err := registry.ParseArea(code)
	if err == nil {
		err = scope.Holds(area)
	}
	return err
}
