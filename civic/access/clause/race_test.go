//go:build race

package clause

// most bounds the combinations: nothing here is concurrent, and the race
// detector makes each ten times as dear.
const most = 20_000
