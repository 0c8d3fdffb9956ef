package deliver

import (
	"encoding/json"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// stamp is a time as the wire has it: RFC 3339 in UTC with milliseconds.
type stamp time.Time

const stampForm = "2006-01-02T15:04:05.000Z"

// String is the wire's form.
func (s stamp) String() string { return time.Time(s).UTC().Format(stampForm) }

// MarshalText writes the wire's form.
func (s stamp) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads any RFC 3339 time.
func (s *stamp) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.RFC3339Nano, string(b))
	*s = stamp(t)
	return err
}

// seconds is a media time on the wire: seconds with all their digits.
type seconds float64

func mediaSeconds(ticks int64) seconds { return seconds(float64(ticks) / media.TimeScale) }

// The messages a player gets; docs/reference/media-wire.md says what they mean.
type (
	initMessage struct {
		Type       string  `json:"type"`
		MIME       string  `json:"mime"`
		Source     Role    `json:"source"`
		Transcoded bool    `json:"transcoded"`
		Codec      string  `json:"codec"`
		Width      int     `json:"width"`
		Height     int     `json:"height"`
		FPS        float64 `json:"fps"`
		Audio      string  `json:"audio"`
		Epoch      stamp   `json:"epoch"`
		Mark       string  `json:"mark,omitempty"`
	}
	stateMessage struct {
		Type   string            `json:"type"`
		State  State             `json:"state"`
		Code   string            `json:"code,omitempty"`
		Params map[string]string `json:"params,omitempty"`
	}
	clockMessage struct {
		Type  string  `json:"type"`
		Media seconds `json:"media"`
		At    stamp   `json:"at"`
	}
	gapMessage struct {
		Type   string            `json:"type"`
		From   stamp             `json:"from"`
		To     stamp             `json:"to"`
		Cause  string            `json:"cause"`
		Params map[string]string `json:"params,omitempty"`
	}
	positionMessage struct {
		Type      string  `json:"type"`
		At        stamp   `json:"at"`
		Media     seconds `json:"media"`
		DurableTo stamp   `json:"durableTo"`
	}
	idleMessage struct {
		Type string `json:"type"`
	}
	endMessage struct {
		Type    string            `json:"type"`
		Code    string            `json:"code"`
		Params  map[string]string `json:"params,omitempty"`
		Article string            `json:"article,omitempty"`
	}
)

// endOf words an error for the player. What is not one of our kinds is shown
// as an internal error without details.
func endOf(err error) endMessage {
	if e, ok := errors.AsType[*shiheng.Error](err); ok {
		return endMessage{Type: "end", Code: e.Code, Params: e.Params, Article: e.Article}
	}
	return endMessage{Type: "end", Code: "internal"}
}

// A command is what a player sends in playback.
type command struct {
	Type     string  `json:"type"`
	At       stamp   `json:"at"`
	Speed    float64 `json:"speed"`
	SkipGaps bool    `json:"skipGaps"`
	KeysOnly bool    `json:"keysOnly"`
	Until    seconds `json:"until"`
}

// The paces a player may ask for.
const (
	slowest = 0.5
	fastest = 16
)

// parseCommand reads one text message of a player. Anything else than a
// well-formed seek, more or speed is an ErrInvalid.
func parseCommand(b []byte) (command, error) {
	var c command
	if err := json.Unmarshal(b, &c); err != nil {
		return command{}, shiheng.Invalid("command.form").From(err)
	}
	switch c.Type {
	case "seek":
		if time.Time(c.At).IsZero() {
			return command{}, shiheng.Invalid("command.at")
		}
		if c.Speed == 0 {
			c.Speed = 1
		}
	case "more":
		if !(c.Until >= 0 && c.Until < 1e10) {
			return command{}, shiheng.Invalid("command.until")
		}
		return c, nil
	case "speed":
	default:
		return command{}, shiheng.Invalid("command.type")
	}
	if !(c.Speed >= slowest && c.Speed <= fastest) {
		return command{}, shiheng.Invalid("command.speed")
	}
	return c, nil
}
