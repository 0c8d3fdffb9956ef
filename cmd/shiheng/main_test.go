package main

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/mod/sumdb/note"

	"shiheng.internal/civic/ledger"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"shiheng": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		os.Exit(run(ctx, os.Args[1:], terminal{out: os.Stdout, err: os.Stderr, environ: os.Environ()}))
	}})
}

// TestCommandLine runs the scripts of testdata/script: each is what a person
// types and what they are told.
func TestCommandLine(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"waitfor": waitFor, "waitrow": waitRow, "request": request, "watchkey": watchKey}})
}

// waitFor waits until a file is there: what runs in the background has come so
// far.
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: waitfor file")
	}
	name := ts.MkAbs(args[0])
	end := time.After(time.Minute)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, err := os.Stat(name); err == nil {
			return
		}
		select {
		case <-end:
			ts.Fatalf("%s did not come", args[0])
		case <-tick.C:
		}
	}
}

// waitRow waits until a table of a running platform's database holds a row:
// the room that writes it is at work. "waitrow rows.db TABLE".
func waitRow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: waitrow file table")
	}
	db, err := sql.Open("sqlite", "file:"+ts.MkAbs(args[0])+"?mode=ro&_pragma=busy_timeout(5000)")
	ts.Check(err)
	defer db.Close()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		var n int
		ts.Check(db.QueryRow("SELECT count(*) FROM " + args[1]).Scan(&n))
		if n > 0 {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("no row came into %s", args[1])
		}
	}
}

// request writes what a log of three hundred leaves asks a witness, and the
// log's public key: "request honest|forged FILE KEYFILE". Both logs have one
// key, and one leaf differs.
func request(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: request honest|forged file keyfile")
	}
	const origin = "wuxi.example/log/2026"
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	var tree ledger.Range
	for n := range 300 {
		leaf := fmt.Append(nil, "leaf ", n)
		if n == 100 && args[0] == "forged" {
			leaf = []byte("as it should have been")
		}
		tree = ledger.SHA256().Append(tree, ledger.SHA256().Leaf(leaf))
	}
	signer, _ := ledger.NewEd25519(origin, key)
	signed, err := note.Sign(&note.Note{Text: ledger.Checkpoint{Origin: origin, Size: tree.Size, Root: ledger.SHA256().Root(tree)}.Text()}, signer)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), ledger.Request{Note: signed}.Text(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(ledger.Ed25519Key(origin, key.Public().(ed25519.PublicKey))), 0o600))
}

// watchKey has the witness watch the log whose key a file holds.
func watchKey(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: watchkey dir keyfile")
	}
	ts.Check(ts.Exec("shiheng", "witness", "watch", args[0], ts.ReadFile(args[1])))
}
