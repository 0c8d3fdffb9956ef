// Package steer is who moves which camera, and where cameras belong.
//
// Control 控制 goes with a picture that is open under a grant of own use: whoever
// watches or tests a camera may move it, as the clauses say (civic/access/clause);
// to take it from a colleague who has it, a reason is stated. A control is on
// record when it is taken and when it is given up, with what was commanded
// counted between; the machine (video/control) decides nothing but who was
// first, and tells this room what happened.
//
// A [Home] is the registered view a camera returns to. A camera that stands
// turned away is as good as one that was moved without approval (W168/30/7).
package steer
