package archive

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed data
var data embed.FS

// A Code names one field, as regulation section 7 does.
type Code string

// The fields that rules speak of by name.
const (
	DeviceCode    Code = "device_code"
	Name          Code = "name"
	OSDName       Code = "osd_name"
	CommonName    Code = "common_name"
	Manufacturer  Code = "manufacturer"
	Model         Code = "model"
	ParentCode    Code = "parent_code"
	System        Code = "system_id"
	PointKind     Code = "point_kind"
	EndDate       Code = "end_date"
	CivilCode     Code = "civil_code"
	Address       Code = "address"
	Longitude     Code = "longitude"
	Latitude      Code = "latitude"
	Category      Code = "w168_category"
	PublicClass   Code = "r799_class"
	RoomUse       Code = "room_use"
	PrivacyReview Code = "privacy_review"
	PointType     Code = "point_type"
	PTZType       Code = "ptz_type"
	Direction     Code = "direction"
	Bearing       Code = "bearing"
	HFOV          Code = "h_fov"
	Captured      Code = "fov_polygon"
	MaxDistance   Code = "max_distance"
	IPv4          Code = "ipv4"
	IPv6          Code = "ipv6"
	MAC           Code = "mac"
	NetworkType   Code = "network_type"
	Secrecy       Code = "secrecy"
	InstallTime   Code = "install_time"
	SaveDays      Code = "record_save_days"
	Status        Code = "status"
	Photos        Code = "photos"
	SignPhoto     Code = "sign_photo"
	Reference     Code = "reference_image"
)

// A Kind is one of the three kinds of capture point.
type Kind string

// The kinds of capture point: one that stays, one on a vehicle or ship, and
// one deployed for a time.
const (
	Fixed     Kind = "fixed"
	Mobile    Kind = "mobile"
	Temporary Kind = "temporary"
)

// Kinds lists the kinds of capture point.
func Kinds() []Kind { return []Kind{Fixed, Mobile, Temporary} }

// A Field is one line of the archive.
type Field struct {
	Code       Code   `yaml:"code" json:"code"`
	Zh         string `yaml:"zh" json:"zh"`
	En         string `yaml:"en" json:"en"`
	Group      string `yaml:"group" json:"group"`
	Form       Form   `yaml:"form" json:"form"`
	Dictionary string `yaml:"dictionary" json:"dictionary,omitempty"`
	// Required says for which kinds of point the field counts towards
	// completeness.
	Required when `yaml:"required" json:"required,omitempty"`
	// Only says for which kinds of point it is there; empty: all.
	Only when `yaml:"only" json:"only,omitempty"`
	// Kept is "register" for what the register of cameras keeps.
	Kept    string   `yaml:"kept" json:"kept,omitempty"`
	Max     int      `yaml:"max" json:"max,omitempty"` // characters
	Low     float64  `yaml:"low" json:"low,omitempty"`
	High    float64  `yaml:"high" json:"high,omitempty"`
	Aliases []string `yaml:"aliases" json:"aliases,omitempty"` // of its column on import
	// Confidential is said of pictures each reading of which goes on record.
	Confidential bool `yaml:"confidential" json:"confidential,omitempty"`
}

// OfRegister reports whether the register of cameras keeps the field.
func (f Field) OfRegister() bool { return f.Kept == "register" }

// For reports whether a point of that kind has the field.
func (f Field) For(k Kind) bool { return len(f.Only) == 0 || f.Only.has(k) }

// Counts reports whether the field counts towards the completeness of a point
// of that kind. The IP address does unless there is a code ([Check]).
func (f Field) Counts(k Kind) bool { return f.For(k) && f.Required.has(k) }

// when is a list of kinds; "all" names each.
type when []Kind

func (w when) has(k Kind) bool { return slices.Contains(w, k) }

// UnmarshalYAML implements yaml.InterfaceUnmarshaler.
func (w *when) UnmarshalYAML(read func(any) error) error {
	var word string
	if read(&word) == nil {
		*w = Kinds()
		if word != "all" && word != "address" {
			return fmt.Errorf("kinds of point: %q", word)
		}
		return nil
	}
	var list []Kind
	if err := read(&list); err != nil {
		return err
	}
	*w = list
	return nil
}

// A Dictionary is one versioned code table.
type Dictionary struct {
	ID        string  `yaml:"id" json:"id"`
	Version   int     `yaml:"version" json:"version"`
	Source    string  `yaml:"source" json:"source"`
	Certainty string  `yaml:"certainty" json:"certainty"`
	Zh        string  `yaml:"zh" json:"zh"`
	En        string  `yaml:"en" json:"en"`
	Values    []Value `yaml:"values" json:"values"`
	// Open are ranges of codes that are lawful and not named here, because
	// editions differ or the city names them itself.
	Open []string `yaml:"open" json:"open,omitempty"`
	// Former maps codes that no longer stand to those that took their place;
	// they are understood on import.
	Former map[string]string `yaml:"former" json:"former,omitempty"`
}

// A Value is one entry of a dictionary.
type Value struct {
	Code string `yaml:"code" json:"code"`
	Zh   string `yaml:"zh" json:"zh"`
	En   string `yaml:"en" json:"en"`
}

// Find returns the code that a text means: the code itself, its Chinese or
// English name, or a former code.
func (d *Dictionary) Find(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if now, ok := d.Former[text]; ok {
		return now, true
	}
	for _, v := range d.Values {
		if v.Code == text || v.Zh == text || strings.EqualFold(v.En, text) {
			return v.Code, true
		}
		if short, _, cut := strings.Cut(v.Zh, "（"); cut && short == text {
			return v.Code, true
		}
	}
	for _, span := range d.Open {
		low, high, _ := strings.Cut(span, "-")
		if len(text) == len(low) && text >= low && text <= high && strings.Trim(text, "0123456789") == "" {
			return text, true
		}
	}
	// "01" and "1" are the same code to whoever typed a number into a sheet.
	if n, err := strconv.Atoi(text); err == nil {
		for _, v := range d.Values {
			if c, err := strconv.Atoi(v.Code); err == nil && c == n {
				return v.Code, true
			}
		}
	}
	return "", false
}

// Name is the Chinese name of a code, or the code.
func (d *Dictionary) Name(code string) string {
	for _, v := range d.Values {
		if v.Code == code {
			return v.Zh
		}
	}
	return code
}

// Tables are the fields, dictionaries and outlines a house works with. They
// never change and are safe for concurrent use.
type Tables struct {
	Fields       []Field
	Dictionaries []Dictionary
	Sayings      []Saying
	Outlines     Outlines
	byCode       map[Code]*Field
	byID         map[string]*Dictionary
}

// Builtin loads the tables compiled into the program.
func Builtin() (*Tables, error) {
	t := &Tables{byCode: map[Code]*Field{}, byID: map[string]*Dictionary{}}
	for name, into := range map[string]any{
		"fields.yaml": &t.Fields, "dictionaries.yaml": &t.Dictionaries, "faults.yaml": &t.Sayings, "districts.yaml": &t.Outlines.Bounds,
	} {
		b, err := data.ReadFile("data/" + name)
		if err == nil {
			err = yaml.UnmarshalWithOptions(b, into, yaml.Strict(), yaml.DisallowUnknownField())
		}
		if err != nil {
			return nil, fmt.Errorf("archive table %s: %w", name, err)
		}
	}
	b, err := data.ReadFile("data/outlines.json")
	if err == nil {
		err = json.Unmarshal(b, &t.Outlines)
	}
	if err != nil {
		return nil, fmt.Errorf("archive outlines: %w", err)
	}
	return t, t.index()
}

func (t *Tables) index() error {
	for i := range t.Dictionaries {
		d := &t.Dictionaries[i]
		if t.byID[d.ID] != nil || d.Source == "" || d.Certainty == "" || len(d.Values) == 0 {
			return fmt.Errorf("dictionary %q: doubled or incomplete", d.ID)
		}
		t.byID[d.ID] = d
	}
	seen := map[string]Code{}
	for i := range t.Fields {
		f := &t.Fields[i]
		switch {
		case t.byCode[f.Code] != nil || f.Zh == "" || f.En == "" || f.Group == "":
			return fmt.Errorf("field %q: doubled or incomplete", f.Code)
		case forms()[f.Form] == nil:
			return fmt.Errorf("field %s: no form %q", f.Code, f.Form)
		case f.Dictionary != "" && t.byID[f.Dictionary] == nil:
			return fmt.Errorf("field %s: no dictionary %q", f.Code, f.Dictionary)
		}
		t.byCode[f.Code] = f
		for _, head := range append([]string{string(f.Code), f.Zh}, f.Aliases...) {
			key := headKey(head)
			if other, taken := seen[key]; taken && other != f.Code {
				return fmt.Errorf("field %s: the column %q is already that of %s", f.Code, head, other)
			}
			seen[key] = f.Code
		}
	}
	return nil
}

// Field returns a field by its code.
func (t *Tables) Field(c Code) (Field, bool) {
	f := t.byCode[c]
	if f == nil {
		return Field{}, false
	}
	return *f, true
}

// Dictionary returns a code table, nil when there is none of that id.
func (t *Tables) Dictionary(id string) *Dictionary { return t.byID[id] }

// Column returns the field a column of a sheet is meant for, by its code, its
// Chinese name or one of its other names.
func (t *Tables) Column(head string) (Field, bool) {
	key := headKey(head)
	for _, f := range t.Fields {
		if headKey(string(f.Code)) == key || headKey(f.Zh) == key {
			return f, true
		}
		for _, a := range f.Aliases {
			if headKey(a) == key {
				return f, true
			}
		}
	}
	return Field{}, false
}

// headKey takes out of a column's head what people add to it: blanks, the star
// of a required column, brackets' width, a unit in brackets stays.
func headKey(s string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "\u3000", "", "*", "", "＊", "", "\n", "", "\r", "", "(", "（", ")", "）", ":", "", "：", "").Replace(s))
}
