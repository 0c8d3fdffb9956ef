package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"sync"
	"text/tabwriter"

	"shiheng.internal/app"
	"shiheng.internal/sim"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/picture"
)

type serveCommand struct {
	Practice bool   `help:"Make and run a practice store 演练库: law-days of two minutes, simulated cameras, first accounts."`
	Data     string `help:"Data directory; wins over the settings." type:"path" placeholder:"DIR"`
	Cameras  bool   `help:"With --practice: run the four simulated cameras in this process." default:"true" negatable:""`
	RTSP     string `help:"With --practice: where the simulated RTSP camera listens; a free port on loopback unless given." placeholder:"ADDR"`
}

// Run runs the platform until it is told to end.
func (c serveCommand) Run(ctx context.Context, t terminal) error {
	settings, err := app.LoadSettings(t.config, t.environ)
	if err != nil {
		return err
	}
	if c.Data != "" {
		settings.Data = c.Data
	}
	if c.Practice && settings.Console.Cert == "" && app.Loopback(settings.Console.Listen) {
		settings.Console.Plain = true // never beyond this machine
	}
	log := logger(settings.Log, t.err)
	house, err := app.Open(ctx, app.Start{Settings: settings, Practice: c.Practice, Version: version, Log: log})
	if err != nil {
		return err
	}
	if !c.Practice {
		return c.real(ctx, t, house)
	}
	return c.practice(ctx, t, house, log)
}

// real runs a real platform; an unclaimed one prints its claim token.
func (c serveCommand) real(ctx context.Context, t terminal, house *app.House) error {
	where, err := house.Welcome(ctx)
	if err != nil {
		return errors.Join(err, house.Close())
	}
	fmt.Fprintf(t.out, "\n视衡 Shiheng %s\n  地址 address      %s\n", version, where.URL)
	if where.Fingerprint != "" {
		fmt.Fprintf(t.out, "  证书指纹 SHA-256  %s\n", where.Fingerprint)
	}
	if where.ClaimToken != "" {
		fmt.Fprintf(t.out, "\n  平台尚未认领，只监听本机。用浏览器打开上面的地址，凭口令建立第一个系统管理员。\n")
		fmt.Fprintf(t.out, "  Nobody has claimed this platform; it listens on this machine only. Open the address and claim it.\n")
		fmt.Fprintf(t.out, "  认领口令 claim token  %s\n\n", where.ClaimToken)
	}
	return house.Run(ctx)
}

// practice furnishes a practice store, prints its address and first accounts,
// and runs it with its cameras.
func (c serveCommand) practice(ctx context.Context, t terminal, house *app.House, log *slog.Logger) error {
	cameras, err := c.practiceCameras(ctx, house, log)
	if err != nil {
		return errors.Join(err, house.Close())
	}
	accounts, err := house.Furnish(ctx, furniture(cameras))
	if err != nil {
		return errors.Join(err, house.Close())
	}
	where, err := house.Welcome(ctx)
	if err != nil {
		return errors.Join(err, house.Close())
	}
	welcome(t.out, where, accounts)
	if !c.Cameras {
		return house.Run(ctx)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var running sync.WaitGroup
	running.Go(func() {
		if err := sim.Practice(ctx, cameras); err != nil {
			log.ErrorContext(ctx, "practice cameras ended", slog.Any("error", err))
		}
	})
	err = house.Run(ctx)
	stop()
	running.Wait()
	return err
}

func (c serveCommand) practiceCameras(ctx context.Context, house *app.House, log *slog.Logger) (sim.PracticeConfig, error) {
	password, err := house.PracticePassword()
	if err != nil {
		return sim.PracticeConfig{}, err
	}
	lab, err := picture.New(picture.Config{})
	if err != nil {
		return sim.PracticeConfig{}, err
	}
	server, err := netip.ParseAddrPort(house.Signalling().String())
	if err != nil {
		return sim.PracticeConfig{}, fmt.Errorf("address of signalling: %w", err)
	}
	if c.RTSP == "" {
		if c.RTSP, err = freePort(ctx); err != nil {
			return sim.PracticeConfig{}, fmt.Errorf("find a port for the RTSP camera: %w", err)
		}
	}
	return sim.PracticeConfig{
		Server: server, ServerID: code.Code(house.SignallingID()), Password: password, RTSP: c.RTSP, Lab: lab, Log: log,
	}, nil
}

// freePort finds a port on loopback that is free now.
func freePort(ctx context.Context) (string, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// furniture says what a platform must know of the practice cameras.
func furniture(c sim.PracticeConfig) []app.PracticeCamera {
	var out []app.PracticeCamera
	for _, p := range c.Cameras() {
		out = append(out, app.PracticeCamera{
			Name: p.Name, Device: string(p.Device), Channel: string(p.Channel), Transport: string(p.Transport),
			Dialect: string(p.Dialect), Main: p.Main, Sub: p.Sub, User: p.User, Kbps: sim.DefaultMain().BitRate / 1000,
		})
	}
	return out
}

// welcome prints where to go and who may come in.
func welcome(w io.Writer, where app.Welcome, accounts []app.FirstAccount) {
	fmt.Fprintf(w, "\n视衡 Shiheng %s   演练库 practice store: 一个法定日为 %s  one day of the law lasts %s\n\n", version, where.LawDay, where.LawDay)
	fmt.Fprintf(w, "  地址 address   %s\n\n", where.URL)
	tab := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	fmt.Fprintf(tab, "  账号 login\t一次性密码 one-time password\t角色 role\n")
	for _, a := range accounts {
		password := a.Password
		if password == "" {
			password = "（已自行设置 their own）"
		}
		fmt.Fprintf(tab, "  %s\t%s\t%s %s\n", a.Login, password, a.Name, a.Role)
	}
	_ = tab.Flush() // the terminal may be gone; the platform goes on
	fmt.Fprintf(w, "\n  看四台摄像机请用 keeper 登录；Ctrl-C 结束。 Log in as keeper to see four cameras; Ctrl-C ends it.\n\n")
}

// logger makes the log for operators.
func logger(s app.LoggingSettings, w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(strings.ToUpper(s.Level))); err != nil {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if s.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
