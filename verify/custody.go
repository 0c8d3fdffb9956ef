package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// An openedAct is an act of custody/acts.json.
type openedAct struct {
	Index    uint64 `json:"index"`
	Log      string `json:"log"`
	Personal string `json:"personal"`
	Salt     string `json:"salt"`
}

const mostActs = 100_000

// custody opens the acts around the bundle, and looks for that of its export.
func (c *check) custody() error {
	const file = "custody/acts.json"
	list, err := c.actsIn(file)
	if err != nil {
		return err
	}
	own, err := c.ownName()
	if err != nil {
		return err
	}
	exported, other := false, Place{}
	for i, o := range list {
		at := Place{File: file, Line: i + 1, Log: o.Log, Leaf: strconv.FormatUint(o.Index, 10)}
		l := c.logged[o.Log+"/"+at.Leaf]
		if l == nil || l.act == nil {
			c.find("custody.leaf", at, "")
			continue
		}
		salt, err := hex.DecodeString(o.Salt)
		if err != nil || len(salt) != 16 || fmt.Sprintf("%x", sha256.Sum256(append(salt, o.Personal...))) != l.act.Record {
			c.find("custody.record", at, "")
			continue
		}
		a := l.act
		c.res.Acts = append(c.res.Acts, Act{
			Index: o.Index, Log: o.Log, At: a.At, Act: a.Act, Article: a.Article, Object: a.Object, Outcome: a.Outcome, Cameras: a.Cameras, Personal: o.Personal,
		})
		if strings.HasPrefix(a.Object, "bundle ") {
			if a.Object == own {
				exported = true
			} else {
				other = at
			}
		}
	}
	switch {
	case exported:
	case other.File != "":
		c.find("custody.bundle", other, own)
	default:
		c.find("custody.missing", Place{File: file}, own)
	}
	return nil
}

func (c *check) actsIn(file string) ([]openedAct, error) {
	m := c.zip.byName[file]
	if m == nil {
		return nil, nil
	}
	b, err := c.zip.text(m, 16*mostJSON)
	if errors.Is(err, errLarge) {
		c.find("file.large", Place{File: file}, "")
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list, err := parseActs(b)
	if err != nil {
		c.find("custody.form", Place{File: file}, "")
		return nil, nil
	}
	return list, nil
}

// parseActs reads the opened acts.
func parseActs(b []byte) (list []openedAct, err error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&list); err != nil || len(list) > mostActs {
		return nil, errForm
	}
	return list, nil
}

// ownName is the object of the act that handed this bundle out.
func (c *check) ownName() (string, error) {
	h := sha256.New()
	for _, name := range []string{manifestSHA, manifestSM3, "bundle.json"} {
		m := c.zip.byName[name]
		if m == nil {
			continue
		}
		b, err := c.zip.text(m, mostManifest)
		if err != nil && !errors.Is(err, errLarge) {
			return "", err
		}
		h.Write(b)
	}
	return fmt.Sprintf("bundle %x", h.Sum(nil)), nil
}
