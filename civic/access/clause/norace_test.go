//go:build !race

package clause

// most bounds the combinations: 0 is none left out.
const most = 0
