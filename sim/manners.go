package sim

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
)

// Manners are the bad manners of a practice device, each met in the field
// (docs/reference/gb28181.md). The zero value behaves well. On the command
// line they are a list such as "loss=0.02,ssrc-zero,stall=30s/5s"; see
// [MannersHelp].
type Manners struct {
	MislabelledUTF8 bool // bodies in UTF-8 that claim GB2312; well-behaved ones are GB18030
	WrongContact    bool // a private address nobody reaches
	NoKeepalive     bool
	WrongPassword   bool
	PortShift       time.Duration // registers anew from another port so often

	CatalogLate  time.Duration // answers so late
	CatalogTwice bool          // every part twice
	CatalogPart  bool          // claims more channels than it tells
	Secret       bool          // says that its channels concern secrets (W168/29/2)

	NoRecordings bool          // has recorded nothing
	ClockOff     time.Duration // its clock is so far ahead

	Refuse     int  // answers INVITE with this code, such as 486
	Silent     bool // does not answer INVITE
	NoSDP      bool // 200 without a body
	WrongIP    bool // 200 with an address that is not its own
	ByeIgnored bool // goes on sending after BYE
	SSRCZero   bool
	SSRCWrong  bool

	NoPSM, PSMOnce, NoSystemHeader, PESZero bool

	Loss, Reorder, Duplicate float64       // parts of the media packets, UDP only
	StallEvery, StallFor     time.Duration // media stops so often and so long
	TCPReset                 time.Duration // resets the media connection so often
	Jump                     time.Duration // the clock in the stream leaps an hour so often
	Wrap                     bool          // time begins ten seconds before its 33 bits end
	Resize                   time.Duration // the picture changes its size so often
}

// manner is one word of the list: what it does and how it is read.
type manner struct {
	name, help string
	set        func(m *Manners, value string) error
}

func flag(get func(*Manners) *bool) func(*Manners, string) error {
	return func(m *Manners, value string) error {
		if value != "" {
			return shiheng.Invalid("sim.manner-value", "value", value)
		}
		*get(m) = true
		return nil
	}
}

func part(get func(*Manners) *float64) func(*Manners, string) error {
	return func(m *Manners, value string) error {
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || v < 0 || v > 1 {
			return shiheng.Invalid("sim.manner-value", "value", value)
		}
		*get(m) = v
		return nil
	}
}

func length(get func(*Manners) *time.Duration) func(*Manners, string) error {
	return func(m *Manners, value string) error {
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return shiheng.Invalid("sim.manner-value", "value", value)
		}
		*get(m) = d
		return nil
	}
}

// manners is the whole list, in the order of the help.
//
//house:long a flat table
func manners() []manner {
	return []manner{
		{"utf8-as-gb2312", "XML 正文是 UTF-8 却声明 GB2312 · bodies in UTF-8 labelled GB2312",
			flag(func(m *Manners) *bool { return &m.MislabelledUTF8 })},
		{"contact-wrong", "Contact 写不可达的私网地址 · a Contact nobody reaches",
			flag(func(m *Manners) *bool { return &m.WrongContact })},
		{"keepalive-none", "从不发送心跳 · never keeps alive",
			flag(func(m *Manners) *bool { return &m.NoKeepalive })},
		{"password-wrong", "注册口令错误 · registers with a wrong password",
			flag(func(m *Manners) *bool { return &m.WrongPassword })},
		{"port-shift", "每隔一段时间换端口重新注册, 如 30s · registers from another port so often",
			length(func(m *Manners) *time.Duration { return &m.PortShift })},
		{"catalog-late", "目录应答迟到, 如 20s · answers the catalogue so late",
			length(func(m *Manners) *time.Duration { return &m.CatalogLate })},
		{"catalog-twice", "目录每条重复发送 · tells each part twice",
			flag(func(m *Manners) *bool { return &m.CatalogTwice })},
		{"catalog-part", "目录总数多于实际 · claims more channels than it tells",
			flag(func(m *Manners) *bool { return &m.CatalogPart })},
		{"secret", "通道标明涉密 · says that its channels concern secrets",
			flag(func(m *Manners) *bool { return &m.Secret })},
		{"no-recordings", "没有录像可查 · has recorded nothing",
			flag(func(m *Manners) *bool { return &m.NoRecordings })},
		{"clock-off", "时钟快出这么多, 如 3m · its clock is ahead by so much",
			length(func(m *Manners) *time.Duration { return &m.ClockOff })},
		{"answer", "点播应答错误码, 如 486 或 500 · answers INVITE with this code",
			func(m *Manners, value string) error {
				code, err := strconv.Atoi(value)
				if err != nil || code < 300 || code > 699 {
					return shiheng.Invalid("sim.manner-value", "value", value)
				}
				m.Refuse = code
				return nil
			}},
		{"answer-none", "对点播不应答 · does not answer INVITE",
			flag(func(m *Manners) *bool { return &m.Silent })},
		{"answer-no-sdp", "200 应答不带 SDP · answers 200 without SDP",
			flag(func(m *Manners) *bool { return &m.NoSDP })},
		{"answer-wrong-ip", "200 应答的媒体地址错误 · answers with an address that is not its own",
			flag(func(m *Manners) *bool { return &m.WrongIP })},
		{"bye-ignored", "收到 BYE 后仍发流 · goes on sending after BYE",
			flag(func(m *Manners) *bool { return &m.ByeIgnored })},
		{"ssrc-zero", "SSRC 为 0 · sends SSRC 0",
			flag(func(m *Manners) *bool { return &m.SSRCZero })},
		{"ssrc-wrong", "SSRC 与协商不符 · sends another SSRC than agreed",
			flag(func(m *Manners) *bool { return &m.SSRCWrong })},
		{"psm-none", "没有 PSM · no program stream map",
			flag(func(m *Manners) *bool { return &m.NoPSM })},
		{"psm-once", "PSM 只发一次 · one program stream map only",
			flag(func(m *Manners) *bool { return &m.PSMOnce })},
		{"system-none", "没有系统头 · no system header",
			flag(func(m *Manners) *bool { return &m.NoSystemHeader })},
		{"pes-zero", "PES 长度为 0 · PES of length 0",
			flag(func(m *Manners) *bool { return &m.PESZero })},
		{"loss", "丢包比例, 如 0.02 (仅 UDP) · part of the packets lost",
			part(func(m *Manners) *float64 { return &m.Loss })},
		{"reorder", "乱序比例 · part of the packets out of order",
			part(func(m *Manners) *float64 { return &m.Reorder })},
		{"duplicate", "重复比例 · part of the packets sent twice",
			part(func(m *Manners) *float64 { return &m.Duplicate })},
		{"stall", "每隔多久停流多久, 如 60s/10s · media stops so often for so long",
			func(m *Manners, value string) error {
				every, pause, _ := strings.Cut(value, "/")
				if err := length(func(m *Manners) *time.Duration { return &m.StallEvery })(m, every); err != nil {
					return err
				}
				return length(func(m *Manners) *time.Duration { return &m.StallFor })(m, pause)
			}},
		{"tcp-reset", "每隔多久重置媒体连接 · resets the media connection so often",
			length(func(m *Manners) *time.Duration { return &m.TCPReset })},
		{"jump", "每隔多久时间戳跳变一小时 · the clock in the stream leaps an hour so often",
			length(func(m *Manners) *time.Duration { return &m.Jump })},
		{"wrap", "时间戳从回绕前十秒开始 · time begins ten seconds before its 33 bits end",
			flag(func(m *Manners) *bool { return &m.Wrap })},
		{"resize", "每隔多久改变分辨率 · the picture changes its size so often",
			length(func(m *Manners) *time.Duration { return &m.Resize })},
	}
}

// UnmarshalText reads the list of the command line. An unknown word or a value
// that makes no sense is an [shiheng.ErrInvalid].
func (m *Manners) UnmarshalText(text []byte) error {
	var out Manners
	known := manners()
	for word := range strings.SplitSeq(string(text), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(word), "=")
		if name == "" {
			continue
		}
		found := false
		for _, k := range known {
			if k.name != name {
				continue
			}
			found = true
			if err := k.set(&out, value); err != nil {
				return fmt.Errorf("bad manner %s: %w", name, err)
			}
		}
		if !found {
			return shiheng.Invalid("sim.manner", "name", name)
		}
	}
	*m = out
	return nil
}

// MannersHelp lists the words of the command line, a line each.
func MannersHelp() string {
	var b strings.Builder
	for _, k := range manners() {
		fmt.Fprintf(&b, "%-16s %s\n", k.name, k.help)
	}
	return b.String()
}
