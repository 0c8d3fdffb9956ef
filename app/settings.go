package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"shiheng.internal"
)

// Settings are what the platform must know before it can open its rows. All
// else is kept in rows and changed in the console, with an audit event. Every
// key can be given by the environment as SHIHENG_<PATH>, such as
// SHIHENG_CONSOLE_LISTEN. Unknown keys are refused.
type Settings struct {
	Data         string              `yaml:"data" doc:"Where rows, keys, certificates and, unless said otherwise, footage lie."`
	Database     string              `yaml:"database" doc:"PostgreSQL URL (postgres://…) for a city; empty means SQLite in the data directory."`
	Console      ConsoleSettings     `yaml:"console" doc:"The staff door: console and API."`
	Signal       SignalSettings      `yaml:"signalling" doc:"GB/T 28181 towards devices."`
	Media        MediaSettings       `yaml:"media" doc:"Where devices send pictures to, and where browsers fetch them."`
	Footage      FootageSettings     `yaml:"footage" doc:"Where recordings lie. Sizes take KB, MB, GB, TB (powers of 1024)."`
	Certificates CertificateSettings `yaml:"certificates" doc:"Where people sign in by certificate. The identity provider and passkeys are settings in the console."`
	Evidence     EvidenceSettings    `yaml:"evidence" doc:"What evidence bundles are sealed and checked with. The time stamping authority is a setting in the console."`
	Law          LawSettings         `yaml:"law" doc:"The city's own rules, beside those the program carries."`
	Clauses      ClauseSettings      `yaml:"clauses" doc:"The city's own policies on who may do what, beside those the program carries."`
	Log          LoggingSettings     `yaml:"log" doc:"What operators read; what is owed to the law is in the audit log instead."`
	Metrics      MetricsSettings     `yaml:"metrics" doc:"Figures for Prometheus, health and readiness."`
	Practice     PracticeSettings    `yaml:"practice" doc:"Only read when a practice store is created (shiheng serve --practice)."`
}

// ConsoleSettings say where people reach the platform.
type ConsoleSettings struct {
	Listen string `yaml:"listen" doc:"Address once the first account was claimed. Plain HTTP is refused beyond loopback."`
	Cert   string `yaml:"cert" doc:"Certificate file (PEM); empty: the platform makes its own authority and certificate and shows the fingerprint."`
	Key    string `yaml:"key" doc:"Key file of the certificate."`
	Plain  bool   `yaml:"plain" doc:"Plain HTTP instead of TLS; loopback only."`
}

// EvidenceSettings say what evidence bundles are sealed and checked with.
type EvidenceSettings struct {
	Certificate string `yaml:"certificate" doc:"Certificates of an SM2 seal that an authority issued (PEM, its own first); empty: the platform makes its own and signs it itself."`
	Key         string `yaml:"key" doc:"Key file of that certificate (PKCS #8, PEM)."`
	Verifiers   string `yaml:"verifiers" doc:"Directory of the programs that check bundles, which go into each one; empty: verify beside the program, when it is there."`
}

// SignalSettings say where SIP is spoken and as whom.
type SignalSettings struct {
	ID        string            `yaml:"id" doc:"20-digit code of this platform (type 200)."`
	Domain    string            `yaml:"domain" doc:"SIP domain; empty: the first ten digits of the id."`
	Networks  []NetworkSettings `yaml:"networks" doc:"One entry per network the platform stands in."`
	Discovery bool              `yaml:"discovery" doc:"Keep unknown devices that call in on the discovered list. They are never put into service by themselves."`
}

// NetworkSettings is one network with its own address.
type NetworkSettings struct {
	Name      string `yaml:"name" doc:"Such as video, extranet, internet."`
	Listen    string `yaml:"listen" doc:"SIP address and port, UDP and TCP."`
	Advertise string `yaml:"advertise" doc:"Address given to devices; empty: the local address on which the device's REGISTER arrived."`
}

// MediaSettings say which ports pictures come in on.
type MediaSettings struct {
	Listen    string `yaml:"listen" doc:"Local IP for media from devices; empty: all."`
	Shared    int    `yaml:"shared_port" doc:"One port for all GB/T 28181 media, told apart by SSRC; 0: one port per session from the range."`
	PortFirst int    `yaml:"port_first" doc:"First port of the range for one port per session."`
	PortLast  int    `yaml:"port_last" doc:"Last port of the range."`
	TCPOnly   bool   `yaml:"tcp_only" doc:"Offer TCP only and fixed ports, for security boundary devices."`
	WebRTC    string `yaml:"webrtc_listen" doc:"UDP address for WebRTC viewers; empty: no WHEP, browsers use fragmented MP4."`
}

// FootageSettings say where recordings lie and how much may be used.
type FootageSettings struct {
	Volumes []VolumeSettings `yaml:"volumes" doc:"One entry per disk; empty: one volume in the data directory."`
	Spill   Size             `yaml:"spill" doc:"Memory that may hold footage while disks are slow; 0: an eighth of the machine's."`
}

// VolumeSettings is one volume of the footage store.
type VolumeSettings struct {
	Path string `yaml:"path" doc:"Directory on the disk."`
	Size Size   `yaml:"size" doc:"Most it may take; 0: four fifths of what is free when it is created."`
}

// LawSettings say where the city's own law packs lie.
type LawSettings struct {
	Packs string `yaml:"packs" doc:"Directory of law packs (*.yaml); they may only tighten, and a bad one keeps the platform from starting. Empty: law in the data directory, if it is there."`
}

// ClauseSettings say where the city's own policies lie.
type ClauseSettings struct {
	Policies string `yaml:"policies" doc:"Directory of policies (*.cedar); they may only forbid, and a bad one keeps the platform from starting. Empty: policies in the data directory, if it is there."`
}

// LoggingSettings say what is logged and how.
type LoggingSettings struct {
	Level  string `yaml:"level" doc:"debug, info, warn or error."`
	Format string `yaml:"format" doc:"text or json."`
}

// MetricsSettings say where figures can be read.
type MetricsSettings struct {
	Listen string `yaml:"listen" doc:"Address of /metrics, /healthz and /readyz; empty: on the console's address, for loopback callers only."`
}

// PracticeSettings bound a practice store. They are written into it when it is
// created and never change.
type PracticeSettings struct {
	Size   Size          `yaml:"size" doc:"Most its footage may take."`
	LawDay time.Duration `yaml:"law_day" doc:"How long a day of the law lasts in it."`
}

// Size is a number of bytes, written with KB, MB, GB or TB.
type Size int64

// The units a Size may carry.
const (
	KB Size = 1 << (10 * (iota + 1))
	MB
	GB
	TB
)

// MarshalText writes the size with the largest unit that divides it.
func (s Size) MarshalText() ([]byte, error) {
	for _, u := range []struct {
		size Size
		name string
	}{{TB, "TB"}, {GB, "GB"}, {MB, "MB"}, {KB, "KB"}} {
		if s != 0 && s%u.size == 0 {
			return []byte(strconv.FormatInt(int64(s/u.size), 10) + u.name), nil
		}
	}
	return []byte(strconv.FormatInt(int64(s), 10)), nil
}

// UnmarshalText reads a whole number with or without a unit.
func (s *Size) UnmarshalText(b []byte) error {
	text, unit := strings.ToUpper(strings.TrimSpace(string(b))), Size(1)
	for name, u := range map[string]Size{"KB": KB, "MB": MB, "GB": GB, "TB": TB} {
		if rest, ok := strings.CutSuffix(text, name); ok {
			text, unit = strings.TrimSpace(rest), u
			break
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > int64(1<<62/unit) {
		return shiheng.Invalid("settings.size", "value", string(b))
	}
	*s = Size(n) * unit
	return nil
}

// DefaultSettings is what a platform without a settings file runs on.
func DefaultSettings() Settings {
	return Settings{
		Data:    "./data",
		Console: ConsoleSettings{Listen: "127.0.0.1:8600"},
		Signal: SignalSettings{
			ID:        "32020000002000000001",
			Networks:  []NetworkSettings{{Name: "video", Listen: "127.0.0.1:5060"}},
			Discovery: true,
		},
		Media:    MediaSettings{PortFirst: 30000, PortLast: 33999, WebRTC: "127.0.0.1:8610"},
		Log:      LoggingSettings{Level: "info", Format: "text"},
		Practice: PracticeSettings{Size: 10 * GB, LawDay: 2 * time.Minute},
	}
}

// LoadSettings reads the file (none when name is empty) over the defaults and
// the environment over both. Errors are of kind ErrInvalid and name the line.
func LoadSettings(name string, environ []string) (Settings, error) {
	s := DefaultSettings()
	if name != "" {
		b, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return s, shiheng.NotFound("settings.file", "file", name).From(err)
		} else if err != nil {
			return s, fmt.Errorf("read settings: %w", err)
		}
		read := s
		dec := yaml.NewDecoder(bytes.NewReader(b), yaml.DisallowUnknownField())
		switch err := dec.Decode(&read); {
		case errors.Is(err, io.EOF): // nothing but comments: the defaults stand
		case err != nil:
			return s, shiheng.Invalid("settings.form", "file", name).From(errors.New(yaml.FormatError(err, false, true)))
		default:
			s = read
		}
	}
	if err := overrideFromEnvironment(&s, environ); err != nil {
		return s, err
	}
	return s, s.check()
}

// overrideFromEnvironment sets scalar keys from SHIHENG_<PATH>. A variable of
// that prefix which names no key is refused, like an unknown key in the file.
func overrideFromEnvironment(s *Settings, environ []string) error {
	keys := map[string]reflect.Value{}
	scalars(reflect.ValueOf(s).Elem(), "SHIHENG", keys)
	for _, kv := range environ {
		name, value, _ := strings.Cut(kv, "=")
		if !strings.HasPrefix(name, "SHIHENG_") || name == "SHIHENG_BIN" || name == "SHIHENG_CONFIG" || name == "SHIHENG_LOGIN_PASSWORD" {
			continue
		}
		field, ok := keys[name]
		if !ok {
			return shiheng.Invalid("settings.environment", "name", name)
		}
		if err := yaml.Unmarshal([]byte(value), field.Addr().Interface()); err != nil {
			return shiheng.Invalid("settings.environment", "name", name, "value", value).From(err)
		}
	}
	return nil
}

func scalars(v reflect.Value, path string, out map[string]reflect.Value) {
	for i := range v.NumField() {
		name := path + "_" + strings.ToUpper(v.Type().Field(i).Tag.Get("yaml"))
		switch f := v.Field(i); f.Kind() {
		case reflect.Struct:
			scalars(f, name, out)
		case reflect.Slice: // lists are given in the file or as a YAML flow list
			out[name] = f
		default:
			out[name] = f
		}
	}
}

// PrintSettings writes s as YAML with each key's meaning above it.
func PrintSettings(s Settings) string {
	var b strings.Builder
	b.WriteString("# Settings of shiheng. Every key may be left out; these are the defaults.\n")
	b.WriteString("# Environment variables win: SHIHENG_<PATH>, such as SHIHENG_CONSOLE_LISTEN.\n")
	printStruct(&b, reflect.ValueOf(s), "")
	return b.String()
}

func printStruct(b *strings.Builder, v reflect.Value, indent string) {
	for i := range v.NumField() {
		f, field := v.Field(i), v.Type().Field(i)
		if indent == "" {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "%s# %s\n", indent, field.Tag.Get("doc"))
		key := indent + field.Tag.Get("yaml") + ":"
		switch {
		case f.Kind() == reflect.Struct:
			b.WriteString(key + "\n")
			printStruct(b, f, indent+"  ")
		case f.Kind() == reflect.Slice && f.Len() == 0:
			b.WriteString(key + " []\n")
		case f.Kind() == reflect.Slice:
			b.WriteString(key + "\n")
			for j := range f.Len() {
				printItem(b, f.Index(j), indent+"  ")
			}
		default:
			text, err := yaml.Marshal(f.Interface())
			if err != nil {
				panic(fmt.Sprintf("app: settings do not print: %v", err))
			}
			b.WriteString(key + " " + strings.TrimSpace(string(text)) + "\n")
		}
	}
}

func printItem(b *strings.Builder, v reflect.Value, indent string) {
	var inner strings.Builder
	printStruct(&inner, v, indent+"  ")
	lead := indent + "- "
	for line := range strings.Lines(inner.String()) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			b.WriteString(line)
			continue
		}
		b.WriteString(lead + strings.TrimPrefix(line, indent+"  "))
		lead = indent + "  "
	}
}
