package test_test

import (
	"fmt"
	"os"
	"runtime"
	"time"
)

// patience lengthens a time that people are promised, on a machine that has
// more to do than it can: there times say nothing about the product.
func patience(d time.Duration) time.Duration {
	var load float64
	if b, err := os.ReadFile("/proc/loadavg"); err == nil {
		_, _ = fmt.Sscan(string(b), &load)
	}
	if load > 2*float64(runtime.NumCPU()) {
		return 5 * d
	}
	return d
}
