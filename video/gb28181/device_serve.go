package gb28181

import (
	"context"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/gb28181/sdp"
)

// serve answers one request of the platform. Only the platform's address is
// listened to.
func (d *Device) serve(ctx context.Context, r *dialog.Request) {
	if r.Path.Remote.Addr() != d.cfg.Server.Addr().Unmap() {
		_ = r.Respond(403, "Forbidden")
		return
	}
	switch r.Method() {
	case "INVITE":
		d.invited(ctx, r)
	case "MESSAGE":
		d.asked(ctx, r)
	case "OPTIONS":
		_ = r.Respond(200, "OK")
	}
}

// asked takes a body: 200 at once, the answer in a message of its own.
func (d *Device) asked(ctx context.Context, r *dialog.Request) {
	m, err := manscdp.Decode(r.Body(), d.cfg.Charset)
	if err != nil {
		_ = r.Respond(400, "Bad Request")
		return
	}
	_ = r.Respond(200, "OK")
	switch {
	case m.Root == manscdp.Query && m.CmdType == manscdp.Catalog && d.cfg.Catalog != nil:
		d.sendParts(ctx, m.SN, d.cfg.Catalog())
	case m.Root == manscdp.Query && m.CmdType == manscdp.DeviceInfo && d.cfg.Info != nil:
		d.respond(ctx, m, d.cfg.Info().Fields())
	case m.Root == manscdp.Query && m.CmdType == manscdp.DeviceStatus && d.cfg.Status != nil:
		d.respond(ctx, m, d.cfg.Status(code.Code(m.Device)).Fields())
	case m.Root == manscdp.Query && m.CmdType == manscdp.RecordInfo && d.cfg.Recordings != nil:
		d.sendRecordings(ctx, m)
	case m.Root == manscdp.Query && m.CmdType == manscdp.PresetQuery && d.cfg.Presets != nil:
		d.respond(ctx, m, manscdp.PresetFields(d.cfg.Presets(code.Code(m.Device))))
	case m.Root == manscdp.Control && m.CmdType == manscdp.DeviceControl && d.cfg.Control != nil:
		d.cfg.Control(ctx, m)
	case d.cfg.Message != nil:
		d.cfg.Message(ctx, m)
	}
}

func (d *Device) respond(ctx context.Context, m *manscdp.Message, fields []manscdp.Field) {
	// Lost or refused, the platform's query times out and is asked again.
	_, _ = d.message(ctx, m.CmdType, d.body(manscdp.Response, m.CmdType, m.SN, code.Code(m.Device), fields...))
}

// A Part is one message of a catalogue answer as a device sends it. The zero
// value of a field is the honest one.
type Part struct {
	Items []manscdp.Item
	// SumNum is the total that is announced; 0 means the true one over all
	// parts, -1 announces zero.
	SumNum int
	// Delay passes before the part is sent.
	Delay time.Duration
	// SN is answered instead of the query's.
	SN uint32
	// NoWait sends without waiting for the answer to the part before, as annex M
	// forbids and many devices do.
	NoWait bool
}

// Parts cuts a catalogue into messages of n items, as an honest device sends
// them. Peers over UDP fare best with at most four.
func Parts(items []manscdp.Item, n int) []Part {
	var out []Part
	for len(items) > n {
		out = append(out, Part{Items: items[:n]})
		items = items[n:]
	}
	return append(out, Part{Items: items})
}

// sendParts sends the messages of a catalogue answer in order.
func (d *Device) sendParts(ctx context.Context, sn uint32, parts []Part) {
	total := 0
	for _, p := range parts {
		total += len(p.Items)
	}
	for _, p := range parts {
		if p.Delay > 0 && !sleep(ctx, p.Delay) {
			return
		}
		body := d.catalogBody(sn, total, p)
		if p.NoWait {
			d.cfg.Line.sending.Go(func() { _, _ = d.message(ctx, manscdp.Catalog, body) })
			continue
		}
		if _, err := d.message(ctx, manscdp.Catalog, body); err != nil {
			return
		}
	}
}

func (d *Device) catalogBody(sn uint32, total int, p Part) []byte {
	if p.SN != 0 {
		sn = p.SN
	}
	switch {
	case p.SumNum > 0:
		total = p.SumNum
	case p.SumNum < 0:
		total = 0
	}
	fields := []manscdp.Field{manscdp.F("SumNum", strconv.Itoa(total))}
	if len(p.Items) > 0 {
		list := manscdp.Field{Name: "DeviceList", Attrs: []manscdp.Attr{{Name: "Num", Value: strconv.Itoa(len(p.Items))}}}
		for _, it := range p.Items {
			list.Children = append(list.Children, it.Fields(!newEdition(d.cfg.Version)))
		}
		fields = append(fields, list)
	}
	return d.body(manscdp.Response, manscdp.Catalog, sn, d.cfg.ID, fields...)
}

// recordsPart is how many recordings go into one message: over UDP more would
// not fit.
const recordsPart = 8

// sendRecordings answers a RecordInfo query, each message after the 200 to the
// one before (annex M).
func (d *Device) sendRecordings(ctx context.Context, m *manscdp.Message) {
	var span shiheng.Span
	span.From, _ = manscdp.ParseTime(m.Body.Value("StartTime"))
	span.To, _ = manscdp.ParseTime(m.Body.Value("EndTime"))
	target := code.Code(m.Device)
	all := d.cfg.Recordings(target, span)
	for rest, first := all, true; first || len(rest) > 0; first = false {
		n := min(len(rest), recordsPart)
		fields := manscdp.RecordFields(string(target), len(all), rest[:n])
		rest = rest[n:]
		if _, err := d.message(ctx, m.CmdType, d.body(manscdp.Response, m.CmdType, m.SN, target, fields...)); err != nil {
			return
		}
	}
}

func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// A Call is one INVITE that the platform sent. Exactly one of Accept and Refuse
// ends it; a call that is left alone is answered 480.
type Call struct {
	// Channel is what is asked for, Subject the sender's and receiver's numbers.
	Channel code.Code
	Subject string
	// Offer is the platform's description; nil when it sent none that can be read.
	Offer *sdp.Session
	// Path leads to the platform.
	Path dialog.Path

	d        *Device
	r        *dialog.Request
	answered bool
}

func (d *Device) invited(ctx context.Context, r *dialog.Request) {
	c := &Call{Channel: code.Code(r.URI()), Subject: r.Header("Subject"), Path: r.Path, d: d, r: r}
	if c.Channel == "" || c.Channel == d.cfg.ID && r.To() != "" {
		c.Channel = code.Code(r.To())
	}
	if s, err := sdp.Parse(r.Body()); err == nil {
		c.Offer = s
	}
	if d.cfg.Invite == nil {
		_ = r.Respond(488, "Not Acceptable Here")
		return
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if !r.Cancelled(func() { cancel(dialog.ErrRemoteBye) }) {
		return
	}
	d.cfg.Invite(ctx, c)
	if !c.answered {
		_ = r.Respond(480, "Temporarily Unavailable")
	}
}

// Provisional sends a provisional answer, such as Dahua's 101.
func (c *Call) Provisional(status int, reason string) { _ = c.r.Respond(status, reason) }

// Accept answers 200 with the description, or without a body when it is empty,
// and returns the session. Media should flow after its ACK.
func (c *Call) Accept(answer []byte, headers ...dialog.Header) (*dialog.Dialog, error) {
	c.answered = true
	kind := contentSDP
	if len(answer) == 0 {
		kind = ""
	}
	return c.r.Accept(dialog.Party{User: string(c.d.cfg.ID)}, kind, answer, headers...)
}

// Refuse answers with a refusal; warning goes into the Warning header.
func (c *Call) Refuse(status int, reason, warning string) {
	c.answered = true
	var h []dialog.Header
	if warning != "" {
		h = append(h, dialog.Header{Name: "Warning", Value: warning})
	}
	_ = c.r.Respond(status, reason, h...)
}
