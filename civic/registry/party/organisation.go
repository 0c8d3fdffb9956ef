package party

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
)

// An Organisation is a unit 单位 in the register. It recommends nothing: the
// order forbids naming brands, sellers and contractors (W168/12/2).
type Organisation struct {
	ID        shiheng.OrganisationID
	Parent    shiheng.OrganisationID // the one above, zero for none
	Name      string
	ShortName string
	// Code is the unified social credit code, unique; empty when there is none.
	Code string
	// Functions, Level, Division and Trade are kept apart on purpose.
	Functions []Function
	Level     Level
	Division  string // GB/T 2260 code of its territory or seat
	Trade     string // code of [Trades]; needed by a department
	// Legal is the legal representative 法定代表人, Head the unit's head
	// 单位主要负责人, VideoLead who is in charge of video 视频系统负责人.
	Legal     string
	Head      Contact
	VideoLead Contact
	Contacts  []Contact
	Address   string
	CreatedAt time.Time
	Version   int64
}

// A Contact is somebody of an organisation as they are reached.
type Contact struct {
	Name  string `json:"name,omitempty"`
	Post  string `json:"post,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// Has reports whether the organisation has a function.
func (o Organisation) Has(f Function) bool { return slices.Contains(o.Functions, f) }

const (
	maxName     = 200
	maxAddress  = 500
	maxContacts = 20
	maxDepth    = 16
)

func (o *Organisation) tidy() (err error) {
	for _, s := range []*string{&o.Name, &o.ShortName, &o.Legal, &o.Address, &o.Code} {
		*s = strings.TrimSpace(*s)
	}
	switch {
	case !named(o.Name):
		return shiheng.Invalid("organisation.name")
	case o.ShortName != "" && !named(o.ShortName), o.Legal != "" && !named(o.Legal):
		return shiheng.Invalid("organisation.name")
	case len(o.Address) > maxAddress:
		return shiheng.Invalid("organisation.address")
	case !o.Level.Known():
		return shiheng.Invalid("organisation.level", "level", string(o.Level))
	}
	if o.Code != "" {
		if o.Code, err = ParseCreditCode(o.Code); err != nil {
			return err
		}
	}
	if o.Division, err = ParseDivision(o.Division); err != nil {
		return err
	}
	if err := o.tidyFunctions(); err != nil {
		return err
	}
	return o.tidyContacts()
}

func (o *Organisation) tidyFunctions() error {
	var seen []Function
	for _, f := range o.Functions {
		if !f.Known() {
			return shiheng.Invalid("organisation.function", "function", string(f))
		}
		if !slices.Contains(seen, f) {
			seen = append(seen, f)
		}
	}
	o.Functions = seen
	switch {
	case len(seen) == 0:
		return shiheng.Invalid("organisation.function")
	case o.Trade != "" && !KnownTrade(o.Trade):
		return shiheng.Invalid("organisation.trade", "trade", o.Trade)
	case o.Trade == "" && o.Has(Department):
		return shiheng.Invalid("organisation.trade").By("W168/5/2")
	}
	return nil
}

func (o *Organisation) tidyContacts() error {
	if len(o.Contacts) > maxContacts {
		return shiheng.Invalid("organisation.contact")
	}
	all := []*Contact{&o.Head, &o.VideoLead}
	for i := range o.Contacts {
		all = append(all, &o.Contacts[i])
	}
	for _, c := range all {
		if err := c.tidy(); err != nil {
			return err
		}
	}
	o.Contacts = slices.DeleteFunc(o.Contacts, func(c Contact) bool { return c == Contact{} })
	return nil
}

func (c *Contact) tidy() error {
	c.Name, c.Post, c.Phone = strings.TrimSpace(c.Name), strings.TrimSpace(c.Post), strings.TrimSpace(c.Phone)
	switch {
	case c.Name != "" && !named(c.Name), c.Post != "" && !named(c.Post):
		return shiheng.Invalid("organisation.contact")
	case c.Name == "" && (c.Post != "" || c.Phone != ""):
		return shiheng.Invalid("organisation.contact")
	}
	return checkPhone(c.Phone)
}

// checkPhone holds a number to digits, blanks and the signs people write
// between them; several stand behind "/".
func checkPhone(s string) error {
	if len(s) > 60 || strings.Trim(s, "0123456789+-()（） /") != "" {
		return shiheng.Invalid("phone.form", "phone", s)
	}
	return nil
}

// named reports whether a name is there and of bearable length.
func named(s string) bool { return s != "" && len(s) <= maxName && !strings.ContainsAny(s, "\x00\n\r") }
