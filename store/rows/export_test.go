package rows

// Break makes each commit ask f, before it ("before commit") and after it
// ("after commit", the answer lost); nil mends it.
func (db *DB) Break(f func(step string) error) { db.broken = f }
