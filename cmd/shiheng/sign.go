package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity/guomi"
)

// signCommand signs in by SM2 key: what the sign-in page shows goes in, what it
// asks for comes out. The key never leaves the machine this runs on.
type signCommand struct {
	Key  string `required:"" type:"existingfile" help:"Private SM2 key (PEM: PKCS#8, or as openssl writes it)."`
	Host string `required:"" help:"Host name of the platform, as in the browser's address. A text of another host is not signed." placeholder:"NAME"`
	Text string `arg:"" help:"The text that the page shows, in quotes."`
}

var signable = regexp.MustCompile(`^shiheng-sm2-v1 host=(\S+) for=(login|step-up session=\S+) nonce=\S{43} until=(\S+)$`)

// Run prints the proof.
func (c signCommand) Run(t terminal) error {
	text := strings.TrimSpace(c.Text)
	parts := signable.FindStringSubmatch(text)
	if parts == nil {
		return shiheng.Invalid("sign.text")
	}
	until, err := time.Parse(time.RFC3339, parts[3])
	switch {
	case err != nil:
		return shiheng.Invalid("sign.text").From(err)
	case parts[1] != c.Host:
		return shiheng.Forbidden("sign.host", "host", parts[1])
	case !time.Now().Before(until):
		return shiheng.Expired("sign.over")
	}
	key, err := os.ReadFile(c.Key)
	if err != nil {
		return fmt.Errorf("read the key: %w", err)
	}
	proof, err := guomi.Sign(key, []byte(text))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(t.out, proof)
	return err
}
