// Package conform puts one channel of a GB/T 28181 peer through its paces: it
// checks what a site's device or platform must be able to do for the sharing
// platform (W168/11: reserved interfaces), namely register and keep alive, tell
// its catalogue, send a live picture, tell and play back what it recorded, take
// PTZ commands, and keep time.
//
// A test is a [Report] of steps, each passed, failed, unproven or not
// applicable, with what was measured. It knows no register and no law: which
// limits hold is handed in, and what a report means for a system is said
// elsewhere.
package conform
