// Command provider is an OpenID Connect provider on loopback for tests, made of
// zitadel's: two people, one client, a page to sign in on. It prints its
// issuer and serves until its input ends.
//
//	provider -callback http://localhost:8600/oidc
package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// people are who can sign in, all by one password.
type people map[string]*storage.User

// GetUserByID implements [storage.UserStore].
func (p people) GetUserByID(id string) *storage.User { return p[id] }

// GetUserByUsername implements [storage.UserStore].
func (p people) GetUserByUsername(name string) *storage.User {
	for _, u := range p {
		if u.Username == name {
			return u
		}
	}
	return nil
}

// ExampleClientID implements [storage.UserStore].
func (p people) ExampleClientID() string { return "service" }

func main() {
	callback := flag.String("callback", "", "where browsers are sent back to")
	flag.Parse()
	if err := serve(*callback, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(callback string, until io.Reader, out io.Writer) error {
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // lives as long as the program
	if err != nil {
		return err
	}
	issuer := fmt.Sprintf("http://%s/", l.Addr())
	storage.RegisterClients(storage.WebClient("shiheng", "secret-of-the-client", callback))
	known := people{}
	for _, id := range []string{"320200000001", "320200000002"} {
		known[id] = &storage.User{ID: id, Username: "officer-" + id[11:], Password: "verysecure"}
	}
	srv := &http.Server{Handler: exampleop.SetupServer(issuer, storage.NewStorage(known), slog.New(slog.DiscardHandler), false), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		_, _ = io.Copy(io.Discard, until) // however it ends, it has ended
		_ = srv.Close()
	}()
	if _, err := fmt.Fprintln(out, issuer); err != nil {
		return err
	}
	if err := srv.Serve(l); err != http.ErrServerClosed { //nolint:errorlint // as documented
		return err
	}
	return nil
}
