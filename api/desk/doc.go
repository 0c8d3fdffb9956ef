// Package desk is the area of the API for the register of every access, its
// quarterly statistics, and the rights desk (PIPL/45 to 50).
package desk
