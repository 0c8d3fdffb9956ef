package gb28181_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/gb28181/ptz"
)

var offer = gb28181.MediaOffer{Device: deviceID, Channel: channelID, Transport: gb28181.MediaUDP, Port: 30000, SSRC: 200000017}

// invited makes a world with one registered device that treats calls so.
func invited(t *testing.T, change func(*gb28181.PlatformConfig), call func(context.Context, *gb28181.Call)) (*world, *gb28181.Device) {
	t.Helper()
	w := newWorld(t, change)
	l := newLine(t, "127.0.0.1:0")
	cfg := deviceConfig(w, l)
	cfg.Invite = call
	d, _ := runDevice(t, cfg)
	w.expect(gb28181.Online)
	return w, d
}

func answerOf(lines ...string) []byte {
	return []byte("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=Play\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 40000 RTP/AVP 96\r\n" +
		strings.Join(lines, "\r\n"))
}

// TestAnswers is quirk 9 and the odd descriptions of clause 13: each is taken,
// and told.
func TestAnswers(t *testing.T) {
	for _, tt := range []struct {
		name      string
		transport gb28181.MediaTransport
		answer    []byte
		odd       string
		ssrc      uint32
		media     string
	}{
		{"plain", gb28181.MediaUDP, answerOf("y=0200000017"), "[]", 200000017, "127.0.0.1:40000"},
		{"no SDP", gb28181.MediaUDP, nil, "[no-sdp]", 200000017, ""},
		{"no SDP but words", gb28181.MediaUDP, []byte("OK"), "[bad-sdp]", 200000017, ""},
		{"no y", gb28181.MediaUDP, answerOf("a=sendonly"), "[no-ssrc]", 200000017, "127.0.0.1:40000"},
		{"another y", gb28181.MediaUDP, answerOf("y=0200000099"), "[other-ssrc]", 200000099, "127.0.0.1:40000"},
		{"y zero (quirk 10)", gb28181.MediaUDP, answerOf("y=0000000000"), "[zero-ssrc]", 200000017, "127.0.0.1:40000"},
		{"another address", gb28181.MediaUDP, []byte("v=0\nc=IN IP4 192.168.1.64\nm=video 15060 RTP/AVP 96\ny=0200000017"), "[other-address]", 200000017, "192.168.1.64:15060"},
		{"port 0", gb28181.MediaUDP, []byte("v=0\nc=IN IP4 127.0.0.1\nm=video 0 RTP/AVP 96\ny=0200000017"), "[no-port]", 200000017, "127.0.0.1:0"},
		{"UDP although TCP was asked", gb28181.MediaTCPPassive, answerOf("y=0200000017"), "[other-transport]", 200000017, "127.0.0.1:40000"},
		{"TCP active", gb28181.MediaTCPActive, []byte("v=0\nc=IN IP4 127.0.0.1\nm=video 40000 TCP/RTP/AVP 96\na=setup:passive\ny=0200000017"), "[]", 200000017, "127.0.0.1:40000"},
		{"another payload type", gb28181.MediaUDP, []byte("v=0\nc=IN IP4 127.0.0.1\nm=video 40000 RTP/AVP 98\ny=0200000017"), "[other-payload]", 200000017, "127.0.0.1:40000"},
		{"password in clear", gb28181.MediaUDP, answerOf("a=username:admin", "a=password:hik12345", "y=0200000017"), "[credentials]", 200000017, "127.0.0.1:40000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, _ := invited(t, nil, func(_ context.Context, c *gb28181.Call) {
				c.Provisional(100, "Trying")
				_, _ = c.Accept(tt.answer)
			})
			o := offer
			o.Transport = tt.transport
			s, err := w.p.Invite(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			if fmt.Sprint(s.Answer.Oddities) != tt.odd || s.Answer.SSRC != tt.ssrc || tt.media != "" && s.Answer.Media.String() != tt.media {
				t.Errorf("%v, ssrc %d, media %v", s.Answer.Oddities, s.Answer.SSRC, s.Answer.Media)
			}
			if text := fmt.Sprint(s.Transcript()); strings.Contains(text, "hik12345") || !strings.Contains(text, "INVITE sip:"+string(channelID)) || !strings.Contains(text, "ACK sip:") {
				t.Errorf("transcript %s", text)
			}
			if err := s.Bye(t.Context(), nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestOffers looks at what the device is sent.
func TestOffers(t *testing.T) {
	offers := make(chan *gb28181.Call, 1)
	w, d := invited(t, nil, func(_ context.Context, c *gb28181.Call) {
		offers <- c
		_, _ = c.Accept(answerOf("y=0200000017"))
	})
	for _, tt := range []struct {
		name    string
		dialect gb28181.Dialect
		change  func(*gb28181.MediaOffer)
		want    []string
	}{
		{"udp", "", func(*gb28181.MediaOffer) {}, []string{"s=Play", "c=IN IP4 127.0.0.1", "t=0 0", "m=video 30000 RTP/AVP 96\r\n", "a=recvonly", "y=0200000017"}},
		{"tcp passive", "", func(o *gb28181.MediaOffer) { o.Transport = gb28181.MediaTCPPassive }, []string{"m=video 30000 TCP/RTP/AVP 96", "a=setup:passive", "a=connection:new"}},
		{"tcp active", "", func(o *gb28181.MediaOffer) { o.Transport = gb28181.MediaTCPActive }, []string{"TCP/RTP/AVP", "a=setup:active"}},
		{"sub by number", gb28181.DialectStreamNumber, func(o *gb28181.MediaOffer) { o.Sub = true }, []string{"a=streamnumber:1"}},
		{"main by profile (Dahua)", gb28181.DialectStreamProfile, func(*gb28181.MediaOffer) {}, []string{"a=streamprofile:0"}},
		{"sub by stream", gb28181.DialectStream, func(o *gb28181.MediaOffer) { o.Sub = true }, []string{"a=stream:1"}},
		{"sub by mode (TP-Link)", gb28181.DialectStreamMode, func(o *gb28181.MediaOffer) { o.Sub = true }, []string{"a=streamMode:SUB"}},
		{"playback", "", func(o *gb28181.MediaOffer) {
			o.From, o.To = time.Unix(1795420800, 0), time.Unix(1795424400, 0)
		}, []string{"s=Playback", "u=34020000001320000001:0", "t=1795420800 1795424400"}},
		{"download", "", func(o *gb28181.MediaOffer) {
			o.From, o.To, o.Download, o.Speed = time.Unix(1795420800, 0), time.Unix(1795424400, 0), true, 4
		}, []string{"s=Download", "a=downloadspeed:4"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w.devices.set(deviceID, gb28181.Settings{Password: password, Dialect: tt.dialect})
			if err := d.Register(t.Context()); err != nil { // settings are read at REGISTER
				t.Fatal(err)
			}
			o := offer
			tt.change(&o)
			s, err := w.p.Invite(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			c := <-offers
			text := string(c.Offer.Bytes())
			for _, want := range tt.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
			if c.Subject != "34020000001320000001:0200000017,34020000002000000001:0" || c.Channel != channelID {
				t.Errorf("subject %q, channel %s", c.Subject, c.Channel)
			}
			if err := s.Bye(t.Context(), nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestRefusals is each refusal as its own outcome, with what the device said.
func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		code    int
		outcome gb28181.Outcome
		kind    error
	}{
		{400, gb28181.OutcomeBadRequest, shiheng.ErrInvalid},
		{403, gb28181.OutcomeForbidden, shiheng.ErrForbidden},
		{404, gb28181.OutcomeNotFound, shiheng.ErrNotFound},
		{480, gb28181.OutcomeUnavailable, shiheng.ErrUnavailable},
		{486, gb28181.OutcomeBusy, shiheng.ErrExhausted},
		{488, gb28181.OutcomeUnsupported, shiheng.ErrInvalid},
		{500, gb28181.OutcomeDeviceError, shiheng.ErrUnavailable},
		{503, gb28181.OutcomeDeviceError, shiheng.ErrExhausted},
		{603, gb28181.OutcomeRefused, shiheng.ErrUnavailable},
	} {
		t.Run(fmt.Sprint(tt.code), func(t *testing.T) {
			w, _ := invited(t, nil, func(_ context.Context, c *gb28181.Call) { c.Refuse(tt.code, "No", `399 device "preview link limit"`) })
			_, err := w.p.Invite(t.Context(), offer)
			var failed *gb28181.InviteError
			if !errors.As(err, &failed) || !errors.Is(err, tt.kind) {
				t.Fatal(err)
			}
			if failed.Outcome != tt.outcome || failed.Code != tt.code || failed.Reason != "No" || !strings.Contains(failed.Warning, "preview link limit") || len(failed.Entries) < 2 {
				t.Errorf("%+v", failed)
			}
		})
	}
	t.Run("not registered", func(t *testing.T) {
		w := newWorld(t, nil)
		_, err := w.p.Invite(t.Context(), offer)
		var failed *gb28181.InviteError
		if !errors.As(err, &failed) || failed.Outcome != gb28181.OutcomeOffline || !errors.Is(err, shiheng.ErrNotFound) {
			t.Error(err)
		}
	})
}

// TestProvisional is Dahua's 101 before the answer.
func TestProvisional(t *testing.T) {
	w, _ := invited(t, nil, func(_ context.Context, c *gb28181.Call) {
		c.Provisional(101, "Dialog Establishement")
		c.Provisional(183, "Session Progress")
		<-time.After(100 * time.Millisecond) // a device takes its time; messages at once may overtake one another
		_, _ = c.Accept(answerOf("y=0200000017"))
	})
	s, err := w.p.Invite(t.Context(), offer)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Answer.Has(gb28181.OddProvisional) {
		t.Errorf("%v", s.Answer.Oddities)
	}
}

// TestLateAnswer is a device that answers after we gave up: its session is
// acknowledged and ended, so that it streams to nobody.
func TestLateAnswer(t *testing.T) {
	ended := make(chan error, 1)
	release := make(chan struct{})
	w, _ := invited(t, func(c *gb28181.PlatformConfig) { c.InviteTimeout = 200 * time.Millisecond }, func(_ context.Context, c *gb28181.Call) {
		<-release
		d, err := c.Accept(answerOf("y=0200000017"))
		if err != nil { // the CANCEL was there first
			ended <- nil
			return
		}
		<-d.Done()
		ended <- d.Cause()
	})
	_, err := w.p.Invite(t.Context(), offer)
	var failed *gb28181.InviteError
	if !errors.As(err, &failed) || failed.Outcome != gb28181.OutcomeTimeout || !errors.Is(err, shiheng.ErrUnavailable) {
		t.Fatal(err)
	}
	close(release)
	select {
	case cause := <-ended:
		if cause != nil && !errors.Is(cause, dialog.ErrRemoteBye) {
			t.Error(cause)
		}
	case <-time.After(30 * time.Second):
		t.Error("the device streams on")
	}
}

func TestCancel(t *testing.T) {
	cancelled := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	w, _ := invited(t, nil, func(call context.Context, c *gb28181.Call) {
		c.Provisional(101, "Dialog Establishement")
		cancel()
		<-call.Done()
		cancelled <- context.Cause(call)
	})
	_, err := w.p.Invite(ctx, offer)
	var failed *gb28181.InviteError
	if !errors.As(err, &failed) || failed.Outcome != gb28181.OutcomeCancelled {
		t.Fatal(err)
	}
	if cause := <-cancelled; !errors.Is(cause, dialog.ErrRemoteBye) {
		t.Error(cause)
	}
}

// TestRepeatedAnswer loses the first ACKs: each copy of the 200 gets one.
func TestRepeatedAnswer(t *testing.T) {
	var lost atomic.Int32
	sessions := make(chan *dialog.Dialog, 1)
	w, _ := invited(t, func(c *gb28181.PlatformConfig) {
		c.Tap = func(out bool, _ netip.AddrPort, b []byte) []byte {
			if out && strings.HasPrefix(string(b), "ACK ") && lost.Add(1) <= 2 {
				return nil
			}
			return b
		}
	}, func(_ context.Context, c *gb28181.Call) {
		if d, err := c.Accept(answerOf("y=0200000017")); err == nil {
			sessions <- d
		}
	})
	if _, err := w.p.Invite(t.Context(), offer); err != nil {
		t.Fatal(err)
	}
	if err := (<-sessions).AwaitACK(t.Context()); err != nil {
		t.Error(err)
	}
	if n := lost.Load(); n < 3 {
		t.Errorf("%d ACKs", n)
	}
}

// TestDeviceGone ends sessions when their device is gone, and refuses new ones.
func TestDeviceGone(t *testing.T) {
	w := newWorld(t, nil)
	w.devices.set(deviceID, gb28181.Settings{Password: password})
	l := newLine(t, "127.0.0.1:0")
	cfg := deviceConfig(w, l)
	cfg.SignOff = true
	cfg.Invite = func(_ context.Context, c *gb28181.Call) { _, _ = c.Accept(answerOf("y=0200000017")) }
	_, stop := runDevice(t, cfg)
	s, err := w.p.Invite(t.Context(), offer)
	if err != nil {
		t.Fatal(err)
	}
	stop()
	select {
	case <-s.Done():
	case <-time.After(30 * time.Second):
		t.Fatal("the session goes on")
	}
	if !errors.Is(s.Cause(), dialog.ErrPeerGone) {
		t.Error(s.Cause())
	}
	if e := w.expect(gb28181.Offline); e.Reason != "signed-off" {
		t.Errorf("%+v", e)
	}
}

// TestMediaStatusFromAStranger is quirk 15: found by its Call-ID.
func TestMediaStatusFromAStranger(t *testing.T) {
	w := newWorld(t, nil)
	cfg := deviceConfig(w, newLine(t, "127.0.0.1:0"))
	calls := make(chan string, 1)
	cfg.Invite = func(_ context.Context, c *gb28181.Call) {
		if d, err := c.Accept(answerOf("y=0200000017")); err == nil {
			calls <- d.CallID()
		}
	}
	cfg.Alter = func(kind string, m *dialog.Message) bool {
		if kind == manscdp.MediaStatus {
			m.From.User, m.CallID = "99999999999999999999", <-calls
		}
		return true
	}
	d, _ := runDevice(t, cfg)
	s, err := w.p.Invite(t.Context(), offer)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Notify(t.Context(), manscdp.Notify, manscdp.MediaStatus, "99999999999999999999", manscdp.F("NotifyType", "121")); err != nil {
		t.Fatal(err)
	}
	e := w.expect(gb28181.Notified)
	if !manscdp.HistoryEnded(e.Message) || e.Call != s.CallID() || e.Device != deviceID {
		t.Errorf("%+v", e)
	}
}

// TestByeIgnored is quirk 14: a device that never answers a BYE.
func TestByeIgnored(t *testing.T) {
	var mute atomic.Bool
	w := newWorld(t, nil)
	l, err := gb28181.NewLine(gb28181.LineConfig{Log: discard(), Tap: func(out bool, _ netip.AddrPort, b []byte) []byte {
		if mute.Load() {
			return nil
		}
		return b
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Open(); err != nil {
		t.Fatal(err)
	}
	background(t, l.Run)
	cfg := deviceConfig(w, l)
	cfg.Invite = func(_ context.Context, c *gb28181.Call) { _, _ = c.Accept(answerOf("y=0200000017")) }
	runDevice(t, cfg)
	s, err := w.p.Invite(t.Context(), offer)
	if err != nil {
		t.Fatal(err)
	}
	mute.Store(true)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := s.Bye(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	select {
	case <-s.Done():
	default:
		t.Error("the session has not ended on our side")
	}
}

// TestControl sends commands in the spelling of the peer's edition.
func TestControl(t *testing.T) {
	for version, want := range map[string]string{"": "IFameCmd", "2.0": "IFameCmd", "3.0": "IFrameCmd"} {
		t.Run("version "+version, func(t *testing.T) {
			w := newWorld(t, nil)
			l := newLine(t, "127.0.0.1:0")
			cfg := deviceConfig(w, l)
			cfg.Version = version
			got := make(chan *manscdp.Message, 1)
			cfg.Control = func(_ context.Context, m *manscdp.Message) { got <- m }
			runDevice(t, cfg)
			if err := w.p.KeyFrame(t.Context(), deviceID, channelID); err != nil {
				t.Fatal(err)
			}
			if m := <-got; m.Body.Value(want) != "Send" || m.Device != string(channelID) {
				t.Errorf("%+v", m.Body)
			}
			if err := w.p.Control(t.Context(), deviceID, channelID, manscdp.F("PTZCmd", "A50F0101200000D6")); err != nil {
				t.Fatal(err)
			}
			if m := <-got; m.Body.Value("PTZCmd") != "A50F0101200000D6" {
				t.Errorf("%+v", m.Body)
			}
		})
	}
}

// TestPresetsAndPTZ: a preset that is set, its name told to a peer of the 2022
// edition only, and what the peer then says it keeps.
func TestPresetsAndPTZ(t *testing.T) {
	for version, named := range map[string]string{"2.0": "", "3.0": "北门"} {
		t.Run("version "+version, func(t *testing.T) {
			w := newWorld(t, nil)
			l := newLine(t, "127.0.0.1:0")
			cfg := deviceConfig(w, l)
			cfg.Version = version
			got := make(chan *manscdp.Message, 1)
			cfg.Control = func(_ context.Context, m *manscdp.Message) { got <- m }
			cfg.Presets = func(code.Code) []manscdp.Preset { return []manscdp.Preset{{Number: 9, Name: "北门"}} }
			runDevice(t, cfg)
			if err := w.p.PTZ(t.Context(), deviceID, channelID, ptz.Command{Verb: ptz.SetPreset, Preset: 9, Name: "北门"}); err != nil {
				t.Fatal(err)
			}
			m := <-got
			if c, err := ptz.Parse(m.Body.Value("PTZCmd")); err != nil || c.Verb != ptz.SetPreset || c.Preset != 9 || c.BadSum {
				t.Errorf("%+v %v", c, err)
			}
			if name := m.Body.Child("PTZCmdParams").Value("PresetName"); name != named || m.Body.Child("Info").Value("ControlPriority") == "" {
				t.Errorf("named %q in %+v", name, m.Body)
			}
			presets, partial, err := w.p.Presets(t.Context(), deviceID, channelID)
			if err != nil || partial || !slices.Equal(presets, []manscdp.Preset{{Number: 9, Name: "北门"}}) {
				t.Errorf("%v, partial %v: %v", presets, partial, err)
			}
		})
	}
	w := newWorld(t, nil)
	if _, _, err := w.p.Presets(t.Context(), deviceID, channelID); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("a device that is not there: %v", err)
	}
}
