package deliver

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v4"

	"shiheng.internal"
	"shiheng.internal/video/fmp4"
	"shiheng.internal/video/media"
)

// offerBytes bounds a WHEP offer; browsers' are some 5 KB.
const offerBytes = 64 << 10

// openTime bounds how long an offer waits for the camera's stream.
const openTime = 10 * time.Second

// ServeWHEP answers an offer with H.264 and G.711 as the camera sends them.
// The session lives on until DELETE on its Location, the end of its grant, or
// the loss of the peer. Streams that WebRTC does not carry are answered with
// 406 and a problem with the code codec.bframes or codec.unplayable: players
// go to the WebSocket. An error was not answered yet: ErrInvalid for offers
// that cannot be, ErrUnavailable "stream.lost" when no picture came in time.
func (d *Deliver) ServeWHEP(w http.ResponseWriter, r *http.Request, g shiheng.Grant, camera shiheng.CameraID, ask Ask) error {
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); strings.TrimSpace(kind) != "application/sdp" {
		return shiheng.Invalid("whep.type")
	}
	offer, err := io.ReadAll(io.LimitReader(r.Body, offerBytes+1))
	if err != nil || len(offer) == 0 || len(offer) > offerBytes {
		return shiheng.Invalid("whep.offer")
	}
	d.mu.Lock()
	rtc := d.rtc
	d.mu.Unlock()
	if rtc == nil {
		return shiheng.Unavailable("whep.off")
	}
	ctx, s, err := d.admit(context.WithoutCancel(r.Context()), g, camera, shiheng.ActLive, shiheng.ActTest)
	if err != nil {
		return err
	}
	v := &whepSession{session: s, log: d.c.Log}
	v.ladder = ladder{d: d, camera: camera, ask: ask, can: codecs{avc1: true}, tell: v.note}
	opening, cancel := context.WithTimeout(ctx, openTime)
	stop := context.AfterFunc(r.Context(), cancel)
	answer, err := v.open(opening, rtc, string(offer))
	stop()
	cancel()
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		v.close(r.Context())
		return answerUnfit(w, err)
	}
	location := d.begin(ctx, v)
	h := w.Header()
	h.Set("Content-Type", "application/sdp")
	path, _, _ := strings.Cut(r.RequestURI, "?") // as the player knows it, whatever the API took off
	h.Set("Location", path+"/"+location)
	h.Set("Shiheng-Source", string(v.feed.role))
	h.Set("Shiheng-Audio", v.audioNote)
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, answer) // a client that left never connects, and the session ends
	return nil
}

// answerUnfit answers for streams that WebRTC does not carry (RFC 9457) and
// returns other errors.
func answerUnfit(w http.ResponseWriter, err error) error {
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok || e.Code != "codec.bframes" && e.Code != "codec.unplayable" {
		return err
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(http.StatusNotAcceptable)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"type": "about:blank", "title": http.StatusText(http.StatusNotAcceptable), "status": http.StatusNotAcceptable,
		"code": e.Code, "params": e.Params,
	})
	return nil
}

// begin lists the session and lets it run.
func (d *Deliver) begin(ctx context.Context, v *whepSession) (location string) {
	location = rand.Text()
	d.mu.Lock()
	d.whep[location] = v
	d.mu.Unlock()
	d.work.Go(func() {
		v.run(ctx)
		d.mu.Lock()
		delete(d.whep, location)
		d.mu.Unlock()
	})
	return location
}

// EndWHEP ends the session at a Location of ServeWHEP that runs under the
// grant; location is the last element of its path. An unknown one is an
// ErrNotFound.
func (d *Deliver) EndWHEP(g shiheng.Grant, location string) error {
	d.mu.Lock()
	v := d.whep[location]
	d.mu.Unlock()
	if v == nil || v.session.held().ID != g.ID {
		return shiheng.NotFound("whep.session")
	}
	v.session.end(errLeft)
	return nil
}

// A whepSession is one viewer by WebRTC. After open, one goroutine owns it.
type whepSession struct {
	session   *session
	log       *slog.Logger
	ladder    ladder
	feed      *feed
	pc        *webrtc.PeerConnection
	video     packetizer
	audio     packetizer
	sound     *media.Track // the G.711 track that is sent; nil for none
	audioNote string
	status    Status // while opening
	connected chan struct{}
}

// open finds a stream and answers the offer.
func (v *whepSession) open(ctx context.Context, r *rtc, offer string) (answer string, err error) {
	if v.feed, err = v.ladder.next(ctx); err != nil {
		if errors.Is(err, errLeft) {
			return "", v.lost()
		}
		return "", err
	}
	if err := v.checkOrder(); err != nil {
		return "", err
	}
	if v.pc, err = r.api.NewPeerConnection(webrtc.Configuration{}); err != nil {
		return "", err
	}
	v.connected = make(chan struct{}, 1)
	v.pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		if s == webrtc.PeerConnectionStateConnected {
			select {
			case v.connected <- struct{}{}:
			default: // again
			}
		}
		if s == webrtc.PeerConnectionStateFailed || s == webrtc.PeerConnectionStateClosed {
			v.session.end(errLeft)
		}
	})
	if err := v.addTracks(offer); err != nil {
		return "", err
	}
	if err := v.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		return "", shiheng.Invalid("whep.offer").From(err)
	}
	sdp, err := v.pc.CreateAnswer(nil)
	if err != nil {
		return "", shiheng.Invalid("whep.offer").From(err)
	}
	gathered := webrtc.GatheringCompletePromise(v.pc)
	if err := v.pc.SetLocalDescription(sdp); err != nil {
		return "", shiheng.Invalid("whep.offer").From(err)
	}
	select {
	case <-gathered:
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
	return v.pc.LocalDescription().SDP, nil
}

// note remembers how the source stands while it is waited for.
func (v *whepSession) note(s Status) error {
	v.status = s
	return nil
}

// lost says why no picture came in time.
func (v *whepSession) lost() error {
	e := shiheng.Unavailable("stream.lost")
	if v.status.Code != "" {
		e = shiheng.Unavailable(v.status.Code)
		e.Params = v.status.Params
	}
	return e
}

// errReorders refuses streams whose pictures are shown in another order than
// sent: RTP for WebRTC has one time per picture.
func errReorders() error { return shiheng.Unavailable("codec.bframes") }

// checkOrder refuses streams with B-frames.
func (v *whepSession) checkOrder() error {
	for _, t := range v.feed.stream.Tracks() {
		if t.Codec != media.H264 {
			continue
		}
		if p, err := fmp4.Describe(t); err == nil && p.Reorders == fmp4.ReordersYes {
			return errReorders()
		}
	}
	sub := viewer(v.feed.stream) // the parameter sets may not say: look at the kept frames
	defer sub.Close()
	for {
		f, err := sub.Poll()
		if f == nil || err != nil {
			return nil
		}
		reorders := f.Track.Codec == media.H264 && f.PTS != f.DTS && !f.IsKey()
		f.Slab.Release()
		if reorders {
			return errReorders()
		}
	}
}

// addTracks offers the picture and, when the camera sends G.711 and the
// player asks for sound, the sound.
func (v *whepSession) addTracks(offer string) error {
	if err := v.addTrack(rtcVideo(), "video", &v.video); err != nil {
		return err
	}
	v.audioNote = "none"
	for _, t := range v.feed.stream.Tracks() {
		if !t.Codec.Audio() {
			continue
		}
		if !isG711(t.Codec) {
			v.audioNote = "none; camera sends " + fmp4.CodecName(t.Codec)
			continue
		}
		if !strings.Contains(offer, "m=audio") {
			v.audioNote = "none; not offered"
			return nil
		}
		mime := webrtc.MimeTypePCMA
		if t.Codec == media.PCMU {
			mime = webrtc.MimeTypePCMU
		}
		v.sound, v.audioNote = t, fmp4.CodecName(t.Codec)
		return v.addTrack(rtcSound(mime), "audio", &v.audio)
	}
	return nil
}

func (v *whepSession) addTrack(c webrtc.RTPCodecCapability, name string, p *packetizer) error {
	track, err := webrtc.NewTrackLocalStaticRTP(c, name, "shiheng")
	if err != nil {
		return err
	}
	sender, err := v.pc.AddTrack(track)
	if err != nil {
		return err
	}
	p.send = track.WriteRTP
	if name == "video" {
		v.session.d.work.Go(func() { v.listen(sender) })
	} else {
		v.session.d.work.Go(func() { drain(sender) })
	}
	return nil
}

// listen reads the player's reports until the connection closes: a picture
// that got lost beyond repair becomes a wish for a key frame.
func (v *whepSession) listen(sender *webrtc.RTPSender) {
	for {
		packets, _, err := sender.ReadRTCP()
		if err != nil {
			return
		}
		for _, p := range packets {
			switch p.(type) {
			case *rtcp.PictureLossIndication, *rtcp.FullIntraRequest:
				v.feed.requestKey()
			}
		}
	}
}

// drain reads reports nobody needs; interceptors see them on the way.
func drain(sender *webrtc.RTPSender) {
	for {
		if _, _, err := sender.ReadRTCP(); err != nil {
			return
		}
	}
}

// run sends frames until the session ends, and takes everything down.
func (v *whepSession) run(ctx context.Context) {
	err := v.pump(ctx)
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	v.session.end(err)
	v.log.InfoContext(context.WithoutCancel(ctx), "whep session ended", slog.String("grant", v.session.held().ID.String()),
		slog.String("camera", v.session.camera.String()), slog.String("cause", err.Error()))
	v.close(context.WithoutCancel(ctx))
}

// close takes the session down; it waits for pion.
func (v *whepSession) close(ctx context.Context) {
	if v.pc != nil {
		if err := v.pc.GracefulClose(); err != nil {
			v.log.WarnContext(ctx, "peer connection not closed", slog.Any("error", err))
		}
	}
	v.ladder.close()
	v.session.close()
}
