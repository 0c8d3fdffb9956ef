package app

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/civic/retain"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/record"
)

// ready says whether the platform can do its work: rows answer and no volume
// is lost.
func (h *House) ready(ctx context.Context) error {
	if err := h.db.Ping(ctx); err != nil {
		return err
	}
	if st := h.slots.Stats(); st.Total == 0 || (st.Quarantined+st.Missing > 0 && st.Free == 0) {
		return shiheng.Unavailable("store.no-volume")
	}
	return nil
}

// status reads how the platform is.
func (h *House) status(context.Context) (api.StatusView, error) {
	now := time.Now()
	store, recording := h.slots.Stats(), h.recording.Stats()
	v := api.StatusView{
		Now: now.UTC(), Started: h.began.UTC(), Version: h.start.Version, Recording: recording.Recording, Wanted: recording.Wanted,
		Viewers: h.deliver.Stats().Sessions, Lag: recording.Lag.Seconds(), Spill: store.PendingBytes, SpillMax: h.spill,
		Volumes: h.volumes(), Incidents: h.incidents.List(),
		Features: map[string]bool{"whep": h.start.Settings.Media.WebRTC != "", "discovery": h.start.Settings.Signal.Discovery},
	}
	v.Features["snapshot"], v.Features["transcode"] = h.ability.JPEG, h.ability.H264
	if h.lacking != nil {
		v.Picture = h.lacking.Error()
	}
	v.Forecast, _ = h.forecast()
	if r := h.shortage.Relief(); r.Step != retain.Normal {
		v.Shortage = &api.ShortageView{
			Step: r.Step.String(), Ordered: h.directory.Ordered(), Lesser: len(r.Lesser), KeysOnly: len(r.KeysOnly),
			Left: len(r.Leave), Stopped: len(r.Stop),
		}
	}
	return v, nil
}

// volumes lists the disks of the store with what they hold.
func (h *House) volumes() []api.VolumeView {
	out := []api.VolumeView{}
	for _, p := range h.slots.Places() {
		out = append(out, api.VolumeView{Path: p.Name, Size: p.Capacity, Used: p.Used, State: p.State, Direct: p.Direct})
	}
	return out
}

// Recorded facts change slowly for people: browsers are told of durable
// footage and bit rates at this pace.
const tellEvery = 2 * time.Second

// tellStates tells browsers what cameras are doing, as it changes.
func (h *House) tellStates(ctx context.Context) error {
	states := h.ingest.States()
	defer states.Close()
	var lost refusals
	tick := time.NewTicker(tellEvery)
	defer tick.Stop()
	h.look(ctx, &lost)
	told := map[shiheng.CameraID]struct{}{}
	changes := make(chan []ingest.CameraState)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			got, err := states.Next(ctx)
			if err != nil {
				return
			}
			select {
			case changes <- got:
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			<-done
			return nil
		case got := <-changes:
			seen := map[shiheng.CameraID]struct{}{}
			for _, c := range got {
				seen[c.Camera] = struct{}{}
			}
			mains := h.recording.Mains()
			for id := range seen {
				h.feed.Camera(id, h.live(id, mains))
			}
		case <-tick.C:
			h.look(ctx, &lost)
			h.tellAll(ctx, told)
		}
	}
}

// tellAll publishes the state of every wanted camera and of the platform. told
// are the cameras of the time before; one that is wanted no longer is idle.
func (h *House) tellAll(ctx context.Context, told map[shiheng.CameraID]struct{}) {
	wanted, err := h.directory.Cameras(ctx)
	if err != nil {
		return
	}
	gone := maps.Clone(told)
	clear(told)
	for _, w := range wanted {
		told[w.ID] = struct{}{}
		delete(gone, w.ID)
	}
	for id := range gone {
		h.feed.Camera(id, api.LiveView{State: "idle"})
	}
	mains := h.recording.Mains()
	for _, w := range wanted {
		h.feed.Camera(w.ID, h.live(w.ID, mains))
	}
	v, err := h.status(ctx)
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			h.log.WarnContext(ctx, "status not read", slog.Any("error", err))
		}
		return
	}
	h.feed.Status(v)
}

// live is what one camera is doing now, in the words of the API.
func (h *House) live(id shiheng.CameraID, mains map[shiheng.CameraID]record.State) api.LiveView {
	facts := h.recording.Camera(id, mains)
	main := h.ingest.State(id, ingest.Role(facts.Role))
	v := api.LiveView{
		Code: main.Reason.Code, Since: main.Since, DurableTo: facts.DurableTo, State: "idle", Measure: measureWord(facts.Measure),
	}
	if t := facts.Track; t != nil {
		v.Codec, v.Width, v.Height = t.Codec.String(), t.Width, t.Height
	}
	v.Bitrate, v.FPS = facts.Bitrate, facts.FPS
	switch main.Phase {
	case ingest.Playing:
		v.State = "live"
		if facts.Recording {
			v.State = "recording"
		}
	case ingest.Connecting:
		v.State = "connecting"
	case ingest.Waiting:
		v.State = "waiting"
		if main.Reason.Code == "device.offline" {
			v.State = "offline"
		}
	case ingest.Stopped:
	}
	return v
}

// measureWord is what a camera has to do without, as the API says it.
func measureWord(m record.Measure) string {
	switch {
	case m.Stopped:
		return "stopped"
	case m.Left:
		return "left-on-device"
	case m.Lesser && m.KeysOnly:
		return "sub-keys-only"
	case m.Lesser:
		return "sub"
	case m.KeysOnly:
		return "keys-only"
	}
	return ""
}

// metrics serves the figures of the rooms to Prometheus.
func (h *House) metrics() http.Handler {
	reg := prometheus.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), figures{h})
	return promhttp.HandlerFor(reg, promhttp.HandlerOpts{})
}

// figures reads the rooms when Prometheus asks. A figure's name and meaning
// are given once, where it is read.
type figures struct{ h *House }

// Describe implements [prometheus.Collector]; what is collected describes itself.
func (figures) Describe(chan<- *prometheus.Desc) {}

// Collect implements [prometheus.Collector].
func (f figures) Collect(out chan<- prometheus.Metric) {
	put := func(kind prometheus.ValueType, name, help string, v float64) {
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc("shiheng_"+name, help, nil, nil), kind, v)
	}
	const gauge, counter = prometheus.GaugeValue, prometheus.CounterValue
	s, r, i, d, p := f.h.slots.Stats(), f.h.recording.Stats(), f.h.ingest.Stats(), f.h.deliver.Stats(), f.h.pool.Stats()
	put(counter, "footage_chunks_total", "Chunks made durable.", float64(s.Chunks))
	put(counter, "footage_bytes_total", "Bytes made durable.", float64(s.Bytes))
	put(counter, "footage_writes_total", "Write system calls of the store.", float64(s.Writes))
	put(counter, "footage_syncs_total", "Sync system calls of the store.", float64(s.Syncs))
	put(counter, "footage_moved_total", "Chunks rewritten elsewhere after a disk failed.", float64(s.Moved))
	put(counter, "footage_refused_total", "Chunks not taken, each within a declared gap.", float64(s.Refused))
	put(counter, "footage_sm3_seconds_total", "Processor time that SM3 took.", s.Digesting.Seconds())
	put(gauge, "footage_pending_bytes", "Footage that waits in memory.", float64(s.PendingBytes))
	put(gauge, "footage_slots", "Slots there can be.", float64(s.Total))
	put(gauge, "footage_slots_free", "Slots that are free.", float64(s.Free))
	put(gauge, "recording_streams", "Streams being recorded.", float64(r.Recording))
	put(gauge, "recording_wanted", "Streams that should be.", float64(r.Wanted))
	put(gauge, "recording_lag_seconds", "Oldest footage that is not durable yet.", r.Lag.Seconds())
	put(gauge, "ingest_sources", "Sources held open.", float64(i.Sources))
	put(gauge, "ingest_playing", "Sources that deliver.", float64(i.Playing))
	put(gauge, "ingest_ssrcs", "Stream numbers in use.", float64(i.SSRCs))
	put(gauge, "ingest_ports", "Media ports in use.", float64(i.Ports))
	put(counter, "ingest_syscalls_total", "System calls on media sockets.", float64(i.Receive.Syscalls))
	put(counter, "ingest_packets_total", "Packets received.", float64(i.Receive.Packets))
	put(counter, "ingest_bytes_total", "Bytes received.", float64(i.Receive.Bytes))
	put(counter, "ingest_overflow_total", "Packets the kernel dropped because a buffer was full.", float64(i.Receive.Overflow))
	put(gauge, "viewers", "Media sessions served.", float64(d.Sessions))
	put(counter, "viewer_frames_lost_total", "Frames viewers lost because they were slow.", float64(d.Lost))
	put(gauge, "slab_bytes", "Memory of frames in use.", float64(p.Used))
	put(gauge, "slab_kept_bytes", "Memory of frames kept for reuse.", float64(p.Kept))
}
