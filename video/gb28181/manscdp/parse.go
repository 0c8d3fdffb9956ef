package manscdp

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shiheng.internal"
)

// Bounds of what is read from one body. A catalogue part of 10,000 items with
// 40 elements each stays below them.
const (
	maxBodyBytes = 4 << 20
	maxElements  = 600_000
	maxDepth     = 24
	maxAttrs     = 32
	maxAttrBytes = 4096
)

// A Repair names one sort of damage that was mended while reading.
type Repair string

// The damages that are mended.
const (
	RepairControl   Repair = "control"   // NUL or other control bytes dropped
	RepairAmpersand Repair = "ampersand" // "&" that begins no entity taken as text
	RepairLess      Repair = "less"      // "<" that begins no tag taken as text
	RepairClosing   Repair = "closing"   // closing tag missing or of no open element
	RepairTruncated Repair = "truncated" // the document ends before its root is closed
	RepairSecond    Repair = "second"    // bytes behind the document left out
	RepairCase      Repair = "case"      // a known name in the wrong letter case
	RepairAttribute Repair = "attribute" // values written as attributes
	RepairCharset   Repair = "charset"   // the label names another character set
	RepairLeading   Repair = "leading"   // bytes before the document left out
	RepairDoctype   Repair = "doctype"   // a document type left out
	RepairItem      Repair = "item"      // a list entry without a usable code left out
	RepairBounds    Repair = "bounds"    // nested or repeated beyond the bounds; cut
)

// Repairs counts what was mended, by sort. It is nil for a clean document.
type Repairs map[Repair]int

// Names lists the sorts of damage in a stable order.
func (r Repairs) Names() []string {
	var out []string
	for k := range r {
		out = append(out, string(k))
	}
	slices.Sort(out)
	return out
}

// String gives one line for a log, such as "ampersand×2 truncated×1".
func (r Repairs) String() string {
	var b strings.Builder
	for i, k := range r.Names() {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s×%d", k, r[Repair(k)])
	}
	return b.String()
}

// Add joins the counts of o into r and returns the result.
func (r Repairs) Add(o Repairs) Repairs {
	for k, n := range o {
		if r == nil {
			r = Repairs{}
		}
		r[k] += n
	}
	return r
}

func (r *Repairs) note(k Repair) {
	if *r == nil {
		*r = Repairs{}
	}
	(*r)[k]++
}

// Parse reads the first element of text with everything in it, mending what can
// be mended. It fails with a shiheng.ErrInvalid when there is no element at all
// or the text is larger than 4 MiB.
func Parse(text string) (*Element, Repairs, error) {
	if len(text) > maxBodyBytes {
		return nil, nil, shiheng.Invalid("manscdp.large", "bytes", strconv.Itoa(len(text)))
	}
	p := parser{in: text}
	p.run()
	if p.root == nil {
		return nil, p.repairs, shiheng.Invalid("manscdp.empty")
	}
	return p.root, p.repairs, nil
}

// A parser walks the text once. Its stack holds the open elements.
type parser struct {
	in      string
	at      int
	root    *Element
	stack   []open
	count   int
	skipped int // open elements beyond maxDepth, read but not kept
	repairs Repairs
}

// An open is an element whose end has not come yet, with its text so far.
type open struct {
	*Element
	text []byte
}

func (p *parser) run() {
	for p.at < len(p.in) {
		i := strings.IndexByte(p.in[p.at:], '<')
		if i < 0 {
			p.text(p.in[p.at:])
			p.at = len(p.in)
			break
		}
		p.text(p.in[p.at : p.at+i])
		p.at += i
		if !p.markup() {
			p.repairs.note(RepairLess)
			p.literal("<")
			p.at++
		}
		if p.root != nil && len(p.stack) == 0 {
			if strings.Trim(p.in[p.at:], " \t\r\n\x00") != "" {
				p.repairs.note(RepairSecond)
			}
			return
		}
	}
	if len(p.stack) > 0 {
		p.repairs.note(RepairTruncated)
	}
	for len(p.stack) > 0 {
		p.stack[len(p.stack)-1].Cut = true
		p.pop()
	}
}

// markup reads what begins with "<" at the current place and reports whether it
// was markup at all.
func (p *parser) markup() bool {
	rest := p.in[p.at:]
	switch {
	case strings.HasPrefix(rest, "<?"):
		p.skip("?>")
	case strings.HasPrefix(rest, "<!--"):
		p.skip("-->")
	case strings.HasPrefix(rest, "<![CDATA["):
		end := strings.Index(rest, "]]>")
		if end < 0 {
			end = len(rest)
		}
		p.literal(rest[len("<![CDATA["):max(end, len("<![CDATA["))])
		p.at += min(end+len("]]>"), len(rest))
	case strings.HasPrefix(rest, "<!"):
		p.repairs.note(RepairDoctype)
		p.skip(">")
	case strings.HasPrefix(rest, "</"):
		return p.closing(rest)
	default:
		return p.opening(rest)
	}
	return true
}

func (p *parser) skip(end string) {
	i := strings.Index(p.in[p.at:], end)
	if i < 0 {
		p.at = len(p.in)
		return
	}
	p.at += i + len(end)
}

func (p *parser) closing(rest string) bool {
	n := nameLen(rest[2:])
	if n == 0 {
		return false
	}
	name := rest[2 : 2+n]
	end := strings.IndexAny(rest[2+n:], "<>")
	switch {
	case end < 0: // cut inside the tag
		p.at = len(p.in)
	case rest[2+n+end] == '>':
		p.at += 2 + n + end + 1
	default: // "</Name<": the ">" was lost
		p.repairs.note(RepairClosing)
		p.at += 2 + n + end
	}
	if p.skipped > 0 {
		p.skipped--
		return true
	}
	for i := len(p.stack) - 1; i >= 0; i-- {
		if !strings.EqualFold(p.stack[i].Name, name) {
			continue
		}
		if i != len(p.stack)-1 {
			p.repairs.note(RepairClosing)
		}
		for len(p.stack) > i {
			p.pop()
		}
		return true
	}
	p.repairs.note(RepairClosing) // closes nothing that is open
	return true
}

func (p *parser) opening(rest string) bool {
	n := nameLen(rest[1:])
	if n == 0 {
		return false
	}
	e := &Element{Name: rest[1 : 1+n]}
	used, empty, ok := p.attributes(e, rest[1+n:])
	if !ok {
		return false
	}
	p.at += 1 + n + used
	p.count++
	if p.count > maxElements || len(p.stack) >= maxDepth {
		p.repairs.note(RepairBounds)
		if !empty {
			p.skipped++
		}
		return true
	}
	if p.root == nil {
		p.root = e
	} else if len(p.stack) > 0 {
		p.closeItem(e.Name)
		parent := p.stack[len(p.stack)-1]
		parent.Children = append(parent.Children, e)
	}
	p.stack = append(p.stack, open{Element: e})
	if empty {
		p.pop()
	}
	return true
}

// closeItem ends an open list entry when another one begins: none holds its
// like, so its closing tags were lost.
func (p *parser) closeItem(name string) {
	if !strings.EqualFold(name, "Item") {
		return
	}
	for i := len(p.stack) - 1; i > 0; i-- {
		if strings.EqualFold(p.stack[i].Name, "Item") {
			p.repairs.note(RepairClosing)
			for len(p.stack) > i {
				p.pop()
			}
			return
		}
	}
}

// attributes reads up to the end of the tag. It refuses what shows that the "<"
// was text: another "<", a line of prose, or no end at all.
func (p *parser) attributes(e *Element, s string) (used int, empty, ok bool) {
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case c == '>':
			return i + 1, false, true
		case c == '/' && i+1 < len(s) && s[i+1] == '>':
			return i + 2, true, true
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			i++
			continue
		}
		n := nameLen(s[i:])
		if n == 0 {
			return 0, false, false
		}
		name := s[i : i+n]
		i += n
		for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
			i++
		}
		if i >= len(s) || s[i] != '=' {
			return 0, false, false
		}
		value, n, ok := quoted(s[i+1:])
		if !ok {
			return 0, false, false
		}
		i += 1 + n
		if len(e.Attrs) < maxAttrs {
			e.Attrs = append(e.Attrs, Attr{name, strings.TrimSpace(p.unescape(value))})
		}
	}
	return 0, false, false
}

// quoted reads an attribute value in either quote, or bare up to a blank.
func quoted(s string) (value string, used int, ok bool) {
	i := 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	if i >= len(s) {
		return "", 0, false
	}
	if q := s[i]; q == '"' || q == '\'' {
		s = s[:min(len(s), maxAttrBytes)]
		end := strings.IndexByte(s[i+1:], q)
		if end < 0 || strings.IndexByte(s[i+1:i+1+end], '<') >= 0 {
			return "", 0, false
		}
		return s[i+1 : i+1+end], i + end + 2, true
	}
	end := strings.IndexAny(s[i:], " \t\r\n/>")
	if end <= 0 {
		return "", 0, false
	}
	return s[i : i+end], i + end, true
}

func (p *parser) pop() {
	e := p.stack[len(p.stack)-1]
	e.Text = strings.TrimSpace(string(e.text))
	p.stack = p.stack[:len(p.stack)-1]
}

func (p *parser) text(s string) {
	if s == "" {
		return
	}
	if len(p.stack) == 0 {
		if strings.Trim(s, " \t\r\n\x00\uFEFF") != "" {
			p.repairs.note(RepairLeading)
		}
		return
	}
	p.literal(p.unescape(s))
}

// literal adds text to the open element, without its control bytes. Text
// beside child elements is only blanks in this protocol and costs nothing.
func (p *parser) literal(s string) {
	if len(p.stack) == 0 || p.skipped > 0 {
		return
	}
	e := &p.stack[len(p.stack)-1]
	if len(e.Children) > 0 && strings.TrimSpace(s) == "" {
		return
	}
	if strings.IndexFunc(s, control) >= 0 {
		p.repairs.note(RepairControl)
		s = strings.Map(func(r rune) rune {
			if control(r) {
				return -1
			}
			return r
		}, s)
	}
	e.text = append(e.text, s...)
}

func control(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f }

// unescape resolves the five entities and numeric references; every other "&"
// is text (Hikvision writes it bare in Name and Address).
func (p *parser) unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		value, n := entity(s)
		if n == 0 {
			p.repairs.note(RepairAmpersand)
			value, n = "&", 1
		}
		b.WriteString(value)
		s = s[n:]
	}
}

// entity reads the reference at the start of s; used is 0 when there is none.
func entity(s string) (value string, used int) {
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	if end < 2 {
		return "", 0
	}
	switch name := s[1:end]; name {
	case "amp":
		value = "&"
	case "lt":
		value = "<"
	case "gt":
		value = ">"
	case "quot":
		value = `"`
	case "apos":
		value = "'"
	default:
		digits, base := strings.CutPrefix(name, "#")
		if !base {
			return "", 0
		}
		radix := 10
		if hex, ok := strings.CutPrefix(strings.ToLower(digits), "x"); ok {
			digits, radix = hex, 16
		}
		n, err := strconv.ParseUint(digits, radix, 32)
		if err != nil || n > 0x10FFFF {
			return "", 0
		}
		value = string(rune(n))
	}
	return value, end + 1
}

// nameLen is how many bytes at the start of s are an element name: letters,
// digits, "_", "-", "." and ":", beginning with a letter or "_".
func nameLen(s string) int {
	i := 0
	for i < len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':')) {
			break
		}
		i++
	}
	return i
}
