// Package doctor writes down what happened at each attempt to open a stream,
// and names the cause when there was no picture.
//
// "No stream" is by far the commonest complaint about platforms of this kind
// (gb28181-peers.md §2), and the cause is nearly always visible to the machine:
// an address the device cannot reach, a port that stayed silent, packets with
// another SSRC, an answer of the device. An [Attempt] keeps these facts in the
// words of the protocol; a [Diagnosis] is a stable code with parameters, and
// [Explanations] holds the sentence and the next step for each code, in Chinese
// and English. Nothing here opens a socket or decides what to do next.
package doctor
