package manscdp

import (
	"strconv"
	"strings"

	"shiheng.internal"
)

// A Root is the sort of a message: the name of its root element.
type Root string

// The four roots (reference clause 5).
const (
	Query    Root = "Query"
	Control  Root = "Control"
	Notify   Root = "Notify"
	Response Root = "Response"
)

// Command types that the product speaks. Others are read as a Message all the
// same; the caller decides what to do with them.
const (
	Keepalive     = "Keepalive"
	Catalog       = "Catalog"
	DeviceInfo    = "DeviceInfo"
	DeviceStatus  = "DeviceStatus"
	DeviceControl = "DeviceControl"
	MediaStatus   = "MediaStatus"
	Alarm         = "Alarm"
	RecordInfo    = "RecordInfo"
	PresetQuery   = "PresetQuery"
)

// A Message is one decoded body. Body is the whole tree, so that every field is
// reachable also where this package has no type for it.
type Message struct {
	Root    Root
	CmdType string
	SN      uint32
	// Device is the DeviceID of the body: a code in the sense of
	// code.Lenient, or "" where there is none (MobilePosition of 2016).
	Device  string
	Body    *Element
	Repairs Repairs
}

// known lists the command types in the standard's spelling, to compare in any
// letter case.
var known = [...]string{
	Keepalive, Catalog, DeviceInfo, DeviceStatus, DeviceControl, MediaStatus, Alarm, RecordInfo,
	"Broadcast", "MobilePosition", "ConfigDownload", "DeviceConfig", PresetQuery,
	"HomePositionQuery", "CruiseTrackListQuery", "CruiseTrackQuery", "PTZPosition", "SDCardStatus",
	"UploadSnapShotFinished", "VideoUploadNotify", "DeviceUpgradeResult",
}

// Decode reads one body of any of the four roots. It fails with a
// shiheng.ErrInvalid when no root, no CmdType or a root of another name is
// found; everything less than that is mended and told in Repairs.
func Decode(body []byte, cs Charset) (*Message, error) {
	if len(body) > maxBodyBytes {
		return nil, shiheng.Invalid("manscdp.large", "bytes", strconv.Itoa(len(body)))
	}
	text := cs.Text(body)
	root, repairs, err := Parse(text)
	if err != nil {
		return nil, err
	}
	m := &Message{Body: root, Repairs: repairs}
	if mislabelled(body, text) {
		m.Repairs.note(RepairCharset)
	}
	for _, r := range [...]Root{Query, Control, Notify, Response} {
		if strings.EqualFold(root.Name, string(r)) {
			m.Root = r
			m.noteCase(root.Name, string(r))
		}
	}
	if m.Root == "" {
		return nil, shiheng.Invalid("manscdp.root", "name", clip(root.Name))
	}
	if root.Child("CmdType") == nil && root.Attr("CmdType") != "" {
		m.Repairs.note(RepairAttribute)
	}
	m.CmdType = m.value("CmdType")
	for _, k := range known {
		if strings.EqualFold(m.CmdType, k) {
			m.noteCase(m.CmdType, k)
			m.CmdType = k
			break
		}
	}
	if m.CmdType == "" {
		return nil, shiheng.Invalid("manscdp.cmdtype", "root", string(m.Root))
	}
	if sn, err := strconv.ParseUint(m.value("SN"), 10, 32); err == nil {
		m.SN = uint32(sn)
	}
	m.Device, _ = usable(m.value("DeviceID"))
	return m, nil
}

// value reads a field of the root and notes a name in the wrong letter case.
func (m *Message) value(name string) string {
	if c := m.Body.Child(name); c != nil {
		m.noteCase(c.Name, name)
		return c.Text
	}
	return m.Body.Attr(name)
}

func (m *Message) noteCase(got, want string) {
	if got != want {
		m.Repairs.note(RepairCase)
	}
}

// mislabelled reports whether the declaration names UTF-8 for other bytes or
// another set for UTF-8 bytes. Pure ASCII is never mislabelled.
func mislabelled(body []byte, text string) bool {
	if ascii(body) {
		return false
	}
	if !strings.Contains(strings.ToLower(string(body[:min(len(body), 100)])), "encoding=") {
		return false
	}
	isUTF8 := strings.TrimPrefix(string(body), "\xef\xbb\xbf") == text
	return saysUTF8(body) != isUTF8
}

// usable reads what equipment uses as a code: up to 32 letters, digits, "-" and
// "_", as code.Lenient does.
func usable(s string) (string, bool) {
	s = strings.TrimSpace(s)
	for i := range len(s) {
		c := s[i]
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_') {
			return "", false
		}
	}
	return s, s != "" && len(s) <= 32
}

func clip(s string) string {
	if len(s) > 64 {
		return s[:64]
	}
	return s
}
