// Package sim is practice cameras: devices that register, answer and send as
// GB/T 28181 or RTSP cameras do, with a picture a test can read (package
// scene), and that behave badly when asked to. They are the test bed of the
// whole product and the first thing a newcomer sees.
//
// The entry points run until their context ends and leave nothing behind:
// [GB28181] a fleet of devices, [RTSP] a server of camera streams, [Practice]
// the four cameras of a practice store. Package relay puts a bad network in
// between.
//
// A camera is a source (a scene encoded while somebody looks, or a clip from a
// file, sent as it is) and a way out of it (PS over RTP, or RTSP). Randomness
// comes from a seed, so that a run can be repeated.
package sim
