package manscdp

import (
	"strconv"
	"strings"
)

// An Item is one node of a catalogue (reference clause 6.1). Text fields are as
// the peer wrote them; makers fill CivilCode with "CivilCode" and Owner with
// "Owner" (quirk 8), so nothing here is validated.
type Item struct {
	Code         string
	Name         string
	Manufacturer string
	Model        string
	Owner        string // 2016 only
	CivilCode    string
	Block        string
	Address      string
	// Parental reports that the node has children.
	Parental bool
	// Parents are the nodes it hangs under: a device, a system, virtual
	// organisations. They may loop, be missing or name the platform itself.
	Parents                         []string
	SafetyWay, RegisterWay, Secrecy string
	// Online is false only when Status says OFF, OFFLINE or the like in any
	// spelling; a missing Status means on.
	Online bool
	Status string // as written
	// Longitude and Latitude are text: empty, zero, WGS-84, GCJ-02 and prose are
	// all seen.
	Longitude, Latitude string
	IPAddress, Port     string
	BusinessGroup       string
	// Event is ADD, DEL, UPDATE, ON, OFF, VLOST or DEFECT in a notification.
	Event string
	// Info holds the children of Info and every element without a field here,
	// but never a password.
	Info map[string]string
}

// parseItem reads one Item; ok is false when it carries no usable code.
func parseItem(e *Element, r *Repairs) (it Item, ok bool) {
	id := e.Child("DeviceID")
	if id != nil && id.Cut {
		return Item{}, false
	}
	c, ok := usable(e.Value("DeviceID"))
	if !ok {
		return Item{}, false
	}
	it = Item{Code: c, Online: true}
	for _, a := range e.Attrs {
		it.set(a.Name, a.Value)
	}
	if len(e.Attrs) > 0 && len(e.Children) == 0 {
		r.note(RepairAttribute)
	}
	for _, ch := range e.Children {
		switch {
		case strings.EqualFold(ch.Name, "Info"):
			for _, in := range ch.Children {
				it.set(in.Name, in.Text)
			}
		case ch.Cut:
		default:
			it.set(ch.Name, ch.Text)
		}
	}
	return it, true
}

//house:long one flat table from element name to field
func (it *Item) set(name, v string) {
	switch strings.ToLower(name) {
	case "deviceid":
	case "name":
		it.Name = v
	case "manufacturer":
		it.Manufacturer = v
	case "model":
		it.Model = v
	case "owner":
		it.Owner = v
	case "civilcode":
		it.CivilCode = v
	case "block":
		it.Block = v
	case "address":
		it.Address = v
	case "parental":
		it.Parental = v != "" && v != "0"
	case "parentid":
		it.Parents = parents(v)
	case "safetyway":
		it.SafetyWay = v
	case "registerway":
		it.RegisterWay = v
	case "secrecy":
		it.Secrecy = v
	case "status":
		it.Status, it.Online = v, online(v)
	case "longitude":
		it.Longitude = v
	case "latitude":
		it.Latitude = v
	case "ipaddress":
		it.IPAddress = v
	case "port":
		it.Port = v
	case "businessgroupid":
		it.BusinessGroup, _ = usable(v)
	case "event":
		it.Event = strings.ToUpper(v)
	case "password":
	default:
		if v == "" || len(it.Info) >= 64 {
			return
		}
		if it.Info == nil {
			it.Info = map[string]string{}
		}
		it.Info[name] = v
	}
}

// parents reads a ParentID, which may join several codes by "/".
func parents(v string) []string {
	var out []string
	for _, s := range strings.Split(v, "/") {
		if c, ok := usable(s); ok {
			out = append(out, c)
		}
	}
	return out
}

// online reads the many spellings of Status and Online (quirk 8).
func online(v string) bool {
	switch strings.ToUpper(v) {
	case "OFF", "OFFLINE", "ERROR", "0", "FALSE", "VLOST", "DEFECT":
		return false
	}
	return true
}

// A CatalogPart is one message of a catalogue answer or notification.
type CatalogPart struct {
	SumNum int // the total that the peer announces; -1 when it announces none
	Items  []Item
	// Broken counts entries that carried no usable code, or were cut.
	Broken int
}

// ParseCatalog reads the list of m, which must be a Catalog message. Broken
// entries are left out and counted; the others are kept. Mending is added to
// m.Repairs.
func ParseCatalog(m *Message) CatalogPart {
	p := CatalogPart{SumNum: -1}
	if n, err := strconv.Atoi(m.Body.Value("SumNum")); err == nil && n >= 0 {
		p.SumNum = n
	}
	list := m.Body.Child("DeviceList")
	if list == nil {
		list = m.Body
	}
	for _, e := range list.All("Item") {
		it, ok := parseItem(e, &m.Repairs)
		if !ok {
			p.Broken++
			m.Repairs.note(RepairItem)
			continue
		}
		p.Items = append(p.Items, it)
	}
	return p
}

// Fields writes it as one Item. For a peer of the 2016 edition the elements
// that edition requires are present even when empty values have to be made up.
func (it Item) Fields(edition2016 bool) Field {
	status := it.Status
	if status == "" {
		status = map[bool]string{true: "ON", false: "OFF"}[it.Online]
	}
	fs := []Field{F("DeviceID", it.Code)}
	if it.Event != "" {
		fs = append(fs, F("Event", it.Event))
	}
	fs = append(fs, F("Name", it.Name))
	if area(it.Code) {
		return Field{Name: "Item", Children: fs}
	}
	fs = append(fs, F("Manufacturer", it.Manufacturer), F("Model", it.Model))
	if edition2016 {
		fs = append(fs, F("Owner", or(it.Owner, "Owner")))
	}
	fs = append(fs, F("CivilCode", it.CivilCode), F("Address", it.Address),
		F("Parental", map[bool]string{true: "1", false: "0"}[it.Parental]))
	if len(it.Parents) > 0 {
		fs = append(fs, F("ParentID", strings.Join(it.Parents, "/")))
	}
	if edition2016 {
		fs = append(fs, F("SafetyWay", or(it.SafetyWay, "0")))
	}
	fs = append(fs, F("RegisterWay", or(it.RegisterWay, "1")), F("Secrecy", or(it.Secrecy, "0")), F("Status", status))
	for _, o := range []Field{F("IPAddress", it.IPAddress), F("Port", it.Port), F("Longitude", it.Longitude),
		F("Latitude", it.Latitude), F("BusinessGroupID", it.BusinessGroup)} {
		if o.Value != "" {
			fs = append(fs, o)
		}
	}
	if info := infoFields(it.Info); len(info) > 0 {
		fs = append(fs, Field{Name: "Info", Children: info})
	}
	return Field{Name: "Item", Children: fs}
}

// area reports whether a code names an administrative area, which has no more
// than a code and a name.
func area(c string) bool { return len(c) <= 8 && strings.Trim(c, "0123456789") == "" }

func infoFields(m map[string]string) []Field {
	var out []Field
	for _, k := range sortedKeys(m) {
		if n := nameLen(k); n == len(k) && n > 0 {
			out = append(out, F(k, m[k]))
		}
	}
	return out
}

func or(v, fallback string) string {
	if v == "" {
		return fallback
	}
	return v
}
