// Package desk is the area of the API for the register of every access and its
// quarterly statistics.
package desk
