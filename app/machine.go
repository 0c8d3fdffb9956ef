package app

import (
	"context"
	"net"
	"net/netip"
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/civic/law"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/fmp4"
	"shiheng.internal/video/gb28181"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/gb28181/dialog"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
	"shiheng.internal/video/record"
)

// footageConfig says what the footage store is made of.
func (h *House) footageConfig() (slots.Config, error) {
	s := h.start.Settings
	h.directory = newDirectory(h.registry, h.upkeep.Sounding, h.law, h.log)
	h.keeping = h.newKeeping()
	places, err := h.places()
	if err != nil {
		return slots.Config{}, err
	}
	if h.spill = int64(s.Footage.Spill); h.spill == 0 {
		h.spill = memory() / 8
	}
	h.index = footage.New(h.db)
	h.pool = media.NewPool()
	cfg := slots.Config{
		Places: places, Index: h.index, Pool: h.pool, Log: h.log, Practice: h.start.Practice, LawDay: s.Practice.LawDay,
		SpillBytes: h.spill, Floor: h.law.Floor(law.Facts{}, law.DayOf(time.Now())).Days,
		FloorOf: h.directory.Floor, Erasable: h.erasable, Condemned: h.condemned, Moov: moov,
		KeepOf: h.keeping.Keep, Purposed: h.keeping.Purposed, Attested: h.keeping.Attested,
		Lawful:   h.mayErase,
		Shortage: h.shortage.take, StandingOf: h.directory.Standing, Ordered: h.directory.Ordered,
	}
	if h.start.Practice {
		cfg.SlotSize = practiceSlot
	}
	return cfg, nil
}

// moov describes tracks for other tools that carve a slot; codings that MP4
// has no name for are left out.
func moov(tracks []*media.Track) ([]byte, error) {
	known := make([]*media.Track, 0, len(tracks))
	for _, t := range tracks {
		switch t.Codec {
		case media.H264, media.H265, media.AAC, media.Opus, media.PCMA, media.PCMU:
			known = append(known, t)
		}
	}
	if len(known) == 0 {
		return nil, nil
	}
	return fmp4.AppendInit(nil, known...)
}

// openFootage opens the footage store and what reads it.
func (h *House) openFootage(ctx context.Context) error {
	cfg, err := h.footageConfig()
	if err != nil {
		return err
	}
	if h.slots, err = slots.Open(ctx, cfg); err != nil {
		return err
	}
	if err := h.keepKind(); err != nil {
		return err
	}
	h.past = &past{reader: record.Reader{Library: h.slots, Index: h.index, Pool: h.pool}, store: h.slots, practice: h.start.Practice}
	if h.lab, err = picture.New(picture.Config{Pool: h.pool}); err != nil {
		return err
	}
	h.ability, h.lacking = h.lab.Probe(ctx)
	return nil
}

// practiceSlot is the size of a slot in a practice store: its footage comes
// and goes by minutes.
const practiceSlot = 8 << 20

// footageDir in the data directory holds footage where no disks are named.
const footageDir = "footage"

// places lists the disks of the settings, or one in the data directory.
func (h *House) places() ([]slots.Place, error) {
	volumes := h.start.Settings.Footage.Volumes
	if len(volumes) == 0 {
		volumes = []VolumeSettings{{Path: h.path(footageDir)}}
	}
	out := make([]slots.Place, 0, len(volumes))
	for _, v := range volumes {
		if err := h.placeFor(v.Path); err != nil {
			return nil, shiheng.Unavailable("store.disk", "path", v.Path).From(err)
		}
		size := int64(v.Size)
		if h.start.Practice && (size == 0 || size > int64(h.start.Settings.Practice.Size)) {
			size = int64(h.start.Settings.Practice.Size)
		}
		if size == 0 {
			var err error
			if size, err = mostOfFree(v.Path); err != nil {
				return nil, err
			}
		}
		out = append(out, slots.Place{Disk: disk.Dir{Path: v.Path}, Capacity: size})
	}
	return out, nil
}

// placeFor makes the directory of volumes. Tools that look after what there is
// make nothing: where volumes should be and are not, a disk is not mounted.
func (h *House) placeFor(dir string) error {
	if !h.existing {
		return os.MkdirAll(dir, 0o750)
	}
	there, err := os.ReadDir(dir)
	if err == nil && len(there) == 0 {
		err = os.ErrNotExist
	}
	return err
}

// mostOfFree is four fifths of what is free on the disk of a directory.
func mostOfFree(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, shiheng.Unavailable("store.disk", "path", dir).From(err)
	}
	return int64(st.Bavail) * st.Bsize / 5 * 4, nil
}

// memory is how much the machine has, in bytes.
func memory() int64 {
	var in unix.Sysinfo_t
	if err := unix.Sysinfo(&in); err != nil {
		return 2 << 30
	}
	return int64(in.Totalram) * int64(in.Unit)
}

// openSignalling makes the SIP side and loads who was registered.
func (h *House) openSignalling(ctx context.Context) error {
	s := h.start.Settings.Signal
	h.feed = api.NewFeed()
	h.peers = newPeers(h.registry, h.log, time.Now, h.feed.Device)
	if err := h.peers.load(ctx); err != nil {
		return err
	}
	cfg := gb28181.PlatformConfig{
		ID: code.Code(s.ID), Domain: s.Domain, Devices: h.peers, Store: bindings{rows.NewRegistrations(h.db)},
		Log: h.log, Discover: s.Discovery, Events: h.heard,
	}
	for _, n := range s.Networks {
		l := dialog.Listener{Network: n.Name, Address: n.Listen}
		if a, err := netip.ParseAddr(n.Advertise); err == nil {
			l.Advertise = netip.AddrPortFrom(a, 0)
		}
		cfg.Listeners = append(cfg.Listeners, l)
	}
	var err error
	if h.platform, err = gb28181.NewPlatform(cfg); err != nil {
		return err
	}
	h.peers.platform = h.platform
	h.sip = ingest.NewSIP(h.platform)
	return h.platform.Open(ctx)
}

// heard passes on what signalling tells: to the register and to the streams.
func (h *House) heard(e gb28181.Event) {
	h.peers.Event(e)
	h.sip.Heard(e)
}

// openStreams makes the rooms that carry pictures.
func (h *House) openStreams(ctx context.Context) error {
	s := h.start.Settings
	m := ingest.Media{Low: uint16(s.Media.PortFirst), High: uint16(s.Media.PortLast), TCPOnly: s.Media.TCPOnly}
	if s.Media.Shared != 0 {
		m.Shared, m.SharedPort, m.Low, m.High = true, uint16(s.Media.Shared), 0, 0
	}
	if a, err := netip.ParseAddr(s.Media.Listen); err == nil {
		m.Networks = []ingest.Network{{Name: "media", Listen: a}}
	}
	var err error
	h.ingest, err = ingest.New(ingest.Config{
		Directory: h.directory, Pool: h.pool, Signalling: h.sip, Domain: s.Signal.ID, Media: m, Log: h.log,
	})
	if err != nil {
		return err
	}
	if h.recording, err = newRecording(h); err != nil {
		return err
	}
	h.directory.notify = append(h.directory.notify, h.camerasChanged)
	rtc, err := whep(s.Media.WebRTC)
	if err != nil {
		return err
	}
	marks, err := h.markKey()
	if err != nil {
		return err
	}
	h.deliver, err = deliver.New(deliver.Config{
		Sources: streams{ingest: h.ingest, directory: h.directory}, Footage: h.past, Pictures: h.lab, Grants: grants{access: h.access, life: context.WithoutCancel(ctx)},
		Pool: h.pool, Log: h.log, WHEP: rtc, Meter: meters{h.official, h.citizens}, Mark: marks,
	})
	return err
}

// camerasChanged has the machine wing look at cameras whose register changed.
func (h *House) camerasChanged(changed []shiheng.CameraID) {
	for _, id := range changed {
		h.ingest.Reload(id)
	}
	if len(changed) > 0 {
		h.access.CamerasChanged()
	}
}

// whep reads where WebRTC listens; nowhere when the setting is empty.
func whep(listen string) (deliver.WHEP, error) {
	if listen == "" {
		return deliver.WHEP{Off: true}, nil
	}
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return deliver.WHEP{}, shiheng.Invalid("settings.value", "key", "media.webrtc_listen").From(err)
	}
	w := deliver.WHEP{}
	if w.Port, err = strconv.Atoi(port); err != nil {
		return w, shiheng.Invalid("settings.value", "key", "media.webrtc_listen").From(err)
	}
	if a, err := netip.ParseAddr(host); err == nil && !a.IsUnspecified() {
		w.Addresses = []netip.Addr{a}
	}
	return w, nil
}
