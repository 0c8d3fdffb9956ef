// Package registry knows what there is: places, video systems and the state
// each is in, cameras and what their pictures come from, signalling peers and
// what they announced, and what was found that must not be.
//
// Two gates stand here. L1 (W168/9): no camera is saved, linked, invited or
// recorded whose room use is forbidden; the check runs when a camera is saved,
// when a source is linked and each time the list of what is to be opened
// ([Service.Wanted]) is made. L2 (W168/15): a system is in service only with a
// passed acceptance. What moves a system in its life is civic/works; the table
// of that life and its gates stand here ([Transitions], [Service.Advance]). A
// system's state never starts or stops recording and never bars lawful access
// to footage that exists.
//
// The package holds the rules; rows are kept by an implementation of [Store].
// Passwords of devices and RTSP sources are sealed by [Sealer] before they
// reach it and are opened for the part that connects, never for a screen.
package registry
