package rows

import "context"

// Break makes each commit ask f, before it ("before commit") and after it
// ("after commit", the answer lost); nil mends it.
func (db *DB) Break(f func(step string) error) { db.broken = f }

// Pragma runs a statement on the connection that writes.
func (db *DB) Pragma(ctx context.Context, statement string) error {
	_, err := db.write.ExecContext(ctx, statement)
	return err
}
