// Command shiheng-verify checks an evidence bundle of a Shiheng platform,
// offline and without anything of the platform's.
//
//	shiheng-verify FILE [--policy KEYS] [--json] [--lang zh|en]
//
// It ends with 0 when nothing was altered, 1 when something was, 2 when it
// cannot be proven, 3 when the file is no bundle, 4 when it was called wrongly.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"shiheng.internal/verify"
)

// version is stamped by the build.
var version = "unknown" //nolint:gochecknoglobals // the linker writes it

const exitUsage = 4

const usage = `用法：shiheng-verify 证据包.evb.zip [--policy 密钥文件] [--json] [--lang zh|en]
usage: shiheng-verify BUNDLE.evb.zip [--policy KEYS] [--json] [--lang zh|en]

  --policy  检查人自己持有的密钥文件 (C2SP tlog-policy)；不给则用证据包自带的密钥
            the keys that you hold yourself; without them those of the bundle are taken
  --json    以 JSON 输出结果 / the result as JSON
  --lang    只用一种语言 / one language only

  0 未被改动 unaltered · 1 已被改动 altered · 2 无法证明 cannot be proven · 3 不是证据包 no bundle
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// arguments are what the program was called with.
type arguments struct {
	file, policy, lang string
	json               bool
}

var errUsage = errors.New("usage")

func parse(args []string) (a arguments, err error) {
	for len(args) > 0 {
		name, value, has := strings.Cut(args[0], "=")
		args = args[1:]
		switch name {
		case "--json":
			a.json = true
			continue
		case "--policy", "--lang":
		default:
			if strings.HasPrefix(name, "-") || a.file != "" {
				return a, errUsage
			}
			a.file = name
			if has {
				a.file += "=" + value
			}
			continue
		}
		if !has {
			if len(args) == 0 {
				return a, errUsage
			}
			value, args = args[0], args[1:]
		}
		if name == "--policy" {
			a.policy = value
		} else {
			a.lang = value
		}
	}
	if a.file == "" || a.lang != "" && a.lang != "zh" && a.lang != "en" {
		return a, errUsage
	}
	return a, nil
}

func run(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) == 1 && args[0] == "--version" {
		_, _ = fmt.Fprintln(out, version)
		return 0
	}
	a, err := parse(args)
	if err != nil {
		_, _ = io.WriteString(errs, usage)
		return exitUsage
	}
	o := verify.Options{Progress: bar(errs)}
	if a.policy != "" {
		if o.Policy, err = os.ReadFile(a.policy); err != nil {
			_, _ = fmt.Fprintln(errs, err)
			return exitUsage
		}
	}
	r, err := checkFile(ctx, a.file, o)
	if err != nil {
		_, _ = fmt.Fprintf(errs, "\n无法作为证据包读取：%v\ncannot be read as an evidence bundle: %v\n", err, err)
		return verify.ExitUnreadable
	}
	if a.json {
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		err = e.Encode(r)
	} else {
		_, err = io.WriteString(out, text(r, a.file, a.lang))
	}
	if err != nil {
		_, _ = fmt.Fprintln(errs, err)
		return verify.ExitUnreadable
	}
	return r.Verdict.Exit()
}

func checkFile(ctx context.Context, name string, o verify.Options) (*verify.Result, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	s, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return verify.Bundle(ctx, f, s.Size(), o)
}

// bar shows how far it is, where a person looks on.
func bar(errs io.Writer) func(done, total int64) {
	f, is := errs.(*os.File)
	if !is {
		return nil
	}
	if s, err := f.Stat(); err != nil || s.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return func(done, total int64) {
		_, _ = fmt.Fprintf(f, "\r%3d %%  %.1f / %.1f MB", 100*done/max(total, 1), float64(done)/1e6, float64(total)/1e6)
		if done == total {
			_, _ = fmt.Fprint(f, "\r\033[K")
		}
	}
}
