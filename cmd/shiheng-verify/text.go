package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shiheng.internal/verify"
)

// A speaker writes in one language or, Chinese first, in both.
type speaker struct {
	strings.Builder

	lang string
}

// both is a text in the language asked for.
func (s *speaker) both(zh, en string) string {
	switch s.lang {
	case "zh":
		return zh
	case "en":
		return en
	}
	return zh + "  " + en
}

func (s *speaker) say(format string, args ...any) { _, _ = fmt.Fprintf(s, format+"\n", args...) }

func (s *speaker) field(zh, en, value string) {
	if value != "" {
		s.say("  %s  %s", s.both(zh, en), value)
	}
}

// text is the result for people.
func text(r *verify.Result, file, lang string) string {
	s := &speaker{lang: lang}
	s.say("%s", s.both("证据包核验", "Verification of an evidence bundle"))
	s.field("文件", "file", file)
	s.field("案件", "case", r.About.Case)
	s.field("申请", "request", r.About.Request)
	s.field("接收", "recipient", r.About.Recipient)
	s.field("制作单位", "made by", r.About.Unit)
	s.field("制作时间", "made at", r.About.Created)
	s.say("")
	if r.Practice {
		s.say("*** %s ***", s.both("演练：不是真实案件", "PRACTICE: no real case"))
	}
	s.say("%s  %s", s.both("结论", "VERDICT"), s.both(r.Verdict.Words()))
	if r.Policy == "inside" {
		s.say("  %s", s.both("密钥取自证据包本身，没有与外部比对；请用 --policy 或核对下列密钥编号", "with the bundle's own keys, which were not compared: use --policy, or compare the ids below"))
	}
	for i := range r.Streams {
		s.stream(&r.Streams[i])
	}
	s.findings(r.Findings, r.Found)
	s.keys(r)
	s.say("\n%s", s.both(
		fmt.Sprintf("文件 %d 个，%d 字节；日志条目 %d；分钟记录 %d；录像块 %d", r.Figures.Files, r.Figures.Bytes, r.Figures.Leaves, r.Figures.Minutes, r.Figures.Chunks),
		fmt.Sprintf("%d files, %d bytes; %d leaves; %d camera-minutes; %d chunks", r.Figures.Files, r.Figures.Bytes, r.Figures.Leaves, r.Figures.Minutes, r.Figures.Chunks)))
	s.say("%s", s.both("本核验不能证明：摄像机看到的是否真实、平台时钟是否准确、画面中的人是谁。", "Not proven by this: that the camera saw the truth, that the clock was right, who is in the picture."))
	return s.String()
}

func (s *speaker) stream(v *verify.Stream) {
	s.say("\n%s %s (%s)", s.both("录像", "footage"), v.CameraName, v.Role)
	s.field("摄像机", "camera", v.Camera)
	s.field("时段", "span", v.From+" – "+v.To)
	s.field("结论", "verdict", s.both(v.Verdict.Words()))
	s.field("块", "chunks", fmt.Sprintf("%d (%d)", v.Chunks, v.Told))
	s.field("帧", "frames", strconv.FormatUint(v.Frames, 10))
	if v.Clock != "" {
		s.field("时钟", "clock", fmt.Sprintf("%s ±%d µs", v.Clock, v.ClockError))
	}
	if len(v.Signed) > 0 {
		s.field("摄像机自身的签名", "signature by the camera", strings.Join(v.Signed, ", ")+" – "+s.both("有，此处不核验", "present, not checked here"))
	} else {
		s.field("摄像机自身的签名", "signature by the camera", s.both("无", "none"))
	}
	for _, g := range v.Gaps {
		s.field("缺失", "gap", fmt.Sprintf("%s – %s  %s", g.From, g.To, g.Cause))
	}
}

func (s *speaker) findings(list []verify.Finding, found map[string]int) {
	listed := map[string]int{}
	for _, f := range list {
		if f.Code == "gap" || f.Code == "erased" { // with their stream
			continue
		}
		if listed[f.Code]++; listed[f.Code] == 1 {
			s.say("\n[%s] %s", f.Code, s.both(f.ZH, f.EN))
		}
		s.say("    %s", where(f))
	}
	codes := make([]string, 0, len(found))
	for code := range found {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		if n := found[code] - listed[code]; listed[code] > 0 && n > 0 {
			s.say("    [%s] %s", code, s.both(fmt.Sprintf("另有 %d 处", n), fmt.Sprintf("and %d more", n)))
		}
	}
}

// where is the place of a finding on one line.
func where(f verify.Finding) string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+" "+value)
		}
	}
	p := f.Place
	add("file", p.File)
	if p.Offset != nil {
		add("byte", strconv.FormatInt(*p.Offset, 10))
	}
	if p.Length > 0 {
		add("length", strconv.FormatInt(p.Length, 10))
	}
	if p.Line > 0 {
		add("line", strconv.Itoa(p.Line))
	}
	add("minute", p.Minute)
	if p.Chunk > 0 {
		add("chunk", strings.TrimSpace(strconv.FormatUint(p.Chunk, 10)+" "+p.Kind))
	}
	add("log", p.Log)
	add("leaf", p.Leaf)
	add("key", p.Key)
	if f.From != "" {
		add("span", f.From+" – "+f.To)
	}
	add("cause", f.Cause)
	if f.Detail != "" {
		parts = append(parts, "("+f.Detail+")")
	}
	return strings.Join(parts, ", ")
}

func (s *speaker) keys(r *verify.Result) {
	s.say("\n%s", s.both("所用密钥", "keys"))
	for _, k := range r.Keys {
		state := s.both("缺", "wanting")
		if k.Held {
			state = s.both("吻合", "holds")
		}
		s.say("  %-8s %s+%s  %s  %s", k.Kind, k.Name, k.ID, state, k.Cosigned)
	}
	switch {
	case !r.Seal.Present:
		s.field("封签", "seal", s.both("无", "none"))
	case !r.Seal.Holds:
		s.field("封签", "seal", s.both("不符", "does not fit"))
	default:
		s.field("封签", "seal", r.Seal.Subject+"  SHA-256 "+r.Seal.Fingerprint)
		s.field("时间戳", "time stamp", strings.TrimSpace(r.Seal.Stamped+"  "+r.Seal.StampedBy))
	}
}
