// Package works is the area of the staff door where systems are led through
// their life: steps, acceptances, filings, removals, changes, outages, and
// what is still owed. The rules are civic/works'; what may be done now, and
// why not, comes with each object as its can.
package works
