package manscdp

import (
	"strings"
)

// An Element is one element of a body as it was read: names as written, text
// with entities resolved and outer blanks dropped.
type Element struct {
	Name     string
	Attrs    []Attr
	Text     string
	Children []*Element
	// Cut is set when the document ended inside this element, so that its text
	// may be short.
	Cut bool
}

// An Attr is one attribute of an element.
type Attr struct{ Name, Value string }

// Child returns the first child of that name in any letter case, or nil. A nil
// element has no children.
func (e *Element) Child(name string) *Element {
	if e == nil {
		return nil
	}
	for _, c := range e.Children {
		if strings.EqualFold(c.Name, name) {
			return c
		}
	}
	return nil
}

// All returns every child of that name in any letter case.
func (e *Element) All(name string) []*Element {
	if e == nil {
		return nil
	}
	var out []*Element
	for _, c := range e.Children {
		if strings.EqualFold(c.Name, name) {
			out = append(out, c)
		}
	}
	return out
}

// Attr returns the value of an attribute in any letter case, or "".
func (e *Element) Attr(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.Attrs {
		if strings.EqualFold(a.Name, name) {
			return a.Value
		}
	}
	return ""
}

// Value returns the text of the child of that name or, for firmware that writes
// values as attributes, the attribute's value. Missing is "".
func (e *Element) Value(name string) string {
	if c := e.Child(name); c != nil {
		return c.Text
	}
	return e.Attr(name)
}

// Has reports whether there is a child or an attribute of that name.
func (e *Element) Has(name string) bool {
	if e == nil {
		return false
	}
	if e.Child(name) != nil {
		return true
	}
	for _, a := range e.Attrs {
		if strings.EqualFold(a.Name, name) {
			return true
		}
	}
	return false
}
