// Package rights is the area of the API about changes of rights, how far the
// house keeps its duties apart, and the quarterly review of every right. The
// rules are civic/identity's.
package rights
