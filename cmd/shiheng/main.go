// Command shiheng is the whole product: the platform, its practice cameras and
// the tools to look after footage.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"shiheng.internal"
	"shiheng.internal/sim"
)

// version is stamped by the build.
var version = "unknown" //nolint:gochecknoglobals // the linker writes it

type commands struct {
	Config string `help:"Settings file (YAML). Without one the defaults hold; 'shiheng config' prints them." type:"path" env:"SHIHENG_CONFIG" placeholder:"FILE"`

	Serve    serveCommand   `cmd:"" help:"Run the platform."`
	Sim      simCommand     `cmd:"" help:"Run practice cameras, for trying out and for tests."`
	Footage  footageCommand `cmd:"" help:"Look at, export, check or rebuild footage."`
	Hold     holdCommand    `cmd:"" help:"List the holds on footage that is evidence."`
	Probe    wormProbe      `cmd:"" name:"worm-probe" help:"Try to break the locks of the bucket for second copies of held footage."`
	Sign     signCommand    `cmd:"" help:"Sign in by SM2 key: sign the text that the sign-in page shows."`
	Mark     markCommand    `cmd:"" help:"Read the session marks in a captured file: under which grant, in whose login, it was shown."`
	Papers   papersCommand  `cmd:"" help:"Write out the templates of documents, or check changed ones."`
	Check    checkCommand   `cmd:"" help:"Check that settings, keys, rows, log and footage fit together."`
	Backup   backupCommand  `cmd:"" help:"Back up all but footage, check a backup, make the key that backups are sealed for."`
	Restore  restoreCommand `cmd:"" help:"Restore a backup into an empty data directory, by the act of two custodians."`
	Keys     keysCommand    `cmd:"" help:"Look after the keys of the log."`
	Settings configCommand  `cmd:"" name:"config" help:"Print the settings in force, each with its meaning."`
	Law      lawCommand     `cmd:"" help:"Print the law article by article: duties, penalties, where each is enforced and tested."`
	Clauses  clausesCommand `cmd:"" help:"Print the policies that decide who may do what, each with its clause of the law."`
	Witness  witnessCommand `cmd:"" help:"Be the witness of a platform's log, at a supervising agency."`
	OpenAPI  openapiCommand `cmd:"" name:"openapi" help:"Print the description of the API (OpenAPI 3.1)."`
	Version  versionCommand `cmd:"" help:"Print the version."`
}

// terminal is what commands read and write.
type terminal struct {
	out, err io.Writer
	environ  []string
	config   string
}

const description = `Shiheng 视衡 is a public-safety video platform: it takes in cameras by GB/T 28181 and
RTSP, shows, records and shares them, and carries out the law it works under.

Begin with:
  shiheng serve --practice     a practice platform with four simulated cameras in ./data
  shiheng serve                a real platform; the first administrator claims it in the browser
  shiheng config               what can be set, with the defaults`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], terminal{out: os.Stdout, err: os.Stderr, environ: os.Environ()}))
}

// run parses the arguments and runs one command. It returns the exit code: 0
// done, 1 failed, 2 wrong arguments, 3 a check found something that does not fit.
func run(ctx context.Context, args []string, t terminal) int {
	var cli commands
	exit := -1
	parser, err := kong.New(&cli, kong.Name("shiheng"), kong.Description(description),
		kong.Writers(t.out, t.err), kong.Exit(func(code int) { exit = code }),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Vars{"manners": sim.MannersHelp()})
	if err != nil {
		panic(fmt.Sprintf("shiheng: the command line is declared wrongly: %v", err))
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 { // help was shown
		return exit
	}
	if err != nil {
		fmt.Fprintf(t.err, "shiheng: %v\n", err)
		return 2
	}
	t.config = cli.Config
	err = parsed.Run(t)
	if errors.Is(err, context.Canceled) && (strings.HasPrefix(parsed.Command(), "serve") || strings.HasPrefix(parsed.Command(), "sim")) {
		return 0 // these run until they are told to end; others did not do their work
	}
	if err != nil {
		fmt.Fprintf(t.err, "shiheng: %s\n", words(err))
		if e, ok := errors.AsType[*shiheng.Error](err); ok && (e.Code == "check.mismatch" || e.Code == "second.not-compliant") {
			return mismatched
		}
		return 1
	}
	return 0
}

// words turns an error into a line for whoever typed the command.
func words(err error) string {
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok {
		return err.Error()
	}
	var b strings.Builder
	b.WriteString(err.Error())
	if next, ok := nextSteps()[e.Code]; ok {
		b.WriteString("\n  " + next)
	}
	return b.String()
}

// nextSteps says what to do about the errors people meet most.
func nextSteps() map[string]string {
	return map[string]string{
		"sign.text":            "copy the whole text of the sign-in page, in quotes",
		"sign.host":            "compare the address in the browser: that page may be a false one",
		"sign.over":            "ask the page for a new text; each holds for two minutes",
		"sm2.private":          "give a private SM2 key in PEM",
		"settings.file":        "give an existing file with --config, or none for the defaults",
		"settings.form":        "compare the file with the output of 'shiheng config'",
		"settings.value":       "compare the file with the output of 'shiheng config'",
		"settings.environment": "every variable SHIHENG_… must name a key; 'shiheng config' lists them",
		"law.pack":             "mend the law pack at the file and line named above, or take it out of the directory; nothing was started",
		"law.packs":            "name an existing directory of law packs in law.packs, or none",
		"clause.policy":        "mend the policy at the file and line named above; a city's policies may only forbid",
		"clause.policies":      "name an existing directory of policies in clauses.policies, or none",
		"store.kind":           "a store is real or practice for ever: give another --data directory",
		"store.locked":         "another shiheng runs on this data directory; stop it first",
		"store.none":           "name the data directory of a platform with --data",
		"store.disk":           "mount the disk of that path first: nothing is made in its place",
		"footage.damaged":      "keep the disk as it is; the lines above say which slots to look at",
		"check.mismatch":       "keep the data directory as it is, as evidence; the first line above names where it begins",
		"export.login":         "give --login: footage leaves a running platform to somebody who signed in",
		"second.none":          "set address, bucket and keys of the bucket under Settings in the console first",
		"second.not-compliant": "second copies do not go into this bucket; make one with Object Lock in compliance mode, and give the platform's key no more rights than it needs",
		"second.fetch-failed":  "the lines above say why; what was fetched is whole",
		"second.fetch-reason":  "say why, and who you are: both are put on record",
		"second.other-bucket":  "set the bucket that the copy is in, as the platform's settings were when it was made",
		"export.exists":        "name another file with --output",
		"log.rows-older":       "the rows are older than the log, as after rows were put back by hand: two custodians answer for what was lost with 'shiheng restore --data DIR', and a log of another name begins",
		"log.no-epoch":         "the log that the rows stand in is not there: put 'log' and 'log.key' back, or let two custodians answer for what was lost with 'shiheng restore --data DIR'",
		"restore.unfinished":   "a restore was cut off: call 'shiheng restore --data DIR' again for the custodians to answer, or empty the directory and begin anew",
		"restore.not-empty":    "name an empty directory, or one that holds nothing but the directory footage",
		"restore.engine":       "rows of PostgreSQL are restored by its own means, into the database that the settings name; rows of SQLite into a data directory without one",
		"backup.passphrase":    "it is another passphrase than the backup was sealed by, or the file was changed",
		"backup.exists":        "name a directory that is not there yet",
		"backup.inside":        "name a directory outside the data directory, on another disk",
		"custodian.same":       "two persons must answer: name two accounts",
		"custodian.role":       "one of the two must administer the system or its security",
		"custodian.one-time":   "the password of that account was given by another; choose one of your own first",
		"rows.version":         "back up with the program that runs the platform",
		"log.closed":           "the change of keys was cut off: call 'shiheng keys rotate' again, it is carried to its end",
		"log.broken":           "the log that is to be taken the place of does not hold together: keep the data directory as it is, and restore another backup",
		"log.shrank":           "the log is shorter than the rows know: keep the data directory as it is, and look for the log that belongs to it",
		"witness.none":         "make one first: shiheng witness init DIR --name NAME",
		"witness.exists":       "the directory is a witness already; a key is never made over another",
		"witness.key-open":     "take the right to read it from everybody else: chmod 600",
		"witness.log":          "add the log by its public key: shiheng witness watch DIR KEY",
		"witness.watched":      "a log has one key; a platform that was restored begins a log of another name",
		"epoch.key":            "the statement is of a log with other keys than the one watched: ask the platform's unit in person",
		"epoch.fork":           "the old log is another than the one cosigned; the attempt is kept and convicts it",
		"epoch.behind":         "keys are changed without losing anything: leaves that were cosigned are missing, so this was no change of keys",
		"epoch.unvouched":      "ask the unit in person whether the old keys are lost; then say --unvouched",
		"witness.caught":       "keep the directory attempts as it is: each file holds what the log signed, and that convicts it",
		"papers.templates":     "mend the files named above; the platform would print with its own in their place",
	}
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(t terminal) error {
	_, err := fmt.Fprintln(t.out, "shiheng", version)
	return err
}
