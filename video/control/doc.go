// Package control lets one person at a time move a camera, and brings it home.
//
// A [Desk] gives a camera's control to whoever claims it: to an equal only when
// the one before does nothing, to a higher level at once. Who was put aside
// gets the control back when the higher one gives it up. A movement that is not
// renewed is stopped, so that a lost connection never leaves a camera turning;
// a control that gives no sign of life ends. After a while without a command
// the camera returns to its registered home.
//
// The package knows no law and no people: who may claim was decided before, and
// what happened is told in [Report]s. It speaks to equipment through [Head] and
// opens no picture.
package control
