package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"shiheng.internal"
	"shiheng.internal/app"
	"shiheng.internal/civic/law"
)

type footageCommand struct {
	Ls        footageLs        `cmd:"" help:"List what there is of each camera, with gaps and their causes. The platform must not be running."`
	Export    footageExport    `cmd:"" help:"Fetch footage as an MP4 from a running platform, under a grant."`
	FetchCopy footageFetchCopy `cmd:"" help:"Read slots of held footage back from their second copies. The platform must not be running."`
	Check     footageCheck     `cmd:"" help:"Verify every slot and chunk. The platform must not be running."`
	Rebuild   footageRebuild   `cmd:"" help:"Make the index anew from the volumes. The platform must not be running."`
}

// dataFlag names the data directory of the commands that look after it.
type dataFlag struct {
	Data string `help:"Data directory; wins over the settings." type:"path" placeholder:"DIR"`
}

func (f dataFlag) start(t terminal) (app.Start, error) {
	s, err := app.LoadSettings(t.config, t.environ)
	if f.Data != "" {
		s.Data = f.Data
	}
	s.Log.Level = "warn"
	return app.Start{Settings: s, Version: version, Log: logger(s.Log, t.err)}, err
}

// keeping opens what a stopped platform keeps and closes it after f.
func (f dataFlag) keeping(ctx context.Context, t terminal, do func(*app.Keeping) error) error {
	start, err := f.start(t)
	if err != nil {
		return err
	}
	k, err := app.OpenKeeping(ctx, start)
	if err != nil {
		return err
	}
	return errors.Join(do(k), k.Close())
}

type footageLs struct {
	dataFlag `embed:""`
	Gaps     bool `help:"List every gap as well."`
}

// Run lists the footage.
func (c footageLs) Run(ctx context.Context, t terminal) error {
	return c.keeping(ctx, t, func(k *app.Keeping) error {
		holdings, err := k.Holdings(ctx)
		if err != nil {
			return err
		}
		if len(holdings) == 0 {
			_, err := fmt.Fprintln(t.out, "没有录像 no footage")
			return err
		}
		tab := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(tab, "摄像机 camera\t编号 id\t起 from\t止 to\t大小 size\t保全槽 held\t缺口 gaps")
		for _, h := range holdings {
			fmt.Fprintf(tab, "%s\t%s\t%s\t%s\t%s\t%d\t%d\n", h.Name, h.Camera, clock(h.Span.From), clock(h.Span.To), amount(h.Bytes), h.Held, len(h.Gaps))
			if !c.Gaps {
				continue
			}
			for _, g := range h.Gaps {
				fmt.Fprintf(tab, "\t缺口 gap\t%s\t%s\t%s\t\t\n", clock(g.Span.From), clock(g.Span.To), g.Cause)
			}
		}
		return tab.Flush()
	})
}

type footageCheck struct {
	dataFlag `embed:""`
	Deep     bool `help:"Also recompute every digest and follow the chain from chunk to chunk."`
}

// Run verifies the footage; it fails when anything is wrong.
func (c footageCheck) Run(ctx context.Context, t terminal) error {
	return c.keeping(ctx, t, func(k *app.Keeping) error { return check(ctx, t, k, c.Deep) })
}

func check(ctx context.Context, t terminal, k *app.Keeping, deep bool) error {
	report, err := k.Check(ctx, deep, progress(t.err))
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%d 卷 volumes, %d 槽 slots, %d 块 chunks, %s\n", report.Volumes, report.Slots, report.Chunks, amount(report.Bytes))
	for _, f := range report.Findings {
		fmt.Fprintf(t.out, "卷 volume %s 槽 slot %d 序号 seq %d: %s\n", f.Volume, f.Slot, f.Seq, f.What)
	}
	if n := len(report.Findings); n > 0 {
		return shiheng.Invalid("footage.damaged", "findings", fmt.Sprint(n))
	}
	_, err = fmt.Fprintln(t.out, "全部一致 everything fits")
	return err
}

// progress prints how far a long work is, on one line, no more than ten times
// a second.
func progress(w io.Writer) func(done, all int) {
	var last time.Time
	return func(done, all int) {
		if now := time.Now(); done == all || now.Sub(last) > 100*time.Millisecond {
			last = now
			fmt.Fprintf(w, "\r%d/%d", done, all)
			if done == all {
				fmt.Fprintln(w)
			}
		}
	}
}

type footageRebuild struct {
	dataFlag `embed:""`
}

// Run makes the index anew.
func (c footageRebuild) Run(ctx context.Context, t terminal) error {
	start, err := c.start(t)
	if err != nil {
		return err
	}
	r, err := app.Rebuild(ctx, start)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%d 卷 volumes, %d 槽 slots, %d 块 chunks → %d 段 runs, %d 缺口 gaps\n", r.Volumes, r.Slots, r.Chunks, r.Runs, r.Gaps)
	for _, u := range r.Unreadable {
		fmt.Fprintf(t.out, "不可读 unreadable: %s\n", u)
	}
	return nil
}

// clock writes an instant as people of the house read it.
func clock(t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	return t.In(law.Shanghai()).Format("2006-01-02 15:04:05")
}

// amount writes a number of bytes for people.
func amount(n int64) string {
	const unit = 1024
	f, names := float64(n), []string{"B", "KB", "MB", "GB", "TB"}
	i := 0
	for f >= unit && i < len(names)-1 {
		f /= unit
		i++
	}
	return fmt.Sprintf("%.1f %s", f, names[i])
}
