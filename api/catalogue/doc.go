// Package catalogue is the area of the staff door for the connection catalogue
// (W168/21), the state of each system's connection, and interface tests
// (W168/11).
package catalogue
