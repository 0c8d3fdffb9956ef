// Package rtsp pulls streams from RTSP servers: gortsplib keeps the session,
// the packets are read here.
//
// Over TCP media come interleaved with RTSP's text. gortsplib is given a
// connection of ours that takes them apart: text goes to gortsplib, media go
// from the buffer they were read into straight to the receiver, and once they
// flow the socket is handed to a pump that reads it by the clock. Over UDP and
// TLS gortsplib's own packet path is used. The package knows no camera and no
// stream; third-party types do not leave it.
package rtsp
