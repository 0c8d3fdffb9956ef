package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"shiheng.internal"
	"shiheng.internal/app"
	"shiheng.internal/civic/ledger"
)

// mismatched is the exit code of a check that found something: what could not
// be checked is 1, as with every command.
const mismatched = 3

type checkCommand struct {
	dataFlag `embed:""`
	Level    string `arg:"" optional:"" default:"medium" enum:"fast,medium,full" help:"fast: checkpoints, trees, numbers. medium (default): every leaf against its row or its footage. full: every byte of footage as well."`
}

// Help says what the command looks at, and how it ends.
func (checkCommand) Help() string {
	return "Checks rows, slots, leaves and checkpoints against one another, and names the first position that does not fit. The platform must not be " +
		"running. Ends with 0: everything fits; 1: it could not be checked; 2: wrong arguments; 3: something does not fit."
}

// Run checks that settings, keys, rows, log and footage fit together.
func (c checkCommand) Run(ctx context.Context, t terminal) error {
	return c.keeping(ctx, t, func(k *app.Keeping) error {
		r, err := k.Integrity(ctx, ledger.CheckLevel(c.Level), stages(t.err))
		if err != nil {
			return err
		}
		return tell(t.out, r)
	})
}

// tell prints a report; what does not fit is an ErrInvalid "check.mismatch".
func tell(w io.Writer, r *ledger.CheckReport) error {
	fmt.Fprintf(w, "%d 日志 logs, %d 叶 leaves, %d 行为 acts, %d 录像分钟 camera-minutes, %d 块 chunks, %s\n",
		r.Logs, r.Leaves, r.Acts, r.CameraMinutes, r.Chunks, amount(int64(r.Bytes))) //nolint:gosec // a sum of lengths
	if r.Waiting > 0 {
		fmt.Fprintf(w, "%d 条待下次启动补记 to be noted at the next start\n", r.Waiting)
	}
	for _, b := range r.Breaks {
		fmt.Fprintln(w, broken(b))
	}
	for _, m := range r.Mismatches {
		fmt.Fprintf(w, "不符 %s\n", m)
	}
	if r.Bad > 0 {
		return shiheng.Invalid("check.mismatch", "mismatches", fmt.Sprint(r.Bad))
	}
	_, err := fmt.Fprintln(w, "全部一致 everything fits")
	return err
}

// broken tells of a log that took the place of another: what it says was lost
// is no mismatch.
func broken(b ledger.Break) string {
	if b.Epoch.Lost == nil {
		return fmt.Sprintf("更换密钥 keys changed at %s: %s → %s", b.At, b.Last.Origin, b.Origin())
	}
	return fmt.Sprintf("恢复 restored at %s: %s → %s, 丢失时段 lost range %s – %s, %d 条行为 acts, %d 块 chunks (%s)",
		b.At, b.Last.Origin, b.Origin(), b.Epoch.Lost.From, b.Epoch.Lost.To, b.LostActs, b.GoneChunks, b.Why)
}

// stages prints how far a check is, on one line for each stage.
func stages(w io.Writer) func(what string, done, all uint64) {
	var last time.Time
	stage := ""
	return func(what string, done, all uint64) {
		if now := time.Now(); what != stage || done == all || now.Sub(last) > 100*time.Millisecond {
			if stage != "" && what != stage {
				fmt.Fprintln(w)
			}
			stage, last = what, now
			fmt.Fprintf(w, "\r%s %d/%d", what, done, all)
			if done == all {
				fmt.Fprintln(w)
				stage = ""
			}
		}
	}
}
