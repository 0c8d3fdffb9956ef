package blob

// Break makes each step ask f before it ("before link") and after it; nil
// mends it.
func (d *Dir) Break(f func(step string) error) { d.broken = f }
