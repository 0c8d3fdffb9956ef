package archive

import (
	"encoding/json"
	"fmt"
	"math"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"shiheng.internal/civic/law"
)

// A Form is how the value of a field is written.
type Form string

// A Fault is what is wrong with one value: a stable code and what it takes to
// say it. The console words "archive.fault.<code>".
type Fault struct {
	Field  Code              `json:"field"`
	Code   string            `json:"code"`
	Params map[string]string `json:"params,omitempty"`
}

func fault(f Field, code string, pairs ...string) *Fault {
	out := &Fault{Field: f.Code, Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if out.Params == nil {
			out.Params = map[string]string{}
		}
		out.Params[pairs[i]] = pairs[i+1]
	}
	return out
}

// A reader turns a text that is not empty into the one way the value is
// written, or says what is wrong with it.
type reader func(t *Tables, f Field, text string) (string, *Fault)

// forms lists every form.
func forms() map[Form]reader {
	return map[Form]reader{
		"text": readText, "code20": digits(20), "digits6": digits(6), "digits12": digits(12), "peercode": readPeerCode,
		"dictionary": readDictionary, "dictionaries": readDictionaries, "civilcode": readCivilCode, "industry": readIndustry,
		"flag": readFlag, "day": readDay, "pastday": readDay, "number": readNumber, "integer": readInteger, "degrees": readDegrees,
		"longitude": readDegree, "latitude": readDegree, "ipv4": readAddress, "ipv6": readAddress, "mac": readMAC,
		"phones": readPhones, "resolution": readResolution, "file": readFile, "files": readFiles, "preset": readPreset,
		"polygon": readPolygon, "masks": readMasks, "track": readTrack, "envelope": readEnvelope,
		"system": readText, "category": readCategory, "class": readClass, "roomuse": readText,
	}
}

// Read turns a text into the one way a value of the field is written. Nothing
// is always right: whether it may be missing is completeness's business.
func (t *Tables) Read(f Field, text string) (string, *Fault) {
	text = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", ""))
	if text == "" {
		return "", nil
	}
	return forms()[f.Form](t, f, text)
}

func readText(_ *Tables, f Field, text string) (string, *Fault) {
	limit := f.Max
	if limit == 0 {
		limit = 200
	}
	if utf8.RuneCountInString(text) > limit || len(text) > 2000 {
		return "", fault(f, "long", "most", strconv.Itoa(limit))
	}
	if strings.ContainsAny(text, "\n\r\t") {
		text = strings.Join(strings.Fields(text), " ")
	}
	return text, nil
}

func digits(n int) reader {
	return func(_ *Tables, f Field, text string) (string, *Fault) {
		if len(text) != n || strings.Trim(text, "0123456789") != "" {
			return "", fault(f, "digits", "n", strconv.Itoa(n))
		}
		return text, nil
	}
}

var peerForm = regexp.MustCompile(`^[0-9A-Za-z_.-]{1,64}$`)

func readPeerCode(_ *Tables, f Field, text string) (string, *Fault) {
	if !peerForm.MatchString(text) {
		return "", fault(f, "code")
	}
	return text, nil
}

func readDictionary(t *Tables, f Field, text string) (string, *Fault) {
	code, ok := t.byID[f.Dictionary].Find(text)
	if !ok {
		return "", fault(f, "dictionary", "value", clip(text))
	}
	return code, nil
}

// readDictionaries reads several codes; sheets part them with "/", and people
// with commas, which may also stand within a name of the table.
func readDictionaries(t *Tables, f Field, text string) (string, *Fault) {
	var out []string
	split := func(text, signs string) []string {
		return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(signs, r) })
	}
	for _, part := range split(text, "/;；|") {
		names := []string{part}
		if _, known := t.byID[f.Dictionary].Find(part); !known {
			names = split(part, "、,，")
		}
		for _, name := range names {
			code, bad := readDictionary(t, f, name)
			if bad != nil {
				return "", bad
			}
			if !contains(out, code) {
				out = append(out, code)
			}
		}
	}
	if len(out) == 0 {
		return "", fault(f, "dictionary", "value", clip(text))
	}
	return strings.Join(out, "/"), nil
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// readCivilCode takes a district's code or name, or a longer code below one.
func readCivilCode(t *Tables, f Field, text string) (string, *Fault) {
	if code, ok := t.byID[f.Dictionary].Find(text); ok {
		return code, nil
	}
	if n := len(text); (n == 8 || n == 9 || n == 10 || n == 12) && strings.Trim(text, "0123456789") == "" {
		if head, ok := t.byID[f.Dictionary].Find(text[:6]); ok {
			return head + text[6:], nil
		}
	}
	return "", fault(f, "dictionary", "value", clip(text))
}

// readIndustry takes a code of either edition.
func readIndustry(t *Tables, f Field, text string) (string, *Fault) {
	for _, id := range []string{f.Dictionary, "industry_2016"} {
		if code, ok := t.byID[id].Find(text); ok {
			return code, nil
		}
	}
	return "", fault(f, "dictionary", "value", clip(text))
}

func readFlag(_ *Tables, f Field, text string) (string, *Fault) {
	switch strings.ToLower(text) {
	case "1", "true", "yes", "y", "是", "有", "已联网", "涉密":
		return "true", nil
	case "0", "false", "no", "n", "否", "无", "未联网", "不涉密":
		return "false", nil
	}
	return "", fault(f, "flag", "value", clip(text))
}

var dayForm = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$`)

func readDay(_ *Tables, f Field, text string) (string, *Fault) {
	if len(text) == 8 && strings.Trim(text, "0123456789") == "" {
		text = text[:4] + "-" + text[4:6] + "-" + text[6:]
	}
	m := dayForm.FindStringSubmatch(text)
	if m == nil {
		return "", fault(f, "day", "value", clip(text))
	}
	d, err := law.ParseDay(fmt.Sprintf("%s-%02s-%02s", m[1], pad(m[2]), pad(m[3])))
	if err != nil {
		return "", fault(f, "day", "value", clip(text))
	}
	return d.String(), nil
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

func number(text string) (float64, bool) {
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

func readNumber(_ *Tables, f Field, text string) (string, *Fault) {
	v, ok := number(strings.TrimSuffix(strings.TrimSuffix(text, "米"), "m"))
	if !ok || v < f.Low || (f.High > 0 && v > f.High) {
		return "", fault(f, "range", "low", trim(f.Low), "high", trim(f.High))
	}
	return trim(v), nil
}

func trim(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func readInteger(_ *Tables, f Field, text string) (string, *Fault) {
	v, ok := number(strings.TrimSuffix(text, "天"))
	if !ok || v != math.Trunc(v) || v < f.Low || (f.High > 0 && v > f.High) {
		return "", fault(f, "range", "low", trim(f.Low), "high", trim(f.High))
	}
	return strconv.Itoa(int(v)), nil
}

func readDegrees(_ *Tables, f Field, text string) (string, *Fault) {
	v, ok := number(strings.TrimSuffix(strings.TrimSuffix(text, "度"), "°"))
	if !ok || v < 0 || v > 360 {
		return "", fault(f, "range", "low", "0", "high", "360")
	}
	return trim(v), nil
}

// readDegree takes decimal degrees, seven places at most (a centimetre).
func readDegree(_ *Tables, f Field, text string) (string, *Fault) {
	v, ok := number(strings.TrimRight(text, "°EN"))
	if !ok || math.Abs(v) > 180 {
		return "", fault(f, "degrees")
	}
	return trim(math.Round(v*1e7) / 1e7), nil
}

func readAddress(_ *Tables, f Field, text string) (string, *Fault) {
	a, err := netip.ParseAddr(text)
	if err != nil || a.Zone() != "" || a.Is4() != (f.Form == "ipv4") || a.IsUnspecified() || a.IsLoopback() || a.IsMulticast() {
		return "", fault(f, string(f.Form))
	}
	return a.String(), nil
}

func readMAC(_ *Tables, f Field, text string) (string, *Fault) {
	hex := strings.ToUpper(strings.NewReplacer("-", "", ":", "", ".", "", " ", "").Replace(text))
	if len(hex) != 12 || strings.Trim(hex, "0123456789ABCDEF") != "" || hex == "000000000000" || hex == "FFFFFFFFFFFF" {
		return "", fault(f, "mac")
	}
	parts := make([]string, 6)
	for i := range parts {
		parts[i] = hex[2*i : 2*i+2]
	}
	return strings.Join(parts, "-"), nil
}

var phoneForm = regexp.MustCompile(`^\+?[0-9][0-9-]{4,19}$`)

func readPhones(_ *Tables, f Field, text string) (string, *Fault) {
	var out []string
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/、,，;；", r) }) {
		if p = strings.TrimSpace(p); !phoneForm.MatchString(p) {
			return "", fault(f, "phones", "value", clip(p))
		}
		out = append(out, p)
	}
	if len(out) == 0 || len(out) > 10 {
		return "", fault(f, "phones", "value", clip(text))
	}
	return strings.Join(out, "/"), nil
}

var resolutionForm = regexp.MustCompile(`^(\d{2,5})\s*[xX×*]\s*(\d{2,5})$`)

func readResolution(_ *Tables, f Field, text string) (string, *Fault) {
	if m := resolutionForm.FindStringSubmatch(text); m != nil {
		return m[1] + "x" + m[2], nil
	}
	if utf8.RuneCountInString(text) <= 20 && !strings.ContainsAny(text, "\n\r") {
		return text, nil // "1080P", "4K": as the maker says it
	}
	return "", fault(f, "long", "most", "20")
}

var fileForm = regexp.MustCompile(`^[0-9A-Za-z._-]{1,80}$`)

func readFile(_ *Tables, f Field, text string) (string, *Fault) {
	if !fileForm.MatchString(text) {
		return "", fault(f, "file")
	}
	return text, nil
}

func readFiles(t *Tables, f Field, text string) (string, *Fault) {
	parts := strings.Split(text, "/")
	if len(parts) > 20 {
		return "", fault(f, "many", "most", "20")
	}
	for _, p := range parts {
		if _, bad := readFile(t, f, p); bad != nil {
			return "", bad
		}
	}
	return text, nil
}

func readPreset(_ *Tables, f Field, text string) (string, *Fault) {
	v, err := strconv.Atoi(text)
	if err != nil || v < 0 || v > 255 {
		return "", fault(f, "range", "low", "0", "high", "255")
	}
	return strconv.Itoa(v), nil
}

func readCategory(_ *Tables, f Field, text string) (string, *Fault) {
	if !contains(law.W168Categories(), text) {
		return "", fault(f, "dictionary", "value", clip(text))
	}
	return text, nil
}

func readClass(_ *Tables, f Field, text string) (string, *Fault) {
	if !contains(law.R799Classes(), text) {
		return "", fault(f, "dictionary", "value", clip(text))
	}
	return text, nil
}

// Bounds of drawn values.
const (
	maxCorners = 64
	maxMasks   = 24
	maxTrack   = 2000
)

// readPoints reads JSON [[x, y], …] whose members pass ok.
func readPoints(text string, least, most int, ok func(x, y float64) bool) ([][2]float64, bool) {
	var read [][]float64
	if json.Unmarshal([]byte(text), &read) != nil || len(read) < least || len(read) > most {
		return nil, false
	}
	points := make([][2]float64, len(read))
	for i, p := range read {
		if len(p) != 2 || !ok(p[0], p[1]) {
			return nil, false
		}
		points[i] = [2]float64{p[0], p[1]}
	}
	return points, true
}

func plain(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("archive: a value of ours does not marshal: %v", err))
	}
	return string(b)
}

func onEarth(x, y float64) bool { return x >= -180 && x <= 180 && y >= -90 && y <= 90 }
func onPicture(x, y float64) bool {
	return x >= 0 && x <= 1 && y >= 0 && y <= 1
}

// readPolygon is the area captured on the ground, corners in degrees.
func readPolygon(_ *Tables, f Field, text string) (string, *Fault) {
	p, ok := readPoints(text, 3, maxCorners, onEarth)
	if !ok {
		return "", fault(f, "polygon")
	}
	return plain(p), nil
}

// Area are the corners of the area captured, nil when nobody drew it.
func (v Values) Area() [][2]float64 {
	p, _ := readPoints(v[Captured], 3, maxCorners, onEarth)
	return p
}

// readTrack is the way of a mobile point, in degrees: JSON or "lon,lat;lon,lat".
func readTrack(_ *Tables, f Field, text string) (string, *Fault) {
	if !strings.HasPrefix(text, "[") {
		text = "[[" + strings.ReplaceAll(strings.Trim(strings.NewReplacer("；", ";", "，", ",").Replace(text), "; "), ";", "],[") + "]]"
	}
	p, ok := readPoints(text, 2, maxTrack, onEarth)
	if !ok {
		return "", fault(f, "track")
	}
	return plain(p), nil
}

// readMasks are polygons on the picture, corners from 0 to 1.
func readMasks(_ *Tables, f Field, text string) (string, *Fault) {
	var masks []json.RawMessage
	if json.Unmarshal([]byte(text), &masks) != nil || len(masks) == 0 || len(masks) > maxMasks {
		return "", fault(f, "masks")
	}
	out := make([][][2]float64, 0, len(masks))
	for _, m := range masks {
		p, ok := readPoints(string(m), 3, maxCorners, onPicture)
		if !ok {
			return "", fault(f, "masks")
		}
		out = append(out, p)
	}
	return plain(out), nil
}

// An Envelope is where a PTZ camera may be turned, in degrees: the captured
// range that stands for "fixed" (W168/14).
type Envelope struct {
	PanFrom  float64 `json:"panFrom"`
	PanTo    float64 `json:"panTo"`
	TiltFrom float64 `json:"tiltFrom"`
	TiltTo   float64 `json:"tiltTo"`
	ZoomTo   float64 `json:"zoomTo,omitempty"`
}

func readEnvelope(_ *Tables, f Field, text string) (string, *Fault) {
	var e Envelope
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if dec.Decode(&e) != nil || dec.More() {
		return "", fault(f, "envelope")
	}
	turn := func(a, b, low, high float64) bool { return a >= low && b <= high && a <= b }
	if !turn(e.PanFrom, e.PanTo, -360, 360) || !turn(e.TiltFrom, e.TiltTo, -90, 90) || e.ZoomTo < 0 || e.ZoomTo > 1000 {
		return "", fault(f, "envelope")
	}
	return plain(e), nil
}

// clip bounds what of a wrong value is shown again.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
