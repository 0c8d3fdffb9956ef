package papers

// SampleHTML prints the sample of a kind.
func (t *Templates) SampleHTML(k Kind) ([]byte, error) {
	spec, err := t.Spec(k)
	if err != nil {
		return nil, err
	}
	return t.Render(sample(t.sources.kinds, spec))
}
