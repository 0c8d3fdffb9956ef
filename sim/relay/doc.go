// Package relay is a bad network in user space: it passes UDP datagrams or TCP
// connections on to a target, and on the way loses, delays, reorders, repeats
// or slows them, or cuts the line. Tests and people put it between a practice
// camera and the platform.
//
// What happens to each packet is decided by a [Line], which is pure: the same
// seed and the same packets at the same times meet the same fate.
package relay
