package sim

import (
	"context"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/gb28181/manscdp"
)

// A channel is one camera of a device.
type channel struct {
	id        code.Code
	name      string
	eye       *lens
	main, sub source
	began     time.Time
}

// A device is one practice device of a fleet.
type device struct {
	fleet    *fleet
	n        int // from 0
	id       code.Code
	channels []*channel
	calls    chan *session // accepted, for run to serve
}

// sessionsAtOnce bounds the invitations that wait to be served.
const sessionsAtOnce = 32

func (d *device) manners() Manners { return d.fleet.mannersOf(d.n) }

func (d *device) channel(id code.Code) *channel {
	for _, c := range d.channels {
		if c.id == id {
			return c
		}
	}
	if id == d.id { // asked for as a whole: its first camera
		return d.channels[0]
	}
	return nil
}

// run registers and serves until ctx ends. With PortShift it begins anew from
// another port every so often.
func (d *device) run(ctx context.Context) error {
	var serving sync.WaitGroup
	defer serving.Wait()
	over, stop := context.WithCancel(ctx)
	defer stop()
	serving.Go(func() {
		for {
			select {
			case s := <-d.calls:
				serving.Go(func() { d.serve(ctx, s) })
			case <-over.Done():
				return
			}
		}
	})
	shift := d.manners().PortShift
	for ctx.Err() == nil {
		line := d.fleet.line
		turn, cancel := ctx, context.CancelFunc(func() {})
		var lines sync.WaitGroup
		if shift > 0 {
			turn, cancel = context.WithTimeout(ctx, shift)
			own, err := openLine(d.fleet.cfg, netip.AddrPortFrom(d.fleet.local, 0).String())
			if err != nil {
				cancel()
				return err
			}
			line = own
			lines.Go(func() { _ = own.Run(turn) })
		}
		err := d.register(turn, line)
		cancel()
		lines.Wait()
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *device) register(ctx context.Context, line *gb28181.Line) error {
	c := d.fleet.cfg
	m := d.manners()
	password := c.Password
	if m.WrongPassword {
		password = "wrong-" + password
	}
	charset := manscdp.CharsetAuto // labelled GB2312, as 2016 has it
	if strings.HasPrefix(c.Version, "3.") {
		charset = manscdp.CharsetGB18030
	}
	ids := make([]code.Code, len(d.channels))
	for i, ch := range d.channels {
		ids[i] = ch.id
	}
	dev, err := gb28181.NewDevice(gb28181.DeviceConfig{
		Line: line, ID: d.id, Channels: ids,
		Server: c.Server, ServerID: c.ServerID, Domain: c.Domain, Transport: c.Transport,
		Username: c.Username, Password: password,
		Expires: c.Expires, Keepalive: c.Keepalive, Retry: c.Retry, Version: c.Version, Charset: charset,
		SignOff: c.SignOff && m.PortShift == 0,
		Info:    d.info, Status: d.status, Catalog: d.catalog, Recordings: d.recordings,
		Presets: d.presets, Invite: d.invited, Control: d.control, Alter: d.alter,
		State: func(s gb28181.DeviceState) {
			if c.State != nil {
				c.State(d.id, s)
			}
		},
	})
	if err != nil {
		return fmt.Errorf("practice device %s: %w", d.id, err)
	}
	return dev.Run(ctx)
}

// alter spoils what leaves the device.
func (d *device) alter(kind string, m *dialog.Message) bool {
	bad := d.manners()
	switch {
	case kind == manscdp.Keepalive && bad.NoKeepalive:
		return false
	case bad.WrongContact:
		m.Contact = &dialog.Party{User: string(d.id), Host: "10.255.255.1:5060"}
	}
	if bad.MislabelledUTF8 {
		m.Body = []byte(manscdp.CharsetAuto.Text(m.Body)) // the label stays
	}
	return true
}

func (d *device) info() manscdp.Info {
	return manscdp.Info{
		Name: "演练设备 " + strconv.Itoa(d.n+1), Manufacturer: "Shiheng", Model: "SIM-1",
		Firmware: "practice", Channels: len(d.channels), OK: true,
	}
}

func (d *device) status(code.Code) manscdp.Status {
	return manscdp.Status{
		OK: true, Online: true, Healthy: true, Encoding: "ON", Recording: "ON", Time: time.Now().Add(d.manners().ClockOff),
	}
}

// catalogPart is how many channels go into one message over UDP.
const catalogPart = 4

func (d *device) catalog() []gb28181.Part {
	m := d.manners()
	items := make([]manscdp.Item, len(d.channels))
	for i, c := range d.channels {
		items[i] = manscdp.Item{
			Code: string(c.id), Name: c.name, Manufacturer: "Shiheng", Model: "SIM-1", Owner: "演练",
			CivilCode: string(d.id)[:6], Address: "演练场", Parents: []string{string(d.id)},
			SafetyWay: "0", RegisterWay: "1", Secrecy: "0", Online: true, Status: "ON",
			Info: map[string]string{"PTZType": "1", "Resolution": "6/5/4"},
		}
	}
	if m.Secret {
		for i := range items {
			items[i].Secrecy = "1"
		}
	}
	parts := gb28181.Parts(items, catalogPart)
	if m.CatalogTwice {
		parts = append(parts, parts...)
		for i := range parts {
			parts[i].SumNum = len(items)
		}
	}
	if m.CatalogPart {
		for i := range parts {
			parts[i].SumNum = len(items) + 3
		}
	}
	if m.CatalogLate > 0 {
		parts[0].Delay = m.CatalogLate
	}
	return parts
}

// presets answers a PresetQuery.
func (d *device) presets(target code.Code) []manscdp.Preset {
	if c := d.channel(target); c != nil {
		return c.eye.list()
	}
	return nil
}

// control obeys DeviceControl: camera movement and the wish for a key frame.
func (d *device) control(_ context.Context, m *manscdp.Message) {
	c := d.channel(code.Code(m.Device))
	if c == nil {
		return
	}
	if cmd := m.Body.Value("PTZCmd"); cmd != "" {
		c.eye.obey(time.Now(), cmd, m.Body.Child("PTZCmdParams").Value("PresetName"))
	}
	if m.Body.Value("IFrameCmd") != "" || m.Body.Value("IFameCmd") != "" {
		c.main.wantKey()
	}
}
