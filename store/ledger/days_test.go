package ledger_test

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/civic/retain"
	store "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
)

const aDay = 24 * time.Hour

// A month is a platform whose days a test lets go by: a real store of footage on
// two disks with its index, the log, its minutes and the eraser, with cameras of
// their own terms.
type month struct {
	*archive
	disks    [2]*disk.Volatile
	set      time.Duration // how far the clock of the machine was set forward
	off      time.Duration // how long the machine was off
	ceiling  int           // law-days past the term
	purposed map[shiheng.CameraID]bool
	proof    retain.Proof
	taken    []take
	away     map[shiheng.VolumeID]bool // lost for good
}

// A take is what one camera recorded at one time: one slot.
type take struct {
	camera shiheng.CameraID
	from   time.Time
}

func cameraNo(n byte) shiheng.CameraID { return shiheng.CameraID{n, 1} }

// longTerm is the camera whose footage is kept for ninety days.
const longTerm = 2

func newMonth(t *testing.T) *month {
	t.Helper()
	m := &month{archive: &archive{office: newOffice(t)}, purposed: map[shiheng.CameraID]bool{}, away: map[shiheng.VolumeID]bool{}}
	for i := range m.disks {
		m.disks[i] = &disk.Volatile{Label: fmt.Sprint("disk-", i)}
	}
	m.now = time.Date(2028, 2, 1, 16, 0, 0, 0, time.UTC) // midnight in Wuxi, before a leap day
	m.config = func(c *slots.Config) {
		c.Places = nil
		for _, d := range m.disks {
			c.Places = append(c.Places, slots.Place{Disk: d, Capacity: 1 << 30})
		}
		c.SlotSize, c.Keep = 1<<17, 0
		c.FloorOf = func(id shiheng.CameraID) int {
			if id == cameraNo(longTerm) {
				return 90
			}
			return 30
		}
		c.KeepOf = func(id shiheng.CameraID) int { return c.FloorOf(id) + m.ceiling }
		c.Purposed = func(id shiheng.CameraID) bool { return m.purposed[id] }
		c.Attested = func(ended time.Duration) time.Duration { return m.proof.Age(ended) }
		c.Boot = func() time.Duration { return m.clock().Sub(m.began) - m.set - m.off }
	}
	m.start()
	return m
}

// lose takes a disk out for good and puts an empty one in its place. What lay on
// it is lost, and the index still knows of it.
func (m *month) lose(i int) (lost int) {
	m.t.Helper()
	x := footage.New(m.db)
	on := map[string]bool{}
	for _, v := range m.volumes(x) {
		if strings.HasPrefix(v.Place, m.disks[i].Label+"/") {
			m.away[v.ID] = true
			for _, n := range m.slotsOf(x, v) {
				on[n] = true
			}
		}
	}
	m.taken = slices.DeleteFunc(m.taken, func(k take) bool { return on[nameOf(k.camera, k.from)] })
	if err := errors.Join(m.minutes.Close(), m.slots.Close()); err != nil {
		m.t.Fatal(err)
	}
	m.disks[i] = &disk.Volatile{Label: m.disks[i].Label}
	m.open()
	return len(on)
}

func (m *month) volumes(x *footage.Index) []record.VolumeRow {
	m.t.Helper()
	volumes, err := x.Volumes(m.t.Context())
	if err != nil {
		m.t.Fatal(err)
	}
	return volumes
}

// slotsOf names the slots of a volume that the index tells of.
func (m *month) slotsOf(x *footage.Index, v record.VolumeRow) (out []string) {
	m.t.Helper()
	rows, err := x.Slots(m.t.Context(), v.ID, 0, 100_000)
	if err != nil {
		m.t.Fatal(err)
	}
	for _, r := range rows {
		out = append(out, m.name(r.Stream, r.From))
	}
	return out
}

// takes records a second of each camera in a slot of its own.
func (m *month) takes(cameras ...byte) {
	m.t.Helper()
	for _, n := range cameras {
		m.record(n, 1)
		m.taken = append(m.taken, take{camera: cameraNo(n), from: m.clock()})
	}
}

// quarter lets six hours go by: slots are closed, sealed and logged, and what
// may and must go goes.
func (m *month) quarter() {
	m.t.Helper()
	m.pass(6 * time.Hour)
	m.house()
	m.pass(0)
	m.house()
}

// there lists the slots that the tables of the volumes and the rows of the index
// both tell of, by camera and beginning.
func (m *month) there() map[string]bool {
	m.t.Helper()
	x := footage.New(m.db)
	out := map[string]bool{}
	for _, v := range m.volumes(x) {
		for _, n := range m.slotsOf(x, v) {
			if !m.away[v.ID] {
				out[n] = true
			}
		}
	}
	report, err := m.slots.Check(m.t.Context(), false, nil)
	if err != nil || len(report.Findings) != len(m.away) { // each lost volume is one
		m.t.Errorf("the store finds %v, %v", report.Findings, err)
	}
	return out
}

func (m *month) name(stream shiheng.StreamID, from time.Time) string {
	for _, h := range m.slots.List() {
		if h.Stream.ID == stream {
			return nameOf(h.Stream.Camera, from)
		}
	}
	return nameOf(shiheng.CameraID{}, from)
}

func nameOf(c shiheng.CameraID, from time.Time) string {
	return fmt.Sprintf("%d %s", c[0], from.UTC().Format("01-02 15:04"))
}

// owed is what the law says must be there of what was recorded, and nothing else.
func (m *month) owed(held func(take) bool) map[string]bool {
	out, now := map[string]bool{}, m.clock()
	for _, k := range m.taken {
		days := 30
		if k.camera == cameraNo(longTerm) {
			days = 90
		}
		age := now.Sub(k.from.Add(time.Second))
		if age < time.Duration(days+m.ceiling)*aDay || held(k) || m.purposed[k.camera] {
			out[nameOf(k.camera, k.from)] = true
		}
	}
	return out
}

func (m *month) compare(when string, held func(take) bool) {
	m.t.Helper()
	got, want := m.there(), m.owed(held)
	for _, n := range slices.Sorted(maps.Keys(want)) {
		if !got[n] {
			m.t.Errorf("%s: the slot of camera %s is gone", when, n)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(got)) {
		if !want[n] {
			m.t.Errorf("%s: the slot of camera %s is still there", when, n)
		}
	}
}

// TestThirtyDays lets six weeks go by on a platform with cameras of thirty and
// ninety days, a hold, a gap, a ceiling, a longer purpose, a camera that came
// later and a disk that is lost: to the slot, each has what the law says it must
// have and nothing else, and rows, slots, leaves and certificates fit together
// (W168/28, 29, R799/17).
func TestThirtyDays(t *testing.T) {
	const (
		plain, holding, gapped, late, purposed = 1, 3, 4, 5, 6
		days                                   = 45
	)
	m := newMonth(t)
	m.ceiling = 2
	m.purposed[cameraNo(purposed)] = true
	begin := m.clock()
	hold := record.Pin{ID: shiheng.NewID[shiheng.HoldID](begin), Camera: cameraNo(holding), Span: shiheng.Span{From: begin.Add(2 * aDay), To: begin.Add(3 * aDay)}, Placed: begin}
	held := func(k take) bool {
		return k.camera == hold.Camera && hold.Span.Overlaps(shiheng.Span{From: k.from, To: k.from.Add(time.Second)})
	}
	lost := 0
	for day := range days {
		for range 4 {
			cameras := []byte{plain, longTerm, holding, purposed}
			if day < 10 || day >= 12 {
				cameras = append(cameras, gapped)
			}
			if day >= 20 {
				cameras = append(cameras, late)
			}
			m.takes(cameras...)
			m.quarter()
		}
		switch day {
		case 4:
			if err := m.slots.Pin(t.Context(), hold); err != nil {
				t.Fatal(err)
			}
		case 25:
			lost = m.lose(1)
		case 31, 33:
			m.compare(fmt.Sprintf("after %d days", day+1), held)
		case 40:
			m.purposed[cameraNo(purposed)] = false // its last day is over
		}
	}
	m.compare("at the end", held)
	missing := 0
	for _, h := range m.slots.List() {
		spans, err := m.slots.Missing(t.Context(), h.Stream.ID, shiheng.Span{From: begin})
		if err != nil {
			t.Fatal(err)
		}
		missing += len(spans)
	}
	if lost < 100 || missing != lost {
		t.Errorf("%d slots lay on the disk that was lost, %d are told as missing", lost, missing)
	}
	if gone := m.slots.Stats().SlotsFree; gone < 50 {
		t.Errorf("%d slots went since the disk was lost", gone)
	}
	m.checked(lost)
}

// checked holds rows, slots, leaves and checkpoints against one another: nothing
// is amiss but the lost volume and what lay on it.
func (m *month) checked(lost int) {
	m.t.Helper()
	m.settle()
	r, err := store.Check(m.t.Context(), store.CheckConfig{
		Dir: filepath.Join(m.dir, "log"), Minutes: m.minutesDir(), Name: "node", Keys: m.keys, Rows: m.rows, Footage: m.slots, Now: m.clock,
	}, ledger.CheckFull)
	amiss := slices.DeleteFunc(slices.Clone(r.Mismatches), func(m ledger.Mismatch) bool { return m.Code == ledger.BadFootage })
	if err != nil || len(amiss) > 0 || r.Bad != lost+len(m.away) { // and each lost volume is one
		m.t.Errorf("check finds %v, %d in all, %d slots were lost, %v", amiss, r.Bad, lost, err)
	}
}

// TestClockForward_W168_28: a clock is set forward by 31 days, that of the
// machine or that of the witness. Nothing is deleted; when thirty days have really
// passed, it is.
func TestClockForward_W168_28(t *testing.T) {
	for _, tt := range []struct {
		name         string
		witness      bool
		ours, theirs time.Duration
	}{
		{"the machine's, without a witness", false, 31 * aDay, 0},
		{"the machine's, with an honest witness", true, 31 * aDay, 0},
		{"the witness's", true, 0, 31 * aDay},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newMonth(t)
			theirs := time.Duration(0)
			sign := func() {
				if tt.witness {
					m.cosigned(theirs)
				}
			}
			m.takes(1)
			m.quarter()
			sign()
			m.quarter()
			sign()
			m.advance(tt.ours)
			m.set, theirs = tt.ours, tt.theirs
			m.quarter()
			sign()
			m.quarter()
			if got := m.there(); len(got) != 1 {
				t.Fatalf("%v is there after the clock was set forward", got)
			}
			m.advance(30 * aDay)
			m.pass(0)
			sign()
			m.house()
			m.house()
			if got := m.there(); len(got) != 0 {
				t.Errorf("%v still there after thirty days", got)
			}
		})
	}
}

// cosigned has a witness, whose clock is off by so much, sign what there is.
func (m *month) cosigned(off time.Duration) {
	ran := m.slots.Tally()
	m.proof, _, _ = m.proof.Take(retain.Mark{Witness: "w", At: m.clock().Add(off - m.set), Tally: ran, Wall: m.clock(), Ran: ran})
}

// TestProvenByWitness_W168_28: a machine that was off for a month knows by its own
// running time that nothing is old. What a witness signed before and after proves
// the age by itself.
func TestProvenByWitness_W168_28(t *testing.T) {
	for _, witness := range []bool{false, true} {
		m := newMonth(t)
		m.takes(1)
		m.quarter()
		if witness {
			m.cosigned(0)
		}
		m.advance(31 * aDay)
		m.off = 31 * aDay
		m.pass(0)
		if witness {
			m.cosigned(0)
		}
		m.house()
		m.house()
		if got := m.there(); (len(got) == 0) != witness {
			t.Errorf("with a witness %v: %v is there", witness, got)
		}
	}
}
