package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/app"
)

type backupCommand struct {
	Make  backupMake  `cmd:"" default:"withargs" help:"Back up rows, log, papers, keys and settings. The platform may run. Footage is not in it."`
	Check backupCheck `cmd:"" help:"Read a backup whole and compare it with its manifest."`
	Key   backupKey   `cmd:"" help:"Make the key that backups are sealed for, from the custodians' passphrase: for the setting backup.key."`
}

// Help says what is in a backup.
func (backupCommand) Help() string {
	return "The keys in a backup are sealed: by the passphrase that the custodians hold, or for the key that 'shiheng backup key' made of it. Rows are not sealed: " +
		"keep a backup like the platform itself."
}

// passphraseFlag is where a passphrase comes from.
type passphraseFlag struct {
	Passphrase string `help:"File whose first line is the custodians' passphrase; without one it is asked for on standard input." type:"existingfile" placeholder:"FILE"`
}

// read reads the passphrase. It is never an argument: others see these.
func (f passphraseFlag) read(t terminal, in *bufio.Reader) (string, error) {
	if f.Passphrase != "" {
		b, err := os.ReadFile(f.Passphrase)
		line, _, _ := strings.Cut(string(b), "\n")
		return strings.TrimRight(line, "\r"), err
	}
	return ask(t, in, "备份口令 passphrase of the backup: ")
}

// ask reads a line.
func ask(t terminal, in *bufio.Reader, what string) (string, error) {
	fmt.Fprint(t.err, what)
	line, err := in.ReadString('\n')
	if errors.Is(err, io.EOF) && line != "" {
		err = nil
	}
	if err != nil {
		return "", fmt.Errorf("read %s: %w", strings.TrimSuffix(what, ": "), err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

type backupMake struct {
	dataFlag       `embed:""`
	passphraseFlag `embed:""`
	To             string `arg:"" help:"Directory, to be made." type:"path"`
	Key            string `help:"Seal the keys for this key, instead of asking for the passphrase." placeholder:"KEY"`
	Since          string `help:"Backup on the same disk whose files that never change are shared." type:"existingdir" placeholder:"DIR"`
}

// Run makes a backup.
func (c backupMake) Run(ctx context.Context, t terminal) error {
	start, err := c.start(t)
	if err != nil {
		return err
	}
	o := app.BackupOrder{To: c.To, Previous: c.Since, Progress: stages(t.err)}
	if c.Key == "" {
		passphrase, err := c.read(t, bufio.NewReader(os.Stdin))
		if err != nil {
			return err
		}
		c.Key, err = app.BackupKey(passphrase)
		if err != nil {
			return err
		}
	}
	if o.Recipient, err = app.ParseBackupKey(c.Key); err != nil {
		return err
	}
	b, err := app.MakeBackup(ctx, start, o)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s: %d 个文件 files, 日志 log %s %d, 清单 manifest %s\n", b.Dir, len(b.Files), b.Log.Origin, b.Log.Size, b.DigestText())
	return incomplete(t.out, b.Complete)
}

// incomplete says of a backup without rows that it is none yet.
func incomplete(w io.Writer, complete bool) error {
	if complete {
		_, err := fmt.Fprintln(w, "完整 complete")
		return err
	}
	_, err := fmt.Fprintln(w, "不完整：数据库由其自身的办法备份 not complete: the rows are backed up by the means of their own database")
	return err
}

type backupCheck struct {
	Dir string `arg:"" help:"The backup." type:"existingdir"`
}

// Run reads a backup; what is not as it was made makes it end with 3.
func (c backupCheck) Run(ctx context.Context, t terminal) error {
	m, bad, err := app.CheckBackup(ctx, c.Dir, stages(t.err))
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s – %s, %d 个文件 files, 行为 acts %d, 日志 log %s %d\n", m.Began.Format(time.RFC3339), m.Ended.Format(time.RFC3339), len(m.Files), m.Rows.Acts, m.Log.Origin, m.Log.Size)
	for _, p := range bad {
		fmt.Fprintf(t.out, "不符 %s: %s\n", p.File, p.What)
	}
	if len(bad) > 0 {
		return shiheng.Invalid("check.mismatch", "mismatches", fmt.Sprint(len(bad)))
	}
	return incomplete(t.out, m.Complete)
}

type backupKey struct {
	passphraseFlag `embed:""`
}

// Run prints the key of a passphrase.
func (c backupKey) Run(t terminal) error {
	passphrase, err := c.read(t, bufio.NewReader(os.Stdin))
	if err != nil {
		return err
	}
	key, err := app.BackupKey(passphrase)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(t.out, key)
	return err
}

// answerFlags are the act of two custodians.
type answerFlags struct {
	Custodian []string `help:"Login of a custodian, given twice; passwords and codes are asked for on standard input." required:"" placeholder:"LOGIN"`
	Reason    string   `help:"Why, for the first leaf of the new log. It is public to whoever sees the log: name nobody." required:"" placeholder:"TEXT"`
	Witnessed string   `help:"File with the newest checkpoint that a witness cosigned ('shiheng witness last')." type:"existingfile" placeholder:"FILE"`
}

// read asks both for a fresh proof.
func (f answerFlags) read(t terminal, in *bufio.Reader) (a app.Answer, err error) {
	if len(f.Custodian) != 2 {
		return a, shiheng.Invalid("custodian.two")
	}
	a.Why = f.Reason
	if f.Witnessed != "" {
		if a.Witnessed, err = os.ReadFile(f.Witnessed); err != nil {
			return a, err
		}
	}
	for i, login := range f.Custodian {
		a.By[i].Login = login
		if a.By[i].Password, err = ask(t, in, "密码 password of "+login+": "); err != nil {
			return a, err
		}
		if a.By[i].Code, err = ask(t, in, "动态口令，没有则留空 code of "+login+", empty for none: "); err != nil {
			return a, err
		}
	}
	return a, nil
}

type restoreCommand struct {
	dataFlag       `embed:""`
	passphraseFlag `embed:""`
	answerFlags    `embed:""`
	From           string `help:"The backup. Without one the data directory has rows, log and keys already, put there by other means, or a restore that was cut off." type:"existingdir" placeholder:"DIR"`
	NoFootage      bool   `help:"The disks of footage are lost as well: make new ones."`
}

// Help says what a restore does.
func (restoreCommand) Help() string {
	return "Puts a backup into an empty data directory (one that holds nothing but the directory footage), makes the index of footage anew from its disks, ends all " +
		"sessions, and begins a log of another name by the act of two custodians, one of whom administers system or security. Each witness must admit that log."
}

// Run restores.
func (c restoreCommand) Run(ctx context.Context, t terminal) error {
	start, err := c.start(t)
	if err != nil {
		return err
	}
	o := app.RestoreOrder{From: c.From, NoFootage: c.NoFootage, Progress: stages(t.err)}
	in := bufio.NewReader(os.Stdin)
	if c.From != "" {
		if o.Passphrase, err = c.passphraseFlag.read(t, in); err != nil {
			return err
		}
	}
	if o.Answer, err = c.answerFlags.read(t, in); err != nil {
		return err
	}
	r, err := app.Restore(ctx, start, o)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%d 卷 volumes, %d 槽 slots, %d 块 chunks; 结束会话 sessions ended %d\n", r.Rebuilt.Volumes, r.Rebuilt.Slots, r.Rebuilt.Chunks, r.Sessions)
	fmt.Fprintf(t.out, "丢失时段 lost range %s – %s\n", r.Statement.Lost.From, r.Statement.Lost.To)
	return begun(t.out, r)
}

// begun says what is to be done next.
func begun(w io.Writer, r app.Restoration) error {
	_, err := fmt.Fprintf(w, "新日志 new log %s\n请将 %s 交每个见证方登记 give it to each witness: shiheng witness admit DIR epoch.note --reason …\n", r.Origin(), r.File)
	return err
}

type keysCommand struct {
	Rotate keysRotate `cmd:"" help:"Change the keys of the log, by two custodians. The platform must not be running."`
}

type keysRotate struct {
	dataFlag    `embed:""`
	answerFlags `embed:""`
}

// Run changes the keys.
func (c keysRotate) Run(ctx context.Context, t terminal) error {
	start, err := c.start(t)
	if err != nil {
		return err
	}
	a, err := c.read(t, bufio.NewReader(os.Stdin))
	if err != nil {
		return err
	}
	r, err := app.RotateKeys(ctx, start, a)
	if err != nil {
		return err
	}
	return begun(t.out, r)
}
