package manscdp

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Beijing is the zone of every time in the protocol (reference clause 4).
func Beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

// timeLayouts are the forms that real equipment writes, the standard's first.
var timeLayouts = [...]string{
	"2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04:05Z07:00",
	"2006-01-02 15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04", "2006-1-2 15:4:5", "2006-1-2T15:4:5",
}

// ParseTime reads a dateTime: Beijing time without a zone, or whatever zone is
// written. An empty or unreadable text is the zero time and false.
func ParseTime(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, s, Beijing()); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// FormatTime writes t as the standard wants it: Beijing time, no zone.
func FormatTime(t time.Time) string { return t.In(Beijing()).Format("2006-01-02T15:04:05") }

// Info is the answer to a DeviceInfo query.
type Info struct {
	Name, Manufacturer, Model, Firmware string
	Channels                            int // video inputs; 0 when not said
	OK                                  bool
}

// ParseInfo reads a DeviceInfo response.
func ParseInfo(m *Message) Info {
	in := Info{
		Name:         m.Body.Value("DeviceName"),
		Manufacturer: m.Body.Value("Manufacturer"),
		Model:        m.Body.Value("Model"),
		Firmware:     m.Body.Value("Firmware"),
		OK:           okResult(m.Body.Value("Result")),
	}
	for _, name := range []string{"Channel", "MaxCamera"} {
		if n, err := strconv.Atoi(m.Body.Value(name)); err == nil && n >= 0 {
			in.Channels = n
			break
		}
	}
	return in
}

// Fields writes in as the fields of a DeviceInfo response.
func (in Info) Fields() []Field {
	return []Field{
		F("DeviceName", in.Name), F("Result", result(in.OK)), F("Manufacturer", in.Manufacturer),
		F("Model", in.Model), F("Firmware", in.Firmware), F("Channel", strconv.Itoa(in.Channels)),
	}
}

// Status is the answer to a DeviceStatus query.
type Status struct {
	OK, Online, Healthy bool
	Reason              string
	Encoding, Recording string // ON, OFF or "" when not said
	// Time is the device's own clock; zero when it is not told or unreadable. A
	// clock that is hours off breaks record searches (quirk 20).
	Time time.Time
}

// ParseStatus reads a DeviceStatus response.
func ParseStatus(m *Message) Status {
	s := Status{
		OK:        okResult(m.Body.Value("Result")),
		Online:    online(m.Body.Value("Online")),
		Healthy:   online(m.Body.Value("Status")),
		Reason:    m.Body.Value("Reason"),
		Encoding:  strings.ToUpper(m.Body.Value("Encode")),
		Recording: strings.ToUpper(m.Body.Value("Record")),
	}
	s.Time, _ = ParseTime(m.Body.Value("DeviceTime"))
	return s
}

// Fields writes s as the fields of a DeviceStatus response.
func (s Status) Fields() []Field {
	fs := []Field{
		F("Result", result(s.OK)),
		F("Online", map[bool]string{true: "ONLINE", false: "OFFLINE"}[s.Online]),
		F("Status", result(s.Healthy)),
	}
	for _, o := range []Field{F("Reason", s.Reason), F("Encode", s.Encoding), F("Record", s.Recording)} {
		if o.Value != "" {
			fs = append(fs, o)
		}
	}
	if !s.Time.IsZero() {
		fs = append(fs, F("DeviceTime", FormatTime(s.Time)))
	}
	return fs
}

// FaultyDevices lists the codes in the Info of a Keepalive: sub-devices that
// the sender calls faulty.
func FaultyDevices(m *Message) []string {
	var out []string
	for _, e := range m.Body.Child("Info").All("DeviceID") {
		if e.Text != "" && len(out) < 1000 {
			out = append(out, e.Text)
		}
	}
	return out
}

// Healthy reports whether the Status of a Keepalive says OK; a missing one does.
func Healthy(m *Message) bool { return online(m.Body.Value("Status")) }

// HistoryEnded reports whether m is the MediaStatus that ends a history file
// (NotifyType 121).
func HistoryEnded(m *Message) bool {
	return m.CmdType == MediaStatus && m.Body.Value("NotifyType") == "121"
}

func okResult(v string) bool { return v == "" || strings.EqualFold(v, "OK") }

func result(ok bool) string {
	if ok {
		return "OK"
	}
	return "ERROR"
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
