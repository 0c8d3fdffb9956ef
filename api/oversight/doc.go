// Package oversight is the area of the API in which an auditor sees how people
// looked at footage: alarms, acts drawn by chance for review, and canaries. It
// decides nothing: civic/oversight does. Nobody else has these duties, whoever
// runs the house least of all.
package oversight
