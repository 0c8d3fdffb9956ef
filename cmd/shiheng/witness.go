package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"shiheng.internal"
	"shiheng.internal/app"
	"shiheng.internal/civic/ledger"
)

// witnessCommand is the supervising agency's side of the log.
type witnessCommand struct {
	Init   witnessInit   `cmd:"" help:"Make a witness: its key, in a directory of its own. Prints the public key."`
	Watch  witnessWatch  `cmd:"" help:"Watch a log, given its public key."`
	Serve  witnessServe  `cmd:"" help:"Cosign checkpoints over HTTP, for a platform that can reach the witness."`
	Cosign witnessCosign `cmd:"" help:"Cosign one request from a file, for a platform that cannot."`
	Admit  witnessAdmit  `cmd:"" help:"Go on with a log that takes the place of one that is watched, after a restore or a change of keys: the operator's act."`
	Last   witnessLast   `cmd:"" help:"Print the newest checkpoint of a log that was cosigned, for a platform that is restored."`
	Show   witnessShow   `cmd:"" help:"Show the logs, what was seen of each, and what any was caught in."`
}

type witnessInit struct {
	Dir  string `arg:"" help:"Directory, to be made." type:"path"`
	Name string `help:"Name of the witness, such as procuratorate.wuxi.example: no spaces, no plus sign." required:"" placeholder:"NAME"`
}

// Run makes the witness.
func (c witnessInit) Run(t terminal) error {
	w, err := app.MakeWitness(c.Dir, c.Name)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(t.out, w.Key())
	return err
}

type witnessWatch struct {
	Dir string `arg:"" help:"Directory of the witness." type:"path"`
	Key string `arg:"" help:"Public key of the log, as its platform shows it."`
}

// Run adds the log.
func (c witnessWatch) Run() error {
	w, err := app.OpenWitness(c.Dir)
	if err != nil {
		return err
	}
	return w.Watch(c.Key)
}

type witnessServe struct {
	Dir    string `arg:"" help:"Directory of the witness." type:"path"`
	Listen string `help:"Address to listen on." default:"127.0.0.1:8099" placeholder:"HOST:PORT"`
}

// Run serves until it is told to end.
func (c witnessServe) Run(ctx context.Context, t terminal) error {
	w, err := app.OpenWitness(c.Dir)
	if err != nil {
		return err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return shiheng.Unavailable("witness.listen", "address", c.Listen).From(err)
	}
	if _, err := fmt.Fprintf(t.out, "witness at http://%s, key %s\n", l.Addr(), w.Key()); err != nil {
		return err
	}
	s := &http.Server{
		Handler: w.Handler(slog.New(slog.NewTextHandler(t.err, nil))), ReadTimeout: 15 * time.Second, WriteTimeout: 15 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	go func() {
		<-ctx.Done()
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		_ = s.Shutdown(ending) // what is left ends with the process
	}()
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("witness: %w", err)
	}
	return nil
}

type witnessCosign struct {
	Dir     string `arg:"" help:"Directory of the witness." type:"path"`
	Request string `arg:"" help:"File with the request that the platform made." type:"path"`
	Output  string `help:"File for the answer, to be made. It is printed without one." type:"path" placeholder:"FILE"`
}

// Run cosigns one request.
func (c witnessCosign) Run(ctx context.Context, t terminal) error {
	w, err := app.OpenWitness(c.Dir)
	if err != nil {
		return err
	}
	b, err := os.ReadFile(c.Request)
	if err != nil {
		return shiheng.Invalid("witness.request", "what", "file").From(err)
	}
	r, err := ledger.ParseRequest(b)
	if err != nil {
		return err
	}
	line, err := w.Cosign(ctx, r)
	if err != nil {
		return err
	}
	if c.Output == "" {
		_, err = t.out.Write(line)
		return err
	}
	f, err := os.OpenFile(c.Output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) //nolint:gosec // it is to be carried on
	if errors.Is(err, os.ErrExist) {
		return shiheng.Conflict("export.exists", "file", c.Output)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(line)
	return errors.Join(err, f.Close())
}

type witnessAdmit struct {
	Dir       string `arg:"" help:"Directory of the witness." type:"path"`
	Statement string `arg:"" help:"The platform's epoch.note." type:"existingfile"`
	Reason    string `help:"Why it is admitted, for the witness's own record." required:"" placeholder:"TEXT"`
	Unvouched bool   `help:"The old keys are lost, and this is known: the statement is not signed by them."`
}

// Run admits the log and says what this witness saw that is not there any more.
func (c witnessAdmit) Run(ctx context.Context, t terminal) error {
	w, err := app.OpenWitness(c.Dir)
	if err != nil {
		return err
	}
	b, err := os.ReadFile(c.Statement)
	if err != nil {
		return err
	}
	a, err := w.Admit(ctx, b, c.Reason, c.Unvouched)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(t.out, admitted(a))
	return err
}

// admitted tells of a break on one line.
func admitted(a ledger.Admission) string {
	out := fmt.Sprintf("ADMITTED %s in the place of %s at %s: %d leaves kept of %d seen, %d missing; %s", a.New, a.Old, a.At, a.Kept, a.Seen, a.Missing(), a.Reason)
	if e, err := ledger.ParseEpoch([]byte(a.Leaf)); err == nil && e.Lost != nil {
		out += fmt.Sprintf("; lost range %s to %s (%s)", e.Lost.From, e.Lost.To, e.Why)
	}
	if !a.Vouched {
		out += "; not signed by the old keys"
	}
	return out
}

type witnessLast struct {
	Dir    string `arg:"" help:"Directory of the witness." type:"path"`
	Origin string `arg:"" help:"Name of the log."`
}

// Run prints the note.
func (c witnessLast) Run(t terminal) error {
	w, err := app.OpenWitness(c.Dir)
	if err != nil {
		return err
	}
	b, err := w.LastNote(c.Origin)
	if err != nil {
		return err
	}
	_, err = t.out.Write(b)
	return err
}

type witnessShow struct {
	Dir string `arg:"" help:"Directory of the witness." type:"path"`
}

// Run shows what there is. A log that was caught makes the command fail, so
// that a timer notices.
func (c witnessShow) Run(ctx context.Context, t terminal) error {
	w, err := app.OpenWitness(c.Dir)
	if err != nil {
		return err
	}
	logs, err := w.Watched(ctx)
	if err != nil {
		return err
	}
	caught, err := w.Attempts()
	if err != nil {
		return err
	}
	out := "key " + w.Key() + "\n"
	for _, l := range logs {
		seen := "nothing seen yet"
		if l.Last.Origin != "" {
			seen = fmt.Sprintf("size %d, root %s", l.Last.Size, l.Last.Root.Base64())
		}
		out += fmt.Sprintf("log %s: %s\n", l.Origin, seen)
	}
	for _, a := range w.Admitted() {
		out += admitted(a) + "\n"
	}
	for _, a := range caught {
		out += fmt.Sprintf("CAUGHT %s in a %s at %s: cosigned %d %s, then offered %d %s\n", a.Offered.Origin, a.Kind,
			a.At.Format(time.RFC3339), a.Last.Size, a.Last.Root.Base64(), a.Offered.Size, a.Offered.Root.Base64())
	}
	if _, err := fmt.Fprint(t.out, out); err != nil {
		return err
	}
	if len(caught) > 0 {
		return shiheng.Conflict("witness.caught", "attempts", fmt.Sprint(len(caught)))
	}
	return nil
}
