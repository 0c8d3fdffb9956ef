package sim

import (
	"context"
	"io"
	"time"

	"shiheng.internal"
	"shiheng.internal/sim/scene"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/picture"
)

// A practice camera says that it has recorded since an hour before it began,
// in files of ten minutes, and plays any stretch of it.
const (
	recordedBefore = time.Hour
	recordedFile   = 10 * time.Minute
)

// recordings answers a RecordInfo query.
func (d *device) recordings(target code.Code, asked shiheng.Span) []manscdp.Recording {
	c := d.channel(target)
	if c == nil || d.manners().NoRecordings {
		return nil
	}
	var out []manscdp.Recording
	has := shiheng.Span{From: c.began.Add(-recordedBefore), To: time.Now()}
	for from := has.From.Truncate(recordedFile); from.Before(has.To); from = from.Add(recordedFile) {
		file := shiheng.Span{From: from, To: from.Add(recordedFile)}
		if file.From.Before(has.From) {
			file.From = has.From
		}
		if file.To.After(has.To) {
			file.To = has.To
		}
		if file.Duration() >= time.Second && file.Overlaps(asked) {
			out = append(out, manscdp.Recording{Code: string(c.id), Name: c.name, From: file.From, To: file.To, Type: "time"})
		}
	}
	return out
}

// recorded reports whether the camera has something of the span.
func (c *channel) recorded(s shiheng.Span) bool {
	return s.From.Before(time.Now()) && s.To.After(c.began.Add(-recordedBefore)) && s.Duration() >= time.Second
}

// A past is a source that draws what a camera saw during a span.
type past struct {
	live *live
	span shiheng.Span
}

func (p *past) sets() parameters { return p.live.params }

func (p *past) wantKey() {}

// play draws the span at the pace it was seen at.
func (p *past) play(ctx context.Context, take func(item) error) error {
	pic := p.live.pic
	sc, err := p.live.scene(pic)
	if err != nil {
		return err
	}
	began, drawn, sent := time.Now(), 0, 0
	pictures := int(p.span.Duration() * time.Duration(pic.Rate) / time.Second)
	moment := func(n int) time.Duration { return time.Duration(n) * time.Second / time.Duration(pic.Rate) }
	return p.live.lab.Encode(ctx, pic.spec(), func(ctx context.Context, buf []byte) error {
		if drawn == pictures {
			return io.EOF
		}
		if err := sleep(ctx, began.Add(moment(drawn))); err != nil {
			return err
		}
		sc.Draw(buf, scene.View{Zoom: 1}, uint32(drawn), p.span.From.Add(moment(drawn)))
		drawn++
		return nil
	}, func(u picture.Unit) error {
		at := ticks(moment(sent))
		sent++
		return take(item{codec: pic.Codec, key: u.Key, pts: at, dts: at, data: u.Data})
	})
}

// A stretched source plays another one for so long.
type stretched struct {
	source
	length time.Duration
}

func (s stretched) play(ctx context.Context, take func(item) error) error {
	return s.source.play(ctx, func(i item) error {
		if span(i.dts) >= s.length {
			return io.EOF
		}
		return take(i)
	})
}

// pastOf is what the camera recorded of a span: drawn anew, or as much of what
// it repeats.
func (c *channel) pastOf(s shiheng.Span) source {
	if l, ok := c.main.(*live); ok {
		return &past{live: l, span: s}
	}
	return stretched{source: c.main, length: s.Duration()}
}
