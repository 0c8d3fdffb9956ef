package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"shiheng.internal"
	"shiheng.internal/app"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/evidence/second"
)

type wormProbe struct {
	dataFlag `embed:""`
	signedIn `embed:""`
	Endpoint string `help:"Probe this bucket instead of that of the settings, for a first look: nothing is put on record. Keys are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY." placeholder:"URL"`
	Bucket   string `help:"Name of that bucket."`
	Region   string `help:"Its region." default:"us-east-1"`
	Make     bool   `help:"Make that bucket with Object Lock first."`
	Output   string `short:"o" help:"Write the result as JSON as well; the file must not exist." placeholder:"FILE"`
}

// Help says what the command does, and how it ends.
func (wormProbe) Help() string {
	return "Stores two small objects under locks and tries to delete, overwrite, shorten, downgrade and bypass them, to suspend the versions of the bucket and " +
		"to delete it. A running platform probes the bucket of its settings when --login is given, and puts the result on record; without one the " +
		"platform must not be running. Ends with 0: compliant; 1: it could not be probed; 3: not compliant."
}

// Run probes the bucket.
func (c wormProbe) Run(ctx context.Context, t terminal) error {
	p, err := c.probe(ctx, t)
	if err != nil {
		return err
	}
	if c.Output != "" {
		if err := c.write(p); err != nil {
			return err
		}
	}
	return tellProbe(t.out, p)
}

func (c wormProbe) probe(ctx context.Context, t terminal) (p second.Probe, err error) {
	switch {
	case c.Endpoint != "":
		return app.ProbeBucket(ctx, app.BucketAt{
			Endpoint: c.Endpoint, Bucket: c.Bucket, Region: c.Region, Make: c.Make,
			AccessKey: variable(t.environ, "AWS_ACCESS_KEY_ID"), SecretKey: variable(t.environ, "AWS_SECRET_ACCESS_KEY"),
		})
	case c.Login != "":
		who, err := c.signIn(ctx, t)
		if err != nil {
			return p, err
		}
		defer who.bye(context.WithoutCancel(ctx))
		var said struct {
			At     time.Time
			Bucket string
			By     string
			Trials []second.Attempt
		}
		if err := who.post(ctx, "/evidence/second-copy/probe", struct{}{}, &said); err != nil {
			return p, err
		}
		return second.Probe{At: said.At, Bucket: said.Bucket, By: said.By, Attempts: said.Trials}, nil
	}
	err = c.keeping(ctx, t, func(k *app.Keeping) (err error) {
		p, err = k.ProbeBucket(ctx)
		return err
	})
	return p, err
}

func (c wormProbe) write(p second.Probe) error {
	b, err := json.MarshalIndent(struct {
		second.Probe
		Compliant bool `json:"compliant"`
	}{p, p.Passed()}, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.OpenFile(c.Output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return shiheng.Conflict("export.exists", "file", c.Output)
	} else if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	return errors.Join(err, f.Sync(), f.Close())
}

// tellProbe prints each trial with its answer. A bucket that gave in is an
// ErrInvalid "second.not-compliant".
func tellProbe(w io.Writer, p second.Probe) error {
	broken := map[string]bool{}
	for _, t := range p.Broken() {
		broken[t.Name] = true
	}
	fmt.Fprintf(w, "存储桶 bucket %s  %s\n", p.Bucket, clock(p.At))
	answers := map[second.Answer]string{second.Refused: "拒绝 refused", second.Done: "成功 done", second.Untried: "未试 not tried"}
	for _, t := range second.Trials() {
		a := second.Attempt{Answer: second.Untried}
		for _, one := range p.Attempts {
			if one.Name == t.Name {
				a = one
			}
		}
		mark := "合格 ok    "
		if broken[t.Name] {
			mark = "不合格 BAD"
		}
		fmt.Fprintf(w, "%s  %s\n            %s\n            应当 must be %s；结果 was %s  %s\n", mark, t.Text.Zh, t.Text.En, answers[t.Want], answers[a.Answer], a.Said)
	}
	if !p.Passed() {
		fmt.Fprintln(w, "该存储桶不能防删改，不得用于第二份拷贝 this bucket is not compliant and takes no second copies")
		return shiheng.Invalid("second.not-compliant", "bucket", p.Bucket)
	}
	_, err := fmt.Fprintln(w, "该存储桶能防删改 this bucket is compliant")
	return err
}

type holdCommand struct {
	Ls holdLs `cmd:"" help:"List the holds on footage. The platform must not be running."`
}

type holdLs struct {
	dataFlag `embed:""`
	All      bool `help:"List lifted ones as well."`
}

// Run lists the holds.
func (c holdLs) Run(ctx context.Context, t terminal) error {
	return c.keeping(ctx, t, func(k *app.Keeping) error {
		holds, err := k.Holds(ctx, c.All)
		if err != nil {
			return err
		}
		if len(holds) == 0 {
			_, err := fmt.Fprintln(t.out, "没有信息保全 no holds")
			return err
		}
		tab := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(tab, "编号 id\t状态 state\t案（事）件 matter\t起 from\t止 to\t摄像机 cameras\t落实 secured\t不符 amiss\t第二份 copies\t复核 review\t登记人 by\t日志 log")
		for _, h := range holds {
			fmt.Fprintf(tab, "%s\t%s\t%s\t%s\t%s\t%d\t%s\t%d\t%d/%d\t%s\t%s\t%s\n", h.ID, h.State, h.Matter, clock(h.From), clock(h.To), len(h.Items),
				securedWord(h.Hold), h.Amiss(), h.Copies, h.Slots, h.ReviewOn, h.Placed.Name, leafWord(h.Leaf))
		}
		return tab.Flush()
	})
}

func securedWord(h evidence.Hold) string {
	if h.State == evidence.Lifted {
		return "—"
	}
	return string(h.Worst())
}

func leafWord(leaf *int64) string {
	if leaf == nil {
		return "—"
	}
	return fmt.Sprint(*leaf)
}

type footageFetchCopy struct {
	dataFlag `embed:""`
	Hold     string `help:"Hold whose second copies are fetched." required:"" placeholder:"ID"`
	Output   string `short:"o" help:"Directory to write them to; files that are there already stay." required:"" type:"path" placeholder:"DIR"`
	All      bool   `help:"Fetch those as well whose slot is still in the footage store."`
	Reason   string `help:"Why they are fetched; it is put on record." required:""`
	By       string `help:"Who fetches them." required:""`
}

// Help says what comes of it.
func (footageFetchCopy) Help() string {
	return "Reads slots of held footage back from the bucket of second copies, checks the digest of each object and every digest within the slot, and writes " +
		"each to a file of its own. A slot is a plain sequence of MP4 boxes. The act is on record before anything is fetched."
}

// Run fetches the copies; one that fails stops no other.
func (c footageFetchCopy) Run(ctx context.Context, t terminal) error {
	id, err := shiheng.ParseID[shiheng.HoldID](c.Hold)
	if err != nil {
		return err
	}
	if strings.TrimSpace(c.Reason) == "" || strings.TrimSpace(c.By) == "" {
		return shiheng.Invalid("second.fetch-reason")
	}
	return c.keeping(ctx, t, func(k *app.Keeping) error {
		got, err := k.FetchCopies(ctx, app.Fetching{Hold: id, Dir: c.Output, All: c.All, Reason: c.Reason, By: c.By})
		failed := 0
		for _, g := range got {
			if g.Err != nil {
				failed++
				fmt.Fprintf(t.out, "失败 failed  %s  %v\n", g.Copy.Name(), g.Err)
				continue
			}
			fmt.Fprintf(t.out, "一致 fits    %s  %s  %s – %s\n", g.File, amount(g.Copy.Size), clock(g.Copy.From), clock(g.Copy.To))
		}
		switch {
		case err != nil:
			return err
		case failed > 0:
			return shiheng.Unavailable("second.fetch-failed", "failed", fmt.Sprint(failed), "of", fmt.Sprint(len(got)))
		case len(got) == 0:
			_, err = fmt.Fprintln(t.out, "没有需要取回的拷贝 nothing to fetch")
		}
		return err
	})
}
